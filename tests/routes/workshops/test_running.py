"""Running a workshop by its buttons: forth, back, more time, held, revealed, opened and closed, and the result."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain.tables import now
from journeys.domain.workshops.minutes import minutes
from journeys.domain.workshops.planning import locked_workshop
from journeys.domain.workshops.tables import AgendaItem, Workshop
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.workshops.stage import Stage, texts_of


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


def running(stage: Stage) -> str:
    with stage.database.reading() as session:
        item = session.get(AgendaItem, session.get_one(Workshop, stage.id).item_id)
        return item.title if item else ""


def item_of(stage: Stage) -> AgendaItem:
    with stage.database.reading() as session:
        return session.get_one(AgendaItem, session.get_one(Workshop, stage.id).item_id)


def result_fields(stage: Stage, text: str, **more: Any) -> dict[str, Any]:
    """The field of the running item as a browser sends it along with each step."""
    item = item_of(stage)
    fields = {"item": item.id, "item_revision": item.revision, "result": text, "result_before": item.result}
    return fields | more


def test_forth_and_back(client: CheckingClient, stage: Stage) -> None:
    first = stage.workshop().item_id
    answer = client.send(stage.at("next"), seen=str(first))
    assert (answer.status_code, answer.location) == (303, stage.at())
    assert running(stage) == "Schritte prüfen"
    client.send(stage.at("back"), seen=str(stage.workshop().item_id))
    assert running(stage) == "Rahmen und Rolle"


def test_two_who_press_next_go_on_by_one(client: CheckingClient, stage: Stage) -> None:
    seen = str(stage.workshop().item_id)
    client.send(stage.at("next"), seen=seen)
    client.send(stage.at("next"), seen=seen)
    assert running(stage) == "Schritte prüfen"


def test_the_script_gets_what_was_done_instead_of_a_page(client: CheckingClient, stage: Stage) -> None:
    answer = client.send(stage.at("next"), part=True, seen=str(stage.workshop().item_id))
    assert answer.status_code == 200
    assert words(parsed(answer)) == "Jetzt läuft: Schritte prüfen"


def test_more_time_can_be_taken_back(client: CheckingClient, stage: Stage) -> None:
    client.page(client.send(stage.at("extend"), minutes="5", chosen="10").location)
    assert stage.workshop().extra_minutes == 5
    answer = client.send(stage.at("extend"), chosen="10")
    assert stage.workshop().extra_minutes == 15
    form = client.page(answer.location).find(".//*[@id='notice']//form")
    assert form is not None
    client.send(form.get("action", ""))
    assert stage.workshop().extra_minutes == 5
    client.send(stage.at("extend"), minutes="viel")
    assert stage.workshop().extra_minutes == 5


def test_held_and_going_on(client: CheckingClient, stage: Stage) -> None:
    stage.run_now()
    client.send(stage.at("hold"))
    page = client.page(stage.at())
    time = page.find(".//time")
    assert time is not None and 1190 <= int(time.get("data-held", "")) <= 1200
    assert "angehalten" in words(page)
    client.send(stage.at("go-on"))
    assert stage.workshop().held_seconds is None


def test_over_the_time(client: CheckingClient, stage: Stage, database: Database) -> None:
    stage.run_now()
    with database.writing() as session:
        workshop = locked_workshop(session, stage.id)
        workshop.started_at = now() - timedelta(minutes=22)
    time = client.page(stage.at()).find(".//time")
    assert time is not None and time.get("class") == "is-over" and (time.text or "").startswith("+2:0")


def test_the_result_goes_into_the_minutes(client: CheckingClient, stage: Stage, database: Database) -> None:
    answer = client.send(stage.at("result"), **result_fields(stage, "Alle wissen Bescheid."))
    assert answer.status_code == 303
    assert "Das Ergebnis ist gespeichert." in client.get(answer.location).text
    with database.reading() as session:
        blocks = minutes(session, session.get_one(Workshop, stage.id))
    assert any("Alle wissen Bescheid." in text for block in blocks for text in block.texts)


def test_going_on_saves_what_was_typed(client: CheckingClient, stage: Stage) -> None:
    item = item_of(stage)
    client.send(stage.at("next"), seen=str(item.id), **result_fields(stage, "Noch getippt"))
    with stage.database.reading() as session:
        assert session.get_one(AgendaItem, item.id).result == "Noch getippt"
    assert running(stage) == "Schritte prüfen"


def test_an_untouched_field_overwrites_nobody(client: CheckingClient, stage: Stage) -> None:
    mine = result_fields(stage, "")
    client.send(stage.at("result"), **result_fields(stage, "Von der Kollegin"))
    assert client.send(stage.at("hold"), **mine).status_code == 303
    assert item_of(stage).result == "Von der Kollegin"


@pytest.mark.parametrize("what", ["result", "next"])
def test_two_results_at_once_give_both_texts(client: CheckingClient, stage: Stage, what: str) -> None:
    mine = result_fields(stage, "Meins")
    client.send(stage.at("result"), **result_fields(stage, "Ihres"))
    before = running(stage)
    answer = client.send(stage.at(what), seen=str(item_of(stage).id), **mine)
    assert answer.status_code == 409
    page = parsed(answer)
    assert "Ihres" in words(page) and fields_of(page, stage.at("result"))["result"] == ["Meins"]
    assert (running(stage), item_of(stage).result) == (before, "Ihres")
    again = {name: value[0] for name, value in fields_of(page, stage.at("result")).items()}
    assert client.send(stage.at("result"), **again).status_code == 303
    assert item_of(stage).result == "Meins"


def test_a_result_that_is_too_long_stays_in_the_form(client: CheckingClient, stage: Stage) -> None:
    answer = client.send(stage.at("result"), **result_fields(stage, "x" * 100_000))
    assert answer.status_code == 422
    assert len(fields_of(parsed(answer), stage.at("result"))["result"][0]) == 100_000


def test_the_result_of_another_workshop_is_not_touched(client: CheckingClient, stage: Stage) -> None:
    other = Stage(stage.database)
    assert client.send(stage.at("result"), **result_fields(other, "Fremd")).status_code == 404
    assert client.send(stage.at("reveal"), item=str(item_of(other).id)).status_code == 404
    assert item_of(other).result == ""


def test_reveal_shows_all_but_what_was_taken_out(client: CheckingClient, stage: Stage) -> None:
    item, who = stage.run_now(), stage.join()
    unfit = stage.write(who, "Das gehört nicht hierher")
    stage.write(who, "Das Formular ist zu lang", step=1)
    client.send(f"/cards/{unfit.id}/take-out", revision=unfit.revision)
    answer = client.send(stage.at("reveal"), item=str(item))
    page = client.page(answer.location)
    assert "1 Hinweis ist jetzt für alle sichtbar." in words(page)
    assert texts_of(page) == ["Das Formular ist zu lang"]
    assert stage.card(unfit.id).state == "out"


def test_open_close_and_open_again(client: CheckingClient, stage: Stage, database: Database) -> None:
    with database.writing() as session:
        workshop = locked_workshop(session, stage.id)
        workshop.state, workshop.item_id = "planned", None
    assert client.send(stage.at("open")).location == stage.at()
    assert running(stage) == "Rahmen und Rolle"
    asked = client.page(stage.at("close"))
    assert "Danach kann niemand mehr beitreten." in words(asked) and stage.workshop().state == "open"
    closed = client.page(client.send(stage.at("close")).location)
    assert stage.workshop().state == "closed" and "Der Workshop ist beendet" in words(closed)
    form = closed.find(".//*[@id='notice']//form")
    assert form is not None and form.get("action") == stage.at("reopen")
    client.send(stage.at("reopen"))
    assert (stage.workshop().state, running(stage)) == ("open", "Erster sinnvoller Schritt")


def test_a_workshop_without_agenda_does_not_open(
    client: CheckingClient, stage: Stage, database: Database
) -> None:
    with database.writing() as session:
        workshop = locked_workshop(session, stage.id)
        workshop.state, workshop.item_id = "planned", None
        session.flush()
        for item in list(session.exec(select(AgendaItem).where(AgendaItem.workshop_id == stage.id))):
            session.delete(item)
    answer = client.send(stage.at("open"))
    assert answer.status_code == 422 and "Der Ablauf ist leer." in answer.text


def test_a_closed_workshop_goes_nowhere(client: CheckingClient, stage: Stage) -> None:
    stage.close()
    answer = client.send(stage.at("next"))
    assert answer.status_code == 422 and "schon beendet" in answer.text


def test_the_last_item_leads_to_the_end(client: CheckingClient, stage: Stage) -> None:
    stage.run_now("Erster sinnvoller Schritt")
    link = client.page(stage.at()).find(".//*[@id='go-next']")
    assert link is not None and (link.get("href"), words(link)) == (stage.at("close"), "Workshop beenden")
