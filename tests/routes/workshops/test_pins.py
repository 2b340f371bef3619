"""Cards on the wall are drawn once, and anew as soon as anything that they show has changed."""

from collections.abc import Callable

import pytest
from flask import Flask, template_rendered

from journeys.database import Database
from journeys.domain.steps import Step
from journeys.domain.workshops import curating
from journeys.domain.workshops.tables import Card
from tests.routes.client import CheckingClient
from tests.routes.workshops.stage import Stage, texts_of


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


@pytest.fixture
def drawn(app: Flask, client: CheckingClient, stage: Stage) -> Callable[[str], int]:
    """How many cards are drawn when the wall is asked for."""

    def count(more: str = "") -> int:
        drawings: list[str] = []

        def note(_app: Flask, template: object, **_more: object) -> None:
            drawings.append(str(getattr(template, "name", "")))

        with template_rendered.connected_to(note, app):
            client.get(stage.at(f"run/wall?show=all{more}"))
        return sum(name.endswith("_pin.html") for name in drawings)

    return count


@pytest.fixture
def cards(stage: Stage) -> list[Card]:
    who, item = stage.join(), stage.run_now()
    made = [stage.write(who, text=f"Hinweis {n}") for n in range(3)]
    stage.reveal(item)
    return made


def test_a_new_card_leaves_the_others_as_they_are(
    stage: Stage, cards: list[Card], drawn: Callable[[str], int]
) -> None:
    assert drawn("") == len(cards)
    stage.write(stage.join(), text="Noch einer")
    assert drawn("") == 1


def test_a_card_that_changed_is_drawn_anew(
    client: CheckingClient, stage: Stage, cards: list[Card], drawn: Callable[[str], int], database: Database
) -> None:
    drawn("")
    with database.writing() as session:
        card = session.get_one(Card, cards[1].id)
        curating.reword(session, card.id, card.revision, "Anders gesagt")
    assert drawn("") == 1
    assert "Anders gesagt" in texts_of(client.page(stage.at("run?show=all")))


def test_a_step_with_another_name_is_shown_on_its_cards(
    client: CheckingClient, stage: Stage, drawn: Callable[[str], int], database: Database
) -> None:
    who, item = stage.join(), stage.run_now()
    stage.write(who)
    stage.reveal(item)
    drawn("")
    with database.writing() as session:
        session.get_one(Step, stage.steps()[0]).title = "Ganz anders benannt"
    stage.write(who, text="Damit sich etwas ändert")
    drawn("")
    assert "Ganz anders benannt" in client.get(stage.at("run/wall?show=all")).text


def test_each_language_has_its_own(
    client: CheckingClient, stage: Stage, cards: list[Card], drawn: Callable[[str], int]
) -> None:
    drawn("")
    client.set_cookie("language", "en")
    assert drawn("") == len(cards)
    assert "Move" in client.get(stage.at("run/wall?show=all")).text
