"""Drawing: cold in the running app against bare Graphviz, growth with the number of steps, warm against a file."""

import itertools
import statistics
import subprocess
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlmodel import select

import journeys.domain.everything  # noqa: F401
from bench.server import Caller
from journeys.domain.document import Document, Note, Phase, Step
from journeys.domain.importing import export_document, import_document
from journeys.domain.intake import read_file
from journeys.domain.notes import Note as NoteRow
from journeys.domain.projects import find_project
from journeys.domain.recording import edit_note
from journeys.domain.showing import first_journey
from journeys.places import place
from journeys.render.drawing import Pen, find_program
from journeys.render.pictures import render

Row = tuple[str, ...]
MODEL = "wohngeld-beantragen.yaml"


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ms(times: list[float]) -> str:
    return f"{1000 * statistics.median(times):.1f}"


def ratio(ours: list[float], theirs: list[float]) -> str:
    return f"{statistics.median(ours) / statistics.median(theirs):.2f}"


def cold_rows(caller: Caller, sizes: tuple[int, ...], rounds: int) -> list[Row]:
    """Each round changes a note, asks the app for the blueprint, and runs Graphviz alone on the same DOT."""
    out = []
    for size in sizes:
        service_id, journey_id = _stored(caller, size)
        ours, bare, again = [], [], []
        for n in range(rounds):
            _change_a_note(caller, service_id, n)
            address = f"/services/{service_id}/journeys/{journey_id}/blueprint.svg"
            ours.append(seconds(partial(_good, caller, address)))
            again.append(seconds(partial(_good, caller, address)))
            bare.append(seconds(partial(_bare, _dot(caller, service_id))))
        out.append((str(size), ms(bare), ms(ours), ratio(ours, bare), ms(again), ratio(again, bare)))
    return out


def warm_rows(caller: Caller, rounds: int) -> list[Row]:
    """The picture drawn before, and not changed at all, against a static file of the app."""
    picture = "/services/1/journeys/1/blueprint.svg"
    style = _style(caller)
    etag = caller.get(picture)[1]["ETag"]
    asked: dict[str, Callable[[], Any]] = {
        "static file (style sheet)": lambda: _good(caller, style),
        "warm blueprint": lambda: _good(caller, picture),
        "warm blueprint, not changed (304)": lambda: caller.get(picture, **{"If-None-Match": etag}),
    }
    times: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            times[name].append(seconds(ask))
    static = times["static file (style sheet)"]
    sizes = {
        "static file (style sheet)": len(caller.get(style)[2]),
        "warm blueprint": len(caller.get(picture)[2]),
    }
    return [
        (name, str(sizes.get(name, 0) // 1000), ms(taken), ratio(taken, static))
        for name, taken in times.items()
    ]


def a_long_document(size: int) -> Document:
    """A document of `size` steps: those of a real case again and again, each time with ids of their own."""
    model = read_file(place("examples") / MODEL)
    rounds = (_numbered(model.journeys[0].steps(), n) for n in itertools.count())
    steps = list(itertools.islice(itertools.chain.from_iterable(rounds), size))
    known = {step.id for step in steps}
    kept = [
        s.model_copy(update={"next": tuple(w for w in s.next if w.to in known) or None}) if s.next else s
        for s in steps
    ]
    phases = tuple(
        Phase(id=f"phase-{n}", name=f"Phase {n + 1}", steps=tuple(kept[n * 8 : n * 8 + 8]))
        for n in range((size + 7) // 8)
    )
    journey = model.journeys[0].model_copy(update={"phases": phases})
    return model.model_copy(update={"id": f"bench-{size}", "journeys": (journey,), "opportunities": ()})


def _numbered(steps: tuple[Step, ...], n: int) -> list[Step]:
    def again(notes: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(note.model_copy(update={"id": f"{note.id}-{n}"}) for note in notes)

    out = []
    for step in steps:
        ways = tuple(
            w if w.to == "end" else w.model_copy(update={"to": f"{w.to}-{n}"}) for w in step.next or ()
        )
        lists = {
            "pain_points": again(step.pain_points),
            "needs": again(step.needs),
            "quotes": again(step.quotes),
        }
        out.append(step.model_copy(update={"id": f"{step.id}-{n}", "next": ways or step.next, **lists}))
    return out


def _stored(caller: Caller, size: int) -> tuple[int, int]:
    with caller.database.writing() as session:
        service = import_document(session, find_project(session, 1), a_long_document(size)).service
        return service.id, first_journey(session, service.id).id


def _change_a_note(caller: Caller, service_id: int, n: int) -> None:
    with caller.database.writing() as session:
        note = session.exec(select(NoteRow).where(NoteRow.service_id == service_id)).first()
        assert note
        edit_note(session, note.id, note.revision, {"text": f"Geändert zum {n}. Mal"})


def _dot(caller: Caller, service_id: int) -> bytes:
    with caller.database.reading() as session:
        return render(export_document(session, service_id), "blueprint", "dot", pen=Pen())


def _bare(dot: bytes) -> None:
    subprocess.run([str(find_program()), "-Tsvg"], input=dot, capture_output=True, check=True)


def _good(caller: Caller, address: str) -> None:
    status, _, body = caller.get(address)
    assert status == 200, body[:200]


def _style(caller: Caller) -> str:
    page = caller.get("/help")[2].decode()
    return next(
        part.partition('"')[0] for part in page.split('href="') if "kern.min.css" in part.partition('"')[0]
    )
