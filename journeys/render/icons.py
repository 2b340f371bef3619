"""Small signs of the channels, drawn from a few shapes each so that no font has to have them."""

from journeys.domain.document import Channel
from journeys.render.canvas import Canvas
from journeys.render.picture import Box, Line, Rect, Shape

WIDTH, HEIGHT = 13.0, 10.0

Part = tuple[str, Shape, float, float, float, float]
"""Style, shape, and left, top, width, height within the icon."""
_EMPTY, _FULL = "icon", "icon_full"
_PERSON: tuple[Part, ...] = ((_FULL, "circle", 4, 0, 4.4, 4.4), (_FULL, "rounded", 2.2, 5, 8, 5))
_ENVELOPE: tuple[Part, ...] = (("icon_open", "rect", 0, 1, 12, 8),)
_PARTS: dict[Channel, tuple[Part, ...]] = {
    "online": ((_EMPTY, "rect", 0.5, 0.5, 11, 7), (_FULL, "rect", 3, 8.5, 6, 1.4)),
    "app": ((_EMPTY, "rect", 3, 0, 6.4, 10), (_FULL, "circle", 5.4, 7.2, 1.6, 1.6)),
    "counter": (
        (_FULL, "circle", 4, 0, 4.2, 4.2),
        (_FULL, "rect", 3, 4.6, 6.2, 2),
        (_FULL, "rect", 0, 7.2, 12, 2.4),
    ),
    "phone": (
        (_FULL, "rounded", 0.5, 1.5, 11, 3),
        (_FULL, "rounded", 0.5, 2, 3.4, 6),
        (_FULL, "rounded", 8.1, 2, 3.4, 6),
    ),
    "mail": _ENVELOPE,
    "email": (*_ENVELOPE, (_FULL, "circle", 8.6, 0, 3.8, 3.8)),
    "internal": ((_EMPTY, "rect", 1, 3.5, 10, 6), (_FULL, "rect", 5, 6, 2, 3.5)),
    "self": _PERSON,
}
_STROKES: dict[Channel, tuple[tuple[float, float], ...]] = {
    "mail": ((0, 1.2), (6, 5.6), (12, 1.2)),
    "email": ((0, 1.2), (6, 5.6), (12, 1.2)),
    "internal": ((0, 3.5), (6, 0), (12, 3.5)),
}


def draw_channel(canvas: Canvas, id: str, channel: Channel, x: float, y: float, step: str | None) -> None:
    """The channel's sign with its corner at (x, y), 13 × 10 points; its word stands beside it, so it is decorative."""
    for n, (style, shape, left, top, width, height) in enumerate(_PARTS[channel]):
        place = Rect(x + left, y + top, width, height)
        canvas.box(Box(f"{id}.{n}", style, place, shape=shape, step=step, decorative=True))
    if stroke := _STROKES.get(channel):
        canvas.lines.append(Line(f"{id}.line", "icon", tuple((x + a, y + b) for a, b in stroke)))


def draw_decision(canvas: Canvas, id: str, x: float, y: float, step: str | None) -> None:
    """A small diamond, 9 × 9 points: more than one way leads on from here."""
    canvas.box(Box(id, "decision", Rect(x, y, 9, 9), shape="diamond", step=step, decorative=True))
