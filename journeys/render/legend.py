"""The legend: every symbol that the sheet uses, and none that it does not."""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple, get_args

from journeys.domain.document import Channel
from journeys.domain.words import CHANGE, CHANNEL, FATE, SEVERITY, Words
from journeys.render.canvas import Canvas
from journeys.render.icons import draw_channel, draw_decision
from journeys.render.picture import Box, Line, Rect, Shape
from journeys.render.voice import Voice

_TITLE = Words("Zeichen", "Key")
_ROW, _SIZE, _GAP, _TITLE_WIDTH = 20.0, 7.0, 14.0, 46.0


class _Entry(NamedTuple):
    """How a symbol is shown: a shape with a sample in it, as wide and high as said."""

    words: Words
    style: str
    shape: Shape = "rect"
    width: float = 18.0
    height: float = 12.0
    sample: str = ""


def _severity(name: Words, degree: int) -> Words:
    dots = "•" * degree
    return Words(f"{name.de}, {SEVERITY[degree].de} ({dots})", f"{name.en}, {SEVERITY[degree].en} ({dots})")


_PAIN = Words("Schmerzpunkt", "Pain point")
_ENTRIES: dict[str, _Entry] = {
    "flow": _Entry(Words("führt weiter zu", "leads on to"), "flow"),
    "back": _Entry(Words("führt zurück", "leads back"), "back"),
    "across": _Entry(Words("geht über an", "is handed over to"), "across"),
    "decision": _Entry(Words("Entscheidung: mehrere Wege", "Decision: several ways"), "decision", "diamond"),
    "mark": _Entry(
        Words("weiter bei Schritt 3 · kommt von Schritt 3", "on to step 3 · comes from step 3"), "connector"
    ),
    "end": _Entry(Words("Die Reise endet hier", "The journey ends here"), "end", "rounded", 26, 12, "Ende"),
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
        "→ Soll",
    ),
    "marker": _Entry(
        Words("Schmerzpunkt, nicht eingeschätzt", "Pain point, not rated"), "marker", "diamond", 18, 18, "1"
    ),
    **{f"marker_{n}": _Entry(_severity(_PAIN, n), f"marker_{n}", "diamond", 18, 18, "1") for n in (1, 2, 3)},
    "solved": _Entry(
        Words("Schmerzpunkt, im Soll gelöst (mit Haken)", "Pain point, resolved in the to-be (ticked)"),
        "marker_solved",
        "diamond",
        18,
        18,
        "1",
    ),
    "marker_need": _Entry(
        Words("eigener Bedarf ({staff})", "own need ({staff})"), "marker_need", "circle", 14, 14, "1"
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
        Words("Stimmung von −2 bis +2", "Mood from −2 to +2"), "mood_point", "circle", 15, 15, "+1"
    ),
    "mood_point_key": _Entry(
        Words("Stimmung im Ist (durchgezogen)", "Mood in the as-is (solid)"),
        "mood_point",
        "circle",
        15,
        15,
        "+1",
    ),
    "mood_point_after_key": _Entry(
        Words("Stimmung im Soll (gestrichelt)", "Mood in the to-be (dashed)"),
        "mood_point_after",
        "rect",
        15,
        15,
        "+1",
    ),
    **{f"channel_{channel}": _Entry(CHANNEL[channel], "icon") for channel in get_args(Channel)},
}
_STROKES = {"flow", "back", "across", "replaces"}


def draw_legend(voice: Voice, used: Collection[str], width: float) -> tuple[Canvas, float]:
    """The symbols of `used` with their words, in rows of `width` points, and the height; nothing when none is used."""
    symbols = tuple(symbol for symbol in _ENTRIES if symbol in used)
    return _drawn(Voice(voice.language, voice.staff), symbols, width) if symbols else (Canvas(), 0.0)


@lru_cache(maxsize=64)
def _drawn(voice: Voice, symbols: tuple[str, ...], width: float) -> tuple[Canvas, float]:
    """Kept, because few journeys differ in their symbols. The canvas is shared: it may be taken, not drawn on."""
    canvas = Canvas()
    title = voice.set(voice.say(_TITLE), _TITLE_WIDTH, 7.5, bold=True)
    canvas.write("legend-title", "title", Rect(-4, 6, _TITLE_WIDTH, _ROW), title)
    x, y = _TITLE_WIDTH, 6.0
    for symbol in symbols:
        words = voice.set(voice.say(_ENTRIES[symbol].words), 260, _SIZE)
        room = _room(symbol)
        needs = room + words.width + 8
        if x + needs > width and x > _TITLE_WIDTH:
            x, y = _TITLE_WIDTH, y + _ROW
        _draw_symbol(canvas, voice, symbol, x, y + _ROW / 2)
        place = Rect(x + room, y, words.width + 8, _ROW)
        canvas.write(f"legend.words-{symbol}", "legend", place, words)
        x += needs + _GAP
    return canvas, y + _ROW


def _room(symbol: str) -> float:
    if symbol == "mark":
        return 50.0
    return 26.0 if symbol in _STROKES else 13.0 if symbol.startswith("channel_") else _ENTRIES[symbol].width


def _draw_symbol(canvas: Canvas, voice: Voice, symbol: str, x: float, middle: float) -> None:
    entry, key = _ENTRIES[symbol], f"legend-{symbol}"
    if symbol in _STROKES:
        canvas.lines.append(Line(key, entry.style, ((x, middle), (x + 24, middle)), arrow=True))
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
        sample = voice.say(Words("Ende", "End")) if symbol == "end" else entry.sample
        _sample(canvas, key, entry.style, entry.shape, place, sample)


def _sample(canvas: Canvas, id: str, style: str, shape: Shape, place: Rect, sample: str) -> None:
    lines = (sample,) if sample else ()
    canvas.box(Box(id, style, place, lines, sample, size=7.0, align="center", shape=shape, decorative=True))
