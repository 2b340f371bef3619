"""What models of answers are made of: fields that say in both languages what they hold, and parts of the format."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from journeys.domain import document
from journeys.domain.words import Words

FORMAT = "format."
"""How the shapes of the format journeys/1 are called among those of the API."""
PART = "part of the format"
"""The key under which a model names such a shape; the description makes a reference of it."""


class Shape(BaseModel):
    """The typed model of (a part of) an answer; the description of the API is made from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def said(de: str, en: str, default: Any = ..., **bounds: Any) -> Any:
    """A field with words for what it holds."""
    return Field(default, json_schema_extra={"words": list(Words(de, en))}, **bounds)


def _part(name: str) -> tuple[Any, Any]:
    """A part of the journey document, written as the format does and described by the published schema."""
    return PlainSerializer(lambda value: value.plain()), WithJsonSchema({PART: name})


StepPart = Annotated[document.Step, *_part("step")]
OpportunityPart = Annotated[document.Opportunity, *_part("opportunity")]
DocumentPart = Annotated[document.Document, *_part("document")]
PARTS = {"document": None, "step": "step", "opportunity": "opportunity"}
"""Their names here, and in `journeys.domain.schema`."""
