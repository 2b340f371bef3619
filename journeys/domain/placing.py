"""Notes of a file, put onto the steps of a service that is there: found by their ids, else by their titles."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlmodel import Session

from journeys.domain import note_lists
from journeys.domain.arranging import new_ref
from journeys.domain.checks import limit_findings
from journeys.domain.document import Document, Note, Step, UnsortedNote
from journeys.domain.findings import Refused
from journeys.domain.naming import folded
from journeys.domain.people import Person
from journeys.domain.reading import read
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.storing import store

Loose = Note | UnsortedNote


class Fresh(NamedTuple):
    """A new note and the title of its step; empty where it stands on none."""

    note: Loose
    step: str


class Placed(NamedTuple):
    """The document with the new notes, which are new and where; `known` are there already. `lost` are titles of steps
    that the service has not: their notes stand on none."""

    document: Document
    fresh: tuple[Fresh, ...]
    known: int
    lost: tuple[str, ...]


def placed(here: Document, file: Document) -> Placed:
    """What the notes of `file` add to `here`; everything else that the file says is left out.

    A note that stands there with the same words is there already. Raises Refused where there would be too many.
    """
    targets = _targets(here)
    said = {_words(note) for note in _all_notes(here)}
    taken = {note.id for note in _all_notes(here)}
    on_steps: dict[str, list[Note]] = {}
    unsorted: list[UnsortedNote] = []
    fresh: list[Fresh] = []
    lost: dict[str, None] = {}
    known = 0
    for step, note in _told(file):
        if _words(note) in said:
            known += 1
            continue
        said.add(_words(note))
        target = targets.get(step.id) or targets.get(folded(step.title)) if step else None
        value = _here(note, here, taken)
        if target is None or isinstance(value, UnsortedNote):
            loose = _loose(value)
            unsorted.append(loose)
            fresh.append(Fresh(loose, ""))
            lost |= {step.title: None} if step else {}
        else:
            on_steps.setdefault(target.id, []).append(value)
            fresh.append(Fresh(value, target.title))
    after = _with(here, on_steps, unsorted)
    too_much = limit_findings(after) if fresh else []
    if too_much:
        raise Refused(too_much)
    return Placed(after, tuple(fresh), known, tuple(lost))


def place(session: Session, service: Service, file: Document, by: Person | None = None) -> Placed:
    """Put the notes of the file to the service, which is kept as a version first; raises like `placed`."""
    found = placed(read(session, service), file)
    if found.fresh:
        freeze(session, service, by, "import")
        store(session, service, found.document)
    return found


def _targets(here: Document) -> dict[str, Step]:
    """Steps by id and by title: of several with one title the first of the as-is."""
    journeys = sorted(here.journeys, key=lambda journey: journey.kind != "as_is")
    steps = [step for journey in journeys for step in journey.steps()]
    by_title = {folded(step.title): step for step in reversed(steps)}
    return {**by_title, **{step.id: step for step in steps}}


def _all_notes(document: Document) -> Iterable[Loose]:
    for step in document.steps():
        yield from step.notes()
    yield from document.unsorted_notes


def _told(file: Document) -> Iterable[tuple[Step | None, Loose]]:
    yield from ((step, note) for step in file.steps() for note in step.notes())
    yield from ((None, note) for note in file.unsorted_notes)


def _words(note: Loose) -> tuple[str | None, str]:
    kind = note.kind if isinstance(note, UnsortedNote) else note_lists.kind_of(note)
    return kind, folded(note.text)


def _here(note: Loose, here: Document, taken: set[str]) -> Loose:
    """The note with an id that is free, and without what it refers to in the file alone."""
    ref = note.id
    while ref in taken:
        ref = new_ref("n")
    taken.add(ref)
    change: dict[str, Any] = {"id": ref}
    if not isinstance(note, UnsortedNote):
        if note.persona not in {persona.id for persona in here.personas}:
            change["persona"] = None
        sources = {source.id for source in here.sources}
        change["sources"] = tuple(source for source in note.sources if source in sources)
    return note.model_copy(update=change)


def _loose(note: Loose) -> UnsortedNote:
    if isinstance(note, UnsortedNote):
        return note
    plain = {"id": note.id, "text": note.text, "kind": note_lists.kind_of(note)}
    return UnsortedNote.from_plain(plain | ({"origin": note.origin.plain()} if note.origin else {}))


def _with(here: Document, on_steps: dict[str, list[Note]], unsorted: list[UnsortedNote]) -> Document:
    def grown(step: Step) -> Step:
        mine = on_steps.get(step.id, [])
        lists = {
            name: (*getattr(step, name), *(note for note in mine if note_lists.kind_of(note) == kind))
            for kind, name in note_lists.LISTS.items()
        }
        return step.model_copy(update=lists) if mine else step

    journeys = tuple(
        journey.model_copy(
            update={
                "phases": tuple(
                    phase.model_copy(update={"steps": tuple(map(grown, phase.steps))})
                    for phase in journey.phases
                )
            }
        )
        for journey in here.journeys
    )
    return here.model_copy(update={"journeys": journeys, "unsorted_notes": (*here.unsorted_notes, *unsorted)})
