"""The block on top of every sheet: what this is, of whom, how old, how sure, and made from how much."""

from typing import NamedTuple

from journeys.domain.words import KIND, VIEW, Words
from journeys.render.canvas import Canvas
from journeys.render.picture import Rect
from journeys.render.subject import Subject
from journeys.render.text import Passage

_SHEET = Words("Blatt {n} von {all}", "Sheet {n} of {all}")
_PERSONA = Words("Persona", "Persona")
_ALL = Words("alle Personas", "all personas")
_SCENARIO = Words("Szenario", "Scenario")
AUTHORITY = Words("Behörde", "Authority")
AS_OF = Words("Stand", "As of")
EDITION = Words("Fassung", "Edition")
STATUS = Words("Status", "Status")
DRAFT = Words("Entwurf", "Draft")
BASIS = Words("Grundlage", "Based on")
_COUNTED = {
    "pain": (Words("1 Schmerzpunkt", "1 pain point"), Words("{n} Schmerzpunkte", "{n} pain points")),
    "need": (Words("1 eigener Bedarf", "1 own need"), Words("{n} eigene Bedarfe", "{n} own needs")),
    "quote": (Words("1 O-Ton", "1 quote"), Words("{n} O-Töne", "{n} quotes")),
    "source": (Words("1 Quelle", "1 source"), Words("{n} Quellen", "{n} sources")),
}
_NO_NOTES = Words("noch keine Hinweise", "no notes yet")
_YEARS = Words("{name}, {n} Jahre", "{name}, {n} years")
_SUBTITLE = Words("{view} · {kind}", "{view} · {kind}")
_NARROW, _GAP, _SIZE = 760.0, 14.0, 7.5


class _Fact(NamedTuple):
    key: str
    name: Words
    text: str
    share: float


class _Placed(NamedTuple):
    fact: _Fact
    words: Passage
    x: float
    y: float
    width: float


def heading(subject: Subject) -> str:
    """The picture's name: service, view, as-is or to-be."""
    return f"{subject.document.service.name} – {_subtitle(subject)}"


def _subtitle(subject: Subject) -> str:
    named = subject.to_be or subject.journey
    view, kind = subject.say(VIEW[subject.view]), subject.say(KIND[named.kind])
    title = (named.title or "").strip()
    base = view if subject.to_be else subject.say(_SUBTITLE, view=view, kind=kind)
    named_base = f"{base} · {title}" if title and title != kind else base
    return f"{named_base} · {subject.about}" if subject.about else named_base


def draw_title(subject: Subject, width: float, sheet: int = 0, sheets: int = 0) -> tuple[Canvas, float]:
    """The block, `width` points wide, and its height. A sheet's number stands there when there are several."""
    canvas, y = Canvas(), 0.0
    name = subject.set(subject.document.service.name, width - 110, 17.0, bold=True)
    canvas.write("title", "title", Rect(-4, y, width - 106, name.height), name)
    if sheets > 1:
        words = subject.set(subject.say(_SHEET, n=sheet, all=sheets), 100, 9.0)
        canvas.write("sheet", "quiet", Rect(width - 104, y + 4, 108, 14), words, align="right")
    y += name.height + 1
    subtitle = subject.set(_subtitle(subject), width, 11.0, bold=True)
    canvas.write("subtitle", "subtitle", Rect(-4, y, width + 4, subtitle.height), subtitle)
    y += subtitle.height + 7
    placed = _placed(subject, width, y)
    for one in placed:
        _draw_fact(canvas, subject, one)
    y = max(one.y + 11 + one.words.height for one in placed)
    if subject.document.disclaimer:
        note = subject.set(subject.document.disclaimer, width, 7.0)
        canvas.write("disclaimer", "quiet", Rect(-4, y + 5, width + 4, note.height), note)
        y += note.height + 5
    canvas.line("title-rule", "rule", (0.0, y + 7), (width, y + 7))
    return canvas, y + 15


def _draw_fact(canvas: Canvas, subject: Subject, one: _Placed) -> None:
    name = subject.set(subject.say(one.fact.name), one.width, 6.5)
    canvas.write(f"fact.name-{one.fact.key}", "quiet", Rect(one.x - 4, one.y, one.width + 4, 10), name)
    place = Rect(one.x - 4, one.y + 10, one.width + 4, one.words.height)
    title = f"{subject.say(one.fact.name)}: {one.words.whole}"
    canvas.write(f"fact-{one.fact.key}", "plain", place, one.words, title=title)


def _placed(subject: Subject, width: float, top: float) -> list[_Placed]:
    """The facts beside one another, on narrow pictures in two rows."""
    facts = _facts(subject)
    rows = [facts] if width >= _NARROW else [facts[:3], facts[3:]]
    out: list[_Placed] = []
    y = top
    for row in rows:
        shares = sum(fact.share for fact in row)
        free, x, height = width - _GAP * (len(row) - 1), 0.0, 0.0
        for fact in row:
            wide = free * fact.share / shares
            words = subject.set(fact.text, wide, _SIZE)
            out.append(_Placed(fact, words, x, y, wide))
            x += wide + _GAP
            height = max(height, words.height + 16)
        y += height
    return out


def _facts(subject: Subject) -> list[_Fact]:
    persona = next((p for p in subject.document.personas if p.id == subject.journey.persona), None)
    who = subject.say(_ALL)
    if persona:
        who = subject.say(_YEARS, name=persona.name, n=persona.age) if persona.age else persona.name
    named = {p.id: p.name for p in subject.document.personas}
    others = [named[one] for one in dict.fromkeys(subject.journey.personas) if one in named]
    further = [name for name in others if not persona or name != persona.name]
    who = "; ".join([who, *further]) if persona else who
    scenario = (persona.situation if persona else None) or subject.journey.summary
    facts = [
        _Fact("persona", _PERSONA, who, 1.0),
        _Fact("scenario", _SCENARIO, scenario or "", 3.0),
        _Fact("authority", AUTHORITY, subject.document.service.authority or "", 1.8),
        _Fact("as_of", AS_OF, subject.document.as_of or "", 0.6),
        _Fact("edition", EDITION, subject.edition, 0.7),
        _Fact("status", STATUS, subject.say(DRAFT), 0.6),
        _Fact("basis", BASIS, basis(subject), 2.0),
    ]
    return [fact for fact in facts if fact.text]


def basis(subject: Subject) -> str:
    """How many notes of each kind the journey rests on, and how many sources the document names."""
    steps = subject.journey.steps()
    notes = [
        _counted(subject, "pain", sum(len(s.pain_points) for s in steps)),
        _counted(subject, "need", sum(len(s.needs) for s in steps)),
        _counted(subject, "quote", sum(len(s.quotes) for s in steps)),
    ]
    said = ", ".join(filter(None, notes)) or subject.say(_NO_NOTES)
    sources = _counted(subject, "source", len(subject.document.sources))
    return f"{said} · {sources}" if sources else said


def _counted(subject: Subject, what: str, n: int) -> str:
    one, many = _COUNTED[what]
    return subject.say(one if n == 1 else many, n=n) if n else ""
