"""What a file changed since its last import, put into what is here: a three-way merge, field by field.

The common ancestor, the file as it was last imported, is not kept; its fields' fingerprints (`base`) are enough to tell
whose change is whose. Where both sides changed a field, what is here stays.
"""

import re
from collections.abc import Iterator, Mapping
from functools import reduce
from hashlib import blake2b
from json import dumps
from typing import Any, NamedTuple

from journeys.domain import document, note_lists
from journeys.domain.differences import SERVICE, Difference, flat
from journeys.domain.document import Document
from journeys.domain.references import findings_of
from journeys.domain.replaying import woven

Key = tuple[str, str]
Flat = dict[Key, Any]
ORDER = "order"
REMOVED = "removed for good"
"""Stands for a fingerprint where a text was removed for good: of it nothing is kept, and no file brings it back."""
PLACE = ("@type", "@in")
"""What an item is and where: merged as one, or a note could become a need on no step."""
HOLDER = {
    "Phase": "journeys",
    "Lane": "journeys",
    "Step": "phases",
    "PainPoint": "steps",
    "Need": "steps",
    "Quote": "steps",
}


class Merged(NamedTuple):
    """The merged document, and where both sides had changed and what was recorded here stayed."""

    document: Document
    kept: list[Difference]


class Sides(NamedTuple):
    """Both documents by field, and the fingerprints of the ancestor."""

    ours: Flat
    theirs: Flat
    base: Mapping[Key, str]

    def is_old(self, key: Key, value: Any) -> bool:
        """Whether the value is what the last imported file said (nothing, when it did not speak of it)."""
        if value is None and key not in self.base:
            return True
        return self.base.get(key) in (REMOVED, fingerprint(value))


def fingerprint(value: Any) -> str:
    """A short hash of a plain value."""
    return blake2b(dumps(value, sort_keys=True).encode(), digest_size=12).hexdigest()


def merge(here: Document, file: Document, base: Mapping[Key, str]) -> Merged:
    """What the file changed since `base` put into what is here; nothing recorded here since is overwritten.

    What the file dropped goes, unless somebody touched it here or something that stays needs it. A reference that
    the file makes to something deleted here is left out. The result is a valid document.
    """
    return merge_sides(here, Sides(flat(here), flat(file), base))


def merge_sides(here: Document, sides: Sides) -> Merged:
    """The same, of sides that somebody put together; `sides.ours` is `here`, flat."""
    merged, kept = _fields(sides)
    kept += _place(merged, sides)
    gone = _spared(_gone(sides), merged)
    while True:
        plain = _plain(here, {key: v for key, v in merged.items() if key[0] not in gone}, sides)
        missed = {str(_at(plain, f.place)) for f in findings_of(plain)}
        needed = {item for item in gone if item.partition("/")[2] in missed}
        if not needed:
            return Merged(Document.from_plain(_without_danglings(plain)), kept)
        gone = _spared(gone - needed, merged)


def _fields(sides: Sides) -> tuple[Flat, list[Difference]]:
    ours, theirs, base = sides
    known, present, in_file = ({item for item, _ in side} for side in (base, ours, theirs))
    merged: Flat = {}
    kept: list[Difference] = []
    for key in [k for k in {**ours, **theirs} if k[0] != ORDER]:
        item, field = key
        if item not in present and item in known:
            continue  # deleted here
        mine, new = ours.get(key), theirs.get(key)
        if item not in in_file or _stayed(key, theirs, sides):
            new = mine
        elif mine != new and not _stayed(key, ours, sides):
            kept.append(Difference(item, field, mine, new))
            new = mine
        if new is not None or field == "@in":
            merged[key] = new
    return merged, kept


def _stayed(key: Key, side: Flat, sides: Sides) -> bool:
    """Whether this side left the field as it was."""
    item, field = key
    return all(sides.is_old((item, f), side.get((item, f))) for f in (PLACE if field in PLACE else (field,)))


def _place(merged: Flat, sides: Sides) -> list[Difference]:
    """Every item is in something that is there: else where it is here, else not at all, which is returned."""
    lost: list[Difference] = []
    while homeless := [item for item in _items(merged) if not _has_home(item, merged)]:
        for item in homeless:
            home = {key: sides.ours[key] for key in ((item, f) for f in PLACE) if key in sides.ours}
            if home and any(merged[key] != value for key, value in home.items()):
                merged.update(home)
                continue
            lost.append(Difference(item, "@in", None, merged[item, "@in"]))
            for key in [key for key in merged if key[0] == item]:
                del merged[key]
    return lost


def _items(merged: Flat) -> list[str]:
    return [item for item, field in merged if field == "@type"]


def _holder(item: str, merged: Flat) -> str | None:
    kind = HOLDER.get(merged[item, "@type"])
    return f"{kind}/{merged[item, '@in']}" if kind else None


def _has_home(item: str, merged: Flat) -> bool:
    holder = _holder(item, merged)
    return holder is None or (holder, "@type") in merged


def _gone(sides: Sides) -> set[str]:
    """Items that the file dropped and that nobody changed here."""
    in_file = {item for item, _ in sides.theirs}
    here = {item for item, _ in sides.ours} - in_file - {ORDER, SERVICE}
    touched = {key[0] for key in {**sides.ours, **sides.base} if not sides.is_old(key, sides.ours.get(key))}
    return here - touched


def _spared(gone: set[str], merged: Flat) -> set[str]:
    """Without what holds something that stays."""
    stays = [item for item in _items(merged) if item not in gone]
    needed = {holder for item in stays for holder in _holders(item, merged)}
    return gone - needed


def _holders(item: str, merged: Flat) -> Iterator[str]:
    holder = _holder(item, merged)
    if holder is not None:
        yield holder
        yield from _holders(holder, merged)


def _plain(here: Document, merged: Flat, sides: Sides) -> dict[str, Any]:
    items: dict[str, dict[str, Any]] = {}
    for (item, field), value in merged.items():
        items.setdefault(item, {})[field] = value

    def children(holder: str | None, type_: str) -> list[dict[str, Any]]:
        inside = {
            item.partition("/")[2]: fields
            for item, fields in items.items()
            if item != SERVICE and fields["@type"] == type_ and fields["@in"] == holder
        }
        return [_built(ref, inside[ref], children) for ref in _order(holder, type_, list(inside), sides)]

    service = items[SERVICE]
    head: dict[str, Any] = {
        name: service.pop(name) for name in ("language", "as_of", "disclaimer") if name in service
    }
    lists = {
        "personas": children(None, "Persona"),
        "journeys": children(None, "Journey"),
        "opportunities": children(None, "Opportunity"),
        "unsorted_notes": children(None, "UnsortedNote"),
        "sources": children(None, "Source"),
    }
    return {"format": here.format, "id": here.id, **head, "service": service, **lists}


def _order(holder: str | None, type_: str, inside: list[str], sides: Sides) -> list[str]:
    """In the file's order, unless it was changed here."""
    group = (ORDER, f"{holder or ''}/{type_}")
    mine, new = sides.ours.get(group, []), sides.theirs.get(group, [])
    first, second = (new, mine) if sides.is_old(group, mine or None) else (mine, new)
    return [ref for ref in woven(woven(first, second), inside) if ref in inside]


def _built(ref: str, fields: dict[str, Any], children: Any) -> dict[str, Any]:
    type_ = fields["@type"]
    known = getattr(document, type_).model_fields  # a note may have become one of another kind
    plain = {"id": ref, **{name: value for name, value in fields.items() if name in known}}
    if type_ == "Journey":
        plain |= {"phases": children(ref, "Phase"), "lanes": children(ref, "Lane")}
    if type_ == "Phase":
        plain["steps"] = children(ref, "Step")
    if type_ == "Step":
        plain |= {
            note_lists.LISTS[kind]: children(ref, value.__name__) for kind, value in note_lists.VALUES.items()
        }
    return plain


def _without_danglings(plain: dict[str, Any]) -> dict[str, Any]:
    """Without references to what is not there; a way to nothing goes with its condition, and so do a mood of nobody
    and a text in no lane."""
    for finding in reversed(findings_of(plain)):
        *way, last = _way(finding.place)
        if last in ("to", "lane") or "moods" in way:
            *way, last = way
        holder: Any = reduce(_into, way, plain)
        del holder[last]
    return plain


def _at(plain: Any, place: str) -> Any:
    return reduce(_into, _way(place), plain)


def _way(place: str) -> list[str | int]:
    """`journeys[0].phases` as `journeys`, 0, `phases`."""
    return [int(part) if part.isdecimal() else part for part in re.findall(r"\w+", place)]


def _into(plain: Any, key: str | int) -> Any:
    return plain[key]
