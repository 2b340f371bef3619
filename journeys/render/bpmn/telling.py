"""What people read in the documentation of a task or diagram: the texts of a step that its shapes show only in part."""

from collections.abc import Iterator

from journeys.domain.document import Document, Fact, Journey, Span, Step
from journeys.domain.words import ACTOR, CHANNEL, KIND
from journeys.render.bpmn.phrases import FIELD, MADE_BY, YES
from journeys.render.bpmn.tasks import one_line
from journeys.render.voice import Voice


def of_step(step: Step, voice: Voice) -> str:
    """One line for each thing that the step says."""
    return "\n".join(f"{voice.say(FIELD[field])}: {text}" for field, text in _lines(step, voice))


def _lines(step: Step, voice: Voice) -> Iterator[tuple[str, str]]:
    yield "title", step.title
    if step.actor:
        yield "actor", voice.say(ACTOR[step.actor])
    if step.channel:
        yield "channel", voice.say(CHANNEL[step.channel])
    if step.optional:
        yield "optional", voice.say(YES)
    for field in list(FIELD)[4:]:
        value = getattr(step, field)
        if field == "quotes":
            yield from (("quotes", quote.text) for quote in step.quotes)
        elif value:
            yield field, _text(value)


def _text(value: str | Span | Fact | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return value if isinstance(value, str) else value.text


def of_journey(document: Document, journey: Journey, voice: Voice) -> str:
    said = [document.service.name, voice.say(KIND[journey.kind]), journey.summary, document.disclaimer]
    return "\n".join([*filter(None, said), voice.say(MADE_BY)])


def voice_of(document: Document) -> Voice:
    return Voice(document.words_language, one_line(document.staff_term) or "VFA")
