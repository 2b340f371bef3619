"""How an edit is called that can be undone, and how it is said where others went on from it."""

from typing import NamedTuple

from flask_babel import gettext

from journeys.domain.differences import Difference, flat
from journeys.domain.document import Document
from journeys.domain.history import Edit
from journeys.routes.phrases import shown


class Clash(NamedTuple):
    """One place where somebody went on: what it is about, what stands there now, and what would stand there."""

    about: str
    now: str
    then: str


def called(edit: Edit) -> str:
    """An edit in words: „Schritt „Termin buchen“ gelöscht“."""
    noun = noun_of(edit.kind)
    about = edit.about if len(edit.about) <= 50 else f"{edit.about[:49]}…"
    return str(
        {
            "added": gettext("%(noun)s „%(about)s“ hinzugefügt", noun=noun, about=about),
            "removed": gettext("%(noun)s „%(about)s“ gelöscht", noun=noun, about=about),
            "changed": gettext("%(noun)s „%(about)s“ geändert", noun=noun, about=about),
            "moved": gettext("%(noun)s „%(about)s“ verschoben", noun=noun, about=about),
        }[edit.what]
    )


def noun_of(kind: str) -> str:
    """What a thing of this kind is called."""
    nouns = {
        "journeys": gettext("Reise"),
        "phases": gettext("Phase"),
        "steps": gettext("Schritt"),
        "lanes": gettext("Bahn"),
        "notes": gettext("Hinweis"),
        "personas": gettext("Persona"),
        "opportunities": gettext("Maßnahme"),
        "sources": gettext("Quelle"),
    }
    return str(nouns.get(kind, gettext("Leistung")))


def clashes(found: list[Difference], document: Document) -> list[Clash]:
    """Where others went on, for the eyes of who wants to undo."""
    said = flat(document)
    out = []
    for each in found:
        names = (said.get((each.item, name)) for name in ("title", "name", "text"))
        about = next((name for name in names if name), each.item)
        if each.field.startswith("@"):
            now, then = gettext("Jemand hat darin weitergeschrieben."), gettext("wäre gelöscht")
        else:
            now, then = shown(each.before, each.field), shown(each.after, each.field)
        out.append(Clash(about, now, then))
    return out
