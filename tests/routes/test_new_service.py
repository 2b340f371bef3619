"""A new service with eight steps to start from."""

import pytest

from journeys.database import Database
from journeys.domain.importing import export_document
from journeys.domain.overview import project_overview
from journeys.domain.projects import create_project
from journeys.domain.starting import start_steps
from tests.routes.client import CheckingClient, parsed, words

EIGHT = [
    "Anlass",
    "Informieren",
    "Unterlagen",
    "Antrag",
    "Eingang und Prüfung",
    "Rückfrage",
    "Bescheid",
    "Abschluss",
]


@pytest.fixture
def project(database: Database) -> int:
    with database.writing() as session:
        created = create_project(session, "Probe")
    return created.id or 0


def test_the_page_shows_what_one_starts_with(client: CheckingClient, project: int) -> None:
    page = client.page(f"/projects/{project}/services/new")
    assert (
        [words(li) for ol in page.iter("ol") if ol.get("class") == "strip" for li in ol]
        == EIGHT
        == start_steps()
    )


def test_a_new_service_opens_with_its_eight_steps(
    client: CheckingClient, database: Database, project: int
) -> None:
    answer = client.send(
        f"/projects/{project}/services/new", name=" Führerschein umtauschen ", key="99 108 002 001 000"
    )
    assert answer.status_code == 303
    page = client.page(answer.headers["Location"])
    assert "Die Leistung ist angelegt, mit acht Schritten zum Anfangen." in words(page)
    assert [words(h) for h in page.iter("h1")] == ["Führerschein umtauschen"]
    with database.reading() as session:
        service = project_overview(session, project)[0].service
        document = export_document(session, service.id or 0)
    assert [step.title for step in document.journeys[0].steps()] == EIGHT
    assert (document.service.key, document.id) == ("99108002001000", "fuehrerschein-umtauschen")


def test_a_key_of_another_catalogue_is_taken_with_a_calm_word(client: CheckingClient, project: int) -> None:
    answer = client.send(f"/projects/{project}/services/new", name="Hundesteuer", key="06.108.002.001.000")
    said = words(client.page(answer.headers["Location"]))
    assert "Der Schlüssel 06 108 002 001 000 beginnt nicht mit 99. Bitte prüfen Sie, ob er stimmt." in said


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "", "key": ""}, "name"),
        ({"name": "x" * 6000, "key": ""}, "name"),
        ({"name": "Pass", "key": "12"}, "key"),
        ({"name": "Pass", "key": "99 108 002 001 00x"}, "key"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    client: CheckingClient, database: Database, project: int, fields: dict[str, str], field: str
) -> None:
    answer = client.send(f"/projects/{project}/services/new", **fields)
    assert answer.status_code == 422
    page = parsed(answer)
    summary = next(e for e in page.iter("div") if e.get("id") == "errors")
    assert [a.get("href") for a in summary.iter("a")] == [f"#{field}"]
    assert {e.get("name"): e.get("value") for e in page.iter("input")}.items() >= fields.items()
    with database.reading() as session:
        assert project_overview(session, project) == []


def test_two_of_the_same_name_are_two_services(
    client: CheckingClient, database: Database, project: int
) -> None:
    for _ in range(2):
        client.send(f"/projects/{project}/services/new", name="Pass", key="")
    with database.reading() as session:
        refs = [overview.service.ref for overview in project_overview(session, project)]
    assert sorted(refs) == ["pass", "pass-2"]


def test_in_a_project_that_is_not_there(client: CheckingClient) -> None:
    client.page("/projects/99/services/new", 404)
    assert client.send("/projects/99/services/new", name="Pass").status_code == 404
