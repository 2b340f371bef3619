"""Recording notes: what a VFA says is stored once, can be changed, moved, deleted and brought back."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from journeys.domain import editing
from journeys.domain.arranging import new_ref
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.notes import FIELDS, ON_STEP, Note
from journeys.domain.schema import schema_findings
from journeys.domain.steps import Step
from journeys.domain.tables import now
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words

NO_NOTE = Words(
    "Auf einem Schritt steht ein Schmerzpunkt, ein Bedürfnis oder ein Zitat. Bitte wählen Sie zuerst eines davon.",
    "On a step there are pain points, needs and quotes. Please choose one of them first.",
)
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def record_note(session: Session, step_id: int, kind: str, said: Mapping[str, Any], form_key: str) -> Note:
    """Store a note on a step, exactly once for each `form_key`: sent again, the note stored first is returned.

    A form that was gone back to and sends other words is another note: losing it silently would be worse than two.
    `said` holds plain values by the document's field names (`text`, `severity`, …); None means not said. Raises
    Unknown when the step is gone, Refused with every finding.
    """
    step, _ = editing.locked(session, "steps", step_id)
    fields = _checked(kind, said)
    key = _key(form_key, kind, fields)
    last = select(func.coalesce(func.max(Note.position), -1)).where(
        Note.step_id == step.id, Note.kind == kind
    )
    row = {
        "service_id": step.service_id,
        "step_id": step.id,
        "kind": kind,
        "form_key": key,
        "ref": new_ref("n"),
        "position": session.exec(last).one() + 1,
        "revision": 1,
        **fields,
    }
    insert = _INSERT[session.get_bind().dialect.name](Note).values(**row)
    once = insert.on_conflict_do_nothing(index_elements=["service_id", "form_key"]).returning(col(Note.id))
    if session.execute(once).first() is not None:
        editing.touch(session, step.service_id)
    stored = select(Note).where(Note.service_id == step.service_id, Note.form_key == key)
    note = session.exec(stored).one()
    return note if note.deleted_at is None else restore_note(session, note.id or 0)


def _key(form_key: str, kind: str, fields: Mapping[str, Any]) -> str:
    """One key for a form and what it says, of a length that does not depend on either."""
    whole = json.dumps([form_key, kind, fields], sort_keys=True)
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def edit_note(session: Session, id: int, revision: int, changes: Mapping[str, Any]) -> Note:
    """Change what a note says; raises Stale when somebody else did so since `revision`."""
    if "text" in changes:
        changes = {**changes, "text": _checked_text(changes["text"])}
    note: Note = editing.edit(session, "notes", id, revision, changes)
    return note


def move_note(session: Session, id: int, step_id: int) -> Note:
    """Put a note on another step of the same service, behind the notes that are there.

    Raises Unknown for a step elsewhere, Refused for an unsorted note of a kind that no step holds.
    """
    note, _ = editing.locked(session, "notes", id)
    step = live_step(session, step_id)
    if step.service_id != note.service_id:
        raise Unknown(f"step {step_id} in the note's service")
    if note.kind not in ON_STEP:
        raise Refused([Finding("kind", NO_NOTE)])
    last = select(func.coalesce(func.max(Note.position), -1)).where(
        Note.step_id == step.id, Note.kind == note.kind
    )
    note.position = session.exec(last).one() + 1
    note.step_id = step.id
    note.revision += 1
    session.flush()
    editing.touch(session, note.service_id)
    return note  # type: ignore[no-any-return]


def delete_note(session: Session, id: int) -> Note:
    """Take a note away; `restore_note` undoes it."""
    note, _ = editing.locked(session, "notes", id)
    note.deleted_at = now()
    session.flush()
    editing.touch(session, note.service_id)
    return note  # type: ignore[no-any-return]


def restore_note(session: Session, id: int) -> Note:
    """Bring a deleted note back as it was."""
    note = session.get(Note, id)
    if note is None:
        raise Unknown(f"note {id}")
    editing.locked_service(session, note.service_id)
    session.refresh(note)
    note.deleted_at = None
    session.flush()
    editing.touch(session, note.service_id)
    return note


def find_note(session: Session, id: int) -> Note:
    """The note on a step with this number; raises Unknown when there is none or it was deleted."""
    note = session.get(Note, id)
    if note is None or note.deleted_at is not None or note.step_id is None:
        raise Unknown(f"note {id}")
    live_step(session, note.step_id)
    return note


def live_step(session: Session, id: int) -> Step:
    """The step with this number; raises Unknown when there is none or it was deleted."""
    step = session.get(Step, id)
    if step is None or step.deleted_at is not None:
        raise Unknown(f"step {id}")
    return step


def _checked(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    if kind not in ON_STEP:
        words = Words("Bitte wählen Sie, was Sie notieren möchten.", "Please choose what you want to note.")
        raise Refused([Finding("kind", words)])
    fields = {name: said.get(name) for name in FIELDS[kind]} | {"text": _checked_text(said.get("text"))}
    plain = {"id": "new", **{name: value for name, value in fields.items() if value is not None}}
    found = [*schema_findings(plain, kind), *typed_findings(plain)]
    if found:
        raise Refused(found)
    return fields


def _checked_text(text: str | None) -> str:
    ask = Words("Bitte schreiben Sie Ihren Hinweis in das Feld.", "Please write your note into the field.")
    return required("text", text, ask)
