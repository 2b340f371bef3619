"""What must hold for every page of the layout model, whatever it shows. Each rule returns what breaks it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from journeys.render.dot import ARROW, boxes_of
from journeys.render.lettering import LEADING
from journeys.render.letters import advance
from journeys.render.picture import Box, Line, Page, Point, Rect
from journeys.render.style import STYLES

HAIR = 0.05
APART = 3.0
"""Points that two lines keep from one another where they run side by side."""
_STRIP = 40.0
_READABLE = 5.2
"""Points of a step's title on a sheet that is not made smaller than can be read."""


def width_of(box: Box) -> float:
    return max((advance(line, box.size, box.bold) for line in box.lines), default=0.0)


def letters(box: Box) -> Rect:
    """The rectangle that the box's lines cover."""
    width, height = width_of(box), len(box.lines) * box.size * LEADING
    free = box.rect.height - height
    y = box.rect.y + (min(box.pad, free / 2) if box.valign == "top" else free / 2)
    x = {
        "left": box.rect.x + box.pad,
        "center": box.rect.x + (box.rect.width - width) / 2,
        "right": box.rect.right - box.pad - width,
    }[box.align]
    return Rect(x, y, width, height)


def extent(box: Box) -> Rect:
    """What a text or sign claims: its shape where that is drawn, else its letters."""
    return letters(box) if box.shape == "none" else box.rect


def texts(page: Page) -> list[Box]:
    return [box for box in boxes_of(page) if box.lines]


class Ground:
    """Boxes by where they lie, so that asking who is near does not mean to ask all."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._strips: dict[int, list[tuple[Rect, Box]]] = {}
        for box in boxes:
            rect = extent(box)
            for strip in range(int(rect.y // _STRIP), int(rect.bottom // _STRIP) + 1):
                self._strips.setdefault(strip, []).append((rect, box))

    def near(self, top: float, bottom: float) -> Iterator[tuple[Rect, Box]]:
        for strip in range(int(top // _STRIP), int(bottom // _STRIP) + 1):
            yield from self._strips.get(strip, ())


def outgrown(page: Page) -> list[str]:
    """Boxes that their text does not fit."""
    return [box.id for box in texts(page) if not box.rect.holds(letters(box), HAIR)]


def outside(page: Page) -> list[str]:
    """Boxes and lines that leave the page."""
    paper = Rect(0, 0, page.width, page.height)
    boxes = [
        box.id
        for box in boxes_of(page)
        if not paper.holds(box.rect, HAIR) or not paper.holds(letters(box), HAIR)
    ]
    spots = [(line.id, point) for line in (*page.lines, *page.curves) for point in line.points]
    return boxes + [name for name, (x, y) in spots if not paper.holds(Rect(x, y, 0, 0), HAIR)]


def overlapping(page: Page) -> list[tuple[str, str]]:
    """Pairs of texts that share an area."""
    placed = sorted(((extent(box), box.id) for box in texts(page)), key=lambda p: (p[0].y, p[1]))
    found: list[tuple[str, str]] = []
    open_: list[tuple[Rect, str]] = []
    for rect, name in placed:
        open_ = [(r, other) for r, other in open_ if r.bottom > rect.y + HAIR]
        found += ((other, name) for r, other in open_ if r.overlaps(rect, HAIR))
        open_.append((rect, name))
    return found


def covered(page: Page) -> list[tuple[str, str]]:
    """Texts and the signs without words (cards, icons, bars) that reach into them: a card holds its text whole."""
    ground = Ground(box for box in boxes_of(page) if not box.lines and box.shape != "none")
    found = []
    for box in texts(page):
        said = extent(box)
        found += [
            (sign.id, box.id)
            for rect, sign in ground.near(said.y, said.bottom)
            if rect.overlaps(said, HAIR) and not rect.holds(said, HAIR)
        ]
    return found


DRAWN_ON = {"icon", "tick"}
"""Strokes that make a sign, on a card of their own."""


def crossed(page: Page) -> list[tuple[str, str]]:
    """Lines and curves that run through a text or sign that is not their own; moods meet their scale in points."""
    boxes = [box for box in boxes_of(page) if box.lines or (box.shape != "none" and not _is_card(box))]
    boxes = [box for box in boxes if box.lines or not box.style.startswith(("mood_point", "joint"))]
    ground, found = Ground(boxes), set()
    for line in page.lines:
        if line.style not in DRAWN_ON:
            for start, end in pairwise(line.points):
                low, high = sorted((start[1], end[1]))
                for rect, box in ground.near(low, high):
                    if box.id not in (line.source, line.target) and inside(start, end, rect) > HAIR:
                        found.add((line.id, box.id))
    for curve in page.curves:
        for (x, y), (to_x, to_y) in pairwise(curve.points):
            sweep = Rect(x, min(y, to_y), to_x - x, abs(to_y - y))
            for rect, box in ground.near(sweep.y, sweep.bottom):
                if not box.style.startswith("mood_point") and rect.overlaps(sweep, HAIR):
                    found.add((curve.id, box.id))
    return sorted(found)


def _is_card(box: Box) -> bool:
    """A card's text is a box of its own."""
    return box.id.startswith("card.")


def inside(start: Point, end: Point, rect: Rect) -> float:
    """How many points of the piece from `start` to `end` lie within the rectangle (Liang and Barsky's clipping)."""
    way = (end[0] - start[0], end[1] - start[1])
    enter, leave = 0.0, 1.0
    edges = (
        (-way[0], start[0] - rect.x - HAIR),
        (way[0], rect.right - HAIR - start[0]),
        (-way[1], start[1] - rect.y - HAIR),
        (way[1], rect.bottom - HAIR - start[1]),
    )
    for rate, room in edges:
        if rate == 0:
            if room <= 0:
                return 0.0
        elif rate < 0:
            enter = max(enter, room / rate)
        else:
            leave = min(leave, room / rate)
    return max(leave - enter, 0.0) * (way[0] ** 2 + way[1] ** 2) ** 0.5


def doubled(page: Page) -> list[str]:
    """Ids given twice."""
    ids = [thing.id for thing in (*boxes_of(page), *page.lines, *page.curves)]
    notes = [f"note {box.note}" for box in boxes_of(page) if box.note]
    return [name for name, n in Counter([*ids, *notes]).items() if n > 1]


def unstyled(page: Page) -> set[str]:
    """Styles that no table knows."""
    lanes = {lane.style for band in page.bands for lane in band.lanes}
    drawn = {thing.style for thing in (*boxes_of(page), *page.lines, *page.curves)}
    return (lanes | drawn) - STYLES.keys()


def dangling(page: Page) -> list[str]:
    """Lines whose ends name no box, or do not lie on its edge, or that run through the box they leave or reach."""
    by_id = {box.id: box for box in boxes_of(page)}
    found = []
    for line in page.lines:
        for end, point in ((line.source, line.points[0]), (line.target, line.points[-1])):
            if end is None:
                continue
            rect = by_id[end].rect if end in by_id else None
            if rect is None or not on_edge(point, rect):
                found.append(line.id)
            elif any(inside(*piece, rect) > HAIR for piece in pairwise(line.points)):
                found.append(f"{line.id} through {end}")
    return found


def on_edge(point: Point, rect: Rect) -> bool:
    x, y = point
    inside = Rect(x, y, 0, 0)
    near = min(abs(x - rect.x), abs(x - rect.right), abs(y - rect.y), abs(y - rect.bottom))
    return rect.holds(inside, 0.5) and near < 0.5


def blunt(page: Page) -> list[str]:
    """Arrows whose last piece is too short for their head. One lane that is higher than a whole sheet makes the sheet's
    drawing very small, and the pieces with it: there the head may take more of its piece."""
    titles = [box.size for box in page.boxes if box.style == "step"]
    least = ARROW * min(1.0, min(titles, default=_READABLE) / _READABLE)
    found = []
    for line in page.lines:
        (x, y), (to_x, to_y) = line.points[-2:]
        if line.arrow and abs(to_x - x) + abs(to_y - y) < least:
            found.append(line.id)
    return found


def merged(page: Page) -> list[tuple[str, str]]:
    """Pairs of ways that run along one another, so that the eye cannot keep them apart."""
    found = []
    for upright in (False, True):
        open_: list[tuple[float, float, float, str]] = []
        for at, low, high, name in sorted(_pieces(page, upright)):
            open_ = [other for other in open_ if at - other[0] < APART * 0.7]
            for _, other_low, other_high, other in open_:
                if other != name and min(high, other_high) - max(low, other_low) > APART:
                    found.append((other, name))
            open_.append((at, low, high, name))
    return found


def _pieces(page: Page, upright: bool) -> Iterator[tuple[float, float, float, str]]:
    """The upright or level pieces of all ways: where they lie across, and from where to where they run."""
    across, along = (0, 1) if upright else (1, 0)
    for line in page.lines:
        if line.source is not None:
            for start, end in pairwise(line.points):
                if start[across] == end[across]:
                    low, high = sorted((start[along], end[along]))
                    yield start[across], low, high, _bundle(line)


def _bundle(line: Line) -> str:
    """Lines of a comparison that lead to one step run together on purpose, and a joint says where they meet."""
    return f"to {line.target}" if line.style == "replaces" else line.id


def broken(page: Page) -> Iterator[str]:
    """Every rule that the page breaks, with what breaks it."""
    for rule in RULES:
        if found := rule(page):
            yield f"{rule.__name__}: {list(found)[:5]}"


RULES = (
    outgrown,
    outside,
    overlapping,
    covered,
    crossed,
    doubled,
    unstyled,
    dangling,
    blunt,
    merged,
)
