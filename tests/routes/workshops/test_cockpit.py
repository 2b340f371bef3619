"""The cockpit: what it shows in each state of a workshop, as a page and as parts that follow."""

from xml.etree.ElementTree import Element

import pytest

from journeys.database import Database
from journeys.domain.workshops.moods import say_mood
from journeys.domain.workshops.planning import accept, locked_workshop
from journeys.domain.workshops.tables import AgendaItem, Participant
from tests.routes.client import CheckingClient, words
from tests.routes.workshops.stage import SILENT, Stage, tap, texts_of

PARTS = ["clock", "agenda", "wall", "steps", "questions"]


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


def primary(page: Element) -> list[str]:
    return [words(b) for b in page.iter() if "kern-btn--primary" in b.get("class", "")]


def test_it_says_where_we_are_and_what_comes_next(client: CheckingClient, stage: Stage) -> None:
    stage.run_now()
    page = client.page(stage.at())
    assert primary(page) == ["Weiter: Eigener Bedarf"]
    band = words(page.find(".//*[@id='clock']"))
    assert "Programmpunkt 3 von 7" in band and "Wo rufen Menschen an" in band and "20 Minuten" in band
    assert words(page.find(".//*[@aria-current='step']")).startswith(SILENT)
    time = page.find(".//time")
    assert time is not None and time.get("data-ends") and not time.get("data-held")


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_what_the_page_holds_and_costs_nothing_until_something_changes(
    client: CheckingClient, stage: Stage, name: str
) -> None:
    who, item = stage.join(), stage.run_now()
    stage.write(who)
    stage.reveal(item)
    stage.ask()
    holder = {"clock": "clock", "agenda": "agenda"}.get(name, name)
    page = client.page(stage.at()).find(f".//*[@id='{holder}']")
    assert page is not None and page.get("data-live") == stage.at(f"run/{name}")
    etag = page.get("data-etag", "")
    assert client.get(stage.at(f"run/{name}"), headers={"If-None-Match": etag}).status_code == 304
    part = client.get(stage.at(f"run/{name}"))
    assert words(client.part(stage.at(f"run/{name}"))) == words(page) or name == "clock"
    assert "csrf_token" not in part.text
    stage.ask("Noch eine Frage?")
    assert client.get(stage.at(f"run/{name}"), headers={"If-None-Match": etag}).status_code == 200


def test_what_is_written_silently_is_counted_and_only_shown_on_demand(
    client: CheckingClient, stage: Stage
) -> None:
    item = stage.run_now()
    stage.write(stage.join(), "Die Seite ist zu lang")
    page = client.page(stage.at())
    assert texts_of(page) == []
    assert "1 Hinweis zu „Schmerzpunkte“ ist noch verdeckt für alle." in words(page)
    assert "Die Seite ist zu lang" not in client.get(stage.at("run/wall")).text
    looked = client.page(stage.at("run?look=1"))
    assert texts_of(looked) == ["Die Seite ist zu lang"]
    assert "noch verdeckt für alle" in words(looked.find(".//*[@id='cards']"))
    assert texts_of(client.part(stage.at("run/wall?look=1"))) == ["Die Seite ist zu lang"]
    client.send(stage.at("reveal"), item=str(item))
    assert texts_of(client.page(stage.at())) == ["Die Seite ist zu lang"]


def test_each_switch_holds_its_cards_newest_on_top(client: CheckingClient, stage: Stage) -> None:
    item, who = stage.run_now(), stage.join()
    first = stage.write(who, "Erster Hinweis")
    stage.write(who, "Zweiter Hinweis", step=1)
    stage.write(who, "Meine Sorge", "worry")
    stage.reveal(item)
    tap(client, stage.card(first.id), "seen")
    tap(client, stage.card(first.id), "step", step="")
    stage.close()
    stage.write(who, "Zu spät gekommen", step=2)
    shown = {
        name: texts_of(client.page(stage.at(f"run?show={name}")))
        for name in ("all", "loose", "worries", "late")
    }
    assert shown == {
        "all": ["Zu spät gekommen", "Meine Sorge", "Zweiter Hinweis", "Erster Hinweis"],
        "loose": ["Erster Hinweis"],
        "worries": ["Meine Sorge"],
        "late": ["Zu spät gekommen"],
    }
    assert texts_of(client.page(stage.at())) == ["Zu spät gekommen", "Meine Sorge"]
    assert texts_of(client.page(stage.at("run?show=nonsense"))) == ["Zu spät gekommen", "Meine Sorge"]
    counted = [words(li) for li in client.page(stage.at()).find(".//*[@id='wall-switch']//ul") or []]
    assert counted == ["Neu (2)", "Alle (4)", "Ohne Schritt (1)", "Sorgen (1)", "Spät (1)"]


def test_a_covered_text_is_nowhere_in_the_cockpit(client: CheckingClient, stage: Stage) -> None:
    item = stage.run_now()
    card = stage.write(stage.join(), "Frau Müller gibt nichts weiter")
    stage.reveal(item)
    for address in (stage.at("run?look=1"), stage.at("run/wall?show=all&look=1")):
        answer = client.get(address)
        assert "Müller" not in answer.text
        assert "Dieser Hinweis nennt vielleicht eine Person." in answer.text
    assert "Frau Müller gibt nichts weiter" in client.get(f"/cards/{card.id}").text


def test_nobody_is_named_unless_the_item_says_so(
    client: CheckingClient, stage: Stage, database: Database
) -> None:
    item, who = stage.run_now(), stage.join()
    stage.write(who)
    stage.reveal(item)
    with database.writing() as session:
        name = session.get_one(Participant, who).pseudonym
    assert name not in client.get(stage.at("run?show=all")).text
    with database.writing() as session:
        session.get_one(AgendaItem, item).shows_pseudonyms = True
        accept(session, locked_workshop(session, stage.id))
    assert name in client.get(stage.at("run?show=all")).text


def test_people_on_a_step_are_a_figure_and_small_ones_are_not_told(
    client: CheckingClient, stage: Stage
) -> None:
    stage.run_now()
    people = [stage.join() for _ in range(4)]
    told = words(client.page(stage.at()).find(".//*[@id='steps']"))
    assert "Weniger als fünf schreiben noch." in told and "am Schreiben" not in told
    people += [stage.join() for _ in range(16)]
    told = words(client.page(stage.at()).find(".//*[@id='steps']"))
    assert "15 noch am Schreiben" in told and "20 schreiben noch." in told


def test_the_mood_is_a_group_of_five_or_nothing(
    client: CheckingClient, stage: Stage, database: Database
) -> None:
    people = [stage.join() for _ in range(5)]
    for who in people[:4]:
        say(database, who)
    assert "Stimmung zu Beginn" not in client.get(stage.at()).text
    say(database, people[4])
    assert "eher gut: 5" in words(client.page(stage.at()).find(".//*[@id='mood-start']"))


def say(database: Database, who: int) -> None:
    with database.writing() as session:
        say_mood(session, who, "start", 4)


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_before_and_after(client: CheckingClient, stage: Stage, state: str, database: Database) -> None:
    with database.writing() as session:
        locked_workshop(session, stage.id).state = state
    page = client.page(stage.at())
    assert primary(page) == [{"planned": "Workshop öffnen", "closed": "Ergebnis ansehen"}[state]]


def test_sixty_cards_at_once_and_the_rest_on_demand(client: CheckingClient, stage: Stage) -> None:
    item, who = stage.run_now(), stage.join()
    for n in range(62):
        stage.write(who, f"Hinweis {n}")
    stage.reveal(item)
    page = client.page(stage.at())
    assert len(texts_of(page)) == 60
    more = page.find(".//*[@id='wall-more']/a")
    assert more is not None and words(more) == "2 ältere Hinweise zeigen"
    assert len(texts_of(client.page(more.get("href", "")))) == 62


def test_only_the_moderation_sees_it(anonymous: CheckingClient, stage: Stage) -> None:
    for address in ("run", "run/wall", "close", "cards/new"):
        anonymous.page(stage.at(address), 404)
    assert anonymous.send(stage.at("next")).status_code == 404


def test_a_workshop_that_is_not_there(client: CheckingClient) -> None:
    client.page("/workshops/77/run", 404)
    client.page("/workshops/77/run/wall", 404)
