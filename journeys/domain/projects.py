"""Projects (Vorhaben): the boundary of permission; they own the services."""

from datetime import datetime

from sqlmodel import Field, Session, col, select

from journeys.domain.findings import Finding, Refused, Stale, Unknown
from journeys.domain.services import Service
from journeys.domain.tables import Row, UtcDateTime, now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import RETENTION_MONTHS

ARCHIVED = Words(
    "Das Vorhaben ist abgelegt: Es wird nur gelesen. Wer es moderiert, kann es wieder öffnen.",
    "The project is archived: it is only read. Whoever facilitates it can open it again.",
)


class Project(Row, table=True):
    """Owns services, workshops and members. `archived_at`: from then on it is only read. `retention_months`: so long
    after a workshop its contributions keep their pseudonyms."""

    name: str = Field(unique=True)
    description: str = ""
    revision: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    archived_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retention_months: int = RETENTION_MONTHS.value


def all_projects(session: Session) -> list[Project]:
    """Every project, by name."""
    return list(session.exec(select(Project).order_by(col(Project.name))))


def find_project(session: Session, id: int) -> Project:
    """The project with this number; raises Unknown."""
    project = session.get(Project, id)
    if project is None:
        raise Unknown(f"project {id}")
    return project


def locked_project(session: Session, id: int) -> Project:
    """The same, to be changed: nobody else changes it or its members until the transaction ends."""
    project = session.get(Project, id, with_for_update={"key_share": True}, populate_existing=True)
    if project is None:
        raise Unknown(f"project {id}")
    return project


def refuse_archived(session: Session, service_id: int) -> None:
    """Raises Refused when the service's project is archived; else nobody archives it until the transaction ends.

    To be asked before any other row is locked: who archives a project locks it first, too.
    """
    mine = select(Project).join(Service, col(Service.project_id) == col(Project.id))
    mine = mine.where(Service.id == service_id).with_for_update(read=True, of=Project)
    project = session.exec(mine.execution_options(populate_existing=True)).first()
    if project is not None and project.archived_at is not None:
        raise Refused([Finding("", ARCHIVED)])


def project_named(session: Session, name: str) -> Project | None:
    return session.exec(select(Project).where(Project.name == name)).first()


def create_project(session: Session, name: str, description: str = "") -> Project:
    """A new, empty project; raises Refused when the name is missing, too long or taken."""
    project = Project(name=_checked_name(session, name), description=_checked_description(description))
    session.add(project)
    session.flush()
    return project


def edit_project(session: Session, id: int, revision: int, name: str, description: str) -> Project:
    """Change name and description; raises Stale when somebody else did so since `revision`."""
    project = locked_project(session, id)
    if project.revision != revision:
        theirs: dict[str, object] = {"name": project.name, "description": project.description}
        raise Stale(theirs, {"name": name, "description": description}, project.revision)
    project.name = _checked_name(session, name, besides=project)
    project.description = _checked_description(description)
    project.revision += 1
    session.flush()
    return project


def _checked_name(session: Session, name: str, besides: Project | None = None) -> str:
    ask = Words("Bitte geben Sie dem Vorhaben einen Namen.", "Please name the project.")
    name = required("name", name, ask)
    wrong = typed_findings({"name": name})
    if wrong:
        raise Refused(wrong)
    other = project_named(session, name)
    if other is not None and other is not besides:
        words = Words(
            f"Ein Vorhaben „{name}“ gibt es schon. Bitte wählen Sie einen anderen Namen.",
            f"There is a project “{name}” already. Please choose another name.",
        )
        raise Refused([Finding("name", words)])
    return name


def _checked_description(description: str) -> str:
    wrong = typed_findings({"description": description})
    if wrong:
        raise Refused(wrong)
    return description
