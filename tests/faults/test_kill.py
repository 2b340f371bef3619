"""Durability: a process that records notes is killed at any moment; every note it acknowledged is there, whole."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain.notes import Note
from tests.builders import a_document
from tests.domain.test_storing import put_in, stored

WRITER = """
import sys
from itertools import count
from journeys.database import Database
from journeys.domain.recording import record_note

database, start = Database(sys.argv[1]), sys.argv[2]
for n in count():
    text = f"{start}-{n} " + "x" * 3000 + " Ende"
    with database.writing() as session:
        note = record_note(session, n % 3 + 1, "pain_point", {"text": text, "severity": 2}, f"{start}-{n}")
    print(note.id, flush=True)
"""


def killed(database: Database, n: int, seconds: float) -> list[int]:
    """The numbers of the notes that a writer acknowledged before it was killed, `seconds` after its first one."""
    call = [sys.executable, "-c", WRITER, str(database.url), f"start{n}"]
    writer = subprocess.Popen(call, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(seconds)
    os.killpg(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read()
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    whole_lines = (first + rest).rpartition("\n")[0]
    return [int(line) for line in whole_lines.splitlines()]


def nothing_acknowledged_is_lost(database: Database, kills: int) -> None:
    put_in(database, a_document())
    moments = random.Random(kills)
    acknowledged: set[int] = set()
    for n in range(kills):
        acknowledged |= set(killed(database, n, moments.uniform(0, 0.15)))
        file = sqlite3.connect(str(database.url.database))
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        file.close()
    assert len(acknowledged) >= kills
    with database.reading() as session:
        notes = {note.id: note for note in session.exec(select(Note))}
    assert acknowledged <= set(notes)
    assert all(note.text.endswith(" Ende") and note.severity == 2 for note in notes.values())
    # At most one note of each start was stored and not yet acknowledged.
    assert len(notes) <= len(acknowledged) + kills
    on_steps = [note for step in stored(database, 1).steps() for note in step.pain_points]
    assert len(on_steps) == len(notes)


def test_five_kills(sqlite: Database) -> None:
    nothing_acknowledged_is_lost(sqlite, 5)


@pytest.mark.full
def test_two_hundred_kills(sqlite: Database) -> None:
    nothing_acknowledged_is_lost(sqlite, 200)
