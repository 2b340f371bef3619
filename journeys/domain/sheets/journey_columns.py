"""The sheets of personas, journeys, their phases and their own lanes."""

from journeys.domain import words as w
from journeys.domain.sheets.choices import TRUTH, one_of
from journeys.domain.sheets.forms import ID, NAME, TEXT
from journeys.domain.sheets.lists import IDS, TEXTS
from journeys.domain.sheets.making import KIND, Sheet, column, sources
from journeys.domain.sheets.numbers import WHOLE
from journeys.domain.sheets.otherwise import ACTOR, ACTOR_OTHERWISE
from journeys.domain.words import Words

PERSONAS = Sheet(
    Words("Personas", "Personas"),
    Words("Wessen Reise es ist", "Whose journey it is"),
    (
        column("name", "Name", "Name", width=22),
        column("role", "Rolle", "Role", one_of(ACTOR, ACTOR_OTHERWISE), 20),
        column("age", "Alter", "Age", WHOLE, 8),
        column("situation", "Lage", "Situation", TEXT, 40),
        column("goals", "Ziele", "Goals", TEXTS, 30),
        column("barriers", "Hürden", "Barriers", TEXTS, 30),
        column("digital_skill", "Digitale Kenntnisse", "Digital skill", one_of(w.DIGITAL_SKILL)),
        sources(),
        column("id", "Kennung", "Id", ID, 18),
    ),
    frozen=1,
)
JOURNEYS = Sheet(
    Words("Reisen", "Journeys"),
    Words("Ist und Soll, jede mit ihrer Persona", "As-is and to-be, each with its persona"),
    (
        column("title", "Titel", "Title", width=24),
        column("kind", "Ist oder Soll", "As-is or to-be", KIND),
        column("summary", "Zusammenfassung", "Summary", TEXT, 60),
        column("persona", "Persona", "Persona", NAME, 18),
        column("personas", "Weitere Personas", "Further personas", IDS, 18),
        column("removed_steps", "Entfallene Schritte", "Dropped steps", IDS, 18),
        column("id", "Kennung", "Id", ID, 26),
    ),
    frozen=1,
)
PHASES = Sheet(
    Words("Phasen", "Phases"),
    Words("Die Abschnitte jeder Reise, in ihrer Reihenfolge", "The parts of each journey, in their order"),
    (
        column("name", "Phase", "Phase", width=30),
        column("goal", "Ziel", "Goal", TEXT, 60),
        column("id", "Kennung", "Id", ID, 20),
        column("@journey", "Kennung der Reise", "Id of the journey", ID, 26),
    ),
    frozen=1,
)
LANES = Sheet(
    Words("Bahnen", "Lanes"),
    Words("Eigene Bahnen des Servicebauplans", "Lanes of one's own in the service blueprint"),
    (
        column("name", "Name", "Name", width=30),
        column("kind", "Art", "Kind", one_of(w.LANE_KIND), 18),
        column("hidden", "Ausgeblendet", "Hidden", TRUTH),
        column("id", "Kennung", "Id", ID, 20),
        column("@journey", "Kennung der Reise", "Id of the journey", ID, 26),
    ),
    frozen=1,
)
