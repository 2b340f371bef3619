"""Puts bands on pages: all under one another on one page for the screen, or sheet by sheet on A3 for paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from journeys.domain.words import NO_STEPS, Words
from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, FEWEST, HEAD, Plan, Row, Stretch, draw_rows
from journeys.render.heads import step_name
from journeys.render.legend import draw_legend
from journeys.render.note_list import Entry, draw_list, entries
from journeys.render.picture import Band, Box, Page, Rect
from journeys.render.subject import Subject
from journeys.render.title_block import draw_title, heading

A3 = (1190.55, 841.89)
"""Width and height of A3 landscape in points."""
MARGIN = 28.0
_BETWEEN = 26.0
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
_LIST_GAP = 14.0
_SUMMARY = Words("{title}. {n} Schritte: {steps}.", "{title}. {n} steps: {steps}.")


Planner = Callable[[Stretch], Plan]
Pages = tuple[tuple[Page, ...], tuple[tuple[str, str], ...]]
"""Pages, and the whole texts of what they shorten."""


@dataclass
class _Part:
    """A drawing with the columns it shows; `height` in points at scale 1."""

    plan: Plan
    canvas: Canvas
    height: float
    width: float
    grid: float


def screen_pages(subject: Subject, planned: Planner, stretches: Sequence[Stretch]) -> Pages:
    """One page with all bands, as wide as the widest, its list after each band, one title and one legend."""
    plans = [planned(stretch) for stretch in stretches]
    width = max(HEAD + FEWEST * COLUMN, *(plan.stretch.width for plan in plans))
    page, bands = Canvas(), []
    title, y = draw_title(subject, width)
    page.take(title, MARGIN, MARGIN)
    y += MARGIN
    for plan in plans:
        part = _part(subject, plan, plan.rows)
        part, _ = _with_list(subject, part, _entries(subject, plan), width, 1e9)
        page.take(part.canvas, MARGIN, y)
        bands.append(_band(part, MARGIN, y, 1.0))
        y += part.height + _BETWEEN
    legend, height = draw_legend(subject, page.used, width)
    page.take(legend, MARGIN, y - 12)
    y += height - 12 + MARGIN
    return (_page(subject, page, bands, width + 2 * MARGIN, y),), tuple(page.whole)


def paper_pages(subject: Subject, planned: Planner, stretches: Sequence[Stretch]) -> Pages:
    """A3 sheets: one for each band, more where a band or its list is too high for one at 70 % of its size."""
    parts = [part for stretch in stretches for part in _parts(subject, planned, stretch)]
    whole: dict[tuple[str, str], None] = {}
    pages = []
    for n, part in enumerate(parts, start=1):
        page, band = _sheet(subject, part, n, len(parts))
        whole.update(page.whole)
        pages.append(_page(subject, page, [band], *A3))
    return tuple(pages), tuple(whole)


def _sheet(subject: Subject, part: _Part, number: int, count: int) -> tuple[Canvas, Band]:
    page = Canvas()
    title, title_height = draw_title(subject, _WIDTH, number, count)
    legend, legend_height = draw_legend(subject, part.canvas.used, _WIDTH)
    room = A3[1] - 2 * MARGIN - title_height - legend_height - 4
    scale = _scale(part, room)
    page.take(title, MARGIN, MARGIN)
    page.take(part.canvas, MARGIN, MARGIN + title_height, scale)
    page.take(legend, MARGIN, A3[1] - MARGIN - legend_height)
    return page, _band(part, MARGIN, MARGIN + title_height, scale)


def _room(subject: Subject, used: Sequence[str]) -> float:
    """Points that a sheet leaves between title block and legend."""
    return (
        A3[1] - 2 * MARGIN - draw_title(subject, _WIDTH, 1, 2)[1] - draw_legend(subject, used, _WIDTH)[1] - 4
    )


def _parts(subject: Subject, planned: Planner, stretch: Stretch) -> Iterator[_Part]:
    """What stands on each sheet of a band. High bands want wide columns, so several widths are tried: the one that
    lets everything stand largest on one sheet wins; when that is too small, the list gets sheets of its own."""
    plans = [planned(stretch._replace(column=COLUMN * factor)) for factor in _WIDER]
    room = _room(subject, _USUAL_SYMBOLS)
    todo = _entries(subject, plans[0])
    together = [one for plan in plans if (one := _together(subject, plan, todo, room))]
    if together:
        yield max(together, key=lambda part: min(1.0, _scale(part, room)))
        return
    plan = max(plans, key=lambda plan: _scale(_part(subject, plan, plan.rows), room))
    for rows in _split(plan, room / 0.85) if plan.splittable else [plan.rows]:
        yield _part(subject, plan, rows)
    yield from _list_parts(subject, plan, todo, room)


def _scale(part: _Part, room: float) -> float:
    return min(1.0, room / part.height, _WIDTH / part.width)


def _together(subject: Subject, plan: Plan, todo: Sequence[Entry], room: float) -> _Part | None:
    """The band with its whole list, as large as they fit one sheet; None when that is too small to read."""
    least = _LEAST_WITH_LIST if todo else _LEAST_SCALE
    bare = _part(subject, plan, plan.rows)
    scale = _scale(bare, room)
    while scale >= least:
        width = max(bare.width, _WIDTH / scale)
        tried, rest = _with_list(subject, _part(subject, plan, plan.rows), todo, width, room / scale)
        if not rest and tried.height * scale <= room:
            return replace(tried, width=width if todo else tried.width)
        scale -= 0.02
    return None


def _list_parts(subject: Subject, plan: Plan, todo: Sequence[Entry], room: float) -> Iterator[_Part]:
    """The list alone, on as many sheets as it takes."""
    left = todo
    while left:
        key = f"{plan.stretch.number}-{len(left)}"
        canvas, height, rest = draw_list(subject, left, _WIDTH, room, key)
        if len(rest) == len(left):
            canvas, height, rest = draw_list(subject, left[:1], _WIDTH, 1e9, key)
            rest = left[1:]
        yield _Part(replace(plan, rows=()), canvas, height, _WIDTH, 0.0)
        left = rest


def _split(plan: Plan, room: float) -> Iterator[tuple[Row, ...]]:
    """The rows on several sheets, each with the heads of its columns."""
    heads = tuple(row for row in plan.rows if row.repeat)
    base = sum(row.height for row in heads)
    sheet: list[Row] = []
    for row in plan.rows:
        if row.repeat:
            continue
        if sheet and base + sum(r.height for r in sheet) + row.height > room:
            yield (*heads, *sheet)
            sheet = []
        sheet.append(row)
    yield (*heads, *sheet)


def _part(subject: Subject, plan: Plan, rows: tuple[Row, ...]) -> _Part:
    canvas, height = draw_rows(plan, rows, subject.language)
    return _Part(plan, canvas, height, plan.stretch.width, height)


def _entries(subject: Subject, plan: Plan) -> list[Entry]:
    return entries(subject, plan.stretch) if subject.view == "blueprint" else []


def _with_list(
    subject: Subject, part: _Part, todo: Sequence[Entry], width: float, room: float
) -> tuple[_Part, Sequence[Entry]]:
    """The part with its list under it, as far as there is room, and what of the list is left."""
    if not todo:
        return part, ()
    y = part.height + _LIST_GAP
    canvas, height, left = draw_list(subject, todo, width, room - y, str(part.plan.stretch.number))
    part.canvas.take(canvas, 0.0, y)
    return replace(part, height=y + height), left


def _band(part: _Part, x: float, y: float, scale: float) -> Band:
    numbers = [slot.number for slot in part.plan.stretch.slots if slot.step is not None]
    place = Rect(x, y, part.plan.stretch.width * scale, part.grid * scale)
    lanes = Canvas(lanes=part.canvas.lanes)
    moved = Canvas()
    moved.take(lanes, x, y, scale)
    return Band(place, tuple(moved.lanes), numbers[0] if numbers else 0, numbers[-1] if numbers else 0)


def _page(subject: Subject, canvas: Canvas, bands: Sequence[Band], width: float, height: float) -> Page:
    return Page(
        round(width, 2),
        round(height, 2),
        heading(subject),
        _summary(subject, bands),
        subject.language,
        tuple(bands),
        _linked(subject, canvas.boxes),
        tuple(canvas.lines),
        tuple(canvas.curves),
    )


def _linked(subject: Subject, boxes: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes; those of a step lead to where the caller wants it."""
    to = subject.step_link
    if to is None:
        return tuple(boxes)
    addresses = {step.id: to(step.id) for step in subject.journey.steps()}
    return tuple(
        box._replace(link=addresses[box.step]) if box.step is not None and not box.link else box for box in boxes
    )


def _summary(subject: Subject, bands: Sequence[Band]) -> str:
    """The page in a sentence or two: its steps in order."""
    numbers = {n for band in bands for n in range(band.first, band.last + 1)}
    steps = [s for s in subject.journey.steps() if subject.numbers[s.id] in numbers]
    if not steps:
        return f"{heading(subject)}. {subject.say(NO_STEPS)}."
    names = "; ".join(step_name(subject, step) for step in steps)
    return subject.say(_SUMMARY, title=heading(subject), n=len(steps), steps=names)
