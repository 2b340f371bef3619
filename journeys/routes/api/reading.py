"""What programs read: the project of their token, its services, and each of them as document, parts and figures."""

from sqlmodel import Session, func, select

from journeys.domain.api_tokens import project_for
from journeys.domain.measures import step_pain_score
from journeys.domain.paging import page_of_services
from journeys.domain.services import Service
from journeys.domain.showing import find_service, show_service
from journeys.domain.words import Words
from journeys.routes.api import bearer, models
from journeys.routes.api.counted import figures_of
from journeys.routes.api.shapes import DocumentPart
from journeys.routes.api.wiring import reads

FIGURES, DOCUMENTS = "read figures by token", "read documents by token"


def service_version(rows: Session, service_id: int, **_more: object) -> str:
    """The state of a service that an answer is made of."""
    return f"{service_id}-{find_service(rows, service_id).changes}"


@reads("/projects", FIGURES, Words("Das Vorhaben des Schlüssels", "The token's project"))
def projects(rows: Session) -> models.Projects:
    grant = bearer.grant()
    assert grant, "the guard lets only tokens in"
    project = project_for(rows, grant)
    there = select(func.count()).select_from(Service).where(Service.project_id == project.id)
    entry = models.ProjectEntry(
        id=project.id,
        name=project.name,
        is_archived=project.archived_at is not None,
        services=rows.exec(there).one(),
        scope="documents" if grant.scope == "documents" else "figures",
    )
    return models.Projects(items=[entry])


@reads(
    "/projects/<int:project_id>/services",
    FIGURES,
    Words("Die Leistungen eines Vorhabens", "A project's services"),
)
def services(rows: Session, project_id: int, asked: models.Paging) -> models.Services:
    page = page_of_services(rows, project_id, asked.after, asked.limit)
    entries = [
        models.ServiceEntry(
            id=service.id,
            document_id=service.ref,
            name=service.name,
            key=service.key,
            version=service.changes,
            journeys=[
                models.JourneyEntry(id=journey.ref, kind=journey.kind, title=journey.title)
                for journey in page.journeys[service.id]
            ],
        )
        for service in page.services
    ]
    return models.Services(items=entries, next_cursor=models.cursor(page.after))


@reads(
    "/projects/<int:project_id>/figures",
    FIGURES,
    Words("Alle Leistungen eines Vorhabens in Zahlen", "All services of a project in figures"),
)
def figures_of_project(rows: Session, project_id: int, asked: models.Paging) -> models.FiguresOfProject:
    page = page_of_services(rows, project_id, asked.after, asked.limit)
    return models.FiguresOfProject(
        items=[figures_of(show_service(rows, service.id)) for service in page.services],
        next_cursor=models.cursor(page.after),
    )


@reads(
    "/services/<int:service_id>",
    DOCUMENTS,
    Words("Eine Leistung als Dokument (journeys/1)", "A service as document (journeys/1)"),
    service_version,
)
def document(rows: Session, service_id: int) -> DocumentPart:
    return show_service(rows, service_id).document


@reads(
    "/services/<int:service_id>/steps",
    DOCUMENTS,
    Words("Die Schritte einer Leistung mit ihren Hinweisen", "A service's steps with their notes"),
    service_version,
)
def steps(rows: Session, service_id: int) -> models.Steps:
    shown = show_service(rows, service_id)
    entries = [
        models.StepEntry(
            journey=journey.id,
            kind=journey.kind,
            phase=phase.name,
            number=number,
            pain_score=step_pain_score(step),
            step=step,
        )
        for journey in shown.document.journeys
        for number, (phase, step) in enumerate(((p, s) for p in journey.phases for s in p.steps), 1)
    ]
    return models.Steps(service=service_id, version=shown.service.changes, items=entries)


@reads(
    "/services/<int:service_id>/opportunities",
    DOCUMENTS,
    Words("Die Maßnahmen einer Leistung", "A service's opportunities"),
    service_version,
)
def opportunities(rows: Session, service_id: int) -> models.Opportunities:
    shown = show_service(rows, service_id)
    found = list(shown.document.opportunities)
    return models.Opportunities(service=service_id, version=shown.service.changes, items=found)


@reads(
    "/services/<int:service_id>/figures",
    FIGURES,
    Words("Eine Leistung in Zahlen", "A service in figures"),
    service_version,
)
def figures(rows: Session, service_id: int) -> models.Figures:
    return figures_of(show_service(rows, service_id))
