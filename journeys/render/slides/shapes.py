"""Draws the parts of a slide with python-pptx: shapes, groups, tables, and the texts in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from journeys.render.letters import in_xml
from journeys.render.slides.master import FONT
from journeys.render.slides.values import Cell, Group, Inset, Para, Table, Tile, Wire
from journeys.render.style import STYLES, Style

_FORMS = {
    "rect": MSO_SHAPE.RECTANGLE,
    "rounded": MSO_SHAPE.ROUNDED_RECTANGLE,
    "arrow": MSO_SHAPE.PENTAGON,
    "diamond": MSO_SHAPE.DIAMOND,
    "circle": MSO_SHAPE.OVAL,
}
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}
_POINT = 0.32
"""How much of an arrow's height its point takes."""
_LINE_PARTS = ("a:lnL", "a:lnR", "a:lnT", "a:lnB")
_WHITE = Style(stroke="#ffffff", width=1.5)


@dataclass(frozen=True)
class Brush:
    """`tag` is the language of all texts."""

    tag: str

    def tile(self, shapes: Any, tile: Tile) -> None:
        x, y, width, height = map(Pt, tile.rect)
        look = STYLES[tile.style]
        if tile.form == "rect" and not look.fill and not look.stroke:
            shape = shapes.add_textbox(x, y, width, height)
        else:
            shape = shapes.add_shape(_FORMS[tile.form], x, y, width, height)
            _dress(shape, look)
        if tile.form == "arrow":
            shape.adjustments[0] = _POINT
        if tile.alt:
            _describe(shape, tile.alt)
        single = tile.form in ("diamond", "circle", "rounded")
        self.write(shape.text_frame, tile.paras, tile.style, tile.align, tile.valign, tile.inset, not single)

    def group(self, shapes: Any, group: Group) -> None:
        made = shapes.add_group_shape()
        for part in group.parts:
            if isinstance(part, Wire):
                self.wire(made.shapes, part)
            else:
                self.tile(made.shapes, part)
        _describe(made, group.alt)

    def wire(self, shapes: Any, wire: Wire) -> None:
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, (*wire.start, *wire.end)))
        _without_theme(line)
        _stroke(line.line, STYLES[wire.style])

    def table(self, shapes: Any, table: Table) -> None:
        x, y, width, height = map(Pt, table.rect)
        frame = shapes.add_table(len(table.rows), len(table.columns), x, y, width, height)
        _describe(frame, table.alt)
        made = frame.table
        made.first_row = made.first_col = True
        made.horz_banding = False
        for n, wide in enumerate(table.columns):
            made.columns[n].width = Pt(wide)
        for n, row in enumerate(table.rows):
            made.rows[n].height = Pt(row.height)
            below = STYLES[row.rule] if row.rule else _WHITE
            above = STYLES[table.rows[n - 1].rule] if n and table.rows[n - 1].rule else _WHITE
            for m, cell in enumerate(row.cells):
                self._cell(made.cell(n, m), cell, above, below)

    def _cell(self, made: Any, cell: Cell, above: Style, below: Style) -> None:
        look = STYLES[cell.style]
        made.margin_left = made.margin_right = Pt(6)
        made.margin_top = made.margin_bottom = Pt(4)
        made.vertical_anchor = MSO_ANCHOR.TOP
        self.write(made.text_frame, cell.paras, cell.style, inset=None)
        properties = made._tc.get_or_add_tcPr()
        for part, style in zip(_LINE_PARTS, (_WHITE, _WHITE, above, below), strict=True):
            properties.append(_border(part, style))
        made.fill.solid()
        made.fill.fore_color.rgb = _rgb(look.fill or "#ffffff")

    def write(
        self,
        frame: Any,
        paras: Iterable[Para],
        style: str,
        align: str = "left",
        valign: str = "",
        inset: Inset | None = None,
        wraps: bool = True,
    ) -> None:
        """The paragraphs in a frame of text, as they are: never made smaller or larger by the program."""
        if inset is not None:
            frame.margin_left, frame.margin_top = Pt(inset.left), Pt(inset.top)
            frame.margin_right, frame.margin_bottom = Pt(inset.right), Pt(inset.bottom)
        if valign:
            frame.vertical_anchor = _ANCHOR[valign]
        if frame._txBody.tag != qn("a:txBody"):
            frame.word_wrap, frame.auto_size = wraps, MSO_AUTO_SIZE.NONE
        for n, para in enumerate(paras):
            line = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            line.alignment = _ALIGN[align]
            if para.gap:
                line.space_before = Pt(para.gap)
            self._run(line, para, STYLES[para.style or style].text)

    def _run(self, line: Any, para: Para, colour: str) -> None:
        run = line.add_run()
        run.text = para.text
        font = run.font
        font.size, font.bold, font.name = Pt(para.size), para.bold, FONT
        font.color.rgb = _rgb(colour)
        font._rPr.set("lang", self.tag)

    def number(self, holder: Any) -> None:
        """The field that shows the number of the slide, in the placeholder for it."""
        for properties in holder.iter(qn("a:rPr"), qn("a:endParaRPr")):
            properties.set("lang", self.tag)
            properties.set("sz", "1000")

    def notes(self, frame: Any, lines: list[str]) -> None:
        for n, text in enumerate(lines):
            line = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            run = line.add_run()
            run.text = text
            run.font._rPr.set("lang", self.tag)


def _rgb(colour: str) -> RGBColor:
    """`#rrggbb` as python-pptx has it."""
    return RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]


def _dress(shape: Any, look: Style) -> None:
    _without_theme(shape)
    if look.fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(look.fill)
    else:
        shape.fill.background()
    _stroke(shape.line, look)


def _without_theme(shape: Any) -> None:
    """Shapes come with shadows and colours of the theme."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _stroke(line: Any, look: Style) -> None:
    if not look.stroke:
        line.fill.background()
        return
    line.color.rgb = _rgb(look.stroke)
    line.width = Pt(look.width)
    if look.dash:
        line.dash_style = _dash(look.dash)


def _dash(dash: str) -> MSO_LINE:
    parts = [float(part) for part in dash.split()]
    if len(parts) > 2:
        return MSO_LINE.LONG_DASH_DOT
    return MSO_LINE.SQUARE_DOT if parts[0] < 2 else MSO_LINE.DASH


def _border(part: str, look: Style) -> Any:
    border = etree.Element(qn(part), w=str(round(look.width * 12_700)))
    fill = etree.SubElement(border, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=look.stroke[1:])
    if look.dash:
        etree.SubElement(border, qn("a:prstDash"), val="dash")
    return border


def _describe(shape: Any, alt: str) -> None:
    """The words that readers tell in place of what is drawn."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", in_xml(alt))
