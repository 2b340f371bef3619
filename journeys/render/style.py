"""How each kind of box and line looks: one table for every writer. Colours pass 4.5:1 for text and 3:1 for graphics."""

from typing import NamedTuple


class Style(NamedTuple):
    """Colours as `#rrggbb` (empty: none); `width` of the stroke in points; `dash` as an SVG dash array in points."""

    fill: str = ""
    stroke: str = ""
    text: str = "#171a2b"
    width: float = 0.75
    dash: str = ""


STYLES: dict[str, Style] = {}
