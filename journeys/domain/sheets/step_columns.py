"""The sheet of steps."""

from journeys.domain import words as w
from journeys.domain.sheets.choices import EMOTION, TRUTH, one_of, some_of
from journeys.domain.sheets.forms import ID, TEXT
from journeys.domain.sheets.lists import IDS, LANE_TEXTS, MOODS, TEXTS, WAYS
from journeys.domain.sheets.making import Sheet, column, sources, span
from journeys.domain.sheets.numbers import DAY, VALUE, WHOLE, within
from journeys.domain.sheets.otherwise import (
    ACTOR,
    ACTOR_OTHERWISE,
    CHANNEL_OTHERWISE,
    MATURITY_MODEL,
    MATURITY_OTHERWISE,
)
from journeys.domain.words import Words

STEPS = Sheet(
    Words("Schritte", "Steps"),
    Words(
        "Der Weg durch die Leistung, ein Schritt je Zeile", "The way through the service, one step to a row"
    ),
    (
        column("@journey.title", "Reise", "Journey", width=12),
        column("@phase.name", "Phase", "Phase", width=18),
        column("@number", "Nr.", "No.", WHOLE, 6),
        column("title", "Schritt", "Step", width=26),
        column("actor", "Wer handelt", "Who acts", one_of(ACTOR, ACTOR_OTHERWISE), 16),
        column("channel", "Kanal", "Channel", one_of(w.CHANNEL, CHANNEL_OTHERWISE), 12),
        column("touchpoint", "Kontaktpunkt", "Touchpoint", TEXT, 20),
        column("citizen_action", "Was Bürgerinnen und Bürger tun", "What citizens do", TEXT, 34),
        column("frontstage", "Im Kontakt", "In contact", TEXT, 30),
        column("backstage", "Im Hintergrund", "In the background", TEXT, 30),
        column("support_systems", "IT-Systeme", "IT systems", TEXTS, 18),
        column("documents", "Unterlagen", "Documents to bring", TEXTS, 22),
        column("evidence", "Was man in der Hand hält", "What one holds", TEXT, 22),
        column("waiting_time.text", "Wartezeit", "Waiting time", width=16),
        column("processing_time.text", "Bearbeitungszeit", "Processing time", width=16),
        column("emotion", "Stimmung", "Mood", EMOTION, 13),
        column("next", "Weiter mit", "Leads to", WAYS, 24),
        column("optional", "Freiwillig", "Optional", TRUTH, 11),
        column("marks", "Besondere Stellen", "Marks", some_of(w.MARK), 18),
        column("reused", "Liegt schon vor", "There already", TEXTS, 22),
        column("legal_basis", "Rechtsgrundlage", "Legal basis", TEXTS, 20),
        column("cost.text", "Kosten", "Cost"),
        column("moods", "Stimmung weiterer Personas", "Mood of further personas", MOODS, 22),
        column("in_lanes", "In eigenen Bahnen", "In own lanes", LANE_TEXTS, 26),
        column("change", "Änderung", "Change", one_of(w.CHANGE), 13),
        column("replaces", "Ersetzt die Schritte", "Replaces the steps", IDS, 18),
        column("resolves", "Löst die Schmerzpunkte", "Resolves the pain points", IDS, 18),
        *span("waiting_time", "Wartezeit", "Waiting time"),
        *span("processing_time", "Bearbeitungszeit", "Processing time"),
        column("cost.value", "Kosten Wert", "Cost value", VALUE),
        column("cost.unit", "Kosten Einheit", "Cost unit"),
        sources("cost.sources", "Kosten Quellen", "Cost sources"),
        column(
            "maturity.model", "Reifegradmodell", "Maturity model", one_of(MATURITY_MODEL, MATURITY_OTHERWISE)
        ),
        column("maturity.level", "Reifegrad", "Maturity level", within(0, 7)),
        column("maturity.date", "Reifegrad festgestellt am", "Maturity found on", DAY),
        column("fim_activity", "FIM-Aktivitätengruppe", "FIM activity group", within(1, 8)),
        column("id", "Kennung des Schritts", "Id of the step", ID, 18),
        column("@phase", "Kennung der Phase", "Id of the phase", ID, 18),
        column("@journey", "Kennung der Reise", "Id of the journey", ID, 26),
    ),
    frozen=4,
    printed=17,
)
