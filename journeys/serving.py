"""Runs the app with gunicorn: four processes with sixteen threads each, behind whatever proxy there is.

Threads are for waiting: for a line, for the database, for a turn. What a process works on at once is little, see
`journeys.precedence`; more processes rather than more work in each halved the time of a note in a full hall.
"""

import gc
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from journeys import create_app
from journeys.database import Database
from journeys.domain.signing_in import anybody_signed_in, make_sign_in_link
from journeys.domain.tables import now
from journeys.keys import secret_key
from journeys.logs import write_logs
from journeys.postman import Postman
from journeys.precedence import Precedence
from journeys.render.pictures import HANDS
from journeys.settings import Settings
from journeys.tidying import Tidying

WORKERS = 4
THREADS = 16
SWITCH = 0.001
"""Seconds that a thread computes before another one may go on."""


def serve(settings: Settings) -> None:
    """Serve until told to stop; the database must be up to date. Does not return.

    As long as nobody has ever signed in, the last line of each start is a fresh one-time sign-in link.
    """
    _Server(settings).run()


def first_link(settings: Settings) -> str | None:
    """A one-time sign-in link, or None when somebody has signed in before."""
    database = Database(settings.database_url)
    try:
        with database.writing() as session:
            return (
                None if anybody_signed_in(session) else make_sign_in_link(session, settings.public_url, now())
            )
    finally:
        # The workers fork from here: no connection may be open in two processes.
        database.engine.dispose()


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": WORKERS,
            "threads": THREADS,
            "worker_class": "gthread",
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "",
            "when_ready": lambda _arbiter: self._greet(),
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        write_logs()
        app = create_app(self._settings)
        app.extensions["pen"].stand_by(HANDS)
        # What the app is made of stays: the collector need not walk it again at every drawing.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        sys.setswitchinterval(SWITCH)
        Tidying(app.extensions).start()
        if server := self._settings.mail_server:
            Postman(app.extensions, server, secret_key(self._settings)).start()
        app.wsgi_app = Precedence(app.wsgi_app)  # type: ignore[method-assign]
        return app

    def _greet(self) -> None:
        print(f"Bürgerreise: {self._settings.public_url}", flush=True)
        if link := first_link(self._settings):
            print(link, flush=True)
