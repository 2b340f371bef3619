"""Journeys of all shapes, for tests that have to hold for any of them."""

import random
from typing import Any

from hypothesis import strategies as st

from journeys.domain.document import Document

_PLAIN = (
    "Antrag abgeben",
    "Wartet auf Nachricht aus dem Amt",
    "Wohnungsgeberbestätigung der Vermieterin und Meldeschein beschaffen, beides im Original",
    "5. Stock, Zimmer 12",
    "Fachverfahren Meldewesen",
    "Ja",
)
_ODD = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkundenvordruck",
    "x" * 5000,
    "Familie 👨‍👩‍👧‍👦 mit Hund 🐕 und 日本語",
    "e\u0301\u0302\u0303 a\u0308 \u202eטקסט מימין لشمال\u202c",
    '<script>alert("x")</script> <b>fett</b> &amp; \\N \\G " ]]>',
    "zwei\nZeilen\tund Silben\u00adtrennung",
    "Wort " * 120,
    "W" * 199,
)
_EMPTY = ("", "—", "-", None)
_WAYS = (0, 1, 2, 3, 4) * 5 + (12,)
_STEMS = (
    "wohnungs geber bestätigungs grundsicherungs antrags melde register auskunfts aufenthalts erlaubnis "
    "verlängerungs gewerbe umsatz steuer voraus zahlungs bescheid kraftfahrzeug zulassungs bezirks schornstein "
    "feger rechts behelfs belehrungs bearbeitungs gebühren ordnungs familien kassen einkommens nachweis"
)


def compound(dice: random.Random, letters: int) -> str:
    """A German word of so many letters, as offices make them."""
    word = ""
    while len(word) < letters:
        word += dice.choice(_STEMS.split())
    return word[:letters].capitalize()


_COMPOUND = tuple(compound(random.Random(letters), letters) for letters in range(12, 61, 4))
"""Made once: each throw of the dice makes it harder for hypothesis to find large journeys."""
_LONG = " ".join(_COMPOUND[3:9])


def text(dice: random.Random, odd: bool) -> str:
    """A text of a cell; odd ones are long, foreign or hostile."""
    return (
        dice.choice(_ODD) if odd and dice.random() < 0.4 else dice.choice((*_PLAIN, *_COMPOUND[::3], _LONG))
    )


def cell(dice: random.Random, odd: bool) -> str | None:
    """A text, or one of the ways of saying nothing."""
    return dice.choice(_EMPTY) if dice.random() < 0.4 else text(dice, odd)


def _links(dice: random.Random, here: int, count: int, odd: bool, key: str) -> list[dict[str, str]]:
    """Up to four ways on, seldom twelve: next, past the next (a fork that joins again), back, itself, far ahead, far
    back, the end."""
    links = []
    for _ in range(dice.choice(_WAYS)):
        near = [here, here + 1, here + 2, here + 3, here - 1, here - 3]
        to = dice.choice([*near, here + 11, here - 12, dice.randrange(count), -1])
        link = {"to": f"{key}{to}" if 0 <= to < count else "end"}
        if dice.random() < 0.7:
            link["condition"] = text(dice, odd)
        links.append(link)
    return links


def _notes(dice: random.Random, odd: bool, key: str, most: int) -> list[dict[str, Any]]:
    """As many notes as the dice say, seldom very many."""
    count = most if dice.random() < 0.1 else dice.randint(0, 3)
    return [{"id": f"{key}{n}", "text": text(dice, odd)} for n in range(count)]


def _step(dice: random.Random, n: int, count: int, odd: bool, key: str = "s") -> dict[str, Any]:
    step: dict[str, Any] = {
        "id": f"{key}{n}",
        "title": text(dice, odd)[:200],
        "pain_points": _notes(dice, odd, f"p{key}{n}.", 20),
        "needs": _notes(dice, odd, f"n{key}{n}.", 20),
        "quotes": _notes(dice, odd, f"q{key}{n}.", 8),
        "support_systems": [text(dice, odd) for _ in range(dice.randint(0, 3))],
        "documents": [text(dice, odd) for _ in range(dice.randint(0, 2))],
    }
    for pain in step["pain_points"]:
        pain.update({"severity": dice.randint(1, 3), "frequency": "often"} if dice.random() < 0.8 else {})
        pain.update({"persona": dice.choice(["pe1", "pe2"])} if dice.random() < 0.2 else {})
    for field in ("touchpoint", "evidence", "citizen_action", "frontstage", "backstage"):
        if (value := cell(dice, odd)) is not None:
            step[field] = value
    if dice.random() < 0.7:
        step["channel"] = dice.choice(
            ["online", "app", "counter", "phone", "mail", "email", "internal", "self"]
        )
    if dice.random() < 0.7:
        step["emotion"] = dice.randint(-2, 2)
    if dice.random() < 0.3:
        step["waiting_time"] = {"text": text(dice, odd)}
        step["processing_time"] = {"text": text(dice, odd)}
    step |= _further_facts(dice, odd)
    step["optional"] = dice.random() < 0.3
    if dice.random() < 0.6:
        step["next"] = _links(dice, n, count, odd, key)
    return step


LANES = ("l0", "l1", "l2")
PEOPLE = tuple(f"b{n}" for n in range(7))
_MARKS = ("decision", "fail_point", "moment_of_truth", "waiting_point")


def _further_facts(dice: random.Random, odd: bool) -> dict[str, Any]:
    """What seldom stands in a step, so that many journeys have some of it and few have all."""
    facts: dict[str, Any] = {}
    if dice.random() < 0.3:
        facts["legal_basis"] = [text(dice, odd) for _ in range(dice.randint(1, 3))]
    if dice.random() < 0.3:
        facts["marks"] = [mark for mark in _MARKS if dice.random() < 0.5]
    if dice.random() < 0.2:
        facts["maturity"] = {"model": "2.0", "level": dice.randint(0, 7)}
    if dice.random() < 0.2:
        facts["fim_activity"] = dice.randint(1, 8)
    if dice.random() < 0.4:
        facts["in_lanes"] = [{"lane": one, "text": text(dice, odd)} for one in LANES if dice.random() < 0.5]
    if dice.random() < 0.5:
        facts["moods"] = [
            {"persona": one, "emotion": dice.randint(-2, 2)} for one in PEOPLE if dice.random() < 0.5
        ]
    return facts


def _phases(dice: random.Random, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps cut into phases, some of them empty."""
    phases: list[dict[str, Any]] = []
    while steps:
        size = dice.randint(0, 6)
        phases.append({"id": f"ph{len(phases)}", "name": text(dice, True)[:200], "steps": steps[:size]})
        steps = steps[size:]
    return phases


@st.composite
def documents(draw: st.DrawFn, least: int = 0, most: int = 24) -> Document:
    """A document with one journey of `least` to `most` steps."""
    # Big journeys need more throws than hypothesis keeps account of: those are thrown from one drawn seed.
    seeded = most > 24
    dice = random.Random(draw(st.integers(0, 2**32))) if seeded else draw(st.randoms(use_true_random=False))
    odd = draw(st.booleans())
    count = draw(st.integers(least, most))
    phases = _phases(dice, [_step(dice, n, count, odd) for n in range(count)])
    if not phases and draw(st.booleans()):
        phases = [{"id": "ph0", "name": "Leer", "steps": []}]
    kind = draw(st.sampled_from(["as_is", "to_be"]))
    journey: dict[str, Any] = {"id": "j", "kind": kind, "phases": phases, "summary": text(dice, odd)}
    journey["lanes"] = [
        {"id": one, "name": text(dice, odd)[:200], "kind": "other", "hidden": dice.random() < 0.3}
        for one in LANES
    ]
    journey |= draw(st.sampled_from([{}, {"persona": "b0"}, {"persona": "b1", "personas": ["b0", "b2"]}]))
    addressed = [p["id"] for phase in phases for s in phase["steps"] for p in s["pain_points"]][:3]
    return parsed(
        {
            "id": "d",
            "language": draw(st.sampled_from(["de", "en"])),
            "service": {"name": text(dice, odd)[:200], "authority": text(dice, odd)},
            "disclaimer": text(dice, odd),
            "personas": [{"id": one, "name": text(dice, odd)[:200]} for one in PEOPLE],
            "journeys": [journey],
            "opportunities": [{"id": "o", "text": text(dice, odd), "addresses": addressed}],
        }
    )


@st.composite
def comparisons(draw: st.DrawFn, most: int = 30) -> Document:
    """A document with an as-is and a to-be journey of up to `most` steps each: what replaces what is thrown too."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    odd = draw(st.booleans())
    old, new = draw(st.integers(0, most)), draw(st.integers(0, most))
    before = [_step(dice, n, old, odd) for n in range(old)]
    after = [_step(dice, n, new, odd, "t") for n in range(new)]
    pains = [pain["id"] for step in before for pain in step["pain_points"]]
    for step in [*before, *after]:
        if "waiting_time" in step and dice.random() < 0.7:
            step["waiting_time"] |= {"min": dice.randint(0, 9), "max": dice.randint(3, 99), "unit": "days"}
    for step in after:
        step["replaces"] = _some(dice, [one["id"] for one in before], dice.choice([0, 1, 1, 2, 3, 12]))
        step["resolves"] = _some(dice, pains, dice.choice([0, 1, 3, 30]))
        step["change"] = dice.choice([None, None, "added", "changed", "unchanged"])
    removed = _some(dice, [one["id"] for one in before], dice.choice([0, 1, 4]))
    sides = [("as_is", before, None), ("to_be", after, removed)]
    journeys = [
        {"id": kind, "kind": kind, "phases": phases_of(dice, steps, key), "removed_steps": dropped}
        for key, (kind, steps, dropped) in enumerate(sides)
    ]
    return parsed(
        {
            "id": "d",
            "language": draw(st.sampled_from(["de", "en"])),
            "service": {"name": text(dice, odd)[:200]},
            "disclaimer": text(dice, odd),
            "journeys": journeys,
        }
    )


def phases_of(dice: random.Random, steps: list[dict[str, Any]], key: int) -> list[dict[str, Any]]:
    """Phases whose ids no other journey has."""
    return [{**phase, "id": f"{phase['id']}.{key}"} for phase in _phases(dice, steps)]


def _some(dice: random.Random, ids: list[str], most: int) -> list[str]:
    return dice.sample(ids, min(most, len(ids)))


class _Made(Document):
    """A document that hypothesis prints in a bearable length."""

    def __repr__(self) -> str:
        return f"{self.model_dump_json(exclude_defaults=True)[:1500]} …"


def parsed(raw: dict[str, Any]) -> Document:
    """A document from plain values; what is None is left out."""
    return _Made.model_validate(_tuples(raw))


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(v) for key, v in value.items() if v is not None}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
