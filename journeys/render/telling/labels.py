"""What stands before a fact when a document is told in words."""

from journeys.domain.words import Words

KEY = Words("Leistungsschlüssel", "Service key")
SHORT_NAME = Words("Kurzname", "Short name")
AUTHORITY = Words("Zuständig", "Responsible")
LIFE_SITUATION = Words("Lebenslage", "Life situation")
LEGAL_BASIS = Words("Rechtsgrundlagen", "Legal basis")
COUNTRY = Words("Land", "Country")
STAFF_TERM = Words("Wie die Beschäftigten heißen", "What staff are called")
CHANNELS = Words("Kanäle", "Channels")
FEE = Words("Gebühr", "Fee")
DURATION = Words("Dauer", "Duration")
FURTHER = Words("Weitere Angaben", "Further facts")
AS_OF = Words("Stand", "As of")
EDITION = Words("Fassung", "Edition")
SUMMARY = Words("Zusammenfassung", "Summary")
PERSONAS = Words("Personas", "Personas")
PERSONA = Words("Persona", "Persona")
OPPORTUNITIES = Words("Maßnahmen", "Opportunities")
UNSORTED = Words("Noch keinem Schritt zugeordnet", "Not on any step yet")
SOURCES = Words("Quellen", "Sources")
SOURCE = Words("Quelle {n}", "Source {n}")
REMOVED = Words("Was im Soll wegfällt", "What the to-be drops")
CONTENTS = Words("Inhalt", "Contents")
IN_SHORT = Words("Ist und Soll in Zahlen", "As-is and to-be in figures")
HURTS = Words("Wo es am meisten weh tut", "Where it hurts most")

AGE = Words("Alter", "Age")
SITUATION = Words("Situation", "Situation")
ROLE = Words("Rolle", "Role")
GOALS = Words("Möchte", "Wants")
BARRIERS = Words("Was es schwer macht", "What makes it hard")
DIGITAL_SKILL = Words("Digitale Übung", "Digital skill")

JOURNEY = Words("{kind}-Reise", "{kind} journey")
NUMBERED = Words("Schritt {n}: {title}", "Step {n}: {title}")
ACTOR = Words("Wer handelt", "Who acts")
CHANNEL = Words("Kanal", "Channel")
TOUCHPOINT = Words("Kontaktpunkt", "Touchpoint")
CITIZEN_ACTION = Words("Was Bürgerinnen und Bürger tun", "What citizens do")
EVIDENCE = Words("Was man in der Hand hält", "What one holds in hand")
FRONTSTAGE = Words("Im Kontakt", "In contact")
BACKSTAGE = Words("Im Hintergrund", "In the background")
SYSTEMS = Words("IT-Systeme", "IT systems")
DOCUMENTS = Words("Unterlagen", "Documents")
REUSED = Words("Was schon vorliegt", "What is there already")
WAITING = Words("Wartezeit", "Waiting time")
PROCESSING = Words("Bearbeitungszeit", "Processing time")
COST = Words("Kosten", "Cost")
MOOD = Words("Stimmung", "Mood")
MARKS = Words("Besonderes", "Marks")
MATURITY = Words("Reifegrad", "Maturity")
FIM = Words("FIM-Aktivität", "FIM activity")
OPTIONAL = Words("Nicht immer nötig", "Not always needed")
YES = Words("ja", "yes")
ONWARD = Words("Wie es weitergeht", "What comes next")
END = Words("Ende", "end")
CHANGE = Words("Im Vergleich zum Ist", "Compared with the as-is")
REPLACES = Words("Ersetzt", "Replaces")
RESOLVES = Words("Löst", "Resolves")

IMPACT = Words("Wirkung {n} von 5", "impact {n} of 5")
EFFORT = Words("Aufwand {n} von 5", "effort {n} of 5")
ADDRESSES = Words("gegen: {texts}", "against: {texts}")
AT_STEP = Words("bei {step}", "at {step}")
ORIGIN = Words("aus dem Workshop „{title}“", "from the workshop “{title}”")
ORIGIN_ON = Words("aus dem Workshop „{title}“ am {day}", "from the workshop “{title}” on {day}")
INVENTED = Words("erfunden", "invented")
USED_FOR = Words("für: {text}", "for: {text}")
VERIFIED = Words("geprüft", "verified")
NOT_VERIFIED = Words("nicht geprüft", "not verified")
RELIABLE = Words("Verlässlichkeit: {word}", "reliability: {word}")

COUNTED = Words(
    "{journey}: {steps} Schritte in {phases} Phasen, {pains} Schmerzpunkte, {needs} eigene Bedarfe, "
    "{quotes} O-Töne",
    "{journey}: {steps} steps in {phases} phases, {pains} pain points, {needs} own needs, {quotes} quotes",
)
HOT = Words(
    "{step}: Schmerzwert {score} aus {n} Schmerzpunkten", "{step}: pain score {score} from {n} pain points"
)
HOW_HOT = Words(
    "Schmerzwert: Schwere (1–3) mal Häufigkeit (1–4), summiert über die Schmerzpunkte des Schritts; "
    "nicht eingeschätzte zählen 0.",
    "Pain score: severity (1–3) times frequency (1–4), summed over the step's pain points; those not rated count 0.",
)
BEFORE_AFTER = Words(
    "{name}: Ist {before}, Soll {after}. {how}", "{name}: as-is {before}, to-be {after}. {how}"
)
