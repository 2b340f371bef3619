"""Curating: every change can be undone, and nobody overwrites another's."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.notes import Note
from journeys.domain.recording import edit_note
from journeys.domain.workshops import cards, curating, running
from journeys.domain.workshops.tables import Card, Participant
from tests.domain.workshops.room import Room
from tests.domain.workshops.test_cards import SILENT, document, reveal, texts

Change = Callable[[Session, Card, Room], curating.Done]
CHANGES: dict[str, Change] = {
    "put on step": lambda s, c, r: curating.put_on_step(s, c.id, c.revision, r.steps()[2]),
    "off its step": lambda s, c, r: curating.put_on_step(s, c.id, c.revision, None),
    "take out": lambda s, c, r: curating.take_out(s, c.id, c.revision),
    "mark": lambda s, c, r: curating.mark_for_rewording(s, c.id, c.revision),
    "reword": lambda s, c, r: curating.reword(s, c.id, c.revision, "Anders gesagt"),
    "split": lambda s, c, r: curating.split(s, c.id, c.revision, "Das eine", "Das andere"),
    "reply": lambda s, c, r: curating.reply(s, c.id, c.revision, "Das klären wir."),
}


def state(room: Room) -> tuple[Any, ...]:
    """All that a change could touch, but for counters."""
    with room.database.reading() as session:
        kept = [card.model_dump(exclude={"revision"}) for card in session.exec(select(Card).order_by("id"))]
    return kept, sorted(texts(room)), [step.id for step in document(room).journeys[0].steps() if step.notes()]


@pytest.mark.parametrize("is_shown", [True, False], ids=["shown", "silent"])
@pytest.mark.parametrize("name", CHANGES)
def test_every_change_can_be_undone(either: Database, name: str, is_shown: bool) -> None:
    room = Room(either)
    item = room.run(SILENT)
    card = room.write(room.join(), severity=2)
    if is_shown:
        reveal(room, item.id)
    before = state(room)
    with either.writing() as session:
        done = CHANGES[name](session, card, room)
    assert state(room) != before
    with either.writing() as session:
        curating.undo(session, done.deed.id)
        curating.undo(session, done.deed.id)
    assert state(room) == before


def test_a_row_of_changes_is_undone_one_by_one_backwards(either: Database) -> None:
    room = Room(either)
    item = room.run(SILENT)
    card = room.write(room.join())
    reveal(room, item.id)
    states = [state(room)]
    for name in ("put on step", "reword", "split", "take out"):
        with either.writing() as session:
            CHANGES[name](session, room.card(card.id), room)
        states.append(state(room))
    for before in reversed(states[:-1]):
        with either.writing() as session:
            deed = curating.last_deed(session, room.workshop())
            assert deed is not None
            curating.undo(session, deed.id)
        assert state(room) == before


def test_an_earlier_change_cannot_be_undone_over_a_later_one(either: Database) -> None:
    room = Room(either)
    card = room.write(room.join())
    with either.writing() as session:
        first = curating.reword(session, card.id, card.revision, "Anders")
        curating.reword(session, card.id, first.card.revision, "Noch anders")
    with either.writing() as session, pytest.raises(Refused):
        curating.undo(session, first.deed.id)
    assert room.card(card.id).wording == "Noch anders"


def test_the_second_of_two_facilitators_learns_of_the_first(either: Database) -> None:
    room = Room(either)
    card = room.write(room.join())
    with either.writing() as session:
        curating.reword(session, card.id, card.revision, "Von der einen")
    with either.writing() as session, pytest.raises(Stale) as stale:
        curating.reword(session, card.id, card.revision, "Von der anderen")
    assert stale.value.theirs == {"text": "Von der einen"}
    assert room.card(card.id).wording == "Von der einen"


def test_a_rating_from_a_phone_is_no_reason_to_send_the_moderation_away(either: Database) -> None:
    room = Room(either)
    who = room.join()
    card = room.write(who)
    with either.writing() as session:
        cards.rate_card(session, who, str(card.id), {"severity": 3})
        curating.take_out(session, card.id, card.revision)
    assert room.card(card.id).state == "out"


def test_what_was_taken_out_before_the_reveal_does_not_appear_and_can_come_back(either: Database) -> None:
    room = Room(either)
    item = room.run(SILENT)
    card = room.write(room.join())
    with either.writing() as session:
        done = curating.take_out(session, card.id, card.revision)
    assert reveal(room, item.id) == 0
    assert texts(room) == []
    with either.writing() as session:
        curating.bring_back(session, card.id, done.card.revision)
    assert texts(room) == ["Das Formular ist zu lang"]


def test_a_checked_card_goes_the_way_of_all_others(either: Database) -> None:
    room = Room(either)
    item = room.run(SILENT)
    card = room.write(room.join(), "Frau Sommerfeld wartet")
    with either.writing() as session, pytest.raises(Refused):
        curating.show_card(session, card.id, card.revision)
    with either.writing() as session:
        assert curating.uncover(session, card.id, card.revision).card.state == "waiting"
    assert reveal(room, item.id) == 1


def test_both_halves_of_a_card_belong_to_its_writer_and_keep_what_was_written(either: Database) -> None:
    room = Room(either)
    who = room.join()
    item = room.run(SILENT)
    card = room.write(who, "Der Link fehlt und das Formular ist lang")
    reveal(room, item.id)
    with either.writing() as session:
        curating.split(session, card.id, card.revision, "Der Link fehlt", "Das Formular ist lang")
    assert sorted(texts(room)) == ["Das Formular ist lang", "Der Link fehlt"]
    with either.reading() as session:
        mine = cards.own_cards(session, session.get_one(Participant, who))
    assert {each.text for each in mine} == {"Der Link fehlt und das Formular ist lang"}
    assert len(mine) == 2


def test_what_designers_wrote_into_the_note_stays_when_the_card_is_moved(either: Database) -> None:
    room = Room(either)
    item = room.run(SILENT)
    card = room.write(room.join())
    reveal(room, item.id)
    with either.writing() as session:
        note = session.exec(select(Note).where(Note.card_id == card.id)).one()
        edit_note(session, note.id, note.revision, {"text": "Vom Design geschärft"})
        curating.put_on_step(session, card.id, card.revision, room.steps()[1])
    (pain,) = document(room).journeys[0].steps()[1].pain_points
    assert pain.text == "Vom Design geschärft"


def test_a_step_that_is_not_there_is_no_place(either: Database) -> None:
    room = Room(either)
    card = room.write(room.join())
    with either.writing() as session, pytest.raises(Unknown):
        curating.put_on_step(session, card.id, card.revision, 10**6)


def test_a_closed_workshop_can_still_be_curated(either: Database) -> None:
    room = Room(either)
    item = room.run(SILENT)
    card = room.write(room.join())
    with either.writing() as session:
        running.close_workshop(session, room.id)
        running.reveal(session, item.id)
        curating.reword(session, card.id, card.revision, "Nachgetragen")
    assert texts(room) == ["Nachgetragen"]
