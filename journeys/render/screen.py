"""The screen's one page: all bands under one another, each with its list."""

from functools import lru_cache

from journeys.render.canvas import Canvas
from journeys.render.grid import COLUMN, FEWEST, HEAD, Stretch, stretches
from journeys.render.legend import draw_legend
from journeys.render.pages import MARGIN, Pages, page_of
from journeys.render.parts import Part, Planner, band_of, bare_part, listed, with_list
from journeys.render.scene import Scene, lanes_of, scene_of
from journeys.render.subject import Subject
from journeys.render.title_block import draw_title

_BETWEEN = 26.0
_KEPT = 128
"""Bands that are kept as they were drawn: those of two journeys as long as there may be, or of some thirty usual ones.
The one that nobody has asked for longest goes first, so what was deleted does not stay for ever."""


def screen_pages(subject: Subject, planner: Planner) -> Pages:
    """One page with all bands, as wide as the widest, its list after each band, one title and one legend."""
    bands, lanes = stretches(subject), lanes_of(subject)
    width = max(HEAD + FEWEST * COLUMN, *(stretch.width for stretch in bands))
    page, placed = Canvas(), []
    title, y = draw_title(subject, width)
    page.take(title, MARGIN, MARGIN)
    y += MARGIN
    for stretch in bands:
        part = whole_part(planner, scene_of(subject, stretch, lanes), stretch, width)
        page.take(part.canvas, MARGIN, y)
        placed.append(band_of(part, MARGIN, y, 1.0))
        y += part.height + _BETWEEN
    legend, height = draw_legend(subject, page.used, width)
    page.take(legend, MARGIN, y - 12)
    y += height - 12 + MARGIN
    return (page_of(subject, page, placed, width + 2 * MARGIN, y),), tuple(page.whole)


@lru_cache(maxsize=_KEPT)
def whole_part(planner: Planner, scene: Scene, stretch: Stretch, width: float) -> Part:
    """A band with its whole list. Its canvas is shared: it may be taken, not drawn on."""
    plan = planner(scene, stretch)
    part, _ = with_list(scene, bare_part(scene, plan, plan.rows), listed(scene, plan), width, 1e9)
    return part
