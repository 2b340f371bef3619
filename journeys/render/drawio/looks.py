"""How boxes and lines look in draw.io, and what stands in them."""

from journeys.render.letters import drawable, in_xml
from journeys.render.picture import Box, Line, Rect
from journeys.render.style import STYLES, Style
from journeys.render.text import hyphened, shorten

SCALE = 4 / 3
"""Points to the pixels that draw.io counts in."""
_FORMS = {
    "rect": "rounded=0",
    "rounded": "rounded=1;arcSize=30",
    "diamond": "rhombus",
    "circle": "ellipse",
    "drop": "ellipse",
    "none": "text",
}


def ground(style: str) -> str:
    """The look of a lane."""
    return f"rounded=0;html=1;{_colours(STYLES[style])}"


def box_look(box: Box) -> str:
    look = STYLES[box.style]
    bare = box.shape == "none"
    wraps = "wrap" if len(box.lines) > 1 or not bare else "nowrap"
    pad = number(box.pad * SCALE)
    parts = [
        _FORMS[box.shape],
        "html=1",
        f"whiteSpace={wraps}",
        "fillColor=none;strokeColor=none" if bare else _colours(look),
        f"fontColor={look.text};fontFamily=Arial;fontSize={number(box.size * SCALE)};fontStyle={int(box.bold)}",
        f"align={box.align};verticalAlign={box.valign}",
        f"spacing=0;spacingLeft={pad};spacingRight={pad}",
        f"spacingTop={pad if box.valign == 'top' else 0}",
    ]
    return ";".join(parts) + ";"


def line_look(line: Line, source: Rect | None, target: Rect | None) -> str:
    """Ends keep their place on the box that they are attached to, and follow when it is moved."""
    look = STYLES[line.style]
    parts = ["edgeStyle=orthogonalEdgeStyle;rounded=0;html=1", f"strokeColor={look.stroke or 'none'}"]
    parts += [f"strokeWidth={number(look.width * SCALE)}", _dash(look)]
    parts.append("endArrow=block;endFill=1;endSize=5" if line.arrow else "endArrow=none")
    for end, rect, (x, y) in (("exit", source, line.points[0]), ("entry", target, line.points[-1])):
        if rect is not None:
            across, down = _share(x - rect.x, rect.width), _share(y - rect.y, rect.height)
            parts.append(f"{end}X={across};{end}Y={down};{end}Perimeter=0;{end}Dx=0;{end}Dy=0")
    return ";".join(filter(None, parts)) + ";"


def label_look(box: Box) -> str:
    """The words on a line, which move with it."""
    return box_look(box) + "labelBackgroundColor=none;"


def _colours(look: Style) -> str:
    parts = [f"fillColor={look.fill or 'none'};strokeColor={look.stroke or 'none'}"]
    parts += [f"strokeWidth={number(look.width * SCALE)}", _dash(look)]
    return ";".join(filter(None, parts))


def _dash(look: Style) -> str:
    if not look.dash:
        return ""
    pattern = " ".join(number(float(part) * SCALE) for part in look.dash.split())
    return f"dashed=1;fixDash=1;dashPattern={pattern}"


def _share(part: float, whole: float) -> str:
    return number(min(max(part / whole, 0.0), 1.0)) if whole else "0.5"


def number(value: float) -> str:
    """Short and without an exponent."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def words_of(box: Box) -> str:
    """The text of the box as it is edited: its lines joined again, words whole, entries of a list each on a line."""
    drawn, said = " ".join(box.lines), in_xml(box.text)
    seen, known = _letters(drawn), _letters(drawable(said))
    if seen == known:
        return said
    if seen == known.replace("·", ""):
        return said.replace(" · ", "\n")
    if known and seen.endswith(known):  # the number before the title of a step
        return f"{_beginning(drawn, len(seen) - len(known))} {said}"
    if drawn.endswith("…") and not said.endswith("…") and known.startswith(seen[:-1]):
        return shorten(said, len(drawn))
    return in_xml(drawn)


def _letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad")


def _beginning(text: str, letters: int) -> str:
    """As much of the text as holds so many letters."""
    end = next(n for n in range(len(text) + 1) if len(_letters(text[:n])) == letters)
    return text[:end].strip()


def as_html(text: str, language: str) -> str:
    """Text for a label: markup in it stays text, long words may break."""
    safe = hyphened(text, language).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("\n", "<br>")
