"""What the page of a version shows: the journey in one of its views, the comments on it, who approves it."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup
from sqlmodel import Session

from journeys import __version__
from journeys.domain.document import Document, Journey
from journeys.domain.flow import onward
from journeys.domain.review import approving
from journeys.domain.review.subjects import CELLS, Directory, Standing, Subject
from journeys.domain.review.threads import Thread, chosen, open_about, open_at_steps, threads_on
from journeys.domain.review.versions import document_of, is_changed, latest_version, review_count, versions_of
from journeys.domain.services import Service
from journeys.domain.showing import names_of
from journeys.render.pictures import render
from journeys.routes.guard import allowed
from journeys.routes.language import chosen_language
from journeys.routes.pictures import VIEWS as PICTURES
from journeys.routes.pictures import drawn
from journeys.routes.review.looking import Asked
from journeys.routes.review.reader import Reader


def etag(session: Session, reader: Reader, looked: Asked) -> str:
    """Of all that changes on the page while somebody looks at it."""
    seen = (
        reader.version.id,
        reader.version.frozen_id,
        review_count(session, reader.version.service_id),
        looked,
        reader.person.id if reader.person else reader.may_comment,
    )
    return sha256(repr(seen).encode()).hexdigest()[:32]


def values(session: Session, reader: Reader, looked: Asked) -> dict[str, Any]:
    """Everything that the page shows of the version, but for the difference."""
    version = reader.version
    service = session.get_one(Service, version.service_id)
    document = document_of(session, version)
    directory = Directory(document)
    every = threads_on(session, version, directory)
    talk = _talk(session, directory, every, looked, reader, document)
    journey = journey_in(document, looked.journey)
    talks = open_at_steps(every)
    rounds = [] if reader.link else approving.rounds_on(session, version)
    drawn, trouble = _drawn(document, journey, looked, reader, talks)
    seen = etag(session, reader, looked)
    return {
        "version": version,
        "service": service,
        "document": document,
        "journey": journey,
        "reader": reader,
        "asked": looked,
        "talks": talks,
        "about": open_about(every),
        "picture": drawn,
        "trouble": trouble,
        "names": names_of(document),
        "onward": onward(journey),
        "rounds": rounds,
        "latest": None if reader.link else latest_version(session, service.id),
        "moved_on": not reader.link and is_changed(session, service, version),
        "versions": [] if reader.link else versions_of(session, service.id),
        "etag": seen,
        "threads_part": _threads_part(talk, reader, looked, seen),
        **talk,
    }


def _threads_part(talk: dict[str, Any], reader: Reader, looked: Asked, seen: str) -> Markup:
    """The threads as a part of the page: written once for what is there, and kept until something changes."""

    def write() -> bytes:
        values = {**talk, "reader": reader, "asked": looked, "version": reader.version}
        return render_template("comments/_threads.html", **values).encode()

    may_settle_all = not reader.link and allowed("moderate")
    # Names change elsewhere, and one who leaves takes theirs along.
    names = tuple(said.name for thread in talk["threads"] for said in (thread.first, *thread.answers))
    key = ("threads", seen, names, reader.secret, may_settle_all, chosen_language(), __version__)
    # Safe to set in: our own template wrote it, every text escaped.
    return Markup(current_app.extensions["memory"].kept(key, write).decode())


def journey_in(document: Document, wanted: str) -> Journey:
    """The journey of this id, else the first to-be, which is what is decided about, else the first."""
    to_be = next((each for each in document.journeys if each.kind == "to_be" and each.steps()), None)
    return (document.journey(wanted) if wanted else None) or to_be or document.journeys[0]


def _talk(
    session: Session,
    directory: Directory,
    every: list[Thread],
    looked: Asked,
    reader: Reader,
    document: Document,
) -> dict[str, Any]:
    """The comments beside it, and the form for one more."""
    sought = chosen(session, every, looked.show, reader.person)
    standing = directory.find(looked.subject)
    at = [t for t in sought if _is_at(t, looked.subject, standing)]
    answered = next((t for t in every if t.first.row.id == looked.thread), None)
    return {
        "threads": at,
        "elsewhere": len(sought) - len(at),
        "open_threads": sum(not thread.is_resolved for thread in every),
        "subject": looked.subject,
        "standing": standing,
        "parts": _parts(directory, looked.subject, document),
        "answered": answered,
    }


def _is_at(thread: Thread, subject: Subject, standing: Standing | None) -> bool:
    """Whether a thread is to be seen where this subject is looked at: at a step all that is about something in it."""
    if subject.about == "service":
        return True
    if subject.about in ("step", "cell") and standing is not None:
        return thread.standing is not None and thread.standing.step == subject.ref
    return thread.subject == subject


def _parts(directory: Directory, subject: Subject, document: Document) -> list[tuple[Subject, Standing]]:
    """What else a comment can be about: on the chosen step its filled cells, its notes and what is planned for it; on
    the whole the journeys and the opportunities."""
    wanted: list[Subject] = []
    if subject.about == "service":
        wanted += [Subject("journey", journey.id) for journey in document.journeys]
        wanted += [Subject("opportunity", each.id) for each in document.opportunities]
    elif subject.about in ("step", "cell"):
        wanted += _in_step(document, subject.ref)
    return [(each, found) for each in wanted if (found := directory.find(each)) is not None]


def _in_step(document: Document, ref: str) -> list[Subject]:
    step = next((step for step in document.steps() if step.id == ref), None)
    if step is None:
        return []
    plain = step.plain()
    lanes = [*(name for name in CELLS if name in plain), *(text.lane for text in step.in_lanes)]
    return [
        *(Subject("cell", step.id, lane) for lane in lanes),
        *(Subject("note", note.id) for note in step.notes()),
        *(Subject("opportunity", each.id) for each in document.opportunities if each.step == step.id),
    ]


def _drawn(
    document: Document, journey: Journey, looked: Asked, reader: Reader, talks: Mapping[str, int]
) -> tuple[Markup | None, str]:
    """The picture with marks where there are comments, or the sentence that says why there is none."""
    if looked.view not in PICTURES:
        return None, ""

    def to_step(ref: str) -> str:
        return reader.page(**looked._replace(subject=Subject("step", ref), thread=0).plain(_anchor="talk"))

    return drawn(
        lambda: render(
            document,
            PICTURES[looked.view],
            "svg",
            journey=journey.id,
            pen=current_app.extensions["pen"],
            cache=current_app.extensions["cache"],
            step_link=to_step,
            prefix=f"{looked.view}-",
            talks=talks or None,
        )
    )
