"""Reading again what was read before: whatever changed in between, the document says what the rows say."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlmodel import Session

from journeys.database import Database
from journeys.domain import sharing
from journeys.domain.arranging import add_step, delete_step, restore_step, shift_step
from journeys.domain.document import Document, Fact, Phase, Span, Value
from journeys.domain.editing import edit
from journeys.domain.findings import Refused, Unknown
from journeys.domain.lookup import KINDS
from journeys.domain.reading import Reader, as_document, read
from journeys.domain.recording import delete_note, edit_note, restore_note
from journeys.domain.records import Records
from journeys.domain.services import Service
from journeys.domain.tables import Item, Part
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import Examples, Fresh, try_examples
from tests.domain.changes import same_ids
from tests.domain.test_storing import assert_equal, put_in, store_again, stored

NAMES = (f"Vorhaben {n}" for n in count())
TABLES = [table for table in (*Part.__subclasses__(), *Item.__subclasses__()) if table is not Item]
CHANGES: dict[str, tuple[str, Any]] = {
    "say otherwise": (
        "notes",
        lambda session, row: edit_note(session, row.id, row.revision, {"text": "Anders"}),
    ),
    "delete a note": ("notes", lambda session, row: delete_note(session, row.id)),
    "bring a note back": ("notes", lambda session, row: restore_note(session, row.id)),
    "rename": (
        "steps",
        lambda session, row: edit(session, "steps", row.id, row.revision, {"title": "Anders"}),
    ),
    "delete a step": ("steps", lambda session, row: delete_step(session, row.id)),
    "bring a step back": ("steps", lambda session, row: restore_step(session, row.id)),
    "move": ("steps", lambda session, row: shift_step(session, row.id, 1)),
    "add a step": ("phases", lambda session, row: add_step(session, row.id, "Neu")),
    "other id": (
        "sources",
        lambda session, row: edit(session, "sources", row.id, row.revision, {"id": "Neu"}),
    ),
    "lower": (
        "personas",
        lambda session, row: edit(session, "personas", row.id, row.revision, {"age": None}),
    ),
}


def change(session: Session, service_id: int, what: str, n: int) -> None:
    """One change of one row, deleted or not; nothing where there is no row or it is not possible."""
    kind, use_case = CHANGES[what]
    rows = Records(session, session.get_one(Service, service_id)).rows(KINDS[kind])
    if rows:
        use_case(session, rows[n % len(rows)])


def text(value: Value) -> str:
    """The value to its last sign: 1 and 1.0 are equal, but not the same text."""
    return json.dumps(value.plain(), ensure_ascii=False)


def in_all_ways(database: Database, service_id: int) -> Iterator[Document]:
    """The document as it was read before and again, as if never read before, and out of the session's own rows."""
    yield stored(database, service_id)
    yield stored(database, service_id)
    sharing.forget()
    yield stored(database, service_id)
    sharing.forget()
    with database.reading() as session:
        yield as_document(Records(session, session.get_one(Service, service_id)))


def assert_one_answer(database: Database, service_id: int, known: dict[str, Document]) -> None:
    first, *others = in_all_ways(database, service_id)
    for other in others:
        assert_equal(other, first)
        assert text(other) == text(first)
    assert Document.from_plain(first.plain()) == first
    # A document read earlier may share parts with this one, and is still what it was.
    known[text(first)] = first
    assert all(said == text(document) for said, document in known.items())


def says_what_the_rows_say(fresh: Fresh, values: list[Document], changes: list[tuple[str, int]]) -> None:
    with fresh() as database:
        _says_what_the_rows_say(database, values, changes)


def _says_what_the_rows_say(
    database: Database, values: list[Document], changes: list[tuple[str, int]]
) -> None:
    service_id = put_in(database, values[0], next(NAMES))
    known: dict[str, Document] = {}
    assert_one_answer(database, service_id, known)
    for value in values[1:]:
        store_again(database, service_id, value)
        assert_one_answer(database, service_id, known)
    for what, n in changes:
        with suppress(Refused, Unknown), database.writing() as session:
            change(session, service_id, what, n)
        assert_one_answer(database, service_id, known)


some_changes = {
    "values": st.lists(same_ids(6), min_size=1, max_size=2),
    "changes": st.lists(
        st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 20)), min_size=3, max_size=8
    ),
}


def test_what_was_read_before_changes_nothing(fresh: Fresh, few: Examples) -> None:
    few(partial(says_what_the_rows_say, fresh), **some_changes)


@pytest.mark.full
def test_what_was_read_before_changes_nothing_five_hundred_times(fresh: Fresh) -> None:
    try_examples(500, partial(says_what_the_rows_say, fresh), **some_changes)


def test_rows_to_read_are_the_rows_of_the_session(either: Database) -> None:
    """Cell by cell, and under no other names: not even what a library would add."""
    service_id = put_in(either, whole())
    with either.reading() as session:
        service = session.get_one(Service, service_id)
        reader, records = Reader(session, service), Records(session, service)
        for table in TABLES:
            plain = [row._asdict() for row in reader.rows(table)]
            assert plain == [row.model_dump() for row in records.rows(table)], table.__name__


def whole() -> Document:
    steps = (
        a_step("S1", pain_points=(a_pain_point(),), waiting_time=Span(text="3", min=3, max=4.0, unit="days")),
        a_step("S2", next=["S1", "end"], documents=("Ausweis", "Antrag")),
        a_step("S3"),
    )
    return a_document(a_journey(steps))


def test_only_what_changed_is_another_object(either: Database) -> None:
    service_id = put_in(
        either, a_document(a_journey(whole().journeys[0].steps()), a_journey(2, id="J2", prefix="T"))
    )
    before = stored(either, service_id)
    with either.writing() as session:
        edit_note(session, 1, 1, {"text": "Anders"})
    after = stored(either, service_id)
    same = [old is new for old, new in zip(before.steps(), after.steps(), strict=True)]
    assert same == [False, True, True, True, True]
    assert after.journeys[0] is not before.journeys[0] and after.journeys[1] is before.journeys[1]
    assert after.service is before.service
    assert [note.text for note in after.journeys[0].steps()[0].pain_points] == ["Anders"]
    with either.writing() as session:
        edit_note(session, 1, 2, {"text": a_pain_point().text})
    assert stored(either, service_id) is before


def test_a_change_of_this_session_is_read_before_it_is_stored(either: Database) -> None:
    service_id = put_in(either, whole())
    stored(either, service_id)
    with either.writing() as session:
        service = session.get_one(Service, service_id)
        Records(session, service).find("steps", "S3").title = "Noch nicht gespeichert"
        assert read(session, service).journeys[0].steps()[2].title == "Noch nicht gespeichert"


def test_equal_numbers_are_not_the_same_number() -> None:
    numbers: tuple[Any, ...] = (1, 1.0, "1", "1.0", 0.0, -0.0, 0, None, "None")
    facts = [sharing.shared(Fact, text="Zahl", value=number) for number in numbers]
    assert [repr(fact.value) for fact in facts] == [repr(number) for number in numbers]
    again = [sharing.shared(Fact, text="Zahl", value=number) for number in numbers]
    assert all(one is other for one, other in zip(facts, again, strict=True))


def test_the_same_word_in_another_field_is_another_part() -> None:
    assert sharing.shared(Fact, text="Frist", unit="Tage").unit == "Tage"
    assert sharing.shared(Fact, text="Frist", value="Tage") == Fact(text="Frist", value="Tage")


def test_what_is_wrong_is_refused_also_beside_an_equal_part_that_is_right() -> None:
    sharing.shared(Fact, text="Zahl", value=1)
    with pytest.raises(ValidationError):
        sharing.shared(Fact, text="Zahl", value=True)
    with pytest.raises(ValidationError):
        sharing.shared(Fact, text="Zahl", value=1, sources=["Q1"])


def test_a_part_holds_the_parts_that_it_was_made_of() -> None:
    """Parts inside are known by being the same objects: that is sound as long as none is let go or copied."""
    steps = whole().journeys[0].steps()
    phase = sharing.shared(Phase, id="P", name="Antrag", goal=None, steps=steps)
    assert all(one is other for one, other in zip(phase.steps, steps, strict=True))


def test_what_was_not_used_for_longest_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    sharing.forget()
    monkeypatch.setattr(sharing, "MOST", 2)
    first, second = (sharing.shared(Fact, text=name) for name in ("eins", "zwei"))
    assert sharing.shared(Fact, text="eins") is first
    sharing.shared(Fact, text="drei")
    assert sharing.shared(Fact, text="eins") is first
    assert sharing.shared(Fact, text="zwei") is not second


def test_threads_get_the_same_part() -> None:
    with ThreadPoolExecutor(8) as threads:
        for n in range(200):
            made = list(threads.map(lambda _: sharing.shared(Fact, text=f"Nummer {n}"), range(8)))  # noqa: B023
            assert all(part is made[0] for part in made)
