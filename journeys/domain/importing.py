"""Documents into a project and out of it."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.checks import limit_findings
from journeys.domain.deciding import contested, merge_deciding, sides_of
from journeys.domain.differences import Difference, differences
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.merging import fingerprint
from journeys.domain.people import Person
from journeys.domain.projects import ARCHIVED, Project
from journeys.domain.reading import read
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.storing import add_service, store
from journeys.domain.updating import remember, remembered
from journeys.domain.words import Words

SHOWN = 20
QUOTED = 60


class Differs(Refused):
    """The document's id is there already with other content: refused, unless somebody asks for an update.

    `found` is what differs, to say it in other words than those for the command line.
    """

    def __init__(self, ref: str, found: list[Difference]) -> None:
        self.found = found
        super().__init__(_says_what_differs(ref, found))


class Outcome(NamedTuple):
    """What an import did; `kept` is where both sides had changed and what was recorded here stayed."""

    service: Service
    done: Literal["added", "same", "updated"]
    kept: list[Difference]


class Prospect(NamedTuple):
    """What an import would do: to the service that has the document's id already, None for a new one.

    `after` is what would stand there where nobody decides anything, `contested` what both sides changed. `mark` tells
    one state of the service from another.
    """

    service: Service | None
    here: Document | None
    after: Document
    contested: list[Difference]
    mark: str


def foresee(session: Session, project: Project, value: Document, lock: bool = False) -> Prospect:
    """What importing the document would do; nothing is stored. With `lock` it stays so until the transaction ends.

    Raises Refused for what is never imported.
    """
    _refuse_never(project, value)
    service = _with_id(session, project, value.id, lock)
    if service is None:
        return Prospect(None, None, value, [], "")
    here = read(session, service)
    sides = sides_of(here, value, remembered(session, service))
    after = merge_deciding(here, sides, ()).document
    return Prospect(service, here, after, contested(here, sides), fingerprint(here.plain()))


def import_document(
    session: Session,
    project: Project,
    value: Document,
    update: bool = False,
    theirs: Collection[str] = (),
    by: Person | None = None,
) -> Outcome:
    """Put a document, which passed its checks, into the project.

    The same document again changes nothing. One whose id is there with other content is refused with what differs,
    unless `update`: then what the file changed since its last import is changed here too. Where both sides changed
    something, what is here stays, but for `theirs` (`deciding.name_of`). Before anything changes the service is kept as
    a version.
    """
    _refuse_never(project, value)
    service = _with_id(session, project, value.id, lock=True)
    if service is None:
        service = add_service(session, project, value)
        remember(session, service, value)
        return Outcome(service, "added", [])
    return _again(session, service, value, update, theirs, by)


def _refuse_never(project: Project, value: Document) -> None:
    if project.archived_at is not None:
        raise Refused([Finding("", ARCHIVED)])
    too_much = limit_findings(value)
    if too_much:
        raise Refused(too_much)


def _with_id(session: Session, project: Project, ref: str, lock: bool) -> Service | None:
    query = select(Service).where(Service.project_id == project.id, Service.ref == ref)
    return session.exec(query.with_for_update() if lock else query).first()


def _again(
    session: Session,
    service: Service,
    value: Document,
    update: bool,
    theirs: Collection[str],
    by: Person | None,
) -> Outcome:
    here = read(session, service)
    if here == value:
        return Outcome(service, "same", [])
    if not update:
        raise Differs(value.id, differences(here, value))
    merged = merge_deciding(here, sides_of(here, value, remembered(session, service)), theirs)
    if merged.document != here:
        freeze(session, service, by, "import")
        store(session, service, merged.document)
    remember(session, service, value)
    return Outcome(service, "same" if merged.document == here else "updated", merged.kept)


def _says_what_differs(ref: str, found: list[Difference]) -> list[Finding]:
    words = Words(
        f"„{ref}“ gibt es in diesem Vorhaben schon mit anderem Inhalt ({len(found)} Unterschiede). "
        "Mit --update übernehmen Sie, was sich in der Datei geändert hat.",
        f"“{ref}” is in this project already with other content ({len(found)} differences). "
        "With --update you take over what changed in the file.",
    )
    return [Finding("id", words), *difference_findings(found[:SHOWN])]


def difference_findings(found: Sequence[Difference]) -> list[Finding]:
    """Both sides of each difference, told at its place."""
    return [Finding(f"{d.item}.{d.field}", _sentence(d)) for d in found]


def _sentence(found: Difference) -> Words:
    here, there = _short(found.before), _short(found.after)
    return Words(f"hier {here.de}, in der Datei {there.de}", f"here {here.en}, in the file {there.en}")


def _short(value: object) -> Words:
    """A value as one reads it in a sentence: texts quoted and cut, lists of parts as their number."""
    if value is None:
        return Words("nicht da", "absent")
    if isinstance(value, list | dict) and not all(isinstance(entry, str) for entry in value):
        return Words(f"mit {len(value)} Einträgen", f"with {len(value)} entries")
    text = ", ".join(value) if isinstance(value, list) else str(value)
    cut = text if len(text) <= QUOTED else f"{text[: QUOTED - 1]}…"
    return Words(f"„{cut}“", f"“{cut}”")


def export_document(session: Session, service_id: int) -> Document:
    """The journey document of a service, built from the tables alone; raises Unknown."""
    service = session.get(Service, service_id)
    if service is None:
        raise Unknown(f"service {service_id}")
    return read(session, service)


def services_of(session: Session, ref: str) -> list[tuple[Service, Project]]:
    """Every service whose document id is `ref`, with its project: several projects may have the same."""
    query = select(Service, Project).join(Project, col(Project.id) == Service.project_id)
    return list(session.exec(query.where(Service.ref == ref).order_by(col(Project.name))))
