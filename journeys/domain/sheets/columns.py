"""The tables that a document is in a workbook: which sheets, which columns, what each cell says.

Writing and reading go by these tables, so that what is written comes back.
"""

from journeys.domain.sheets.forms import TITLE
from journeys.domain.sheets.journey_columns import JOURNEYS, LANES, PERSONAS, PHASES
from journeys.domain.sheets.lists import IDS, LANE_TEXTS, MOODS
from journeys.domain.sheets.making import KIND, Column, Sheet
from journeys.domain.sheets.note_columns import NOTES, OPPORTUNITIES, SOURCES
from journeys.domain.sheets.service_columns import SERVICE
from journeys.domain.sheets.step_columns import STEPS
from journeys.domain.words import Words

SHEETS: dict[str, Sheet] = {
    "service": SERVICE,
    "personas": PERSONAS,
    "journeys": JOURNEYS,
    "phases": PHASES,
    "lanes": LANES,
    "steps": STEPS,
    "notes": NOTES,
    "opportunities": OPPORTUNITIES,
    "sources": SOURCES,
}
"""In the order of the workbook, by what the document calls them."""

_IDS = ("id", "@phase", "@journey")
CSV_STEPS = tuple(
    column
    for column in STEPS.columns
    if column.form is not IDS
    and column.form is not MOODS
    and column.form is not LANE_TEXTS
    and column.field.partition(".")[0] not in ("maturity", "marks", "fim_activity")
    and column.field not in (*_IDS, "cost.value", "cost.unit")
)
CSV_NOTES = tuple(
    column
    for column in NOTES.columns
    if column.field[0] not in "@#" and column.form is not IDS and column.field != "id"
)
SERVICE_NAME = Column("#service", Words("Leistung", "Service"), TITLE, 24)
JOURNEY_KIND = Column("@journey.kind", Words("Ist oder Soll", "As-is or to-be"), KIND)
CSV_IDS = (
    *(column for column in STEPS.columns if column.field in _IDS),
    *(column for column in NOTES.columns if column.field == "id"),
)
"""One flat table of steps and their notes: the service, the step, the note, and at the end the ids of each."""
CONTENTS = Words("Inhalt", "Contents")
