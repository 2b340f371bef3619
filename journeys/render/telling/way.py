"""A journey in words: by phase and step, everything that the blueprint's lanes say, and every note whole."""

from collections.abc import Iterator

from journeys.domain.blocks import Block, many, one, paragraphs
from journeys.domain.document import Journey, Phase, Step
from journeys.domain.flow import Onward, onward
from journeys.domain.standards import FIM_ACTIVITIES, level_in_words
from journeys.domain.words import ACTOR, CHANGE, CHANNEL, EMOTION, MARK, NO_STEPS, Words
from journeys.render.telling import labels
from journeys.render.telling.noted import notes
from journeys.render.telling.teller import Facts, Teller


def journey_head(teller: Teller, journey: Journey) -> Iterator[Block]:
    """The heading of a journey, and whose it is."""
    yield one("heading", teller.journey(journey))
    whose = dict.fromkeys((journey.persona, *journey.personas))
    facts = teller.facts([(labels.PERSONA, teller.named(teller.personas, whose))])
    if facts:
        yield many("facts", facts)


def phases(teller: Teller, journey: Journey) -> Iterator[Block]:
    """The phases with their steps; at the end what the journey drops."""
    leads, number = onward(journey), 0
    if not journey.steps():
        yield one("text", teller.say(NO_STEPS))
    for phase in journey.phases:
        yield from _phase(phase)
        for step in phase.steps:
            number += 1
            yield from _step(teller, journey, step, leads[step.id])
    if journey.removed_steps:
        yield one("subheading", teller.say(labels.REMOVED))
        yield many("list", [teller.steps.get(gone, gone) for gone in journey.removed_steps])


def _phase(phase: Phase) -> Iterator[Block]:
    yield one("subheading", phase.name)
    yield from paragraphs(phase.goal or "")


def _step(teller: Teller, journey: Journey, step: Step, leads: list[Onward]) -> Iterator[Block]:
    yield one("minor", teller.steps[step.id])
    facts = [*_lanes(teller, step), *_own_lanes(journey, step), *_further(teller, journey, step)]
    facts += _onward(teller, step, leads)
    told = teller.facts(facts)
    if told:
        yield many("facts", told)
    yield from notes(teller, step)


def _lanes(teller: Teller, step: Step) -> Facts:
    return [
        (labels.ACTOR, teller.say(ACTOR[step.actor]) if step.actor else ""),
        (labels.CHANNEL, teller.say(CHANNEL[step.channel]) if step.channel else ""),
        (labels.TOUCHPOINT, step.touchpoint or ""),
        (labels.EVIDENCE, step.evidence or ""),
        (labels.CITIZEN_ACTION, step.citizen_action or ""),
        (labels.FRONTSTAGE, step.frontstage or ""),
        (labels.BACKSTAGE, step.backstage or ""),
        (labels.SYSTEMS, "; ".join(step.support_systems)),
    ]


def _own_lanes(journey: Journey, step: Step) -> Facts:
    names = {lane.id: lane.name for lane in journey.lanes}
    said = ((names.get(each.lane, each.lane), each.text) for each in step.in_lanes)
    return [(Words(_plain(name), _plain(name)), text) for name, text in said]


def _plain(name: str) -> str:
    """A name as words of ours, in which braces would be filled in."""
    return name.replace("{", "{{").replace("}", "}}") if "{" in name else name


def _further(teller: Teller, journey: Journey, step: Step) -> Facts:
    return [
        (labels.DOCUMENTS, "; ".join(step.documents)),
        (labels.REUSED, "; ".join(step.reused)),
        (labels.LEGAL_BASIS, "; ".join(step.legal_basis)),
        (labels.WAITING, teller.span(step.waiting_time)),
        (labels.PROCESSING, teller.span(step.processing_time)),
        (labels.COST, teller.fact(step.cost)),
        (labels.MOOD, _moods(teller, step)),
        (labels.MARKS, ", ".join(teller.say(MARK[mark]) for mark in dict.fromkeys(step.marks))),
        (labels.MATURITY, _maturity(teller, step)),
        (labels.FIM, _fim(teller, step)),
        (labels.OPTIONAL, teller.say(labels.YES) if step.optional else ""),
    ]


def _moods(teller: Teller, step: Step) -> str:
    said = [] if step.emotion is None else [teller.say(EMOTION[step.emotion])]
    for mood in step.moods:
        said.append(f"{teller.personas.get(mood.persona, mood.persona)}: {teller.say(EMOTION[mood.emotion])}")
    return "; ".join(said)


def _maturity(teller: Teller, step: Step) -> str:
    if step.maturity is None:
        return ""
    return teller.about(level_in_words(step.maturity).in_(teller.language), step.maturity.date or "")


def _fim(teller: Teller, step: Step) -> str:
    if step.fim_activity is None:
        return ""
    return f"{step.fim_activity} {teller.say(FIM_ACTIVITIES[step.fim_activity])}"


def _onward(teller: Teller, step: Step, leads: list[Onward]) -> Facts:
    """Where the step leads, as far as that was said; what it makes of the as-is."""
    said = "; ".join(_lead(teller, each) for each in leads) if any(each.said for each in leads) else ""
    return [
        (labels.ONWARD, said),
        (labels.CHANGE, teller.say(CHANGE[step.change]) if step.change else ""),
        (labels.REPLACES, teller.named(teller.steps, step.replaces)),
        (labels.RESOLVES, teller.named(teller.pains, step.resolves)),
    ]


def _lead(teller: Teller, lead: Onward) -> str:
    there = teller.say(labels.END) if lead.title is None else teller.steps[lead.id]
    return f"{lead.condition} → {there}" if lead.condition else f"→ {there}"
