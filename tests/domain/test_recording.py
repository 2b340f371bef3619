"""Recording notes: once for each form, whole or not at all, and where it was said."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import func, select

from journeys.database import Database
from journeys.domain.arranging import delete_step, restore_step
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.notes import Note
from journeys.domain.recording import (
    delete_note,
    edit_note,
    find_note,
    move_note,
    record_note,
    restore_note,
)
from journeys.domain.services import Service
from journeys.domain.steps import Step
from journeys.settings import TEXT
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_storing import put_in, stored


def a_service(database: Database, **fields: Any) -> int:
    return put_in(database, a_document(a_journey((a_step("S1", **fields), a_step("S2")))))


def steps(database: Database) -> list[int]:
    with database.reading() as session:
        return list(session.exec(select(Step.id).order_by(Step.id)))  # type: ignore[arg-type]


def record(database: Database, text: str, key: str, step: int = 0, kind: str = "need", **said: Any) -> int:
    step_id = steps(database)[step]
    with database.writing() as session:
        return record_note(session, step_id, kind, {"text": text, **said}, key).id


def count(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(Note)).one()


def changes(database: Database, service_id: int) -> int:
    with database.reading() as session:
        return session.get_one(Service, service_id).changes


SAID: dict[str, dict[str, Any]] = {
    "pain_point": {"text": "Zu lange", "severity": 3, "frequency": "often", "certainty": "seen"},
    "need": {"text": "Eine Kopie", "priority": 1},
    "quote": {"text": "Schon wieder?", "speaker": "Frau K.", "invented": True},
}


@pytest.mark.parametrize("kind", SAID)
def test_a_note_stands_on_its_step_with_what_was_said(either: Database, kind: str) -> None:
    service_id = a_service(either)
    before = changes(either, service_id)
    with either.writing() as session:
        note = record_note(session, 1, kind, SAID[kind], "k")
    assert changes(either, service_id) == before + 1
    (found,) = stored(either, service_id).journeys[0].steps()[0].notes()
    assert found.plain() == {"id": note.ref, **SAID[kind]}


def test_notes_stand_behind_those_that_are_there(either: Database) -> None:
    service_id = a_service(either, pain_points=(a_pain_point("P1", "Aus der Datei"),))
    for n in range(3):
        record(either, f"Notiert {n}", f"k{n}", kind="pain_point")
    texts = [note.text for note in stored(either, service_id).journeys[0].steps()[0].pain_points]
    assert texts == ["Aus der Datei", "Notiert 0", "Notiert 1", "Notiert 2"]


def test_a_form_sent_many_times_at_once_makes_one_note(either: Database) -> None:
    service_id = a_service(either)
    before = changes(either, service_id)
    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(lambda _: record(either, "Einmal", "key"), range(10)))
    assert len(ids) == 1
    assert count(either) == 1
    assert changes(either, service_id) == before + 1, "only the one that stored it changed anything"


def test_forms_sent_at_once_make_a_note_each(either: Database) -> None:
    service_id = a_service(either)
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda n: record(either, f"Hinweis {n}", f"key {n}"), range(24)))
    assert len(ids) == count(either) == 24
    assert len(stored(either, service_id).journeys[0].steps()[0].needs) == 24


def test_a_form_sent_again_with_other_words_is_another_note(either: Database) -> None:
    a_service(either)
    assert record(either, "Erst so", "key") != record(either, "Dann so", "key")


def test_the_same_key_in_two_services_means_two_notes(either: Database) -> None:
    a_service(either)
    put_in(either, a_document(), "Anderes Vorhaben")
    assert record(either, "Text", "key", step=0) != record(either, "Text", "key", step=2)


BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "no kind": ("", {"text": "Text"}, "kind"),
    "a kind that is not for steps": ("idea", {"text": "Text"}, "kind"),
    "no text": ("need", {}, "text"),
    "an empty text": ("need", {"text": " \n\t "}, "text"),
    "a long text": ("need", {"text": "x" * (TEXT.value + 1)}, "text"),
    "a control character": ("need", {"text": "a\x07b"}, "text"),
    "a zero character": ("need", {"text": "a\x00b"}, "text"),
    "half a character": ("need", {"text": "a\udc00b"}, "text"),
    "severity below the scale": ("pain_point", {"text": "Text", "severity": 0}, "severity"),
    "severity beyond the scale": ("pain_point", {"text": "Text", "severity": 4}, "severity"),
    "severity in words": ("pain_point", {"text": "Text", "severity": "schlimm"}, "severity"),
    "no such frequency": ("pain_point", {"text": "Text", "frequency": "nie"}, "frequency"),
    "priority beyond the scale": ("need", {"text": "Text", "priority": 4}, "priority"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_refused_at_its_field(either: Database, name: str) -> None:
    kind, said, field = BAD[name]
    service_id = a_service(either)
    before = changes(either, service_id)
    with pytest.raises(Refused) as refused, either.writing() as session:
        record_note(session, 1, kind, said, "k")
    assert field in [finding.place for finding in refused.value.findings]
    assert count(either) == 0
    assert changes(either, service_id) == before


@pytest.mark.parametrize("length", [1, TEXT.value - 1, TEXT.value])
def test_texts_up_to_the_limit_are_stored_whole(either: Database, length: int) -> None:
    service_id = a_service(either)
    record(either, "ß" * length, "k")
    assert stored(either, service_id).journeys[0].steps()[0].needs[0].text == "ß" * length


def test_blanks_and_line_ends_of_forms_are_put_right(either: Database) -> None:
    service_id = a_service(either)
    record(either, "  Erste Zeile\r\nzweite \n", "k")
    assert stored(either, service_id).journeys[0].steps()[0].needs[0].text == "Erste Zeile\nzweite"


def test_notes_on_nothing_are_unknown(either: Database) -> None:
    a_service(either)
    with either.writing() as session:
        delete_step(session, 1)
    for step_id in (1, 99):
        with pytest.raises(Unknown), either.writing() as session:
            record_note(session, step_id, "need", {"text": "Text"}, "k")
    assert count(either) == 0


def test_a_note_is_changed_by_whoever_saw_it(either: Database) -> None:
    service_id = a_service(either)
    note_id = record(either, "Alt", "k")
    with either.writing() as session:
        edit_note(session, note_id, 1, {"text": " Neu ", "priority": 2})
    with pytest.raises(Stale) as stale, either.writing() as session:
        edit_note(session, note_id, 1, {"text": "Anders"})
    assert (stale.value.theirs, stale.value.yours) == ({"text": "Neu"}, {"text": "Anders"})
    (need,) = stored(either, service_id).journeys[0].steps()[0].needs
    assert (need.text, need.priority) == ("Neu", 2)


def test_a_note_moves_behind_the_notes_of_another_step(either: Database) -> None:
    service_id = a_service(either)
    moving = record(either, "Wandert", "a")
    record(either, "Steht schon da", "b", step=1)
    with either.writing() as session:
        assert move_note(session, moving, 2).revision == 2
    first, second = stored(either, service_id).journeys[0].steps()
    assert (first.needs, [need.text for need in second.needs]) == ((), ["Steht schon da", "Wandert"])


def test_a_note_does_not_move_into_another_service(either: Database) -> None:
    service_id = a_service(either)
    put_in(either, a_document(), "Anderes Vorhaben")
    note_id = record(either, "Bleibt", "k")
    for step_id in (steps(either)[2], 99):
        with pytest.raises(Unknown), either.writing() as session:
            move_note(session, note_id, step_id)
    assert stored(either, service_id).journeys[0].steps()[0].needs[0].text == "Bleibt"


def test_a_deleted_note_comes_back_as_it_was(either: Database) -> None:
    service_id = a_service(either)
    note_id = record(either, "Weg und wieder da", "k", priority=1)
    before = stored(either, service_id)
    with either.writing() as session:
        delete_note(session, note_id)
    assert stored(either, service_id).journeys[0].steps()[0].needs == ()
    for use in (lambda s: edit_note(s, note_id, 1, {"text": "x"}), lambda s: find_note(s, note_id)):
        with pytest.raises(Unknown), either.writing() as session:
            use(session)
    with either.writing() as session:
        assert restore_note(session, note_id).text == "Weg und wieder da"
    assert stored(either, service_id) == before


def test_a_deleted_note_that_is_sent_again_is_there_again(either: Database) -> None:
    """Whoever goes back and sends the form again wants the note."""
    service_id = a_service(either)
    with either.writing() as session:
        note_id = record_note(session, 1, "need", {"text": "Doch"}, "k").id
        delete_note(session, note_id)
    assert record(either, "Doch", "k") == note_id
    assert len(stored(either, service_id).journeys[0].steps()[0].needs) == 1


def test_notes_go_and_come_with_their_step(either: Database) -> None:
    service_id = a_service(either)
    note_id = record(either, "Auf dem Schritt", "k")
    before = stored(either, service_id)
    with either.writing() as session:
        delete_step(session, 1)
    with pytest.raises(Unknown), either.reading() as session:
        find_note(session, note_id)
    with either.writing() as session:
        restore_step(session, 1)
    assert stored(either, service_id) == before


def test_what_a_use_case_returns_can_be_read_after_the_transaction(either: Database) -> None:
    """A page is drawn from it when the database has long answered."""
    a_service(either)
    with either.writing() as session:
        notes = [record_note(session, 1, "need", {"text": "Text"}, "k")]
        notes += [move_note(session, notes[0].id, 2), delete_note(session, notes[0].id)]
        notes += [restore_note(session, notes[0].id)]
    assert [note.text for note in notes] == ["Text"] * 4


def test_an_unsorted_slip_that_is_no_note_does_not_move_onto_a_step(either: Database) -> None:
    from journeys.domain.document import UnsortedNote

    slips = (UnsortedNote(id="U1", text="Eine Idee", kind="idea"), UnsortedNote(id="U2", text="Etwas"))
    service_id = put_in(either, a_document(unsorted_notes=slips))
    for note_id in (1, 2):
        with pytest.raises(Refused), either.writing() as session:
            move_note(session, note_id, 1)
    assert stored(either, service_id).unsorted_notes == slips
