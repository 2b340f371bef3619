"""Preparing a workshop: made from a template, then changed as the moderation likes, until and while it runs."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, get_args

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from journeys.domain.findings import Finding, Refused, Stale, Unknown
from journeys.domain.services import Service
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.domain.workshops import templates
from journeys.domain.workshops.codes import new_code
from journeys.domain.workshops.steps import steps_of_journey
from journeys.domain.workshops.tables import AgendaItem, CardKind, Form, StepInPlay, Workshop

NO_TITLE = Words("Bitte geben Sie dem Workshop einen Titel.", "Please give the workshop a title.")
NO_ITEM_TITLE = Words(
    "Bitte geben Sie dem Programmpunkt einen Titel.", "Please give the agenda item a title."
)
NO_STEPS = Words("Bitte wählen Sie mindestens einen Schritt.", "Please choose at least one step.")
BOUNDS = {"cards_per_step": (1, 10), "steps_each": (1, 50), "break_after": (10, 120), "minutes": (0, 10_080)}
TEXTS = ("purpose", "decided_by", "thanks")
LISTS = ("expected", "not_expected", "what_happens")
FIELDS = ("title", "held_on", "answer_on", *TEXTS, *LISTS, "cards_per_step", "steps_each", "break_after")
ITEM_FIELDS = ("title", "question", "minutes", "form", "asks", "silent", "shows_pseudonyms", "result")
NO_FORM = Words("Bitte wählen Sie, was in dieser Zeit geschieht.", "Please choose what happens in this time.")
NO_ASKS = Words(
    "Bitte wählen Sie mindestens eine Sorte von Hinweisen.", "Please choose at least one kind of notes."
)
NO_NUMBER = Words("Bitte geben Sie eine ganze Zahl an.", "Please give a whole number.")


def plan_workshop(
    session: Session,
    service_id: int,
    template: str,
    title: str = "",
    held_on: date | None = None,
    journey_id: int | None = None,
    is_rehearsal: bool = False,
) -> Workshop:
    """A workshop on a service with the agenda of a template, all steps of the journey in play.

    Without `journey_id` on the first journey. Raises Unknown without service or template, Refused without steps.
    """
    service = session.get(Service, service_id)
    if service is None or template not in templates.TEMPLATES:
        raise Unknown(f"service {service_id} or template {template}")
    journey, steps = steps_of_journey(session, service_id, journey_id)
    model = templates.TEMPLATES[template]
    workshop = Workshop(
        service_id=service_id,
        journey_id=journey.id,
        code=new_code(),
        title=_checked_title(title or service.short_name or service.name),
        held_on=held_on,
        template=template,
        pace=model.pace,
        is_rehearsal=is_rehearsal,
        steps_each=min(model.steps_each, max(1, len(steps))),
        purpose=templates.PURPOSE,
        expected=list(templates.EXPECTED),
        not_expected=list(templates.NOT_EXPECTED),
        what_happens=list(templates.WHAT_HAPPENS),
        thanks=templates.THANKS,
    )
    session.add(workshop)
    session.flush()
    session.add_all(
        AgendaItem(workshop_id=workshop.id, position=n, **{**entry._asdict(), "asks": list(entry.asks)})
        for n, entry in enumerate(model.entries)
    )
    put_in_play(session, workshop, [step.id for step in steps])
    return workshop


def find_workshop(session: Session, id: int) -> Workshop:
    """The workshop with this number; raises Unknown."""
    workshop = session.get(Workshop, id)
    if workshop is None:
        raise Unknown(f"workshop {id}")
    return workshop


def locked_workshop(session: Session, id: int) -> Workshop:
    """The same, to be changed: nobody else changes it until the transaction ends."""
    workshop = session.get(Workshop, id, with_for_update={"key_share": True}, populate_existing=True)
    if workshop is None:
        raise Unknown(f"workshop {id}")
    return workshop


def accept(session: Session, workshop: Workshop, scene: bool = False) -> None:
    """Raise the revision: whoever polls learns that something changed; with `scene` every phone does."""
    workshop.revision += 1
    workshop.scene += scene
    session.add(workshop)
    session.flush()


def workshops_of(session: Session, service_id: int) -> list[Workshop]:
    """The workshops on a service, the newest first."""
    rows = select(Workshop).where(Workshop.service_id == service_id)
    return list(session.exec(rows.order_by(col(Workshop.id).desc())))


def agenda_of(session: Session, workshop_id: int) -> list[AgendaItem]:
    """The agenda in order."""
    return list(session.exec(_agenda(), params={"workshop": workshop_id}))


@cache
def _agenda() -> SelectOfScalar[AgendaItem]:
    rows = select(AgendaItem).where(AgendaItem.workshop_id == bindparam("workshop"))
    return rows.order_by(col(AgendaItem.position), col(AgendaItem.id))


def edit_workshop(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> Workshop:
    """Change title, dates, texts, limits; raises Stale with both texts when `plan_revision` is another by now."""
    workshop = locked_workshop(session, id)
    _check(changes)
    values = {name: _clean(name, changes[name]) for name in FIELDS if name in changes}
    if "title" in values:
        values["title"] = _checked_title(values["title"])
    if workshop.plan_revision != revision:
        raise Stale({name: getattr(workshop, name) for name in values}, dict(values), workshop.plan_revision)
    for name, value in values.items():
        setattr(workshop, name, value)
    workshop.plan_revision += 1
    accept(session, workshop, scene=True)
    return workshop


def put_in_play(session: Session, workshop: Workshop, step_ids: Sequence[int]) -> None:
    """Make exactly these steps of the journey the workshop's, in the journey's order; raises Refused without any."""
    _, steps = steps_of_journey(session, workshop.service_id, workshop.journey_id)
    wanted = [step for step in steps if step.id in set(step_ids)]
    if not wanted and steps:
        raise Refused([Finding("steps", NO_STEPS)])
    session.exec(delete(StepInPlay).where(col(StepInPlay.workshop_id) == workshop.id))
    session.add_all(
        StepInPlay(workshop_id=workshop.id, step_id=step.id, position=n) for n, step in enumerate(wanted)
    )
    accept(session, workshop, scene=True)


def add_item(
    session: Session,
    workshop_id: int,
    title: str,
    minutes: int,
    form: str = "talk",
    more: Mapping[str, Any] | None = None,
) -> AgendaItem:
    """A new agenda item at the end; `more`: further fields of it."""
    workshop = locked_workshop(session, workshop_id)
    values = _item_values({"title": title, "minutes": minutes, "form": form, **(more or {})})
    position = max((item.position for item in agenda_of(session, workshop_id)), default=-1) + 1
    item = AgendaItem(workshop_id=workshop_id, position=position, **values)
    session.add(item)
    accept(session, workshop)
    return item


def edit_item(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> AgendaItem:
    """Change an agenda item; raises Stale with both texts when somebody else did so since `revision`."""
    item, workshop = locked_item(session, id)
    values = _item_values(changes)
    if item.revision != revision:
        raise Stale({name: getattr(item, name) for name in values}, dict(values), item.revision)
    for name, value in values.items():
        setattr(item, name, value)
    item.revision += 1
    accept(session, workshop, scene=set(values) != {"result"})  # no phone shows the result
    return item


def move_item(session: Session, id: int, by: int) -> AgendaItem:
    """Put an agenda item so many places later (or earlier, below zero), as far as the agenda goes."""
    item, workshop = locked_item(session, id)
    order = agenda_of(session, workshop.id)
    order.insert(max(0, min(len(order) - 1, order.index(item) + by)), order.pop(order.index(item)))
    for n, each in enumerate(order):
        each.position = n
    accept(session, workshop)
    return item


def remove_item(session: Session, id: int) -> Workshop:
    """Take an agenda item away; cards written under it stay."""
    item, workshop = locked_item(session, id)
    if workshop.item_id == item.id:
        words = Words(
            "Dieser Programmpunkt läuft gerade. Bitte gehen Sie erst weiter.",
            "This agenda item is running. Please go on first.",
        )
        raise Refused([Finding("", words)])
    session.delete(item)
    accept(session, workshop)
    return workshop


def find_item(session: Session, id: int) -> AgendaItem:
    """The agenda item with this number; raises Unknown."""
    item = session.get(AgendaItem, id)
    if item is None:
        raise Unknown(f"agenda item {id}")
    return item


def locked_item(session: Session, id: int) -> tuple[AgendaItem, Workshop]:
    """An agenda item and its workshop, to be changed; raises Unknown."""
    item = find_item(session, id)
    workshop = locked_workshop(session, item.workshop_id)
    session.refresh(item)
    return item, workshop


def remove_rehearsal(session: Session, id: int) -> int:
    """Remove a rehearsal with everything in it; the number of its service. A real workshop is not removed."""
    workshop = locked_workshop(session, id)
    if not workshop.is_rehearsal:
        raise Unknown(f"rehearsal {id}")
    service_id = workshop.service_id
    session.delete(workshop)
    session.flush()
    return service_id


def _item_values(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an agenda item that are said, checked; only what is written has kinds of cards."""
    _check(changes)
    values = {name: _clean(name, changes[name]) for name in ITEM_FIELDS if name in changes}
    if "title" in values:
        values["title"] = required("title", values["title"], NO_ITEM_TITLE)
    if "form" in values:
        if values["form"] not in get_args(Form):
            raise Refused([Finding("form", NO_FORM)])
        if values["form"] != "write":
            values["asks"] = []
        elif "asks" in values and not set(values["asks"]) & set(get_args(CardKind)):
            raise Refused([Finding("asks", NO_ASKS)])
    return values


def _checked_title(title: str) -> str:
    title = required("title", title, NO_TITLE)
    found = typed_findings({"title": title})
    if found:
        raise Refused(found)
    return title


def _check(changes: Mapping[str, Any]) -> None:
    found = typed_findings(changes)
    for name, (low, high) in BOUNDS.items():
        if name in changes and not isinstance(changes[name], int):
            found.append(Finding(name, NO_NUMBER))
        elif name in changes and not low <= changes[name] <= high:
            words = Words(
                f"Bitte geben Sie eine Zahl von {low} bis {high} an.",
                f"Please give a number from {low} to {high}.",
            )
            found.append(Finding(name, words))
    if found:
        raise Refused(found)


def _clean(name: str, value: Any) -> Any:
    if name in LISTS:
        return [line.strip() for line in value if line.strip()]
    return value.strip() if isinstance(value, str) else value
