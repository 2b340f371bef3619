"""Curating by buttons and forms: each change with its undo, both texts when two change one card, nothing typed lost."""

from typing import Any

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain.notes import Note
from journeys.domain.workshops.cards import correct_card
from journeys.domain.workshops.tables import Card
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.workshops.stage import Stage, tap, texts_of, undo_address


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


@pytest.fixture
def card(stage: Stage) -> Card:
    """A card that everybody may see."""
    item = stage.run_now()
    written = stage.write(stage.join(), "Das Formular ist zu lang und der Aufzug geht nicht", severity=2)
    stage.reveal(item)
    return stage.card(written.id)


CHANGES: dict[str, dict[str, Any]] = {
    "take-out": {"state": "out"},
    "seen": {},
    "mark": {"needs_wording": True},
    "step": {"step_id": None},
    "reword": {"wording": "Das Formular hat sechs Seiten"},
    "split": {"wording": "Das Formular ist zu lang"},
    "reply": {"reply": "Das klären wir."},
}
TYPED = {
    "step": {"step": ""},
    "reword": {"wording": "Das Formular hat sechs Seiten"},
    "split": {"first": "Das Formular ist zu lang", "second": "Der Aufzug geht nicht"},
    "reply": {"reply": "Das klären wir."},
}


@pytest.mark.parametrize("what", CHANGES)
def test_each_change_is_done_and_undone(client: CheckingClient, stage: Stage, card: Card, what: str) -> None:
    kept = stage.card(card.id).model_dump(exclude={"revision"})
    answer = tap(client, card, what, **TYPED.get(what, {}))
    assert (answer.status_code, answer.location) == (303, f"{stage.at()}#card-{card.id}")
    changed = stage.card(card.id)
    assert changed.model_dump(exclude={"revision"}) == kept | CHANGES[what]
    assert client.send(undo_address(client, answer)).status_code == 303
    assert stage.card(card.id).model_dump(exclude={"revision"}) == kept


@pytest.mark.parametrize(("there", "back"), [("take-out", "bring-back"), ("mark", "unmark")])
def test_the_way_back_has_its_own_button(
    client: CheckingClient, stage: Stage, card: Card, there: str, back: str
) -> None:
    kept = stage.card(card.id).model_dump(exclude={"revision"})
    tap(client, card, there)
    assert back in client.get(f"/cards/{card.id}").text
    tap(client, stage.card(card.id), back)
    assert stage.card(card.id).model_dump(exclude={"revision"}) == kept


def test_a_card_lies_on_the_step_that_was_chosen(client: CheckingClient, stage: Stage, card: Card) -> None:
    page = client.page(f"/cards/{card.id}/step")
    sent = fields_of(page, f"/cards/{card.id}/step")
    assert sent["step"] == [str(stage.steps()[0])]
    answer = client.send(f"/cards/{card.id}/step", **sent | {"step": str(stage.steps()[2])})
    assert stage.card(card.id).step_id == stage.steps()[2]
    assert "Der Hinweis liegt jetzt bei „3 " in words(client.page(answer.location))


def test_a_step_of_another_service_is_none(client: CheckingClient, stage: Stage, card: Card) -> None:
    other = Stage(stage.database).steps()[0]
    assert tap(client, card, "step", step=str(other)).status_code == 404
    assert stage.card(card.id).step_id == card.step_id


def test_both_texts_when_somebody_was_faster(client: CheckingClient, stage: Stage, card: Card) -> None:
    tap(client, card, "reword", wording="Von der Kollegin gesagt")
    answer = tap(client, card, "reword", wording="Von mir gesagt")
    assert answer.status_code == 409
    page = parsed(answer)
    assert "Von der Kollegin gesagt" in words(page)
    fields = fields_of(page, f"/cards/{card.id}/reword")
    assert fields["wording"] == ["Von mir gesagt"]
    assert stage.card(card.id).wording == "Von der Kollegin gesagt"
    assert client.send(f"/cards/{card.id}/reword", **fields).status_code == 303
    assert stage.card(card.id).wording == "Von mir gesagt"


@pytest.mark.parametrize("what", ["split", "reply", "step"])
def test_what_was_typed_stays_when_somebody_was_faster(
    client: CheckingClient, stage: Stage, card: Card, what: str
) -> None:
    tap(client, card, "seen")
    answer = tap(client, card, what, **TYPED[what])
    assert answer.status_code == 409
    fields = fields_of(parsed(answer), f"/cards/{card.id}/{what}")
    assert {name: fields[name] for name in TYPED[what]} == {
        name: [text] for name, text in TYPED[what].items()
    }


def test_a_tap_that_came_too_late_shows_how_the_card_stands(
    client: CheckingClient, stage: Stage, card: Card
) -> None:
    tap(client, card, "reword", wording="Anders gesagt")
    answer = tap(client, card, "take-out")
    assert answer.status_code == 409 and "Anders gesagt" in words(parsed(answer))
    assert "Trotzdem: Ausblenden" in words(parsed(answer)) and stage.card(card.id).state == "shown"
    part = tap(client, card, "take-out", part=True)
    assert part.status_code == 409 and "<html" not in part.text


def test_a_writers_correction_is_not_overwritten(
    client: CheckingClient, stage: Stage, database: Database
) -> None:
    stage.run_now()
    who = stage.join()
    card = stage.write(who, "Das Formuler ist zu lang")
    with database.writing() as session:
        correct_card(session, who, str(card.id), "Das Formular ist zu lang")
    answer = tap(client, card, "reword", wording="Das Formuler hat sechs Seiten")
    assert answer.status_code == 409 and "Das Formular ist zu lang" in words(parsed(answer))


@pytest.mark.parametrize("what", ["reword", "split", "reply"])
def test_empty_is_refused_at_its_field(client: CheckingClient, card: Card, what: str) -> None:
    typed = dict.fromkeys(TYPED[what], "") | ({"first": "Das eine"} if what == "split" else {})
    answer = tap(client, card, what, **typed)
    assert answer.status_code == 422
    empty = "second" if what == "split" else next(iter(typed))
    assert parsed(answer).find(f".//*[@id='sheet-{empty}-error']") is not None


def test_a_covered_card_is_checked_and_goes_its_way(client: CheckingClient, stage: Stage) -> None:
    item = stage.run_now()
    card = stage.write(stage.join(), "Frau Müller gibt nichts weiter")
    stage.reveal(item)
    assert tap(client, card, "show").status_code == 422
    answer = tap(client, card, "uncover")
    assert (stage.card(card.id).covered, stage.card(card.id).state) == (False, "shown")
    client.send(undo_address(client, answer))
    assert (stage.card(card.id).covered, stage.card(card.id).state) == (True, "waiting")


def test_rewording_without_the_name_is_a_check(
    client: CheckingClient, stage: Stage, database: Database
) -> None:
    item = stage.run_now()
    card = stage.write(stage.join(), "Frau Müller gibt nichts weiter")
    stage.reveal(item)
    tap(client, card, "reword", wording="Frau Schulze gibt nichts weiter")
    assert stage.card(card.id).covered
    answer = tap(client, stage.card(card.id), "reword", wording="Akten werden nicht weitergegeben")
    assert (stage.card(card.id).covered, stage.card(card.id).state) == (False, "shown")
    with database.reading() as session:
        assert session.exec(select(Note.text)).all() == ["Akten werden nicht weitergegeben"]
    client.send(undo_address(client, answer))
    assert (stage.card(card.id).covered, stage.card(card.id).state) == (True, "waiting")


def test_a_worry_is_answered_and_shown(client: CheckingClient, stage: Stage) -> None:
    card = stage.write(stage.join(), "Das kostet mich Kraft", "worry")
    page = client.page(stage.at("run?show=worries"))
    assert "nur für die Moderation" in words(page.find(f".//*[@id='card-{card.id}']"))
    tap(client, card, "reply", reply="Wir nehmen es mit.", show="worries")
    answer = tap(client, stage.card(card.id), "show", show="worries")
    assert answer.location == f"{stage.at()}?show=worries#card-{card.id}"
    assert stage.card(card.id).state == "shown"
    assert "Wir nehmen es mit." in words(client.page(answer.location))


def test_a_split_keeps_what_was_written(client: CheckingClient, stage: Stage, card: Card) -> None:
    page = client.page(tap(client, card, "split", **TYPED["split"]).location + "")
    assert "Aus einem Hinweis sind zwei geworden." in words(page)
    page = client.page(stage.at("run?show=all"))
    assert texts_of(page) == ["Der Aufzug geht nicht", "Das Formular ist zu lang"]
    assert words(page).count("Ursprünglich: „Das Formular ist zu lang und der Aufzug geht nicht“") == 2


def test_only_the_last_step_can_be_undone(client: CheckingClient, stage: Stage, card: Card) -> None:
    first = undo_address(client, tap(client, card, "mark"))
    second = undo_address(client, tap(client, stage.card(card.id), "reword", wording="Anders"))
    answer = client.send(first)
    assert answer.status_code == 409 and "Rückgängig geht nur der letzte Schritt." in answer.text
    client.send(second)
    assert client.send(first).status_code == 303
    assert stage.card(card.id).needs_wording is False


def test_the_cards_page_takes_back_its_last_change(client: CheckingClient, stage: Stage, card: Card) -> None:
    tap(client, card, "take-out")
    page = client.page(f"/cards/{card.id}")
    undo = next(f.get("action", "") for f in page.iter("form") if "/undo" in f.get("action", ""))
    client.send(undo)
    assert stage.card(card.id).state == "shown"


def test_a_card_for_somebody_in_the_room(client: CheckingClient, stage: Stage) -> None:
    item = stage.run_now()
    action = stage.at("cards")
    form = fields_of(client.page(stage.at()), action)
    typed = form | {"kind": "pain_point", "text": "Die Tür klemmt", "step": str(stage.steps()[1])}
    answer = client.send(action, **typed)
    client.send(action, **typed)
    undo = undo_address(client, answer)
    with stage.database.reading() as session:
        cards = session.exec(select(Card)).all()
    assert [(c.text, c.step_id, c.state) for c in cards] == [("Die Tür klemmt", stage.steps()[1], "waiting")]
    stage.reveal(item)
    tap(client, stage.card(cards[0].id), "seen")
    assert client.send(undo).status_code == 409
    assert stage.card(cards[0].id).state == "shown"


def test_an_empty_card_comes_back_with_what_was_chosen(client: CheckingClient, stage: Stage) -> None:
    typed = {"kind": "need", "text": " ", "step": str(stage.steps()[1]), "form_key": "einmal"}
    answer = client.send(stage.at("cards"), **typed)
    assert answer.status_code == 422
    fields = fields_of(parsed(answer), stage.at("cards"))
    assert (fields["kind"], fields["step"]) == (["need"], [typed["step"]])


@pytest.mark.parametrize("what", ["", "step", "reword", "split", "reply"])
def test_a_small_page_is_also_a_part(client: CheckingClient, card: Card, what: str) -> None:
    address = f"/cards/{card.id}/{what}".rstrip("/")
    part = client.part(address)
    heading = part.find(".//*[@id='sheet-heading']")
    assert heading is not None and client.page(address).find(".//h1") is not None


def test_a_card_that_is_not_there(client: CheckingClient, anonymous: CheckingClient, card: Card) -> None:
    client.page("/cards/77", 404)
    assert client.send("/cards/77/take-out", revision="1").status_code == 404
    assert client.send("/deeds/77/undo").status_code == 404
    anonymous.page(f"/cards/{card.id}", 404)
    assert anonymous.send(f"/cards/{card.id}/take-out", revision=str(card.revision)).status_code == 404
