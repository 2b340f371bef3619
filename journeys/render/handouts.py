"""Paper for a workshop: the invitation, the sheet with the QR code, and note slips to cut. A4, PDF/UA-1.

All words come from the caller, in one language; every text is data, never markup.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from journeys.render.typesetting import settable, typeset

_SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{}</svg>'
_LINE = 'fill="none" stroke="#171a2b" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
SIGNS = {
    "pain_point": '<path d="M12 3l9 9-9 9-9-9z" fill="#b5501a"/>',
    "need": '<circle cx="12" cy="12" r="8" fill="#2c7a4b"/>',
    "keep": f'<path d="M12 20s-7-4.5-7-10a4 4 0 0 1 7-2.5A4 4 0 0 1 19 10c0 5.5-7 10-7 10z" {_LINE}/>',
    "worry": f'<g {_LINE}><circle cx="12" cy="12" r="9"/><path d="M8.5 16.5c2-2.5 5-2.5 7 0M9 9.5v.5m6-.5v.5"/></g>',
}
"""The same shapes as on screens, in colours that differ in grey too."""
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Way:
    """How to get in: the address, the code as it is read aloud, and the QR code as SVG (empty where none works)."""

    address: str
    code: str
    qr: str
    qr_words: str


@dataclass(frozen=True)
class Invitation:
    """One sheet: facts are pairs of label and text, lists pairs of heading and entries."""

    heading: str
    title: str
    purpose: str
    facts: Pairs
    lists: Sequence[tuple[str, Sequence[str]]]
    join_heading: str
    join: Sequence[str]
    way: Way
    language: str


@dataclass(frozen=True)
class Poster:
    """The sheet for the wall: how to join, large."""

    heading: str
    title: str
    steps: Sequence[str]
    address_label: str
    code_label: str
    way: Way
    language: str


@dataclass(frozen=True)
class Slip:
    """One kind of slip: `scales` are pairs of a label and the words to tick."""

    kind: str
    word: str
    question: str
    scales: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Slips:
    """Four slips to a page, a page for each of `pages`; then the steps with their numbers."""

    heading: str
    step_label: str
    privacy: str
    steps_heading: str
    steps: Pairs
    pages: Sequence[Sequence[Slip]]
    language: str


def invitation(what: Invitation) -> bytes:
    """The invitation as PDF."""
    return typeset("invitation", _plain(what), {"qr.svg": what.way.qr} if what.way.qr else {})


def poster(what: Poster) -> bytes:
    """The sheet for the wall as PDF."""
    return typeset("poster", _plain(what), {"qr.svg": what.way.qr} if what.way.qr else {})


def slips(what: Slips) -> bytes:
    """The slips as PDF."""
    return typeset("slips", _plain(what), {f"{kind}.svg": _SIGN.format(sign) for kind, sign in SIGNS.items()})


def _plain(what: Any) -> dict[str, Any]:
    """The content for Typst: letters that the font has, and no word that is wider than the sheet."""
    if hasattr(what, "way"):
        what = replace(what, way=replace(what.way, qr="yes" if what.way.qr else ""))
    made: dict[str, Any] = _safe(asdict(what))
    return made


def _safe(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _safe(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_safe(entry) for entry in value]
    return settable(unicodedata.normalize("NFC", " ".join(value.split())))
