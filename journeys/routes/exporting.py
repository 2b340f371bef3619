"""A service's page of files: every format with what it is good for, what is in it, and how it begins."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import Blueprint, Response, current_app, request
from flask_babel import format_decimal, gettext
from sqlmodel import Session

from journeys.domain.document import Document
from journeys.domain.excerpt import only_journey
from journeys.domain.findings import Refused
from journeys.domain.journeys import Journey
from journeys.domain.showing import Shown, find_journey, find_to_be, first_journey, show_service
from journeys.domain.words import VIEW, Words
from journeys.render.exports import EXPORTS, Export
from journeys.render.hand import PenBroken
from journeys.routes.forms import say
from journeys.routes.guard import needs
from journeys.routes.memory import Memory
from journeys.routes.part import show
from journeys.routes.pictures import for_page

FIRST_LINES, LINE = 14, 160
bp = Blueprint("exporting", __name__)


class Offer(NamedTuple):
    """A format as the page shows it. `name` is its short name, `size` is in words where it is cheap to know, `begins`
    its first lines where people can read it; `trouble` says why there is no such file."""

    ending: str
    name: str
    good_for: str
    holds: str
    size: str = ""
    begins: str = ""
    trouble: str = ""


class Drawn(NamedTuple):
    """A view that can be taken along as a picture: what it shows, and where its files are."""

    name: str
    shows: str
    endpoint: str
    values: dict[str, str | int]


@bp.get("/services/<int:service_id>/export")
@needs("export document")
def page(service_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        shown = show_service(session, service_id)
        row = asked_journey(session, service_id)
        first = row or first_journey(session, service_id)
        compared = row is None and find_to_be(session, service_id) is not None
        picture, trouble = for_page(session, shown, first, "blueprint")
    return show(
        "exporting/page.html",
        shown=shown,
        project=shown.project,
        document=shown.document,
        row=row,
        first=first,
        offers=list(_offers(shown, row)),
        drawn=_drawn(service_id, first, compared),
        picture=picture,
        trouble=trouble,
    )


def asked_journey(session: Session, service_id: int) -> Journey | None:
    """The journey that `?journey=` names; None without it. Raises Unknown for one that is not there."""
    name = request.args.get("journey", "")
    return find_journey(session, service_id, name) if name else None


def part_of(document: Document, row: Journey | None) -> Document:
    """The document, or that of one journey."""
    return document if row is None else only_journey(document, row.ref)


def _offers(shown: Shown, row: Journey | None) -> Iterator[Offer]:
    for export in EXPORTS.values():
        good_for = say(export.good_for)
        offer = Offer(export.ending, good_for.partition(" – ")[0], good_for, say(export.holds))
        yield _begun(offer, export, shown, row) if export.is_text else offer


def _begun(offer: Offer, export: Export, shown: Shown, row: Journey | None) -> Offer:
    """A format that people can read, with its size and its first lines. The process keeps what was written."""
    memory: Memory = current_app.extensions["memory"]
    key = ("export", shown.service.id, shown.service.changes, export.ending, row.id if row else None)
    pen = current_app.extensions["pen"]
    try:
        data = memory.kept(key, lambda: export.write(part_of(shown.document, row), pen))
    except PenBroken as broken:
        return offer._replace(trouble=say(broken.words))
    except Refused as refused:
        return offer._replace(trouble=" ".join(say(finding.text) for finding in refused.findings))
    return offer._replace(size=_size(len(data)), begins=_beginning(data))


def _beginning(data: bytes) -> str:
    head = data[: 4 * FIRST_LINES * LINE].decode("utf-8-sig", errors="ignore")
    lines = head.splitlines()[:FIRST_LINES]
    return "\n".join(line if len(line) <= LINE else f"{line[:LINE]}…" for line in lines)


def _size(count: int) -> str:
    """A number of bytes as one says it."""
    if count < 1_000:
        return str(gettext("%(n)s Bytes", n=count))
    if count < 1_000_000:
        return str(gettext("%(n)s KB", n=format_decimal(round(count / 1_000))))
    return str(gettext("%(n)s MB", n=format_decimal(round(count / 1_000_000, 1))))


_SHOWS = {
    "map": Words(
        "Wie es Bürgerinnen und Bürgern auf der Reise geht: Phasen, Schritte, Stimmung, alle Hinweise.",
        "How citizens fare on the journey: phases, steps, mood, all notes.",
    ),
    "blueprint": Words(
        "Was im Amt dahinter geschieht: Kontakt, Hintergrund, IT-Systeme, Wege und Zeiten.",
        "What happens in the office: contact, background, IT systems, ways and times.",
    ),
    "heat": Words(
        "Wo es weh tut: der Schmerzwert jedes Schritts, Schmerzpunkte nach Schwere.",
        "Where it hurts: the pain score of each step, pain points by severity.",
    ),
    "comparison": Words(
        "Was sich vom Ist zum Soll ändert, mit Zahlen und dem, was noch ungelöst ist.",
        "What changes from as-is to to-be, with figures and what is still unresolved.",
    ),
}


def _drawn(service_id: int, first: Journey, compared: bool) -> list[Drawn]:
    """The pictures of the journey, and of the comparison where there is one."""
    named: dict[str, str | int] = {"service_id": service_id, "journey": first.id}
    views = [
        Drawn(say(VIEW["journey"]), say(_SHOWS["map"]), "pictures.file", {**named, "view": "map"}),
        Drawn(
            say(VIEW["blueprint"]), say(_SHOWS["blueprint"]), "pictures.file", {**named, "view": "blueprint"}
        ),
        Drawn(say(VIEW["heat"]), say(_SHOWS["heat"]), "heat.file", named),
    ]
    if compared:
        both = Drawn(
            say(VIEW["comparison"]), say(_SHOWS["comparison"]), "comparison.file", {"service_id": service_id}
        )
        views.append(both)
    return views
