"""A document into the tables and out of them: nothing is lost, nothing of the file is kept."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.differences import differences
from journeys.domain.document import Document
from journeys.domain.examples import FILES
from journeys.domain.intake import read_file
from journeys.domain.projects import create_project
from journeys.domain.records import KINDS, Records
from journeys.domain.services import Service
from journeys.domain.storing import add_service, store
from journeys.places import place
from tests.databases import copied_sqlite, examples
from tests.domain.changes import same_ids
from tests.domain.documents import documents


def put_in(database: Database, value: Document, project: str = "Vorhaben") -> int:
    """The document in a new project; the service's number."""
    with database.writing() as session:
        return add_service(session, create_project(session, project), value).id


def stored(database: Database, service_id: int) -> Document:
    with database.reading() as session:
        return Records(session, session.get_one(Service, service_id)).as_document()


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


@examples(40, 1000)
@given(value=documents())
def test_every_document_comes_out_as_it_went_in(
    migrated_sqlite: Path, tmp_path: Path, value: Document
) -> None:
    with copied_sqlite(migrated_sqlite, tmp_path) as database:
        service_id = put_in(database, value)
        assert_equal(stored(database, service_id), value)
        before = revisions(database, service_id)
        store_again(database, service_id, value)
        assert_equal(stored(database, service_id), value)
        assert revisions(database, service_id) == before


@examples(40, 1000)
@given(values=st.lists(same_ids(6), min_size=2, max_size=3))
def test_storing_makes_the_rows_say_what_the_document_says(
    migrated_sqlite: Path, tmp_path: Path, values: list[Document]
) -> None:
    with copied_sqlite(migrated_sqlite, tmp_path) as database:
        service_id = put_in(database, values[0])
        for value in [*values[1:], values[0]]:
            store_again(database, service_id, value)
            assert_equal(stored(database, service_id), value)
