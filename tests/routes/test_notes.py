"""Notes on a step: recorded once, changed, moved, deleted, brought back."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain.document import Step
from journeys.domain.importing import export_document
from journeys.domain.notes import Note
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import Stored, store

STEP = "WOHN-I-S03"
OTHER = "WOHN-I-S05"
PAIN = {"kind": "pain_point", "text": "Niemand geht ans Telefon", "severity": "3", "frequency": "often"}
NEED = {"kind": "need", "text": "Eine Liste aller offenen Termine", "priority": "2"}
QUOTE = {"kind": "quote", "text": "Da ruf ich nie wieder an.", "speaker": "Bürgerin"}


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def step_now(database: Database, there: Stored, ref: str = STEP) -> Step:
    with database.reading() as session:
        document = export_document(session, there.service)
    return next(step for journey in document.journeys for step in journey.steps() if step.id == ref)


def row(database: Database, text: str) -> Note:
    with database.reading() as session:
        return session.exec(select(Note).where(Note.text == text)).one()


def key_of(page: Element) -> str:
    return next(e.get("value", "") for e in page.iter("input") if e.get("name") == "form_key")


def record(
    client: CheckingClient, there: Stored, note: dict[str, str], key: str = "", part: bool = False
) -> Any:
    address = f"/steps/{there.steps[STEP]}"
    key = key or key_of(client.page(address))
    return client.send(f"{address}/notes", part=part, form_key=key, **note)


@pytest.mark.parametrize(
    ("note", "kind", "stored"),
    [
        (PAIN, "pain_points", {"text": PAIN["text"], "severity": 3, "frequency": "often"}),
        (NEED, "needs", {"text": NEED["text"], "priority": 2}),
        (QUOTE, "quotes", {"text": QUOTE["text"], "speaker": "Bürgerin"}),
        ({**PAIN, "severity": "", "frequency": ""}, "pain_points", {"text": PAIN["text"]}),
        ({"kind": "need", "text": "Zeit"}, "needs", {"text": "Zeit"}),
        ({**NEED, "text": "zwei\r\nZeilen "}, "needs", {"text": "zwei\nZeilen", "priority": 2}),
    ],
)
@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_note_is_stored_and_shown(
    client: CheckingClient,
    database: Database,
    there: Stored,
    note: dict[str, str],
    kind: str,
    stored: Any,
    part: bool,
) -> None:
    answer = record(client, there, note, part=part)
    assert answer.status_code == (200 if part else 303)
    after = getattr(step_now(database, there), kind)[-1].plain()
    assert {name: value for name, value in after.items() if name != "id"} == stored
    page = parsed(answer) if part else client.page(answer.headers["Location"])
    assert " ".join(note["text"].split()) in words(page)
    assert "Gespeichert." in words(next(e for e in page.iter() if e.get("role") == "status"))


def test_the_form_is_empty_afterwards_and_has_a_new_key(client: CheckingClient, there: Stored) -> None:
    first = key_of(client.page(f"/steps/{there.steps[STEP]}"))
    page = parsed(record(client, there, PAIN, first, part=True))
    assert key_of(page) != first
    assert not (next(e for e in page.iter("textarea") if e.get("id") == "text").text or "").strip()
    chosen = [
        e.get("value") for e in page.iter("input") if e.get("type") == "radio" and "checked" in e.attrib
    ]
    assert chosen == ["pain_point"]


def test_sent_twice_it_is_stored_once(client: CheckingClient, database: Database, there: Stored) -> None:
    key = key_of(client.page(f"/steps/{there.steps[STEP]}"))
    for part in (False, True, False):
        assert record(client, there, PAIN, key, part=part).status_code in (200, 303)
    assert [note.text for note in step_now(database, there).pain_points].count(PAIN["text"]) == 1


def test_going_back_and_writing_something_else_stores_both(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    key = key_of(client.page(f"/steps/{there.steps[STEP]}"))
    record(client, there, PAIN, key)
    record(client, there, {**PAIN, "text": "Noch etwas"}, key)
    texts = [note.text for note in step_now(database, there).pain_points]
    assert texts[-2:] == [PAIN["text"], "Noch etwas"]


@pytest.mark.parametrize(
    ("note", "field"),
    [
        ({**PAIN, "text": "  "}, "text"),
        ({**PAIN, "text": "x" * 6000}, "text"),
        ({**PAIN, "text": "leise \x00 Zeichen"}, "text"),
        ({**PAIN, "severity": "9"}, "severity"),
        ({**PAIN, "frequency": "nie"}, "frequency"),
        ({**NEED, "priority": "viel"}, "priority"),
        ({"kind": "worry", "text": "bleibt da"}, "kind"),
        ({"text": "bleibt da"}, "kind"),
    ],
)
@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_what_is_wrong_is_said_at_its_field_and_the_text_stays(
    client: CheckingClient, database: Database, there: Stored, note: dict[str, str], field: str, part: bool
) -> None:
    answer = record(client, there, note, key="k" * 20, part=part)
    page = parsed(answer)
    assert answer.status_code == 422
    summary = next(e for e in page.iter("div") if e.get("id") == "errors")
    assert [a.get("href") for a in summary.iter("a")] == [f"#{field}"]
    assert field in {e.get("id") for e in page.iter()}
    text = next(e for e in page.iter("textarea") if e.get("id") == "text").text or ""
    assert text.strip() == note["text"].strip().replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert key_of(page) == "k" * 20
    assert step_now(database, there).notes() == next(
        step.notes() for step in there.document.journeys[0].steps() if step.id == STEP
    )


def test_every_note_can_be_changed(client: CheckingClient, database: Database, there: Stored) -> None:
    for note, change in (
        (PAIN, {"severity": "1", "frequency": ""}),
        (NEED, {"priority": "1"}),
        (QUOTE, {"speaker": ""}),
    ):
        record(client, there, note)
        stored = row(database, note["text"])
        address = f"/notes/{stored.id}/edit"
        page = client.page(address)
        assert note["text"] in words(page)
        fields = {**note, **change, "text": f"Geändert: {note['text']}", "revision": stored.revision}
        assert client.send(address, **fields).status_code == 303
    after = step_now(database, there)
    assert (
        after.pain_points[-1].plain().items() >= {"text": f"Geändert: {PAIN['text']}", "severity": 1}.items()
    )
    assert after.pain_points[-1].frequency is None
    assert (after.needs[-1].priority, after.quotes[-1].speaker) == (1, None)


def test_changing_keeps_what_the_form_does_not_ask(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    before = next(s for s in there.document.journeys[0].steps() if s.id == STEP)
    quote, pain = before.quotes[0], before.pain_points[0]
    assert quote.invented and pain.sources
    for note, more in (
        (quote, {"speaker": quote.speaker}),
        (pain, {"severity": pain.severity, "frequency": pain.frequency}),
    ):
        stored = row(database, note.text)
        sent = {"text": "Neuer Text", "revision": stored.revision, **more}
        assert client.send(f"/notes/{stored.id}/edit", **sent).status_code == 303
        with database.writing() as session:
            assert session.get_one(Note, stored.id).text == "Neuer Text"
            session.get_one(Note, stored.id).text = note.text
    assert step_now(database, there) == before


def test_the_card_is_all_that_a_part_gets(client: CheckingClient, database: Database, there: Stored) -> None:
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    form = client.part(f"/notes/{note.id}/edit")
    assert [e.get("id") for e in form] == [f"item-{note.id}"]
    fields = {**PAIN, "text": "Anders", "revision": note.revision}
    answer = parsed(client.send(f"/notes/{note.id}/edit", part=True, **fields))
    assert "Anders" in words(answer) and "Gespeichert. Der Hinweis ist geändert." in words(answer)
    assert not any(True for _ in answer.iter("textarea"))
    assert "Anders" in words(client.part(f"/notes/{note.id}"))
    assert client.get(f"/notes/{note.id}").headers["Location"].endswith(f"#item-{note.id}")


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_the_second_of_two_sees_both_texts_and_loses_nothing(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    address, opened = f"/notes/{note.id}/edit", {"revision": note.revision}
    client.send(address, **{**PAIN, **opened, "text": "Ihr Text", "severity": "1"})
    answer = client.send(address, part=part, **{**PAIN, **opened, "text": "Mein Text"})
    assert answer.status_code == 409
    page = parsed(answer)
    both = words(next(e for e in page.iter("div") if e.get("class") == "both"))
    assert "Ihr Text" in both and "Mein Text" in both and "daläst" in both and "Textschlimm" in both
    keep = [a.get("href") for a in page.iter("a") if words(a) == "Den anderen Text behalten"]
    assert keep == [f"/notes/{note.id}"]
    revision = next(e.get("value", "") for e in page.iter("input") if e.get("name") == "revision")
    assert "Mein Text" in (
        next(e for e in page.iter("textarea") if e.get("id") == f"text-{note.id}").text or ""
    )
    assert row(database, "Ihr Text").id == note.id
    client.send(address, **{**PAIN, "revision": revision, "text": "Mein Text"})
    assert row(database, "Mein Text").severity == 3


def test_what_is_wrong_with_a_change_is_said(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    answer = client.send(
        f"/notes/{note.id}/edit", **{**PAIN, "text": "", "severity": "8", "revision": note.revision}
    )
    assert answer.status_code == 422
    links = {a.get("href") for a in parsed(answer).iter("a")}
    assert {f"#text-{note.id}"} <= links
    assert row(database, PAIN["text"]).revision == note.revision


def test_a_note_moves_to_another_step(client: CheckingClient, database: Database, there: Stored) -> None:
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    page = client.page(f"/steps/{there.steps[STEP]}")
    select_ = next(e for e in page.iter("select") if e.get("id") == f"to-{note.id}")
    groups = {g.get("label"): [o.get("value") for o in g.iter("option")] for g in select_.iter("optgroup")}
    offered = {int(value or 0) for values in groups.values() for value in values}
    assert set(groups) == {"Ist", "Soll"} and offered == set(there.steps.values()) - {there.steps[STEP]}
    answer = client.send(f"/notes/{note.id}/move", step=there.steps[OTHER])
    assert "Der Hinweis steht jetzt bei Schritt 5" in words(client.page(answer.headers["Location"]))
    assert step_now(database, there, OTHER).pain_points[-1].text == PAIN["text"]
    assert PAIN["text"] not in [n.text for n in step_now(database, there).pain_points]


def test_a_move_is_taken_back_where_it_was_made(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    moved = client.send(f"/notes/{note.id}/move", step=there.steps[OTHER])
    undo = [f.get("action") for f in client.page(moved.headers["Location"]).iter("form")]
    (address,) = [action for action in undo if action and "back=" in action]
    answer = client.send(address)
    assert f"/steps/{there.steps[STEP]}?" in answer.headers["Location"]
    assert step_now(database, there).pain_points[-1].text == PAIN["text"]
    assert PAIN["text"] not in [n.text for n in step_now(database, there, OTHER).pain_points]


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_moving_nowhere_is_said_at_the_field(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    answer = client.send(f"/notes/{note.id}/move", part=part, step="")
    assert answer.status_code == 422
    assert f"#to-{note.id}" in {a.get("href") for a in parsed(answer).iter("a")}


def test_a_note_stays_within_its_service(client: CheckingClient, database: Database, there: Stored) -> None:
    other = store(database, there.document.model_copy(update={"id": "anders"}))
    record(client, there, PAIN)
    note = row(database, PAIN["text"])
    for foreign in (other.steps[STEP], 99999, "x", "9" * 30):
        assert client.send(f"/notes/{note.id}/move", step=foreign).status_code == 404
    assert row(database, PAIN["text"]).step_id == there.steps[STEP]


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_deleting_can_be_undone(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    before = step_now(database, there)
    note = row(database, before.pain_points[0].text)
    answer = client.send(f"/notes/{note.id}/delete", part=part)
    page = parsed(answer) if part else client.page(answer.headers["Location"])
    assert note.text not in words(page)
    assert step_now(database, there).pain_points == before.pain_points[1:]
    undo = [f.get("action", "") for f in page.iter("form") if re.search(r"/restore$", f.get("action", ""))]
    assert undo == [f"/notes/{note.id}/restore"]
    answer = client.send(undo[0])
    assert note.text in words(client.page(answer.headers["Location"]))
    assert step_now(database, there) == before


def test_a_deleted_note_is_not_there_any_more(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    note = row(database, step_now(database, there).pain_points[0].text)
    client.send(f"/notes/{note.id}/delete")
    for address in ("", "/edit"):
        client.page(f"/notes/{note.id}{address}", 404)
    for address in ("edit", "move", "delete"):
        assert client.send(f"/notes/{note.id}/{address}", part=True, step="1").status_code == 404
    assert client.send("/notes/99999/restore").status_code == 404


def test_an_error_leaves_what_was_typed_on_the_page(client: CheckingClient, there: Stored) -> None:
    answer = client.send("/steps/99999/notes", part=True, **PAIN)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (404, "#notice")


def test_a_note_that_is_not_sorted_yet_has_no_page(client: CheckingClient, database: Database) -> None:
    there = store(database)
    with database.reading() as session:
        unsorted = session.exec(select(Note).where(Note.step_id == None)).first()  # noqa: E711
    if unsorted is None:
        with database.writing() as session:
            unsorted = Note(service_id=there.service, ref="lose", text="Lose", position=0)
            session.add(unsorted)
    client.page(f"/notes/{unsorted.id}/edit", 404)


def test_the_office_names_its_staff(client: CheckingClient, database: Database, there: Stored) -> None:
    text = words(client.page(f"/steps/{there.steps[STEP]}"))
    term = there.document.service.staff_term or "VFA"
    assert f"Das brauchen wir selbst ({term})" in text
