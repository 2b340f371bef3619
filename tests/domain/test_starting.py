"""A new service from the generic start: valid, named, with a free document id."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.checks import reference_findings, slip_findings
from journeys.domain.document import Service
from journeys.domain.findings import Refused
from journeys.domain.naming import slug
from journeys.domain.projects import create_project, project_named
from journeys.domain.schema import schema_findings
from journeys.domain.starting import generic_document, start_service, start_steps
from journeys.settings import TITLE
from tests.domain.test_storing import stored

TITLES = [
    "Anlass",
    "Informieren",
    "Unterlagen",
    "Antrag",
    "Eingang und Prüfung",
    "Rückfrage",
    "Bescheid",
    "Abschluss",
]


def start(database: Database, name: str, key: str = "") -> int:
    with database.writing() as session:
        project = project_named(session, "Vorhaben") or create_project(session, "Vorhaben")
        return start_service(session, project, name, key).id


def test_a_new_service_has_the_eight_steps(either: Database) -> None:
    value = stored(either, start(either, " Führerschein (neu) ", "99 108 001.000-000".replace("-", "")))
    assert [step.title for step in value.steps()] == TITLES == start_steps()
    assert (value.id, value.service.name, value.service.key) == (
        "fuehrerschein-neu",
        "Führerschein (neu)",
        "99108001000000",
    )
    assert slip_findings(value) == []


def test_services_of_one_name_get_ids_of_their_own(either: Database) -> None:
    ids = [stored(either, start(either, "x" * TITLE.value)).id for _ in range(3)]
    assert ids == ["x" * 60, "x" * 58 + "-2", "x" * 58 + "-3"]


@pytest.mark.parametrize(
    ("name", "key", "place"),
    [
        (" ", "", "name"),
        ("x" * (TITLE.value + 1), "", "name"),
        ("a\x00", "", "name"),
        ("Gut", "99 12", "key"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(either: Database, name: str, key: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        start(either, name, key)
    assert [finding.place for finding in refused.value.findings] == [place]


@given(st.text(max_size=200))
def test_every_name_gives_a_valid_id(name: str) -> None:
    value = generic_document(slug(name), Service(name=name))
    assert schema_findings(value.plain()) == []
    assert reference_findings(value) == []
