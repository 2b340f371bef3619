"""A workshop in the app as people run it: server, database, screens, and what is stored in the end."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from sqlmodel import col, select

import journeys.domain.everything  # noqa: F401
from bench.phones import MARK
from bench.server import Caller, wait_until_ready
from journeys.database import Database
from journeys.domain.notes import Note
from journeys.domain.services import Service
from journeys.domain.tables import now
from journeys.domain.workshops import planning, running
from journeys.domain.workshops.tables import AgendaItem, Card
from tests.databases import own_postgres

LONGEST_END = 45
"""Seconds until a server has ended: it lets its workers finish for 30."""
ITEMS = ("Schmerzpunkte", "Eigener Bedarf")


class Server:
    """`journeys serve` with its workers in a group of its own, on one database, to be killed and started again."""

    def __init__(self, url: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.database = Database(url)
        own = {"JOURNEYS_INSTANCE": str(folder), "PORT": str(self.port), "JOURNEYS_DATABASE_URL": url}
        self.environ = {**os.environ, **own, "HOST": "127.0.0.1"}
        self.output = folder / "output"
        self.start()

    def start(self) -> None:
        program = Path(sys.executable).with_name("journeys")
        with self.output.open("a") as output:
            self.process = subprocess.Popen(
                [program, "serve"], env=self.environ, stdout=output, stderr=output, start_new_session=True
            )

    def moderator(self) -> Caller:
        """Somebody who is signed in, by the link that the server printed."""
        caller = Caller(self.port, self.database)
        wait_until_ready(caller)
        link = next(line for line in self.output.read_text().splitlines() if "/sign-in/" in line)
        assert caller.post(link.partition(str(self.port))[2].strip()) == 303
        return caller

    def workers(self) -> list[int]:
        told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True)
        return [int(pid) for pid in told.stdout.split()]

    def kill_worker(self) -> None:
        os.kill(self.workers()[0], signal.SIGKILL)

    def kill_and_start(self) -> float:
        """Kill all of it at once; seconds until it answers again."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        began = time.perf_counter()
        self.start()
        wait_until_ready(Caller(self.port, self.database))
        return time.perf_counter() - began

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(LONGEST_END)
        finally:
            with suppress(ProcessLookupError):  # nothing of it stays behind, whatever happened
                os.killpg(self.process.pid, signal.SIGKILL)
        self.database.engine.dispose()


@contextmanager
def served(kind: str) -> Iterator[Server]:
    """The app on a fresh SQLite file or PostgreSQL server, both as durable as they are shipped."""
    folder = Path(tempfile.mkdtemp(prefix="hall"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        url = f"sqlite:///{folder}/journeys.sqlite"
        if kind == "postgres":
            url = stack.enter_context(own_postgres(is_durable=True)).render_as_string(hide_password=False)
        server = Server(url, folder)
        stack.callback(server.end)
        yield server


class Workshop(NamedTuple):
    """An open workshop, whose notes are shown as they come: the most work that a note can make."""

    id: int
    code: str
    service_id: int


def open_workshop(database: Database, is_silent: bool = False) -> Workshop:
    """A workshop on the example service, in the middle of its first item of writing."""
    with database.writing() as session:
        service = session.exec(select(Service).order_by(col(Service.id)).limit(1)).one()
        workshop = planning.plan_workshop(session, service.id, "short", "Workshop unter Last")
        for item in planning.agenda_of(session, workshop.id):
            item.silent = is_silent
        running.open_workshop(session, workshop.id, now())
        found = Workshop(workshop.id, workshop.code, service.id)
    go_to(database, found.id, ITEMS[0])
    return found


def go_to(database: Database, workshop_id: int, title: str) -> AgendaItem:
    """Let the agenda item with this title run."""
    with database.writing() as session:
        workshop = planning.locked_workshop(session, workshop_id)
        agenda = planning.agenda_of(session, workshop_id)
        place = [item.title for item in agenda].index(title)
        here = [item.id for item in agenda].index(workshop.item_id)
        running.go(session, workshop_id, place - here, None, now())
        return agenda[place]


def stored(database: Database, workshop_id: int) -> tuple[Counter[int], Counter[int]]:
    """How often each mark stands on a card of the workshop, and on a note of the service."""
    with database.reading() as session:
        cards = session.exec(select(Card.text).where(Card.workshop_id == workshop_id)).all()
        notes = session.exec(
            select(Note.text)
            .join(Card, col(Card.id) == col(Note.card_id))
            .where(Card.workshop_id == workshop_id)
        ).all()
    return marks("\n".join(cards)), marks("\n".join(notes))


def marks(text: str) -> Counter[int]:
    return Counter(map(int, re.findall(MARK, text)))
