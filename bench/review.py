"""What versions, differences and comments cost: `.venv/bin/python -m bench.review`, with `--write` into
docs/performance.md."""

import sqlite3
import statistics
import sys
import tempfile
import zlib
from functools import partial
from pathlib import Path

from sqlmodel import select

from bench.drawing import Row, _good, a_long_document, ms, ratio, seconds
from bench.server import Caller, running
from bench.writing import machine, table, tell
from journeys.database import Database
from journeys.domain.diff.alterations import alterations
from journeys.domain.document import Document
from journeys.domain.editing import edit
from journeys.domain.people import first_person
from journeys.domain.projects import create_project
from journeys.domain.reading import read
from journeys.domain.review import commenting
from journeys.domain.review.commenting import Writer
from journeys.domain.review.subjects import Subject
from journeys.domain.review.versions import freeze
from journeys.domain.steps import Step
from journeys.domain.storing import add_service
from journeys.domain.writing import to_json_line
from journeys.render.telling.altered import summed_up

EDITS, STEPS, COMMENTS, ROUNDS = 500, 24, 100, 15
HEAD = """## Review
Made by `.venv/bin/python -m bench.review --write`, on {machine}.
"""


def sizes(edits: int) -> tuple[int, int]:
    """Bytes by which the database grows for one version after each of `edits` edits of a journey of 24 steps, and those
    of the same documents compressed one by one as they would be in files."""
    with tempfile.TemporaryDirectory(prefix="journeys-bench-") as folder:
        file = Path(folder) / "bench.sqlite"
        database = Database(f"sqlite:///{file}")
        database.migrate()
        with database.writing() as session:
            service = add_service(session, create_project(session, "Bench"), a_long_document(STEPS))
            service_id = service.id
        before, compressed = _used(file, database), 0
        for n in range(edits):
            with database.writing() as session:
                step = session.exec(
                    select(Step).where(Step.service_id == service_id).offset(n % STEPS)
                ).first()
                assert step
                edit(session, "steps", step.id, step.revision, {"backstage": f"Fassung {n} dieses Textes"})
                service = session.get_one(type(service), service_id)
                freeze(session, service, None)
                compressed += len(zlib.compress(to_json_line(read(session, service)).encode(), 9))
        grown = _used(file, database) - before
        database.engine.dispose()
    return grown, compressed


def size_rows(edits: int) -> list[Row]:
    grown, compressed = sizes(edits)
    share = grown / compressed
    return [(str(edits), f"{grown / 1000:.0f}", f"{compressed / 1000:.0f}", f"{share:.2f}", _met(share <= 2))]


def _used(file: Path, database: Database) -> int:
    """Bytes of the database's file that are in use."""
    database.engine.dispose()
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


def difference_rows(sizes: tuple[int, ...], rounds: int) -> list[Row]:
    """Two states of which every third step was changed, one moved, one is new and one is gone: what changed, and the
    sentences about it."""
    out: list[Row] = []
    for size in sizes:
        before = a_long_document(size)
        after = _changed(before)
        found = [seconds(partial(alterations, before, after)) for _ in range(rounds)]
        said = [seconds(partial(summed_up, before, after)) for _ in range(rounds)]
        whole = statistics.median(said)
        count = str(len(alterations(before, after)))
        out.append((str(size), count, ms(found), ms(said), _met(whole <= 0.2) if size <= 100 else ""))
    return out


def _changed(before: Document) -> Document:
    journey = before.journeys[0]
    phases = []
    for n, phase in enumerate(journey.phases):
        steps = [
            step.model_copy(update={"frontstage": "Ganz anders", "channel": "app"}) if k % 3 == 0 else step
            for k, step in enumerate(phase.steps)
        ]
        if n == 0:
            steps = [
                *steps[1:3],
                steps[0],
                *steps[4:],
                steps[3].model_copy(update={"id": "neu", "next": None}),
            ]
        phases.append(phase.model_copy(update={"steps": tuple(steps)}))
    return before.model_copy(update={"journeys": (journey.model_copy(update={"phases": tuple(phases)}),)})


def page_rows(caller: Caller, count: int, rounds: int) -> list[Row]:
    """The page of a version without comments, and of one with `count` of them, half of them answers."""
    bare, full = _version(caller, 0), _version(caller, count)
    out: list[Row] = []
    for name, more in (("steps", ""), ("blueprint", "?view=blueprint")):
        addresses = [f"/versions/{number}{more}" for number in (bare, full)]
        for address in addresses:
            _good(caller, address)
        times = [[seconds(partial(_good, caller, address)) for _ in range(rounds)] for address in addresses]
        share = statistics.median(times[1]) / statistics.median(times[0])
        out.append((name, ms(times[0]), ms(times[1]), ratio(times[1], times[0]), _met(share <= 1.5)))
    return out


def _version(caller: Caller, count: int) -> int:
    with caller.database.writing() as session:
        by = first_person(session)
        document = a_long_document(STEPS).model_copy(update={"id": f"bench-{count}"})
        service = add_service(session, create_project(session, f"Mit {count}"), document)
        version = freeze(session, service, by).version
        steps = [step.id for step in document.steps()]
        for n in range(0, count, 2):
            about = Subject("step", steps[n % len(steps)])
            text = f"Kommentar {n}: Gilt das auch für Familien, die zum ersten Mal hier sind?"
            first = commenting.add_comment(session, version, about, text, Writer(by))
            commenting.answer(session, version, first.id, "Ja, das gilt für alle.", Writer(by))
        return version.id


def _met(is_met: bool) -> str:
    return "yes" if is_met else "**no**"


def report(quick: bool) -> str:
    edits, rounds = (40, 5) if quick else (EDITS, ROUNDS)
    with running() as caller:
        pages = page_rows(caller, COMMENTS, rounds * 3)
    parts = (
        HEAD.format(machine=machine()),
        f"A version after each edit of a journey of {STEPS} steps: what the database file grows by, and the documents "
        "compressed one by one (zlib 9). Goal: ≤ 2.\n",
        table(("edits", "kB grown", "kB compressed", "grown / compressed", "goal met"), size_rows(edits)),
        "\nThe difference of two versions in which every third step differs; with its sentences ≤ 200 ms at 100.\n",
        table(
            ("steps", "changes", "found ms", "with sentences ms", "goal met"),
            difference_rows((24, 100, 400), rounds),
        ),
        f"\nThe page of a version of {STEPS} steps without and with {COMMENTS} comments. Goal: ≤ 1.5.\n",
        table(("view", "without ms", "with ms", "with / without", "goal met"), pages),
    )
    return "\n".join(parts) + "\n"


def main() -> None:
    tell("review", report("--quick" in sys.argv))


if __name__ == "__main__":
    main()
