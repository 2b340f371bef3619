"""What somebody should look at in a journey („Prüfen“): in the words of the screens, each with the step it is about.

Nothing of it keeps anybody from working: a draft may have loose ends. `slips` says the same of a file, with its places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from journeys.domain.document import END, Document, Journey, Step
from journeys.domain.flow import links, reachable
from journeys.domain.words import Words

CELL_LETTERS = 90
"""What is written for a picture aims at so many characters: a cell is read at a glance."""
CELLS = ("evidence", "citizen_action", "frontstage", "backstage")


class Proof(NamedTuple):
    """One thing to look at; `step` is the id of the step where it is mended, None where no step is."""

    step: str | None
    text: Words


def proofs(document: Document, journey: Journey) -> list[Proof]:
    """Everything to look at in one journey of the document: first where ways lead, then what is missing."""
    if not journey.steps():
        return [Proof(None, Words("Diese Reise hat noch keine Schritte.", "This journey has no steps yet."))]
    found = [*_unreached(journey), *_stuck(journey), *_ways(journey), *_empty_phases(journey)]
    found += [*_personas(document, journey), *_cells(journey)]
    if journey.kind == "to_be":
        found += [*_replaced_twice(document, journey), *_unsolved(document, journey)]
    return found


def _unreached(journey: Journey) -> Iterator[Proof]:
    reached = reachable(journey)
    for step in journey.steps():
        if step.id not in reached:
            yield Proof(
                step.id,
                Words(
                    "Kein Weg führt hierher. Sagen Sie bei einem anderen Schritt, dass es hier weitergeht.",
                    "No way leads here. Say at another step that it goes on here.",
                ),
            )


def _stuck(journey: Journey) -> Iterator[Proof]:
    """The first step of each loop that has no way out."""
    sources: dict[str, list[str]] = defaultdict(list)
    for link in links(journey):
        sources[link.target].append(link.source)
    ending, waiting = {END}, [END]
    while waiting:
        for source in sources[waiting.pop()]:
            if source not in ending:
                ending.add(source)
                waiting.append(source)
    reached = reachable(journey)
    stuck = next((step for step in journey.steps() if step.id in reached - ending), None)
    if stuck:
        yield Proof(
            stuck.id,
            Words(
                "Von hier führt kein Weg zum Ende der Reise. Fügen Sie einen Ausgang ein.",
                "From here no way leads to the end of the journey. Add a way out.",
            ),
        )


def _ways(journey: Journey) -> Iterator[Proof]:
    after = {step.id: follower.id for step, follower in pairwise(journey.steps())}
    falls = {step.id: after.get(step.id) for step in journey.steps() if step.next is None}
    for step in journey.steps():
        if sum(not way.condition for way in step.next or ()) > 1:
            yield Proof(
                step.id,
                Words(
                    "Mehrere Wege haben keine Bedingung. Sagen Sie, wann welcher gilt.",
                    "Several ways have no condition. Say when each one holds.",
                ),
            )
        targets = {way.to for way in step.next or ()}
        for branch in sorted(targets & falls.keys()):
            if falls[branch] in targets and falls[branch] != branch:
                yield Proof(
                    branch,
                    Words(
                        "Dieser Zweig läuft in den Zweig daneben weiter. Sagen Sie, wohin er führt.",
                        "This branch runs on into the branch beside it. Say where it leads.",
                    ),
                )


def _empty_phases(journey: Journey) -> Iterator[Proof]:
    for phase in journey.phases:
        if not phase.steps:
            yield Proof(
                None,
                Words(
                    f"Die Phase „{phase.name}“ hat keine Schritte.", f"The phase “{phase.name}” has no steps."
                ),
            )


def _personas(document: Document, journey: Journey) -> Iterator[Proof]:
    if journey.persona is None and document.personas:
        yield Proof(
            None,
            Words(
                "Es ist nicht gesagt, wessen Reise das ist. Wählen Sie eine Persona.",
                "Nobody said whose journey this is. Choose a persona.",
            ),
        )


def _cells(journey: Journey) -> Iterator[Proof]:
    for step in journey.steps():
        long = [name for name in CELLS if len(getattr(step, name) or "") > CELL_LETTERS]
        if long:
            yield Proof(
                step.id,
                Words(
                    f"Ein Text ist länger als {CELL_LETTERS} Zeichen; im Bild liest ihn kaum jemand.",
                    f"A text is longer than {CELL_LETTERS} characters; hardly anybody reads it in the picture.",
                ),
            )
        if not any(getattr(step, name) for name in ("citizen_action", "frontstage", "backstage")):
            yield Proof(
                step.id,
                Words(
                    "Hier steht noch nicht, wer was tut.",
                    "It is not said yet who does what here.",
                ),
            )


def _replaced_twice(document: Document, journey: Journey) -> Iterator[Proof]:
    names = {step.id: step.title for step in document.steps()}
    times = Counter(ref for step in journey.steps() for ref in step.replaces)
    for step in journey.steps():
        twice = [names.get(ref, ref) for ref in step.replaces if times[ref] > 1]
        if twice:
            said = ", ".join(f"„{name}“" for name in twice)
            yield Proof(
                step.id,
                Words(
                    f"Ersetzt {said}, und ein anderer Schritt auch. Ist das so gemeint?",
                    f"Replaces {said}, and another step does, too. Is that meant?",
                ),
            )


def _unsolved(document: Document, journey: Journey) -> Iterator[Proof]:
    pains = [
        pain.id for j in document.journeys if j.kind == "as_is" for s in j.steps() for pain in s.pain_points
    ]
    solved = {ref for step in journey.steps() for ref in step.resolves}
    left = len(set(pains) - solved)
    if left:
        yield Proof(
            None,
            Words(
                f"{left} von {len(pains)} Schmerzpunkten löst noch kein Schritt im Soll.",
                f"{left} of {len(pains)} pain points no step of the to-be solves yet.",
            ),
        )


def titles(journey: Journey) -> dict[str, tuple[int, Step]]:
    """By step id, its number and the step: to say which one a proof is about."""
    return {step.id: (n, step) for n, step in enumerate(journey.steps(), 1)}
