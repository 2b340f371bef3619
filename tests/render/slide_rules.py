"""What must hold for every presentation, read back from its file with python-pptx. Each rule yields what breaks it."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu

from journeys.render.letters import MISSING, advance, drawable
from journeys.render.picture import Rect

LEADING = 1.2
HAIR = 0.1


def presentation(data: bytes) -> Any:
    import io

    return Presentation(io.BytesIO(data))


def place(shape: Any) -> Rect:
    sides = (shape.left, shape.top, shape.width, shape.height)
    return Rect(*(Emu(side).pt for side in sides))


def leaves(shapes: Any) -> Iterator[Any]:
    """All shapes, those in groups too."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from leaves(shape.shapes)
        else:
            yield shape


def frames(slide: Any) -> Iterator[tuple[Any, float, float]]:
    """Every frame of text with the width and height that its text may take."""
    for shape in leaves(slide.shapes):
        if shape.has_text_frame:
            frame, rect = shape.text_frame, place(shape)
            yield frame, *_inner(frame, rect.width, rect.height)
        elif shape.has_table:
            for row in shape.table.rows:
                for n, cell in enumerate(row.cells):
                    wide = shape.table.columns[n].width
                    yield cell.text_frame, *_inner(cell, Emu(wide).pt, Emu(row.height).pt)


def _inner(margins: Any, width: float, height: float) -> tuple[float, float]:
    sides = margins.margin_left + margins.margin_right
    return width - Emu(sides).pt, height - Emu(margins.margin_top + margins.margin_bottom).pt


def lines_of(text: str, room: float, size: float, bold: bool) -> int:
    """Lines as a presentation program breaks them: at blanks, and anywhere in a word longer than a line."""
    count, used, blank = 1, 0.0, advance(" ", size, bold)
    for word in drawable(text).split(" "):
        wide = sum(advance(c, size, bold) for c in word)
        if used and used + blank + wide > room:
            count, used = count + 1, 0.0
        used += (blank if used else 0.0) + wide
        while used > room:
            count, used = count + 1, used - room + size
    return count


def height_of(frame: Any, width: float) -> float:
    tall = 0.0
    for line in frame.paragraphs:
        tall += line.space_before.pt if line.space_before is not None else 0.0
        for run in line.runs:
            size = run.font.size.pt
            wraps = getattr(frame, "word_wrap", True) is not False
            count = lines_of(run.text, width, size, bool(run.font.bold)) if wraps else 1
            tall += count * size * LEADING
    return tall


def outgrown(slide: Any) -> list[str]:
    """Texts that are higher than their shape. Numbers in signs stand in the middle of it and may touch its edge."""
    return [
        frame.text
        for frame, width, height in frames(slide)
        if frame.text and height_of(frame, width) > height + HAIR
    ]


def outside(slide: Any) -> list[str]:
    """Shapes that leave the slide."""
    whole = Rect(0, 0, 960, 540)
    return [shape.name for shape in slide.shapes if not whole.holds(place(shape), HAIR)]


def overlapping(slide: Any) -> list[tuple[str, str]]:
    """Pairs of things that share an area; what stands in one group may."""
    things = [(shape.name, place(shape)) for shape in slide.shapes]
    return [(a, b) for (a, one), (b, other) in combinations(things, 2) if one.overlaps(other, HAIR)]


def spilling(slide: Any) -> list[str]:
    """Shapes of a group that leave what the group is drawn on."""
    found = []
    for group in (shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP):
        ground = place(group.shapes[0])
        found += [
            s.name for s in group.shapes if place(group) != ground and not place(group).holds(place(s), 1.0)
        ]
    return found


def tiny(slide: Any) -> list[str]:
    """Texts smaller than 10 points, or of a size that the file does not say."""
    runs = [run for frame, _, _ in frames(slide) for line in frame.paragraphs for run in line.runs]
    return [run.text for run in runs if run.font.size is None or run.font.size.pt < 10]


def mute(slide: Any) -> list[str]:
    """What is drawn and not told: groups and tables without words, a slide without a title."""
    drawn = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP or s.has_table]
    silent = [s.name for s in drawn if not s._element.xpath(".//p:cNvPr")[0].get("descr")]
    title = slide.shapes.title
    return silent if title is not None and title.text_frame.text.strip() else [*silent, "no title"]


def pictures(slide: Any) -> list[str]:
    return [s.name for s in leaves(slide.shapes) if s.shape_type == MSO_SHAPE_TYPE.PICTURE]


def without_language(slide: Any) -> list[str]:
    runs = [run for frame, _, _ in frames(slide) for line in frame.paragraphs for run in line.runs]
    return [run.text for run in runs if not run.font._rPr.get("lang")]


RULES = (outgrown, outside, overlapping, spilling, tiny, mute, pictures, without_language)


def broken(deck: Any) -> Iterator[str]:
    """Every rule that a slide breaks, with what breaks it."""
    for n, slide in enumerate(deck.slides, 1):
        for rule in RULES:
            if found := rule(slide):
                yield f"slide {n}, {rule.__name__}: {list(found)[:4]}"
    titles = Counter(slide.shapes.title.text_frame.text for slide in deck.slides)
    yield from (f"two slides have the title {title!r}" for title, n in titles.items() if n > 1)


def said(deck: Any) -> str:
    """All texts on the slides and in the notes of the speaker."""
    out = []
    for slide in deck.slides:
        out += [frame.text for frame, _, _ in frames(slide)]
        if slide.has_notes_slide:
            out.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(out)


__all__ = ["MISSING", "broken", "presentation", "said"]
