"""The page of a step, which recording a note answers with too."""

import secrets

from flask import current_app
from werkzeug.wrappers import Response

from journeys.domain.stations import station
from journeys.routes.part import show


def new_key() -> str:
    """A key for one form: what is sent with it twice is stored once."""
    return secrets.token_urlsafe(16)


def show_step(
    step_id: int,
    kind: str,
    typed: dict[str, str] | None = None,
    errors: dict[str, str] | None = None,
    form_key: str = "",
    saved: int = 0,
    status: int = 200,
) -> Response:
    """The step's page, for HTMX its notes with the form for a note of `kind`.

    `saved`: the number of a note that was just recorded and is shown first.
    """
    with current_app.extensions["database"].reading() as session:
        here = station(session, step_id)
    return show(
        "steps/page.html",
        "steps/_notes.html",
        status,
        station=here,
        project=here.project,
        step=here.value,
        onward=here.onward,
        targets={place.row.ref: place.row.id for _, places in here.places for place in places},
        places=here.places,
        kind=kind,
        typed=typed or {},
        errors=errors or {},
        form_key=form_key or new_key(),
        saved=saved,
    )
