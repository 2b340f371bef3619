"""What comes first when a document is told: the service, a summary in words and figures, the personas."""

from collections.abc import Iterator

from journeys.domain.blocks import Block, many, one, paragraphs
from journeys.domain.comparing import compare, first_of
from journeys.domain.document import Document, Journey, Persona
from journeys.domain.figures import counted_ways, figures
from journeys.domain.heat import HotStep, heat_of_journey, hot_steps
from journeys.domain.sealing import mark_of, seal_of
from journeys.domain.standards import grouped_key
from journeys.domain.words import ACTOR, CHANNEL, DIGITAL_SKILL
from journeys.render.telling import labels
from journeys.render.telling.teller import Facts, Teller

HOTTEST = 3


def title(teller: Teller) -> Iterator[Block]:
    """The service's name, the document's disclaimer, the facts of the service."""
    document, service = teller.document, teller.document.service
    yield one("title", service.name)
    if document.disclaimer:
        yield one("mark", document.disclaimer)
    facts: Facts = [
        (labels.SHORT_NAME, service.short_name or ""),
        (labels.KEY, grouped_key(service.key or "")),
        (labels.AUTHORITY, service.authority or ""),
        (labels.LIFE_SITUATION, service.life_situation or ""),
        (labels.LEGAL_BASIS, "; ".join(service.legal_basis)),
        (labels.COUNTRY, service.country or ""),
        (labels.STAFF_TERM, service.staff_term or ""),
        (labels.CHANNELS, ", ".join(teller.say(CHANNEL[channel]) for channel in service.channels)),
        (labels.FEE, teller.fact(service.fee)),
        (labels.DURATION, teller.fact(service.duration)),
        (labels.AS_OF, document.as_of or ""),
        (labels.EDITION, mark_of(seal_of(document))),
    ]
    yield many("facts", teller.facts(facts))
    if service.facts:
        yield one("label", teller.say(labels.FURTHER))
        yield many("list", [teller.fact(fact) for fact in service.facts])


def summary(teller: Teller) -> Iterator[Block]:
    """What each journey is about, how much was noted, what the to-be changes, where it hurts most."""
    yield one("heading", teller.say(labels.SUMMARY))
    for journey in teller.document.journeys:
        yield from paragraphs(journey.summary or "")
    yield many("list", [_counted(teller, journey) for journey in teller.document.journeys])
    yield from _figures(teller)
    yield from _hottest(teller)


def _counted(teller: Teller, journey: Journey) -> str:
    heat = heat_of_journey(journey)
    return teller.say(
        labels.COUNTED,
        journey=teller.journey(journey),
        steps=len(journey.steps()),
        phases=len(journey.phases),
        pains=heat.pain_points,
        needs=heat.needs,
        quotes=heat.quotes,
    )


def _figures(teller: Teller) -> Iterator[Block]:
    if {journey.kind for journey in teller.document.journeys} == {"as_is", "to_be"}:
        both = compare(first_of(teller.document, "as_is"), first_of(teller.document, "to_be"))
        yield one("subheading", teller.say(labels.IN_SHORT))
        lines = []
        for figure in figures(both):
            name, before, after, how = (words.in_(teller.language) for words in figure[1:])
            lines.append(teller.say(labels.BEFORE_AFTER, name=name, before=before, after=after, how=how))
        yield many("list", lines)
        yield one("text", counted_ways(both).in_(teller.language))


def _hottest(teller: Teller) -> Iterator[Block]:
    steps = [step for journey in _as_is(teller.document) for step in hot_steps(journey) if step.heat.score]
    worst = sorted(steps, key=lambda step: -step.heat.score)[:HOTTEST]
    if worst:
        yield one("subheading", teller.say(labels.HURTS))
        yield many("list", [_hot(teller, step) for step in worst])
        yield one("text", teller.say(labels.HOW_HOT))


def _hot(teller: Teller, hot: HotStep) -> str:
    name = teller.steps[hot.step.id]
    return teller.say(labels.HOT, step=name, score=hot.heat.score, n=hot.heat.pain_points)


def _as_is(document: Document) -> list[Journey]:
    return [journey for journey in document.journeys if journey.kind == "as_is"]


def personas(teller: Teller) -> Iterator[Block]:
    """Whose journeys these are."""
    if teller.document.personas:
        yield one("heading", teller.say(labels.PERSONAS))
    for persona in teller.document.personas:
        yield one("subheading", persona.name)
        told = teller.facts(_of_persona(teller, persona))
        if told:
            yield many("facts", told)


def _of_persona(teller: Teller, persona: Persona) -> Facts:
    return [
        (labels.AGE, "" if persona.age is None else str(persona.age)),
        (labels.SITUATION, persona.situation or ""),
        (labels.ROLE, teller.say(ACTOR[persona.role]) if persona.role else ""),
        (labels.GOALS, "; ".join(persona.goals)),
        (labels.BARRIERS, "; ".join(persona.barriers)),
        (
            labels.DIGITAL_SKILL,
            teller.say(DIGITAL_SKILL[persona.digital_skill]) if persona.digital_skill else "",
        ),
        (labels.SOURCES, teller.cited(persona.sources)),
    ]
