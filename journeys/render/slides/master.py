"""The ground of a presentation: its size, fonts, colours and two layouts, one for the first slide, one for all others.

python-pptx begins with a template of its own; what is ours is set here, so that whoever adds a slide gets the same.
"""

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from journeys.domain.words import Words
from journeys.render.picture import Rect
from journeys.render.slides.title import CURTAIN, OPENING_SUBTITLE, OPENING_TITLE
from journeys.render.slides.values import FOOT, HEIGHT, SUBTITLE, TITLE, WIDTH
from journeys.render.style import STYLES

FONT = "Arial"
"""Everywhere installed, or with one of the same widths in its place, which are those that texts are measured with."""
_OPENING, _CONTENT = 0, 2
_NUMBER = 60.0
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOURS = {"dk1": "title", "dk2": "subtitle", "accent1": "phase", "accent2": "pain", "accent3": "need"}
_COLOURS |= {"accent4": "quote", "accent5": "idea", "accent6": "wait"}
_NAMES = {_OPENING: Words("Titelfolie", "Title slide"), _CONTENT: Words("Inhalt", "Content")}


def empty_presentation(language: str) -> Any:
    """A presentation without slides; its first layout opens it, the second holds everything else."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master, layouts = presentation.slide_master, presentation.slide_layouts
    kept = [layouts[n] for n in _NAMES]
    for layout in list(layouts):
        if layout not in kept:
            layouts.remove(layout)
    _set_theme(master)
    _set_places(master, TITLE, SUBTITLE)
    for layout, names, places in zip(
        kept, _NAMES.values(), ((OPENING_TITLE, OPENING_SUBTITLE), (TITLE, SUBTITLE)), strict=True
    ):
        layout.name = names.in_(language)
        _set_places(layout, *places)
    _draw_ground(kept[0], Rect(0, 0, WIDTH, CURTAIN))
    _draw_ground(kept[1], Rect(0, 0, WIDTH, 6.0))
    _drop_foreign(presentation.part)
    return presentation


def _drop_foreign(part: Any) -> None:
    """The settings of somebody's printer, and the picture of an empty slide, which the library's template brings."""
    for holder in (part, part.package):
        for key, rel in list(holder._rels.items()):
            if rel.reltype.endswith(("/printerSettings", "/thumbnail")):
                holder._rels.pop(key)


def _set_theme(master: Any) -> None:
    """Our colours and font, for what people add."""
    part = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)
    for font in theme.iter(f"{_DRAWING}majorFont", f"{_DRAWING}minorFont"):
        font.find(f"{_DRAWING}latin").set("typeface", FONT)
    for name, style in _COLOURS.items():
        look = STYLES[style]
        colour = look.text if name.startswith("dk") else look.fill if style == "phase" else look.stroke
        slot = next(theme.iter(f"{_DRAWING}{name}"))
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{_DRAWING}srgbClr", val=colour[1:])
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_places(ground: Any, title: Rect, subtitle: Rect) -> None:
    number = Rect(FOOT.right - _NUMBER, FOOT.y, _NUMBER, FOOT.height)
    date = Rect(number.x - 100.0, FOOT.y, 90.0, FOOT.height)
    footer = Rect(FOOT.x, FOOT.y, date.x - FOOT.x - 10.0, FOOT.height)
    places = {
        PP_PLACEHOLDER.TITLE: title,
        PP_PLACEHOLDER.CENTER_TITLE: title,
        PP_PLACEHOLDER.SUBTITLE: subtitle,
        PP_PLACEHOLDER.BODY: subtitle,
        PP_PLACEHOLDER.DATE: date,
        PP_PLACEHOLDER.FOOTER: footer,
        PP_PLACEHOLDER.SLIDE_NUMBER: number,
    }
    for holder in list(ground.placeholders):
        kind = holder.placeholder_format.type
        place = places[kind]
        holder.left, holder.top = Pt(place.x), Pt(place.y)
        holder.width, holder.height = Pt(place.width), Pt(place.height)
        frame = holder.text_frame
        frame.margin_left = frame.margin_top = frame.margin_right = frame.margin_bottom = 0
        is_title = kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM if is_title else MSO_ANCHOR.TOP


def _draw_ground(layout: Any, place: Rect) -> None:
    """A dark bar behind everything."""
    bar = layout.shapes._spTree.add_autoshape(
        900, "Ground", MSO_SHAPE.RECTANGLE.xml_value, *map(Pt, (place.x, place.y, place.width, place.height))
    )
    style = bar.find("{http://schemas.openxmlformats.org/presentationml/2006/main}style")
    bar.remove(style)
    fill = etree.SubElement(bar.spPr, f"{_DRAWING}solidFill")
    etree.SubElement(fill, f"{_DRAWING}srgbClr", val=STYLES["phase"].fill[1:])
    etree.SubElement(etree.SubElement(bar.spPr, f"{_DRAWING}ln"), f"{_DRAWING}noFill")
    tree = layout.shapes._spTree
    tree.remove(bar)
    tree.insert(2, bar)
