"""As-is against to-be in figures: six tiles, each with before, after and how it was counted."""

from journeys.domain.comparing import Comparison
from journeys.domain.figures import Figure, counted_ways, figures
from journeys.domain.words import VIEW
from journeys.render.picture import Rect
from journeys.render.slides.setting import filled_paras, fitted, height, para
from journeys.render.slides.topic import Topic, title
from journeys.render.slides.values import BODY, FLAT, Inset, Slide, Tile

_ACROSS, _GAP, _WAYS = 3, 12.0, 52.0
_INSET = Inset(12.0, 8.0, 12.0, 8.0)
_LONG = 1200


def comparison_slide(topic: Topic, comparison: Comparison, named: bool) -> Slide:
    """The figures of both journeys; `named`: with the name of the to-be, where there are several."""
    every = figures(comparison)
    ways = fitted(
        topic.say(counted_ways(comparison)), BODY.width, _WAYS, (11.0, 10.0), style="quiet", limit=_LONG
    )
    foot = height((ways,), BODY.width)
    rows = -(-len(every) // _ACROSS)
    wide = (BODY.width - _GAP * (_ACROSS - 1)) / _ACROSS
    tall = (BODY.height - foot - _GAP * rows) / rows
    tiles = [
        _tile(
            topic,
            figure,
            Rect(BODY.x + n % _ACROSS * (wide + _GAP), BODY.y + n // _ACROSS * (tall + _GAP), wide, tall),
        )
        for n, figure in enumerate(every)
    ]
    place = Rect(BODY.x, BODY.bottom - foot, BODY.width, foot)
    note = Tile(place, "plain", (ways,), inset=FLAT)
    name = topic.say(VIEW["comparison"])
    return Slide(title(f"{name}: {topic.name}" if named else name), (*tiles, note))


def _tile(topic: Topic, figure: Figure, place: Rect) -> Tile:
    width = place.width - _INSET.left - _INSET.right
    room = place.height - _INSET.top - _INSET.bottom
    name = para(topic.say(figure.name), 13.0, bold=True, style="subtitle")
    change = f"{topic.say(figure.before)} → {topic.say(figure.after)}"
    value = fitted(change, width, 62.0, (26.0, 22.0, 18.0, 15.0), bold=True)._replace(gap=3.0)
    left = room - height((name, value), width) - 4.0
    how = fitted(topic.say(figure.how), width, left, (12.0, 11.0, 10.0), style="quiet", limit=_LONG)
    paras = filled_paras(name, value, how._replace(gap=4.0))
    return Tile(place, "lane_plain", paras, inset=_INSET)
