"""Saving while people write, restoring while they read, and a process that is killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text
from sqlmodel import Session, func, select

from journeys.database import Database
from journeys.domain.notes import Note
from journeys.domain.projects import create_project
from journeys.domain.recording import record_note
from journeys.domain.services import Service
from journeys.saving.checking import Copy, checked
from journeys.saving.restore import replace_all
from tests.builders import a_document
from tests.domain.test_storing import put_in
from tests.saving.files import bring_back, contents, saved, without

WRITERS = 4


def write(database: Database, who: int, acknowledged: list[int], ends: Event) -> None:
    for n in count():
        if ends.is_set():
            return
        fields = {"text": f"{who}-{n} " + "x" * 500 + " Ende", "severity": 2}
        with database.writing() as session:
            note = record_note(session, n % 3 + 1, "pain_point", fields, f"{who}-{n}")
        acknowledged.append(note.id)


def saved_under_load(source: Database, folder: Path, before: int) -> tuple[Path, set[int], int]:
    """A backup made while four write; what they had been told is stored when it began, and how much came later."""
    put_in(source, a_document())
    acknowledged: list[int] = []
    ends = Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, source, who, acknowledged, ends) for who in range(WRITERS)]
        while len(acknowledged) < before and not any(writer.done() for writer in writers):
            time.sleep(0.01)
        known = set(acknowledged)
        file = saved(source, folder)
        ends.set()
        for writer in writers:
            writer.result()
    return file, known, len(acknowledged) - len(known)


def holds_all_that_was_acknowledged(source: Database, target: Database, folder: Path, before: int) -> None:
    file, known, later = saved_under_load(source, folder, before)
    bring_back(target, file)
    with target.reading() as session:
        notes = {note.id: note for note in session.exec(select(Note))}
        changes = session.exec(select(Service.changes)).one()
    assert known <= set(notes)
    assert later > 0 and len(notes) <= len(known) + later
    assert all(note.text.endswith(" Ende") and note.severity == 2 for note in notes.values())
    # Each note counts one change of its service in its own transaction: both are of the same moment.
    assert changes - len(notes) == changes_without_notes(target)


def changes_without_notes(database: Database) -> int:
    """What the service counted before anybody wrote."""
    with database.writing() as session:
        session.execute(text("DELETE FROM project"))
    service_id = put_in(database, a_document())
    with database.reading() as session:
        return session.get_one(Service, service_id).changes


def test_a_backup_under_load_holds_all_that_was_acknowledged(
    either: Database, sqlite: Database, tmp_path: Path
) -> None:
    holds_all_that_was_acknowledged(either, sqlite, tmp_path, 40)


@pytest.mark.full
def test_a_backup_under_long_load_holds_all_that_was_acknowledged(
    either: Database, postgres: Database, tmp_path: Path
) -> None:
    holds_all_that_was_acknowledged(either, postgres, tmp_path, 2000)


def two_backups(database: Database, folder: Path) -> list[Path]:
    """Each with a project of its own name and as many more as it says."""
    files = []
    for name, more in (("a", 3), ("b", 30)):
        with database.writing() as session:
            session.execute(text("DELETE FROM project"))
            for n in range(more):
                project = create_project(session, f"{name} {n}")
                session.add_all(
                    [Service(project_id=project.id, ref=f"s{i}", name=name * 500) for i in range(8)]
                )
        files.append(saved(database, folder, f"{name}.zip"))
    return files


@contextmanager
def two_copies(database: Database, folder: Path) -> Iterator[list[Copy]]:
    """The two, ready to be put in the place of everything."""
    with ExitStack() as opened:
        files = [opened.enter_context(file.open("rb")) for file in two_backups(database, folder)]
        yield [opened.enter_context(checked(file)) for file in files]


def seen(session: Session) -> tuple[int, int]:
    projects = session.execute(text("SELECT count(*) FROM project")).scalar_one()
    return projects, session.exec(select(func.count()).select_from(Service)).one()


def test_who_reads_sees_the_old_or_the_new(either: Database, tmp_path: Path) -> None:
    ends = Event()

    def read() -> set[tuple[int, int]]:
        found = set()
        while not ends.is_set():
            with either.reading() as session:
                found.add(seen(session))
        return found

    with two_copies(either, tmp_path) as copies, ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for copy in copies * 2:
            replace_all(either, copy, "x")
        ends.set()
        assert set().union(*(reader.result() for reader in readers)) == {(3, 24), (30, 240)}


def test_who_writes_meanwhile_waits_and_nothing_is_a_mixture(either: Database, tmp_path: Path) -> None:
    ends = Event()

    def write_on(who: int) -> int:
        for n in count():
            if ends.is_set():
                return n
            with either.writing() as session:
                create_project(session, f"Seither {who} {n}")
        return 0

    with two_copies(either, tmp_path) as copies, ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write_on, who) for who in range(WRITERS)]
        for copy in copies:
            replace_all(either, copy, "x")
        ends.set()
        assert all(writer.result() for writer in writers)
    with either.reading() as session:
        old = "SELECT count(*) FROM project WHERE name LIKE 'a %'"
        new = "SELECT count(*) FROM project WHERE name LIKE 'b %'"
        assert [session.execute(text(asked)).scalar_one() for asked in (old, new)] == [0, 30]


RESTORER = """
import sys
from contextlib import ExitStack
from itertools import cycle
from journeys.database import Database
from journeys.saving.checking import checked
from journeys.saving.restore import replace_all

database = Database(sys.argv[1])
with ExitStack() as opened:
    copies = [opened.enter_context(checked(opened.enter_context(open(file, "rb")))) for file in sys.argv[2:]]
    for copy in cycle(copies):
        print("begins", flush=True)
        replace_all(database, copy, "x")
"""


def killed_in_the_middle(database: Database, files: list[Path], seconds: float, nth: int) -> None:
    """A process that brings back one after the other is killed so long after it began to replace the n-th time."""
    url = database.url.render_as_string(hide_password=False)
    call = [sys.executable, "-c", RESTORER, url, *map(str, files)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(nth):
            assert process.stdout.readline()
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL


def kills_leave_the_old_or_the_new(database: Database, folder: Path, kills: int) -> None:
    files, states = two_backups(database, folder), []
    for file in files:
        bring_back(database, file)
        states.append(without(contents(database), "audit_entry"))
    for n in range(kills):
        killed_in_the_middle(database, files, 0.1 * n / kills, 1 + n % 6)
        assert without(contents(database), "audit_entry") in states
        if database.is_sqlite:
            with database.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]
    bring_back(database, files[0])
    assert without(contents(database), "audit_entry") == states[0]


def test_a_kill_leaves_the_old_or_the_new(either: Database, tmp_path: Path) -> None:
    kills_leave_the_old_or_the_new(either, tmp_path, 2)


@pytest.mark.full
def test_forty_kills_leave_the_old_or_the_new(either: Database, tmp_path: Path) -> None:
    kills_leave_the_old_or_the_new(either, tmp_path, 40)
