"""Where the lines of a box stand: the one place that says so, for every writer.

Each Graphviz has its own idea of a line's height; placed by us, the text is the same to a hair with all of them.
"""

from journeys.render.picture import Box

LEADING = 1.2
_BASELINE = 0.35
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}


def anchor(box: Box) -> str:
    """The SVG `text-anchor` of the box's lines."""
    return _ANCHOR[box.align]


def setting(box: Box) -> tuple[float, list[float]]:
    """The x of the box's lines (of their start, middle or end, as they are aligned) and each baseline, in points,
    y down. The box's own padding stays free at the sides and on top."""
    rect, pitch = box.rect, box.size * LEADING
    x = rect.x + rect.width / 2
    if box.align != "center":
        x = rect.x + box.pad if box.align == "left" else rect.right - box.pad
    top = (rect.height - pitch * len(box.lines)) / 2
    if box.valign == "top":
        top = min(top, box.pad)
    first = rect.y + top + pitch / 2 + box.size * _BASELINE
    return x, [first + pitch * n for n in range(len(box.lines))]
