"""The page to read aloud: what was heard as participants see it, and what is left for the moderation."""

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from journeys.database import Database
from journeys.domain.workshops import asking, curating, joining, moods, planning, running
from journeys.domain.workshops.cards import own_cards
from journeys.domain.workshops.standing import standing
from journeys.domain.workshops.tables import Participant
from tests.domain.workshops.room import NOON, Room
from tests.routes.client import CheckingClient, words

WRITING = "Schmerzpunkte"


@pytest.fixture
def room(database: Database) -> Room:
    room = Room(database)
    room.run(WRITING)
    return room


def close(room: Room) -> None:
    with room.database.writing() as session:
        item = next(each for each in planning.agenda_of(session, room.id) if each.title == WRITING)
        running.reveal(session, item.id)
        running.close_workshop(session, room.id)


def page(client: CheckingClient, room: Room) -> Element:
    return client.page(f"/workshops/{room.id}/result")


def aloud(client: CheckingClient, room: Room) -> Element:
    found = page(client, room).find(".//article")
    assert found is not None
    return found


def open_part(client: CheckingClient, room: Room) -> str:
    return words(page(client, room).find(".//section[@class='open stack']"))


def edit(room: Room, **changes: Any) -> None:
    with room.database.writing() as session:
        planning.edit_workshop(session, room.id, room.workshop().plan_revision, changes)


def test_it_tells_what_was_heard_step_by_step_in_the_writers_words(
    client: CheckingClient, room: Room
) -> None:
    who = room.join()
    room.write(who, "Zwei", step=1), room.write(who, "Eins"), room.write(who, "Zwei B", step=1)
    room.write(who, "Mehr Zeit", "need", step=1)
    close(room)
    with room.database.writing() as session:
        need = next(c for c in own_cards(session, session.get_one(Participant, who)) if c.kind == "need")
        curating.show_card(session, need.id, 1)
    parts = aloud(client, room).findall("section")
    assert [words(part) for part in parts[:2]] == [
        "1 Schritt S1 Schmerzpunkte der Bürgerinnen und Bürger Eins",
        "2 Schritt S2 Schmerzpunkte der Bürgerinnen und Bürger Zwei Zwei B Eigener Bedarf Mehr Zeit",
    ]
    foremost = aloud(client, room).find("ul")
    assert foremost is not None
    assert [words(li) for li in foremost] == [
        "Schritt 2: Schritt S2 (2 Schmerzpunkte)",
        "Schritt 1: Schritt S1 (1 Schmerzpunkt)",
    ]


def test_what_stands_on_the_journey_for_its_writer_is_read_aloud_and_nothing_else(
    client: CheckingClient, room: Room
) -> None:
    who = room.join()
    texts = {"Gut", "Frau Bergmann kam dreimal", "Unpassend", "Sorge um Stellen", "Wird neu gesagt"}
    cards = {text: room.write(who, text, "worry" if "Sorge" in text else "pain_point") for text in texts}
    with room.database.writing() as session:
        curating.take_out(session, cards["Unpassend"].id, 1)
        curating.reword(session, cards["Wird neu gesagt"].id, 1, "Neu gesagt")
    close(room)
    room.write(who, "Kam zu spät")
    said = words(aloud(client, room))
    with room.database.reading() as session:
        for card in own_cards(session, session.get_one(Participant, who)):
            is_read = (card.wording or card.text) in said
            assert is_read is (standing(card, room.workshop()) == "on_journey"), card.text
    assert "Wird neu gesagt" not in said and "Neu gesagt" in said


def test_late_cards_are_shown_to_the_moderation_as_late(client: CheckingClient, room: Room) -> None:
    who = room.join()
    close(room)
    room.write(who, "Aus dem Funkloch")
    assert "Zu spät angekommen (1)" in open_part(client, room)
    assert "1 Schritt S1 · zu spät angekommen Aus dem Funkloch" in open_part(client, room)


def test_what_is_left_is_said_once_and_by_what_is_to_be_done(
    client: CheckingClient, room: Room, database: Database
) -> None:
    who = room.join()
    room.write(who, "Noch verdeckt")
    room.write(who, "Frau Bergmann kam dreimal")
    room.write(who, "Sorge um Stellen", "worry")
    with database.writing() as session:
        asking.ask_question(session, room.id, "Wer liest das?", "q1")
    told = open_part(client, room)
    for heading in (
        "Vielleicht steht ein Name darin",
        "Sorgen ohne Antwort",
        "Noch nicht aufgedeckt",
        "Fragen ohne Antwort",
    ):
        assert f"{heading} (1)" in told
    assert "Zu spät" not in told and "Nichts." not in told


def test_without_anything_left_it_says_so(client: CheckingClient, room: Room) -> None:
    room.write(room.join(), "Gut")
    close(room)
    assert "Nichts. Alle Hinweise sind gezeigt" in open_part(client, room)


def test_answers_results_the_next_date_and_thanks_are_told(
    client: CheckingClient, room: Room, database: Database
) -> None:
    edit(room, answer_on=date(2026, 12, 16), decided_by="die Leitung", thanks="Danke Ihnen allen.")
    with database.writing() as session:
        question = asking.ask_question(session, room.id, "Wer liest das?", "q1")
        asking.answer_question(session, question.id, "Nur wir.")
        item = planning.agenda_of(session, room.id)[-1]
        planning.edit_item(session, item.id, 1, {"result": "Eine Liste\nbis Mai"})
    said = words(aloud(client, room))
    for text in ("Wer liest das?", "Nur wir.", "Eine Liste bis Mai", "die Leitung", "16. Dezember 2026"):
        assert text in said
    assert said.endswith("Danke Ihnen allen.")


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (5, True)])
def test_moods_and_people_are_told_from_five_on(
    client: CheckingClient, room: Room, database: Database, people: int, is_told: bool
) -> None:
    room.write(room.join(), "Gut")
    for _ in range(people - 1):
        room.join()
    with database.writing() as session:
        for who in range(1, people + 1):
            moods.say_mood(session, who, "end", 4)
    close(room)
    said = words(aloud(client, room))
    assert (f"{people} Menschen haben mitgemacht." in said) is is_told
    assert (f"Am Ende: eher gut {people}" in said) is is_told and "Zu Beginn" not in said


def test_a_rehearsal_and_a_workshop_that_still_runs_say_so(
    client: CheckingClient, database: Database, room: Room
) -> None:
    assert "Der Workshop läuft noch." in words(page(client, room))
    assert "Dies ist eine Probe." in words(page(client, Room(database, is_rehearsal=True)))
    with database.writing() as session:
        planned = planning.plan_workshop(session, room.service_id, "short").id
    assert "noch nicht begonnen" in words(client.page(f"/workshops/{planned}/result"))


def test_participants_and_strangers_find_nothing(anonymous: CheckingClient, room: Room) -> None:
    assert anonymous.get(f"/workshops/{room.id}/result").status_code == 404


def test_reopened_it_goes_on(client: CheckingClient, room: Room, database: Database) -> None:
    close(room)
    with database.writing() as session:
        running.reopen_workshop(session, room.id, NOON)
        joining.join(session, room.id)
    assert "Der Workshop läuft noch." in words(page(client, room))
