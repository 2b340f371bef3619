"""What our BPMN files say about themselves: which element stood for what, and what it said when it was written.

The record stands as JSON in the extension of each collaboration. With it a changed model is told from an old one: the
rest of the document comes from the journey document that the file holds.
"""

from pydantic import BaseModel, ConfigDict

NAMESPACE = "urn:buergerreise:journeys:bpmn:1"
"""Ours, in files of BPMN: whatever of the document BPMN has no place for."""


POOLS: dict[str, tuple[str, ...]] = {
    "citizen": ("citizen",),
    "authority": ("frontstage", "backstage", "systems"),
    "third_party": ("third_party",),
}
"""The pools of our diagrams from top to bottom, and their lanes."""
POOL_OF = {lane: pool for pool, lanes in POOLS.items() for lane in lanes}


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class WrittenPart(_Record):
    """A task, waiting time or data object: the field of a step whose text its name was. A `titled` task was named by
    the step's title and shows the field only in words beside it."""

    step: str
    field: str = ""
    titled: bool = False
    said: str = ""
    lane: str = ""


class WrittenNote(_Record):
    note: str
    said: str


class WrittenFlow(_Record):
    """A sequence flow between two of our elements; `links` are the links of the journey that it carried."""

    source: str
    target: str
    said: str = ""
    links: tuple[tuple[str, str], ...] = ()


class Written(_Record):
    """All of one diagram, by the id of the element."""

    journey: str
    lanes: dict[str, str] = {}
    parts: dict[str, WrittenPart] = {}
    notes: dict[str, WrittenNote] = {}
    flows: dict[str, WrittenFlow] = {}
