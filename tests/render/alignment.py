"""What must hold for the grid that a picture stands on: lanes and columns are aligned, and ways lead where they say.

Like `rules`, each function returns what breaks it. All are measured on the model, in points.
"""

from collections.abc import Iterator
from itertools import pairwise

from journeys.domain.document import Journey
from journeys.domain.flow import links
from journeys.render.dot import boxes_of
from journeys.render.picture import Band, Box, Page, Rect
from tests.render.rules import HAIR, extent

PIXEL = 0.01
_BESIDE = 2.1
"""Points that a column is wider than its title, at either side."""


def ragged(page: Page) -> list[str]:
    """Lanes that do not begin and end with their band, or lie over one another; bands that do not begin together."""
    found = []
    for band in page.bands:
        for lane in band.lanes:
            if not (_same(lane.rect.x, band.rect.x) and _same(lane.rect.width, band.rect.width)):
                found.append(lane.id)
        found += [
            lower.id for upper, lower in pairwise(band.lanes) if lower.rect.y < upper.rect.bottom - PIXEL
        ]
    found += [f"band {band.first}" for band in page.bands if not _same(band.rect.x, page.bands[0].rect.x)]
    return found


def unlike(page: Page) -> list[str]:
    """Bands whose lanes come in another order than those of the band above."""
    orders = [[lane.key for lane in band.lanes] for band in page.bands]
    return [
        f"{above} / {below}"
        for above, below in pairwise(orders)
        if [kind for kind in above if kind in below] != [kind for kind in below if kind in above]
    ]


def stepped(page: Page) -> Iterator[tuple[Band, Box]]:
    """The boxes of steps, with their band."""
    boxes = [box for box in boxes_of(page) if box.step is not None]
    for band in page.bands:
        yield from ((band, box) for box in boxes if _is_in(band, box.rect))


def _is_in(band: Band, rect: Rect) -> bool:
    return band.rect.y <= rect.y + rect.height / 2 <= band.rect.bottom


def astray(page: Page) -> list[str]:
    """Boxes of steps that stand in no lane, or reach into a second one."""
    return [
        box.id
        for band, box in stepped(page)
        if not any(lane.rect.holds(extent(box), HAIR) for lane in band.lanes)
    ]


def uneven(page: Page) -> list[str]:
    """Cells of a lane that do not begin and end at the same height in all columns."""
    found = []
    for band in page.bands:
        for lane in band.lanes:
            cells = [b for some, b in stepped(page) if some is band and b.style.startswith("cell")]
            here = [box.rect for box in cells if lane.rect.holds(box.rect, HAIR)]
            if any(not (_same(r.y, here[0].y) and _same(r.bottom, here[0].bottom)) for r in here):
                found.append(lane.id)
    return found


def askew(page: Page) -> list[str]:
    """Steps whose title does not stand on the grid of columns that all bands share, and boxes that leave the column of
    their step."""
    boxes = [box for _, box in stepped(page)]
    titles = {box.step: box.rect for box in boxes if box.id.startswith("title-")}
    lefts = sorted({round(rect.x, 3) for rect in titles.values()})
    wide = max((rect.width for rect in titles.values()), default=1.0)
    pitch = min((right - left for left, right in pairwise(lefts)), default=wide)
    found = [f"column at {left}" for left in lefts if not _is_whole((left - lefts[0]) / pitch)]
    found += [f"columns {pitch} apart"] if pitch < wide else []
    for box in boxes:
        column, said = titles.get(box.step), extent(box)
        if column and not (column.x - _BESIDE <= said.x and said.right <= column.right + _BESIDE):
            found.append(box.id)
    return found


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < PIXEL


def misled(page: Page, journey: Journey) -> list[str]:
    """Ways that do not begin at a box of their step, or whose arrow does not end at one of the step they lead to."""
    step_of = {box.id: box.step for box in boxes_of(page)}
    found = []
    for n, link in enumerate(links(journey)):
        for line in page.lines:
            if line.id == f"link-{n}" and (
                not line.arrow
                or step_of.get(line.source or "") != link.source
                or step_of.get(line.target or "") != link.target
            ):
                found.append(line.id)
    return found


def crooked(page: Page) -> Iterator[str]:
    """Every rule of the grid that the page breaks, with what breaks it."""
    for rule in GRID_RULES:
        if found := rule(page):
            yield f"{rule.__name__}: {found[:5]}"


def _same(one: float, other: float) -> bool:
    return abs(one - other) < PIXEL


GRID_RULES = (ragged, unlike, astray, uneven, askew)
