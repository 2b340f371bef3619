"""The agenda: adding, changing, moving, removing with undo."""

from typing import Any

import pytest

from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.workshops.planned import Planned, typed


def agenda(planned: Planned) -> str:
    return f"/workshops/{planned.id}/prepare/agenda"


def test_the_agenda_is_shown_with_its_times(client: CheckingClient, planned: Planned) -> None:
    text = words(client.page(agenda(planned)))
    assert all(title in text for title in planned.titles)
    assert "7 Programmpunkte, 1 Std. 30 Min." in text and "Minute 10 bis 30" in text


def test_an_item_is_added_at_the_end(client: CheckingClient, planned: Planned) -> None:
    address = f"{agenda(planned)}/new"
    sent = {
        **typed(client, address),
        "title": "O-Töne",
        "minutes": "12",
        "form": "write",
        "asks": ["pain_point", "keep"],
        "shows_pseudonyms": "yes",
    }
    del sent["silent"]
    assert client.send(address, **sent).status_code == 303
    item = planned.agenda[-1]
    assert (item.title, item.minutes, item.form, item.asks) == ("O-Töne", 12, "write", ["pain_point", "keep"])
    assert (item.silent, item.shows_pseudonyms) == (False, True)
    assert "gleich für alle sichtbar · mit Decknamen" in words(client.page(agenda(planned)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"minutes": "viele"}, "minutes"),
        ({"minutes": "-3"}, "minutes"),
        ({"form": "tanzen"}, "form"),
        ({"form": "write", "asks": []}, "asks"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    client: CheckingClient, planned: Planned, changes: dict[str, Any], field: str
) -> None:
    address = f"{agenda(planned)}/new"
    sent = {**typed(client, address), "title": "Neu", "question": "Bleibt stehen", **changes}
    answer = client.send(address, **sent)
    assert answer.status_code == 422
    assert f"#{field}" in {a.get("href") for a in parsed(answer).iter("a")}
    assert "Bleibt stehen" in answer.text
    assert len(planned.agenda) == 7


def test_a_talk_asks_for_no_cards(client: CheckingClient, planned: Planned) -> None:
    item = next(i for i in planned.agenda if i.form == "write")
    sent = {**typed(client, f"/agenda-items/{item.id}"), "form": "talk"}
    assert client.send(f"/agenda-items/{item.id}", **sent).status_code == 303
    changed = next(i for i in planned.agenda if i.id == item.id)
    assert (changed.form, changed.asks) == ("talk", [])


def test_two_people_change_one_item(client: CheckingClient, planned: Planned) -> None:
    address = f"/agenda-items/{planned.agenda[1].id}"
    mine = typed(client, address)
    client.send(address, **{**mine, "question": "Ihre Frage?"})
    answer = client.send(address, **{**mine, "question": "Meine Frage?"})
    assert answer.status_code == 409
    text = words(parsed(answer))
    assert "Ihre Frage?" in text and "Meine Frage?" in text
    again = fields_of(parsed(answer), address)
    assert client.send(address, **again).status_code == 303
    assert planned.agenda[1].question == "Meine Frage?"


def test_an_item_moves_by_one_place_and_not_off_the_end(client: CheckingClient, planned: Planned) -> None:
    first, second, *rest = planned.titles
    move = f"/agenda-items/{planned.agenda[0].id}/move"
    answer = client.send(move, by="later")
    assert answer.location == f"{agenda(planned)}#item-{planned.agenda[1].id}"
    assert planned.titles == [second, first, *rest]
    for _ in range(2):
        client.send(move, by="earlier")
    assert planned.titles == [first, second, *rest]
    part = parsed(client.send(move, part=True, by="later"))
    assert "ist jetzt Programmpunkt 2." in words(part)


def test_a_removed_item_comes_back_to_its_place_with_its_cards(
    client: CheckingClient, planned: Planned
) -> None:
    planned.open()
    before = planned.titles
    item = next(i for i in planned.agenda if i.form == "write")
    with planned.database.writing() as session:
        session.get_one(type(item), item.id).silent = False
    client.send(f"/workshops/{planned.id}/slips", key="k", kind="pain_point", step="", text="Zu lang")
    page = parsed(client.send(f"/agenda-items/{item.id}/remove", part=True))
    assert planned.titles == [title for title in before if title != item.title]
    assert planned.cards[0].item_id is None
    undo = next(f.get("action", "") for f in page.iter("form") if "/undo/" in f.get("action", ""))
    for _ in range(2):
        assert client.send(undo).status_code == 303
        assert planned.titles == before
    back = next(i for i in planned.agenda if i.title == item.title)
    assert planned.cards[0].item_id == back.id
    assert (back.asks, back.question) == (item.asks, item.question)


def test_an_item_is_not_removed_while_nobody_has_seen_its_cards(
    client: CheckingClient, planned: Planned
) -> None:
    planned.open()
    client.send(f"/workshops/{planned.id}/slips", key="k", kind="pain_point", step="", text="Zu lang")
    item = next(i for i in planned.agenda if i.form == "write")
    answer = client.send(f"/agenda-items/{item.id}/remove")
    assert answer.status_code == 422
    assert "die noch niemand gesehen hat" in words(parsed(answer))
    assert item.title in planned.titles


def test_the_running_item_is_not_removed(client: CheckingClient, planned: Planned) -> None:
    planned.open()
    answer = client.send(f"/agenda-items/{planned.agenda[0].id}/remove")
    assert answer.status_code == 422
    assert len(planned.agenda) == 7


def test_nobody_makes_up_what_was_removed(client: CheckingClient, planned: Planned) -> None:
    assert client.send("/agenda-items/undo/erfunden").status_code == 404
    client.page("/agenda-items/999", 404)
    for address in ("/agenda-items/999", "/agenda-items/999/move", "/agenda-items/999/remove"):
        assert client.send(address, title="x").status_code == 404
