"""Numbers of another project in addresses and forms: nothing of it is shown, and nothing in it changes."""

import random
from typing import Any

from flask import Flask
from sqlmodel import SQLModel, select

import journeys.domain.everything  # noqa: F401
from journeys.database import Database
from tests.routes.cast import Cast, Holdings
from tests.routes.client import CheckingClient
from tests.routes.test_access import addresses

SECRET = "Nur für die anderen"
FIELDS = (
    "step",
    "step_id",
    "phase",
    "phase_id",
    "to",
    "note",
    "card",
    "journey",
    "journey_id",
    "before",
    "item",
)
"""Fields of forms that hold the number of something."""
LEAVES = {"sign_in.sign_out"}
TRIES = 6


def test_the_members_of_one_project_reach_nothing_of_another(app: Flask) -> None:
    """Every route, with numbers of both projects mixed at random in the address and in all fields of its form."""
    cast, by_chance = Cast(app), random.Random(7)
    theirs = cast.elsewhere
    hide(cast.database, theirs)
    before = content(cast.database, theirs)
    lead = cast.client("moderation")
    tried = 0
    for _ in range(TRIES):
        mixed = {name: by_chance.choice((cast.here, theirs)).numbers[name] for name in theirs.numbers}
        mixed |= {"code": cast.here.code}
        for endpoint, method, path in addresses(app, mixed):
            if endpoint in LEAVES:
                continue
            answer = ask(lead, method, path, form(theirs, by_chance))
            assert SECRET not in answer, f"{method} {path} shows another project"
            tried += 1
    assert content(cast.database, theirs) == before
    assert tried > 500


def ask(client: CheckingClient, method: str, path: str, fields: dict[str, str]) -> str:
    """The answer, and where it leads."""
    answer = (
        client.post(path, data={"csrf_token": client.token(), **fields})
        if method == "POST"
        else client.get(path)
    )
    return answer.get_data().decode(errors="replace") + (answer.location or "")


def form(theirs: Holdings, by_chance: random.Random) -> dict[str, str]:
    """Good values for what a form may ask, and numbers of the other project wherever a number could stand."""
    numbers = {field: str(theirs.numbers[f"{_noun(field)}_id"]) for field in FIELDS}
    said = {
        "text": "Ein Satz",
        "name": "Neu",
        "title": "Neu",
        "revision": str(by_chance.randint(1, 3)),
        "by": "1",
    }
    said |= {
        "kind": "need",
        "form_key": f"k{by_chance.random()}",
        "first": "A",
        "second": "B",
        "role": "review",
    }
    return {**said, **numbers, "steps": numbers["step"]}


def _noun(field: str) -> str:
    plain = field.removesuffix("_id")
    return {"to": "step", "before": "step"}.get(plain, plain)


def hide(database: Database, theirs: Holdings) -> None:
    """Write the secret into every text of the other project."""
    with database.writing() as session:
        for row in rows(session, theirs):
            for name in ("title", "name", "text", "description", "question"):
                if isinstance(getattr(row, name, None), str):
                    setattr(row, name, f"{SECRET} {row.id}")


def content(database: Database, theirs: Holdings) -> list[str]:
    with database.reading() as session:
        return sorted(repr(row.model_dump()) for row in rows(session, theirs))


def rows(session: Any, theirs: Holdings) -> list[Any]:
    """Everything that belongs to the other project, of every table that says so."""
    found: list[Any] = []
    owners = {"project_id": "project_id", "service_id": "service_id", "workshop_id": "workshop_id"}
    for mapper in SQLModel._sa_registry.mappers:
        table: Any = mapper.class_
        for column, number in owners.items():
            if hasattr(table, column):
                found += session.exec(
                    select(table).where(getattr(table, column) == theirs.numbers[number])
                ).all()
                break
    return found
