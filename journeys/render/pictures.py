"""The one way to a picture: a document and a view in, the bytes of a file out."""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import journeys
from journeys.domain.comparing import to_be_of
from journeys.domain.diff.uniting import Became, united
from journeys.domain.document import Document, Journey
from journeys.domain.filtering import NO_FILTER, Filter
from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.render.cache import Cache
from journeys.render.dot import to_dot
from journeys.render.drawing import Pen
from journeys.render.hand import Hand
from journeys.render.layout import Options, lay_out
from journeys.render.paper import pdf, png
from journeys.render.picture import Page
from journeys.render.stencils import Drawing, sketch
from journeys.render.subject import Paper
from journeys.render.svg import Frame

View = Literal["journey", "blueprint", "comparison", "heat"]
Format = Literal["svg", "png", "pdf", "dot"]
HANDS = 2
"""Graphviz programs that share the drawing of one page, when they are free."""


def render(
    document: Document,
    view: View,
    format: Format,
    *,
    journey: str | None = None,
    pen: Pen,
    cache: Cache | None = None,
    step_link: Callable[[str], str] | None = None,
    prefix: str = "",
    paper: Paper = "a3",
    by: Filter = NO_FILTER,
    became: Mapping[str, Became] | None = None,
    talks: Mapping[str, int] | None = None,
    about: str = "",
) -> bytes:
    """One view of one journey (the first that the view can show, unless its id is given) as a file.

    `step_link` makes the address a step leads to, `prefix` stands before every id, both for SVG that goes into a page;
    `paper` is the size of a PDF's sheets, `by` what is shown of the journey. `became` and `about`: of a journey of two
    states (`domain.diff.uniting`) what became of its steps, in words which states they are; `talks`: comments on them.
    A picture that the cache holds costs no Graphviz process. Raises Refused for a journey that is not there or too
    long to draw, PenBroken when the machine cannot draw.
    """
    chosen = to_be_of(document, journey) if view == "comparison" else _chosen(document, journey)
    options = Options(
        paper=paper if format == "pdf" else None,
        step_link=step_link if format == "svg" else None,
        by=by,
        became=became,
        talks=talks,
        about=about,
    )
    if cache is None:
        return _draw(document, chosen, view, format, options, pen, prefix)
    key = _key(document, chosen, view, format, options, prefix)
    drawn = cache.get(key)
    if drawn is not None:
        return drawn
    with cache.turn(key):
        drawn = cache.get(key)  # somebody else may have drawn it while we waited
        if drawn is None:
            before = cache.times_cleared
            drawn = _draw(document, chosen, view, format, options, pen, prefix)
            if before == cache.times_cleared:  # what was removed for good meanwhile may be in it
                cache.put(key, drawn)
    return drawn


def render_difference(
    before: Document,
    after: Document,
    view: View,
    format: Format,
    *,
    journey: str,
    about: str,
    pen: Pen,
    cache: Cache | None = None,
    step_link: Callable[[str], str] | None = None,
    prefix: str = "",
    paper: Paper = "a3",
) -> bytes:
    """What changed in a journey between two documents, in one picture: the journey as it is in `after`, its steps
    marked where they are new, changed or moved, and those that went still in their places.

    `about` says which states these are. Raises KeyError for a journey that neither has, and as `render` does.
    """
    whole = united(before, after, journey)
    more = {"pen": pen, "cache": cache, "step_link": step_link, "prefix": prefix, "paper": paper}
    return render(
        whole.document,
        view,
        format,
        journey=journey,
        became=whole.became,
        about=about,
        **more,  # type: ignore[arg-type]
    )


def _chosen(document: Document, id: str | None) -> Journey:
    journey = document.journey(id)
    if journey is None:
        there = ", ".join(j.id for j in document.journeys)
        words = Words(
            f"Eine Bürgerreise „{id}“ gibt es hier nicht. Vorhanden: {there}",
            f"There is no journey “{id}” here. There are: {there}",
        )
        raise Refused([Finding("journeys", words)])
    return journey


def _key(
    document: Document, journey: Journey, view: View, format: Format, options: Options, prefix: str
) -> str:
    """Everything that the bytes depend on: the program, the document, and what was asked for. It is known before the
    layout is made, so a picture that is kept costs neither layout nor Graphviz."""
    steps = document.steps() if view == "comparison" else journey.steps()
    links = [options.step_link(step.id) for step in steps] if options.step_link else []
    states = [options.about, *(side and sorted(side.items()) for side in (options.became, options.talks))]
    asked = json.dumps([view, journey.id, format, options.paper, options.by, prefix, links, states])
    return "\n".join((_program(), asked, document.model_dump_json()))


@functools.cache
def _program() -> str:
    """A hash of all code and data that a picture passes through; another version draws anew."""
    package = Path(journeys.__file__).parent
    files = sorted(f for room in ("domain", "render") for f in (package / room).rglob("*") if f.is_file())
    seal = hashlib.sha256(journeys.__version__.encode())
    for file in files:
        if file.suffix in (".py", ".json", ".typ"):
            seal.update(file.read_bytes())
    return seal.hexdigest()


def _draw(
    document: Document, journey: Journey, view: View, format: Format, options: Options, pen: Pen, prefix: str
) -> bytes:
    if format == "dot":
        return "".join(to_dot(page) for page in lay_out(document, journey, view, options).pages).encode()
    with pen.ready(HANDS) as hands:  # Graphviz starts while we lay out
        picture = lay_out(document, journey, view, options)
        svgs = [_page(picture.pages[0], hands, prefix)]
    svgs += draw_pages(picture.pages[1:], pen, prefix)
    if format == "pdf":
        return pdf(svgs, picture, document.words_language)
    if format == "png":
        return png(svgs[0], picture.pages[0])
    return svgs[0].encode()


def draw_pages(pages: Sequence[Page], pen: Pen, prefix: str = "") -> list[str]:
    """Pages of a layout, each as SVG. Raises PenBroken when the machine cannot draw."""
    svgs = []
    for page in pages:
        with pen.ready(HANDS) as hands:
            svgs.append(_page(page, hands, prefix))
    return svgs


def _page(page: Page, hands: list[Hand], prefix: str) -> str:
    """The page drawn by all hands side by side; what can be written without the drawing is written meanwhile."""
    outline = sketch(page)
    drawing = Drawing(outline.stencils(), hands)
    return Frame(page, outline, prefix).filled(drawing.shapes())
