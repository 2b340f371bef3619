"""Only a part of a journey: on its page, in its list, in its files."""

import pytest

from journeys.database import Database
from tests.routes.client import CheckingClient, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def address(there: Stored, view: str) -> str:
    return f"/services/{there.service}/journeys/{there.journeys[there.document.journeys[0].id]}/{view}"


def test_the_list_leaves_out_what_was_not_asked_for(client: CheckingClient, there: Stored) -> None:
    light = next(p for s in there.document.steps() for p in s.pain_points if (p.severity or 0) < 3)
    severe = next(p for s in there.document.journeys[0].steps() for p in s.pain_points if p.severity == 3)
    assert light.text in words(client.page(address(there, "list")))
    page = words(client.page(address(there, "list?severity=3")))
    assert light.text not in page and severe.text in page and "Wieder alles zeigen" in page


@pytest.mark.parametrize("asked", ["persona=nobody", "channel=moon", "severity=9", "needs=x"])
def test_what_does_not_exist_is_not_asked_for(client: CheckingClient, there: Stored, asked: str) -> None:
    whole = client.get(address(there, "blueprint.svg")).data
    assert client.get(address(there, f"blueprint.svg?{asked}")).data == whole


def test_the_picture_and_its_file_say_what_is_left_out(client: CheckingClient, there: Stored) -> None:
    assert "nur Bedarfe" in client.get(address(there, "blueprint.svg?needs=1")).text
    page = client.page(address(there, "blueprint?needs=1"))
    links = [a.get("href", "") for a in page.iter("a") if ".pdf" in a.get("href", "")]
    assert links and all("needs=1" in link for link in links)
