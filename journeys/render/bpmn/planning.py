"""From a journey to the nodes and flows of its diagram."""

from collections.abc import Iterator

from journeys.domain.bpmn_written import POOL_OF, POOLS
from journeys.domain.document import END, Document, Journey, Need, PainPoint
from journeys.domain.flow import links
from journeys.domain.words import CHANNEL, KIND, NOTE_KIND, SEVERITY
from journeys.render.bpmn import phrases, telling
from journeys.render.bpmn.parts import Diagram, Message, Papers, Remark, Stage
from journeys.render.bpmn.pools import PoolPlan, Taken
from journeys.render.bpmn.tasks import NAME, Task, name_of, one_line, tasks_of
from journeys.render.text import shorten
from journeys.render.voice import Voice


def plan(document: Document, journey: Journey, number: int) -> Diagram:
    """The diagram of a journey, without places."""
    voice = telling.voice_of(document)
    taken = {step.id: tasks_of(step) for step in journey.steps()}
    lanes = {task.lane for tasks in taken.values() for task in tasks} or {"citizen"}
    title = name_of(journey.title) or voice.say(KIND[journey.kind])
    diagram = Diagram(
        number,
        f"{name_of(document.service.name) or document.id}: {title}",
        journey.id,
        _pool_names(document, voice, lanes),
        {lane: voice.say(phrases.LANE[lane]) for lane in phrases.LANE if lane in lanes},
        max(len(journey.steps()), 1),
    )
    for pool in diagram.pools:
        PoolPlan(diagram, pool, journey, taken, voice).add()
    _add_messages(diagram, journey, taken, voice)
    _add_notes(diagram, journey, taken, voice)
    diagram.stages += _stages(journey, voice, number)
    return diagram


def _pool_names(document: Document, voice: Voice, lanes: set[str]) -> dict[str, str]:
    names = {
        "citizen": voice.say(phrases.LANE["citizen"]),
        "authority": name_of(document.service.authority) or voice.say(phrases.AUTHORITY),
        "third_party": voice.say(phrases.LANE["third_party"]),
    }
    return {pool: names[pool] for pool, own in POOLS.items() if lanes & set(own)}


_CARRIED = ("online", "app", "counter", "phone", "mail", "email")
"""Channels that something can pass over."""


def _add_messages(diagram: Diagram, journey: Journey, taken: Taken, voice: Voice) -> None:
    """What passes between the pools: within a step, from who has its title to the others; and where one step is done
    in pools that take no part in the next."""
    pairs: dict[tuple[str, str], tuple[str, bool]] = {}
    for step in journey.steps():
        home = next(POOL_OF[task.lane] for task in taken[step.id] if task.titled)
        said = voice.say(CHANNEL[step.channel]) if step.channel in _CARRIED else ""
        for pool in _pools(taken[step.id]):
            if pool != home:
                pairs[_facing(step.id, home, step.id, pool, taken)] = (said, True)
    for link in links(journey):
        if link.target != END:
            source, target = _pools(taken[link.source]), _pools(taken[link.target])
            if not set(source) & set(target):
                ends = _facing(link.source, source[-1], link.target, target[0], taken)
                pairs.setdefault(ends, ("", False))
    for n, ((source_task, target_task), (name, straight)) in enumerate(pairs.items(), 1):
        ref = f"message_{diagram.number}_{n}"
        diagram.messages.append(Message(ref, source_task, target_task, name, straight))


def _pools(tasks: list[Task]) -> list[str]:
    return list(dict.fromkeys(POOL_OF[task.lane] for task in tasks))


def _facing(ref: str, pool: str, other: str, other_pool: str, taken: Taken) -> tuple[str, str]:
    """The tasks of two steps in two pools that face one another: the last of the upper pool, the first of the lower."""
    downward = list(POOLS).index(pool) < list(POOLS).index(other_pool)
    lanes = [task.lane for task in taken[ref] if POOL_OF[task.lane] == pool]
    others = [task.lane for task in taken[other] if POOL_OF[task.lane] == other_pool]
    here, there = (lanes[-1], others[0]) if downward else (lanes[0], others[-1])
    return f"{here}_{ref}", f"{there}_{other}"


def _add_notes(diagram: Diagram, journey: Journey, taken: Taken, voice: Voice) -> None:
    """Documents beside the citizen's task, else that with the title; notes beside the same."""
    for step in journey.steps():
        lanes = {task.lane: task.titled for task in taken[step.id]}
        lane = "citizen" if "citizen" in lanes else next(lane for lane, titled in lanes.items() if titled)
        task = f"{lane}_{step.id}"
        papers = [name for name in map(one_line, step.documents) if name]
        if papers:
            diagram.papers.append(
                Papers(f"papers_{step.id}", shorten(", ".join(papers), NAME), len(papers) > 1, task, step.id)
            )
        notes: tuple[PainPoint | Need, ...] = (*step.pain_points, *step.needs)
        for note in notes:
            pain = isinstance(note, PainPoint)
            text = f"{_kind_of(note, voice)}: {one_line(note.text)}"
            diagram.remarks.append(Remark(f"note_{note.id}", text, task, note.id, pain))


def _kind_of(note: PainPoint | Need, voice: Voice) -> str:
    if not isinstance(note, PainPoint):
        return voice.say(NOTE_KIND["need"])
    kind = voice.say(NOTE_KIND["pain_point"])
    return f"{kind} ({voice.say(SEVERITY[note.severity])})" if note.severity else kind


def _stages(journey: Journey, voice: Voice, number: int) -> Iterator[Stage]:
    first = 0
    for n, phase in enumerate(journey.phases, 1):
        if phase.steps:
            name = name_of(phase.name) or voice.say(phrases.PHASE, number=n)
            yield Stage(f"phase_{number}_{n}", name, first, first + len(phase.steps))
        first += len(phase.steps)
