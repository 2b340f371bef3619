"""The fixed words of a BPMN file, in the document's language."""

from journeys.domain.words import ACTOR, Words
from journeys.render.blueprint import BACKSTAGE, FRONTSTAGE, SYSTEMS

AUTHORITY = Words("Behörde", "Authority")
LANE = {
    "citizen": ACTOR["citizen"],
    "frontstage": FRONTSTAGE,
    "backstage": BACKSTAGE,
    "systems": SYSTEMS,
    "third_party": ACTOR["third_party"],
}
BEGIN = {
    "citizen": Words("Anliegen entsteht", "A concern arises"),
    "authority": Words("Anliegen erreicht die Behörde", "The concern reaches the authority"),
    "third_party": Words("Dritte werden einbezogen", "Third parties come in"),
}
ELSEWHERE = Words("Anlass nicht genannt", "Occasion not named")
FINISH = Words("Ende", "End")
WHICH_WAY = Words("Wie geht es weiter?", "Which way?")
OTHERWISE = Words("sonst", "otherwise")
ALWAYS = Words("ohne Bedingung", "without a condition")
NO_EXIT = Words("kein Ausgang genannt", "no way out named")
EITHER = Words(" oder ", " or ")
STEP = Words("Schritt {number}", "Step {number}")
WAITING = Words("Warten", "Wait")
PHASE = Words("Phase {number}", "Phase {number}")
PHASES = Words("Phasen", "Phases")
MADE_BY = Words(
    "Aus Bürgerreise. Die Angaben in „reise:“ ergänzen, wofür BPMN keinen Platz hat; beim Einlesen gilt vor ihnen, was "
    "im Modell geändert wurde.",
    "From Bürgerreise. What stands in “reise:” adds what BPMN has no place for; when it is read again, what was "
    "changed in the model comes first.",
)
YES = Words("ja", "yes")
FIELD = {
    "title": Words("Schritt", "Step"),
    "actor": Words("Wer handelt", "Who acts"),
    "optional": Words("Kann entfallen", "May be left out"),
    "channel": Words("Kanal", "Channel"),
    "touchpoint": Words("Berührungspunkt", "Touchpoint"),
    "evidence": Words("Was man in der Hand hält", "What one holds in hand"),
    "citizen_action": Words("Was Bürgerinnen und Bürger tun", "What citizens do"),
    "frontstage": Words("Im Kontakt", "In contact"),
    "backstage": Words("Im Hintergrund", "Behind the scenes"),
    "support_systems": Words("IT-Systeme", "IT systems"),
    "documents": Words("Unterlagen", "Documents"),
    "reused": Words("Liegt schon vor", "Already there"),
    "legal_basis": Words("Rechtsgrundlage", "Legal basis"),
    "waiting_time": Words("Wartezeit", "Waiting time"),
    "processing_time": Words("Bearbeitungszeit", "Processing time"),
    "cost": Words("Kosten", "Cost"),
    "quotes": Words("O-Ton", "Quote"),
}
