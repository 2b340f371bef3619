"""Puts bands on paper, sheet by sheet on A3: one for each band, more where a band or its list is too high."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, Plan, Row, Stretch, stretches
from journeys.render.legend import draw_legend
from journeys.render.note_list import Entry, draw_list
from journeys.render.pages import MARGIN, Pages, page_of
from journeys.render.parts import Part, Planner, band_of, bare_part, listed, with_list
from journeys.render.picture import Band
from journeys.render.scene import Scene, lanes_of, scene_of
from journeys.render.subject import Subject
from journeys.render.title_block import draw_title

A3 = (1190.55, 841.89)
"""Width and height of A3 landscape in points."""
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
_WIDTH = A3[0] - 2 * MARGIN
_LEAST_SCALE = 0.7
_LEAST_WITH_LIST = 0.76
_SPLIT_SCALE = 0.85


def paper_pages(subject: Subject, planner: Planner) -> Pages:
    """A3 sheets: one for each band, more where a band or its list is too high for one at 70 % of its size."""
    room, lanes = _room(subject, _USUAL_SYMBOLS), lanes_of(subject)
    parts = [
        part
        for stretch in stretches(subject)
        for part in _parts(scene_of(subject, stretch, lanes), planner, stretch, room)
    ]
    whole: dict[tuple[str, str], None] = {}
    pages = []
    for n, part in enumerate(parts, start=1):
        page, band = _sheet(subject, part, n, len(parts))
        whole.update(page.whole)
        pages.append(page_of(subject, page, [band], *A3))
    return tuple(pages), tuple(whole)


def _sheet(subject: Subject, part: Part, number: int, count: int) -> tuple[Canvas, Band]:
    page = Canvas()
    title, title_height = draw_title(subject, _WIDTH, number, count)
    legend, legend_height = draw_legend(subject, part.canvas.used, _WIDTH)
    room = A3[1] - 2 * MARGIN - title_height - legend_height - 4
    scale = _scale(part, room)
    page.take(title, MARGIN, MARGIN)
    page.take(part.canvas, MARGIN, MARGIN + title_height, scale)
    page.take(legend, MARGIN, A3[1] - MARGIN - legend_height)
    return page, band_of(part, MARGIN, MARGIN + title_height, scale)


def _room(subject: Subject, used: Sequence[str]) -> float:
    """Points that a sheet leaves between title block and legend."""
    return (
        A3[1] - 2 * MARGIN - draw_title(subject, _WIDTH, 1, 2)[1] - draw_legend(subject, used, _WIDTH)[1] - 4
    )


def _parts(scene: Scene, planner: Planner, stretch: Stretch, room: float) -> Iterator[Part]:
    """What stands on each sheet of a band. High bands want wide columns, so several widths are tried: the one that
    lets everything stand largest on one sheet wins; when that is too small, the list gets sheets of its own."""
    plans = [planner(scene, stretch._replace(column=COLUMN * factor)) for factor in _WIDER]
    todo = listed(scene, plans[0])
    together = [one for plan in plans if (one := _together(scene, plan, todo, room))]
    if together:
        yield max(together, key=lambda part: min(1.0, _scale(part, room)))
        return
    whole = [bare_part(scene, plan, plan.rows) for plan in plans]
    scale, best = max((_scale(part, room), -n) for n, part in enumerate(whole))
    plan = plans[-best]
    if scale >= _LEAST_SCALE or not plan.splittable:
        yield whole[-best]
    else:
        wide = [plan for plan in plans if plan.stretch.width * _SPLIT_SCALE <= _WIDTH]
        plan = wide[-1] if wide else plans[0]
        yield from (bare_part(scene, plan, rows) for rows in _split(plan, room / _SPLIT_SCALE))
    yield from _list_parts(scene, plan, todo, room)


def _scale(part: Part, room: float) -> float:
    return min(1.0, room / part.height, _WIDTH / part.width)


def _together(scene: Scene, plan: Plan, todo: Sequence[Entry], room: float) -> Part | None:
    """The band with its whole list, as large as they fit one sheet; None when that is too small to read."""
    least = _LEAST_WITH_LIST if todo else _LEAST_SCALE
    bare = bare_part(scene, plan, plan.rows)
    scale = _scale(bare, room)
    while scale >= least:
        width = max(bare.width, _WIDTH / scale)
        tried, rest = with_list(scene, bare_part(scene, plan, plan.rows), todo, width, room / scale)
        if not rest and tried.height * scale <= room:
            return replace(tried, width=width if todo else tried.width)
        scale -= 0.02
    return None


def _list_parts(scene: Scene, plan: Plan, todo: Sequence[Entry], room: float) -> Iterator[Part]:
    """The list alone, on as many sheets as it takes."""
    left = todo
    while left:
        key = f"{plan.stretch.number}-{len(left)}"
        canvas, height, rest = draw_list(scene, left, _WIDTH, room, key)
        if len(rest) == len(left):
            canvas, height, rest = draw_list(scene, left[:1], _WIDTH, 1e9, key)
            rest = left[1:]
        yield Part(plan.stretch, canvas, height, _WIDTH, 0.0)
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
