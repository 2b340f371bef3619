"""What was heard in a workshop: the cards that everybody may see, by step, and what is still open."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.words import Words
from journeys.domain.workshops.asking import questions_of
from journeys.domain.workshops.steps import Place, places_of_journey
from journeys.domain.workshops.tables import Card, Question, Workshop

KINDS: dict[str, Words] = {
    "pain_point": Words("Schmerzpunkte der Bürgerinnen und Bürger", "Citizens' pain points"),
    "need": Words("Eigener Bedarf", "Own needs"),
    "quote": Words("O-Töne", "Quotes"),
    "keep": Words("Was bleiben soll", "What should stay"),
    "worry": Words("Sorgen", "Worries"),
}
"""The kinds of cards in the order in which they are told."""


class Chapter(NamedTuple):
    """A step with its cards by kind, in the order they were written; without `place` those that stand on no step."""

    place: Place | None
    kinds: dict[str, list[Card]]

    @property
    def cards(self) -> list[Card]:
        return [card for cards in self.kinds.values() for card in cards]


class Open(NamedTuple):
    """What the moderation still has to do. `unsorted` are shown already, the rest nobody has seen but them."""

    late: list[Card]
    checked: list[Card]
    worries: list[Card]
    waiting: list[Card]
    unsorted: list[Card]
    questions: list[Question]

    def __bool__(self) -> bool:
        return any(self)


def heard(session: Session, workshop: Workshop, kinds: tuple[str, ...] = tuple(KINDS)) -> list[Chapter]:
    """The shown cards in the order of the journey, those without a step last. Never what may name a person."""
    way = places_of_journey(session, workshop)
    known: dict[int | None, Place] = {place.id: place for place in way}
    on_step: dict[Place | None, list[Card]] = {place: [] for place in (*way, None)}
    for card in shown_cards(session, workshop, kinds):
        on_step[known.get(card.step_id)].append(card)
    return [_chapter(place, cards) for place, cards in on_step.items() if cards]


def foremost(chapters: list[Chapter], most: int = 3) -> list[Chapter]:
    """The steps with the most pain points, the first of equals first."""
    on_steps = [chapter for chapter in chapters if chapter.place and chapter.kinds.get("pain_point")]
    return sorted(on_steps, key=lambda chapter: -len(chapter.kinds["pain_point"]))[:most]


def shown_cards(session: Session, workshop: Workshop, kinds: tuple[str, ...] = tuple(KINDS)) -> list[Card]:
    """The cards of these kinds that everybody may see, in the order they were written."""
    rows = select(Card).where(
        Card.workshop_id == workshop.id,
        Card.state == "shown",
        col(Card.covered).is_(False),
        col(Card.kind).in_(kinds),
    )
    return list(session.exec(rows.order_by(col(Card.id))))


def still_open(session: Session, workshop: Workshop) -> Open:
    """Cards and questions that wait for the moderation, each in one list only."""
    rows = select(Card).where(Card.workshop_id == workshop.id, Card.state != "out").order_by(col(Card.id))
    cards = list(session.exec(rows))
    known = {place.id for place in places_of_journey(session, workshop)}
    waiting = [card for card in cards if card.state == "waiting"]
    on_time = [card for card in waiting if not card.late]
    return Open(
        late=[card for card in waiting if card.late],
        checked=[card for card in on_time if card.covered and card.kind != "worry"],
        worries=[card for card in on_time if card.kind == "worry" and not card.reply],
        waiting=[card for card in on_time if not card.covered and card.kind != "worry"],
        unsorted=[c for c in cards if c.state == "shown" and c.kind in ON_A_STEP and c.step_id not in known],
        questions=[q for q in questions_of(session, workshop) if not q.answered],
    )


ON_A_STEP = ("pain_point", "need", "quote")


def told(card: Card) -> str:
    """The card as it is read to all: in the moderation's wording where there is one."""
    return card.wording or card.text


def _chapter(place: Place | None, cards: list[Card]) -> Chapter:
    by_kind: dict[str, list[Card]] = {kind: [] for kind in KINDS}
    for card in cards:
        by_kind[card.kind].append(card)
    return Chapter(place, {kind: mine for kind, mine in by_kind.items() if mine})
