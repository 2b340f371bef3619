"""What stands before a fact when a document is told in words."""

from journeys.domain.field_words import FIELD
from journeys.domain.words import Words

KEY = FIELD["key"]
SHORT_NAME = FIELD["short_name"]
AUTHORITY = FIELD["authority"]
LIFE_SITUATION = FIELD["life_situation"]
LEGAL_BASIS = FIELD["legal_basis"]
COUNTRY = FIELD["country"]
STAFF_TERM = FIELD["staff_term"]
CHANNELS = FIELD["channels"]
FEE = FIELD["fee"]
DURATION = FIELD["duration"]
FURTHER = FIELD["facts"]
AS_OF = FIELD["as_of"]
EDITION = Words("Fassung", "Edition")
SUMMARY = FIELD["summary"]
PERSONAS = Words("Personas", "Personas")
PERSONA = FIELD["persona"]
OPPORTUNITIES = Words("Maßnahmen", "Opportunities")
UNSORTED = Words("Noch keinem Schritt zugeordnet", "Not on any step yet")
SOURCES = FIELD["sources"]
SOURCE = Words("Quelle {n}", "Source {n}")
REMOVED = FIELD["removed_steps"]
CONTENTS = Words("Inhalt", "Contents")
IN_SHORT = Words("Ist und Soll in Zahlen", "As-is and to-be in figures")
HURTS = Words("Wo es am meisten weh tut", "Where it hurts most")

AGE = FIELD["age"]
SITUATION = FIELD["situation"]
ROLE = FIELD["role"]
GOALS = FIELD["goals"]
BARRIERS = FIELD["barriers"]
DIGITAL_SKILL = FIELD["digital_skill"]

JOURNEY = Words("{kind}-Reise", "{kind} journey")
NUMBERED = Words("Schritt {n}: {title}", "Step {n}: {title}")
ACTOR = FIELD["actor"]
CHANNEL = FIELD["channel"]
TOUCHPOINT = FIELD["touchpoint"]
CITIZEN_ACTION = FIELD["citizen_action"]
EVIDENCE = FIELD["evidence"]
FRONTSTAGE = FIELD["frontstage"]
BACKSTAGE = FIELD["backstage"]
SYSTEMS = FIELD["support_systems"]
DOCUMENTS = FIELD["documents"]
REUSED = FIELD["reused"]
WAITING = FIELD["waiting_time"]
PROCESSING = FIELD["processing_time"]
COST = FIELD["cost"]
MOOD = FIELD["emotion"]
MARKS = FIELD["marks"]
MATURITY = FIELD["maturity"]
FIM = FIELD["fim_activity"]
OPTIONAL = FIELD["optional"]
YES = Words("ja", "yes")
ONWARD = FIELD["next"]
END = Words("Ende", "end")
CHANGE = FIELD["change"]
REPLACES = FIELD["replaces"]
RESOLVES = FIELD["resolves"]

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
