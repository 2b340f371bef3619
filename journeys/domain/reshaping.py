"""One step becomes two, two become one, or there is another one like it; nothing that was said gets lost.

Each is a function from a document to a document; `reshape` does it to what is stored.
"""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from journeys.domain.arranging import new_ref
from journeys.domain.checks import limit_findings
from journeys.domain.document import END, Document, Journey, LaneText, NextStep, Phase, Span, Step
from journeys.domain.durations import span_in_words
from journeys.domain.editing import locked
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.reading import read
from journeys.domain.steps import Step as Row
from journeys.domain.storing import store
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import TITLE

NO_FOLLOWER = Words(
    "Danach kommt kein Schritt, mit dem sich dieser zusammenlegen lässt.",
    "No step follows with which this one could be merged.",
)
NAMELESS = Words("Bitte geben Sie dem zweiten Schritt einen Titel.", "Please give the second step a title.")
COPY = Words("{title} (Kopie)", "{title} (copy)")
AND = Words("{first} und {second}", "{first} and {second}")
TEXTS = ("evidence", "citizen_action", "frontstage", "backstage")
LISTS = ("support_systems", "documents", "reused", "legal_basis", "marks", "replaces", "resolves")
ONCE = ("actor", "channel", "touchpoint", "change", "cost", "maturity", "fim_activity")
"""What a step says once: of two merged ones the first says it, or else the second."""
NOTES = ("pain_points", "needs", "quotes")

Shape = Callable[[Document, str], tuple[Document, str]]
"""From a document and the id of a step in it to another document, and the id of the step that one looks at then."""


def reshape(session: Session, step_id: int, shape: Shape) -> Row:
    """Do this to the stored step; the row of the step to look at. Raises Unknown, and Refused when it cannot be."""
    row, records = locked(session, "steps", step_id)
    before = read(session, records.service)
    after, ref = shape(before, row.ref)
    wrong = limit_findings(after)
    if wrong:
        raise Refused(wrong)
    store(session, records.service, after)
    wanted = select(Row).where(Row.service_id == records.service.id, Row.ref == ref)
    return session.exec(wanted).one()


def split(second: str) -> Shape:
    """Into the step as it is and another one behind it, called `second`, that leads on wherever the first one did."""
    title = required("title", second, NAMELESS)
    wrong = typed_findings({"title": title})
    if wrong:
        raise Refused(wrong)

    def shape(document: Document, ref: str) -> tuple[Document, str]:
        new = new_ref("s")
        step = _step(document, ref)
        later = step.model_copy(update={**_nothing(step), "id": new, "title": title, "next": step.next})
        first = step.model_copy(update={"next": None})
        return _replaced(document, ref, (first, later)), new

    return shape


def duplicate(document: Document, ref: str) -> tuple[Document, str]:
    """Another step like it right behind it, without its notes; it leads on wherever the first one did."""
    step, new = _step(document, ref), new_ref("s")
    title = COPY.in_(document.words_language).format(title=step.title)[: TITLE.value]
    bare: dict[str, Any] = dict.fromkeys((*NOTES, "replaces", "resolves"), ())
    copy = step.model_copy(update={**bare, "id": new, "title": title})
    return _replaced(document, ref, (step.model_copy(update={"next": None}), copy)), new


def merge_with_next(document: Document, ref: str) -> tuple[Document, str]:
    """One step of it and the one behind it, with all that both say and all notes; ways to either lead there.

    Raises Refused for the last step of a journey.
    """
    steps = next(j.steps() for j in document.journeys if ref in {step.id for step in j.steps()})
    at = [step.id for step in steps].index(ref)
    if at + 1 == len(steps):
        raise Refused([Finding("", NO_FOLLOWER)])
    first, second = steps[at : at + 2]
    behind = steps[at + 2].id if at + 2 < len(steps) else END
    one = _merged(first, second, behind, document.words_language)
    without = _replaced(_replaced(document, second.id, ()), first.id, (one,))
    return _referring(without, second.id, first.id), ref


def _merged(first: Step, second: Step, behind: str, language: str) -> Step:
    said: dict[str, Any] = {name: _joined(getattr(first, name), getattr(second, name)) for name in TEXTS}
    said |= {name: _united(getattr(first, name), getattr(second, name)) for name in LISTS}
    said |= {name: getattr(first, name) or getattr(second, name) for name in ONCE}
    said |= {name: getattr(first, name) + getattr(second, name) for name in NOTES}
    for role in ("waiting_time", "processing_time"):
        said[role] = _summed(getattr(first, role), getattr(second, role), language)
    said["moods"] = tuple({mood.persona: mood for mood in (*second.moods, *first.moods)}.values())
    said["in_lanes"] = _in_lanes(first, second)
    moods = [step.emotion for step in (first, second) if step.emotion is not None]
    title = AND.in_(language).format(first=first.title, second=second.title)
    return first.model_copy(
        update={
            **said,
            "title": title if len(title) <= TITLE.value else first.title,
            "emotion": min(moods, default=None),
            "optional": True if first.optional and second.optional else None,
            "next": _onward(first, second, behind),
        }
    )


def _onward(first: Step, second: Step, behind: str) -> tuple[NextStep, ...] | None:
    """Ways of the first that lead elsewhere, then those of the second; its own order again where only that is said."""
    others = tuple(way for way in first.next or () if way.to != second.id)
    if first.next is not None and len(others) == len(first.next):
        return first.next  # the second one was reached from elsewhere only
    if not others:
        return second.next
    return (*others, *(second.next if second.next is not None else (NextStep(to=behind),)))


def _joined(first: str | None, second: str | None) -> str | None:
    return "\n".join(dict.fromkeys(text for text in (first, second) if text)) or None


def _in_lanes(first: Step, second: Step) -> tuple[LaneText, ...]:
    said: dict[str, str | None] = {}
    for each in (*first.in_lanes, *second.in_lanes):
        said[each.lane] = _joined(said.get(each.lane), each.text)
    return tuple(LaneText(lane=lane, text=text or "") for lane, text in said.items())


def _united(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _summed(first: Span | None, second: Span | None, language: str) -> Span | None:
    """Both times together: as numbers where both have them in one unit, else in words."""
    if first is None or second is None:
        return first or second
    sources = _united(first.sources, second.sources)
    ends = (first.min, first.max, second.min, second.max)
    if first.unit != second.unit or None in ends or first.unit is None:
        return Span(text=f"{first.text} + {second.text}", sources=sources)
    low, high = first.min + second.min, first.max + second.max  # type: ignore[operator]
    text = span_in_words(low, high, first.unit, language)
    return Span(text=text, min=low, max=high, unit=first.unit, sources=sources)


def _nothing(step: Step) -> dict[str, Any]:
    """The fields of a step of which only who acts, and where, is said."""
    kept = {"id", "title", "actor", "channel", "touchpoint", "optional", "next"}
    fields = type(step).model_fields
    return {name: field.get_default() for name, field in fields.items() if name not in kept}


def _step(document: Document, ref: str) -> Step:
    found = next((step for step in document.steps() if step.id == ref), None)
    if found is None:
        raise Unknown(f"step {ref}")
    return found


def _replaced(document: Document, ref: str, by: tuple[Step, ...]) -> Document:
    """The document with these steps in the place of that one."""

    def in_phase(phase: Phase) -> Phase:
        steps = tuple(new for step in phase.steps for new in (by if step.id == ref else (step,)))
        return phase.model_copy(update={"steps": steps})

    def in_journey(journey: Journey) -> Journey:
        return journey.model_copy(update={"phases": tuple(map(in_phase, journey.phases))})

    return document.model_copy(update={"journeys": tuple(map(in_journey, document.journeys))})


def _referring(document: Document, old: str, new: str) -> Document:
    """The document with everything that referred to the one step referring to the other, each only once."""
    plain = document.plain()
    for journey in plain["journeys"]:
        _refer(journey, "removed_steps", old, new)
        for phase in journey["phases"]:
            for step in phase["steps"]:
                _refer(step, "replaces", old, new)
                _lead(step, old, new)
    for idea in plain.get("opportunities", ()):
        idea.update({"step": new} if idea.get("step") == old else {})
    return Document.from_plain(plain)


def _refer(holder: dict[str, Any], name: str, old: str, new: str) -> None:
    if old in holder.get(name, ()):
        holder[name] = list(dict.fromkeys(new if ref == old else ref for ref in holder[name]))


def _lead(step: dict[str, Any], old: str, new: str) -> None:
    ways = {(new if way["to"] == old else way["to"]): way for way in reversed(step.get("next", ()))}
    if any(way["to"] == old for way in step.get("next", ())):
        step["next"] = [{**way, "to": to} for to, way in reversed(ways.items())]
