"""One-time sign-in links for colleagues: each for a person of their own, shown once."""

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from journeys.domain import people, signing_in
from journeys.domain.findings import Refused
from journeys.domain.tables import now
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.settings import SIGN_IN_LINK_MINUTES

bp = Blueprint("colleagues", __name__)


@bp.get("/sign-in-links")
@needs("manage people")
def page() -> Response:
    return _page()


@bp.post("/sign-in-links")
@needs("manage people")
def make() -> Response:
    """The page with the link: it is not kept anywhere, so this answer is the only place where it stands."""
    typed = sent("name")["name"]
    public_url = current_app.extensions["settings"].public_url
    try:
        with current_app.extensions["database"].writing() as rows:
            person = people.add_person(rows, typed)
            link = signing_in.make_sign_in_link(rows, public_url, now(), person.name)
    except Refused as refused:
        return _page(422, typed=typed, errors=errors_of(refused))
    return _no_store(_page(link=link, name=person.name))


@bp.post("/sign-in-links/<int:person_id>")
@needs("manage people")
def again(person_id: int) -> Response:
    """A fresh link for somebody who is there already: the earlier one ran out, or another device."""
    public_url = current_app.extensions["settings"].public_url
    with current_app.extensions["database"].writing() as rows:
        person = people.find_person(rows, person_id)
        link = signing_in.make_sign_in_link(rows, public_url, now(), person.name)
    return _no_store(_page(link=link, name=person.name))


def _page(status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        there = people.all_people(rows)
    values = {"typed": "", "errors": {}, "link": "", "name": "", "there": there, **more}
    return show("colleagues/page.html", None, status, minutes=SIGN_IN_LINK_MINUTES.value, **values)


def _no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
