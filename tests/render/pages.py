"""Pages of the layout model made by hand, and readers of the SVG that comes out."""

from xml.etree import ElementTree

from journeys.render.drawing import Pen
from journeys.render.picture import Band, Box, Curve, Lane, Line, Page, Rect
from journeys.render.stencils import Drawing, sketch
from journeys.render.svg import Frame

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    "<b>fett</b>",
    "\\N \\G \\L \\E",
    "am Ende ein Strich \\",
    'sie sagte "nein" \\" ];',
    '"]; evil [label="x',
    "&lt;b&gt; &amp; & &#65;",
    "]]> <![CDATA[ x",
    "<ganz>",
    "\u202eumgekehrt\u202c שלום",
    "😀 中文 é",
    "x" * 5_000,
    "javascript:alert(1)",
    "digraph { a -> b }",
)


def a_box(id: str = "a", *lines: str, **more: object) -> Box:
    """A cell of 120 × 60 points at 100, 60 unless told otherwise."""
    given: dict[str, object] = {
        "style": "cell",
        "rect": Rect(100, 60, 120, 60),
        "lines": lines,
        "text": " ".join(lines),
    }
    return Box(id, **{**given, **more})  # type: ignore[arg-type]


def a_page(*boxes: Box, **more: object) -> Page:
    """A sheet of 600 × 200 points with these boxes."""
    given: dict[str, object] = {
        "title": "Wohnsitz anmelden",
        "description": "Zwei Schritte.",
        "language": "de",
    }
    return Page(600, 200, boxes=boxes, **{**given, **more})  # type: ignore[arg-type]


def a_full_page(link: str | None = None) -> Page:
    """One of everything: every shape, alignment and weight, a lane, lines, a label, a curve, two steps, two notes."""
    return a_page(
        a_box(
            "title",
            "Wohnsitz anmelden",
            style="title",
            rect=Rect(10, 10, 400, 20),
            size=14,
            bold=True,
            shape="none",
        ),
        a_box("a", "Ganz oben", "", "links", step="s.1", title="Schritt 1: Termin", valign="top", link=link),
        a_box("b", "mittig", "und fett", step="s.1", rect=Rect(250, 60, 120, 60), align="center", bold=True),
        a_box(
            "c", "rechts", "zwei", step="s-2", rect=Rect(400, 60, 122.4, 60), align="right", shape="rounded"
        ),
        a_box("pain", "3", style="pain", step="s.1", note="p1", rect=Rect(210, 110, 18, 18), shape="diamond"),
        a_box("need", "2", style="need", step="s.1", note="n1", rect=Rect(190, 110, 16, 16), shape="circle"),
        a_box("drop", "1", style="pain", step="s.1", note="p2", rect=Rect(170, 110, 16, 18), shape="drop"),
        bands=(Band(Rect(10, 60, 580, 100), (Lane("lane", "lane_citizen", Rect(10, 60, 580, 100)),)),),
        lines=(
            Line(
                "on", "flow", ((370, 90), (400, 90)), arrow=True, source="b", target="c", title="Von 1 nach 2"
            ),
            Line(
                "back",
                "back",
                ((461, 60), (461, 45), (160, 45), (160, 60)),
                arrow=True,
                label=a_box(
                    "why", "wenn etwas fehlt", style="plain", rect=Rect(380, 34, 80, 10), shape="none"
                ),
            ),
        ),
        curves=(Curve("mood", "mood", ((100, 150), (230, 135), (360, 158)), "Stimmung"),),
    )


def drawn(page: Page, prefix: str = "", program: str = "") -> str:
    """The page as a finished SVG."""
    outline = sketch(page)
    with Pen(program).ready() as hands:
        return Frame(page, outline, prefix).filled(Drawing(outline.stencils(), hands).shapes())


def root_of(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts_of(element: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in element.iter(f"{SVG}text")]


def titled(root: ElementTree.Element, id: str) -> str | None:
    """The title of the one element with this id."""
    (found,) = (element for element in root.iter() if element.get("id") == id)
    return found.findtext(f"{SVG}title")
