"""Slips: a document that is valid and yet most likely not what was meant. Warnings, one sentence each."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from journeys.domain.document import END, Document, Journey, Span, Step
from journeys.domain.findings import Finding
from journeys.domain.flow import links, reachable
from journeys.domain.wording import listed, quoted
from journeys.domain.words import Words

Placed = list[tuple[str, Step]]


def findings_of(document: Document) -> list[Finding]:
    """Every slip of the document, journey by journey."""
    out: list[Finding] = []
    for i, journey in enumerate(document.journeys):
        here = f"journeys[{i}]"
        steps = [
            (f"{here}.phases[{j}].steps[{k}]", step)
            for j, phase in enumerate(journey.phases)
            for k, step in enumerate(phase.steps)
        ]
        out += _unreachable(journey, steps)
        out += _no_exit(journey, steps)
        out += _branches(steps)
        out += [f for place, step in steps for f in _turned_spans(place, step)]
        if journey.kind == "as_is":
            out += _only_to_be(here, journey, steps)
    return out


def _warning(place: str, de: str, en: str) -> Finding:
    return Finding(place, Words(de, en), "warning")


def _unreachable(journey: Journey, steps: Placed) -> Iterator[Finding]:
    reached = reachable(journey)
    for place, step in steps:
        if step.id not in reached:
            said = quoted(step.title)
            yield _warning(
                place,
                f"Kein Weg führt zum Schritt {said.de}. Nennen Sie ihn bei einem anderen Schritt unter „next“.",
                f"No way leads to the step {said.en}. Name it under “next” of another step.",
            )


def _no_exit(journey: Journey, steps: Placed) -> Iterator[Finding]:
    """One warning a journey: the steps that are reached and from which no way leads to the end."""
    backward: dict[str, list[str]] = defaultdict(list)
    for link in links(journey):
        backward[link.target].append(link.source)
    ending, waiting = {END}, [END]
    while waiting:
        for source in backward[waiting.pop()]:
            if source not in ending:
                ending.add(source)
                waiting.append(source)
    reached = reachable(journey)
    stuck = [(place, step) for place, step in steps if step.id in reached and step.id not in ending]
    if stuck:
        names = listed([step.id for _, step in stuck])
        yield _warning(
            stuck[0][0],
            f"Von hier führt kein Weg zum Ende der Reise: {names.de}. Ergänzen Sie einen Ausgang unter „next“.",
            f"From here no way leads to the end of the journey: {names.en}. Add a way out under “next”.",
        )


def _branches(steps: Placed) -> Iterator[Finding]:
    followers = {step.id: after.id for (_, step), (_, after) in pairwise(steps)}
    falling = {step.id: (place, followers.get(step.id)) for place, step in steps if step.next is None}
    for place, step in steps:
        bare = [n.to for n in step.next or () if not n.condition]
        if len(bare) > 1:
            names = listed(bare)
            yield _warning(
                f"{place}.next",
                f"Mehrere Wege haben keine Bedingung: {names.de}. Sagen Sie, wann welcher gilt („condition“).",
                f"Several ways have no condition: {names.en}. Say when each one holds (“condition”).",
            )
        targets = {n.to for n in step.next or ()}
        for target in sorted(targets, key=str):
            where, follower = falling.get(target, ("", None))
            if follower in targets and follower != target:
                yield _falls_through(where, step.id, target, follower)


def _falls_through(place: str, branch: str, here: str, sibling: str | None) -> Finding:
    return _warning(
        place,
        f"„{branch}“ verzweigt zu „{here}“ und „{sibling}“, aber „{here}“ läuft ohne „next“ in „{sibling}“ weiter. "
        "Ist das so gemeint, schreiben Sie es unter „next“ hin.",
        f"“{branch}” branches to “{here}” and “{sibling}”, but “{here}” runs on into “{sibling}” without “next”. "
        "If that is meant, say so under “next”.",
    )


def _turned_spans(place: str, step: Step) -> Iterator[Finding]:
    spans: tuple[tuple[str, Span | None], ...] = (
        ("waiting_time", step.waiting_time),
        ("processing_time", step.processing_time),
    )
    for name, span in spans:
        if span is not None and span.min is not None and span.max is not None and span.min > span.max:
            yield _warning(
                f"{place}.{name}",
                f"Die kürzeste Dauer ({span.min}) ist länger als die längste ({span.max}). Tauschen Sie beide.",
                f"The shortest time ({span.min}) is longer than the longest ({span.max}). Swap the two.",
            )


def _only_to_be(here: str, journey: Journey, steps: Placed) -> Iterator[Finding]:
    fields = [(f"{place}.{name}", getattr(step, name)) for place, step in steps for name in TO_BE]
    for place, value in [(f"{here}.removed_steps", journey.removed_steps), *fields]:
        if value:
            yield _warning(
                place,
                "Das gilt nur in einer Soll-Reise; in einer Ist-Reise bleibt es ohne Wirkung.",
                "This holds only in a to-be journey; in an as-is journey it has no effect.",
            )


TO_BE = ("change", "replaces", "resolves")
