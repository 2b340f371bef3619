"""What was removed for good goes from all versions: from its field, however it was worded then, and wherever the same
words stood."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlmodel import Session, col, select, update

from journeys.domain.document import Document
from journeys.domain.erasing import EMPTIED, place_of
from journeys.domain.notes import Note
from journeys.domain.projects import Project
from journeys.domain.reference_words import WANTED
from journeys.domain.review.tables import Comment, FrozenDocument, Version
from journeys.domain.review.versions import count_review, packed, unpacked
from journeys.domain.sealing import seal_of
from journeys.domain.services import Service
from journeys.domain.tables import now
from journeys.domain.workshops.families import family_of, notes_of_family
from journeys.domain.workshops.tables import Card, Workshop

Plain = Any
ROOMS = {
    "persona": "personas",
    "journey": "journeys",
    "lane": "lanes",
    "step": "steps",
    "pain_point": "notes",
    "source": "sources",
}
LISTS = {
    **{
        name: name
        for name in ("personas", "journeys", "lanes", "phases", "steps", "opportunities", "sources")
    },
    **dict.fromkeys(("pain_points", "needs", "quotes", "unsorted_notes"), "notes"),
}
"""By the list that an item stands in: the kind by which its ids are told apart."""
WORDED = frozenset(
    (
        *("name", "short_name", "authority", "life_situation", "staff_term", "country", "legal_basis"),
        *("disclaimer", "as_of", "text", "situation", "goals", "barriers", "title", "summary", "goal"),
        *("citizen_action", "touchpoint", "evidence", "frontstage", "backstage", "support_systems"),
        *("documents", "reused", "condition", "speaker", "workshop", "publisher", "used_for"),
    )
)
"""Fields that hold words of people; all others hold codes, numbers, days and ids."""
OF_FACTS = ("value", "unit")
"""What a fact says beside its text goes with it."""


class Gone(NamedTuple):
    """What goes: fields by (item, field), texts word for word, and things whose ids are to change, with their rows.
    `ref` is the document id of the service as it was."""

    fields: frozenset[tuple[str, str]]
    emptied: frozenset[tuple[str, str]]
    texts: frozenset[str]
    renamed: tuple[tuple[str, str, Any], ...]
    ref: str = ""


def gone(session: Session, thing: Any, chosen: Iterable[tuple[Any, str]]) -> Gone:
    """What of `thing` is about to be erased, before it is: pairs of a row and its column."""
    fields, emptied, texts, renamed = set(), set(), set(), []
    for row, column in chosen:
        value = getattr(row, column)
        texts |= {value} if isinstance(value, str) else set(value) if isinstance(value, list) else set()
        for each in _rows(session, row, column):
            place = place_of(session, each, "text" if isinstance(row, Card) else column)
            if place is None:
                continue
            if column == "ref" and not isinstance(row, Service):
                renamed.append((place[0].partition("/")[0], row.ref, row))
            elif column == "ref" or (type(row), column) in EMPTIED:
                emptied.add(place)
            else:
                fields.add(place)
            texts |= {each.text} if isinstance(each, Note) and column == "text" else set()
    service_id = _service_of(session, thing)
    ref = session.get_one(Service, service_id).ref if service_id is not None else ""
    said = frozenset(filter(None, texts))
    return Gone(frozenset(fields), frozenset(emptied), said, tuple(renamed), ref)


def _rows(session: Session, row: Any, column: str) -> list[Any]:
    """What the document has of the row: for a card the notes that were made of it."""
    card = row if isinstance(row, Card) else None
    if isinstance(row, Note) and column == "text" and row.card_id is not None:
        card = session.get(Card, row.card_id)
    if card is None or column != "text":
        return [] if isinstance(row, Card) else [row]
    return [*([row] if isinstance(row, Note) else []), *notes_of_family(session, family_of(session, card))]


def forget(session: Session, thing: Any, what: Gone, words: str) -> None:
    """Put `words` where these texts stood in any version of the thing's service. The service must be locked."""
    service_id = _service_of(session, thing)
    if service_id is None:
        return
    ref = session.get_one(Service, service_id, populate_existing=True).ref
    names = {(kind, old): row.ref for kind, old, row in what.renamed}
    changed = False
    for kept in session.exec(select(FrozenDocument).where(FrozenDocument.service_id == service_id)).all():
        before = unpacked(kept.content)
        plain = _without(before.plain(), what, words)
        plain["id"] = ref if plain["id"] == what.ref else plain["id"]
        after = Document.from_plain(_renamed(plain, "", names) if names else plain)
        if after != before:
            _replace(session, kept, after)
            changed = True
    for (_, old), new in names.items():
        mine = update(Comment).where(col(Comment.service_id) == service_id, col(Comment.ref) == old)
        session.execute(mine.values(ref=new))
    if changed:
        count_review(session, service_id)


def _replace(session: Session, kept: FrozenDocument, after: Document) -> None:
    """What is kept becomes the other document, or is that which says the same already."""
    seal = seal_of(after)
    same = session.exec(
        select(FrozenDocument).where(
            FrozenDocument.service_id == kept.service_id,
            FrozenDocument.seal == seal,
            FrozenDocument.id != kept.id,
        )
    ).first()
    marked = update(Version).where(col(Version.frozen_id) == kept.id)
    session.execute(marked.values(removed_at=now(), **({"frozen_id": same.id} if same else {})))
    if same:
        session.flush()
        session.delete(kept)
    else:
        kept.seal, kept.content = seal, packed(after)
    session.flush()


def _service_of(session: Session, thing: Any) -> int | None:
    if isinstance(thing, Project):
        return None
    if isinstance(thing, Card):
        thing = session.get_one(Workshop, thing.workshop_id)
    return int(thing.id if isinstance(thing, Service) else thing.service_id)


def _without(plain: Plain, what: Gone, words: str) -> Plain:
    for item, each in _items(plain):
        for field in [field for field in each if (item, field) in what.emptied]:
            del each[field]
        for field in [field for field in each if (item, field) in what.fields]:
            each[field] = _bare(_texts(each[field], lambda text: words, field))
    if ("service", "language") in what.emptied:
        plain.pop("language", None)
    for name in ("as_of", "disclaimer"):
        if name in plain and ("service", name) in what.fields | what.emptied:
            plain[name] = words
    return _texts(plain, lambda text: words if text in what.texts else text)


def _bare(value: Plain) -> Plain:
    """A fact, or several, without what stands beside the text."""
    if isinstance(value, list):
        return [_bare(entry) for entry in value]
    is_fact = isinstance(value, dict) and "text" in value and "lane" not in value
    return {n: v for n, v in value.items() if n not in OF_FACTS or "min" in value} if is_fact else value


def _items(plain: Plain) -> Iterable[tuple[str, dict[str, Any]]]:
    yield "service", plain["service"]
    yield from _inside(plain, "")


def _inside(value: Plain, field: str) -> Iterable[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for entry in value:
            yield from _inside(entry, field)
    elif isinstance(value, dict):
        if field in LISTS:
            yield f"{LISTS[field]}/{value['id']}", value
        for name, entry in value.items():
            if isinstance(entry, dict | list):
                yield from _inside(entry, name)


def _texts(value: Plain, change: Callable[[str], str], field: str = "") -> Plain:
    """The value with each text of people in it changed."""
    if isinstance(value, dict):
        return {name: _texts(entry, change, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [_texts(entry, change, field) for entry in value]
    return change(value) if isinstance(value, str) and field in WORDED else value


def _renamed(value: Plain, field: str, names: Mapping[tuple[str, str], str]) -> Plain:
    """The value with ids changed, and what refers to them."""
    if isinstance(value, list):
        return [_renamed(entry, field, names) for entry in value]
    if isinstance(value, dict):
        return {
            name: names.get((LISTS.get(field, ""), entry), entry)
            if name == "id" and isinstance(entry, str)
            else _renamed(entry, name, names)
            for name, entry in value.items()
        }
    if field in WANTED and isinstance(value, str):
        return names.get((ROOMS[WANTED[field]], value), value)
    return value
