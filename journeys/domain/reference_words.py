"""What is said about ids that stand twice and references that lead nowhere."""

from collections.abc import Collection
from typing import Literal

from journeys.domain.wording import listed, nearest, quoted
from journeys.domain.words import Words

Kind = Literal[
    "persona",
    "journey",
    "lane",
    "phase",
    "step",
    "pain_point",
    "need",
    "quote",
    "opportunity",
    "unsorted_note",
    "source",
]
KINDS: dict[Kind, Words] = {
    "persona": Words("eine Persona", "a persona"),
    "journey": Words("eine Reise", "a journey"),
    "lane": Words("eine Bahn", "a lane"),
    "phase": Words("eine Phase", "a phase"),
    "step": Words("ein Schritt", "a step"),
    "pain_point": Words("ein Schmerzpunkt", "a pain point"),
    "need": Words("ein Bedarf", "a need"),
    "quote": Words("ein O-Ton", "a quote"),
    "opportunity": Words("eine Chance", "an opportunity"),
    "unsorted_note": Words("ein unsortierter Hinweis", "an unsorted note"),
    "source": Words("eine Quelle", "a source"),
}
# Which kind of thing each field with references means.
WANTED: dict[str, Kind] = {
    "persona": "persona",
    "personas": "persona",
    "lane": "lane",
    "sources": "source",
    "to": "step",
    "replaces": "step",
    "removed_steps": "step",
    "step": "step",
    "resolves": "pain_point",
    "addresses": "pain_point",
}
AS_IS_STEP = frozenset(("replaces", "removed_steps"))
SAME_JOURNEY = frozenset(("to", "lane"))
# Lists in which each thing is spoken of at most once: by which field, and the words for what it says.
ONCE = {"moods": Words("eine Stimmung", "a mood"), "in_lanes": Words("einen Text", "a text")}


def twice(id: str, other: str) -> Words:
    """The words for an id that stands at `other` already."""
    said = quoted(id)
    return Words(
        f"Die Kennung {said.de} gibt es schon bei {other}. Wählen Sie eine andere.",
        f"The id {said.en} is there already at {other}. Choose another one.",
    )


def said_twice(field: str, id: str) -> Words:
    """The words for a second entry about the thing with this id, in the list `field`."""
    said, what = quoted(id), ONCE[field]
    return Words(
        f"Zu {said.de} gibt es in diesem Schritt schon {what.de}. Bitte fassen Sie beides zusammen.",
        f"About {said.en} there is {what.en} in this step already. Please put the two together.",
    )


def _wanted(field: str) -> Words:
    if field == "to":
        return Words("ein Schritt derselben Reise oder end", "a step of the same journey or end")
    if field == "lane":
        return Words("eine Bahn derselben Reise", "a lane of the same journey")
    if field in AS_IS_STEP:
        return Words("ein Schritt der Ist-Reise", "a step of the as-is journey")
    return KINDS[WANTED[field]]


def _mend(id: str, ids: Collection[str]) -> Words:
    like = nearest(id, ids)
    if like is not None:
        return Words(f"Meinten Sie „{like}“?", f"Did you mean “{like}”?")
    if not ids:
        return Words("Das Dokument enthält keine solche Kennung.", "The document holds no such id.")
    all_of_them = listed(sorted(ids))
    return Words(f"Vorhanden sind: {all_of_them.de}.", f"There are: {all_of_them.en}.")


def dangling(field: str, id: str, ids: Collection[str]) -> Words:
    """The words for an id that nothing carries; `ids` are those that could stand there."""
    said, wanted, mend = quoted(id), _wanted(field), _mend(id, ids)
    return Words(
        f"Die Kennung {said.de} gibt es nicht; hier gehört {wanted.de} hin. {mend.de}",
        f"There is no id {said.en}; here belongs {wanted.en}. {mend.en}",
    )


def wrong_kind(field: str, id: str, kind: Words, place: str, ids: Collection[str]) -> Words:
    """The words for an id that means something else: of another kind, or of another journey."""
    said, wanted, mend = quoted(id), _wanted(field), _mend(id, ids)
    return Words(
        f"{said.de} ist {kind.de} ({place}); hier gehört {wanted.de} hin. {mend.de}",
        f"{said.en} is {kind.en} ({place}); here belongs {wanted.en}. {mend.en}",
    )
