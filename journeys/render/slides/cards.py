"""Notes as cards in columns: pain points and needs with the numbers they have in the blueprint, and quotes."""

from collections.abc import Sequence
from typing import NamedTuple

from journeys.domain.document import Step
from journeys.domain.words import NOTE_KIND
from journeys.render.heads import step_name
from journeys.render.notes import importance, pips, rating, speaker
from journeys.render.picture import Rect
from journeys.render.slides.badges import BADGE, Badge, badge_tiles
from journeys.render.slides.setting import SMALLEST, filled_paras, height, para
from journeys.render.slides.topic import Topic
from journeys.render.slides.values import Group, Inset, Paras, Tile
from journeys.render.text import shorten

GAP = 6.0
_ABOUT = 120
"""Characters of what is said about a note that are shown."""
_PLAIN, _BADGED = Inset(8.0, 5.0, 8.0, 5.0), Inset(34.0, 5.0, 8.0, 5.0)


class Card(NamedTuple):
    """A note before it is placed; `badge` is its number, None for a quote."""

    style: str
    badge: Badge | None
    text: str
    about: str
    said: str

    @property
    def inset(self) -> Inset:
        return _BADGED if self.badge else _PLAIN

    def paras(self, size: float) -> Paras:
        text = para(self.text, size)
        return filled_paras(text, para(self.about, max(size - 1.5, SMALLEST), style="quiet", limit=_ABOUT))

    def height(self, width: float, size: float) -> float:
        inset = self.inset
        words = height(self.paras(size), width - inset.left - inset.right)
        return max(words, BADGE) + inset.top + inset.bottom

    def placed(self, x: float, y: float, width: float, size: float) -> Group:
        place = Rect(x, y, width, self.height(width, size))
        ground = Tile(place, self.style, self.paras(size), inset=self.inset)
        signs = badge_tiles([self.badge], x + 6.0, y + 5.0) if self.badge else []
        return Group((ground, *signs), self.said, place)


def cards_of(topic: Topic, step: Step) -> list[Card]:
    """Pain points, then needs, then quotes."""
    scene = topic.scene
    out = []
    for pain in step.pain_points:
        about = " ".join(filter(None, (pips(pain.severity), rating(scene, pain))))
        level = f"_{pain.severity}" if pain.severity else ""
        badge = Badge("diamond", f"marker{level}", str(scene.pain_numbers[pain.id]))
        out.append(_card(topic, step, f"pain{level}", "pain_point", badge, pain.text, about))
    for need in step.needs:
        badge = Badge("circle", "marker_need", str(scene.need_numbers[need.id]))
        out.append(_card(topic, step, "need", "need", badge, need.text, importance(scene, need)))
    first, last = ("„", "“") if scene.language == "de" else ("“", "”")
    for quote in step.quotes:
        words = quote.text.strip('„“”"')
        out.append(_card(topic, step, "quote", "quote", None, f"{first}{words}{last}", speaker(scene, quote)))
    return out


def _card(
    topic: Topic, step: Step, style: str, kind: str, badge: Badge | None, text: str, about: str
) -> Card:
    number = f" {badge.text}" if badge else ""
    said = f"{topic.say(NOTE_KIND[kind])}{number}, {shorten(step_name(topic.scene, step), 120)}"
    return Card(style, badge, text, about, said)


def stacked(cards: Sequence[Card], x: float, y: float, width: float, size: float) -> list[Group]:
    """The cards under one another."""
    out = []
    for card in cards:
        out.append(card.placed(x, y, width, size))
        y = out[-1].rect.bottom + GAP
    return out
