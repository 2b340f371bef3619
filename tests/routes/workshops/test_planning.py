"""The workshops of a service, and a new one from a template."""

from datetime import date

import pytest

from journeys.database import Database
from journeys.domain.workshops.planning import agenda_of, workshops_of
from journeys.domain.workshops.templates import TEMPLATES
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import store
from tests.routes.workshops.planned import Planned


def test_a_service_without_workshops_says_what_one_is_and_leads_to_each_agenda(
    client: CheckingClient, database: Database
) -> None:
    there = store(database)
    page = client.page(f"/services/{there.service}/workshops")
    assert "Noch kein Workshop zu dieser Leistung" in words(page)
    links = {link.get("href") for link in page.iter("a")}
    new = f"/services/{there.service}/workshops/new"
    assert {new} | {f"{new}?template={key}" for key in TEMPLATES} <= links


def test_the_pages_of_service_and_project_lead_to_workshops(client: CheckingClient, planned: Planned) -> None:
    service = client.page(f"/services/{planned.service}")
    assert f"/services/{planned.service}/workshops" in {a.get("href") for a in service.iter("a")}
    project = client.page(f"/projects/{planned.project}")
    assert "Workshop in Vorbereitung" in words(project)
    planned.open()
    project = client.page(f"/projects/{planned.project}")
    assert "Workshop läuft" in words(project)
    assert f"/workshops/{planned.id}" in {a.get("href") for a in project.iter("a")}
    planned.close()
    assert "Workshop läuft" not in words(client.page(f"/projects/{planned.project}"))


def test_each_template_is_shown_with_its_purpose_and_its_agenda(
    client: CheckingClient, database: Database
) -> None:
    there = store(database)
    text = words(client.page(f"/services/{there.service}/workshops/new"))
    for template in TEMPLATES.values():
        assert template.name.de in text and template.about.de in text
        assert all(entry.title in text for entry in template.entries)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_workshop_is_made_from_a_template(
    client: CheckingClient, database: Database, template: str
) -> None:
    there = store(database)
    address = f"/services/{there.service}/workshops/new"
    answer = client.send(address, template=template, title=" Alltag ", held_on="3.12.2026", rehearsal="yes")
    assert answer.status_code == 303
    with database.reading() as session:
        (workshop,) = workshops_of(session, there.service)
        assert [item.title for item in agenda_of(session, workshop.id)] == [
            entry.title for entry in TEMPLATES[template].entries
        ]
    assert (workshop.title, workshop.held_on, workshop.is_rehearsal, workshop.state) == (
        "Alltag",
        date(2026, 12, 3),
        True,
        "planned",
    )
    assert answer.location == f"/workshops/{workshop.id}/prepare"
    assert "Alltag" in words(client.page(f"/services/{there.service}/workshops"))


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    client: CheckingClient, database: Database
) -> None:
    there = store(database)
    address = f"/services/{there.service}/workshops/new"
    for wrong, field in (
        ({"template": "nix"}, "template"),
        ({"held_on": "bald"}, "held_on"),
        ({"title": "x" * 300}, "title"),
    ):
        sent = {"template": "short", "title": "Mein Titel", **wrong}
        answer = client.send(address, **sent)
        assert answer.status_code == 422, wrong
        page = parsed(answer)
        assert f"#{field}" in {a.get("href") for a in page.iter("a")}
        titles = {f.get("value") for f in page.iter("input") if f.get("name") == "title"}
        assert titles == {sent["title"]}
    with database.reading() as session:
        assert workshops_of(session, there.service) == []


def test_a_service_that_is_not_there_has_no_workshops(client: CheckingClient) -> None:
    client.page("/services/999/workshops", 404)
    client.page("/services/999/workshops/new", 404)
    assert client.send("/services/999/workshops/new", template="short").status_code == 404
