"""Comments of members: written, answered, changed, resolved, taken away and brought back."""

from typing import Any

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from journeys.domain.findings import Refused, Stale
from journeys.domain.review import commenting
from journeys.domain.review.commenting import Writer
from journeys.domain.review.tables import Comment
from journeys.domain.review.versions import find_version
from journeys.domain.showing import show_service
from journeys.routes.forms import errors_of, number_of, revision_sent, say, sent
from journeys.routes.guard import allowed, needs, person
from journeys.routes.part import show
from journeys.routes.review.looking import asked, subject_in
from journeys.routes.review.versions import show_version

FIELDS = ("text", "what", "about", "ref", "lane", "thread", "form_key")
bp = Blueprint("comments", __name__)


@bp.post("/versions/<int:version_id>/comments")
@needs("comment")
def create(version_id: int) -> Response:
    """A new comment, or an answer where a thread is named; what could not be stored stays in the form."""
    typed = sent(*FIELDS)
    try:
        with current_app.extensions["database"].writing() as session:
            row = write(session, version_id, typed, Writer(person()))
            at = row.thread_id or row.id
    except Refused as refused:
        looked = asked(request.form)
        return show_version(version_id, looked, 422, typed=typed, errors=errors_of(refused))
    flash(gettext("Ihr Kommentar ist gespeichert."))
    looked = asked(request.form)._replace(thread=0)
    where = looked.plain(_anchor=f"thread-{at}")
    return redirect(url_for("versions.page", version_id=version_id, **where), 303)  # type: ignore[arg-type]


def write(session: Any, version_id: int, typed: dict[str, str], by: Writer) -> Comment:
    """Store what was typed; raises Refused."""
    version, key = find_version(session, version_id), typed["form_key"][:60] or None
    thread = number_of(typed["thread"])
    if thread:
        return commenting.answer(session, version, thread, typed["text"], by, key)
    return commenting.add_comment(session, version, subject_in(typed), typed["text"], by, key)


@bp.post("/comments/<int:comment_id>/resolve")
@needs("comment")
def resolve(comment_id: int) -> Response:
    return _settle(comment_id, True)


@bp.post("/comments/<int:comment_id>/reopen")
@needs("comment")
def reopen(comment_id: int) -> Response:
    return _settle(comment_id, False)


def _settle(comment_id: int, resolved: bool) -> Response:
    with current_app.extensions["database"].writing() as session:
        commenting.set_resolved(session, comment_id, person(), resolved)
    if resolved:
        undo = url_for("comments.reopen", comment_id=comment_id)
        flash([gettext("Als erledigt abgelegt."), undo])  # type: ignore[arg-type]
    else:
        flash(gettext("Der Kommentar ist wieder offen."))
    return _back(comment_id)


@bp.get("/comments/<int:comment_id>/edit")
@needs("comment")
def edit(comment_id: int) -> Response:
    return _form(comment_id)


@bp.post("/comments/<int:comment_id>/edit")
@needs("comment")
def save(comment_id: int) -> Response:
    text = sent("text")["text"]
    try:
        with current_app.extensions["database"].writing() as session:
            commenting.edit_comment(session, comment_id, revision_sent(), text, person())
    except Refused as refused:
        return _form(comment_id, 422, text=text, revision=revision_sent(), errors=errors_of(refused))
    except Stale as stale:
        return _form(comment_id, 409, text=text, revision=stale.revision, stale=stale)
    flash(gettext("Der Kommentar ist geändert."))
    return _back(comment_id)


@bp.post("/comments/<int:comment_id>/delete")
@needs("comment")
def delete(comment_id: int) -> Response:
    return _take(comment_id, gettext("Der Kommentar ist gelöscht."), back=False)


@bp.post("/comments/<int:comment_id>/restore")
@needs("comment")
def restore(comment_id: int) -> Response:
    return _take(comment_id, gettext("Der Kommentar ist wieder da."), back=True)


def _take(comment_id: int, done: str, back: bool) -> Response:
    act = commenting.restore_comment if back else commenting.delete_comment
    try:
        with current_app.extensions["database"].writing() as session:
            act(session, comment_id, person(), moderates=allowed("moderate"))
    except Refused as refused:
        flash(" ".join(say(finding.text) for finding in refused.findings))
        return _back(comment_id)
    undo = url_for("comments.restore", comment_id=comment_id)
    flash(done if back else [done, undo])  # type: ignore[arg-type]
    return _back(comment_id)


def _back(comment_id: int) -> Response:
    """To the version on which the comment stands."""
    with current_app.extensions["database"].reading() as session:
        row = commenting.found(session, comment_id, deleted=True)
    return redirect(_address(row), 303)


def _address(row: Comment) -> str:
    more: dict[str, Any] = {} if row.resolved_at is None else {"show": "all"}
    anchor = f"thread-{row.thread_id or row.id}"
    return url_for("versions.page", version_id=row.version_id, **more, _anchor=anchor)


def _form(comment_id: int, status: int = 200, **more: Any) -> Response:
    with current_app.extensions["database"].reading() as session:
        row = commenting.found(session, comment_id)
        shown = show_service(session, row.service_id)
        version = find_version(session, row.version_id)
    values: dict[str, Any] = {"text": row.text, "revision": row.revision, "errors": {}, "stale": None, **more}
    mine: dict[str, Any] = {"mine": row.person_id == person().id, "may_delete": allowed("moderate")}
    where: dict[str, Any] = {"shown": shown, "project": shown.project, "comment": row, "version": version}
    words = {"labels": {"text": gettext("Ihr Kommentar")}, "keep": _address(row)}
    return show("comments/edit.html", None, status, **where, **mine, **words, **values)
