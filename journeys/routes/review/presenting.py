"""A version before the project team: large, phase by phase, by keys and by the remote control of a beamer."""

from typing import NamedTuple

from flask import Blueprint, Response, current_app, request
from sqlmodel import Session

from journeys.domain.document import Journey, Phase, Step
from journeys.domain.review import versions
from journeys.domain.review.subjects import Directory
from journeys.domain.review.threads import Thread, threads_on
from journeys.domain.review.versions import find_version
from journeys.domain.showing import foremost
from journeys.routes.forms import number_of
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.review.reader import Reader, member
from journeys.routes.review.version_page import journey_in

STEPS = 4
"""Steps on one slide: more could not be read from the last row."""
PAINS, NEEDS = 2, 1
bp = Blueprint("presenting", __name__)


class Slide(NamedTuple):
    """One screen: the steps of a phase, or some of them; without a phase the beginning."""

    phase: Phase | None
    steps: tuple[tuple[int, Step], ...]
    part: int
    parts: int


@bp.get("/versions/<int:version_id>/present")
@needs("read review")
def page(version_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        return present_version(session, member(find_version(session, version_id)))


def present_version(session: Session, reader: Reader) -> Response:
    """The slide that the address names, of the journey that it names."""
    document = versions.document_of(session, reader.version)
    journey = journey_in(document, request.args.get("journey", ""))
    slides = slides_of(journey)
    at = min(number_of(request.args.get("slide", "")), len(slides) - 1)
    threads = threads_on(session, reader.version, Directory(document))
    slide = slides[at]
    here = _at(threads, slide)
    return show(
        "presenting/page.html",
        version=reader.version,
        reader=reader,
        document=document,
        journey=journey,
        slides=slides,
        slide=slide,
        at=at,
        threads=here,
        talks=request.args.get("talks") == "open",
        foremost=foremost(tuple(step for _, step in slide.steps), 6, 3),
        title_of=versions.title_of,
        worst=foremost(journey.steps(), PAINS, NEEDS),
    )


def slides_of(journey: Journey) -> list[Slide]:
    """The beginning, then each phase that has steps, in parts of a few steps."""
    out, number = [Slide(None, (), 1, 1)], 0
    for phase in journey.phases:
        numbered = [(number + n, step) for n, step in enumerate(phase.steps, 1)]
        number += len(numbered)
        parts = -(-len(numbered) // STEPS)
        each = -(-len(numbered) // parts) if parts else 0
        for part in range(parts):
            some = tuple(numbered[part * each : (part + 1) * each])
            out.append(Slide(phase, some, part + 1, parts))
    return out


def _at(threads: list[Thread], slide: Slide) -> list[Thread]:
    """The open comments on what the slide shows; at the beginning those on nothing in particular."""
    there = {step.id for _, step in slide.steps}
    return [
        thread
        for thread in threads
        if not thread.is_resolved
        and thread.standing is not None
        and (thread.standing.step in there if slide.phase else not thread.standing.step)
    ]
