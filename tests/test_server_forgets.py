"""A running server: it forgets by itself, all its processes learn what was removed, and its log holds no texts."""

import re
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError

from sqlmodel import select

from journeys.database import Database
from journeys.domain.tables import now
from journeys.domain.workshops import running as workshops
from journeys.domain.workshops.tables import Card, Participant, Workshop
from journeys.settings import Settings
from tests.domain.workshops.room import Room
from tests.test_serving import environ, running  # noqa: F401 - a fixture

MARKER = "Frau Beispiel-Musterfrau"
SECONDS = 40


class Browser:
    """Enough of one to join a workshop and to write in it."""

    def __init__(self, port: str) -> None:
        self._base = f"http://127.0.0.1:{port}"
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())).open
        self.page = ""

    def go(self, path: str, **form: object) -> int:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        data = (
            urllib.parse.urlencode({"csrf_token": token[1] if token else "", **form}).encode()
            if form
            else None
        )
        try:
            with self._open(self._base + path, data, timeout=20) as answer:
                self.page = answer.read().decode()
                return int(answer.status)
        except HTTPError as error:
            return error.code


def eventually(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + SECONDS
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.2)
    return True


def test_it_forgets_by_itself_and_logs_no_text(environ: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    database = Database(Settings.from_environment(environ).database_url)
    database.migrate()
    old, new = Room(database), Room(database)
    old.join()
    with database.writing() as session:
        workshops.close_workshop(session, old.id).closed_on = now().date() - timedelta(days=400)
    output = tmp_path / "output"
    with running(environ, output):
        browser = Browser(environ["PORT"])
        code = new.workshop().code
        assert browser.go(f"/w/{code}") == 200
        assert browser.go(f"/w/{code}/join", pseudonym=MARKER) == 200
        assert browser.go(f"/w/{code}/answer", answer="in") == 200
        write = {"kind": "pain_point", "step": new.steps()[0], "text": MARKER, "form_key": "k1"}
        assert browser.go(f"/w/{code}/cards", **write) == 200
        assert browser.go(f"/w/{code}/cards", **{**write, "form_key": "k2", "text": MARKER * 400}) == 422
        assert eventually(lambda: _participants(database, old.id) == 0)
        assert _participants(database, new.id) == 1
        _break(database)
        assert browser.go(f"/w/{code}/cards", **{**write, "form_key": "k3"}) >= 500
    assert MARKER not in output.read_text() and "error in" in output.read_text()
    with database.reading() as session:
        assert session.exec(select(Card.text)).all() == [MARKER]
        assert session.get_one(Workshop, old.id).forgotten_on is not None
    database.engine.dispose()


def _participants(database: Database, workshop_id: int) -> int:
    with database.reading() as session:
        mine = select(Participant).where(Participant.workshop_id == workshop_id)
        return len(session.exec(mine).all())


def _break(database: Database) -> None:
    """From now on every card is refused by the database itself, with an error that names what was to be stored."""
    with database.writing() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER refuses BEFORE INSERT ON card BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed'); END"
        )
