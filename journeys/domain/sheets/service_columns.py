"""The sheet of what is known of the service, a row for each fact."""

from journeys.domain import words as w
from journeys.domain.sheets.choices import one_of
from journeys.domain.sheets.forms import DOCUMENT_ID, KEY, TEXT, TITLE, Form
from journeys.domain.sheets.making import Sheet, column, sources
from journeys.domain.sheets.numbers import VALUE
from journeys.domain.sheets.otherwise import CHANNEL_OTHERWISE
from journeys.domain.words import Words

SERVICE = Sheet(
    Words("Leistung", "Service"),
    Words(
        "Was über die Leistung bekannt ist, eine Angabe je Zeile",
        "What is known of the service, one to a row",
    ),
    (
        column("#what", "Angabe", "What", width=26),
        column("text", "Text", "Text", TEXT, 60),
        column("value", "Wert", "Value", VALUE),
        column("unit", "Einheit", "Unit"),
        sources(),
    ),
    frozen=1,
)
FORMAT = Words("Format", "Format")
SERVICE_ROWS: dict[str, tuple[Words, Form]] = {
    "id": (Words("Kennung", "Id"), DOCUMENT_ID),
    "language": (Words("Sprache", "Language"), TITLE),
    "as_of": (Words("Stand", "As of"), TITLE),
    "disclaimer": (Words("Vorbemerkung", "Disclaimer"), TEXT),
    "service.name": (Words("Name", "Name"), TITLE),
    "service.short_name": (Words("Kurzer Name", "Short name"), TITLE),
    "service.key": (Words("Leistungsschlüssel", "Key"), KEY),
    "service.authority": (Words("Zuständige Behörde", "Authority"), TEXT),
    "service.country": (Words("Land", "Country"), TITLE),
    "service.life_situation": (Words("Lebenslage", "Life situation"), TEXT),
    "service.staff_term": (Words("So heißen die Beschäftigten", "What staff is called"), TITLE),
    "service.legal_basis": (Words("Rechtsgrundlage", "Legal basis"), TEXT),
    "service.channels": (Words("Kanal", "Channel"), one_of(w.CHANNEL, CHANNEL_OTHERWISE)),
    "service.fee": (Words("Gebühr", "Fee"), TEXT),
    "service.duration": (Words("Dauer", "Duration"), TEXT),
    "service.facts": (Words("Fakt", "Fact"), TEXT),
}
"""What the rows of the first table say; of lists each entry has a row."""
LISTED = ("service.legal_basis", "service.channels", "service.facts")
FACTS = ("service.fee", "service.duration", "service.facts")
