"""Every answer of the read API, typed."""

from typing import Literal

from journeys.domain.document import Channel, Kind
from journeys.routes.api.shapes import OpportunityPart, Shape, StepPart, said
from journeys.settings import API_PAGE


class Paging(Shape):
    """What can be asked of an answer that comes in pages."""

    limit: int = said(
        f"Einträge auf einer Seite, 1 bis {API_PAGE.value}",
        f"Entries on a page, 1 to {API_PAGE.value}",
        50,
        ge=1,
        le=API_PAGE.value,
    )
    cursor: str | None = said(
        "Wo die Seite beginnt: der Wert „next_cursor“ der Seite davor, so wie er ist",
        "Where the page begins: the value “next_cursor” of the page before, as it is",
        None,
        pattern=r"^s[0-9]{1,10}$",
    )

    @property
    def after(self) -> int:
        """The number of the service that the page before ended with."""
        return int(self.cursor[1:]) if self.cursor else 0


class Asking(Shape):
    """What can be asked of the description."""

    language: Literal["de", "en"] = said("Sprache der Erklärungen", "Language of the explanations", "de")


def cursor(after: int | None) -> str | None:
    """How a page says where the next one begins."""
    return None if after is None else f"s{after}"


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: Literal["about:blank"] = said("immer „about:blank“", "always “about:blank”")
    title: str = said("wie der Fehler heißt", "what the error is called")
    status: int = said("Status der Antwort", "status of the answer")
    detail: str = said("ein Satz: was zu tun ist", "a sentence: what to do")


class ProjectEntry(Shape):
    """The project that the token is for."""

    id: int = said("Nummer des Vorhabens, für Adressen", "number of the project, for addresses")
    name: str = said("Name", "name")
    is_archived: bool = said("ob das Vorhaben abgelegt ist", "whether the project is archived")
    services: int = said("wie viele Leistungen es hat", "how many services it has")
    scope: Literal["documents", "figures"] = said("was der Schlüssel lesen darf", "what the token may read")


class Projects(Shape):
    items: list[ProjectEntry] = said("die Vorhaben, eines je Schlüssel", "the projects, one for each token")


class JourneyEntry(Shape):
    id: str = said("Kennung der Reise im Dokument", "id of the journey in the document")
    kind: Kind = said("Ist („as_is“) oder Soll („to_be“)", "as-is or to-be")
    title: str | None = said("Titel, wenn sie einen hat", "title, if it has one")


class ServiceEntry(Shape):
    id: int = said("Nummer der Leistung, für Adressen", "number of the service, for addresses")
    document_id: str = said("Kennung im Dokument (journeys/1)", "id in the document (journeys/1)")
    name: str = said("Name", "name")
    key: str | None = said("Leistungsschlüssel (LeiKa), 14 Ziffern", "service key (LeiKa), 14 digits")
    version: int = said("wächst mit jeder Änderung an der Leistung", "grows with each change of the service")
    journeys: list[JourneyEntry] = said("ihre Reisen", "its journeys")


class Services(Shape):
    items: list[ServiceEntry] = said("die Leistungen", "the services")
    next_cursor: str | None = said(
        "„cursor“ der nächsten Seite; null auf der letzten", "“cursor” of the next page; null on the last one"
    )


class StepEntry(Shape):
    journey: str = said("Kennung der Reise", "id of the journey")
    kind: Kind = said("Ist („as_is“) oder Soll („to_be“)", "as-is or to-be")
    phase: str = said("Name der Phase", "name of the phase")
    number: int = said("Nummer in der Reise, wie in jedem Bild", "number in the journey, as in each picture")
    pain_score: int = said("Schmerzwert des Schritts", "pain score of the step")
    step: StepPart = said("der Schritt mit seinen Hinweisen", "the step with its notes")


class Steps(Shape):
    service: int = said("Nummer der Leistung", "number of the service")
    version: int = said("ihre Version", "its version")
    items: list[StepEntry] = said(
        "die Schritte aller Reisen, in deren Folge", "the steps of all journeys, in order"
    )


class Opportunities(Shape):
    service: int = said("Nummer der Leistung", "number of the service")
    version: int = said("ihre Version", "its version")
    items: list[OpportunityPart] = said("die Maßnahmen", "the opportunities")


class HeatSums(Shape):
    """How much hurts, as the heat view counts it."""

    score: int = said("Schmerzwert: Schwere mal Häufigkeit, summiert", "severity times frequency, summed")
    pain_points: int = said("Schmerzpunkte", "pain points")
    severe: int = said("davon schlimm", "of these severe")
    obstructive: int = said("davon hinderlich", "of these obstructive")
    annoying: int = said("davon lästig", "of these annoying")
    unrated: int = said("davon nicht eingeschätzt, zählen 0", "of these not rated, count 0")
    needs: int = said("Bedarfe", "needs")
    essential: int = said("davon unbedingt", "of these essential")
    important: int = said("davon wichtig", "of these important")
    helpful: int = said("davon hilfreich", "of these helpful")
    unweighed: int = said("davon ohne Angabe", "of these not said")
    quotes: int = said("O-Töne", "quotes")


class WaitingSum(Shape):
    """Waiting along the usual way, in minutes; working days count as days of work."""

    least: float = said("mindestens", "at least")
    most: float | None = said("höchstens; null: nach oben offen", "at most; null: without an upper end")
    counted: int = said("Schritte mit Zahl", "steps with a number")
    unknown: int = said("Schritte nur in Worten, nicht gezählt", "steps in words alone, not counted")


class JourneyFigures(Shape):
    """One journey in figures, steps and contacts along its usual way."""

    id: str = said("Kennung der Reise", "id of the journey")
    kind: Kind = said("Ist („as_is“) oder Soll („to_be“)", "as-is or to-be")
    steps: int = said("Schritte im Ganzen", "steps in all")
    steps_on_way: int = said("Schritte auf dem üblichen Weg", "steps on the usual way")
    citizen_steps: int = said("davon mit den Bürgerinnen und Bürgern", "of these with the citizen")
    contacts: int = said("davon Kontakte mit dem Amt", "of these contacts with the office")
    channels: list[Channel] = said("Kanäle dieser Kontakte", "channels of these contacts")
    waiting_minutes: WaitingSum = said(
        "Wartezeit auf diesem Weg in Minuten", "waiting on this way in minutes"
    )
    heat: HeatSums = said("was weh tut, auf allen Schritten", "what hurts, on all steps")


class ComparedFigure(Shape):
    key: str = said("Kennung der Zahl", "id of the figure")
    name: str = said("wie sie heißt", "what it is called")
    before: str = said("im Ist", "in the as-is")
    after: str = said("im Soll", "in the to-be")
    how: str = said("wie gezählt wurde", "how it was counted")


class Compared(Shape):
    """As-is and to-be in figures, in words of the document's language."""

    as_is: str = said("Kennung der Ist-Reise", "id of the as-is journey")
    to_be: str = said("Kennung der Soll-Reise", "id of the to-be journey")
    figures: list[ComparedFigure] = said("die Zahlen", "the figures")
    ways: str = said("auf welchem Weg gezählt wurde", "along which way was counted")


class Figures(Shape):
    service: int = said("Nummer der Leistung", "number of the service")
    document_id: str = said("Kennung im Dokument", "id in the document")
    name: str = said("Name der Leistung", "name of the service")
    version: int = said("ihre Version", "its version")
    journeys: list[JourneyFigures] = said("jede Reise in Zahlen", "each journey in figures")
    comparison: Compared | None = said(
        "der Vergleich; null ohne Ist oder Soll", "the comparison; null without as-is or to-be"
    )


class FiguresOfProject(Shape):
    items: list[Figures] = said("die Leistungen in Zahlen", "the services in figures")
    next_cursor: str | None = said(
        "„cursor“ der nächsten Seite; null auf der letzten", "“cursor” of the next page; null on the last one"
    )


class FormatEntry(Shape):
    name: str = said("Name, für Adressen", "name, for addresses")
    ending: str = said("Ende des Dateinamens", "ending of the file's name")
    media_type: str = said("Art der Antwort (Content-Type)", "type of the answer (Content-Type)")
    good_for: str = said("wofür das Format gut ist", "what the format is good for")


class Formats(Shape):
    items: list[FormatEntry] = said("die Formate", "the formats")
