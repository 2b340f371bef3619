"""Writes static/css/picture.css out of journeys/render/style.py: .venv/bin/python script/make_picture_css.py

A picture carries its colours for light paper as attributes; a rule for its classes wins over them. So the same SVG is
dark where the reader has it dark, black on white for who asks for more contrast, and in the system's own colours where
those are forced. Shapes, dashes, dots and words say the rest: no meaning is in a colour alone.
"""

import colorsys
from collections.abc import Callable, Iterable
from pathlib import Path

from journeys.render.style import STYLES, Style

FILE = Path(__file__).resolve().parent.parent / "static" / "css" / "picture.css"
HEAD = "/* Made by script/make_picture_css.py pictures in the colours of their readers. */\n"
PAPER = "#14171f"
_INK, _QUIET, _GRAPHICS = 10.0, 6.0, 3.0
"""Contrast of what is nearly black on light paper, of other text, and of lines."""
_QUIET_LINE = 2.0
"""Lines of less contrast on white only guide the eye, and do so in the dark."""
_DARKEST, _DARK_RANGE = 0.09, 0.17
Colours = Callable[[Style], dict[str, str]]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _with_lightness(colour: str, lightness: float) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    parts = colorsys.hls_to_rgb(hue, lightness, min(saturation, 0.6))
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _lightness(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)))[1]


def is_inverse(style: Style) -> bool:
    """Whether it is light text on a dark shape."""
    return bool(style.fill) and luminance(style.fill) < luminance(style.text)


def dark_fill(style: Style) -> str:
    """The fill on dark paper: light ones become dark, those that are strong by their meaning stay so."""
    if is_inverse(style) or _lightness(style.fill) < 0.75:
        return style.fill if style.stroke else _raised(style.fill, [PAPER], _GRAPHICS)
    return _with_lightness(style.fill, _DARKEST + (1 - _lightness(style.fill)) * _DARK_RANGE * 4)


def _is_strong(fill: str) -> bool:
    return bool(fill) and _lightness(fill) > 0.3


def dark_grounds() -> list[str]:
    """Everything that text and lines without a fill of their own may lie on."""
    lanes = [dark_fill(style) for name, style in STYLES.items() if name.startswith("lane_") and style.fill]
    return [PAPER, *lanes]


def dark(style: Style) -> dict[str, str]:
    """Fill, stroke and text of a style on dark paper."""
    fill = PAPER if style == STYLES["sheet"] else dark_fill(style) if style.fill else ""
    cards = [dark_fill(STYLES[name]) for name in ("pain", "need", "quote", "idea")]
    grounds = [fill] if fill else [*dark_grounds(), *cards]
    wanted = _INK if luminance(style.text) < 0.03 and not _is_strong(fill) else _QUIET
    said = {"fill": fill, "stroke": "", "text": _raised(style.text, grounds, wanted)}
    if style.stroke:
        is_quiet = contrast(style.stroke, "#ffffff") < _QUIET_LINE and not style.fill
        said["stroke"] = (
            _with_lightness(style.stroke, 0.3)
            if is_quiet
            else _raised(style.stroke, dark_grounds(), _GRAPHICS)
        )
    return said


def _raised(colour: str, grounds: Iterable[str], least: float) -> str:
    """The colour, as little lighter as lets it be seen on all grounds; where it can be seen already it stays."""
    grounds = list(grounds)
    if all(contrast(colour, ground) >= min(least, 4.5) for ground in grounds):
        return colour
    for step in range(101):
        lighter = _with_lightness(colour, step / 100)
        if luminance(lighter) > luminance(grounds[0]) and all(contrast(lighter, g) >= least for g in grounds):
            return lighter
    return "#ffffff"


def plain(ground: str, ink: str) -> Colours:
    """Two colours for everything: shapes with light text, and dark ones without an outline, are filled with the ink."""

    def colours(style: Style) -> dict[str, str]:
        is_solid = bool(style.fill) and not style.stroke and _lightness(style.fill) < 0.5
        fill, text = (ink, ground) if is_inverse(style) or is_solid else (ground, ink)
        return {"fill": fill if style.fill else "", "stroke": ink if style.stroke else "", "text": text}

    return colours


def rules(colours: Colours) -> str:
    """A rule for each part of each style, those that say the same in one. An arrow's head has its line's colour."""
    said: dict[str, list[str]] = {}
    for name, style in STYLES.items():
        look = colours(style)
        parts = (
            (":not(text)[fill^='#']", "fill", look["fill"] or look["stroke"]),
            (":not(text)[stroke^='#']", "stroke", look["stroke"]),
            ("text", "fill", look["text"]),
        )
        for part, what, colour in parts:
            if colour:
                said.setdefault(f"{part} {{ {what}: {colour}; }}", []).append(f".{name}")
    return "\n".join(f"  .picture :is({', '.join(names)}) > {rule}" for rule, names in said.items())


def text() -> str:
    """The whole file."""
    sections = (
        ("screen and (prefers-color-scheme: dark)", f"  .viewer__stage {{ background: {PAPER}; }}", dark),
        ("(prefers-contrast: more)", "  .viewer__stage { background: #fff; }", plain("#ffffff", "#000000")),
        (
            "(forced-colors: active)",
            "  .viewer__stage, .picture { background: Canvas; forced-color-adjust: none; }",
            plain("Canvas", "CanvasText"),
        ),
    )
    return (
        HEAD
        + "\n".join(f"@media {asked} {{\n{stage}\n{rules(colours)}\n}}" for asked, stage, colours in sections)
        + "\n"
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
