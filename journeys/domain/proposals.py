"""Proposals to the editors of the catalogue (Änderungsvorschläge an die Redaktion): what should change in a text module
of the service's description, and why. People make them; nothing is proposed by the app.

They are no part of the document: they are about the official text, not about the journey.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, col, select

from journeys.domain.editing import locked_service, refuse_stale
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.reading import Reader, as_document
from journeys.domain.services import Service
from journeys.domain.standards import TEXT_MODULES, module_words
from journeys.domain.tables import Part, UtcDateTime, now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import NOTE_KIND, Words
from journeys.settings import LIST_ITEMS

OPPORTUNITY = Words("Maßnahme", "Opportunity")
NO_OCCASION = Words(
    "Bitte wählen Sie die Maßnahme oder den Schmerzpunkt, um den es geht.",
    "Please choose the opportunity or pain point that this is about.",
)
NO_MODULE = Words("Bitte wählen Sie den Textbaustein.", "Please choose the text module.")
NO_TEXT = Words("Bitte schreiben Sie, was sich ändern soll.", "Please write what should change.")
FULL = Words(
    f"Diese Leistung hat schon {LIST_ITEMS.value} Vorschläge; mehr sind nicht möglich.",
    f"This service has {LIST_ITEMS.value} proposals already; more are not possible.",
)


class Proposal(Part, table=True):
    """What should change in a text module. Its occasion is an opportunity or a pain point; when that goes, the proposal
    stays without. A deleted one keeps its row, so that it can be brought back."""

    __table_args__ = (
        CheckConstraint("opportunity_id IS NULL OR note_id IS NULL", name="one_occasion_at_most"),
    )

    opportunity_id: int | None = Field(
        default=None, foreign_key="opportunity.id", ondelete="SET NULL", index=True
    )
    note_id: int | None = Field(default=None, foreign_key="note.id", ondelete="SET NULL", index=True)
    module: str
    text: str
    revision: int = 1
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Occasion(NamedTuple):
    """What a proposal can come from. `key` names it in a form, `place` is the title of its step, empty without one."""

    key: str
    kind: Words
    text: str
    place: str

    @property
    def words(self) -> Words:
        """Kind, text and step, as one line."""
        de, en = (f" (bei „{self.place}“)", f" (at “{self.place}”)") if self.place else ("", "")
        return Words(f"{self.kind.de}: {self.text}{de}", f"{self.kind.en}: {self.text}{en}")


class Shown(NamedTuple):
    """A proposal with its occasion, None when that has gone."""

    row: Proposal
    occasion: Occasion | None


def occasions(session: Session, service: Service) -> list[Occasion]:
    """Opportunities, then pain points in the order of the journeys."""
    rows = Reader(session, service)
    document = as_document(rows)
    titles = {step.id: step.title for step in document.steps()}
    opportunities = {row.ref: row.id for row in rows.live("opportunities")}
    notes = {row.ref: row.id for row in rows.live("notes")}
    return [
        *(
            Occasion(f"opportunity-{opportunities[o.id]}", OPPORTUNITY, o.text, titles.get(o.step or "", ""))
            for o in document.opportunities
        ),
        *(
            Occasion(f"note-{notes[pain.id]}", NOTE_KIND["pain_point"], pain.text, step.title)
            for step in document.steps()
            for pain in step.pain_points
        ),
    ]


def proposals_of(session: Session, service: Service) -> list[Shown]:
    """The proposals on a service, by text module."""
    known = {occasion.key: occasion for occasion in occasions(session, service)}
    mine = select(Proposal).where(Proposal.service_id == service.id, col(Proposal.deleted_at).is_(None))
    order = list(TEXT_MODULES)
    rows = sorted(session.exec(mine).all(), key=lambda row: (order.index(row.module), row.id))
    return [Shown(row, known.get(key_of(row))) for row in rows]


def has_proposals(session: Session, service: Service) -> bool:
    """Whether there is a proposal on the service."""
    mine = select(Proposal.id).where(Proposal.service_id == service.id, col(Proposal.deleted_at).is_(None))
    return session.exec(mine.limit(1)).first() is not None


def find_proposal(session: Session, service_id: int, id: int) -> Proposal:
    """The proposal on this service, deleted or not; raises Unknown."""
    row = session.get(Proposal, id)
    if row is None or row.service_id != service_id:
        raise Unknown(f"proposal {id} on service {service_id}")
    return row


def key_of(row: Proposal) -> str:
    """The key of its occasion; empty when that has gone."""
    if row.opportunity_id is not None:
        return f"opportunity-{row.opportunity_id}"
    return f"note-{row.note_id}" if row.note_id is not None else ""


def add_proposal(session: Session, service_id: int, said: Mapping[str, str]) -> Proposal:
    """A new proposal. `said` holds `occasion` (a key), `module` (its code) and `text`. Raises Unknown, and Refused with
    every finding."""
    service = locked_service(session, service_id)
    if len(proposals_of(session, service)) >= LIST_ITEMS.value:
        raise Refused([Finding("", FULL)])
    _refuse_wrong(session, service, said, needs_occasion=True)
    row = Proposal(service_id=service_id, module=said["module"], text=said["text"])
    _put(row, said)
    session.add(row)
    session.flush()
    return row


def edit_proposal(
    session: Session, service_id: int, id: int, revision: int, said: Mapping[str, str]
) -> Proposal:
    """Change a proposal; raises Unknown, Stale, and Refused like `add_proposal`. One whose occasion has gone may stay
    without."""
    service = locked_service(session, service_id)
    row = find_proposal(session, service_id, id)
    session.refresh(row)
    if row.deleted_at is not None:
        raise Unknown(f"proposal {id} is deleted")
    known = {occasion.key: occasion.words.de for occasion in occasions(session, service)}
    stored = {"occasion": known.get(key_of(row)), "module": module_words(row.module).de, "text": row.text}
    module = module_words(said["module"]).de if said["module"] in TEXT_MODULES else ""
    yours = {"occasion": known.get(said["occasion"]), "module": module, "text": said["text"]}
    refuse_stale(row, revision, stored, yours)
    _refuse_wrong(session, service, said, needs_occasion=key_of(row) in known)
    _put(row, said)
    row.revision += 1
    session.flush()
    return row


def delete_proposal(session: Session, service_id: int, id: int) -> Proposal:
    """Take a proposal away; `restore_proposal` undoes it. Raises Unknown."""
    return _set_deleted(session, service_id, id, now())


def restore_proposal(session: Session, service_id: int, id: int) -> Proposal:
    """Bring a deleted proposal back. Raises Unknown."""
    return _set_deleted(session, service_id, id, None)


def _set_deleted(session: Session, service_id: int, id: int, at: datetime | None) -> Proposal:
    locked_service(session, service_id)
    row = find_proposal(session, service_id, id)
    session.refresh(row)
    if (row.deleted_at is None) != (at is None):
        row.deleted_at = at
        row.revision += 1
        session.flush()
    return row


def _refuse_wrong(session: Session, service: Service, said: Mapping[str, str], needs_occasion: bool) -> None:
    found = []
    keys = {occasion.key for occasion in occasions(session, service)}
    if said["occasion"] not in keys and (needs_occasion or said["occasion"]):
        found.append(Finding("occasion", NO_OCCASION))
    if said["module"] not in TEXT_MODULES:
        found.append(Finding("module", NO_MODULE))
    if not said["text"].strip():
        found.append(Finding("text", NO_TEXT))
    found += typed_findings({"text": said["text"]})
    if found:
        raise Refused(found)


def _put(row: Proposal, said: Mapping[str, str]) -> None:
    noun, _, number = said["occasion"].partition("-")
    row.opportunity_id = int(number) if noun == "opportunity" else None
    row.note_id = int(number) if noun == "note" else None
    row.module, row.text = said["module"], required("text", said["text"], NO_TEXT)
