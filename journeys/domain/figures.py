"""The figures of a comparison, before and after, each with a sentence that says how it was counted."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from journeys.domain.comparing import Comparison
from journeys.domain.counting import Sums, Waiting, sums_of
from journeys.domain.document import Journey
from journeys.domain.durations import CONVERTED, rounded, span_in_words, unit_for
from journeys.domain.measures import pain_score
from journeys.domain.words import CHANNEL, KIND, Words


class Figure(NamedTuple):
    """One figure of both journeys, and how it was counted."""

    key: str
    name: Words
    before: Words
    after: Words
    how: Words


def figures(comparison: Comparison) -> tuple[Figure, ...]:
    """Steps, waiting and contacts along one way each; pain points and their score over the whole as-is."""
    before, after = sums_of(comparison.as_is), sums_of(comparison.to_be)
    return (
        _citizen_steps(before, after),
        _waiting(before.waiting, after.waiting, comparison),
        _contacts(before, after),
        _channels(before, after),
        _pain_points(comparison),
        _score(comparison),
    )


def counted_ways(comparison: Comparison) -> Words:
    """Along which way steps, waiting and contacts were counted in each journey."""
    said = [_way_of(journey) for journey in (comparison.as_is, comparison.to_be)]
    return Words(
        "Schritte, Wartezeit und Kontakte sind auf einem Weg gezählt, nie über mehrere zusammen: bei jeder Verzweigung "
        f"der erste, der ohne Rückkehr zum Ende führt. {said[0].de}; {said[1].de}.",
        "Steps, waiting and contacts are counted along one way, never over several together: at each branch the first "
        f"that leads to the end without coming back. {said[0].en}; {said[1].en}.",
    )


def _way_of(journey: Journey) -> Words:
    steps, way = journey.steps(), sums_of(journey).way
    number = {step.id: n for n, step in enumerate(steps, 1)}
    kind = KIND[journey.kind]
    if not steps:
        return Words(f"{kind.de}: noch keine Schritte", f"{kind.en}: no steps yet")
    passed = in_ranges([number[ref] for ref in way.steps])
    stuck = Words("", "") if way.ends else Words(" – ein Ende wird nicht erreicht", " – no end is reached")
    return Words(
        f"{kind.de}: Schritt {passed} ({len(way.steps)} von {len(steps)}){stuck.de}",
        f"{kind.en}: step {passed} ({len(way.steps)} of {len(steps)}){stuck.en}",
    )


def in_ranges(numbers: Sequence[int]) -> str:
    """Numbers as one says them: runs of three and more as a range, „1–7, 12“, in the order given."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(said)


def _plain(number: int) -> Words:
    return Words(str(number), str(number))


def _citizen_steps(before: Sums, after: Sums) -> Figure:
    return Figure(
        "citizen_steps",
        Words("Schritte der Bürgerinnen und Bürger", "Citizens' steps"),
        _plain(before.citizen_steps),
        _plain(after.citizen_steps),
        Words(
            "Schritte auf dem Weg, an denen sie selbst beteiligt sind; was das Amt intern tut, zählt nicht.",
            "Steps on the way that they take part in themselves; what the office does internally is not counted.",
        ),
    )


def _waiting(before: Waiting, after: Waiting, comparison: Comparison) -> Figure:
    longest = max(most for one in (before, after) for most in (one.least, one.most or one.least))
    unit = unit_for(longest)
    counted = len(before.counted), len(after.counted)
    unknown = _unknown(before, after, comparison)
    return Figure(
        "waiting",
        Words("Wartezeit", "Waiting time"),
        _span(before, unit),
        _span(after, unit),
        Words(
            f"Summe der Wartezeiten auf dem Weg mit Zahl (Ist {counted[0]}, Soll {counted[1]}), gerundet; "
            f"{CONVERTED.de}.{unknown.de}",
            f"Sum of the waiting times on the way that have numbers (as-is {counted[0]}, to-be {counted[1]}), rounded; "
            f"{CONVERTED.en}.{unknown.en}",
        ),
    )


def _unknown(before: Waiting, after: Waiting, comparison: Comparison) -> Words:
    """The steps whose waiting time is said in words alone; empty where there is none."""
    sides = ((comparison.as_is, before), (comparison.to_be, after))
    said = []
    for journey, one in sides:
        numbers = [n for n, step in enumerate(journey.steps(), 1) if step.id in one.unknown]
        if numbers:
            kind, ranges = KIND[journey.kind], in_ranges(numbers)
            said.append(Words(f"{kind.de} {ranges}", f"{kind.en} {ranges}"))
    if not said:
        return Words("", "")
    return Words(
        f" Ohne Zahl und nicht gezählt: {', '.join(w.de for w in said)}.",
        f" Without a number and not counted: {', '.join(w.en for w in said)}.",
    )


def _span(waiting: Waiting, unit: str) -> Words:
    """The sum as a range; a known one that rounds to nothing is less than one unit."""
    if not waiting.counted:
        return Words("keine Angabe", "not said")
    least, most = rounded(waiting.least, unit), _most(waiting.most, unit)
    if most == 0 and (waiting.most or 0) > 0:
        one = {lang: span_in_words(1, 1, unit, lang) for lang in ("de", "en")}
        return Words(f"unter {one['de']}", f"less than {one['en']}")
    return Words(*(span_in_words(least, most, unit, lang) for lang in ("de", "en")))


def _most(most: Fraction | None, unit: str) -> int | None:
    return None if most is None else rounded(most, unit)


def _contacts(before: Sums, after: Sums) -> Figure:
    return Figure(
        "contacts",
        Words("Kontakte", "Contacts"),
        _plain(before.contacts),
        _plain(after.contacts),
        Words(
            "Schritte auf dem Weg mit einem Kanal nach außen (alle außer „Intern“ und „Selbst“).",
            "Steps on the way with a channel to the outside (all but “Internal” and “On one's own”).",
        ),
    )


def _channels(before: Sums, after: Sums) -> Figure:
    return Figure(
        "channels",
        Words("Verschiedene Kanäle", "Different channels"),
        _plain(len(before.channels)),
        _plain(len(after.channels)),
        Words(
            f"Kanäle dieser Kontakte. Ist: {_named(before).de}. Soll: {_named(after).de}.",
            f"Channels of these contacts. As-is: {_named(before).en}. To-be: {_named(after).en}.",
        ),
    )


def _named(sums: Sums) -> Words:
    names = [CHANNEL[channel] for channel in sums.channels] or [Words("keine", "none")]
    return Words(", ".join(name.de for name in names), ", ".join(name.en for name in names))


def _pain_points(comparison: Comparison) -> Figure:
    every, left = len(comparison.pains), len(comparison.unresolved)
    own = sum(len(step.pain_points) for step in comparison.to_be.steps())
    more = Words(
        f" Am Soll selbst sind {own} notiert; sie zählen hier nicht.",
        f" {own} are noted on the to-be itself; they are not counted here.",
    )
    return Figure(
        "pain_points",
        Words("Schmerzpunkte", "Pain points"),
        _plain(every),
        Words(f"{left} offen", f"{left} open"),
        Words(
            f"Alle Schmerzpunkte am Ist. Gelöst ({every - left}) ist, was ein Soll-Schritt als gelöst nennt."
            + (more.de if own else ""),
            f"All pain points on the as-is. Resolved ({every - left}) is what a to-be step names as resolved."
            + (more.en if own else ""),
        ),
    )


def _score(comparison: Comparison) -> Figure:
    every = sum(pain_score(pain.note) for pain in comparison.pains)
    left = sum(pain_score(pain.note) for pain in comparison.unresolved)
    unrated = sum(pain_score(pain.note) == 0 for pain in comparison.pains)
    more = Words(
        f" {unrated} sind nicht eingeschätzt und zählen 0.", f" {unrated} are not rated and count 0."
    )
    return Figure(
        "pain_score",
        Words("Schmerzwert", "Pain score"),
        _plain(every),
        _plain(left),
        Words(
            "Schwere (1–3) mal Häufigkeit (1–4), summiert über alle und über die offenen Schmerzpunkte."
            + (more.de if unrated else ""),
            "Severity (1–3) times frequency (1–4), summed over all and over the open pain points."
            + (more.en if unrated else ""),
        ),
    )
