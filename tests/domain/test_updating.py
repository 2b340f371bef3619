"""What is remembered of an imported file: enough to compare, and nothing to read."""

from hypothesis import given

from journeys.database import Database
from journeys.domain.differences import flat
from journeys.domain.document import Document
from journeys.domain.merging import fingerprint
from journeys.domain.services import Service
from journeys.domain.updating import remember, remembered
from tests.builders import a_document
from tests.databases import examples
from tests.domain.documents import documents
from tests.domain.test_storing import put_in


def keep(database: Database, value: Document) -> dict[tuple[str, str], str]:
    with database.writing() as session:
        service = session.get_one(Service, 1)
        remember(session, service, value)
        return remembered(session, service)


@examples(15)
@given(value=documents())
def test_every_field_has_its_fingerprint(value: Document) -> None:
    marks = {key: fingerprint(field) for key, field in flat(value).items()}
    assert {len(mark) for mark in marks.values()} == {24}


def test_the_last_file_counts(either: Database) -> None:
    put_in(either, a_document())
    assert keep(either, a_document()).keys() == flat(a_document()).keys()
    other = a_document(as_of="heute")
    marks = keep(either, other)
    assert marks == {key: fingerprint(field) for key, field in flat(other).items()}
