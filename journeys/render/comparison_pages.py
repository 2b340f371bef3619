"""Puts a comparison on pages: one for the screen, sheets of A3 or A4 on paper, each with title block and legend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from journeys.domain.comparing import After, Before, Pain
from journeys.domain.figures import figures
from journeys.domain.words import KIND, NO_STEPS, Words
from journeys.render.alignment import USUAL, Columns
from journeys.render.canvas import Canvas
from journeys.render.comparison import Drawn, Sides
from journeys.render.figure_strip import draw_figures, figure_said
from journeys.render.grid import FEWEST, HEAD
from journeys.render.heads import step_name
from journeys.render.legend import draw_legend
from journeys.render.markers import markers
from journeys.render.note_list import Entry, draw_list, entries_of
from journeys.render.pages import MARGIN, Pages, page_of
from journeys.render.picture import Band, Page, Rect
from journeys.render.scene import Scene
from journeys.render.sheets import SHEETS, Room, Sheet
from journeys.render.subject import Paper, Subject
from journeys.render.ticks import pain_fate, pain_name
from journeys.render.title_block import draw_title, heading

OPEN = Words("Noch ungelöst", "Not resolved yet")
_SIDE = Words("{kind}, {n} Schritte: {steps}.", "{kind}, {n} steps: {steps}.")
_BETWEEN, _LIST_GAP = 26.0, 14.0
_COLUMNS: dict[Paper, tuple[Columns, ...]] = {
    "a3": (USUAL, Columns(9, 144.0), Columns(7, 186.0)),
    "a4": (Columns(7, 108.0), Columns(5, 150.0), Columns(4, 190.0), Columns(3, 250.0), Columns(2, 350.0)),
}
"""What is tried on a size of paper: in wide columns texts are less high."""
_LEAST, _LEAST_WITH_LIST = 0.62, 0.74


def comparison_pages(subject: Subject) -> Pages:
    """The pages of the comparison, and the texts of what it only numbers: the resolved pain points."""
    sides = Sides(subject)
    pages = list(_sheets(sides)) if subject.paper else [_screen(sides)]
    said = _description(sides)
    whole: dict[tuple[str, str], None] = {}
    for _, canvas in pages:
        whole.update(canvas.whole)
    solved = [(_place_of(sides, pain), pain.note.text) for pain in sides.comparison.pains if pain.resolved_by]
    whole.update(dict.fromkeys(solved))
    return tuple(replace(page, description=said) for page, _ in pages), tuple(whole)


def _place_of(sides: Sides, pain: Pain) -> str:
    number, fate = pain_name(sides.before, pain), pain_fate(sides.before, pain)
    return f"{step_name(sides.before, pain.at.step)}, {number}, {fate}"


def _description(sides: Sides) -> str:
    """The comparison in sentences: both journeys' steps, and the figures."""
    said = [f"{heading(sides.subject)}."]
    said += [_steps_of(scene, side) for scene, side in _both(sides)]
    said += [figure_said(sides.subject, figure) for figure in figures(sides.comparison)]
    return " ".join(said)


def _both(sides: Sides) -> tuple[tuple[Scene, Sequence[Before | After]], ...]:
    return (sides.before, sides.comparison.before), (sides.after, sides.comparison.after)


def _steps_of(scene: Scene, side: Sequence[Before | After]) -> str:
    kind = scene.say(KIND[scene.kind])
    if not side:
        return f"{kind}: {scene.say(NO_STEPS)}."
    steps = "; ".join(f"{one.number}. {one.step.title}" for one in side)
    return scene.say(_SIDE, kind=kind, n=len(side), steps=steps)


def _open_entries(sides: Sides) -> list[Entry]:
    """The list of what no to-be step resolves, by step."""
    left = {pain.note.id for pain in sides.comparison.unresolved}
    scene = sides.before
    found: list[Entry] = []
    for one in sides.comparison.before:
        pains, _ = markers(scene, one.step)
        found += entries_of(scene, one.step, [[pain for pain in pains if pain.id in left]])
    return found


def _screen(sides: Sides) -> tuple[Page, Canvas]:
    subject, bands = sides.subject, sides.bands()
    width = max(HEAD + FEWEST * USUAL.width, *(band.width for band in bands))
    page, placed = Canvas(), []
    title, y = draw_title(subject, width)
    page.take(title, MARGIN, MARGIN)
    y += MARGIN
    strip, height = draw_figures(subject, sides.comparison, width)
    page.take(strip, MARGIN, y)
    y += height
    for band in bands:
        page.take(band.canvas, MARGIN, y)
        placed.append(_band_of(band, y, 1.0))
        y += band.height + _BETWEEN
    if todo := _open_entries(sides):
        listed, height, _ = draw_list(sides.before, todo, width, 1e9, "open", OPEN)
        page.take(listed, MARGIN, y - _BETWEEN + _LIST_GAP)
        y += height + _LIST_GAP
    legend, height = draw_legend(subject, page.used, width)
    page.take(legend, MARGIN, y - 12)
    return page_of(subject, page, placed, width + 2 * MARGIN, y + height - 12 + MARGIN), page


@dataclass
class _Sheet:
    """What stands between title block and legend, and the band that it shows."""

    canvas: Canvas
    height: float = 0.0
    band: tuple[Drawn, float, float] | None = None

    def add(self, canvas: Canvas, height: float, scale: float = 1.0) -> None:
        self.canvas.take(canvas, 0.0, self.height, scale)
        self.height += height * scale


def _sheets(sides: Sides) -> Iterator[tuple[Page, Canvas]]:
    """A sheet for each band, with the figures on the first and the list on the last, or on sheets of their own where
    the band would become too small to read."""
    subject = sides.subject
    paper = subject.paper or "a3"
    sheet = SHEETS[paper]
    bands, room = _bands(sides, sheet, _COLUMNS[paper])
    parts = list(_parts(sides, bands, room))
    for n, part in enumerate(parts, start=1):
        page = Canvas()
        title, top = draw_title(subject, sheet.room, n, len(parts))
        page.take(title, MARGIN, MARGIN)
        page.take(part.canvas, MARGIN, MARGIN + top)
        legend, height = draw_legend(subject, part.canvas.used, sheet.room)
        page.take(legend, MARGIN, sheet.height - MARGIN - height)
        shown = []
        if part.band:
            drawn, y, scale = part.band
            shown.append(_band_of(drawn, MARGIN + top + y, scale))
        yield page_of(subject, page, shown, sheet.width, sheet.height), page


def _bands(sides: Sides, sheet: Sheet, tried: Sequence[Columns]) -> tuple[Sequence[Drawn], Room]:
    """The bands, in the first columns in which all can be read on their sheets, else in those that let them stand
    largest; with the room they have."""
    best: tuple[float, Sequence[Drawn], Room] | None = None
    for columns in tried:
        bands = sides.bands(columns)
        room = _room(sides, sheet, bands)
        least = min(map(room.scale, bands))
        if best is None or least > best[0]:
            best = least, bands, room
        if least >= _LEAST:
            break
    assert best is not None
    return best[1:]


def _room(sides: Sides, sheet: Sheet, bands: Sequence[Drawn]) -> Room:
    """Points that every sheet leaves between title block and legend, which explains bands, figures and list alike."""
    subject, todo = sides.subject, _open_entries(sides)
    drawn = [band.canvas for band in bands]
    drawn.append(draw_figures(subject, sides.comparison, sheet.room)[0])
    drawn.append(draw_list(sides.before, todo, sheet.room, float("inf"), "open", OPEN)[0])
    used = {symbol: None for canvas in drawn for symbol in canvas.used}
    legend = draw_legend(subject, used, sheet.room)[1]
    title = draw_title(subject, sheet.room, 1, 2)[1]
    return Room(sheet, sheet.height - 2 * MARGIN - title - legend - 4)


def _parts(sides: Sides, bands: Sequence[Drawn], room: Room) -> Iterator[_Sheet]:
    todo: Sequence[Entry] = _open_entries(sides)
    strip, strip_height = draw_figures(sides.subject, sides.comparison, room.width)
    sheet = _Sheet(Canvas())
    sheet.add(strip, strip_height)
    if room.less(strip_height).scale(bands[0]) < _LEAST:
        todo = _add_list(sides, sheet, todo, room)
        yield sheet
        sheet = _Sheet(Canvas())
    for n, band in enumerate(bands):
        left = room.less(sheet.height)
        scale = left.scale(band)
        is_last = n + 1 == len(bands)
        if is_last and todo and (less := _scale_with_list(sides, band, todo, scale, left)):
            scale = less
        sheet.band = (band, sheet.height, scale)
        sheet.add(band.canvas, band.height, scale)
        if is_last:
            todo = _add_list(sides, sheet, todo, room)
        yield sheet
        sheet = _Sheet(Canvas())
    yield from _list_sheets(sides, todo, room)


def _add_list(sides: Sides, sheet: _Sheet, todo: Sequence[Entry], room: Room) -> Sequence[Entry]:
    """Put the list on the sheet when all of it fits; what is still to be put somewhere."""
    if not todo:
        return todo
    listed, height, rest = _listed(sides, todo, room.less(sheet.height))
    if rest:
        return todo
    sheet.add(listed, height)
    return []


def _scale_with_list(
    sides: Sides, band: Drawn, todo: Sequence[Entry], scale: float, room: Room
) -> float | None:
    """The largest scale at which the band and the whole list fit one sheet; None when that is too small."""
    while scale >= _LEAST_WITH_LIST:
        if not _listed(sides, todo, room.less(band.height * scale))[2]:
            return scale
        scale -= 0.02
    return None


def _listed(sides: Sides, todo: Sequence[Entry], room: Room) -> tuple[Canvas, float, Sequence[Entry]]:
    """The list as far as it finds room, with a gap above."""
    if room.height < 60:
        return Canvas(), 0.0, todo
    key, free = f"open-{len(todo)}", room.height - _LIST_GAP
    listed, height, rest = draw_list(sides.before, todo, room.width, free, key, OPEN)
    lower = Canvas()
    lower.take(listed, 0.0, _LIST_GAP)
    return lower, height + _LIST_GAP, rest


def _list_sheets(sides: Sides, todo: Sequence[Entry], room: Room) -> Iterator[_Sheet]:
    while todo:
        listed, height, rest = _listed(sides, todo, room)
        if len(rest) == len(todo):
            key = f"open-{len(todo)}"
            listed, height, _ = draw_list(sides.before, todo[:1], room.width, 1e9, key, OPEN)
            rest = todo[1:]
        sheet = _Sheet(Canvas())
        sheet.add(
            listed, height, min(1.0, room.height / height)
        )  # one entry alone may be higher than a sheet
        yield sheet
        todo = rest


def _band_of(band: Drawn, y: float, scale: float) -> Band:
    numbers = [one.number for one, _ in band.strip.before]
    moved = Canvas()
    moved.take(Canvas(lanes=band.canvas.lanes), MARGIN, y, scale)
    place = Rect(MARGIN, y, band.width * scale, band.height * scale)
    return Band(place, tuple(moved.lanes), min(numbers, default=0), max(numbers, default=0))
