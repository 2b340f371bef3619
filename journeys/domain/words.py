"""German and English for every value and for every word that a picture, file or message adds."""

from typing import Literal, NamedTuple

Language = Literal["de", "en"]


class Words(NamedTuple):
    """The same words in both languages."""

    de: str
    en: str

    def in_(self, language: str) -> str:
        """The words in `language`; English unless it is German."""
        return self.de if language == "de" else self.en


KIND = {"as_is": Words("Ist", "As-is"), "to_be": Words("Soll", "To-be")}

CHANNEL = {
    "online": Words("Online", "Online"),
    "app": Words("App", "App"),
    "counter": Words("Vor Ort", "At the counter"),
    "phone": Words("Telefon", "Phone"),
    "mail": Words("Brief", "Letter"),
    "email": Words("E-Mail", "E-mail"),
    "internal": Words("Intern", "Internal"),
    "self": Words("Selbst", "On one's own"),
}

ACTOR = {
    "citizen": Words("Bürgerin oder Bürger", "Citizen"),
    "clerk": Words("{staff}", "{staff}"),
    "system": Words("IT-System", "IT system"),
    "third_party": Words("Dritte", "Third party"),
}

DIGITAL_SKILL = {
    "low": Words("gering", "low"),
    "medium": Words("mittel", "medium"),
    "high": Words("hoch", "high"),
}

NOTE_KIND = {
    "pain_point": Words("Schmerzpunkt", "Pain point"),
    "need": Words("Eigener Bedarf", "Own need"),
    "quote": Words("O-Ton", "Quote"),
    "keep": Words("Soll bleiben", "To keep"),
    "worry": Words("Sorge", "Worry"),
    "idea": Words("Idee", "Idea"),
}
NOTE_KINDS = {
    "pain_point": Words("Schmerzpunkte", "Pain points"),
    "need": Words("Eigene Bedarfe", "Own needs"),
    "quote": Words("O-Töne", "Quotes"),
    "keep": Words("Soll bleiben", "To keep"),
    "worry": Words("Sorgen", "Worries"),
    "idea": Words("Ideen", "Ideas"),
}

SEVERITY = {
    1: Words("lästig", "annoying"),
    2: Words("hinderlich", "obstructive"),
    3: Words("schlimm", "severe"),
}
FREQUENCY = {
    "rarely": Words("selten", "rarely"),
    "sometimes": Words("manchmal", "sometimes"),
    "often": Words("oft", "often"),
    "almost_always": Words("fast immer", "almost always"),
}
PRIORITY = {
    1: Words("unbedingt", "essential"),
    2: Words("wichtig", "important"),
    3: Words("hilfreich", "helpful"),
}
CERTAINTY = {
    "seen": Words("gesehen", "seen"),
    "told": Words("erzählt", "told"),
    "data": Words("aus Daten", "from data"),
    "assumed": Words("vermutet", "assumed"),
}
EMOTION = {
    -2: Words("sehr schlecht", "very bad"),
    -1: Words("schlecht", "bad"),
    0: Words("neutral", "neutral"),
    1: Words("gut", "good"),
    2: Words("sehr gut", "very good"),
}
UNIT = {
    "minutes": Words("Minuten", "minutes"),
    "hours": Words("Stunden", "hours"),
    "days": Words("Tage", "days"),
    "working_days": Words("Werktage", "working days"),
    "weeks": Words("Wochen", "weeks"),
    "months": Words("Monate", "months"),
    "years": Words("Jahre", "years"),
}
CHANGE = {
    "added": Words("neu", "new"),
    "changed": Words("geändert", "changed"),
    "unchanged": Words("unverändert", "unchanged"),
}
LANE_KIND = {
    "third_party": Words("andere Stellen", "third parties"),
    "law": Words("Recht", "law"),
    "data": Words("Daten", "data"),
    "metrics": Words("Kennzahlen", "metrics"),
    "other": Words("etwas anderes", "something else"),
}
MARK = {
    "decision": Words("Entscheidung", "Decision"),
    "fail_point": Words("Fehlerstelle", "Fail point"),
    "moment_of_truth": Words("Moment der Wahrheit", "Moment of truth"),
    "waiting_point": Words("Wartepunkt", "Waiting point"),
}
MARK_MEANS = {
    "decision": Words("hier wird etwas entschieden", "something is decided here"),
    "fail_point": Words("hier geht leicht etwas schief", "something easily goes wrong here"),
    "moment_of_truth": Words("hier bildet sich das Urteil", "this is where people make up their minds"),
    "waiting_point": Words("hier wird gewartet", "people wait here"),
}
FATE = {
    "replaced": Words("wird ersetzt", "is replaced"),
    "dropped": Words("entfällt", "dropped"),
    "unassigned": Words("ohne Zuordnung", "not assigned"),
}
"""What becomes of a step of the as-is in the to-be."""
HORIZON = {
    "short": Words("kurzfristig", "short term"),
    "medium": Words("mittelfristig", "medium term"),
    "long": Words("langfristig", "long term"),
}
RELIABILITY = {
    "high": Words("hoch", "high"),
    "medium": Words("mittel", "medium"),
    "low": Words("gering", "low"),
    "unchecked": Words("ungeprüft", "unchecked"),
    "invented": Words("erfunden", "invented"),
}

VIEW = {
    "journey": Words("Reisekarte", "Journey map"),
    "blueprint": Words("Servicebauplan", "Service blueprint"),
    "comparison": Words("Vergleich Ist/Soll", "Comparison as-is/to-be"),
    "heat": Words("Schmerzpunkt-Karte", "Pain point map"),
}
NOT_RATED = Words("nicht eingeschätzt", "not rated")
NO_STEPS = Words("Noch keine Schritte", "No steps yet")
STAFF_TERM = "VFA"
