"""A document into the tables and out of them: nothing is lost, nothing of the file is kept."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, select

from journeys.database import Database
from journeys.domain.differences import differences
from journeys.domain.document import Document, Fact
from journeys.domain.document import Service as ServiceValue
from journeys.domain.editing import edit, edit_service, found
from journeys.domain.examples import FILES
from journeys.domain.importing import import_document
from journeys.domain.intake import read_file
from journeys.domain.lookup import KINDS
from journeys.domain.projects import create_project
from journeys.domain.reading import as_document, read
from journeys.domain.records import Records
from journeys.domain.services import Service
from journeys.domain.storing import VALUE, add_service, store
from journeys.places import place
from tests.builders import a_document
from tests.databases import Examples, Fresh, try_examples
from tests.domain.changes import same_ids
from tests.domain.documents import documents


def put_in(database: Database, value: Document, project: str = "Vorhaben") -> int:
    """The document in a new project; the service's number."""
    with database.writing() as session:
        return add_service(session, create_project(session, project), value).id


def stored(database: Database, service_id: int) -> Document:
    with database.reading() as session:
        return read(session, session.get_one(Service, service_id))


def assert_equal(found: Document, wanted: Document) -> None:
    """Equal, or a failure that names the fields instead of printing two documents."""
    assert [f"{d.item}.{d.field}: {d.after!r} for {d.before!r}" for d in differences(wanted, found)] == []
    assert found == wanted


def store_again(database: Database, service_id: int, value: Document) -> None:
    with database.writing() as session:
        store(session, session.get_one(Service, service_id), value)


def revisions(database: Database, service_id: int) -> dict[tuple[str, str], int]:
    """By kind and document id, the revision of everything that people edit."""
    with database.reading() as session:
        service = session.get_one(Service, service_id)
        records = Records(session, service)
        items = {(kind, row.ref): row.revision for kind in KINDS for row in records.rows(KINDS[kind])}
        return {**items, ("service", service.ref): service.revision}


@pytest.mark.parametrize("name", FILES)
def test_a_real_service_comes_out_as_it_went_in(either: Database, name: str) -> None:
    value = read_file(place("examples") / name)
    service_id = put_in(either, value)
    assert_equal(stored(either, service_id), value)
    before = revisions(either, service_id)
    store_again(either, service_id, value)
    assert_equal(stored(either, service_id), value)
    assert revisions(either, service_id) == before


def comes_out_as_it_went_in(fresh: Fresh, value: Document) -> None:
    with fresh() as database:
        service_id = put_in(database, value)
        assert_equal(stored(database, service_id), value)
        before = revisions(database, service_id)
        store_again(database, service_id, value)
        assert_equal(stored(database, service_id), value)
        assert revisions(database, service_id) == before


def stored_says_what_is_stored(fresh: Fresh, values: list[Document]) -> None:
    with fresh() as database:
        service_id = put_in(database, values[0])
        for value in [*values[1:], values[0]]:
            store_again(database, service_id, value)
            assert_equal(stored(database, service_id), value)


every_change = st.lists(same_ids(6), min_size=2, max_size=3)


def test_every_document_comes_out_as_it_went_in(fresh: Fresh, few: Examples) -> None:
    few(partial(comes_out_as_it_went_in, fresh), value=documents())


def test_storing_makes_the_rows_say_the_document(fresh: Fresh, few: Examples) -> None:
    few(partial(stored_says_what_is_stored, fresh), values=every_change)


@pytest.mark.full
def test_a_thousand_documents(fresh: Fresh) -> None:
    try_examples(1000, partial(comes_out_as_it_went_in, fresh), value=documents())


@pytest.mark.full
def test_a_thousand_changes(fresh: Fresh) -> None:
    try_examples(1000, partial(stored_says_what_is_stored, fresh), values=every_change)


def test_nothing_of_the_file_is_kept(either: Database) -> None:
    """After every text was changed here, no table holds a text of the file."""
    value = read_file(place("examples") / FILES[0])
    with either.writing() as session:
        project = create_project(session, "Vorhaben")
        service_id = import_document(session, project, value).service.id
    texts = set(texts_of(value.plain()))
    assert {text for text in texts if text in cells(either)}, "the search would find nothing at all"
    with either.writing() as session:
        overwrite(session, service_id)
    assert [(text, cell) for cell in cells(either) for text in texts if text in cell] == []


def overwrite(session: Session, service_id: int) -> None:
    """Put other words wherever there are some."""
    service = session.get_one(Service, service_id)
    records = Records(session, service)
    whole = as_document(records).plain()
    head = {name: whole[name] for name in ("as_of", "disclaimer") if name in whole}
    rows = [(kind, row.id, row.revision) for kind in KINDS for row in records.live(kind)]
    edit_service(session, service_id, service.revision, in_other_words({**head, **whole["service"]}))
    for kind, number, revision in rows:
        row, its = found(session, kind, number)
        said = {k: v for k, v in VALUE[kind](row, its).plain().items() if k not in ("phases", "steps")}
        edit(session, kind, number, revision, in_other_words(said))


def in_other_words(value: Any) -> Any:
    """The value with every text of several words replaced."""
    if isinstance(value, dict):
        return {name: in_other_words(entry) for name, entry in value.items()}
    if isinstance(value, list):
        return [in_other_words(entry) for entry in value]
    return "anders" if isinstance(value, str) and " " in value else value


def texts_of(value: Any) -> Iterator[str]:
    """Every text of several words."""
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from texts_of(entry)
    elif isinstance(value, str) and " " in value:
        yield value


def cells(database: Database) -> list[str]:
    """Everything that stands in any table, as text."""
    with database.engine.connect() as connection:
        return [
            str(cell)
            for table in SQLModel.metadata.sorted_tables
            for row in connection.execute(select(table))
            for cell in row
        ]


def test_numbers_keep_their_last_digit(either: Database) -> None:
    """SQLite makes a rounded number of what looks like one, unless the column says text."""
    numbers = (-6.156615372879231e-301, 0.1 + 0.2, 8.37, 2**53 - 1, 5500000)
    facts = tuple(Fact(text="Zahl", value=number) for number in (*numbers, "14", "1.50", "1e3"))
    value = a_document(service=ServiceValue(name="Zahlen", facts=facts))
    assert_equal(stored(either, put_in(either, value)), value)
