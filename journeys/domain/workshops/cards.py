"""Writing cards: each arrives once, whatever the network does, and is never refused for being late."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.schema import schema_findings
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.domain.workshops.joining import changing_workshop_of
from journeys.domain.workshops.planning import accept, agenda_of, locked_workshop
from journeys.domain.workshops.releasing import follow, put_on_journey
from journeys.domain.workshops.running import running_item
from journeys.domain.workshops.steps import is_live
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
RATED: dict[str, tuple[str, ...]] = {
    "pain_point": ("severity", "frequency", "certainty"),
    "need": ("priority",),
}
ASK = Words("Bitte schreiben Sie einen Satz in das Feld.", "Please write a sentence into the field.")
NO_KIND = Words("Bitte wählen Sie, was Sie notieren möchten.", "Please choose what you want to note.")
NO_KEY = Words(
    "Dieses Formular ist unvollständig. Bitte laden Sie die Seite neu.",
    "This form is incomplete. Please reload the page.",
)
SEEN = Words(
    "Dieser Hinweis ist schon für alle sichtbar. Bitte sagen Sie es der Moderation.",
    "This note is visible to all by now. Please tell the facilitator.",
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
    fields = _checked(kind, said, f"{participant_id}:{form_key}")  # before anybody has to wait for us
    return _store(session, changing_workshop_of(session, participant_id), fields, step_id, participant_id)


def enter_card(
    session: Session,
    workshop_id: int,
    kind: str,
    said: Mapping[str, Any],
    form_key: str,
    step_id: int | None = None,
) -> Card:
    """The same for a card that the moderation enters for somebody in the room, or from a paper slip."""
    fields = _checked(kind, said, f"moderation:{form_key}")
    workshop = locked_workshop(session, workshop_id)
    accept(session, workshop)
    return _store(session, workshop, fields, step_id)


def own_card(session: Session, participant_id: int, name: str) -> Card:
    """The participant's card with this number, or with the key of the form that sent it: a phone without network knows
    only the key. Raises Unknown for another's."""
    is_number = name.isascii() and name.isdecimal() and len(name) < 10
    called = {"number": int(name)} if is_number else {"key": f"{participant_id}:{name}"}
    card = session.exec(_own(is_number), params={"who": participant_id, **called}).first()
    if card is None:
        raise Unknown(f"card {name}")
    return card


@cache
def _own(is_number: bool) -> SelectOfScalar[Card]:
    mine = select(Card).join(Authorship, col(Authorship.card_id) == col(Card.id))
    mine = mine.where(Authorship.participant_id == bindparam("who"))
    return mine.where(Card.id == bindparam("number") if is_number else Card.form_key == bindparam("key"))


def rate_card(session: Session, participant_id: int, name: str, said: Mapping[str, Any]) -> Card:
    """Ratings of one's own card, as far as its kind is rated so; None is „Weiß ich nicht“, what is not said stays. The
    note that the card became follows."""
    workshop = changing_workshop_of(session, participant_id)
    card = own_card(session, participant_id, name)
    rated = {field: said[field] for field in RATED.get(card.kind, ()) if field in said}
    changed = {field for field, value in rated.items() if getattr(card, field) != value}
    if changed:
        _refuse_wrong(card.kind, card.text, rated)
        for field in changed:
            setattr(card, field, rated[field])
        follow(session, workshop, card, changed)
    return card


def was_asked(session: Session, participant_id: int, card: Card) -> None:
    """The writer went on: the card is not put before them again to be rated."""
    mine = select(Authorship).where(
        Authorship.card_id == card.id, Authorship.participant_id == participant_id
    )
    session.exec(mine).one().rated = True
    session.flush()


def correct_card(session: Session, participant_id: int, name: str, text: str) -> Card:
    """A slip of the tongue put right by its writer, without a trace, as long as nobody else has seen the card."""
    card = _own_unseen(session, participant_id, name)
    card.text = _checked_text(text)
    card.covered = bool(suspicions(card.text))
    card.revision += 1
    return card


def withdraw_card(session: Session, participant_id: int, name: str) -> None:
    """The writer takes a card back that nobody else has seen; nothing of it stays."""
    session.delete(_own_unseen(session, participant_id, name))


def _own_unseen(session: Session, participant_id: int, name: str) -> Card:
    changing_workshop_of(session, participant_id)
    card = own_card(session, participant_id, name)
    if card.state != "waiting":
        raise Refused([Finding("", SEEN)])  # the page shows no field any more
    return card


def own_cards(session: Session, participant: Participant) -> list[Card]:
    """What a participant wrote, in the order they wrote it."""
    return list(session.exec(_written(Card), params={"who": participant.id}))


def own_cards_on_step(session: Session, participant: Participant, kind: str, step_id: int) -> list[Card]:
    """The same on one step, of one kind, without what was taken out."""
    asked = {"who": participant.id, "kind": kind, "step": step_id}
    return list(session.exec(_written_there(), params=asked))


def counts_on_steps(session: Session, participant: Participant) -> Counter[tuple[str, int | None]]:
    """How many cards a participant wrote, by kind and step."""
    written = session.exec(_written(Card.kind, Card.step_id), params={"who": participant.id})
    return Counter(map(tuple, written))


def cards_to_rate(session: Session, participant: Participant) -> list[Card]:
    """Their cards that they were not asked to rate yet, without those that were taken out."""
    unrated = _written(Card).where(col(Authorship.rated).is_(False), Card.state != "out")
    return list(session.exec(unrated, params={"who": participant.id}))


@cache
def _written(*shown: Any) -> Any:
    mine = select(*shown).join(Authorship, col(Authorship.card_id) == col(Card.id))
    return mine.where(Authorship.participant_id == bindparam("who")).order_by(col(Card.id))


@cache
def _written_there() -> Any:
    here = _written(Card).where(Card.kind == bindparam("kind"), Card.step_id == bindparam("step"))
    return here.where(Card.state != "out")


def _store(
    session: Session,
    workshop: Workshop,
    fields: Mapping[str, Any],
    step_id: int | None,
    participant_id: int | None = None,
) -> Card:
    """The card with this key, new or as it was stored. A key is bound to its sender, so nobody can take another's."""
    earlier = _with_key(session, workshop, fields["form_key"])
    if earlier is not None:
        return earlier
    item = item_asking(session, workshop, fields["kind"])
    has_step = fields["kind"] != "worry" and is_live(session, workshop.service_id, step_id)
    card = Card(
        workshop_id=workshop.id,
        item_id=item.id if item else None,
        step_id=step_id if has_step else None,
        covered=bool(suspicions(fields["text"])),
        late=workshop.state == "closed",
        **fields,
    )
    card.state = "shown" if _is_shown_at_once(card, item) else "waiting"
    session.add(card)
    session.flush()
    if participant_id is not None:
        session.add(Authorship(card_id=card.id, participant_id=participant_id))
    if card.state == "shown":
        put_on_journey(session, workshop, card)
    session.flush()
    return card


def _is_shown_at_once(card: Card, item: AgendaItem | None) -> bool:
    """Under an item that is not silent, unless somebody has to look at it first."""
    is_open = item is not None and (item.revealed or not item.silent)
    return is_open and not card.covered and not card.late and card.kind != "worry"


def item_asking(session: Session, workshop: Workshop, kind: str) -> AgendaItem | None:
    """The agenda item that a card of this kind belongs to: the running one if it asks for it, else the last before it
    that did. A card that waited on a device without network so comes under the question it answers."""
    running = running_item(session, workshop)
    if running is not None and kind in running.asks:
        return running
    agenda = agenda_of(session, workshop.id)
    so_far = agenda[: agenda.index(running) + 1] if running in agenda else agenda
    asking = [item for item in so_far if kind in item.asks] or [item for item in agenda if kind in item.asks]
    return asking[-1] if asking else None


def _with_key(session: Session, workshop: Workshop, key: str) -> Card | None:
    return session.exec(_keyed(), params={"workshop": workshop.id, "key": key}).first()


@cache
def _keyed() -> SelectOfScalar[Card]:
    return select(Card).where(Card.workshop_id == bindparam("workshop"), Card.form_key == bindparam("key"))


def _checked(kind: str, said: Mapping[str, Any], key: str) -> dict[str, Any]:
    if kind not in get_args(CardKind):
        raise Refused([Finding("kind", NO_KIND)])
    if not key.partition(":")[2] or len(key) > LONGEST_KEY:
        raise Refused([Finding("", NO_KEY)])
    ratings = {name: said[name] for name in RATED.get(kind, ()) if said.get(name) is not None}
    text = _checked_text(said.get("text"))
    _refuse_wrong(kind, text, ratings)
    return {"kind": kind, "form_key": key, "text": text, **ratings}


def _refuse_wrong(kind: str, text: str, ratings: Mapping[str, Any]) -> None:
    said = {name: value for name, value in ratings.items() if value is not None}
    found = schema_findings({"id": "new", "text": text, **said}, kind) if kind in RATED else []
    if found:
        raise Refused(found)


def _checked_text(text: str | None) -> str:
    kept = required("text", text, ASK)
    found = typed_findings({"text": kept})
    if found:
        raise Refused(found)
    return kept
