"""A new service: the eight steps that nearly every administrative service has, as a start to change."""

import re

from sqlmodel import Session, select

from journeys.domain.document import Document, Journey, NextStep, Phase, Service, Step
from journeys.domain.findings import Refused
from journeys.domain.naming import slug
from journeys.domain.projects import Project
from journeys.domain.schema import schema_findings
from journeys.domain.services import NAMELESS
from journeys.domain.services import Service as ServiceRow
from journeys.domain.storing import add_service
from journeys.domain.typed import required, typed_findings

FEDERAL_CATALOGUE = "99"
"""How every key of the nationwide catalogue of services begins."""
KEY_SEPARATORS = re.compile(r"[\s.]+")


def start_service(session: Session, project: Project, name: str, key: str = "") -> ServiceRow:
    """A new service of the project with the generic as-is journey; raises Refused with findings for the fields.

    `key` is the Leistungsschlüssel as somebody types or pastes it: blanks and dots do not count.
    """
    name = required("name", name, NAMELESS)
    facts = {"name": name} | ({"key": KEY_SEPARATORS.sub("", key)} if key.strip() else {})
    found = [*schema_findings(facts, "service"), *typed_findings(facts)]
    if found:
        raise Refused(found)
    ref = _free_id(session, project, facts["name"])
    return add_service(session, project, generic_document(ref, Service.from_plain(facts)))


def generic_document(id: str, service: Service) -> Document:
    """The generic start: eight steps in four phases, with the loop back when something is missing."""
    journey = Journey(id="ist", kind="as_is", title="Ist", phases=_phases())
    return Document(id=id, language="de", service=service, journeys=(journey,))


def start_steps() -> list[str]:
    """The titles of the generic start, in order."""
    return [step.title for phase in _phases() for step in phase.steps]


def _phases() -> tuple[Phase, ...]:
    return (
        Phase(
            id="p1",
            name="Vorbereiten",
            steps=(
                Step(id="s1", title="Anlass", actor="citizen", channel="self"),
                Step(id="s2", title="Informieren", actor="citizen", channel="online"),
                Step(id="s3", title="Unterlagen", actor="citizen", channel="self"),
            ),
        ),
        Phase(id="p2", name="Beantragen", steps=(Step(id="s4", title="Antrag", actor="citizen"),)),
        Phase(
            id="p3",
            name="Bearbeiten",
            steps=(
                Step(
                    id="s5",
                    title="Eingang und Prüfung",
                    actor="clerk",
                    channel="internal",
                    next=(
                        NextStep(to="s6", condition="Es fehlt etwas"),
                        NextStep(to="s7", condition="Alles ist da"),
                    ),
                ),
                Step(
                    id="s6",
                    title="Rückfrage",
                    actor="clerk",
                    channel="mail",
                    optional=True,
                    next=(NextStep(to="s5", condition="Nachgereicht"),),
                ),
            ),
        ),
        Phase(
            id="p4",
            name="Abschließen",
            steps=(
                Step(id="s7", title="Bescheid", actor="clerk", channel="mail"),
                Step(id="s8", title="Abschluss", actor="citizen", channel="self"),
            ),
        ),
    )


def _free_id(session: Session, project: Project, name: str) -> str:
    taken = set(session.exec(select(ServiceRow.ref).where(ServiceRow.project_id == project.id)))
    base = slug(name)
    return next(ref for ref in (base, *(f"{base[:58]}-{n}" for n in range(2, 10_000))) if ref not in taken)
