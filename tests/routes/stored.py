"""Services in the database of a test, as an import puts them there, and the numbers that addresses need."""

from typing import NamedTuple

from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.importing import import_document
from journeys.domain.intake import read_file
from journeys.domain.projects import create_project, project_named
from journeys.domain.showing import show_service
from journeys.places import place

EXAMPLE = "wohnsitz-anmelden.yaml"


class Stored(NamedTuple):
    """Where a service is; `steps` and `journeys` lead from document ids to numbers."""

    project: int
    service: int
    steps: dict[str, int]
    journeys: dict[str, int]
    document: Document


def example(name: str = EXAMPLE) -> Document:
    return read_file(place("examples") / name)


def store(database: Database, document: Document | None = None, project: str = "Probe") -> Stored:
    """The document, or the usual example, as a service of the project with this name."""
    document = document or example()
    with database.writing() as session:
        owner = project_named(session, project) or create_project(session, project)
        service = import_document(session, owner, document).service
    with database.reading() as session:
        shown = show_service(session, service.id)
    journeys = {ref: row.id for ref, row in shown.journeys.items()}
    return Stored(owner.id, service.id, shown.steps, journeys, document)
