"""The wall as the moderation sees it: which cards are new, on no step, worries, late, and which everybody still writes
silently, so that not even the moderation reads them unless it chooses to."""

from collections import Counter
from typing import Any, Literal, NamedTuple, get_args

from sqlmodel import Session, col, select

from journeys.domain.workshops.board import pseudonyms
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.steps import Place, places_of_journey
from journeys.domain.workshops.tables import AgendaItem, Card, Deed, Workshop

Show = Literal["new", "all", "loose", "worries", "late", "out"]
SHOWS: tuple[Show, ...] = get_args(Show)


class Pinned(NamedTuple):
    """A card on the wall: `is_silent` while nobody but its writer may see it, `pseudonym` only where its agenda item is
    set to show them."""

    card: Card
    place: Place | None
    is_silent: bool
    pseudonym: str


class Silent(NamedTuple):
    """An agenda item under which cards wait to be shown, and how many."""

    item: AgendaItem
    waiting: int


class Wall(NamedTuple):
    """The newest cards of one switch, how many each switch holds, and what waits to be shown. `withheld` of the chosen
    cards are not given because they are still written silently; `more` are older ones."""

    pinned: list[Pinned]
    counts: Counter[str]
    silent: list[Silent]
    withheld: int
    more: int


class _Brief(NamedTuple):
    """What decides where a card stands; enough for hundreds of cards that are not drawn."""

    id: int
    item_id: int | None
    step_id: int | None
    kind: str
    state: str
    covered: bool
    late: bool


def wall(session: Session, workshop: Workshop, show: Show, looks: bool = False, most: int = 60) -> Wall:
    """The newest `most` cards of a switch; those that are written silently only when the moderation `looks`."""
    agenda = {item.id: item for item in agenda_of(session, workshop.id)}
    touched, briefs = _touched(session, workshop), _briefs(session, workshop)
    chosen: dict[Show, list[_Brief]] = {name: [] for name in SHOWS}
    for brief in briefs:
        for name in _switches(brief, workshop, agenda, brief.id in touched):
            chosen[name].append(brief)
    mine = chosen[show]
    seen = [brief for brief in mine if looks or not _is_silent(brief, agenda)]
    return Wall(
        _pinned(session, workshop, seen[:most], agenda),
        Counter({name: len(there) for name, there in chosen.items()}),
        _silent(briefs, agenda),
        len(mine) - len(seen),
        max(0, len(seen) - most),
    )


def pinned_card(session: Session, workshop: Workshop, card: Card) -> Pinned:
    """One card as it stands on the wall."""
    agenda = {item.id: item for item in agenda_of(session, workshop.id)}
    return _pinned(session, workshop, [_brief(card)], agenda)[0]


def _switches(brief: _Brief, workshop: Workshop, agenda: dict[int, AgendaItem], touched: bool) -> list[Show]:
    """Under which switches a card stands. New is what nobody of the moderation has worked on, as long as it waits or
    its agenda item is not over."""
    if brief.state == "out":
        return ["out"]
    found: list[Show] = ["all"]
    if not touched and (brief.state == "waiting" or not _is_over(brief, workshop, agenda)):
        found.append("new")
    if brief.step_id is None and brief.kind != "worry":
        found.append("loose")
    if brief.kind == "worry":
        found.append("worries")
    if brief.late:
        found.append("late")
    return found


def _is_over(brief: _Brief, workshop: Workshop, agenda: dict[int, AgendaItem]) -> bool:
    running, own = agenda.get(workshop.item_id or 0), agenda.get(brief.item_id or 0)
    if workshop.pace == "own" and workshop.state == "open":
        return False
    return running is None or own is None or own.position < running.position


def _is_silent(brief: _Brief, agenda: dict[int, AgendaItem]) -> bool:
    item = agenda.get(brief.item_id or 0)
    is_apart = brief.kind == "worry" or brief.late or brief.state != "waiting"
    return item is not None and item.silent and not item.revealed and not is_apart


def _silent(briefs: list[_Brief], agenda: dict[int, AgendaItem]) -> list[Silent]:
    counted = Counter(brief.item_id for brief in briefs if _is_silent(brief, agenda) and not brief.covered)
    return [Silent(item, counted[n]) for n, item in agenda.items() if counted[n]]


def _pinned(
    session: Session, workshop: Workshop, briefs: list[_Brief], agenda: dict[int, AgendaItem]
) -> list[Pinned]:
    order = [brief.id for brief in briefs]
    rows = session.exec(select(Card).where(col(Card.id).in_(order)))
    cards = {card.id: card for card in rows}
    places = {place.id: place for place in places_of_journey(session, workshop)}
    names = pseudonyms(session, agenda.values())
    return [
        Pinned(
            cards[brief.id],
            places.get(brief.step_id or 0),
            _is_silent(brief, agenda),
            names.get(brief.id, ""),
        )
        for brief in briefs
    ]


def _touched(session: Session, workshop: Workshop) -> set[int]:
    done = select(Deed.card_id).where(Deed.workshop_id == workshop.id, col(Deed.undone).is_(False))
    return set(session.exec(done))


def _briefs(session: Session, workshop: Workshop) -> list[_Brief]:
    """All cards of the workshop, the newest first."""
    columns: list[Any] = [getattr(Card, name) for name in _Brief._fields]
    rows = select(*columns).where(Card.workshop_id == workshop.id).order_by(col(Card.id).desc())
    return [_Brief(*row) for row in session.exec(rows)]


def _brief(card: Card) -> _Brief:
    return _Brief(*(getattr(card, name) for name in _Brief._fields))
