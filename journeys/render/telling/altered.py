"""Changes between two documents in words: a sentence for each, and which are told inside of another one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from journeys.domain.diff.alterations import Alteration, Place, alterations
from journeys.domain.diff.items import Key, What, parts_of
from journeys.domain.document import Document
from journeys.domain.field_words import FIELD
from journeys.domain.words import NOTE_KIND, Language, Words
from journeys.render.telling.values import Values

NOUN: dict[What, Words] = {
    "document": Words("Dokument", "Document"),
    "service": Words("Leistung", "Service"),
    "persona": Words("Persona", "Persona"),
    "journey": Words("Reise", "Journey"),
    "lane": Words("Bahn", "Lane"),
    "phase": Words("Phase", "Phase"),
    "step": Words("Schritt", "Step"),
    "note": Words("Hinweis", "Note"),
    "opportunity": Words("Maßnahme", "Opportunity"),
    "source": Words("Quelle", "Source"),
}
NAMES = ("title", "name", "text")
"""The fields that an item is called by."""
SHORT, LONG = 60, 160

ADDED = Words("Neu: {item}{place}{inside}.", "New: {item}{place}{inside}.")
REMOVED = Words("{item} entfällt{inside}.", "{item} is dropped{inside}.")
RENAMED = Words("{item} heißt jetzt {name}.", "{item} is now called {name}.")
SAYS = Words("{item}: {field} {before} → {after}.", "{item}: {field} {before} → {after}.")
SAYS_NOW = Words("{item}: {field} neu: {after}.", "{item}: {field} new: {after}.")
SAYS_NO_MORE = Words("{item}: {field} {before} entfällt.", "{item}: {field} {before} is dropped.")
LISTS = Words("{item}: {field}, {said}.", "{item}: {field}, {said}.")
MORE, LESS = Words("neu {texts}", "new {texts}"), Words("nicht mehr {texts}", "no longer {texts}")
ORDERED = Words("{item}: {field} in anderer Reihenfolge.", "{item}: {field} in another order.")
STANDS = Words("{item} steht jetzt{place}.", "{item} is now{place}.")
BEHIND = Words(" hinter {item}", " behind {item}")
FIRST = Words(" an erster Stelle", " in first place")
INSIDE = {
    "step": Words(" in der Phase {name}", " in the phase {name}"),
    "phase": Words(" in der Reise {name}", " in the journey {name}"),
    "lane": Words(" in der Reise {name}", " in the journey {name}"),
    "note": Words(" bei {name}", " at {name}"),
}
LOOSE = Words(" auf keinem Schritt", " on no step")
ONE_NOTE, MANY_NOTES = (
    Words(", mit 1 Hinweis", ", with 1 note"),
    Words(", mit {n} Hinweisen", ", with {n} notes"),
)
ONE_STEP, MANY_STEPS = (
    Words(", mit 1 Schritt", ", with 1 step"),
    Words(", mit {n} Schritten", ", with {n} steps"),
)


class Told(NamedTuple):
    """A change and its sentence; `inside` are those of what came, or went, with it."""

    change: Alteration
    text: str
    inside: tuple[Alteration, ...] = ()


def told(before: Document, after: Document) -> list[Told]:
    """Every change between the documents with its own sentence, in the language of `after`."""
    changes = alterations(before, after)
    speaker = Speaker(before, after)
    return [Told(change, speaker.sentence(change)) for change in changes]


def plain_changes(before: Document, after: Document) -> list[dict[str, Any]]:
    """The same for other programs. `place` says where something new or moved stands: in what, and behind what."""
    return [
        {
            "kind": change.kind,
            "what": change.what,
            "id": change.id or after.id,
            "field": change.field,
            "before": change.before,
            "after": change.after,
            "place": change.place.plain() if change.place else None,
            "text": text,
        }
        for change, text, _ in told(before, after)
    ]


def summed_up(before: Document, after: Document) -> list[Told]:
    """The same for people: what came or went with something else is counted there and not told for itself."""
    changes = alterations(before, after)
    speaker, held = Speaker(before, after), _held(changes, before, after)
    inner = {_key(each) for inside in held.values() for each in inside}
    out = []
    for change in changes:
        if _key(change) not in inner:
            inside = tuple(held.get(_key(change), ()))
            out.append(Told(change, speaker.sentence(change, inside), inside))
    return out


def _key(change: Alteration) -> tuple[str, What, str]:
    return change.kind, change.what, change.id


def _held(
    changes: Sequence[Alteration], before: Document, after: Document
) -> dict[tuple[str, What, str], list[Alteration]]:
    """By what came or went: the changes of the same kind inside of it, however deep."""
    sides = {"added": parts_of(after), "removed": parts_of(before)}
    whole = {_key(change) for change in changes if change.kind in sides}
    out: dict[tuple[str, What, str], list[Alteration]] = {}
    for change in changes:
        if change.kind not in sides:
            continue
        outermost = None
        key: Key = (change.what, change.id)
        while (into := sides[change.kind].items[key].into) is not None:
            key = (HOLDER[key[0]], into)
            outermost = (change.kind, *key) if (change.kind, *key) in whole else outermost
        if outermost:
            out.setdefault(outermost, []).append(change)
    return out


HOLDER: dict[What, What] = {"lane": "journey", "phase": "journey", "step": "phase", "note": "step"}


@dataclass(frozen=True)
class Speaker:
    """Says changes in the language of `after`, names instead of ids."""

    before: Document
    after: Document

    @property
    def language(self) -> Language:
        return self.after.words_language

    @cached_property
    def _values(self) -> Values:
        return Values(self.before, self.after)

    @cached_property
    def _fields(self) -> Mapping[Key, Mapping[str, Any]]:
        sides = (parts_of(self.before).items, parts_of(self.after).items)
        return {key: item.fields for side in sides for key, item in side.items()}

    @cached_property
    def _earlier(self) -> Mapping[Key, Mapping[str, Any]]:
        return {key: item.fields for key, item in parts_of(self.before).items.items()}

    def sentence(self, change: Alteration, inside: Iterable[Alteration] = ()) -> str:
        """One change as a sentence, on one line."""
        return " ".join(self._sentence(change, inside).split())

    def _sentence(self, change: Alteration, inside: Iterable[Alteration]) -> str:
        item = self.item(change.what, change.id)
        if change.kind == "added":
            return self._say(ADDED, item=item, place=self._place(change), inside=self._inside(inside))
        if change.kind == "removed":
            return self._say(REMOVED, item=item, inside=self._inside(inside))
        if change.kind == "moved":
            return self._say(STANDS, item=item, place=self._place(change))
        return self._changed(change, item)

    def item(self, what: What, ref: str, earlier: bool = False) -> str:
        """What it is and is called: „Schritt „Termin suchen““."""
        if what in ("service", "document"):
            return self._say(NOUN[what])
        fields = (self._earlier if earlier else self._fields).get((what, ref), {})
        kind = fields.get("kind") if what == "note" else None
        noun = self._say(NOTE_KIND[kind] if kind in NOTE_KIND else NOUN[what])
        return f"{noun} {self.name(fields, ref)}"

    def name(self, fields: Mapping[str, Any], ref: str) -> str:
        """What it is called, in quotation marks; its id where it has no name."""
        name = next((str(fields[name]) for name in NAMES if fields.get(name)), ref)
        return self._values.quoted(name, SHORT)

    def _say(self, words: Words, **values: object) -> str:
        text = words.in_(self.language)
        return text.format(**values) if values else text

    def _inside(self, inside: Iterable[Alteration]) -> str:
        whats = [change.what for change in inside]
        said = ""
        for what, one, many in (("step", ONE_STEP, MANY_STEPS), ("note", ONE_NOTE, MANY_NOTES)):
            count = whats.count(what)  # type: ignore[arg-type]
            if count:
                said += self._say(one) if count == 1 else self._say(many, n=count)
        return said

    def _place(self, change: Alteration) -> str:
        place, was = change.place, change.before
        if place is None or change.what in ("persona", "journey", "opportunity", "source"):
            return self._behind(change.what, place) if change.kind == "moved" else ""
        if place.into is None:
            return self._say(LOOSE) if change.kind == "moved" and was["in"] is not None else ""
        is_there = change.kind == "moved" and was["in"] == place.into
        inside = (
            "" if is_there else self._say(INSIDE[change.what], name=self._holder(change.what, place.into))
        )
        if change.what == "note" and inside:
            return inside
        behind = self._behind(change.what, place)
        return f"{inside},{behind}" if inside and behind and change.what != "note" else inside + behind

    def _holder(self, what: What, into: str) -> str:
        return self.name(self._fields.get((HOLDER[what], into), {}), into)

    def _behind(self, what: What, place: Place | None) -> str:
        if place is None:
            return ""
        if place.behind is None:
            return self._say(FIRST)
        return self._say(BEHIND, item=self.name(self._fields.get((what, place.behind), {}), place.behind))

    def _changed(self, change: Alteration, item: str) -> str:
        field, before, after = str(change.field), change.before, change.after
        if field in NAMES and before is not None and after is not None and change.what != "note":
            old = self.item(change.what, change.id, earlier=True)
            return self._say(RENAMED, item=old, name=self._values.quoted(str(after), SHORT))
        if field == "text":
            item = self.item(change.what, change.id, earlier=True)
        said = {"item": item, "field": self._say(FIELD[field])}
        if isinstance(before, bool) or isinstance(after, bool):
            before, after = bool(before), bool(after)
        if isinstance(before, list) and isinstance(after, list):
            return self._listed(field, before, after, said)
        old, new = (self._values.said(field, side, change.what, LONG) for side in (before, after))
        if old == new:
            in_full = Values(self.before, self.after, full=True)
            old, new = (in_full.said(field, side, change.what, LONG) for side in (before, after))
        if before is None:
            return self._say(SAYS_NOW, **said, after=new)
        if after is None:
            return self._say(SAYS_NO_MORE, **said, before=old)
        return self._say(SAYS, **said, before=old, after=new)

    def _listed(self, field: str, before: list[Any], after: list[Any], said: dict[str, str]) -> str:
        added = [each for each in after if each not in before]
        gone = [each for each in before if each not in after]
        if not added and not gone:
            return self._say(ORDERED, **said)
        said["said"] = "; ".join(
            self._say(words, texts=self._values.said(field, texts, most=LONG))
            for words, texts in ((MORE, added), (LESS, gone))
            if texts
        )
        return self._say(LISTS, **said)
