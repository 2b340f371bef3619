"""Puts bands on paper, sheet by sheet: one for each band, more where a band or its list is too high."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, COLUMNS, Plan, Row, Stretch, stretches
from journeys.render.legend import draw_legend
from journeys.render.note_list import Entry, draw_list
from journeys.render.pages import MARGIN, Pages, page_of
from journeys.render.parts import Part, Planner, band_of, bare_part, listed, with_list
from journeys.render.picture import Band
from journeys.render.scene import Scene, lanes_of, scene_of
from journeys.render.subject import Paper, Subject
from journeys.render.title_block import draw_title


class Sheet(NamedTuple):
    """A size of paper: width and height in points, the columns of a band, and how small a band may become before it is
    spread over several sheets: at most so far that its texts can still be read."""

    width: float
    height: float
    columns: int
    least: float
    least_with_list: float
    split: float

    @property
    def room(self) -> float:
        """Points between the margins."""
        return self.width - 2 * MARGIN


SHEETS: dict[Paper, Sheet] = {
    "a3": Sheet(1190.55, 841.89, COLUMNS, 0.7, 0.76, 0.85),
    "a4": Sheet(841.89, 595.28, 5, 0.64, 0.7, 0.72),
}
"""Landscape. What is printed on A4 is held in the hand: it may be a little smaller than what hangs on a wall."""
_WIDER = (1.0, 1.1, 1.2, 1.32, 1.45)
_USUAL_SYMBOLS = (
    "flow",
    "marker_1",
    "marker_2",
    "marker_3",
    "marker_need",
    "passing",
    "mark",
    "wait",
    "work",
)


class Sized(Protocol):
    """What takes room: a drawing with its size in points at scale 1."""

    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


class Room(NamedTuple):
    """What a sheet leaves between title block and legend: its height in points, its width by the sheet."""

    sheet: Sheet
    height: float

    @property
    def width(self) -> float:
        return self.sheet.room

    def less(self, height: float) -> "Room":
        """What is left under something so high."""
        return Room(self.sheet, self.height - height)

    def scale(self, part: Sized) -> float:
        """How large the part can stand here, at most as it is."""
        return min(1.0, self.height / part.height, self.width / part.width)


def paper_pages(subject: Subject, planner: Planner) -> Pages:
    """Sheets: one for each band, more where a band or its list is too high for one."""
    sheet, lanes = SHEETS[subject.paper or "a3"], lanes_of(subject)
    room = Room(sheet, _free(subject, sheet, _USUAL_SYMBOLS))
    parts = [
        part
        for stretch in stretches(subject, sheet.columns, even=True)
        for part in _parts(scene_of(subject, stretch, lanes), planner, stretch, room)
    ]
    whole: dict[tuple[str, str], None] = {}
    pages = []
    for n, part in enumerate(parts, start=1):
        page, band = _page(subject, sheet, part, n, len(parts))
        whole.update(page.whole)
        pages.append(page_of(subject, page, [band], sheet.width, sheet.height))
    return tuple(pages), tuple(whole)


def _page(subject: Subject, sheet: Sheet, part: Part, number: int, count: int) -> tuple[Canvas, Band]:
    page = Canvas()
    title, title_height = draw_title(subject, sheet.room, number, count)
    legend, legend_height = draw_legend(subject, part.canvas.used, sheet.room)
    scale = Room(sheet, _free(subject, sheet, part.canvas.used)).scale(part)
    page.take(title, MARGIN, MARGIN)
    page.take(part.canvas, MARGIN, MARGIN + title_height, scale)
    page.take(legend, MARGIN, sheet.height - MARGIN - legend_height)
    return page, band_of(part, MARGIN, MARGIN + title_height, scale)


def _free(subject: Subject, sheet: Sheet, used: Collection[str]) -> float:
    """Points that a sheet leaves between title block and legend."""
    title = draw_title(subject, sheet.room, 1, 2)[1]
    return sheet.height - 2 * MARGIN - title - draw_legend(subject, used, sheet.room)[1] - 4


def _parts(scene: Scene, planner: Planner, stretch: Stretch, room: Room) -> Iterator[Part]:
    """What stands on each sheet of a band. High bands want wide columns, so several widths are tried: the one that
    lets everything stand largest on one sheet wins; when that is too small, the list gets sheets of its own."""
    plans = [planner(scene, stretch._replace(column=COLUMN * factor)) for factor in _WIDER]
    todo = listed(scene, plans[0])
    together = [one for plan in plans if (one := _together(scene, plan, todo, room))]
    if together:
        yield max(together, key=room.scale)
        return
    yield from _alone(scene, plans, room)
    yield from _list_parts(scene, plans[0], todo, room)


def _alone(scene: Scene, plans: Sequence[Plan], room: Room) -> Iterator[Part]:
    """The band without its list, on one sheet where it can be read there, else on several."""
    best = max((bare_part(scene, plan, plan.rows) for plan in plans), key=room.scale)
    if room.scale(best) >= room.sheet.least or not plans[0].splittable:
        yield best
        return
    fitting = [plan for plan in plans if plan.stretch.width * room.sheet.split <= room.width]
    plan = fitting[-1] if fitting else plans[0]
    yield from (bare_part(scene, plan, rows) for rows in _split(plan, room.height / room.sheet.split))


def _together(scene: Scene, plan: Plan, todo: Sequence[Entry], room: Room) -> Part | None:
    """The band with its whole list, as large as they fit one sheet; None when that is too small to read."""
    least = room.sheet.least_with_list if todo else room.sheet.least
    bare = bare_part(scene, plan, plan.rows)
    scale = room.scale(bare)
    while scale >= least:
        width = max(bare.width, room.width / scale)
        tried, rest = with_list(scene, bare_part(scene, plan, plan.rows), todo, width, room.height / scale)
        if not rest and tried.height * scale <= room.height:
            return replace(tried, width=width if todo else tried.width)
        scale -= 0.02
    return None


def _list_parts(scene: Scene, plan: Plan, todo: Sequence[Entry], room: Room) -> Iterator[Part]:
    """The list alone, on as many sheets as it takes."""
    left = todo
    while left:
        key = f"{plan.stretch.number}-{len(left)}"
        canvas, height, rest = draw_list(scene, left, room.width, room.height, key)
        if len(rest) == len(left):
            canvas, height, rest = draw_list(scene, left[:1], room.width, 1e9, key)
            rest = left[1:]
        yield Part(plan.stretch, canvas, height, room.width, 0.0)
        left = rest


def _split(plan: Plan, room: float) -> Iterator[tuple[Row, ...]]:
    """The rows on several sheets, each with the heads of its columns; a line stays with the lane under it."""
    heads = tuple(row for row in plan.rows if row.repeat)
    base = _tall(heads)
    sheet: list[Row] = []
    for rows in _blocks(row for row in plan.rows if not row.repeat):
        if sheet and base + _tall(sheet) + _tall(rows) > room:
            yield (*heads, *sheet)
            sheet = []
        sheet += rows
    yield (*heads, *sheet)


def _tall(rows: Iterable[Row]) -> float:
    return sum(row.height for row in rows)


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Each lane with the lines over it."""
    block: list[Row] = []
    for row in rows:
        block.append(row)
        if not row.rule:
            yield block
            block = []
    if block:
        yield block
