"""Bürgerreise: design digital public services from the human to the technology."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from journeys.settings import Settings

__version__ = "0.1.0"


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The app, all its parts joined; `settings` from the environment when not given."""
    # Only here, so that drawing and checking documents from the command line start without a web server's modules.
    from journeys.app import join
    from journeys.settings import Settings

    return join(settings or Settings.from_environment())
