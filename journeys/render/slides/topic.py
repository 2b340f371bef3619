"""What the slides of one journey are about: the journey with its numbers, and how it is called on them."""

from typing import NamedTuple

from journeys.domain.document import Document, Journey
from journeys.domain.words import Words
from journeys.render.grid import stretches
from journeys.render.naming import journey_name
from journeys.render.scene import Scene, scene_of
from journeys.render.slides.setting import fitted
from journeys.render.slides.values import TITLE, Para
from journeys.render.subject import Subject

_ALL_STEPS = 1_000_000
_TITLE_SIZES = (26.0, 22.0, 20.0)
_PART = Words(", Teil {n} von {all}", ", part {n} of {all}")


class Topic(NamedTuple):
    """A journey of the document; `scene` knows the numbers of its steps and notes. `name` is „Ist“ or „Soll“, with its
    title where the title says more."""

    subject: Subject
    scene: Scene
    name: str

    @property
    def journey(self) -> Journey:
        return self.subject.journey

    def say(self, words: Words, **values: object) -> str:
        return self.subject.say(words, **values)


def topic_of(document: Document, journey: Journey) -> Topic:
    """What the slides of the journey need."""
    subject = Subject(document.words_language, document.staff_term, document, journey, "journey")
    whole = stretches(subject, most=_ALL_STEPS)[0]
    return Topic(subject, scene_of(subject, whole, frozenset()), journey_name(document, journey))


def part(topic: Topic, n: int, every: int) -> str:
    """„, Teil 2 von 3“ where something takes several slides."""
    return topic.say(_PART, n=n, all=every) if every > 1 else ""


def title(text: str) -> Para:
    """The title of a slide in its place."""
    return fitted(text, TITLE.width, TITLE.height, _TITLE_SIZES, bold=True, style="title")
