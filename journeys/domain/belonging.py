"""To which project something belongs: asked before anybody gets to see it."""

from functools import cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Unknown
from journeys.domain.journeys import Journey, Lane, Phase
from journeys.domain.notes import Note
from journeys.domain.projects import Project
from journeys.domain.proposals import Proposal
from journeys.domain.review.tables import ApprovalRound, Comment, ShareLink, Version
from journeys.domain.services import Service
from journeys.domain.steps import Step
from journeys.domain.workshops.tables import AgendaItem, Card, Deed, Question, Workshop

ON_SERVICE: dict[str, Any] = {
    "journey": Journey,
    "lane": Lane,
    "phase": Phase,
    "step": Step,
    "note": Note,
    "proposal": Proposal,
    "version": Version,
    "comment": Comment,
    "round": ApprovalRound,
    "link": ShareLink,
    "workshop": Workshop,
}
IN_WORKSHOP: dict[str, Any] = {"item": AgendaItem, "card": Card, "deed": Deed, "question": Question}
NOUNS = ("project", "service", *ON_SERVICE, *IN_WORKSHOP)


def project_of(session: Session, noun: str, id: int) -> int | None:
    """The number of the project that the thing with this number belongs to; None when there is no such thing."""
    return session.exec(_owner(noun), params={"id": id}).first()


def service_of(session: Session, noun: str, id: int) -> int:
    """The number of the service that something of a journey belongs to; raises Unknown."""
    if noun == "service":
        return id
    row = session.get(ON_SERVICE[noun], id)
    if row is None:
        raise Unknown(f"{noun} {id}")
    return int(row.service_id)


@cache
def _owner(noun: str) -> SelectOfScalar[int]:
    mine: Any = bindparam("id")
    if noun == "project":
        return select(col(Project.id)).where(Project.id == mine)
    owner = select(Service.project_id)
    if noun == "service":
        return owner.where(Service.id == mine)
    if noun in ON_SERVICE:
        table = ON_SERVICE[noun]
        return owner.join(table, table.service_id == Service.id).where(table.id == mine)
    table = IN_WORKSHOP[noun]
    owner = owner.join(Workshop, col(Workshop.service_id) == col(Service.id))
    return owner.join(table, table.workshop_id == Workshop.id).where(table.id == mine)
