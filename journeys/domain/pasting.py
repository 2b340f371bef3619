"""Notes out of pasted text, put to a service that is there: unsorted, and each only once."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.checks import limit_findings
from journeys.domain.document import Document, UnsortedNote
from journeys.domain.findings import Finding, Refused
from journeys.domain.people import Person
from journeys.domain.reading import read
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.storing import store
from journeys.domain.words import Words

GONE = Words("Diese Leistung gibt es nicht mehr.", "This service does not exist any more.")


class Pasted(NamedTuple):
    """The document with the new notes, and which are new; those that are there already stay as they are."""

    document: Document
    fresh: tuple[UnsortedNote, ...]


def pasted(here: Document, notes: tuple[UnsortedNote, ...]) -> Pasted:
    """What the notes add to a document; one with the id of a note that is there, on a step too, is there already.

    Raises Refused where there would be too many.
    """
    known = {note.id for note in here.unsorted_notes} | {n.id for step in here.steps() for n in step.notes()}
    fresh = tuple(note for note in notes if note.id not in known)
    document = here.model_copy(update={"unsorted_notes": (*here.unsorted_notes, *fresh)})
    too_much = limit_findings(document) if fresh else []
    if too_much:
        raise Refused(too_much)
    return Pasted(document, fresh)


def paste(
    session: Session, service: Service, notes: tuple[UnsortedNote, ...], by: Person | None = None
) -> Pasted:
    """Put the notes to the service, which is kept as a version first; raises like `pasted`."""
    added = pasted(read(session, service), notes)
    if added.fresh:
        freeze(session, service, by, "import")
        store(session, service, added.document)
    return added


def services_of(session: Session, project_id: int) -> list[Service]:
    """The services of a project by name, to choose from."""
    query = (
        select(Service).where(Service.project_id == project_id).order_by(col(Service.name), col(Service.id))
    )
    return list(session.exec(query))


def find_among(session: Session, project_id: int, number: int) -> Service:
    """The service of the project with this number; raises Refused at the field `service`."""
    found = session.get(Service, number)
    if found is None or found.project_id != project_id:
        raise Refused([Finding("service", GONE)])
    return found
