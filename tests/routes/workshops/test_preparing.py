"""Preparing a workshop: its page, texts, steps and limits; opening it, removing a rehearsal."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.workshops.asking import ask_question, promise
from journeys.domain.workshops.dealing import steps_in_play
from journeys.domain.workshops.planning import workshops_of
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.workshops.planned import Planned, plan, typed


def test_the_address_of_a_planned_workshop_shows_what_there_is(
    client: CheckingClient, planned: Planned
) -> None:
    page = client.page(f"/workshops/{planned.id}")
    text = words(page)
    assert planned.row.code[:4] in text and "Workshop öffnen" in text
    assert "Im Workshop: 12 von 12 Schritten." in text
    filled = [b for b in (*page.iter("button"), *page.iter("a")) if "kern-btn--primary" in b.get("class", "")]
    assert len(filled) == 1


@pytest.mark.own_app
@pytest.mark.parametrize(("state", "endpoint"), [("open", "cockpit.page"), ("closed", "closing.page")])
def test_its_address_leads_on_with_its_state(
    app: Flask, client: CheckingClient, planned: Planned, state: str, endpoint: str
) -> None:
    planned.open()
    if state == "closed":
        planned.close()
    app.view_functions[endpoint] = lambda workshop_id: f"{endpoint} {workshop_id}"
    assert client.get(f"/workshops/{planned.id}").text == f"{endpoint} {planned.id}"


def test_promises_are_a_sum_from_five_on(client: CheckingClient, planned: Planned) -> None:
    address = f"/workshops/{planned.id}/prepare"
    for n in range(5):
        assert "Personen haben vorab" not in words(client.page(address))
        with planned.database.writing() as session:
            promise(session, planned.id, f"key {n}")
    assert "5 Personen haben vorab „Ich bin dabei“ gesagt." in words(client.page(address))


def test_questions_ahead_lead_to_where_they_are_answered(client: CheckingClient, planned: Planned) -> None:
    with planned.database.writing() as session:
        ask_question(session, planned.id, "Wird das bewertet?", "key", ahead=True)
        ask_question(session, planned.id, "Im Workshop gefragt", "other")
    page = client.page(f"/workshops/{planned.id}/prepare")
    link = next(a for a in page.iter("a") if a.get("href") == f"/workshops/{planned.id}/questions")
    assert words(link) == "1 Frage vorab, 1 noch offen"


def test_opening_lets_people_in_and_starts_the_first_item(client: CheckingClient, planned: Planned) -> None:
    answer = client.send(f"/workshops/{planned.id}/prepare/open")
    assert (answer.status_code, answer.location) == (303, f"/workshops/{planned.id}")
    assert (planned.row.state, planned.row.item_id) == ("open", planned.agenda[0].id)
    assert "Was Sie hier ändern, gilt sofort" in words(client.page(f"/workshops/{planned.id}/prepare"))


def test_an_empty_agenda_cannot_be_opened(client: CheckingClient, planned: Planned) -> None:
    for item in planned.agenda:
        client.send(f"/agenda-items/{item.id}/remove")
    answer = client.send(f"/workshops/{planned.id}/prepare/open")
    assert answer.status_code == 422
    assert "Der Ablauf ist leer." in words(parsed(answer))
    assert planned.row.state == "planned"


def test_a_rehearsal_is_removed_and_leaves_nothing(client: CheckingClient, database: Database) -> None:
    rehearsal = plan(database, is_rehearsal=True)
    rehearsal.open()
    client.send(f"/workshops/{rehearsal.id}/slips", key="a", kind="keep", step="", text="Zum Üben")
    assert len(rehearsal.cards) == 1
    answer = client.send(f"/workshops/{rehearsal.id}/prepare/remove")
    assert answer.location == f"/services/{rehearsal.service}/workshops"
    with database.reading() as session:
        assert workshops_of(session, rehearsal.service) == []
        for table in ("card", "agenda_item", "step_in_play"):
            count = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            assert count == 0, table


def test_a_real_workshop_is_not_removed(client: CheckingClient, planned: Planned) -> None:
    assert "Probe entfernen" not in words(client.page(f"/workshops/{planned.id}/prepare"))
    assert client.send(f"/workshops/{planned.id}/prepare/remove").status_code == 404
    assert planned.row.id == planned.id


def texts(planned: Planned) -> str:
    return f"/workshops/{planned.id}/prepare/texts"


def test_texts_are_saved_as_typed(client: CheckingClient, planned: Planned) -> None:
    sent = {
        **typed(client, texts(planned)),
        "purpose": "Wir schauen hin.",
        "expected": "Eins.\r\n\r\nZwei.",
        "decided_by": "die Amtsleitung",
        "answer_on": "2026-12-17",
    }
    assert client.send(texts(planned), **sent).status_code == 303
    row = planned.row
    assert (row.purpose, row.expected) == ("Wir schauen hin.", ["Eins.", "Zwei."])
    assert (row.decided_by, row.answer_on) == ("die Amtsleitung", date(2026, 12, 17))
    assert "17. Dezember 2026" in words(client.page(f"/workshops/{planned.id}/prepare"))


def test_two_people_change_the_texts(client: CheckingClient, planned: Planned) -> None:
    mine: dict[str, Any] = typed(client, texts(planned))
    client.send(texts(planned), **{**mine, "purpose": "Ihre Fassung"})
    answer = client.send(texts(planned), **{**mine, "purpose": "Meine Fassung"})
    assert answer.status_code == 409
    text = words(parsed(answer))
    assert "Ihre Fassung" in text and "Meine Fassung" in text
    again = {f.get("name"): f.get("value") for f in parsed(answer).iter("input")}
    sent = {**mine, "purpose": "Meine Fassung", "revision": again["revision"]}
    assert client.send(texts(planned), **sent).status_code == 303
    assert planned.row.purpose == "Meine Fassung"


def test_a_role_card_that_nobody_reads_to_its_end_is_refused(
    client: CheckingClient, planned: Planned
) -> None:
    before = planned.row.purpose
    sent = {**typed(client, texts(planned)), "purpose": "viele Wörter " * 40}
    answer = client.send(texts(planned), **sent)
    assert answer.status_code == 422
    assert "Mehr als 120 liest kaum jemand zu Ende" in words(parsed(answer))
    assert "viele Wörter viele Wörter" in answer.text
    assert planned.row.purpose == before


def test_the_preview_shows_what_is_typed_and_stores_nothing(client: CheckingClient, planned: Planned) -> None:
    sent = {**typed(client, texts(planned)), "purpose": "Nur ein <b>Versuch</b>."}
    answer = client.send(f"/workshops/{planned.id}/prepare/preview", part=True, **sent)
    text = words(parsed(answer))
    assert "Nur ein <b>Versuch</b>." in text and "von höchstens 120 Wörtern." in text
    assert planned.row.purpose != "Nur ein <b>Versuch</b>."


def steps(planned: Planned) -> str:
    return f"/workshops/{planned.id}/prepare/steps"


def test_steps_and_limits_are_saved(client: CheckingClient, planned: Planned) -> None:
    sent = {
        **typed(client, steps(planned)),
        "steps": planned.steps[2:5],
        "steps_each": "2",
        "break_after": "40",
    }
    assert client.send(steps(planned), **sent).status_code == 303
    with planned.database.reading() as session:
        assert steps_in_play(session, planned.row) == planned.steps[2:5]
    assert (planned.row.steps_each, planned.row.break_after, planned.row.cards_per_step) == (2, 40, 3)
    text = words(client.page(f"/workshops/{planned.id}/prepare"))
    assert "Im Workshop: 3 von 12 Schritten." in text and "Ab 2 Personen kommt jeder Schritt dran." in text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"steps": []}, "steps"),
        ({"steps_each": "viele"}, "steps_each"),
        ({"cards_per_step": "11"}, "cards_per_step"),
        ({"break_after": "5"}, "break_after"),
    ],
)
def test_limits_that_are_none_are_refused(
    client: CheckingClient, planned: Planned, changes: dict[str, Any], field: str
) -> None:
    before = planned.row
    answer = client.send(steps(planned), **{**typed(client, steps(planned)), **changes})
    assert answer.status_code == 422
    assert f"#{field}" in {a.get("href") for a in parsed(answer).iter("a")}
    assert planned.row == before


def test_two_people_choose_steps(client: CheckingClient, planned: Planned) -> None:
    mine = typed(client, steps(planned))
    client.send(steps(planned), **{**mine, "steps": planned.steps[:2], "steps_each": "1"})
    answer = client.send(steps(planned), **{**mine, "steps": planned.steps[1:3]})
    assert answer.status_code == 409
    text = words(parsed(answer))
    assert "1 Von der Meldepflicht erfahren 2 Kanal wählen" in text
    with planned.database.reading() as session:
        assert steps_in_play(session, planned.row) == planned.steps[:2]


def test_how_many_people_it_takes_is_told_while_choosing(client: CheckingClient, planned: Planned) -> None:
    ids = "&".join(f"steps={step}" for step in planned.steps[:9])
    part = client.part(f"/workshops/{planned.id}/prepare/cover?{ids}&steps_each=4")
    assert words(part) == (
        "Ab 3 Personen kommt jeder Schritt dran. Bei 12 Personen kommt jeder Schritt 5- oder 6-mal dran."
    )


def test_a_workshop_that_is_not_there_is_no_page(client: CheckingClient) -> None:
    for address in ("", "/prepare", "/prepare/texts", "/prepare/steps", "/prepare/agenda", "/slips"):
        client.page(f"/workshops/999{address}", 404)
    for address in ("/prepare/open", "/prepare/remove", "/prepare/texts", "/prepare/steps"):
        assert client.send(f"/workshops/999{address}", steps="1").status_code == 404
