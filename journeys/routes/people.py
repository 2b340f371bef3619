"""Accounts, for who manages the installation: adding, inviting, resetting, disabling, deleting."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from sqlmodel import Session
from werkzeug.wrappers import Response

from journeys.domain import accounts, people
from journeys.domain.findings import Refused
from journeys.domain.members import memberships_of
from journeys.domain.tables import now
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.limits import many_links, slowed
from journeys.routes.part import show
from journeys.settings import INVITATION_DAYS, SIGN_IN_LINK_MINUTES

bp = Blueprint("people", __name__)


@bp.get("/people")
@needs("manage people")
def page() -> Response:
    return _page()


@bp.post("/people")
@needs("manage people")
def add() -> Response:
    """The page with the link: it is not kept anywhere, so this answer is the only place where it stands."""
    typed = sent("name", "is_admin")
    try:
        with current_app.extensions["database"].writing() as rows:
            if waits := _waits(rows):
                return slowed(_page(429, typed=typed, errors={"name": many_links(waits)}), waits)
            added = accounts.add_account(rows, typed["name"], bool(typed["is_admin"]), person())
            link = accounts.invitation(rows, _url(), added, person(), now())
    except Refused as refused:
        return _page(422, typed=typed, errors=errors_of(refused))
    valid = gettext("%(days)s Tage", days=INVITATION_DAYS.value)
    return _no_store(_page(link=link, name=added.name, valid=valid))


@bp.get("/people/<int:person_id>")
@needs("manage people")
def one(person_id: int) -> Response:
    return _one(person_id)


@bp.post("/people/<int:person_id>/reset")
@needs("manage people")
def reset(person_id: int) -> Response:
    """A fresh link for somebody who is there already, who forgot the password or lost the link."""
    with current_app.extensions["database"].writing() as rows:
        theirs = people.find_person(rows, person_id)
        if waits := _waits(rows):
            return slowed(_one(person_id, 429, errors={"person": many_links(waits)}), waits)
        link = accounts.reset(rows, _url(), theirs, person(), now())
    valid = gettext("%(minutes)s Minuten", minutes=SIGN_IN_LINK_MINUTES.value)
    return _no_store(_one(person_id, link=link, name=theirs.name, valid=valid))


@bp.post("/people/<int:person_id>/<any(disable,enable,promote,demote):change>")
@needs("manage people")
def change(person_id: int, change: str) -> Response:
    try:
        with current_app.extensions["database"].writing() as rows:
            _change(rows, people.find_person(rows, person_id), change)
    except Refused as refused:
        return _one(person_id, 422, errors=errors_of(refused))
    flash(_done(change))
    still_manages = change != "demote" or person_id != person().id
    return redirect(
        url_for("people.one", person_id=person_id) if still_manages else url_for("projects.all"), 303
    )


@bp.post("/people/<int:person_id>/delete")
@needs("manage people")
def delete(person_id: int) -> Response:
    try:
        with current_app.extensions["database"].writing() as rows:
            accounts.delete(rows, people.find_person(rows, person_id), person())
    except Refused as refused:
        return _one(person_id, 422, errors=errors_of(refused))
    flash(gettext("Das Konto ist gelöscht."))
    return redirect(url_for("people.page"), 303)


def _change(rows: Session, theirs: people.Person, change: str) -> None:
    if change == "disable":
        accounts.disable(rows, theirs, person(), now())
    elif change == "enable":
        accounts.enable(rows, theirs, person())
    else:
        accounts.set_admin(rows, theirs, change == "promote", person())


def _done(change: str) -> str:
    said = {
        "disable": gettext("Das Konto ist gesperrt. Es ist überall abgemeldet."),
        "enable": gettext("Das Konto ist entsperrt."),
        "promote": gettext("Diese Person verwaltet jetzt mit."),
        "demote": gettext("Diese Person verwaltet nicht mehr."),
    }
    return str(said[change])


def _waits(rows: Session) -> int:
    return accounts.seconds_to_wait(rows, person(), request.remote_addr or "", now())


def _url() -> str:
    return str(current_app.extensions["settings"].public_url)


def _page(status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        there = people.all_people(rows)
    values = {"typed": {}, "errors": {}, "link": "", **more}
    return show("people/page.html", None, status, there=there, me=person(), **values)


def _one(person_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        theirs = people.find_person(rows, person_id)
        belongs = memberships_of(rows, theirs)
    values = {"errors": {}, "link": "", **more}
    return show("people/one.html", None, status, theirs=theirs, belongs=belongs, me=person(), **values)


def _no_store(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
