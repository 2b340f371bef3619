"""Some steps of a phase as a table: a column for each step, a row for each lane of the blueprint."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import CHANNEL, Words
from journeys.render.blueprint import BACKSTAGE, CITIZEN, FRONTSTAGE, SYSTEMS
from journeys.render.cells import TIME, TOUCHPOINT, WAITING, WORKING
from journeys.render.heads import STEP
from journeys.render.slides.setting import SMALLEST, filled_paras, height, para
from journeys.render.slides.topic import Topic
from journeys.render.slides.values import BODY, Cell, Inset, Paras, Row, Table
from journeys.render.voice import filled

HEAD = 112.0
PAD = Inset(6.0, 4.0, 6.0, 4.0)
_TITLE, _LIST = 120, 300
_SEPARATOR = " · "


class _Lane(NamedTuple):
    name: Words
    style: str
    texts: Callable[[Topic, Step], tuple[str, ...]]
    rule: str = ""
    always: bool = True


def _touchpoint(topic: Topic, step: Step) -> tuple[str, ...]:
    channel = topic.say(CHANNEL[step.channel]) if step.channel else ""
    return (_SEPARATOR.join(filter(None, (channel, filled(step.touchpoint)))),)


def _times(topic: Topic, step: Step) -> tuple[str, ...]:
    spans = ((WAITING, step.waiting_time), (WORKING, step.processing_time))
    return tuple(f"{topic.say(name)}: {span.text}" for name, span in spans if span and filled(span.text))


_LANES = (
    _Lane(TOUCHPOINT, "lane_plain", _touchpoint),
    _Lane(CITIZEN, "lane_citizen", lambda topic, step: (filled(step.citizen_action),), "separator"),
    _Lane(FRONTSTAGE, "lane_frontstage", lambda topic, step: (filled(step.frontstage),), "separator_strong"),
    _Lane(BACKSTAGE, "lane_backstage", lambda topic, step: (filled(step.backstage),), "separator"),
    _Lane(SYSTEMS, "lane_systems", lambda topic, step: (", ".join(filter(None, step.support_systems)),)),
    _Lane(TIME, "wait", _times, always=False),
)
"""As in the blueprint, and under them its lines of interaction and visibility."""


def step_table(topic: Topic, steps: Sequence[Step], size: float) -> Table:
    """The table as wide as a slide, its letters `size` points high, those of the heads a little higher."""
    width = (BODY.width - HEAD) / len(steps)
    rows = [_head(topic, steps, width, size)]
    for lane in _LANES:
        texts = [tuple(filter(None, lane.texts(topic, step))) for step in steps]
        if lane.always or any(texts):
            rows.append(_row(topic, lane, texts, width, size))
    titles = "; ".join(f"{topic.scene.numbers[step.id]}. {step.title}"[:_TITLE] for step in steps)
    return Table(BODY.x, BODY.y, (HEAD, *[width] * len(steps)), tuple(rows), titles)


def _head(topic: Topic, steps: Sequence[Step], width: float, size: float) -> Row:
    cells = [(para(topic.say(STEP), size, bold=True, style="phase"),)]
    for step in steps:
        name = f"{topic.scene.numbers[step.id]}. {step.title}"
        cells.append((para(name, size + 1.0, bold=True, style="phase", limit=_TITLE),))
    return Row(_tall(cells, width), tuple(Cell(paras, "phase") for paras in cells))


def _row(topic: Topic, lane: _Lane, texts: Sequence[tuple[str, ...]], width: float, size: float) -> Row:
    name = para(topic.say(lane.name), max(size - 1.0, SMALLEST), bold=True, limit=80)
    cells: list[Paras] = [(name,)]
    for said in texts:
        each = _LIST // max(len(said), 1)
        cells.append(filled_paras(*(para(text, size, limit=each) for text in said)))
    return Row(_tall(cells, width), tuple(Cell(paras, lane.style) for paras in cells), lane.rule)


def _tall(cells: Sequence[Paras], width: float) -> float:
    """The height of the highest cell of a row; the first one is the head's."""
    free = [HEAD, *[width] * (len(cells) - 1)]
    texts = [height(paras, wide - PAD.left - PAD.right) for paras, wide in zip(cells, free, strict=True)]
    return max(texts) + PAD.top + PAD.bottom
