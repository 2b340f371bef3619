"""One question at a time: what a participant is asked next, and how much is left."""

from typing import Literal, NamedTuple

from sqlmodel import Session, select

from journeys.domain.findings import Unknown
from journeys.domain.workshops.cards import cards_to_rate, counts_on_steps
from journeys.domain.workshops.dealing import turns_of
from journeys.domain.workshops.joining import changing_participant, changing_workshop_of
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.running import running_item
from journeys.domain.workshops.steps import Place, places
from journeys.domain.workshops.tables import AgendaItem, Card, Participant, Turn, Workshop

Stage = Literal["role", "not_today", "listen", "write", "rate", "break", "finished", "heard"]
ASKED_IN_TURN = ("pain_point", "need")
"""The kinds that are asked for on each step, in this order; others (worries, what should stay) are offered always."""


class Ask(NamedTuple):
    """One question about one step: its neighbours say where on the way it is, `room` how many more cards it takes."""

    place: Place
    before: Place | None
    after: Place | None
    kind: str
    room: int

    @property
    def may_add(self) -> bool:
        """Whether one more card is welcome."""
        return self.room > 0


class Guide(NamedTuple):
    """Where a participant is. `left` counts their steps that still have a question, `rating` is an own card to rate,
    `again` the questions that they are through with but may add to, in the order of the way."""

    stage: Stage
    item: AgendaItem | None = None
    ask: Ask | None = None
    coming: tuple[Ask, ...] = ()
    left: int = 0
    rating: Card | None = None
    again: tuple[Ask, ...] = ()


def guide(session: Session, workshop: Workshop, participant: Participant) -> Guide:
    """What this participant sees now: the state of the workshop first, then their own place in it."""
    if workshop.state == "closed":
        return Guide("heard")
    if participant.answer == "not_today":
        return Guide("not_today")
    if participant.answer is None:
        return Guide("role")
    if participant.has_enough:
        return Guide("heard")
    if workshop.pace == "own":
        return _writing(session, workshop, participant, agenda_of(session, workshop.id))
    item = running_item(session, workshop)
    if item is not None and item.form == "break":
        return Guide("break", item)
    if item is not None and item.form == "write":
        return _writing(session, workshop, participant, [item])
    if item is not None and item.form == "rate":
        return _rating(session, participant, item)
    if item is not None and item.form == "closing":
        return Guide("heard", item)
    return Guide("listen", item)


def answered(session: Session, workshop: Workshop, participant: Participant) -> tuple[Ask, ...]:
    """The questions that the participant is through with but may add to now, in the order of the way."""
    items = agenda_of(session, workshop.id)
    if workshop.pace == "together":
        items = [item for item in items if item.id == workshop.item_id]
    _, through = _asks(session, workshop, participant, _kinds(items))
    return _addable(through)


def finish(session: Session, participant_id: int, step_id: int, kind: str) -> None:
    """Answered or skipped: the question is not asked again. Nobody records which of the two."""
    turn = _turn(session, participant_id, step_id)
    if kind not in turn.done:
        turn.done = [*turn.done, kind]


def later(session: Session, participant_id: int, step_id: int) -> None:
    """Put a step at the end of one's own list."""
    turn = _turn(session, participant_id, step_id)
    turn.position = max(each.position for each in turns_of(session, participant_id)) + 1


def enough(session: Session, participant_id: int, is_enough: bool) -> None:
    """„Genug für heute“ ends politely; coming back takes it back."""
    participant, _ = changing_participant(session, participant_id)
    participant.has_enough = is_enough


def ask_again(session: Session, participant_id: int, step_id: int, kind: str) -> None:
    """Go back to a question, to add something."""
    turn = _turn(session, participant_id, step_id)
    turn.done = [done for done in turn.done if done != kind]
    turn.position = min(each.position for each in turns_of(session, participant_id)) - 1


def _writing(
    session: Session, workshop: Workshop, participant: Participant, items: list[AgendaItem]
) -> Guide:
    asks, through = _asks(session, workshop, participant, _kinds(items))
    item = next((item for item in items if item.form == "write"), None)
    if not asks:
        return Guide("heard" if workshop.pace == "own" else "finished", item, again=_addable(through))
    left = len({ask.place.id for ask in asks})
    return Guide("write", item, asks[0], tuple(asks[1:]), left)


def _kinds(items: list[AgendaItem]) -> list[str]:
    return [kind for kind in ASKED_IN_TURN if any(kind in item.asks for item in items)]


def _addable(asks: list[Ask]) -> tuple[Ask, ...]:
    return tuple(sorted((ask for ask in asks if ask.may_add), key=lambda ask: ask.place.number))


def _asks(
    session: Session, workshop: Workshop, participant: Participant, kinds: list[str]
) -> tuple[list[Ask], list[Ask]]:
    """Every open question, and every one that they are through with, step by step in the participant's own order. A
    step that was deleted is left out."""
    way = places(session, workshop)
    by_id = {place.id: n for n, place in enumerate(way)}
    written = counts_on_steps(session, participant)
    still_open: list[Ask] = []
    through: list[Ask] = []
    for turn in turns_of(session, participant.id):
        n = by_id.get(turn.step_id)
        if n is None:
            continue
        before, after = (way[n - 1] if n else None), (way[n + 1] if n + 1 < len(way) else None)
        for kind in kinds:
            room = workshop.cards_per_step - written[kind, turn.step_id]
            asks = through if kind in turn.done else still_open
            asks.append(Ask(way[n], before, after, kind, max(0, room)))
    return still_open, through


def _rating(session: Session, participant: Participant, item: AgendaItem) -> Guide:
    unrated = [card for card in cards_to_rate(session, participant) if not _is_rated(card)]
    if not unrated:
        return Guide("finished", item)
    return Guide("rate", item, rating=unrated[0], left=len(unrated))


def _is_rated(card: Card) -> bool:
    if card.kind == "pain_point":
        return card.severity is not None and card.frequency is not None and card.certainty is not None
    return card.kind != "need" or card.priority is not None


def _turn(session: Session, participant_id: int, step_id: int) -> Turn:
    """The participant's turn on a step, to be changed; raises Unknown."""
    changing_workshop_of(session, participant_id)
    mine = select(Turn).where(Turn.participant_id == participant_id, Turn.step_id == step_id)
    turn = session.exec(mine).first()
    if turn is None:
        raise Unknown(f"turn on step {step_id}")
    return turn
