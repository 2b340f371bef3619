"""Agendas to begin with. Minutes and questions are defaults from workshop practice; the moderation may change all."""

from typing import NamedTuple

from journeys.domain.words import Words
from journeys.domain.workshops.tables import Form, Pace


class Entry(NamedTuple):
    """An item of an agenda to be made: German texts, for it is what people in the room will read."""

    title: str
    minutes: int
    form: Form = "talk"
    question: str = ""
    asks: tuple[str, ...] = ()
    silent: bool = True


class Template(NamedTuple):
    """A whole agenda. `pace`: all together at the moderation's pace, or everybody at their own."""

    name: Words
    about: Words
    pace: Pace
    entries: tuple[Entry, ...]
    steps_each: int = 4


PAINS = ("pain_point",)
NEEDS = ("need", "keep")
PAIN_QUESTION = "Wo rufen Menschen an, kommen wieder, geben auf?"
NEED_QUESTION = "Was bräuchten Sie hier, um gut zu helfen?"
ROLE_QUESTION = "Als Bürgerexpertin oder Bürgerexperte bringe ich … ein. Ich brauche dafür …"
FIRST_STEP_QUESTION = "Was können wir in vier Wochen ohne Erlaubnis von oben tun?"
_ROLE = Entry("Rolle und Zusage", 10, "role", ROLE_QUESTION)
_RATE = Entry("Einschätzen", 10, "rate", "Wie schlimm, wie oft, wie sicher?")
_END = Entry("Abschluss", 8, "closing", "Was nehmen Sie mit?")
_PAUSE = Entry("Pause", 10, "break")

TEMPLATES: dict[str, Template] = {
    "half_day": Template(
        Words("Halber Tag (240 Minuten)", "Half a day (240 minutes)"),
        Words(
            "Für 8 bis 20 Personen in einem Raum, mit Beamer.",
            "For 8 to 20 people in one room, with a projector.",
        ),
        "together",
        (
            Entry("Ankommen", 10, "talk", "Womit sind Sie heute hier? (ein Wort)"),
            Entry("Rahmen", 15, "talk", "Wofür ist das, wofür nicht? Wer entscheidet, bis wann?"),
            _ROLE,
            Entry(
                "Fall wählen",
                10,
                "talk",
                "Denken Sie an den letzten normalen Fall. Wer kam, womit, wann war es fertig?",
            ),
            Entry(
                "Schritte", 25, "talk", "Was tut die Bürgerin als Nächstes? Was tun Sie, das sie nicht sieht?"
            ),
            _PAUSE,
            Entry("Schmerzpunkte", 20, "write", PAIN_QUESTION, PAINS),
            Entry("Eigener Bedarf", 20, "write", NEED_QUESTION, NEEDS),
            _RATE,
            Entry("Pause", 15, "break"),
            Entry("Ordnen", 25, "talk", "Was gehört zusammen? Überschrift als Satz."),
            Entry("Wählen", 10, "talk", "Welche drei sind die wichtigsten?"),
            Entry(
                "Die drei wichtigsten",
                25,
                "talk",
                "Warum ist das so? Was würde helfen, auch ohne neue Software?",
            ),
            Entry("Erster sinnvoller Schritt", 15, "talk", FIRST_STEP_QUESTION),
            Entry("Zusage zum Schluss", 12, "talk", "Ich trage bei: … bis …"),
            _END,
        ),
    ),
    "short": Template(
        Words("Kurz (90 Minuten)", "Short (90 minutes)"),
        Words("Wenn die Schritte schon bekannt sind.", "When the steps are known already."),
        "together",
        (
            Entry("Rahmen und Rolle", 10, "role", ROLE_QUESTION),
            Entry(
                "Schritte prüfen", 20, "talk", "Was fehlt, was ist anders? Was tun Sie, das niemand sieht?"
            ),
            Entry("Schmerzpunkte", 20, "write", PAIN_QUESTION, PAINS),
            Entry("Eigener Bedarf", 15, "write", NEED_QUESTION, NEEDS),
            Entry("Pause", 5, "break"),
            Entry("Wählen", 10, "talk", "Welche drei sind die wichtigsten?"),
            Entry("Erster sinnvoller Schritt", 10, "closing", FIRST_STEP_QUESTION),
        ),
        steps_each=3,
    ),
    "remote": Template(
        Words("Aus der Ferne (2 × 120 Minuten)", "Remote (2 × 120 minutes)"),
        Words("An zwei Tagen als Videokonferenz.", "On two days, as a video call."),
        "together",
        (
            Entry(
                "Ankommen und Rahmen", 20, "talk", "Wofür ist das, wofür nicht? Wer entscheidet, bis wann?"
            ),
            _ROLE,
            Entry(
                "Schritte", 25, "talk", "Was tut die Bürgerin als Nächstes? Was tun Sie, das sie nicht sieht?"
            ),
            _PAUSE,
            Entry("Schmerzpunkte", 30, "write", PAIN_QUESTION, PAINS),
            Entry(
                "Was bis morgen auffällt", 10, "talk", "Achten Sie morgen früh auf einen Fall: Wo hakt es?"
            ),
            Entry("Ende des ersten Tages", 15, "break"),
            Entry("Eigener Bedarf", 30, "write", NEED_QUESTION, NEEDS),
            _RATE,
            _PAUSE,
            Entry("Ordnen", 25, "talk", "Was gehört zusammen? Überschrift als Satz."),
            Entry("Wählen", 12, "talk", "Welche drei sind die wichtigsten?"),
            Entry("Erster sinnvoller Schritt", 25, "talk", FIRST_STEP_QUESTION),
            _END,
        ),
    ),
    "days": Template(
        Words("Fünf Tage (je 10 Minuten)", "Five days (10 minutes each)"),
        Words(
            "Jede und jeder, wann es passt; danach 45 Minuten gemeinsam.",
            "Everybody when it suits; 45 minutes together afterwards.",
        ),
        "own",
        (
            Entry("Montag: Rolle und ein Fall", 10, "role", ROLE_QUESTION),
            Entry("Dienstag: Schritte prüfen", 10, "talk", "Was fehlt, was ist anders?"),
            Entry("Mittwoch: Schmerzpunkte", 10, "write", PAIN_QUESTION, PAINS),
            Entry("Donnerstag: Eigener Bedarf", 10, "write", NEED_QUESTION, NEEDS),
            Entry("Freitag: Einschätzen", 10, "rate", "Wie schlimm, wie oft, wie sicher?"),
            Entry("Gemeinsam: die wichtigsten", 45, "closing", FIRST_STEP_QUESTION),
        ),
        steps_each=2,
    ),
    "self_paced": Template(
        Words("Eigenes Tempo (offen bis zum Schließen)", "At one's own pace (open until closed)"),
        Words(
            "Ohne Moderation: Rolle, Zusage, dann gleich die Schritte.",
            "Without a facilitator: role, commitment, then the steps at once.",
        ),
        "own",
        (
            Entry("Rolle und Zusage", 5, "role", ROLE_QUESTION),
            Entry("Schritte", 20, "write", PAIN_QUESTION, (*PAINS, "need"), silent=False),
        ),
    ),
}

PURPOSE = "Wir wollen verstehen, wo diese Leistung hakt: für Bürgerinnen und Bürger und für Sie."
EXPECTED = ("Sagen Sie, wo Menschen nicht weiterkommen.", "Sagen Sie, was Sie selbst brauchen.")
NOT_EXPECTED = ("Keine fertigen Lösungen, kein IT-Wissen.", "Keine Namen und keine Aktenzeichen.")
WHAT_HAPPENS = (
    "Wir legen Ihre Hinweise auf die Bürgerreise.",
    "Ihr Name steht nirgends dabei.",
    "Sie sehen hier, was daraus wurde.",
)
THANKS = "Danke. Sie haben gezeigt, wo es hakt und was gebraucht wird. Das zählt."
