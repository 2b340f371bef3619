"""What else a step may say: what it costs, how it goes for further personas, what stands in the journey's own lanes."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from journeys.domain import document
from journeys.domain.rows import Changes, Rows
from journeys.domain.sharing import shared
from journeys.domain.tables import AsJson, Item, Part, within

COST_FIELDS = ("text", "value", "unit")


class Cost(Part, table=True):
    """What a step costs, per case."""

    __table_args__ = (UniqueConstraint("step_id"),)

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE")
    text: str
    value: int | float | str | None = Field(default=None, sa_type=AsJson)
    unit: str | None = None


class StepMood(Part, table=True):
    """How a step goes for one of the further personas; it goes with the persona."""

    __table_args__ = (UniqueConstraint("step_id", "persona_id"), within("emotion", -2, 2))

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE")
    persona_id: int = Field(foreign_key="persona.id", ondelete="CASCADE", index=True)
    emotion: int


class LaneText(Part, table=True):
    """What a step says in one of its journey's own lanes; with a deleted lane it rests."""

    __table_args__ = (UniqueConstraint("step_id", "lane_id"),)

    step_id: int = Field(foreign_key="step.id", ondelete="CASCADE")
    lane_id: int = Field(foreign_key="lane.id", ondelete="CASCADE", index=True)
    text: str


def cost(step: Item, rows: Rows) -> document.Fact | None:
    """What the step costs."""
    found = rows.of(Cost, "step_id", step)
    if not found:
        return None
    return shared(
        document.Fact, **rows.fields(found[0], COST_FIELDS), sources=rows.cited("cost_id", found[0])
    )


def take_cost(step: Item, value: document.Fact | None, records: Changes) -> None:
    """Make the step cost this."""
    if cost(step, records) == value:
        return
    records.drop(records.of(Cost, "step_id", step))
    if value is not None:
        records.session.flush()  # the old one is gone before the new one comes
        row = Cost(service_id=step.service_id, step_id=step.id, text=value.text)
        records.copy(value, row, COST_FIELDS)
        records.add(row)
        records.cite("cost_id", row, value.sources)


def moods(step: Item, rows: Rows) -> tuple[document.Mood, ...]:
    """The moods of further personas, in order."""
    found = ((rows.ref_of("personas", row.persona_id), row) for row in rows.of(StepMood, "step_id", step))
    return tuple(shared(document.Mood, persona=ref, emotion=row.emotion) for ref, row in found if ref)


def take_moods(step: Item, value: tuple[document.Mood, ...], records: Changes) -> None:
    """Make these the moods of further personas."""
    if moods(step, records) == value:
        return
    records.drop(records.of(StepMood, "step_id", step))
    records.session.flush()
    for n, mood in enumerate(value):
        persona_id = records.id_of("personas", mood.persona, f"moods[{n}].persona")
        assert persona_id is not None
        ids = {"service_id": step.service_id, "step_id": step.id, "persona_id": persona_id}
        records.add(StepMood(**ids, position=n, emotion=mood.emotion))


def in_lanes(step: Item, rows: Rows) -> tuple[document.LaneText, ...]:
    """What the step says in the lanes that are there, in order."""
    found = ((rows.ref_of("lanes", row.lane_id), row) for row in rows.of(LaneText, "step_id", step))
    return tuple(shared(document.LaneText, lane=ref, text=row.text) for ref, row in found if ref)


def take_in_lanes(step: Item, value: tuple[document.LaneText, ...], records: Changes) -> None:
    """Make the step say this in the lanes; what it says in a deleted one rests, until the lane is brought back."""
    if in_lanes(step, records) == value:
        return
    here = records.of(LaneText, "step_id", step)
    records.drop([row for row in here if records.ref_of("lanes", row.lane_id) is not None])
    records.session.flush()
    for n, said in enumerate(value):
        lane_id = records.id_of("lanes", said.lane, f"in_lanes[{n}].lane")
        assert lane_id is not None
        ids = {"service_id": step.service_id, "step_id": step.id, "lane_id": lane_id}
        records.add(LaneText(**ids, position=n, text=said.text))
