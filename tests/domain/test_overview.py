"""What a project's page says of its services: counts, the worst pain point, where they stand, what comes next."""

from typing import Any

import pytest

from journeys.database import Database
from journeys.domain.arranging import delete_step
from journeys.domain.document import Document
from journeys.domain.overview import Overview, project_overview
from journeys.domain.projects import create_project
from journeys.domain.recording import delete_note
from journeys.domain.records import Records
from journeys.domain.services import Service
from journeys.domain.storing import add_service
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_storing import put_in

RATED = {"severity": 2, "frequency": "often"}


def overview(database: Database, *values: Document) -> list[Overview]:
    with database.writing() as session:
        project = create_project(session, "Vorhaben")
        for value in values:
            add_service(session, project, value)
    return again(database)


def again(database: Database) -> list[Overview]:
    with database.reading() as session:
        return project_overview(session, 1)


def to_be(*resolves: str) -> Any:
    return a_journey((a_step("T", resolves=resolves),), id="J2", kind="to_be")


def with_pain(*notes: Any) -> Any:
    return a_journey((a_step("A"), a_step("B", pain_points=notes)))


STANDS: dict[str, tuple[Document, str, str]] = {
    "without steps": (a_document(a_journey(0)), "add_steps", "Es fehlt der Weg der Bürgerinnen und Bürger."),
    "without notes": (a_document(), "collect_notes", "Zu den Schritten hat noch niemand etwas notiert."),
    "one not rated": (
        a_document(with_pain(a_pain_point("P"), a_pain_point("Q", **RATED))),
        "rate_notes",
        "1 Schmerzpunkt ist noch nicht eingeschätzt.",
    ),
    "two not rated": (
        a_document(with_pain(a_pain_point("P", severity=3), a_pain_point("Q", frequency="often"))),
        "rate_notes",
        "2 Schmerzpunkte sind noch nicht eingeschätzt.",
    ),
    "all rated": (
        a_document(with_pain(a_pain_point("P", **RATED))),
        "view_blueprint",
        "Alle Schmerzpunkte sind eingeschätzt.",
    ),
    "not yet resolved": (
        a_document(with_pain(a_pain_point("P", **RATED), a_pain_point("Q", **RATED)), to_be("P")),
        "resolve_open",
        "1 von 2 Schmerzpunkten löst das Soll noch nicht.",
    ),
    "all resolved": (
        a_document(with_pain(a_pain_point("P", **RATED)), to_be("P")),
        "view_blueprint",
        "Das Soll löst alle Schmerzpunkte.",
    ),
}


@pytest.mark.parametrize("name", STANDS)
def test_where_a_service_stands(either: Database, name: str) -> None:
    value, next_, reason = STANDS[name]
    (found,) = overview(either, value)
    assert (found.next, found.reason.de) == (next_, reason)


def test_counts_leave_out_what_was_deleted(either: Database) -> None:
    notes = tuple(a_pain_point(f"P{n}", severity=n, frequency="often") for n in (1, 2, 3))
    (found,) = overview(
        either,
        a_document(a_journey((a_step("A", pain_points=notes[:2]), a_step("B", pain_points=notes[2:])))),
    )
    assert (found.steps, found.pain_points, found.needs) == (2, 3, 0)
    with either.writing() as session:
        records = Records(session, session.get_one(Service, 1))
        delete_note(session, records.find("notes", "P2").id)
        delete_step(session, records.find("steps", "B").id)
    (found,) = again(either)
    assert (found.steps, found.pain_points) == (1, 1)
    assert found.worst is not None
    assert found.worst.note.ref == "P1"


def test_what_a_deleted_step_resolved_is_open_again(either: Database) -> None:
    overview(either, a_document(with_pain(a_pain_point("P", **RATED)), to_be("P")))
    with either.writing() as session:
        delete_step(session, Records(session, session.get_one(Service, 1)).find("steps", "T").id)
    assert again(either)[0].next == "resolve_open"


def test_the_worst_is_the_first_of_the_highest_score(either: Database) -> None:
    notes = (
        a_pain_point("P1", severity=3, frequency="sometimes"),
        a_pain_point("P2", severity=2, frequency="often"),
    )
    more = (a_pain_point("P3", severity=2, frequency="often"), a_pain_point("P4", severity=1))
    steps = (a_step("A"), a_step("B", pain_points=notes), a_step("C", pain_points=more))
    (found,) = overview(either, a_document(a_journey(steps)))
    assert found.worst is not None
    worst = found.worst
    assert (worst.note.ref, worst.step.ref, worst.number, worst.score) == ("P1", "B", 2, 6)


def test_numbers_start_anew_in_each_journey(either: Database) -> None:
    second = a_journey(
        (a_step("T1"), a_step("T2", pain_points=(a_pain_point(**RATED),))), id="J2", kind="to_be"
    )
    (found,) = overview(either, a_document(a_journey(3), second))
    assert found.worst is not None
    assert found.worst.number == 2


def test_services_stand_in_order_and_apart(either: Database) -> None:
    put = overview(either, a_document(id="b"), a_document(with_pain(a_pain_point()), id="a"))
    assert [(found.service.ref, found.pain_points) for found in put] == [("b", 0), ("a", 1)]
    put_in(either, a_document(id="c"), "Anderes")
    assert len(again(either)) == 2
