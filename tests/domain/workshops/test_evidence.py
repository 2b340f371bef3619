"""The evidence of the analysis phase: what was counted is what was there, and nobody is to be known from it."""

from datetime import date

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain import document
from journeys.domain.markdown import as_markdown
from journeys.domain.retention import forget
from journeys.domain.services import Service
from journeys.domain.workshops import curating, moods, planning, running
from journeys.domain.workshops.evidence import evidence
from journeys.domain.workshops.tables import Participant
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_storing import put_in
from tests.domain.workshops.room import NOON, Room
from tests.domain.workshops.test_minutes import WRITING, reveal


def told(database: Database, service_id: int) -> str:
    with database.reading() as session:
        return as_markdown(evidence(session, session.get_one(Service, service_id)))


@pytest.mark.parametrize("people", [0, 4, 5, 7])
def test_people_are_told_from_five_on_also_when_they_were_forgotten(either: Database, people: int) -> None:
    room = Room(either)
    for _ in range(people):
        who = room.join()
        with either.writing() as session:
            moods.say_mood(session, who, "start", 2)
    with either.reading() as session:
        names = list(session.exec(select(Participant.pseudonym)))
    before = told(either, room.service_id)
    wanted = f"- **Mitgemacht haben:** {f'{people} Personen' if people >= 5 else 'weniger als 5 Personen'}"
    assert wanted in before and "eher schlecht" not in before
    assert [name for name in names if name in before] == []
    with either.writing() as session:
        running.close_workshop(session, room.id)
        forget(session, date(2090, 1, 1))
    assert wanted in told(either, room.service_id)


def test_cards_are_counted_by_what_became_of_them_and_declined_ones_never_quoted(either: Database) -> None:
    room = Room(either)
    room.run(WRITING)
    who = room.join()
    room.write(who, "Sichtbar")
    out = room.write(who, "Unpassender Text")
    silent = room.write(who, "Noch ein unpassender")
    hidden = room.write(who, "Frau Bergmann kam dreimal")
    with either.writing() as session:
        for card in (out, silent, hidden):
            curating.take_out(session, card.id, 1)
        curating.reply(session, out.id, 2, "Das regelt die Leitstelle.")
        curating.reply(session, hidden.id, 2, "Frau Bergmann ist nicht gemeint.")
    reveal(room)
    room.write(who, "Eine Sorge", "worry")
    text = told(either, room.service_id)
    assert "- Schmerzpunkte der Bürgerinnen und Bürger: 4, davon gezeigt 1, nicht übernommen 3" in text
    assert "- Sorgen: 1, davon noch nicht durchgesehen 1" in text
    assert "- Begründung: Das regelt die Leitstelle." in text and "ohne festgehaltenen Grund: 2" in text
    assert not any(word in text for word in ("Unpassend", "unpassend", "Bergmann", "Eine Sorge"))


def test_rehearsals_and_plans_do_not_count(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        planning.plan_workshop(session, room.service_id, "short", "Nur geplant")
        rehearsal = planning.plan_workshop(session, room.service_id, "short", "Zur Probe", is_rehearsal=True)
        running.open_workshop(session, rehearsal.id, NOON)
        planning.edit_workshop(session, room.id, 1, {"held_on": date(2026, 3, 2)})
    text = told(either, room.service_id)
    assert "Zahl der Workshops: 1." in text and "- **Wann:** am 02.03.2026" in text
    assert "Nur geplant" not in text and "Zur Probe" not in text


def test_what_was_taken_up_is_told_with_by_what_and_the_rest_as_open(either: Database) -> None:
    pains = [a_pain_point(f"P{n}", f"Ärger {n}") for n in range(1, 5)]
    pains[0] = a_pain_point("P1", "Ärger 1", origin=document.Origin(workshop="Anderswo", date="2025-10-02"))
    old = a_journey((a_step("A1", pain_points=tuple(pains)),))
    new = a_journey(
        (
            a_step("B1", "Kurz fragen", resolves=("P1", "P2"), pain_points=(a_pain_point("Q1", "Neu"),)),
            a_step("B2", "Vorausfüllen", resolves=("P1",)),
        ),
        id="J2",
        kind="to_be",
    )
    measure = document.Opportunity(id="O1", text="Formular kürzen", addresses=("P2", "P3"))
    text = told(either, put_in(either, a_document(old, new, opportunities=(measure,))))
    assert "Schmerzpunkte am Ist: 4. Davon aufgegriffen: 3; durch einen Schritt im Soll 2" in text
    assert "durch eine Maßnahme 2" in text
    assert (
        "- **Ärger 1 (bei „Schritt A1“):** Soll-Schritt „Kurz fragen“; Soll-Schritt „Vorausfüllen“\n" in text
    )
    assert (
        "- **Ärger 2 (bei „Schritt A1“):** Soll-Schritt „Kurz fragen“; Maßnahme „Formular kürzen“\n" in text
    )
    assert "Schmerzpunkte: 1. Ein Grund" in text and "\n- Ärger 4 (bei „Schritt A1“)\n" in text
    assert "- Workshop „Anderswo“ am 2025-10-02: 1\n" in text
    assert "- ohne Angabe eines Workshops: 4\n" in text
    assert "kein Workshop festgehalten" in text
