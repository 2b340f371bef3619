"""Cards: each arrives once, late or not, and becomes a note only when it is revealed."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain.arranging import delete_step
from journeys.domain.document import Document, Origin
from journeys.domain.findings import Refused, Unknown
from journeys.domain.importing import export_document
from journeys.domain.steps import Step
from journeys.domain.workshops import cards, curating, guiding, running
from journeys.domain.workshops.tables import Authorship, Card
from journeys.settings import TEXT
from tests.domain.workshops.room import Room

SILENT = "Schmerzpunkte"


def document(room: Room) -> Document:
    with room.database.reading() as session:
        return export_document(session, room.service_id)


def texts(room: Room) -> list[str]:
    whole = document(room)
    on_steps = [note.text for journey in whole.journeys for step in journey.steps() for note in step.notes()]
    return on_steps + [note.text for note in whole.unsorted_notes]


def reveal(room: Room, item_id: int | None) -> int:
    assert item_id is not None
    with room.database.writing() as session:
        return running.reveal(session, item_id)


def test_the_same_form_many_times_at_once_is_one_card(either: Database) -> None:
    room = Room(either)
    who = room.join()
    with ThreadPoolExecutor(5) as threads:
        ids = set(threads.map(lambda _: room.write(who, key="the same").id, range(15)))
    assert len(ids) == 1
    with either.reading() as session:
        assert len(session.exec(select(Card)).all()) == len(session.exec(select(Authorship)).all()) == 1


def test_two_people_with_one_key_write_two_cards(either: Database) -> None:
    room = Room(either)
    assert room.write(room.join(), key="same").id != room.write(room.join(), key="same").id


def test_silent_cards_stand_nowhere_until_they_are_revealed(either: Database) -> None:
    room = Room(either)
    who = room.join()
    item = room.run(SILENT)
    card = room.write(who, "Der Link führt ins Leere", severity=3, frequency="often")
    assert card.state == "waiting"
    assert texts(room) == []
    assert reveal(room, item.id) == 1
    (pain,) = document(room).journeys[0].steps()[0].pain_points
    assert (pain.text, pain.severity, pain.frequency) == ("Der Link führt ins Leere", 3, "often")
    assert pain.origin == Origin(workshop="Wohngeld im Alltag", date=None)
    assert reveal(room, item.id) == 0


def test_what_is_written_after_the_reveal_is_shown_at_once(either: Database) -> None:
    room = Room(either)
    item = room.run(SILENT)
    reveal(room, item.id)
    assert room.write(room.join()).state == "shown"
    assert texts(room) == ["Das Formular ist zu lang"]


def test_covered_cards_and_worries_stay_back(either: Database) -> None:
    room = Room(either)
    who = room.join()
    item = room.run(SILENT)
    named = room.write(who, "Frau Sommerfeld kam dreimal wieder")
    room.write(who, "Es wird doch nur gekürzt", "worry")
    assert named.covered
    assert reveal(room, item.id) == 0
    assert texts(room) == []


def test_a_worry_is_exported_only_when_the_moderation_showed_it(either: Database) -> None:
    room = Room(either)
    worry = room.write(room.join(), "Es wird doch nur gekürzt", "worry")
    assert texts(room) == []
    with either.writing() as session:
        curating.show_card(session, worry.id, worry.revision)
    (note,) = document(room).unsorted_notes
    assert (note.kind, note.text) == ("worry", "Es wird doch nur gekürzt")


def test_a_card_from_a_device_without_network_belongs_to_the_question_it_answers(either: Database) -> None:
    room = Room(either)
    who = room.join()
    pains = room.run(SILENT)
    reveal(room, pains.id)
    room.run("Eigener Bedarf")
    assert room.write(who, "Kam erst jetzt durch").item_id == pains.id
    assert texts(room) == ["Kam erst jetzt durch"]


def test_after_the_end_a_card_is_late_and_kept_for_the_moderation(either: Database) -> None:
    room = Room(either)
    who = room.join()
    reveal(room, room.run(SILENT).id)
    with either.writing() as session:
        running.close_workshop(session, room.id)
    card = room.write(who, "Der Zug fuhr durch den Tunnel")
    assert card.late and card.state == "waiting"
    assert texts(room) == []
    with either.writing() as session:
        curating.show_card(session, card.id, card.revision)
    assert texts(room) == ["Der Zug fuhr durch den Tunnel"]


def test_a_step_deleted_while_somebody_writes_leaves_the_card_unsorted(either: Database) -> None:
    room = Room(either)
    who = room.join()
    reveal(room, room.run(SILENT).id)
    gone = room.steps()[0]
    with either.writing() as session:
        delete_step(session, gone)
        card = cards.write_card(session, who, "pain_point", {"text": "Zu spät"}, "k", gone)
    assert card.step_id is None and card.state == "shown"
    (note,) = document(room).unsorted_notes
    assert (note.kind, note.text) == ("pain_point", "Zu spät")


def test_a_rehearsal_leaves_nothing_behind(either: Database) -> None:
    room = Room(either, is_rehearsal=True)
    before = document(room)
    reveal(room, room.run(SILENT).id)
    assert room.write(room.join()).state == "shown"
    assert document(room) == before


@pytest.mark.parametrize("text", ["", "  \n ", "a\x00b", "x" * (TEXT.value + 1)])
def test_what_is_no_text_is_refused_and_nothing_is_stored(either: Database, text: str) -> None:
    room = Room(either)
    who = room.join()
    with pytest.raises(Refused):
        room.write(who, text, key="k")
    assert room.write(who, "x" * TEXT.value, key="k").text == "x" * TEXT.value


@pytest.mark.parametrize("text", ["🙂 wieder da", "<script>alert(1)</script>", "Ελληνικά 中文 العربية"])
def test_other_scripts_and_markup_are_text(either: Database, text: str) -> None:
    room = Room(either)
    assert room.card(room.write(room.join(), text).id).text == text


def test_ratings_reach_the_note_and_wrong_ones_are_refused(either: Database) -> None:
    room = Room(either)
    who = room.join()
    reveal(room, room.run(SILENT).id)
    card = room.write(who)
    for field, value in (("severity", 2), ("frequency", "rarely"), ("certainty", "seen"), ("severity", 1)):
        with either.writing() as session:
            cards.rate_card(session, who, str(card.id), {field: value})
    (pain,) = document(room).journeys[0].steps()[0].pain_points
    assert (pain.severity, pain.frequency, pain.certainty) == (1, "rarely", "seen")
    with either.writing() as session, pytest.raises(Refused):
        cards.rate_card(session, who, str(card.id), {"severity": 4})
    with either.writing() as session:
        cards.rate_card(session, who, str(card.id), {"text": "x", "priority": 3})
    assert (room.card(card.id).text, room.card(card.id).priority) == (card.text, None)


def test_only_ones_own_cards_can_be_changed_and_only_before_others_saw_them(either: Database) -> None:
    room = Room(either)
    me, you = room.join(), room.join()
    item = room.run(SILENT)
    card = room.write(me, "Frau Sommerfeld wartet")
    with either.writing() as session, pytest.raises(Unknown):
        cards.correct_card(session, you, str(card.id), "Ha")
    with either.writing() as session, pytest.raises(Unknown):
        cards.withdraw_card(session, you, str(card.id))
    with either.writing() as session:
        assert not cards.correct_card(session, me, str(card.id), "Leute warten").covered
    other = room.write(me, "Vertippt")
    with either.writing() as session:
        cards.withdraw_card(session, me, str(other.id))
    reveal(room, item.id)
    assert texts(room) == ["Leute warten"]
    for change in (cards.withdraw_card, lambda *a: cards.correct_card(*a, "anders")):
        with either.writing() as session, pytest.raises(Refused):
            change(session, me, str(card.id))


def test_every_accepted_change_raises_the_revision(either: Database) -> None:
    room = Room(either)
    who = room.join()
    item = room.run(SILENT)
    seen = [room.workshop().revision]
    card = room.write(who)
    seen.append(room.workshop().revision)
    with either.writing() as session:
        cards.rate_card(session, who, str(card.id), {"severity": 2})
    seen.append(room.workshop().revision)
    reveal(room, item.id)
    seen.append(room.workshop().revision)
    assert seen == sorted(set(seen))


def test_the_revision_is_raised_once_however_much_a_transaction_changes(either: Database) -> None:
    room = Room(either)
    who = room.join()
    room.run(SILENT)
    card, before = room.write(who), room.workshop().revision
    with either.writing() as session:
        cards.rate_card(session, who, str(card.id), {"severity": 2})
        guiding.finish(session, who, card.step_id or 0, "pain_point")
    assert room.workshop().revision == before + 1


def test_a_step_of_another_service_is_no_place_for_a_card(either: Database) -> None:
    room = Room(either)
    who = room.join()
    with either.writing() as session:
        elsewhere = session.exec(select(Step.id).where(Step.service_id != room.service_id)).first()
        card = cards.write_card(session, who, "need", {"text": "x"}, "k", elsewhere or 10**9)
    assert card.step_id is None
