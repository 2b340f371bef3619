"""The example documents, and ways to look at what was laid out."""

import json
from functools import cache

import yaml

from journeys.domain.document import Document, Journey
from journeys.places import place
from journeys.render.dot import boxes_of
from journeys.render.layout import Options, lay_out
from journeys.render.picture import Box, Page, Picture
from journeys.render.subject import Paper, View

NAMES = ("gewerbe-anmelden", "personalausweis-beantragen", "wohngeld-beantragen", "wohnsitz-anmelden")
VIEWS: tuple[View, ...] = ("journey", "blueprint", "heat")


@cache
def example(name: str) -> Document:
    text = (place("examples") / f"{name}.yaml").read_text(encoding="utf-8")
    return Document.model_validate_json(json.dumps(yaml.safe_load(text), default=str))


def drawn(
    document: Document, view: View, paper: Paper | None = None, journey: Journey | None = None
) -> Picture:
    return lay_out(document, journey or document.journeys[0], view, Options(paper=paper))


def screen(name: str, view: View, journey: int = 0) -> Page:
    """The one page of an example on screen."""
    document = example(name)
    return drawn(document, view, journey=document.journeys[journey]).pages[0]


def box(page: Page, id: str) -> Box:
    return next(b for b in boxes_of(page) if b.id == id)


def texts(picture: Picture) -> set[str]:
    """Every whole text that stands in a box, and every text of the list that follows."""
    return {b.text for page in picture.pages for b in boxes_of(page)} | {
        text for _, text in picture.whole_texts
    }
