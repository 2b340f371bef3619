"""What the moderation does with cards: put on a step, split, reword, take out, check, answer. Each can be undone, and
two who work at once learn of each other instead of overwriting."""

from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.findings import Finding, Refused, Stale, Unknown
from journeys.domain.steps import Step
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.releasing import follow, note_of
from journeys.domain.workshops.suspicion import suspicions
from journeys.domain.workshops.tables import AgendaItem, Authorship, Card, Deed, Workshop

ASK = Words("Bitte schreiben Sie den Text in das Feld.", "Please write the text into the field.")
GONE_ON = Words(
    "Dieser Hinweis wurde inzwischen weiter bearbeitet. Rückgängig geht nur der letzte Schritt.",
    "This note was worked on since. Only the last step can be undone.",
)
NEEDS_CHECK = Words(
    "Bitte prüfen Sie erst, ob der Text eine Person nennt.",
    "Please check first whether the text names a person.",
)


class Done(NamedTuple):
    """A card after a change, and the deed with which it can be undone."""

    card: Card
    deed: Deed


def put_on_step(session: Session, id: int, revision: int, step_id: int | None) -> Done:
    """Put a card on a step of the service, or back to the unsorted ones with None. Raises Unknown for another step."""
    card, workshop = _locked_card(session, id, revision)
    step = session.get(Step, step_id) if step_id is not None else None
    if step_id is not None and (
        step is None or step.deleted_at is not None or step.service_id != workshop.service_id
    ):
        raise Unknown(f"step {step_id}")
    kind = "pain_point" if card.kind == "worry" and step_id is not None else card.kind
    return _change(session, workshop, card, "put_on_step", {"step_id": step_id, "kind": kind})


def take_out(session: Session, id: int, revision: int) -> Done:
    """Hide a card from all but the moderation and its writer, without learning whose it is."""
    card, workshop = _locked_card(session, id, revision)
    return _change(session, workshop, card, "take_out", {"state": "out"})


def bring_back(session: Session, id: int, revision: int) -> Done:
    """A card that was taken out stands where it would stand by now."""
    card, workshop = _locked_card(session, id, revision)
    return _change(session, workshop, card, "bring_back", {"state": _state_now(session, card)})


def show_card(session: Session, id: int, revision: int) -> Done:
    """Reveal one card by itself: a worry, a late one. Raises Refused while its text is covered."""
    card, workshop = _locked_card(session, id, revision)
    if card.covered:
        raise Refused([Finding("", NEEDS_CHECK)])
    return _change(session, workshop, card, "show_card", {"state": "shown"})


def uncover(session: Session, id: int, revision: int) -> Done:
    """The moderation has looked: the text names nobody, the card goes the way of all others."""
    card, workshop = _locked_card(session, id, revision)
    return _change(session, workshop, card, "uncover", _uncovered(session, card))


def see(session: Session, id: int, revision: int) -> Done:
    """Remember that the moderation has read a card and leaves it as it is: it is not new any more."""
    card, workshop = _locked_card(session, id, revision)
    return _change(session, workshop, card, "see", {})


def mark_for_rewording(session: Session, id: int, revision: int, marked: bool = True) -> Done:
    """Remember that a card should be said otherwise."""
    card, workshop = _locked_card(session, id, revision)
    return _change(session, workshop, card, "mark", {"needs_wording": marked})


def reword(session: Session, id: int, revision: int, wording: str) -> Done:
    """Say it otherwise; what was written stays beside it. A covered card whose new wording gives nobody away has so
    been checked."""
    card, workshop = _locked_card(session, id, revision)
    changes: dict[str, Any] = {"wording": _checked(wording), "needs_wording": False}
    if card.covered and not suspicions(changes["wording"]):
        changes |= _uncovered(session, card)
    return _change(session, workshop, card, "reword", changes)


def split(session: Session, id: int, revision: int, first: str, second: str) -> Done:
    """Make two cards of one that says two things: the first keeps the ratings, both keep what was written."""
    card, workshop = _locked_card(session, id, revision)
    first, second = _checked(first), _checked(second)
    other = Card(
        workshop_id=card.workshop_id,
        item_id=card.item_id,
        step_id=card.step_id,
        kind=card.kind,
        text=card.text,
        wording=second,
        split_from=card.id,
        state=card.state,
        late=card.late,
        form_key=f"split:{card.id}:{card.revision}",
    )
    session.add(other)
    session.flush()
    author = session.exec(select(Authorship).where(Authorship.card_id == card.id)).first()
    if author is not None:
        session.add(Authorship(card_id=other.id, participant_id=author.participant_id))
    follow(session, workshop, other, {"state"})
    return _change(session, workshop, card, "split", {"wording": first, "needs_wording": False}, other)


def reply(session: Session, id: int, revision: int, text: str) -> Done:
    """Answer a card; its writer reads the answer."""
    card, workshop = _locked_card(session, id, revision)
    return _change(session, workshop, card, "reply", {"reply": _checked(text)})


def undo(session: Session, deed_id: int) -> Card:
    """Take a deed back; once undone it stays so. Raises Refused when somebody went on from there."""
    deed = session.get(Deed, deed_id)
    if deed is None:
        raise Unknown(f"deed {deed_id}")
    workshop = locked_workshop(session, deed.workshop_id)
    card = session.get_one(Card, deed.card_id, populate_existing=True)
    session.refresh(deed)
    if deed.undone:
        return card
    if card.revision != deed.revision:
        raise Refused([Finding("", GONE_ON)])
    before = dict(deed.before)
    other = session.get(Card, before.pop("split_into", 0))
    if other is not None:
        _remove(session, workshop, other)
    deed.undone = True
    _set(session, workshop, card, before)
    earlier = last_deed(session, workshop, card)
    if earlier is not None:
        earlier.revision = card.revision  # now it is the last step, and can be undone as well
    accept(session, workshop)
    return card


def last_deed(session: Session, workshop: Workshop, card: Card | None = None) -> Deed | None:
    """What the moderation did last (to a card) and has not undone."""
    deeds = select(Deed).where(Deed.workshop_id == workshop.id, col(Deed.undone).is_(False))
    if card is not None:
        deeds = deeds.where(Deed.card_id == card.id)
    return session.exec(deeds.order_by(col(Deed.id).desc()).limit(1)).first()


def _remove(session: Session, workshop: Workshop, card: Card) -> None:
    """A card that a split had made, with its note."""
    card.state = "out"
    follow(session, workshop, card, {"state"})
    note = note_of(session, card)
    for row in (note, card):
        if row is not None:
            session.delete(row)
    session.flush()


def _locked_card(session: Session, id: int, revision: int) -> tuple[Card, Workshop]:
    card = session.get(Card, id)
    if card is None:
        raise Unknown(f"card {id}")
    workshop = locked_workshop(session, card.workshop_id)
    session.refresh(card)
    if card.revision != revision:
        raise Stale({"text": card.wording or card.text}, {}, card.revision)
    return card, workshop


def _change(
    session: Session,
    workshop: Workshop,
    card: Card,
    name: str,
    changes: dict[str, Any],
    other: Card | None = None,
) -> Done:
    before = {field: getattr(card, field) for field in changes}
    if other is not None:
        before["split_into"] = other.id
    _set(session, workshop, card, changes)
    deed = Deed(workshop_id=workshop.id, card_id=card.id, name=name, before=before, revision=card.revision)
    session.add(deed)
    accept(session, workshop)
    return Done(card, deed)


def _set(session: Session, workshop: Workshop, card: Card, values: dict[str, Any]) -> None:
    changed = {name for name, value in values.items() if getattr(card, name) != value}
    for name, value in values.items():
        setattr(card, name, value)
    card.revision += 1
    session.flush()
    follow(session, workshop, card, changed)


def _state_now(session: Session, card: Card, covered: bool | None = None) -> str:
    """`shown` where the other cards of its item are shown, else `waiting`. A worry waits for its own release."""
    item = session.get(AgendaItem, card.item_id) if card.item_id else None
    is_open = item is not None and (item.revealed or not item.silent)
    held = card.kind == "worry" or card.late or (card.covered if covered is None else covered)
    return "shown" if is_open and not held else "waiting"


def _uncovered(session: Session, card: Card) -> dict[str, Any]:
    """What changes on a card that was looked at."""
    state = _state_now(session, card, covered=False) if card.state == "waiting" else card.state
    return {"covered": False, "state": state}


def _checked(text: str) -> str:
    kept = required("text", text, ASK)
    found = typed_findings({"text": kept})
    if found:
        raise Refused(found)
    return kept
