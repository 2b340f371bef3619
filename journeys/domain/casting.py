"""Personas by hand: adding one, finding one by its document id, and changing what is said of it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from journeys.domain import document
from journeys.domain.arranging import new_ref
from journeys.domain.editing import edit, locked_service
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.note_lists import LISTS
from journeys.domain.personas import Persona, take
from journeys.domain.reading import read
from journeys.domain.records import Records
from journeys.domain.schema import schema_findings
from journeys.domain.showing import find_service
from journeys.domain.storing import store
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import LIST_ITEMS

NAMELESS = Words("Bitte geben Sie der Persona einen Namen.", "Please give the persona a name.")
NO_AGE = Words(
    "Bitte geben Sie das Alter als ganze Zahl an, zum Beispiel: 34",
    "Please give the age as a whole number, for example: 34",
)
FULL = Words(
    f"Diese Leistung hat schon {LIST_ITEMS.value} Personas; mehr sind nicht möglich.",
    f"This service has {LIST_ITEMS.value} personas already; more are not possible.",
)


def find_persona(session: Session, service_id: int, ref: str) -> Persona:
    """The persona of the service with this document id; raises Unknown."""
    row: Persona | None = Records(session, find_service(session, service_id)).find("personas", ref)
    if row is None:
        raise Unknown(f"persona {ref} of service {service_id}")
    return row


def add_persona(session: Session, service_id: int, said: Mapping[str, Any]) -> Persona:
    """A new persona, behind those that are there; raises Unknown, and Refused with every finding.

    `said` holds plain values by the document's field names; None means not said.
    """
    records = Records(session, locked_service(session, service_id))
    value = document.Persona.from_plain(_checked(said))
    there = records.rows(Persona)
    if len(there) >= LIST_ITEMS.value:
        raise Refused([Finding("name", FULL)])
    position = max((row.position for row in there), default=-1) + 1
    row = Persona(service_id=service_id, ref=value.id, position=position, name=value.name)
    records.add(row)
    take(row, value, records)
    records.service.changes += 1
    session.flush()
    return row


def edit_persona(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> Persona:
    """Change fields of a persona; raises Unknown, Stale and Refused like `editing.edit`."""
    if "name" in changes:
        changes = {**changes, "name": required("name", changes["name"], NAMELESS)}
    _refuse_wrong_age(changes)
    row: Persona = edit(session, "personas", id, revision, changes)
    return row


def delete_persona(session: Session, service_id: int, ref: str) -> str:
    """Take a persona out; notes and journeys stay, and name nobody where they named her. Returns her name.

    Raises Unknown.
    """
    service = locked_service(session, service_id)
    name = find_persona(session, service_id, ref).name
    store(session, service, without_persona(read(session, service), ref))
    return name


def without_persona(value: document.Document, ref: str) -> document.Document:
    """The document without this persona, and without anything that refers to her."""
    plain = value.plain()
    plain["personas"] = [persona for persona in plain["personas"] if persona["id"] != ref]
    for journey in plain["journeys"]:
        _forget(journey, ref)
        for step in (step for phase in journey["phases"] for step in phase["steps"]):
            step["moods"] = [mood for mood in step.get("moods", ()) if mood["persona"] != ref]
            for note in (note for name in LISTS.values() for note in step.get(name, ())):
                _forget(note, ref)
    return document.Document.from_plain(plain)


def _forget(holder: dict[str, Any], ref: str) -> None:
    if holder.get("persona") == ref:
        del holder["persona"]
    if ref in holder.get("personas", ()):
        holder["personas"] = [other for other in holder["personas"] if other != ref]


def _checked(said: Mapping[str, Any]) -> dict[str, Any]:
    name = required("name", said.get("name"), NAMELESS)
    plain = {"id": new_ref("b"), **{key: value for key, value in said.items() if value is not None}}
    plain["name"] = name
    _refuse_wrong_age(said)
    wrong = [*schema_findings(plain, "persona"), *typed_findings(plain)]
    if wrong:
        raise Refused(wrong)
    return plain


def _refuse_wrong_age(said: Mapping[str, Any]) -> None:
    """In words for a form: those of the schema speak of a file."""
    if not isinstance(said.get("age"), int | None):
        raise Refused([Finding("age", NO_AGE)])
