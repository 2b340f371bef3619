"""The legend: every symbol that the sheet uses, and none that it does not."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple, get_args

from journeys.domain.document import Channel
from journeys.domain.words import CHANGE, CHANNEL, FATE, MARK, SEVERITY, Words
from journeys.render.canvas import Canvas
from journeys.render.icons import draw_channel, draw_decision
from journeys.render.marks import BADGES, SIDE
from journeys.render.mood import SHAPES, SMALL
from journeys.render.picture import Box, Line, Rect, Shape
from journeys.render.text import shorten
from journeys.render.voice import Voice

_TITLE = Words("Zeichen", "Key")
_ROW, _SIZE, _GAP, _TITLE_WIDTH = 20.0, 7.0, 14.0, 46.0


class _Entry(NamedTuple):
    """How a symbol is shown: a shape with a sample in it, as wide and high as said, and words at most `reach` wide."""

    words: Words
    style: str
    shape: Shape = "rect"
    width: float = 18.0
    height: float = 12.0
    sample: Words = Words("", "")
    reach: float = 260.0


def _severity(name: Words, degree: int) -> Words:
    dots = "•" * degree
    return Words(f"{name.de}, {SEVERITY[degree].de} ({dots})", f"{name.en}, {SEVERITY[degree].en} ({dots})")


_PAIN = Words("Schmerzpunkt", "Pain point")
_HEAT_SCALE = ("0", "1–6", "7–12", "13–18", "19–24", "25+")
"""The scores of each level of `domain.heat`."""
_HEAT_WIDTH = 30.0
_ONE = Words("1", "1")
_ENTRIES: dict[str, _Entry] = {
    "heat": _Entry(
        Words(
            "Schmerzwert: Schwere × Häufigkeit jedes Schmerzpunkts, je Schritt zusammengezählt",
            "Pain score: severity × frequency of each pain point, added up for each step",
        ),
        "heat_0",
        width=len(_HEAT_SCALE) * _HEAT_WIDTH,
        reach=320,
    ),
    "heat_weights": _Entry(
        Words(
            "Schwere: lästig 1, hinderlich 2, schlimm 3 · Häufigkeit: selten 1, manchmal 2, oft 3, fast immer 4 · "
            "nicht eingeschätzt: zählt 0",
            "Severity: annoying 1, obstructive 2, severe 3 · frequency: rarely 1, sometimes 2, often 3, "
            "almost always 4 · not rated: counts 0",
        ),
        "heat_none",
        width=0.0,
        reach=500,
    ),
    "missing": _Entry(Words("keine Angabe", "not stated"), "heat_none", width=8.0, sample=Words("–", "–")),
    "flow": _Entry(Words("führt weiter zu", "leads on to"), "flow"),
    "back": _Entry(Words("führt zurück", "leads back"), "back"),
    "across": _Entry(Words("geht über an", "is handed over to"), "across"),
    "decision": _Entry(Words("Entscheidung: mehrere Wege", "Decision: several ways"), "decision", "diamond"),
    "mark": _Entry(
        Words("weiter bei Schritt 3 · kommt von Schritt 3", "on to step 3 · comes from step 3"), "connector"
    ),
    "end": _Entry(
        Words("Die Reise endet hier", "The journey ends here"), "end", "rounded", 26, 12, Words("Ende", "End")
    ),
    "passing": _Entry(
        Words("weiter ohne die Bürgerin oder den Bürger", "goes on without the citizen"),
        "passing",
        "rect",
        22,
        6,
    ),
    "optional": _Entry(Words("optionaler Schritt", "optional step"), "cell_optional"),
    "added": _Entry(CHANGE["added"], "tag_new", "rounded"),
    "changed": _Entry(CHANGE["changed"], "tag_changed", "rounded"),
    "unchanged": _Entry(CHANGE["unchanged"], "tag", "rounded"),
    "comments": _Entry(Words("offene Kommentare", "open comments"), "tag_comments", "rounded"),
    "moved": _Entry(Words("verschoben", "moved"), "tag_moved", "rounded"),
    "dropped": _Entry(FATE["dropped"], "tag_dropped", "rounded"),
    "unassigned": _Entry(FATE["unassigned"], "tag_unassigned", "rounded"),
    "replaces": _Entry(Words("wird ersetzt durch", "is replaced by"), "replaces"),
    "elsewhere": _Entry(
        Words(
            "Gegenstück in einer anderen Zeile oder auf einem anderen Blatt",
            "counterpart in another row or sheet",
        ),
        "connector",
        "rounded",
        36,
        13,
        Words("→ Soll", "→ to-be"),
    ),
    "marker": _Entry(
        Words("Schmerzpunkt, nicht eingeschätzt", "Pain point, not rated"), "marker", "diamond", 18, 18, _ONE
    ),
    **{f"marker_{n}": _Entry(_severity(_PAIN, n), f"marker_{n}", "diamond", 18, 18, _ONE) for n in (1, 2, 3)},
    "solved": _Entry(
        Words("Schmerzpunkt, im Soll gelöst (mit Haken)", "Pain point, resolved in the to-be (ticked)"),
        "marker_solved",
        "diamond",
        18,
        18,
        _ONE,
    ),
    "marker_need": _Entry(
        Words("eigener Bedarf ({staff})", "own need ({staff})"), "marker_need", "circle", 14, 14, _ONE
    ),
    "pain": _Entry(Words("Schmerzpunkt, nicht eingeschätzt", "Pain point, not rated"), "pain"),
    "pain_1": _Entry(Words("Schmerzpunkt, lästig (●○○)", "Pain point, annoying (●○○)"), "pain_1"),
    "pain_2": _Entry(Words("hinderlich (●●○)", "obstructive (●●○)"), "pain_2"),
    "pain_3": _Entry(Words("schlimm (●●●)", "severe (●●●)"), "pain_3"),
    "need": _Entry(Words("eigener Bedarf ({staff})", "own need ({staff})"), "need"),
    "quote": _Entry(Words("O-Ton", "Quote"), "quote"),
    "idea": _Entry(Words("Maßnahme", "Opportunity"), "idea"),
    "wait": _Entry(Words("Wartezeit", "Waiting"), "wait", "rounded"),
    "work": _Entry(Words("Bearbeitung", "Work"), "work", "rounded"),
    "mood": _Entry(
        Words("Stimmung von −2 bis +2", "Mood from −2 to +2"),
        "mood_point",
        "circle",
        15,
        15,
        Words("+1", "+1"),
    ),
    "moods_more": _Entry(
        Words("Stimmung weiterer Personas: in der Liste", "moods of more personas: in the list"),
        "note_more",
        "none",
        0,
    ),
    **{
        f"mark_{mark}": _Entry(MARK[mark], "badge", badge.shape, SIDE, SIDE, badge.letter)
        for mark, badge in BADGES.items()
    },
    "maturity": _Entry(
        Words("Digitaler Reifegrad (OZG): Stufe (Modell)", "digital maturity (OZG): level (model)"),
        "tag",
        "rounded",
        26,
        12,
        Words("OZG", "OZG"),
    ),
    "fim": _Entry(
        Words("Nummer der FIM-Tätigkeit", "number of the FIM activity"),
        "tag",
        "rounded",
        26,
        12,
        Words("FIM", "FIM"),
    ),
    "mood_point_key": _Entry(
        Words("Stimmung im Ist (durchgezogen)", "Mood in the as-is (solid)"),
        "mood_point",
        "circle",
        15,
        15,
        Words("+1", "+1"),
    ),
    "mood_point_after_key": _Entry(
        Words("Stimmung im Soll (gestrichelt)", "Mood in the to-be (dashed)"),
        "mood_point_after",
        "rect",
        15,
        15,
        Words("+1", "+1"),
    ),
    **{f"channel_{channel}": _Entry(CHANNEL[channel], "icon") for channel in get_args(Channel)},
}
NAMED = "="
"""Behind the style of a mood curve and this the name of its persona: what the legend calls it."""
_MOOD = Words("Stimmung: {name}", "Mood: {name}")
_STROKES = {"flow", "back", "across", "replaces"}


def draw_legend(voice: Voice, used: Collection[str], width: float) -> tuple[Canvas, float]:
    """The symbols of `used` with their words, in rows of `width` points, and the height; nothing when none is used."""
    curves = sorted(symbol for symbol in used if NAMED in symbol)
    symbols = (*(symbol for symbol in _ENTRIES if symbol in used), *curves)
    return _drawn(Voice(voice.language, voice.staff), symbols, width) if symbols else (Canvas(), 0.0)


@lru_cache(maxsize=64)
def _drawn(voice: Voice, symbols: tuple[str, ...], width: float) -> tuple[Canvas, float]:
    """Kept, because few journeys differ in their symbols. The canvas is shared: it may be taken, not drawn on."""
    canvas = Canvas()
    title = voice.set(voice.say(_TITLE), _TITLE_WIDTH, 7.5, bold=True)
    canvas.write("legend-title", "title", Rect(-4, 6, _TITLE_WIDTH, _ROW), title)
    x, y = _TITLE_WIDTH, 6.0
    for symbol in symbols:
        reach = _ENTRIES[symbol].reach if symbol in _ENTRIES else _ENTRIES["flow"].reach
        words = voice.set(_words(voice, symbol), reach, _SIZE)
        room = _room(symbol)
        needs = room + words.width + 8
        if x + needs > width and x > _TITLE_WIDTH:
            x, y = _TITLE_WIDTH, y + _ROW
        _draw_symbol(canvas, voice, symbol, x, y + _ROW / 2)
        place = Rect(x + room, y, words.width + 8, _ROW)
        canvas.write(f"legend.words-{_key(symbol)}", "legend", place, words)
        x += needs + _GAP
    return canvas, y + _ROW


def _key(symbol: str) -> str:
    return symbol.partition(NAMED)[0]


def _words(voice: Voice, symbol: str) -> str:
    key, _, name = symbol.partition(NAMED)
    return voice.say(_MOOD, name=shorten(name, 30)) if name else voice.say(_ENTRIES[key].words)


def _room(symbol: str) -> float:
    if NAMED in symbol:
        return 30.0
    if symbol == "mark":
        return 50.0
    return 26.0 if symbol in _STROKES else 13.0 if symbol.startswith("channel_") else _ENTRIES[symbol].width


def _draw_symbol(canvas: Canvas, voice: Voice, symbol: str, x: float, middle: float) -> None:
    key = f"legend-{_key(symbol)}"
    if NAMED in symbol:
        _draw_mood(canvas, key, _key(symbol), x, middle)
        return
    entry = _ENTRIES[symbol]
    if symbol in _STROKES:
        canvas.lines.append(Line(key, entry.style, ((x, middle), (x + 24, middle)), arrow=True))
    elif symbol == "heat":
        for n, sample in enumerate(_HEAT_SCALE):
            place = Rect(x + n * _HEAT_WIDTH, middle - 6.5, _HEAT_WIDTH, 13)
            _sample(canvas, f"{key}.{n}", f"heat_{n}", "rect", place, sample)
    elif symbol == "decision":
        draw_decision(canvas, key, x + 6, middle - 4.5, None)
    elif symbol == "mark":
        _sample(canvas, key, "connector", "rounded", Rect(x, middle - 6.5, 22, 13), "→ 3")
        _sample(canvas, f"{key}.in", "connector_in", "rounded", Rect(x + 26, middle - 6.5, 22, 13), "3 →")
    elif symbol.startswith("channel_"):
        channel = next(c for c in get_args(Channel) if symbol == f"channel_{c}")
        draw_channel(canvas, key, channel, x, middle - 5, None)
    else:
        place = Rect(x, middle - entry.height / 2, entry.width, entry.height)
        _sample(canvas, key, entry.style, entry.shape, place, voice.say(entry.sample))


def _draw_mood(canvas: Canvas, key: str, style: str, x: float, middle: float) -> None:
    """A piece of the curve with one of its points."""
    canvas.lines.append(Line(key, style, ((x, middle), (x + 26, middle))))
    place = Rect(x + 13 - SMALL / 2, middle - SMALL / 2, SMALL, SMALL)
    point, shape = style.replace("mood", "mood_point"), SHAPES.get(style, "circle")
    canvas.box(Box(f"{key}.point", point, place, shape=shape, decorative=True))


def _sample(canvas: Canvas, id: str, style: str, shape: Shape, place: Rect, sample: str) -> None:
    lines = (sample,) if sample else ()
    canvas.box(Box(id, style, place, lines, sample, size=7.0, align="center", shape=shape, decorative=True))
