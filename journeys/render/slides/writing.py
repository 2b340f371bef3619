"""The layout model of slides as a PPTX file. Every text is data: nothing in it is read as a field or as markup."""

import copy
import io
import re
from typing import Any

from journeys.domain.document import Document
from journeys.domain.words import Words
from journeys.render.letters import in_xml
from journeys.render.slides.master import empty_presentation
from journeys.render.slides.setting import fitted
from journeys.render.slides.shapes import Brush
from journeys.render.slides.values import FLAT, FOOT, Group, Slide, Table, Tile
from journeys.render.subject import Subject
from journeys.render.title_block import AS_OF, EDITION

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_FULL_TAGS = {"de": "de-DE", "en": "en-GB"}
_WHOLE = Words("Auf dieser Folie gekürzt, hier ganz:", "Shortened on this slide, whole here:")
_FOOTERS = ("ftr", "sldNum")


def written(document: Document, slides: tuple[Slide, ...]) -> bytes:
    """The slides as a file."""
    language = document.words_language
    presentation = empty_presentation(language)
    brush, foot = Brush(_tag(document)), _foot(document)
    for slide in slides:
        layout = presentation.slide_layouts[0 if slide.opens else 1]
        sheet = presentation.slides.add_slide(layout)
        _fill(brush, sheet, slide)
        if not slide.opens:
            _add_footers(brush, sheet, layout, foot)
        _add_notes(brush, sheet, slide, language)
    _set_properties(presentation.core_properties, document)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _tag(document: Document) -> str:
    """The language of the texts, as spelling checkers and readers want it."""
    said = document.language or "de"
    return _FULL_TAGS.get(said, said) if _TAG.fullmatch(said) else _FULL_TAGS[document.words_language]


def _foot(document: Document) -> str:
    """What stands under every slide."""
    lang, edition = document.words_language, _edition(document)
    said = [document.service.short_name or document.service.name]
    said += [f"{AS_OF.in_(lang)} {document.as_of}"] if document.as_of else []
    text = " · ".join([*said, f"{EDITION.in_(lang)} {edition}"])
    return fitted(text, FOOT.width - 170.0, FOOT.height).text


def _edition(document: Document) -> str:
    return Subject("de", "", document, document.journeys[0], "journey").edition


def _fill(brush: Brush, sheet: Any, slide: Slide) -> None:
    title, under = sheet.placeholders
    colours = ("phase", "phase") if slide.opens else ("title", "quiet")
    brush.write(title.text_frame, (slide.title,), colours[0], valign="bottom", inset=FLAT)
    if slide.subtitle.text:
        brush.write(under.text_frame, (slide.subtitle,), colours[1], valign="top", inset=FLAT)
    else:
        under._element.getparent().remove(under._element)
    for thing in slide.things:
        if isinstance(thing, Tile):
            brush.tile(sheet.shapes, thing)
        elif isinstance(thing, Group):
            brush.group(sheet.shapes, thing)
        elif isinstance(thing, Table):
            brush.table(sheet.shapes, thing)


def _add_footers(brush: Brush, sheet: Any, layout: Any, text: str) -> None:
    """Footer and number of the slide: python-pptx does not take them over from the layout."""
    for n, kind in enumerate(_FOOTERS):
        [holder] = [p for p in layout.placeholders if p._element.find(f".//*[@type='{kind}']") is not None]
        made = copy.deepcopy(holder._element)
        made.nvSpPr.cNvPr.set("id", str(9_000 + n))
        sheet.shapes._spTree.append(made)
        if kind == "ftr":
            shape = next(s for s in sheet.placeholders if s.element is made)
            brush.write(shape.text_frame, (fitted(text, FOOT.width, FOOT.height),), "quiet", inset=FLAT)
        else:
            brush.number(made)


def _add_notes(brush: Brush, sheet: Any, slide: Slide, language: str) -> None:
    """Texts that the slide only begins, whole, in the notes of the speaker."""
    whole = [p for p in slide.paras() if p.whole]
    if whole:
        lines = [_WHOLE.in_(language), *dict.fromkeys(p.whole for p in whole)]
        brush.notes(sheet.notes_slide.notes_text_frame, lines)


def _set_properties(properties: Any, document: Document) -> None:
    properties.title = in_xml(document.service.name)[:255]
    properties.language = _tag(document)
    properties.author = properties.last_modified_by = properties.keywords = properties.comments = ""
    properties.subject = in_xml(document.service.authority or "")[:255]
    for element in list(properties._element):
        if element.tag.endswith(("}created", "}modified", "}revision")):
            properties._element.remove(element)
