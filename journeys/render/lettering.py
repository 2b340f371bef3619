"""Where the lines of a box stand: the one place that says so, for every writer.

Each Graphviz has its own idea of a line's height; placed by us, the text is the same to a hair with all of them.
"""

from journeys.render.picture import Box, Point

PADDING = 4.0
LEADING = 1.2
_BASELINE = 0.35
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}


def anchor(box: Box) -> str:
    """The SVG `text-anchor` of the box's lines."""
    return _ANCHOR[box.align]


def start_points(box: Box) -> list[Point]:
    """The anchor on the baseline of each line, in points, y down. `PADDING` stays free at the sides and on top."""
    x = {
        "left": box.rect.x + PADDING,
        "center": box.rect.x + box.rect.width / 2,
        "right": box.rect.right - PADDING,
    }[box.align]
    pitch = box.size * LEADING
    free = box.rect.height - pitch * len(box.lines)
    top = box.rect.y + (min(PADDING, free / 2) if box.valign == "top" else free / 2)
    first = top + pitch / 2 + box.size * _BASELINE
    return [(x, first + pitch * n) for n in range(len(box.lines))]
