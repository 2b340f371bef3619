"""Entering paper slips in bulk: each arrives once, and what was typed is never lost."""

from typing import Any

from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.workshops.planned import Planned


def slips(planned: Planned) -> str:
    return f"/workshops/{planned.id}/slips"


def rows(*entries: dict[str, Any]) -> dict[str, list[Any]]:
    """Rows as the form sends them, column by column."""
    empty = {"kind": "pain_point", "step": "", "text": "", "severity": "", "frequency": "", "priority": ""}
    whole = [{**empty, "key": f"key {n}", **entry} for n, entry in enumerate(entries)]
    return {name: [row[name] for row in whole] for name in (*empty, "key")}


def test_filled_rows_become_cards_and_empty_ones_do_not(client: CheckingClient, planned: Planned) -> None:
    planned.open()
    step = planned.steps[0]
    sent = rows(
        {"text": " Zu lang ", "step": step, "severity": "3", "frequency": "often", "priority": "1"},
        {},
        {"text": "Ein zweiter Bildschirm", "kind": "need", "priority": "2"},
        {"text": "Wird das bewertet?", "kind": "worry", "step": step},
    )
    answer = client.send(slips(planned), **sent)
    assert answer.status_code == 303
    pain, need, worry = planned.cards
    assert (pain.text, pain.step_id, pain.severity, pain.frequency, pain.priority) == (
        "Zu lang",
        step,
        3,
        "often",
        None,
    )
    assert (need.kind, need.priority, need.step_id) == ("need", 2, None)
    assert (worry.kind, worry.step_id) == ("worry", None)
    assert "3 Zettel sind eingetragen." in words(client.page(answer.location))


def test_the_same_rows_twice_arrive_once(client: CheckingClient, planned: Planned) -> None:
    planned.open()
    for _ in range(2):
        client.send(slips(planned), **rows({"text": "Einmal"}, {"text": "Auch einmal"}))
    assert [card.text for card in planned.cards] == ["Einmal", "Auch einmal"]


def test_a_refused_row_keeps_its_text_and_the_others_are_stored(
    client: CheckingClient, planned: Planned
) -> None:
    planned.open()
    endless = "q" * 6000
    answer = client.send(
        slips(planned), **rows({"text": "Gut"}, {"text": endless}, {"text": "x", "kind": "nix"})
    )
    assert answer.status_code == 422
    again = fields_of(parsed(answer), slips(planned))
    text = words(parsed(answer))
    assert "1 Zettel ist eingetragen." in text and "Zettel 1:" in text and "Zettel 2:" in text
    assert endless in answer.text and again["key"][:2] == ["key 1", "key 2"]
    assert [card.text for card in planned.cards] == ["Gut"]
    mended = rows({"key": "key 1", "text": "Kürzer"}, {"key": "key 2", "text": "x"})
    assert client.send(slips(planned), **mended).status_code == 303
    assert [card.text for card in planned.cards] == ["Gut", "Kürzer", "x"]


def test_nothing_typed_asks_for_something(client: CheckingClient, planned: Planned) -> None:
    answer = client.send(slips(planned), **rows({}, {}))
    assert answer.status_code == 422
    assert "mindestens einen Zettel" in words(parsed(answer))


def test_the_next_rows_begin_where_the_last_ended(client: CheckingClient, planned: Planned) -> None:
    planned.open()
    step = planned.steps[3]
    answer = client.send(slips(planned), **rows({"text": "a", "kind": "need", "step": step}))
    fresh = fields_of(client.page(answer.location), slips(planned))
    assert set(fresh["kind"]) == {"need"} and set(fresh["step"]) == {str(step)}
    assert len(set(fresh["key"])) == 6
