"""Draws the links of a band into the blueprint: arrows in the gutter, tracks over the boxes, marks to other bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from journeys.domain.document import END
from journeys.domain.flow import Link
from journeys.render.canvas import Canvas
from journeys.render.grid import Stretch
from journeys.render.picture import Box, Line, Rect
from journeys.render.ports import Arc, Stack
from journeys.render.routing import Marks, Routed, Track, route
from journeys.render.scene import Scene
from journeys.render.text import Passage
from journeys.render.ways import LONGEST, Way, Ways, is_back, mark_words, said, said_from, ways

LABEL_SIZE = 7.0


@dataclass(frozen=True)
class Flow:
    """The links of one band with everything that runs over its boxes placed."""

    scene: Scene
    stretch: Stretch
    ways: Ways
    routed: Routed

    @property
    def height(self) -> float:
        """Points that the channel takes above the boxes."""
        return self.routed.height + 5 if self.routed.height else 0.0


def plan_flow(scene: Scene, stretch: Stretch) -> Flow:
    """Find a place for every link; one whose words find none becomes a pair of marks."""
    found = ways(scene, stretch)
    while True:
        arcs = [
            Arc(w.number, w.source, w.target, (w.link.condition or "").strip())
            for w in found.arcs
            if w.source is not None and w.target is not None
        ]
        stacks = _stacks(scene, stretch, found.marks)
        routed = route(stretch, arcs, stacks, partial(_label_words, scene))
        if not routed.rejected:
            return Flow(scene, stretch, found, routed)
        gone = {arc.number for arc in routed.rejected}
        found = Ways(
            found.straight,
            tuple(way for way in found.arcs if way.number not in gone),
            (*found.marks, *(way for way in found.arcs if way.number in gone)),
        )


def _label_words(scene: Scene, text: str, width: float) -> Passage:
    """Words of a condition or mark."""
    return scene.set(text, width, LABEL_SIZE, limit=LONGEST)


def _stacks(scene: Scene, stretch: Stretch, marks: Sequence[Way]) -> list[Stack]:
    out = []
    for column, _, _ in stretch.steps():
        sources = _sources(scene, marks, column)
        going = tuple(mark_words(scene, w.link) for w in marks if w.source == column)
        if sources or going:
            out.append(Stack(column, f"{', '.join(map(str, sources))} →" if sources else "", going))
    return out


def _sources(scene: Scene, marks: Sequence[Way], column: int) -> list[int]:
    return sorted({scene.numbers[w.link.source] for w in marks if w.target == column})


def draw_flow(canvas: Canvas, flow: Flow, boxes: dict[int, Box], top: float) -> None:
    """Draw all of it over `boxes` (by column), whose tops lie at or below `top`."""
    by_number = {way.number: way for way in (*flow.ways.straight, *flow.ways.arcs)}
    for way in flow.ways.straight:
        _draw_straight(canvas, flow.scene, way, boxes)
    for track in flow.routed.tracks:
        _draw_track(canvas, flow.scene, by_number[track.arc.number].link, track, boxes, top)
    for marks in flow.routed.marks:
        _draw_incoming(canvas, flow, marks, boxes[marks.stack.column], top)
        _draw_outgoing(canvas, flow, marks, boxes[marks.stack.column], top)


def _draw_straight(canvas: Canvas, scene: Scene, way: Way, boxes: dict[int, Box]) -> None:
    source, target = boxes[way.source or 0], boxes[way.target or 0]
    y = source.rect.y + source.rect.height / 2
    points = ((source.rect.right, y), (target.rect.x, y))
    canvas.use("flow")
    canvas.lines.append(
        Line(f"link-{way.number}", "flow", points, True, source.id, target.id, said(scene, way.link))
    )


def _draw_track(
    canvas: Canvas, scene: Scene, link: Link, track: Track, boxes: dict[int, Box], top: float
) -> None:
    source, target = boxes[track.arc.source], boxes[track.arc.target]
    back = is_back(scene.numbers, link)
    style = "back" if back else "flow"
    canvas.use(style)
    y = top - track.height
    label = None
    if track.label and track.words:
        r = track.label
        label = Box(
            f"condition-{track.arc.number}",
            "condition_back" if back else "condition",
            Rect(r.x, top - r.bottom, r.width, r.height),
            track.words.lines,
            track.words.whole,
            said(scene, link),
            LABEL_SIZE,
            align="center",
            shape="none",
        )
        if track.words.cut:
            canvas.whole[(said(scene, link).split(",")[0], track.words.whole)] = None
    points = ((track.x, source.rect.y), (track.x, y), (track.to_x, y), (track.to_x, target.rect.y))
    canvas.lines.append(
        Line(f"link-{track.arc.number}", style, points, True, source.id, target.id, said(scene, link), label)
    )


def _draw_incoming(canvas: Canvas, flow: Flow, marks: Marks, box: Box, top: float) -> None:
    sources = _sources(flow.scene, flow.ways.marks, marks.stack.column)
    for words, r in marks.incoming:
        place = Rect(r.x, top - r.bottom, r.width, r.height)
        key = f"in-{flow.stretch.number}-{marks.stack.column}"
        first = next(s for s, n in flow.scene.numbers.items() if n == sources[0])
        mark = canvas.write(
            key,
            "connector_in",
            place,
            words,
            title=said_from(flow.scene, sources),
            align="center",
            shape="rounded",
            link=f"#step-{first}",
        )
        canvas.use("mark")
        points = ((marks.x_in, place.bottom), (marks.x_in, box.rect.y))
        canvas.lines.append(Line(f"{key}.line", "flow", points, True, mark.id, box.id))


def _draw_outgoing(canvas: Canvas, flow: Flow, marks: Marks, box: Box, top: float) -> None:
    going = [way for way in flow.ways.marks if way.source == marks.stack.column]
    for n, (way, (words, r)) in enumerate(zip(reversed(going), marks.outgoing, strict=True)):
        place = Rect(r.x, top - r.bottom, r.width, r.height)
        mark = draw_mark(canvas, flow.scene, way, words, place)
        if n == 0:
            points = ((marks.x_out, box.rect.y), (marks.x_out, place.bottom))
            canvas.lines.append(Line(f"{mark.id}.line", "flow", points, False, box.id, mark.id))


def draw_mark(canvas: Canvas, scene: Scene, way: Way, words: Passage, place: Rect) -> Box:
    """A mark that says where a way leads, and is a link to there."""
    link = way.link
    back = is_back(scene.numbers, link)
    style = "end" if link.target == END else "connector_back" if back else "connector"
    canvas.use("end" if link.target == END else "mark")
    return canvas.write(
        f"out-{way.number}",
        style,
        place,
        words,
        title=said(scene, link),
        align="center",
        shape="rounded",
        link=None if link.target == END else f"#step-{link.target}",
    )
