"""Backups for tests: of a database with something in every table, and forged ones whose seal is right."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, col, select

from journeys.database import Database
from journeys.domain import attempts, history
from journeys.domain.editing import edit
from journeys.domain.journeys import Journey, RemovedStep
from journeys.domain.people import Person
from journeys.domain.personas import Persona
from journeys.domain.services import Fact, Service
from journeys.domain.steps import Step
from journeys.domain.tables import now
from journeys.saving.backup import back_up
from journeys.saving.checking import checked
from journeys.saving.restore import replace_all
from tests.test_database import filled

Contents = dict[str, list[str]]
ODD = "Zeile\nZeile 🧾 \u2028 „Ä“ \\ \" ' NULL null \t"
VALUES: tuple[int | float | str | None, ...] = (1, 1.0, 10**30, "1", "1e3", "", None, 0.1, "null", "Ä")


def everything(database: Database) -> None:
    """Something in every table, and the values that are easily mistaken for each other."""
    filled(database)
    with database.writing() as session:
        attempts.count_wrong(session, {"somebody": 0}, now())
        service = session.exec(select(Service)).first()
        step = session.exec(select(Step).order_by(col(Step.id))).first()
        assert service and step
        journey = session.exec(select(Journey).order_by(col(Journey.id))).first()
        assert journey
        session.add(RemovedStep(service_id=service.id, journey_id=journey.id, step_id=step.id))
        person = session.exec(select(Person)).first()
        assert person
        with history.kept(session, service.id, person.id):
            edit(session, "steps", step.id, step.revision, {"title": ODD.replace("\n", " ")})
        service.legal_basis, service.disclaimer, service.as_of = [ODD, ""], ODD, ""
        session.add(Persona(service_id=service.id, ref="alt", name=ODD, age=2**40, goals=[]))
        for n, value in enumerate(VALUES):
            session.add(Fact(service_id=service.id, role="fact", position=n, text=f"F{n}", value=value))


def contents(database: Database) -> Contents:
    """Every row of every table, each value with its kind."""
    with database.reading() as session:
        tables = SQLModel.metadata.sorted_tables
        return {
            table.name: [repr(tuple(row)) for row in session.execute(select(table).order_by(table.c.id))]
            for table in tables
        }


def without(found: Contents, *tables: str) -> Contents:
    return {name: rows for name, rows in found.items() if name not in tables}


CHANGED = ("sign_in", "sign_in_link", "api_token", "share_link", "mail", "audit_entry")
"""What restoring does not leave as it was saved."""


def saved(database: Database, folder: Path, name: str = "a.zip") -> Path:
    back_up(database, folder / name, may_replace=True)
    return folder / name


def bring_back(database: Database, file: Path) -> None:
    with file.open("rb") as opened, checked(opened) as copy:
        replace_all(database, copy, file.name)


def members_of(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def sealed(file: Path, members: Mapping[str, bytes] | list[tuple[str, bytes]]) -> Path:
    """A backup of these members with a right seal."""
    whole = io.BytesIO()
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in pairs:
            made.writestr(name, content)
        made.comment = b"0" * 64
    return seal(file, whole.getvalue())


def seal(file: Path, whole: bytes) -> Path:
    file.write_bytes(whole[:-64] + hashlib.sha256(whole[:-64]).hexdigest().encode())
    return file


def forged(file: Path, table: str, change: Callable[[bytes], bytes], **manifest: Any) -> Path:
    """The backup with other lines in a table, and a manifest and a seal that fit."""
    members = members_of(file)
    lines = members[f"{table}.jsonl"] = change(members[f"{table}.jsonl"])
    said = json.loads(members["manifest.json"])
    said["tables"][table] = {"rows": lines.count(b"\n"), "sha256": hashlib.sha256(lines).hexdigest()}
    members["manifest.json"] = json.dumps({**said, **manifest}).encode()
    return sealed(file.with_name("forged.zip"), members)
