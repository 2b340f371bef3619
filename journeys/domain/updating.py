"""Importing a document again: what the file changed since its last import comes in, what was changed here stays.

A three-way merge, field by field. The common ancestor, the file as it was last imported, is not kept; its fields'
fingerprints are enough to tell whose change is whose.
"""

from collections.abc import Mapping
from hashlib import blake2b
from json import dumps
from typing import Any, NamedTuple

from sqlalchemy import UniqueConstraint, insert
from sqlmodel import Session, col, delete, select

from journeys.domain.checks import reference_findings
from journeys.domain.differences import SERVICE, Difference, flat
from journeys.domain.document import Document
from journeys.domain.notes import LISTS
from journeys.domain.services import Service
from journeys.domain.tables import Part

Flat = dict[tuple[str, str], Any]
ORDER = "order"


class ImportMark(Part, table=True):
    """The fingerprint of one field of one item as the last imported file had it; no text of it."""

    __table_args__ = (UniqueConstraint("service_id", "item", "field"),)

    item: str
    field: str
    fingerprint: str


class Merged(NamedTuple):
    """The merged document, and where both sides had changed and what was recorded here stayed."""

    document: Document
    kept: list[Difference]


def fingerprint(value: Any) -> str:
    """A short hash of a plain value."""
    return blake2b(dumps(value, sort_keys=True).encode(), digest_size=12).hexdigest()


def remember(session: Session, service: Service, value: Document) -> None:
    """Keep what the file says now as the ancestor of the next import."""
    session.execute(delete(ImportMark).where(col(ImportMark.service_id) == service.id))
    marks = [
        {
            "service_id": service.id,
            "position": 0,
            "item": item,
            "field": field,
            "fingerprint": fingerprint(said),
        }
        for (item, field), said in flat(value).items()
    ]
    session.execute(insert(ImportMark), marks)


def remembered(session: Session, service: Service) -> dict[tuple[str, str], str]:
    """The fingerprints of the file as it was last imported; empty when the service did not come from a file."""
    marks = session.exec(select(ImportMark).where(ImportMark.service_id == service.id))
    return {(mark.item, mark.field): mark.fingerprint for mark in marks}


def merge(here: Document, file: Document, base: Mapping[tuple[str, str], str]) -> Merged:
    """What the file changed since `base` put into what is here; nothing recorded here since is overwritten."""
    ours, theirs = flat(here), flat(file)
    merged, kept = _fields(ours, theirs, base)
    gone = _gone(ours, theirs, base)
    whole = _document(here, _without(merged, gone), ours, theirs, base)
    if reference_findings(whole):
        # Something recorded here needs what the file dropped: then it stays.
        whole = _document(here, merged, ours, theirs, base)
    return Merged(whole, kept)


def _fields(ours: Flat, theirs: Flat, base: Mapping[tuple[str, str], str]) -> tuple[Flat, list[Difference]]:
    merged: Flat = {}
    kept: list[Difference] = []
    known = {item for item, _ in base}
    present = {item for item, _ in ours}
    in_file = {item for item, _ in theirs}
    for key in [k for k in {**ours, **theirs} if k[0] != ORDER]:
        item, field = key
        if item not in present and item in known:
            continue  # deleted here
        mine, new = ours.get(key), theirs.get(key)
        if item not in in_file or _was(key, new, base):
            new = mine
        elif not _was(key, mine, base) and mine != new:
            kept.append(Difference(item, field, mine, new))
            new = mine
        if new is not None or field == "@in":
            merged[key] = new
    return merged, kept


def _was(key: tuple[str, str], value: Any, base: Mapping[tuple[str, str], str]) -> bool:
    """Whether the value is what the last imported file said (nothing, when it did not speak of it)."""
    return base.get(key) == (None if value is None and key not in base else fingerprint(value))


def _gone(ours: Flat, theirs: Flat, base: Mapping[tuple[str, str], str]) -> set[str]:
    """Items that the file dropped, that nobody changed here, and that hold nothing recorded here."""
    in_file = {item for item, _ in theirs}
    fields: dict[str, list[tuple[str, str]]] = {}
    for key in [k for k in ours if k[0] not in (ORDER, SERVICE)]:
        fields.setdefault(key[0], []).append(key)
    gone = {
        item
        for item, keys in fields.items()
        if item not in in_file and all(_was(key, ours[key], base) for key in keys)
    }
    holders = {(ours[item, "@in"], ours[item, "@type"]) for item in fields if item not in gone}
    return {item for item in gone if not _holds(item, holders)}


def _holds(item: str, holders: set[tuple[Any, Any]]) -> bool:
    kind, _, ref = item.partition("/")
    inside = {"journeys": ("Phase",), "phases": ("Step",), "steps": ("PainPoint", "Need", "Quote")}
    return any((ref, type_) in holders for type_ in inside.get(kind, ()))


def _without(merged: Flat, gone: set[str]) -> Flat:
    return {key: value for key, value in merged.items() if key[0] not in gone}


def _document(
    here: Document, merged: Flat, ours: Flat, theirs: Flat, base: Mapping[tuple[str, str], str]
) -> Document:
    items: dict[str, dict[str, Any]] = {}
    for (item, field), value in merged.items():
        items.setdefault(item, {})[field] = value

    def children(parent: str | None, type_: str) -> list[dict[str, Any]]:
        group = (ORDER, f"{parent or ''}/{type_}")
        mine, new = ours.get(group, []), theirs.get(group, [])
        first, second = (new, mine) if _was(group, mine or None, base) else (mine, new)
        inside = {
            item.partition("/")[2]: fields
            for item, fields in items.items()
            if item != SERVICE and fields["@type"] == type_ and fields["@in"] == parent
        }
        order = [ref for ref in woven(woven(first, second), list(inside)) if ref in inside]
        return [_built(ref, inside[ref], children) for ref in order]

    head = {name: items[SERVICE].pop(name, None) for name in ("language", "as_of", "disclaimer")}
    plain = {
        "format": here.format,
        "id": here.id,
        **{name: value for name, value in head.items() if value is not None},
        "service": items[SERVICE],
        "personas": children(None, "Persona"),
        "journeys": children(None, "Journey"),
        "opportunities": children(None, "Opportunity"),
        "unsorted_notes": children(None, "UnsortedNote"),
        "sources": children(None, "Source"),
    }
    return Document.from_plain(plain)


def _built(ref: str, fields: dict[str, Any], children: Any) -> dict[str, Any]:
    plain = {"id": ref, **{name: value for name, value in fields.items() if not name.startswith("@")}}
    if fields["@type"] == "Journey":
        plain["phases"] = children(ref, "Phase")
    if fields["@type"] == "Phase":
        plain["steps"] = children(ref, "Step")
    if fields["@type"] == "Step":
        types = {"pain_points": "PainPoint", "needs": "Need", "quotes": "Quote"}
        plain |= {name: children(ref, types[name]) for name in LISTS.values()}
    return plain


def woven(first: list[str], second: list[str]) -> list[str]:
    """The members of both in the order of `first`; what only `second` has comes behind its predecessor there."""
    out = list(first)
    for before, ref in zip([None, *second], second, strict=False):
        if ref not in out:
            out.insert(out.index(before) + 1 if before is not None else 0, ref)
    return out
