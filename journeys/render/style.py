"""How each kind of box and line looks: one table for every writer. Colours pass 4.5:1 for text and 3:1 for graphics."""

from typing import NamedTuple


class Style(NamedTuple):
    """Colours as `#rrggbb` (empty: none); `width` of the stroke in points; `dash` as an SVG dash array in points."""

    fill: str = ""
    stroke: str = ""
    text: str = "#171a2b"
    width: float = 0.75
    dash: str = ""


_INK = "#171a2b"
_QUIET = "#4a5265"
_GREY = "#6b7385"
_NAVY = "#1f3a5c"
_BRICK = "#9c2f22"
_WHITE = "#ffffff"

_PAPER = {
    "sheet": Style(fill=_WHITE),
    "title": Style(text=_INK),
    "subtitle": Style(text=_NAVY),
    "quiet": Style(text=_QUIET),
    "plain": Style(),
    "rule": Style(stroke="#c3c9d4", width=0.75),
    "legend": Style(text=_QUIET),
}
_LANES = {
    "lane_steps": Style(fill=_WHITE),
    "lane_evidence": Style(fill="#f7f3ea"),
    "lane_citizen": Style(fill="#e9f0f8"),
    "lane_frontstage": Style(fill="#eaf4ed"),
    "lane_backstage": Style(fill="#f2eff7"),
    "lane_systems": Style(fill="#eff0f3"),
    "lane_own": Style(fill="#f8f4f1"),
    "lane_law": Style(fill="#f3f4ec"),
    "lane_plain": Style(fill="#f7f8fa"),
    "lane_white": Style(fill=_WHITE),
    "lane_head": Style(text=_INK),
    "line_name": Style(text=_QUIET),
    "separator": Style(stroke=_GREY, width=1.0, dash="5 3"),
    "separator_strong": Style(stroke=_INK, width=2.25),
}
_STEPS = {
    "phase": Style(fill=_NAVY, text=_WHITE),
    "step": Style(),
    "empty": Style(text=_QUIET),
    "cell": Style(fill=_WHITE, stroke="#737d90", width=0.75),
    "cell_optional": Style(fill=_WHITE, stroke="#5b6579", width=1.0, dash="4 2.5"),
    "passing": Style(fill="#c5d0de", stroke=_GREY, width=0.5),
    "channel": Style(text=_QUIET),
    "icon": Style(fill=_WHITE, stroke=_NAVY, width=1.0),
    "icon_open": Style(stroke=_NAVY, width=1.0),
    "icon_full": Style(fill=_NAVY),
    "tag": Style(fill=_WHITE, stroke=_GREY, text=_QUIET, width=0.6),
    "badge": Style(fill=_WHITE, stroke=_NAVY, text=_NAVY, width=1.25),
    "tag_optional": Style(fill=_WHITE, stroke="#5b6579", text=_QUIET, width=0.75, dash="3 2"),
    "tag_new": Style(fill="#1c6b45", text=_WHITE),
    "tag_changed": Style(fill="#d9e6f5", stroke="#2a5f9e", text="#173f6e", width=0.6),
    "tag_comments": Style(fill="#fff2a8", stroke="#6d5600", text="#3a2e00", width=0.9),
    "tag_moved": Style(fill="#ece6f6", stroke="#5a4490", text="#3d2d6b", width=0.9, dash="3 1.5"),
    "decision": Style(fill="#ffffff", stroke=_NAVY, width=1.25),
    "wait": Style(fill="#fff3c4", stroke="#8a6d00", text="#3f3200", width=0.75),
    "work": Style(fill=_WHITE, stroke=_GREY, text=_INK, width=0.75),
}
_COMPARISON = {
    "ground": Style(fill=_WHITE),
    "ground_dropped": Style(fill="#e4e6ea"),
    "ground_added": Style(fill="#dcefe3"),
    "ground_changed": Style(fill="#e3edf8"),
    "ground_unchanged": Style(fill=_WHITE),
    "card": Style(stroke="#5b6579", width=1.0),
    "card_optional": Style(stroke="#5b6579", width=1.0, dash="4 2.5"),
    "tag_dropped": Style(fill="#3d4558", text=_WHITE),
    "tag_unassigned": Style(fill="#fff3c4", stroke="#8a6d00", text="#3f3200", width=1.0, dash="3 2"),
    "replaces": Style(stroke=_NAVY, width=1.25),
    "joint": Style(fill=_NAVY, stroke=_NAVY, width=0.5),
    "tick": Style(stroke="#1c6b45", width=1.75),
    "solves": Style(text="#14502f"),
    "marker_solved": Style(fill=_WHITE, stroke="#1c6b45", text="#14502f", width=1.0),
    "figure": Style(stroke=_GREY, width=0.75),
    "mood_after": Style(stroke="#1c6b45", width=2.0, dash="6 3"),
    "mood_point_after": Style(fill="#1c6b45", stroke=_WHITE, text=_WHITE, width=1.0),
}
_FLOW = {
    "flow": Style(stroke=_NAVY, width=1.25),
    "back": Style(stroke=_BRICK, width=1.25, dash="4 2.5"),
    "across": Style(stroke="#687286", width=0.9),
    "condition": Style(text=_NAVY),
    "condition_back": Style(text="#86261b"),
    "connector": Style(fill=_WHITE, stroke=_NAVY, text=_NAVY, width=0.9),
    "connector_back": Style(fill=_WHITE, stroke=_BRICK, text="#86261b", width=0.9, dash="4 2.5"),
    "connector_in": Style(fill="#dde7f2", stroke=_NAVY, text=_NAVY, width=0.9),
    "end": Style(fill=_INK, text=_WHITE),
}
# Cards of one fill in a print without colours: pain points have dots, the others an outline of their own.
_NOTES = {
    "pain": Style(fill="#fff6ee", stroke="#b5501a", text=_INK, width=0.75),
    "pain_1": Style(fill="#fff0e2", stroke="#b5501a", text=_INK, width=0.75),
    "pain_2": Style(fill="#fbdcc0", stroke="#b5501a", text=_INK, width=1.0),
    "pain_3": Style(fill="#f5bf93", stroke="#8f3608", text=_INK, width=1.5),
    "marker": Style(fill=_WHITE, stroke="#b5501a", text=_INK, width=1.0),
    "marker_1": Style(fill="#fde0c6", stroke="#b5501a", text=_INK, width=1.0),
    "marker_2": Style(fill="#f4a259", stroke="#8f3608", text=_INK, width=1.0),
    "marker_3": Style(fill="#b23c06", stroke="#6e2503", text=_WHITE, width=1.0),
    "pips": Style(text="#8f3608"),
    "need": Style(fill="#e6f3ea", stroke="#2c7a4b", text=_INK, width=0.9, dash="8 2 1.5 2"),
    "marker_need": Style(fill="#2c7a4b", stroke="#1d5533", text=_WHITE, width=0.75),
    "quote": Style(fill="#f2edf9", stroke="#6c4fa3", text=_INK, width=0.9, dash="1.5 1.5"),
    "idea": Style(fill="#e6eff9", stroke="#2a5f9e", text=_INK, width=0.9, dash="6 2"),
    "note_text": Style(text=_INK),
    "note_more": Style(text=_QUIET),
}
_HEAT = {
    "heat_0": Style(fill=_WHITE, stroke="#737d90", width=0.6),
    "heat_1": Style(fill="#fdeadb", stroke="#b5501a", width=0.6),
    "heat_2": Style(fill="#f7cfae", stroke="#b5501a", width=0.6),
    "heat_3": Style(fill="#eeb184", stroke="#8f3608", width=0.75),
    "heat_4": Style(fill="#e0925c", stroke="#8f3608", width=0.75),
    "heat_5": Style(fill="#cf7a44", stroke="#6e2503", width=1.5),
    "heat_count": Style(fill=_WHITE, stroke="#737d90", width=0.6),
    "heat_none": Style(),
}
"""One hue, from nothing to the darkest on which ink can still be read; the last has a stronger edge, too."""
_MOOD = {
    "mood": Style(stroke="#4b3f72", width=2.0),
    "mood_point": Style(fill="#4b3f72", stroke=_WHITE, text=_WHITE, width=1.0),
    "mood_1": Style(stroke="#0b6e6e", width=1.75, dash="6 3"),
    "mood_2": Style(stroke="#9c3d12", width=1.75, dash="2 2"),
    "mood_3": Style(stroke="#2a5f9e", width=1.75, dash="8 3 2 3"),
    "mood_4": Style(stroke="#7a2f62", width=1.75, dash="10 4"),
    "mood_5": Style(stroke="#4f5b1d", width=1.75, dash="1 3"),
    "mood_point_1": Style(fill=_WHITE, stroke="#0b6e6e", width=1.5),
    "mood_point_2": Style(fill=_WHITE, stroke="#9c3d12", width=1.5),
    "mood_point_3": Style(fill=_WHITE, stroke="#2a5f9e", width=1.5),
    "mood_point_4": Style(fill=_WHITE, stroke="#7a2f62", width=1.5),
    "mood_point_5": Style(fill=_WHITE, stroke="#4f5b1d", width=1.5),
    "mood_neutral": Style(stroke=_GREY, width=1.0),
    "mood_guide": Style(stroke="#cfd4dd", width=0.5),
    "mood_scale": Style(text=_QUIET),
}
STYLES: dict[str, Style] = {**_PAPER, **_LANES, **_STEPS, **_COMPARISON, **_FLOW, **_NOTES, **_HEAT, **_MOOD}
