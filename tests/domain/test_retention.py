"""Forgetting who took part: what goes, what stays, and when."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, select

from journeys.database import Database
from journeys.domain import audit, retention
from journeys.domain.findings import Refused, Unknown
from journeys.domain.people import add_person
from journeys.domain.projects import Project
from journeys.domain.services import Service
from journeys.domain.workshops import asking, curating, joining, moods, planning, running
from journeys.domain.workshops.board import People, columns, people
from journeys.domain.workshops.log import entries
from journeys.domain.workshops.minutes import minutes
from journeys.domain.workshops.tables import (
    Authorship,
    Card,
    Deed,
    Device,
    Mood,
    Move,
    Participant,
    Promise,
    Question,
    Turn,
    Workshop,
)
from tests.databases import Examples, Fresh
from tests.domain.workshops.room import NOON, Room

WRITE = "Schmerzpunkte"
CLOSED = date(2026, 3, 2)
LATER = date(2027, 3, 2)


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        rows = session.connection().execute(select(table).order_by(*table.primary_key)).mappings()  # type: ignore[call-overload]
        found[table.name] = [dict(row) for row in rows]
    return found


def close(room: Room, on: date = CLOSED) -> None:
    with room.database.writing() as session:
        workshop = running.close_workshop(session, room.id)
        workshop.closed_on = on


def forget(database: Database, today: date = LATER) -> list[int]:
    with database.writing() as session:
        return [due.workshop.id for due in retention.forget(session, today)]


def project_of(session: Session, room: Room) -> Project:
    return session.get_one(Project, session.get_one(Service, room.service_id).project_id)


def a_lively_room(database: Database, count: int = 6) -> tuple[Room, list[str]]:
    """People who joined, wrote, were reworded and split, asked and promised; and all that is secret about them."""
    room, secrets = Room(database), []
    room.run(WRITE)
    for n in range(count):
        with database.writing() as session:
            joined = joining.join(session, room.id)
            who = joined.participant.id
            joining.answer(session, who, "in")
            moods.say_mood(session, who, "start", 1 + n % 5)
            if n:
                moods.say_mood(session, who, "end", 5)
        secrets += [joined.participant.pseudonym, joined.participant.return_hash]
        secrets.append(hashlib.sha256(f":{joined.token}".encode()).hexdigest())
        card = room.write(who, f"Beitrag {n}", step=n % 4, severity=2)
    with database.writing() as session:
        split = curating.split(session, card.id, card.revision, "Erstens", "Zweitens").card
        curating.reword(session, split.id, split.revision, "Anders")
        asking.promise(session, room.id, "browser-hash")
        asking.ask_question(session, room.id, "Wie lange dauert es?", "key-of-a-page", ahead=True)
    return room, [*secrets, "browser-hash", "key-of-a-page"]


def test_afterwards_no_table_holds_anything_of_the_people(either: Database) -> None:
    room, secrets = a_lively_room(either)
    close(room)
    with either.reading() as session:
        before = everything(session)
        assert all(secret in repr(before) for secret in secrets)
        keys = [card["form_key"] for card in before["card"]]
    assert forget(either) == [room.id]
    with either.reading() as session:
        after = everything(session)
    assert [secret for secret in [*secrets, *keys] if secret in repr(after)] == []
    for name in ("participant", "device", "turn", "authorship", "mood"):
        assert before[name] and after[name] == []


def test_texts_ratings_counts_and_the_groups_figures_stay(either: Database) -> None:
    room, _ = a_lively_room(either)
    close(room)
    with either.reading() as session:
        workshop = session.get_one(Workshop, room.id)
        before = everything(session)
        told = minutes(session, workshop)
        counted = [column._replace(open_turns=0) for column in columns(session, workshop)]
        group = people(session, workshop)
        felt = [moods.group_mood(session, workshop, moment) for moment in retention.MOMENTS]
        logged = entries(session, workshop)
    assert group.taking_part == 6 and felt[0] and felt[1]
    forget(either)
    with either.reading() as session:
        workshop = session.get_one(Workshop, room.id)
        after = everything(session)
        assert minutes(session, workshop) == told
        assert columns(session, workshop) == counted
        assert people(session, workshop) == People(6, 6, 0, 0)
        assert [moods.group_mood(session, workshop, moment) for moment in retention.MOMENTS] == felt
        assert entries(session, workshop) == logged
    for name in ("card", "note", "question", "promise", "deed"):
        assert [without_key(row) for row in after[name]] == [without_key(row) for row in before[name]]
    assert workshop.number_of_joins == 6


def without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "form_key"}


@pytest.mark.parametrize("count", [1, 4])
def test_of_few_people_only_stays_that_there_were_fewer_than_five(either: Database, count: int) -> None:
    room, _ = a_lively_room(either, count)
    close(room)
    forget(either)
    with either.reading() as session:
        workshop = session.get_one(Workshop, room.id)
        assert people(session, workshop) == People(1, 1, 0, 0)
        assert moods.group_mood(session, workshop, "start") is None
        assert "weniger als 5 Personen" in repr(minutes(session, workshop))


def test_another_workshop_keeps_its_people(either: Database) -> None:
    gone, _ = a_lively_room(either, 2)
    stays, _ = a_lively_room(either, 3)
    close(gone)
    close(stays, CLOSED + timedelta(days=1))
    assert forget(either) == [gone.id]
    with either.reading() as session:
        for table in (Participant, Device):
            assert len(session.exec(select(table)).all()) == 3
        for part in (Turn, Authorship, Mood):
            assert session.exec(select(part)).first() is not None


def test_it_is_done_once_and_told_once(either: Database) -> None:
    room, _ = a_lively_room(either, 2)
    close(room)
    assert forget(either, LATER - timedelta(days=1)) == []
    assert forget(either) == [room.id]
    assert forget(either, LATER + timedelta(days=400)) == []
    with either.reading() as session:
        told = [e for e in audit.entries(session) if e.what == "forgotten"]
        assert [(e.by, e.about) for e in told] == [("", project_of(session, room).name)]
        assert len([m for m in session.exec(select(Move)) if m.name.startswith("figures")]) == 1


def test_who_comes_late_with_a_card_is_unknown_and_nothing_reopens(either: Database) -> None:
    room = Room(either)
    who = room.join()
    close(room)
    forget(either)
    with pytest.raises(Unknown):
        room.write(who)
    with pytest.raises(Refused), either.writing() as session:
        running.reopen_workshop(session, room.id, NOON)
    assert room.workshop().state == "closed"


def test_a_workshop_that_nobody_closed_counts_from_its_last_sign_of_life(either: Database) -> None:
    room, _ = a_lively_room(either, 2)
    with either.writing() as session:
        for table in (Move, Deed):
            for row in session.exec(select(table).where(table.workshop_id == room.id)):
                row.done_on = CLOSED if table is Deed else CLOSED - timedelta(days=40)
        session.get_one(Workshop, room.id).held_on = CLOSED - timedelta(days=2)
        session.get_one(Workshop, room.id).started_at = NOON - timedelta(days=1)
    assert forget(either, LATER - timedelta(days=1)) == []
    assert forget(either, LATER) == [room.id]
    assert (room.workshop().state, room.workshop().closed_on) == ("closed", LATER)


def test_what_was_only_planned_forgets_its_promises_after_its_day(either: Database) -> None:
    room = Room(either)
    with either.writing() as session:
        planned = planning.plan_workshop(session, room.service_id, "short", held_on=CLOSED)
        dayless = planning.plan_workshop(session, room.service_id, "short")
        for workshop in (planned, dayless):
            asking.promise(session, workshop.id, "of a browser")
    assert forget(either) == [planned.id]
    with either.reading() as session:
        workshop = session.get_one(Workshop, planned.id)
        assert asking.count_promises(session, workshop) == 1
        keys = session.exec(select(Promise.form_key).order_by(Promise.workshop_id))  # type: ignore[arg-type]
        assert [key == "of a browser" for key in keys] == [False, True]


def test_the_project_says_how_many_months(either: Database) -> None:
    room, _ = a_lively_room(either, 2)
    close(room)
    with either.writing() as session:
        by, number = add_person(session, "Ada"), project_of(session, room).id
        retention.set_retention(session, number, 1, by)
        retention.set_retention(session, number, 1, by)
        assert [due.on for due in retention.coming(session, number)] == [date(2026, 4, 2)]
    with either.reading() as session:
        told = [(e.by, e.about) for e in audit.entries(session) if e.what == "retention_changed"]
        assert told == [("Ada", project_of(session, room).name)]
    for wrong in (0, 2, 13, 1200):
        with pytest.raises(Refused), either.writing() as session:
            retention.set_retention(session, number, wrong, by)
    assert forget(either, date(2026, 4, 1)) == []
    assert forget(either, date(2026, 4, 2)) == [room.id]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 240))
def test_months_later_is_the_same_day_or_the_last_one(day: date, months: int) -> None:
    later = retention.after_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


def test_whatever_people_did_nothing_of_them_stays(fresh: Fresh, few: Examples) -> None:
    def check(answers: list[Any], cards: list[tuple[int, str]]) -> None:
        with fresh() as database:
            room = Room(database)
            people_ = [room.join(answer) for answer in answers]
            for n, (who, text) in enumerate(cards):
                room.write(people_[who % len(people_)], text, "need", n % 4, key=f"{n}")
            with database.reading() as session:
                secrets = [p.pseudonym for p in session.exec(select(Participant))]
                secrets += [p.return_hash for p in session.exec(select(Participant))]
                secrets += [d.token_hash for d in session.exec(select(Device))]
                said = [(c.id, c.text, c.step_id) for c in session.exec(select(Card))]
                asked = session.exec(select(Question.id)).all()
            close(room)
            forget(database)
            with database.reading() as session:
                whole = repr(everything(session))
                assert not [secret for secret in secrets if secret in whole]
                assert [(c.id, c.text, c.step_id) for c in session.exec(select(Card))] == said
                assert session.exec(select(Question.id)).all() == asked

    text = st.text("abc äß\n", min_size=1, max_size=30).filter(str.strip)
    few(
        check,
        answers=st.lists(st.sampled_from(["in", "not_today", None]), min_size=1, max_size=7),
        cards=st.lists(st.tuples(st.integers(0, 6), text), max_size=8),
    )
