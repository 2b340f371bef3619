"""The first slide: what this is, of whom, how old, how sure, and made from how much."""

from journeys.domain.document import Document
from journeys.domain.words import KIND, Words
from journeys.render.picture import Rect
from journeys.render.slides.setting import filled_paras, fitted, height, para
from journeys.render.slides.topic import Topic
from journeys.render.slides.values import FLAT, MARGIN, Para, Slide, Thing, Tile
from journeys.render.title_block import AS_OF, AUTHORITY, BASIS, DRAFT, EDITION, STATUS, basis

LEFT = 60.0
OPENING_TITLE = Rect(LEFT, 84.0, 840.0, 118.0)
OPENING_SUBTITLE = Rect(LEFT, 214.0, 840.0, 32.0)
CURTAIN = 282.0
"""Height of the dark ground behind the title."""
_WHAT = Words("Bürgerreise", "Citizen journey")
_GAP, _TOP, _ROOM = 20.0, 312.0, 112.0
_COUNTED = 3
"""Journeys whose notes are counted there."""


def title_slide(document: Document, topics: list[Topic]) -> Slide:
    """The service, its journeys, and the facts of every title block."""
    called = document.service.name.strip() or document.id
    name = fitted(called, OPENING_TITLE.width, OPENING_TITLE.height, (40.0, 32.0, 26.0), True)
    lang = document.words_language
    kinds = dict.fromkeys(KIND[topic.journey.kind].in_(lang) for topic in topics)
    said = " · ".join([_WHAT.in_(lang), *kinds])
    things: list[Thing] = [*_facts(document, topics)]
    if document.disclaimer:
        things.append(_disclaimer(document.disclaimer))
    return Slide(name, tuple(things), para(said, 20.0), opens=True)


def _facts(document: Document, topics: list[Topic]) -> list[Tile]:
    first = topics[0]
    state = f"{first.say(DRAFT)}\n{first.say(EDITION)} {first.subject.edition}"
    counted = "\n".join(f"{topic.name}: {basis(topic.subject)}" for topic in topics[:_COUNTED])
    facts = [
        (AUTHORITY, document.service.authority or ""),
        (AS_OF, document.as_of or ""),
        (STATUS, state),
        (BASIS, counted),
    ]
    shown = [(first.say(name), text) for name, text in facts if text.strip()]
    shares = [2.0 if len(text) > 40 else 1.0 for _, text in shown]
    free, x, out = 840.0 - _GAP * (len(shown) - 1), LEFT, []
    for (name, text), share in zip(shown, shares, strict=True):
        width = free * share / sum(shares)
        out.append(Tile(Rect(x, _TOP, width, _ROOM), "plain", _fact(name, text, width), inset=FLAT))
        x += width + _GAP
    return out


def _fact(name: str, text: str, width: float) -> tuple[Para, ...]:
    parts = text.split("\n")
    room = (_ROOM - 14.0) / len(parts) - 3.0
    said = [fitted(one, width, room, (14.0, 12.0, 11.0, 10.0))._replace(gap=3.0) for one in parts]
    return filled_paras(para(name, 11.0, style="quiet"), *said)


def _disclaimer(text: str) -> Tile:
    width = 840.0
    words = fitted(text, width, 44.0, (11.0, 10.0), style="quiet")
    tall = height((words,), width)
    return Tile(Rect(LEFT, 540.0 - MARGIN - tall, width, tall), "plain", (words,), inset=FLAT)
