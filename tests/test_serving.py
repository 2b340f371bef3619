"""The server as people start it: the one-time link is its last line, once, until somebody has signed in."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from journeys.database import Database
from journeys.domain.signing_in import begin_sign_in, use_sign_in_link
from journeys.domain.tables import now
from journeys.keys import secret_key
from journeys.settings import Settings

SECONDS_TO_START = 30


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("JOURNEYS_")}
    return {**ours, "JOURNEYS_INSTANCE": str(tmp_path), "HOST": "127.0.0.1", "PORT": str(port)}


@contextmanager
def running(environ: dict[str, str], output: Path) -> Iterator[None]:
    """The server, from its first answer on until the end of the block."""
    with output.open("w") as log:
        command = [Path(sys.executable).with_name("journeys"), "serve"]
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    try:
        end = time.monotonic() + SECONDS_TO_START
        while not answers(environ["PORT"]):
            assert process.poll() is None and time.monotonic() < end, output.read_text()
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def links(output: Path) -> list[str]:
    return [line for line in output.read_text().splitlines() if "/sign-in/" in line]


def test_each_start_prints_a_fresh_link_until_somebody_signed_in(
    environ: dict[str, str], tmp_path: Path
) -> None:
    first, second, third = (tmp_path / f"output-{n}" for n in (1, 2, 3))
    for output in (first, second):
        with running(environ, output):
            pass
        assert len(links(output)) == 1
    assert links(first) != links(second)
    link = links(second)[0]
    assert link.startswith(f"http://127.0.0.1:{environ['PORT']}/sign-in/")
    database = Database(Settings.from_environment(environ).database_url)
    with database.writing() as session:
        person = use_sign_in_link(session, link.rsplit("/", 1)[1], now())
        assert person
        begin_sign_in(session, person.id, now())
    database.engine.dispose()
    with running(environ, third):
        pass
    assert links(third) == []


def test_the_link_is_the_last_line_while_it_serves(environ: dict[str, str], tmp_path: Path) -> None:
    with running(environ, tmp_path / "output"):
        assert (tmp_path / "output").read_text().splitlines()[-1] == links(tmp_path / "output")[0]


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    settings = Settings.from_environment({"JOURNEYS_INSTANCE": str(tmp_path)})
    key = secret_key(settings)
    assert len(key) == 64 and secret_key(settings) == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [f.name for f in tmp_path.iterdir()] == ["secret-key"]


def test_a_configured_key_is_not_written_down(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"JOURNEYS_INSTANCE": str(tmp_path), "JOURNEYS_SECRET_KEY": "of the office"}
    )
    assert secret_key(settings) == "of the office"
    assert list(tmp_path.iterdir()) == []
