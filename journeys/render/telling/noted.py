"""The notes on a step, and what comes after the journeys: opportunities, notes on no step, sources."""

from collections.abc import Iterator

from journeys.domain.blocks import Block, many, one
from journeys.domain.document import Need, Opportunity, PainPoint, Quote, Source, Step, UnsortedNote
from journeys.domain.words import (
    CERTAINTY,
    FREQUENCY,
    HORIZON,
    NOT_RATED,
    NOTE_KIND,
    NOTE_KINDS,
    PRIORITY,
    RELIABILITY,
    SEVERITY,
)
from journeys.render.telling import labels
from journeys.render.telling.teller import Teller


def notes(teller: Teller, step: Step) -> Iterator[Block]:
    """Every note on the step, by kind, with all that is said about it."""
    kinds = (
        ("pain_point", [_pain(teller, note) for note in step.pain_points]),
        ("need", [_need(teller, note) for note in step.needs]),
        ("quote", [_quote(teller, note) for note in step.quotes]),
    )
    for kind, texts in kinds:
        if texts:
            yield one("label", teller.say(NOTE_KINDS[kind]))
            yield many("list", texts)


def _pain(teller: Teller, note: PainPoint) -> str:
    rated = [teller.say(SEVERITY[note.severity])] if note.severity else []
    rated += [teller.say(FREQUENCY[note.frequency])] if note.frequency else []
    return teller.about(
        note.text,
        ", ".join(rated) or teller.say(NOT_RATED),
        teller.say(CERTAINTY[note.certainty]) if note.certainty else "",
        *_of_note(teller, note),
    )


def _need(teller: Teller, note: Need) -> str:
    weight = teller.say(PRIORITY[note.priority]) if note.priority else ""
    return teller.about(note.text, weight, *_of_note(teller, note))


def _quote(teller: Teller, note: Quote) -> str:
    made_up = teller.say(labels.INVENTED) if note.invented else ""
    return teller.about(note.text, note.speaker or "", made_up, *_of_note(teller, note))


def _of_note(teller: Teller, note: PainPoint | Need | Quote) -> list[str]:
    who = teller.named(teller.personas, [note.persona])
    return [who, teller.origin(note.origin), teller.cited(note.sources)]


def opportunities(teller: Teller) -> Iterator[Block]:
    """What would remove pain points, with what it would bring and cost."""
    if teller.document.opportunities:
        yield one("heading", teller.say(labels.OPPORTUNITIES))
        told = ((each.text, _of_opportunity(teller, each)) for each in teller.document.opportunities)
        yield many("terms", [text for pair in told for text in pair])


def _of_opportunity(teller: Teller, each: Opportunity) -> str:
    against = teller.named(teller.pains, each.addresses)
    said = (
        teller.say(labels.IMPACT, n=each.impact) if each.impact else "",
        teller.say(labels.EFFORT, n=each.effort) if each.effort else "",
        teller.say(HORIZON[each.horizon]) if each.horizon else "",
        teller.say(labels.ADDRESSES, texts=against) if against else "",
        teller.say(labels.AT_STEP, step=teller.steps.get(each.step, each.step)) if each.step else "",
        teller.cited(each.sources),
    )
    return "; ".join(filter(None, said))


def unsorted(teller: Teller) -> Iterator[Block]:
    """Notes that nobody has put on a step."""
    if teller.document.unsorted_notes:
        yield one("heading", teller.say(labels.UNSORTED))
        yield many("list", [_unsorted(teller, note) for note in teller.document.unsorted_notes])


def _unsorted(teller: Teller, note: UnsortedNote) -> str:
    kind = teller.say(NOTE_KIND[note.kind]) if note.kind else ""
    return teller.about(note.text, kind, teller.origin(note.origin))


def sources(teller: Teller) -> Iterator[Block]:
    """The sources under the numbers by which they are cited."""
    if teller.document.sources:
        yield one("heading", teller.say(labels.SOURCES))
        pairs = ((teller.sources[each.id], _source(teller, each)) for each in teller.document.sources)
        yield many("facts", [text for pair in pairs for text in pair])


def _source(teller: Teller, each: Source) -> str:
    checked = {None: "", True: teller.say(labels.VERIFIED), False: teller.say(labels.NOT_VERIFIED)}
    head = ", ".join(filter(None, (each.title, each.publisher, each.date, each.url)))
    return teller.about(
        head,
        teller.say(labels.USED_FOR, text=each.used_for) if each.used_for else "",
        checked[each.verified],
        teller.say(labels.RELIABLE, word=teller.say(RELIABILITY[each.reliability]))
        if each.reliability
        else "",
    )
