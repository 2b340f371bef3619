"""How well blueprints are laid out: bends and crossings of their ways, and the height that the ways take.

What must never be (a text under a line, a text outside its box) is a test; this is what is only better or worse.
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

from bench.drawing import MODEL, Row, a_long_document
from bench.writing import table, tell
from journeys.domain.document import Document, Journey
from journeys.domain.flow import links
from journeys.domain.intake import read_file
from journeys.places import place
from journeys.render.layout import lay_out
from journeys.render.picture import Line, Page, Point

SIZES = (12, 24, 50, 100, 200)
_WAYS = ("flow", "back")
HEAD = """## How well blueprints are laid out
Made by `.venv/bin/python -m bench.layout --write`. Ways are the links of the journey: some are drawn as lines, those
that lead to another band (or find no room) as a pair of marks. Bends and crossings are those of the lines; the channel
is what the ways take over the citizen's boxes, in points, in the band where it is highest. That no line runs through a
text and no text leaves its box is tested, on these and on generated journeys (`tests/render/test_layout.py`). The long
ones are `{model}` again and again.
"""


def layout_rows() -> Iterator[Row]:
    """A row for each journey of the examples, then for long journeys."""
    for file in sorted(place("examples").glob("*.yaml")):
        document = read_file(file)
        for journey in document.journeys:
            yield _row(f"{document.id}, {journey.kind}", document, journey)
    for size in SIZES:
        document = a_long_document(size)
        yield _row(f"{size} steps", document, document.journeys[0])


def _row(name: str, document: Document, journey: Journey) -> Row:
    page = lay_out(document, journey, "blueprint").pages[0]
    ways = [line for line in page.lines if line.style in _WAYS and line.source and line.target]
    steps, drawn = len(journey.steps()), sum(line.id.startswith("link-") for line in ways)
    return (
        name,
        str(steps),
        str(len(links(journey))),
        str(drawn),
        str(bends(ways)),
        str(crossings(ways)),
        f"{_channel(page):.0f}",
    )


def bends(ways: list[Line]) -> int:
    """Corners of all ways."""
    return sum(len(way.points) - 2 for way in ways)


def crossings(ways: list[Line]) -> int:
    """Places where two ways cross: every upright piece with every level one of another way."""
    pieces = [(way.id, start, end) for way in ways for start, end in pairwise(way.points)]
    return sum(
        one != other and (_cross(a, b, c, d) or _cross(c, d, a, b))
        for (one, a, b), (other, c, d) in combinations(pieces, 2)
    )


def _cross(start: Point, end: Point, other_start: Point, other_end: Point) -> bool:
    """Whether the first piece is upright, the second level, and they cross apart from their ends."""
    if start[0] != end[0] or other_start[1] != other_end[1]:
        return False
    left, right = sorted((other_start[0], other_end[0]))
    high, low = sorted((start[1], end[1]))
    return left < start[0] < right and high < other_start[1] < low


def _channel(page: Page) -> float:
    """Points between the upper edge of the citizen's lane and its boxes, in the band where it is most."""
    rooms = []
    for band in page.bands:
        lane = next(lane.rect for lane in band.lanes if lane.id.startswith("lane-citizen-"))
        tops = [
            b.rect.y
            for b in page.boxes
            if b.id.startswith(("citizen-", "passing-")) and lane.holds(b.rect, 1)
        ]
        rooms += [min(tops) - lane.y] if tops else []
    return max(rooms, default=0.0)


def main() -> None:
    heads = ("journey", "steps", "ways", "drawn as lines", "bends", "crossings", "channel pt")
    tell("layout", HEAD.format(model=MODEL) + "\n" + table(heads, layout_rows()) + "\n")


if __name__ == "__main__":
    main()
