"""The app as people run it, with a fresh example project, and one signed-in caller."""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from journeys.database import Database


class Caller:
    """One browser: keeps its connection and its cookies."""

    def __init__(self, port: int, database: Database) -> None:
        self.port, self.database = port, database
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> int:
        page = self._ask("GET", path, None, {})[2].decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        return self.post_with(path, token[1] if token else "", **fields)

    def post_with(self, path: str, token: str, **fields: str) -> int:
        """A form that stood on another page, with the token that it had there."""
        body = urlencode({**fields, "csrf_token": token})
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})[0]

    def forget_line(self) -> None:
        """Ask on a new connection from now on."""
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        answer = self._answer(method, path, body, headers)
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, dict(answer.headers), answer.read()

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """Like a browser, ask anew when the server has closed a connection that was idle for long."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        for is_last in (False, True):
            try:
                self._connection.request(method, path, body, {"Cookie": cookies, **headers})
                return self._connection.getresponse()
            except http.client.RemoteDisconnected:
                self._connection.close()
                if is_last:
                    raise
        raise AssertionError("never reached")


@contextmanager
def running() -> Iterator[Caller]:
    """A server on a free port with a database of its own; ended and removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        program = Path(sys.executable).with_name("journeys")
        environ = {**os.environ, "JOURNEYS_INSTANCE": folder, "PORT": str(port), "JOURNEYS_DATABASE_URL": ""}
        process = subprocess.Popen([program, "serve"], env=environ, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout
            link = next(line for line in process.stdout if "/sign-in/" in line).strip()
            caller = Caller(port, Database(f"sqlite:///{folder}/journeys.sqlite"))
            wait_until_ready(caller)
            assert caller.post(link.partition(str(port))[2]) == 303
            yield caller
        finally:
            process.terminate()
            process.wait(20)


def wait_until_ready(caller: Caller) -> None:
    """Ask until it answers; raises TimeoutError after some time."""
    for _ in range(300):
        try:
            if caller.get("/readyz")[0] == 200:
                return
        except (OSError, http.client.HTTPException):
            caller.forget_line()
        time.sleep(0.1)
    raise TimeoutError("the server did not become ready")
