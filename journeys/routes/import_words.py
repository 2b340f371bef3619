"""What an import would change, for the eyes of who decides: what it is about, how it is here, how in the file."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext

from journeys.domain.deciding import name_of
from journeys.domain.differences import SERVICE, Difference, flat
from journeys.domain.document import Document
from journeys.domain.field_words import FIELD
from journeys.domain.merging import ORDER
from journeys.routes.edit_words import noun_of
from journeys.routes.forms import say
from journeys.routes.phrases import shown

ABOUT = 60
LONG = 300
ORDERED = {
    "Journey": "journeys",
    "Phase": "phases",
    "Step": "steps",
    "Lane": "lanes",
    "Persona": "personas",
    "Opportunity": "opportunities",
    "Source": "sources",
}


class Line(NamedTuple):
    """One difference: `name` is what a form calls it, `what` names the field or says that the whole is new or gone."""

    name: str
    about: str
    what: str
    here: str
    there: str


def lines(found: Sequence[Difference], *documents: Document) -> list[Line]:
    """A line for each difference. Names come from the documents, the first one that knows them."""
    said = {key: value for document in reversed(documents) for key, value in flat(document).items()}
    return [_line(each, said) for each in found]


def without_details(found: Sequence[Difference]) -> list[Difference]:
    """The differences without what is inside of something new or gone, and without orders that follow from it."""
    whole = {each.item for each in found if each.field == "@type" and None in (each.before, each.after)}
    return [each for each in found if _is_told(each, whole)]


def _is_told(each: Difference, whole: set[str]) -> bool:
    if each.item == ORDER:
        return bool(each.before and each.after) and sorted(each.before) == sorted(each.after)
    return each.field == "@type" or each.item not in whole


def _line(each: Difference, said: dict[tuple[str, str], object]) -> Line:
    if each.field == "@type" and None in (each.before, each.after):
        here, there = (gettext("ist nicht da") if side is None else gettext("ist da") for side in each[2:])
        what = gettext("neu") if each.before is None else gettext("fällt weg")
        return Line(name_of(each), _about(each.item, said), what, here, there)
    if each.item == ORDER:
        kind = ORDERED.get(each.field.rpartition("/")[2], "notes")
        here, there = (_named(kind, side or (), said) for side in each[2:])
        return Line(name_of(each), noun_of(kind), gettext("Reihenfolge"), here, there)
    here, there = (_short(shown(side, each.field)) for side in each[2:])
    if each.field == "@in":
        here, there = (_place(side, said) for side in each[2:])
    return Line(name_of(each), _about(each.item, said), _field(each.field), here, there)


def _about(item: str, said: dict[tuple[str, str], object]) -> str:
    if item == SERVICE:
        return noun_of(SERVICE)
    kind, _, ref = item.partition("/")
    names = (said.get((item, name)) for name in ("title", "name", "text"))
    text = next((str(name) for name in names if name), ref)
    return f"{noun_of(kind)} „{text if len(text) <= ABOUT else text[: ABOUT - 1] + '…'}“"


def _named(kind: str, refs: Sequence[str], said: dict[tuple[str, str], object]) -> str:
    return _short("\n".join(_about(f"{kind}/{ref}", said) for ref in refs))


def _place(ref: object, said: dict[tuple[str, str], object]) -> str:
    kinds = ("steps", "phases", "journeys")
    found = next((kind for kind in kinds if (f"{kind}/{ref}", "@type") in said), None)
    return _about(f"{found}/{ref}", said) if found else shown(ref)


def _short(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _field(name: str) -> str:
    """A field's name in words."""
    return say(FIELD[name]) if name in FIELD else name
