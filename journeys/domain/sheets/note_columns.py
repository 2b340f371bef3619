"""The sheets of notes, of measures against what hurts, and of sources."""

from journeys.domain import words as w
from journeys.domain.sheets.choices import TRUTH, one_of
from journeys.domain.sheets.forms import ID, NAME, TEXT
from journeys.domain.sheets.lists import IDS
from journeys.domain.sheets.making import NOTE_KIND, Sheet, column, sources
from journeys.domain.sheets.numbers import DAY, WHOLE, within
from journeys.domain.sheets.otherwise import FREQUENCY_OTHERWISE, PRIORITY_OTHERWISE, SEVERITY_OTHERWISE
from journeys.domain.words import Words

NOTES = Sheet(
    Words("Hinweise", "Notes"),
    Words(
        "Schmerzpunkte, eigene Bedarfe und O-Töne an den Schritten, und was noch keinem Schritt zugeordnet ist",
        "Pain points, own needs and quotes on the steps, and what is on no step yet",
    ),
    (
        column("#step.number", "Nr. des Schritts", "No. of the step", WHOLE, 9),
        column("@step.title", "Schritt", "Step", width=26),
        column("kind", "Art des Hinweises", "Kind of note", NOTE_KIND, 16),
        column("text", "Hinweis", "Note", TEXT, 60),
        column("severity", "Wie schlimm", "How bad", one_of(w.SEVERITY, SEVERITY_OTHERWISE), 12),
        column("frequency", "Wie oft", "How often", one_of(w.FREQUENCY, FREQUENCY_OTHERWISE), 12),
        column("priority", "Wie wichtig", "How important", one_of(w.PRIORITY, PRIORITY_OTHERWISE), 12),
        column("certainty", "Wie sicher", "How sure", one_of(w.CERTAINTY), 12),
        column("speaker", "Wer spricht", "Who speaks", width=16),
        column("invented", "Erfunden", "Invented", TRUTH, 10),
        column("persona", "Persona", "Persona", NAME, 16),
        sources(),
        column("origin.workshop", "Workshop", "Workshop", width=22),
        column("origin.date", "Tag des Workshops", "Day of the workshop", DAY),
        column("id", "Kennung des Hinweises", "Id of the note", ID, 18),
        column("@step", "Kennung des Schritts", "Id of the step", ID, 18),
    ),
    frozen=2,
    printed=12,
)
OPPORTUNITIES = Sheet(
    Words("Maßnahmen", "Opportunities"),
    Words("Was Schmerzpunkte beheben würde", "What would remove pain points"),
    (
        column("text", "Maßnahme", "Opportunity", TEXT, 60),
        column("impact", "Wirkung (1 bis 5)", "Impact (1 to 5)", within(1, 5), 11),
        column("effort", "Aufwand (1 bis 5)", "Effort (1 to 5)", within(1, 5), 11),
        column("horizon", "Wann möglich", "Horizon", one_of(w.HORIZON)),
        column("step", "Kennung des Schritts", "Id of the step", NAME, 18),
        column("addresses", "Gegen die Schmerzpunkte", "Against the pain points", IDS, 24),
        sources(),
        column("id", "Kennung", "Id", ID, 18),
    ),
    frozen=1,
)
SOURCES = Sheet(
    Words("Quellen", "Sources"),
    Words("Worauf sich Fakten und Hinweise stützen", "What facts and notes rest on"),
    (
        column("id", "Kennung", "Id", ID),
        column("title", "Titel", "Title", TEXT, 44),
        column("publisher", "Herausgeber", "Publisher", TEXT, 24),
        column("url", "Adresse", "Address", TEXT, 44),
        column("date", "Datum", "Date"),
        column("used_for", "Belegt", "Used for", TEXT, 30),
        column("verified", "Geprüft", "Verified", TRUTH, 10),
        column("reliability", "Verlässlichkeit", "Reliability", one_of(w.RELIABILITY)),
    ),
    frozen=2,
)
