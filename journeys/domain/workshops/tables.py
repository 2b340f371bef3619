"""The tables of a workshop. No row about people holds a time of day, and a card has no author: who wrote it stands in a
table of its own, which can be dropped."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

from journeys.domain.document import Certainty, Frequency
from journeys.domain.tables import Row, UtcDateTime, now, one_of, within

Pace = Literal["together", "own"]
State = Literal["planned", "open", "closed"]
Form = Literal["talk", "role", "write", "rate", "break", "closing"]
CardKind = Literal["pain_point", "need", "quote", "keep", "worry"]
CardState = Literal["waiting", "shown", "out"]
Answer = Literal["in", "not_today"]
Moment = Literal["start", "end"]


class Workshop(Row, table=True):
    """A sitting about one service.

    `revision` is raised by every accepted change, a card too: the ETag of moderation and beamer. `scene` only by what
    every phone shows: the ETag of phones, which so cost nothing while others write. `plan_revision` only by changes to
    the plan: the lock for those who edit it.

    `closed_on`: from that day on the project's retention counts; `forgotten_on`: when nobody's pseudonym was left.

    `code` is what people type to join, `number_of_joins` deals out pseudonyms. The timer: `item_id` began to run at
    `started_at`, unless `held_seconds` says how much of it was used when it was stopped; `extra_minutes` were added.
    """

    __table_args__ = (
        one_of("pace", Pace),
        one_of("state", State),
        within("cards_per_step", 1, 10),
        within("steps_each", 1, 50),
        within("break_after", 10, 120),
    )

    service_id: int = Field(foreign_key="service.id", ondelete="CASCADE", index=True)
    journey_id: int | None = Field(default=None, foreign_key="journey.id", ondelete="SET NULL", index=True)
    code: str = Field(unique=True)
    title: str
    held_on: date | None = None
    template: str
    pace: str = "together"
    state: str = "planned"
    is_rehearsal: bool = False
    revision: int = 1
    scene: int = 1
    plan_revision: int = 1

    item_id: int | None = None
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    held_seconds: int | None = None
    extra_minutes: int = 0

    purpose: str = ""
    expected: list[str] = Field(default_factory=list, sa_type=JSON)
    not_expected: list[str] = Field(default_factory=list, sa_type=JSON)
    what_happens: list[str] = Field(default_factory=list, sa_type=JSON)
    decided_by: str = ""
    answer_on: date | None = None
    thanks: str = ""

    cards_per_step: int = 3
    steps_each: int = 4
    break_after: int = 50
    number_of_joins: int = 0
    closed_on: date | None = None
    forgotten_on: date | None = None


class AgendaItem(Row, table=True):
    """One entry of the agenda. `asks` are the kinds of cards it collects; `silent` hides them until `revealed`."""

    __table_args__ = (one_of("form", Form), within("minutes", 0, 10_080))

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    position: int
    title: str
    question: str = ""
    minutes: int
    form: str
    asks: list[str] = Field(default_factory=list, sa_type=JSON)
    silent: bool = True
    revealed: bool = False
    shows_pseudonyms: bool = False
    result: str = ""
    revision: int = 1


class StepInPlay(Row, table=True):
    """A step that the workshop is about, in the order of the journey."""

    __table_args__ = (UniqueConstraint("workshop_id", "step_id"),)

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)
    position: int


class Participant(Row, table=True):
    """Somebody with a pseudonym, and the hash of the code with which they come back."""

    __table_args__ = (
        UniqueConstraint("workshop_id", "pseudonym"),
        UniqueConstraint("workshop_id", "return_hash"),
        one_of("answer", Answer),
    )

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    pseudonym: str
    return_hash: str
    answer: str | None = None
    has_enough: bool = False


class Device(Row, table=True):
    """A browser that is known to be a participant's; of its token only the hash."""

    participant_id: int = Field(foreign_key="participant.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True)


class Turn(Row, table=True):
    """A step that was dealt to a participant; `done` are the kinds of cards that they were asked for and answered or
    skipped. `position` is its place in their own list: later puts it at the end."""

    __table_args__ = (UniqueConstraint("participant_id", "step_id"),)

    participant_id: int = Field(foreign_key="participant.id", ondelete="CASCADE", index=True)
    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE", index=True)
    position: int
    done: list[str] = Field(default_factory=list, sa_type=JSON)


class Card(Row, table=True):
    """What somebody wrote, word for word. `waiting` until it is revealed, then `shown`; `out` when it was taken out.

    `wording` is how the moderation says it, `split_from` the card whose text it shares because it said two things.
    A card without a step is not sorted yet. `covered`: the text may name a person and waits to be checked. `late`: it
    arrived after the workshop was closed. `form_key` makes it arrive once.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "form_key"),
        one_of("kind", CardKind),
        one_of("state", CardState),
        one_of("frequency", Frequency),
        one_of("certainty", Certainty),
        within("severity", 1, 3),
        within("priority", 1, 3),
        CheckConstraint("kind != 'worry' OR step_id IS NULL", name="worry_has_no_step"),
    )

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    item_id: int | None = Field(default=None, foreign_key="agenda_item.id", ondelete="SET NULL", index=True)
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL", index=True)
    kind: str
    text: str
    wording: str = ""
    needs_wording: bool = False
    split_from: int | None = Field(default=None, foreign_key="card.id", ondelete="SET NULL", index=True)
    severity: int | None = None
    frequency: str | None = None
    certainty: str | None = None
    priority: int | None = None
    state: str = "waiting"
    covered: bool = False
    late: bool = False
    reply: str = ""
    revision: int = 1
    form_key: str


class Authorship(Row, table=True):
    """Who wrote a card: kept apart, so that it can be dropped without touching the card. `rated`: they were asked what
    they think of it and went on, perhaps with „Weiß ich nicht“; nobody asks twice."""

    card_id: int = Field(foreign_key="card.id", ondelete="CASCADE", unique=True)
    participant_id: int = Field(foreign_key="participant.id", ondelete="CASCADE", index=True)
    rated: bool = False


class Question(Row, table=True):
    """A question or worry to the moderation, before or during the workshop, from nobody in particular."""

    __table_args__ = (UniqueConstraint("workshop_id", "form_key"),)

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    text: str
    answer: str = ""
    answered: bool = False
    ahead: bool = False
    covered: bool = False
    form_key: str


class Promise(Row, table=True):
    """One „Ich bin dabei“ before the workshop: only ever counted."""

    __table_args__ = (UniqueConstraint("workshop_id", "form_key"),)

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    form_key: str


class Mood(Row, table=True):
    """How somebody feels at the start and at the end, 1 (bad) to 5 (good); only ever shown from five answers on."""

    __table_args__ = (
        UniqueConstraint("participant_id", "moment"),
        one_of("moment", Moment),
        within("value", 1, 5),
    )

    participant_id: int = Field(foreign_key="participant.id", ondelete="CASCADE", index=True)
    moment: str
    value: int


class Deed(Row, table=True):
    """One change of the moderation to a card, with what was there before, so that it can be undone. `revision` is the
    card's after it: another one by now means that somebody went on from there. Of the time only the day is kept."""

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    card_id: int = Field(foreign_key="card.id", ondelete="CASCADE", index=True)
    name: str
    before: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    revision: int
    undone: bool = False
    done_on: date | None = Field(default_factory=lambda: now().date())


class Move(Row, table=True):
    """Something that the moderation did with the workshop as a whole, for the log; only the day is kept."""

    workshop_id: int = Field(foreign_key="workshop.id", ondelete="CASCADE", index=True)
    name: str
    done_on: date = Field(default_factory=lambda: now().date())
