"""What all pages of a workshop's moderation share: the workshop, its service, its project."""

from typing import Any

from sqlmodel import Session

from journeys.domain.projects import find_project
from journeys.domain.showing import find_service
from journeys.domain.workshops.codes import spoken_code
from journeys.domain.workshops.tables import Workshop


def frame(session: Session, workshop: Workshop) -> dict[str, Any]:
    """The values that `templates/workshops/base.html` needs."""
    service = find_service(session, workshop.service_id)
    return {
        "workshop": workshop,
        "service": service,
        "project": find_project(session, service.project_id),
        "spoken": spoken_code(workshop.code),
    }
