"""Who belongs to a project: seen by all who do, managed by who facilitates it and by administrators."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain import accounts, members, projects
from journeys.domain.findings import Refused
from journeys.domain.tables import now
from journeys.routes.forms import errors_of, sent
from journeys.routes.guard import needs, person
from journeys.routes.limits import many_links, slowed
from journeys.routes.part import show
from journeys.settings import INVITATION_DAYS

bp = Blueprint("members", __name__)


@bp.get("/projects/<int:project_id>/members")
@needs("see members")
def page(project_id: int) -> Response:
    return _page(project_id)


@bp.post("/projects/<int:project_id>/members")
@needs("manage members")
def add(project_id: int) -> Response:
    """Who has an account already is taken in by their name; for somebody new this answer shows their link, once."""
    typed = sent("name", "role")
    try:
        with current_app.extensions["database"].writing() as rows:
            waits = accounts.seconds_to_wait(rows, person(), request.remote_addr or "", now())
            if waits:
                return slowed(_page(project_id, 429, typed=typed, errors={"name": many_links(waits)}), waits)
            taken = members.take_in(rows, project_id, typed["name"], typed["role"], person())
            url = current_app.extensions["settings"].public_url
            link = accounts.invitation(rows, url, taken.person, person(), now()) if taken.is_new else ""
    except Refused as refused:
        return _page(project_id, 422, typed=typed, errors=errors_of(refused))
    if link:
        answer = _page(project_id, link=link, name=taken.person.name)
        answer.headers["Cache-Control"] = "no-store"
        return answer
    flash(gettext("%(name)s ist jetzt dabei.", name=taken.person.name))
    return _back(project_id)


@bp.post("/projects/<int:project_id>/members/<int:person_id>/role")
@needs("manage members")
def change(project_id: int, person_id: int) -> Response:
    try:
        with current_app.extensions["database"].writing() as rows:
            members.change_role(rows, project_id, person_id, sent("role")["role"], person())
    except Refused as refused:
        return _page(project_id, 422, stuck=person_id, errors=errors_of(refused))
    flash(gettext("Die Aufgabe ist geändert. Sie gilt ab sofort."))
    return _back(project_id)


@bp.post("/projects/<int:project_id>/members/<int:person_id>/remove")
@needs("manage members")
def remove(project_id: int, person_id: int) -> Response:
    try:
        with current_app.extensions["database"].writing() as rows:
            members.remove_member(rows, project_id, person_id, person())
    except Refused as refused:
        return _page(project_id, 422, stuck=person_id, errors=errors_of(refused))
    flash(gettext("Diese Person gehört nicht mehr zum Vorhaben. Ihr Konto hat sie noch."))
    return _back(project_id)


def _back(project_id: int) -> Response:
    """To the list; who has just left the project themselves goes to their own projects."""
    with current_app.extensions["database"].reading() as rows:
        stays = person().is_admin or members.belonging(rows, project_id, person()) is not None
    return redirect(url_for("members.page", project_id=project_id) if stays else url_for("projects.all"), 303)


def _page(project_id: int, status: int = 200, **more: object) -> Response:
    with current_app.extensions["database"].reading() as rows:
        project = projects.find_project(rows, project_id)
        there = members.members_of(rows, project_id)
    values = {"typed": {}, "errors": {}, "stuck": None, "link": "", "name": "", **more}
    return show(
        "members/page.html",
        None,
        status,
        of=project,
        there=there,
        me=person(),
        roles=members.ROLES,
        duties=members.DUTIES,
        valid=gettext("%(days)s Tage", days=INVITATION_DAYS.value),
        **values,
    )
