"""Writing cards: each arrives once, whatever the network does, and is never refused for being late."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, get_args

from sqlmodel import Session, col, select

from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.schema import schema_findings
from journeys.domain.steps import Step
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.domain.workshops.joining import locked_participant
from journeys.domain.workshops.planning import accept, agenda_of, locked_workshop
from journeys.domain.workshops.releasing import follow, release
from journeys.domain.workshops.suspicion import suspicions
from journeys.domain.workshops.tables import (
    AgendaItem,
    Authorship,
    Card,
    CardKind,
    Participant,
    Workshop,
)

LONGEST_KEY = 100
RATED = {"pain_point": ("severity", "frequency", "certainty"), "need": ("priority",)}
ASK = Words("Bitte schreiben Sie einen Satz in das Feld.", "Please write a sentence into the field.")
NO_KIND = Words("Bitte wählen Sie, was Sie notieren möchten.", "Please choose what you want to note.")
NO_KEY = Words(
    "Dieses Formular ist unvollständig. Bitte laden Sie die Seite neu.",
    "This form is incomplete. Please reload the page.",
)


def write_card(
    session: Session,
    participant_id: int,
    kind: str,
    said: Mapping[str, Any],
    form_key: str,
    step_id: int | None = None,
) -> Card:
    """Store what a participant wrote, exactly once for each `form_key`: sent again, the card stored first is returned.

    A step that is gone by now leaves the card unsorted; a workshop that is closed by now marks it as late. Raises
    Refused for a text that is missing or too long, Unknown for a participant who is not there.
    """
    participant, workshop = locked_participant(session, participant_id)
    card, is_new = _store(session, workshop, kind, said, f"{participant_id}:{form_key}", step_id)
    if is_new:
        session.add(Authorship(card_id=card.id, participant_id=participant.id))
        _settle(session, workshop, card)
    return card


def enter_card(
    session: Session,
    workshop_id: int,
    kind: str,
    said: Mapping[str, Any],
    form_key: str,
    step_id: int | None = None,
) -> Card:
    """The same for a card that the moderation enters for somebody in the room, or from a paper slip."""
    workshop = locked_workshop(session, workshop_id)
    card, is_new = _store(session, workshop, kind, said, f"moderation:{form_key}", step_id)
    if is_new:
        _settle(session, workshop, card)
    return card


def rate_card(session: Session, participant_id: int, card_id: int, field: str, value: Any) -> Card:
    """One rating of one's own card; None is „Weiß ich nicht“. On a card that became a note the note follows."""
    card, workshop = _own(session, participant_id, card_id)
    if field not in RATED.get(card.kind, ()):
        raise Unknown(f"{field} of a {card.kind}")
    plain = {"id": "new", "text": card.text} | ({field: value} if value is not None else {})
    found = schema_findings(plain, card.kind)
    if found:
        raise Refused(found)
    setattr(card, field, value)
    session.flush()
    follow(session, workshop, card, {field})
    accept(session, workshop)
    return card


def correct_card(session: Session, participant_id: int, card_id: int, text: str) -> Card:
    """A slip of the tongue put right by its writer, without a trace, as long as nobody else has seen the card."""
    card, workshop = _own(session, participant_id, card_id)
    if card.state != "waiting":
        raise Refused([Finding("text", SEEN)])
    card.text = _checked_text(text)
    card.covered = bool(suspicions(card.text))
    card.revision += 1
    accept(session, workshop)
    return card


def withdraw_card(session: Session, participant_id: int, card_id: int) -> None:
    """The writer takes a card back that nobody else has seen; nothing of it stays."""
    card, workshop = _own(session, participant_id, card_id)
    if card.state != "waiting":
        raise Refused([Finding("", SEEN)])
    session.delete(card)
    accept(session, workshop)


SEEN = Words(
    "Dieser Hinweis ist schon für alle sichtbar. Bitte sagen Sie es der Moderation.",
    "This note is visible to all by now. Please tell the facilitator.",
)


def own_cards(session: Session, participant: Participant) -> list[Card]:
    """What a participant wrote, in the order they wrote it."""
    mine = select(Card).join(Authorship, col(Authorship.card_id) == col(Card.id))
    return list(session.exec(mine.where(Authorship.participant_id == participant.id).order_by(col(Card.id))))


def counts_on_steps(session: Session, participant: Participant) -> Counter[tuple[str, int | None]]:
    """How many cards a participant wrote, by kind and step."""
    return Counter((card.kind, card.step_id) for card in own_cards(session, participant))


def cards_to_rate(session: Session, participant: Participant) -> list[Card]:
    """Their cards that they were not asked to rate yet, without those that were taken out."""
    mine = select(Card).join(Authorship, col(Authorship.card_id) == col(Card.id))
    mine = mine.where(Authorship.participant_id == participant.id, col(Authorship.rated).is_(False))
    return list(session.exec(mine.where(Card.state != "out").order_by(col(Card.id))))


def _store(
    session: Session, workshop: Workshop, kind: str, said: Mapping[str, Any], key: str, step_id: int | None
) -> tuple[Card, bool]:
    """The card and whether it is new. A key is bound to its sender, so nobody can take another's."""
    earlier = _with_key(session, workshop, key)
    if earlier is not None:
        return earlier, False
    fields = _checked(kind, said, key)
    item = item_asking(session, workshop, kind)
    card = Card(
        workshop_id=workshop.id,
        item_id=item.id if item else None,
        step_id=_live(session, workshop, step_id) if kind != "worry" else None,
        kind=kind,
        covered=bool(suspicions(fields["text"])),
        late=workshop.state == "closed",
        form_key=key,
        **fields,
    )
    session.add(card)
    session.flush()
    return card, True


def item_asking(session: Session, workshop: Workshop, kind: str) -> AgendaItem | None:
    """The agenda item that a card of this kind belongs to: the running one if it asks for it, else the last before it
    that did. A card that waited on a device without network so comes under the question it answers."""
    agenda = agenda_of(session, workshop.id)
    ids = [item.id for item in agenda]
    so_far = agenda[: ids.index(workshop.item_id) + 1] if workshop.item_id in ids else agenda
    asking = [item for item in so_far if kind in item.asks] or [item for item in agenda if kind in item.asks]
    return asking[-1] if asking else None


def _settle(session: Session, workshop: Workshop, card: Card) -> None:
    """A card of an open, not silent item becomes a note at once, unless somebody has to look at it first."""
    item = session.get(AgendaItem, card.item_id) if card.item_id else None
    is_open = item is not None and (item.revealed or not item.silent)
    if is_open and not card.covered and not card.late and card.kind != "worry":
        release(session, workshop, [card])
    accept(session, workshop)


def _with_key(session: Session, workshop: Workshop, key: str) -> Card | None:
    return session.exec(select(Card).where(Card.workshop_id == workshop.id, Card.form_key == key)).first()


def _live(session: Session, workshop: Workshop, step_id: int | None) -> int | None:
    """The step if it is one of the service and still there."""
    step = session.get(Step, step_id) if step_id is not None else None
    return step.id if step and step.service_id == workshop.service_id and step.deleted_at is None else None


def _checked(kind: str, said: Mapping[str, Any], key: str) -> dict[str, Any]:
    if kind not in get_args(CardKind):
        raise Refused([Finding("kind", NO_KIND)])
    if not key.partition(":")[2] or len(key) > LONGEST_KEY:
        raise Refused([Finding("", NO_KEY)])
    ratings = {name: said[name] for name in RATED.get(kind, ()) if said.get(name) is not None}
    plain = {"id": "new", "text": _checked_text(said.get("text")), **ratings}
    found = schema_findings(plain, kind) if kind in RATED else []
    if found:
        raise Refused(found)
    return {"text": plain["text"], **ratings}


def _checked_text(text: str | None) -> str:
    kept = required("text", text, ASK)
    found = typed_findings({"text": kept})
    if found:
        raise Refused(found)
    return kept


def _own(session: Session, participant_id: int, card_id: int) -> tuple[Card, Workshop]:
    """A card of one's own and its workshop, locked; raises Unknown for another's."""
    _, workshop = locked_participant(session, participant_id)
    mine = select(Card).join(Authorship, col(Authorship.card_id) == col(Card.id))
    mine = mine.where(Card.id == card_id, Authorship.participant_id == participant_id)
    card = session.exec(mine.execution_options(populate_existing=True)).first()
    if card is None:
        raise Unknown(f"card {card_id}")
    return card, workshop
