"""The services of a project page by page, for programs that read all of them."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.journeys import Journey
from journeys.domain.services import Service


class ServicePage(NamedTuple):
    """Some services with their journeys, and the number after which the next page begins; None on the last one."""

    services: list[Service]
    journeys: dict[int, list[Journey]]
    after: int | None


def page_of_services(session: Session, project_id: int, after: int, most: int) -> ServicePage:
    """Up to `most` services of the project whose numbers come after `after`, in the order in which they were made.

    So whoever reads page after page gets each service once, also while others are added, moved or deleted.
    """
    wanted = select(Service).where(Service.project_id == project_id, col(Service.id) > after)
    found = list(session.exec(wanted.order_by(col(Service.id)).limit(most + 1)))
    page = found[:most]
    mine = select(Journey).where(col(Journey.service_id).in_([service.id for service in page]))
    journeys: dict[int, list[Journey]] = {service.id: [] for service in page}
    for journey in session.exec(mine.order_by(col(Journey.position), col(Journey.id))):
        journeys[journey.service_id].append(journey)
    return ServicePage(page, journeys, page[-1].id if len(found) > most else None)
