"""What a BPMN diagram of a journey is made of, before it has places: pools, nodes, flows, messages, data, notes."""

from dataclasses import dataclass, field

from journeys.domain.bpmn_written import POOL_OF, POOLS


@dataclass(frozen=True)
class Node:
    """Something that flows lead through. `slot` is its place within the column of its step: start, join, task, wait,
    split, end. `field` is the field of the step whose text its name is, `titled` says that it is the step's title."""

    id: str
    tag: str
    name: str
    lane: str
    column: int
    slot: str
    step: str = ""
    field: str = ""
    titled: bool = False
    documentation: str = ""
    duration: str = ""
    raised: bool = False

    @property
    def pool(self) -> str:
        return POOL_OF[self.lane]


@dataclass(frozen=True)
class Flow:
    """A way within a pool. `conditional` ones say their name as a condition too; `links` are the links of the journey
    that it was made of, as pairs of ids."""

    id: str
    source: str
    target: str
    name: str = ""
    conditional: bool = False
    default: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Message:
    """Something that passes between two pools. One between tasks of the same step goes straight."""

    id: str
    source: str
    target: str
    name: str
    straight: bool


@dataclass(frozen=True)
class Papers:
    """The documents of a step, drawn as one data object beside a task."""

    id: str
    name: str
    several: bool
    task: str
    step: str


@dataclass(frozen=True)
class Remark:
    """A pain point or need, drawn as an annotation on a task."""

    id: str
    text: str
    task: str
    note: str
    pain: bool


@dataclass(frozen=True)
class Stage:
    """A phase that has steps: the columns it goes over, from the first to the one behind its last."""

    id: str
    name: str
    first: int
    end: int


@dataclass
class Diagram:
    """All of one journey. Nodes are in the order of their columns, pool by pool."""

    number: int
    name: str
    journey: str
    pools: dict[str, str]
    lanes: dict[str, str]
    columns: int
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    papers: list[Papers] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)

    def lanes_of(self, pool: str) -> list[str]:
        """The lanes of a pool that are there, from top to bottom."""
        return [lane for lane in POOLS[pool] if lane in self.lanes]

    def nodes_of(self, pool: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.pool == pool]

    def flows_of(self, pool: str) -> list[Flow]:
        return [flow for flow in self.flows if self.nodes[flow.source].pool == pool]
