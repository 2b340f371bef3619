"""Small signs with a number: counts of notes, numbers of notes, moods."""

from collections.abc import Sequence
from typing import NamedTuple

from journeys.render.letters import advance
from journeys.render.picture import Rect
from journeys.render.slides.setting import SMALLEST, para
from journeys.render.slides.values import FLAT, Form, Tile

BADGE = 20.0
_GAP, _WIDE = 5.0, 30.0


class Badge(NamedTuple):
    """A sign; its shape says what it means, also without colour."""

    form: Form
    style: str
    text: str

    @property
    def width(self) -> float:
        side = _WIDE if self.form == "rounded" else BADGE
        return max(side, advance(self.text, SMALLEST, True) + 8.0)


def row_width(badges: Sequence[Badge]) -> float:
    """Points from the first to the last."""
    return sum(badge.width for badge in badges) + _GAP * max(len(badges) - 1, 0)


def badge_tiles(badges: Sequence[Badge], x: float, y: float) -> list[Tile]:
    """The signs beside one another."""
    out = []
    for badge in badges:
        words = para(badge.text, SMALLEST, bold=True, style=badge.style)
        place = Rect(x, y, badge.width, BADGE)
        out.append(Tile(place, badge.style, (words,), badge.form, "", "center", "middle", FLAT))
        x += badge.width + _GAP
    return out
