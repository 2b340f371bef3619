"""A workshop on paper: invitation, the sheet with the QR code, note slips. What they say, in the person's language."""

from typing import Any

from flask import Blueprint, Response, current_app
from flask_babel import format_date, gettext, ngettext

from journeys.domain import words
from journeys.domain.words import Language
from journeys.domain.workshops.codes import spoken_code
from journeys.domain.workshops.planning import agenda_of, find_workshop
from journeys.domain.workshops.steps import places
from journeys.domain.workshops.tables import Workshop
from journeys.render import handouts
from journeys.render.exports import BY_ENDING
from journeys.render.slip_table import slip_csv, slip_workbook
from journeys.routes.forms import say
from journeys.routes.guard import needs
from journeys.routes.language import chosen_language
from journeys.routes.workshops.addresses import join_place
from journeys.routes.workshops.frame import frame

PDF = "application/pdf"
bp = Blueprint("papers", __name__)


@bp.get("/workshops/<int:workshop_id>/invitation.pdf")
@needs("moderate")
def invitation(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        service = frame(session, workshop)["service"]
        minutes = sum(item.minutes for item in agenda_of(session, workshop_id))
    what = handouts.Invitation(
        heading=gettext("Einladung"),
        title=workshop.title,
        purpose=workshop.purpose,
        facts=_facts(workshop, service.name, minutes),
        lists=_lists(workshop),
        join_heading=gettext("Vorab: zusagen oder fragen, ohne Konto und ohne Namen"),
        join=[
            gettext(
                "Adresse der Einladung, sie geht mit jedem Telefon auf. Am Tag selbst gilt derselbe Code."
            )
        ],
        way=_way(workshop, "/invitation"),
        language=chosen_language(),
    )
    return _answer(lambda: handouts.invitation(what), gettext("Einladung"), workshop)


@bp.get("/workshops/<int:workshop_id>/sheet.pdf")
@needs("moderate")
def sheet(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
    way = _way(workshop)
    what = handouts.Poster(
        heading=gettext("Machen Sie mit"),
        title=workshop.title,
        steps=[
            gettext("Den Code mit der Kamera des Telefons scannen oder die Adresse eingeben.")
            if way.qr
            else gettext("Die Adresse im Browser des Telefons eingeben. Die Moderation hilft."),
            gettext("Einen Decknamen nehmen. Kein Konto, kein Passwort, kein echter Name."),
            gettext("Rollenkarte lesen und entscheiden, ob Sie mitmachen."),
        ],
        address_label=gettext("Adresse"),
        code_label=gettext("Code"),
        way=way,
        language=chosen_language(),
    )
    return _answer(lambda: handouts.poster(what), gettext("Blatt"), workshop)


@bp.get("/workshops/<int:workshop_id>/slips.pdf")
@needs("moderate")
def slips(workshop_id: int) -> Response:
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        steps = [(str(place.number), place.title) for place in places(session, workshop)]
    kinds = _kinds()
    pages = [[kinds["pain_point"]] * 4, [kinds["need"]] * 4, [kinds["keep"]] * 2 + [kinds["worry"]] * 2]
    what = handouts.Slips(
        heading=gettext("Notizzettel: %(title)s", title=workshop.title),
        step_label=gettext("Schritt"),
        privacy=gettext("Bitte keine Namen, keine Aktenzeichen, keine Geburtsdaten."),
        steps_heading=gettext("Die Schritte"),
        steps=steps,
        pages=pages,
        language=chosen_language(),
    )
    return _answer(lambda: handouts.slips(what), gettext("Notizzettel"), workshop)


@bp.get("/workshops/<int:workshop_id>/slips.<any(xlsx, csv):format>")
@needs("moderate")
def slip_table(workshop_id: int, format: str) -> Response:
    """The slips to be filled in at a computer; they are read in on the import page."""
    with current_app.extensions["database"].reading() as session:
        workshop = find_workshop(session, workshop_id)
        steps = [place.title for place in places(session, workshop)]
    language: Language = "de" if chosen_language() == "de" else "en"
    make = slip_workbook(steps, workshop.title, language) if format == "xlsx" else slip_csv(steps, language)
    return _file(make, BY_ENDING[format].media_type, f"{gettext('Notizzettel')} {workshop.title}.{format}")


def _facts(workshop: Workshop, service: str, minutes: int) -> list[tuple[str, str]]:
    length = ngettext("%(num)d Minute", "%(num)d Minuten", minutes)
    facts = [
        (gettext("Leistung"), service),
        (gettext("Wann"), _when(workshop)),
        (gettext("Wie lange"), length if minutes else ""),
        (gettext("Ihre Rolle"), gettext("Bürgerexpertin oder Bürgerexperte")),
        (gettext("Wer entscheidet"), workshop.decided_by or gettext("Das sagt die Moderation zu Beginn.")),
        (gettext("Antwort bis"), format_date(workshop.answer_on, "long") if workshop.answer_on else ""),
        (gettext("Das brauchen Sie"), gettext("Ein Telefon. Ohne Telefon geht es auf Zetteln.")),
    ]
    return [(label, text) for label, text in facts if text]


def _when(workshop: Workshop) -> str:
    if workshop.held_on:
        return str(format_date(workshop.held_on, "full"))
    if workshop.pace == "own":
        return str(gettext("Wann es Ihnen passt, solange der Workshop offen ist."))
    return str(gettext("Der Tag steht noch nicht fest."))


def _lists(workshop: Workshop) -> list[tuple[str, list[str]]]:
    lists = [
        (gettext("Das erwarten wir"), workshop.expected),
        (gettext("Das erwarten wir nicht"), workshop.not_expected),
        (gettext("Das passiert mit Ihren Hinweisen"), workshop.what_happens),
    ]
    return [(label, entries) for label, entries in lists if entries]


def _way(workshop: Workshop, page: str = "") -> handouts.Way:
    """What is printed has to work elsewhere: where our address does not, the one that does, or nothing but the code."""
    place = join_place(workshop, page)
    address = place.address if place.works else place.instead[0] if place.instead and place.listens else ""
    return handouts.Way(address, spoken_code(workshop.code), str(place.qr), gettext("QR-Code zum Mitmachen"))


def _kinds() -> dict[str, handouts.Slip]:
    bad = (gettext("Wie schlimm?"), [say(word) for word in words.SEVERITY.values()])
    often = (gettext("Wie oft?"), [say(word) for word in words.FREQUENCY.values()])
    important = (gettext("Wie wichtig?"), [say(word) for word in words.PRIORITY.values()])
    said: dict[str, Any] = {
        "pain_point": (
            gettext("Schmerzpunkt"),
            gettext("Wo kommen Bürgerinnen und Bürger hier nicht weiter?"),
            [bad, often],
        ),
        "need": (gettext("Eigener Bedarf"), gettext("Was brauchen Sie selbst hier?"), [important]),
        "keep": (gettext("Soll bleiben"), gettext("Was ist gut und soll so bleiben?"), []),
        "worry": (gettext("Das macht mir Sorge"), gettext("Das liest zuerst nur die Moderation."), []),
    }
    return {kind: handouts.Slip(kind, *rest) for kind, rest in said.items()}


def _answer(make: Any, name: str, workshop: Workshop) -> Response:
    """The file, set now."""
    return _file(make(), PDF, f"{name} {workshop.title}.pdf", "inline")


def _file(content: bytes, type_: str, name: str, way: str = "attachment") -> Response:
    response = Response(content, content_type=type_)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.set("Content-Disposition", way, filename=name)
    return response
