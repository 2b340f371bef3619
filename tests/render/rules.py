"""What must hold for every page of the layout model, whatever it shows. Each rule returns what breaks it."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from journeys.render.dot import boxes_of
from journeys.render.lettering import LEADING
from journeys.render.letters import advance
from journeys.render.picture import Box, Page, Point, Rect
from journeys.render.style import STYLES

HAIR = 0.05


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
    """What a text claims: its shape where that is drawn, else its letters."""
    return letters(box) if box.shape == "none" else box.rect


def texts(page: Page) -> list[Box]:
    return [box for box in boxes_of(page) if box.lines]


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


def crossed(page: Page) -> list[tuple[str, str]]:
    """Lines and curves that run through a text that is not their own."""
    boxes = [(extent(box), box.id) for box in texts(page)]
    found = []
    for line in page.lines:
        own = {line.source, line.target}
        for start, end in pairwise(line.points):
            found += [
                (line.id, name) for rect, name in boxes if name not in own and touches(start, end, rect)
            ]
    for curve in page.curves:
        others = [
            (rect, box.id)
            for box in texts(page)
            if not box.style.startswith("mood_point")
            for rect in [extent(box)]
        ]
        for (x, y), (to_x, to_y) in pairwise(curve.points):
            sweep = Rect(x, min(y, to_y), to_x - x, abs(to_y - y))
            found += [(curve.id, name) for rect, name in others if rect.overlaps(sweep, HAIR)]
    return found


def touches(start: Point, end: Point, rect: Rect) -> bool:
    """Whether an upright or level piece enters the rectangle."""
    low_x, high_x = sorted((start[0], end[0]))
    low_y, high_y = sorted((start[1], end[1]))
    return (
        low_x < rect.right - HAIR
        and rect.x + HAIR < high_x
        and low_y < rect.bottom - HAIR
        and rect.y + HAIR < high_y
        if low_x < high_x and low_y < high_y
        else low_x < rect.right - HAIR
        and rect.x + HAIR < high_x + HAIR / 2
        and low_y < rect.bottom - HAIR
        and rect.y + HAIR < high_y + HAIR / 2
    )


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
    """Lines whose ends name no box, or do not lie on its edge."""
    by_id = {box.id: box for box in boxes_of(page)}
    found = []
    for line in page.lines:
        for end, point in ((line.source, line.points[0]), (line.target, line.points[-1])):
            if end is not None and (end not in by_id or not on_edge(point, by_id[end].rect)):
                found.append(line.id)
    return found


def on_edge(point: Point, rect: Rect) -> bool:
    x, y = point
    inside = Rect(x, y, 0, 0)
    near = min(abs(x - rect.x), abs(x - rect.right), abs(y - rect.y), abs(y - rect.bottom))
    return rect.holds(inside, 0.5) and near < 0.5


def broken(page: Page) -> Iterator[str]:
    """Every rule that the page breaks, with what breaks it."""
    for rule in (outgrown, outside, overlapping, crossed, doubled, unstyled, dangling):
        if found := rule(page):
            yield f"{rule.__name__}: {list(found)[:5]}"
