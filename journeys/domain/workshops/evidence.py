"""The evidence of the analysis phase (Nachweis Analysephase): who was asked and when, what came of it, what was taken
up, and what not. Figures and texts of notes, never a person: of people only groups from five on.

It is in German, like the minutes: it goes into the files of the office.
"""

from collections import Counter
from collections.abc import Iterator

from sqlmodel import Session

from journeys.domain.blocks import Block, many, one
from journeys.domain.document import Document
from journeys.domain.note_lists import LISTS
from journeys.domain.reading import read
from journeys.domain.services import Service
from journeys.domain.standards import grouped_key
from journeys.domain.taken_up import Fate, fates
from journeys.domain.words import NOTE_KIND, NOTE_KINDS, STAFF_TERM
from journeys.domain.workshops.figures import FEWEST
from journeys.domain.workshops.heard import KINDS
from journeys.domain.workshops.minutes import group
from journeys.domain.workshops.sittings import Sitting, Tally, held, sitting

HOW = (
    f"Personen: wer im Workshop mitgemacht hat; Gruppen unter {FEWEST} nur als „weniger als {FEWEST}“. Namen, "
    "Pseudonyme und Stimmungen stehen nicht hier.",
    "Hinweise eines Workshops: jede Karte einmal; was die Moderation in zwei geteilt hat, zählt als zwei. Proben und "
    "geplante Workshops zählen nicht.",
    "Hinweise auf der Bürgerreise: alle, die dort stehen, auch von Hand eingetragene und eingelesene; gelöschte nicht.",
    "Aufgegriffen: ein Schmerzpunkt am Ist, den ein Schritt im Soll als gelöst nennt oder gegen den eine Maßnahme "
    "steht. Bei Bedarfen und O-Tönen wird das nicht festgehalten.",
    "Personas sind erdacht und zählen nicht als Befragte.",
)


def evidence(session: Session, service: Service) -> list[Block]:
    """The whole paper, as it stands now."""
    document = read(session, service)
    sittings = [sitting(session, workshop) for workshop in held(session, service.id)]
    every = fates(document)
    return [
        *_head(document),
        *_asked(document, sittings),
        *_recorded(document),
        *_taken_up([fate for fate in every if fate.is_taken_up], len(every)),
        *_open([fate for fate in every if not fate.is_taken_up]),
        *_declined(sittings),
        one("heading", "Wie gezählt ist"),
        many("list", HOW),
    ]


def _head(document: Document) -> Iterator[Block]:
    service = document.service
    yield one("title", f"Nachweis Analysephase: {service.name}")
    if document.disclaimer:
        yield one("mark", document.disclaimer)
    facts = {
        "Leistungsschlüssel": grouped_key(service.key or ""),
        "Zuständig": service.authority or "",
        "Stand": document.as_of or "",
    }
    said = [text for pair in facts.items() if pair[1] for text in pair]
    if said:
        yield many("facts", said)


def _asked(document: Document, sittings: list[Sitting]) -> Iterator[Block]:
    staff = document.service.staff_term or STAFF_TERM
    yield one("heading", "Wer gefragt wurde, und wann")
    if not sittings:
        yield one("text", "Zu dieser Leistung ist hier kein Workshop festgehalten.")
        return
    yield one("text", f"Zahl der Workshops: {len(sittings)}. Gefragt wurden Beschäftigte ({staff}).")
    for each in sittings:
        yield one("subheading", each.workshop.title)
        yield many("facts", _facts(each))
        yield many("list", [f"{KINDS[kind].de}: {_told(tally)}" for kind, tally in each.cards.items()])


def _facts(each: Sitting) -> list[str]:
    workshop = each.workshop
    day, closed = workshop.held_on, workshop.closed_on
    facts = ["Wann", f"am {day:%d.%m.%Y}" if day else "nicht festgehalten"]
    if closed and closed != day:
        facts += ["Beendet", f"am {closed:%d.%m.%Y}"]
    return [*facts, "Mitgemacht haben", group(each.taking_part), "Schritte besprochen", str(each.steps)]


def _told(tally: Tally) -> str:
    parts = {
        "gezeigt": tally.shown,
        "nicht übernommen": tally.declined,
        "noch nicht durchgesehen": tally.open,
    }
    return f"{tally.written}, davon " + ", ".join(f"{words} {n}" for words, n in parts.items() if n)


def _recorded(document: Document) -> Iterator[Block]:
    on_steps = [note for step in document.steps() for note in step.notes()]
    kinds = {k: sum(len(getattr(step, name)) for step in document.steps()) for k, name in LISTS.items()}
    invented = sum(quote.invented is True for step in document.steps() for quote in step.quotes)
    unsorted = Counter(note.kind for note in document.unsorted_notes)
    yield one("heading", "Was auf der Bürgerreise steht")
    lines = [f"{NOTE_KINDS[kind].de}: {n}" for kind, n in kinds.items()]
    lines[-1] += f", davon erfunden (so gekennzeichnet): {invented}" if invented else ""
    for kind, n in unsorted.items():
        lines.append(f"Keinem Schritt zugeordnet, {NOTE_KIND[kind].de if kind else 'ohne Art'}: {n}")
    yield many("list", lines)
    yield one("label", "Woher diese Hinweise kommen")
    origins = Counter(note.origin for note in (*on_steps, *document.unsorted_notes))
    told = {o: f"Workshop „{o.workshop}“" + (f" am {o.date}" if o.date else "") for o in origins if o}
    yield many(
        "list", [f"{told[o] if o else 'ohne Angabe eines Workshops'}: {n}" for o, n in origins.items()]
    )
    checked = sum(source.verified is True for source in document.sources)
    if document.sources:
        yield one("text", f"Ausgewertete Quellen: {len(document.sources)}, davon geprüft: {checked}.")


def _taken_up(taken: list[Fate], count: int) -> Iterator[Block]:
    yield one("heading", "Was aufgegriffen ist")
    by_step = sum(bool(fate.resolved_by) for fate in taken)
    by_measure = sum(bool(fate.opportunities) for fate in taken)
    yield one(
        "text",
        f"Schmerzpunkte am Ist: {count}. Davon aufgegriffen: {len(taken)}; durch einen Schritt im Soll {by_step}, "
        f"durch eine Maßnahme {by_measure} (manche durch beides).",
    )
    if taken:
        yield many("terms", [text for fate in taken for text in (f"{_placed(fate)}:", _by(fate))])


def _open(left: list[Fate]) -> Iterator[Block]:
    if left:
        yield one("heading", "Was nicht aufgegriffen ist")
        yield one("text", f"Schmerzpunkte: {len(left)}. Ein Grund ist dafür nicht festgehalten.")
        yield many("list", [_placed(fate) for fate in left])


def _placed(fate: Fate) -> str:
    return f"{fate.pain.text} (bei „{fate.step.title}“)"


def _by(fate: Fate) -> str:
    steps = [f"Soll-Schritt „{step.title}“" for step in fate.resolved_by]
    return "; ".join((*steps, *(f"Maßnahme „{each.text}“" for each in fate.opportunities)))


def _declined(sittings: list[Sitting]) -> Iterator[Block]:
    if any(each.declined for each in sittings):
        yield one("heading", "Was die Moderation nicht übernommen hat, und warum")
    for each in sittings:
        if each.declined:
            without = each.declined - len(each.reasons)
            yield one("label", f"{each.workshop.title}: Zahl der Hinweise {each.declined}")
            lines = [f"Begründung: {reason}" for reason in each.reasons]
            yield many("list", lines + ([f"ohne festgehaltenen Grund: {without}"] if without else []))
