"""The database: transactions, what it refuses by itself, and what it promises to readers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import SQLModel, select

import journeys.domain.everything  # noqa: F401
from journeys.database import Database
from journeys.domain import api_tokens, audit, history, mail_wishes
from journeys.domain.document import Document
from journeys.domain.editing import edit, edit_service
from journeys.domain.identities import Identity
from journeys.domain.importing import import_document
from journeys.domain.members import start_project
from journeys.domain.people import Person
from journeys.domain.projects import Project, create_project
from journeys.domain.proposals import add_proposal, occasions
from journeys.domain.reading import read
from journeys.domain.review import approving, commenting, share_links
from journeys.domain.review.subjects import Subject
from journeys.domain.review.tables import Visit
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.signing_in import begin_sign_in, make_sign_in_link, use_sign_in_link
from journeys.domain.tables import now
from journeys.domain.workshops import asking, curating, moods
from tests.builders import a_document
from tests.domain.test_storing import put_in
from tests.domain.whole import whole_document
from tests.domain.workshops.room import Room
from tests.domain.workshops.test_cards import SILENT, reveal


def test_a_block_that_fails_stores_nothing(either: Database) -> None:
    with pytest.raises(ZeroDivisionError), either.writing() as session:
        create_project(session, "Halb")
        _ = 1 / 0
    with either.reading() as session:
        assert session.exec(select(Project)).all() == []


def test_what_happens_in_a_reading_is_not_stored(either: Database) -> None:
    with either.reading() as session:
        create_project(session, "Nur gelesen")
    with either.reading() as session:
        assert session.exec(select(Project)).all() == []


def test_a_reading_sees_one_moment(either: Database) -> None:
    """A document is read table by table: a change in between must not make it a mixture."""
    service_id = put_in(either, a_document())
    with either.reading() as session:
        service = session.get_one(Service, service_id)
        with either.writing() as other:
            edit(other, "steps", 1, 1, {"title": "Inzwischen"})
        assert next(read(session, service).steps()).title == "Schritt S1"
    with either.reading() as session:
        service = session.get_one(Service, service_id)
        assert next(read(session, service).steps()).title == "Inzwischen"


def test_writers_at_once_wait_for_each_other(either: Database) -> None:
    """Each reads before it writes: without waiting one of two would fail, or count from the same number."""
    put_in(either, a_document())

    def count_up(_: int) -> None:
        with either.writing() as session:
            session.get_one(Service, 1, with_for_update=True).changes += 1

    with either.reading() as session:
        before = session.get_one(Service, 1).changes
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(40)))
    with either.reading() as session:
        assert session.get_one(Service, 1).changes == before + 40


def test_who_cannot_wait_is_behind_one_at_most_of_those_who_can(either: Database) -> None:
    put_in(either, a_document())
    order: list[str] = []
    is_held, go_on = Event(), Event()

    def change(name: str, can_wait: bool) -> None:
        with either.writing(can_wait) as session:
            session.get_one(Service, 1, with_for_update=True).changes += 1
            order.append(name)
            if name == "first":
                is_held.set()
                assert go_on.wait(20)

    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(change, "first", True)]
        assert is_held.wait(20)
        waiting += [pool.submit(change, "waits", True) for _ in range(6)]
        sleep(0.5)  # until all six stand in their queue
        waiting.append(pool.submit(change, "note", False))
        sleep(0.5)
        go_on.set()
        for each in waiting:
            each.result(20)
    assert order.index("note") <= 2
    assert order.count("waits") == 6


def test_sqlite_is_set_for_durable_writes_and_foreign_keys(sqlite: Database) -> None:
    with sqlite.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}


def test_a_database_that_does_not_answer_says_so(sqlite: Database, tmp_path: Any) -> None:
    sqlite.check()
    lost = Database(f"sqlite:///{tmp_path}/nowhere/journeys.sqlite")
    with pytest.raises(OperationalError):
        lost.check()


def references() -> list[tuple[str, str]]:
    """Every column that refers to a row elsewhere."""
    tables = SQLModel.metadata.sorted_tables
    return [(table.name, column.name) for table in tables for column in table.columns if column.foreign_keys]


def filled(database: Database) -> None:
    """Something in every table."""
    with database.writing() as session:
        link = make_sign_in_link(session, "", now())
        person = use_sign_in_link(session, link.removeprefix("/sign-in/"), now())
        assert person
        begin_sign_in(session, person.id, now())
        session.add(Identity(person_id=person.id, issuer="https://sso.example", subject="1"))
        audit.remember(session, "signed_in", person)
        value = Document.from_plain(whole_document())
        service = import_document(session, start_project(session, "Vorhaben", "", person), value).service
        typed = {"name": "Auswertung", "scope": "figures", "days": "30"}
        api_tokens.make_token(session, service.project_id, typed, person, now())
        with history.kept(session, service.id, person.id):
            edit_service(session, service.id, service.revision, {"authority": "Bürgeramt"})
        every = occasions(session, service)
        for occasion in (every[0], every[-1]):
            said = {"occasion": occasion.key, "module": "08", "text": "Eine Liste"}
            add_proposal(session, service.id, said)
        mail_wishes.choose(session, person, "daily", "ada@amt.example", "de", now())
    fill_review(database, service.id, person.id)
    room = Room(database)
    who = room.join()
    reveal(room, room.run(SILENT).id)
    card = room.write(who)
    with database.writing() as session:
        curating.split(session, card.id, card.revision, "Das eine", "Das andere")
        asking.ask_question(session, room.id, "Wer liest das?", "k")
        asking.promise(session, room.id, "k")
        moods.say_mood(session, who, "start", 3)


def fill_review(database: Database, service_id: int, person_id: int) -> None:
    """A version, a link to it, a round on it and its answer, a thread with an answer by a guest, a visit."""
    with database.writing() as session:
        service, person = session.get_one(Service, service_id), session.get_one(Person, person_id)
        version = freeze(session, service, person, name="Vor dem Workshop").version
        typed = {"name": "Dezernat", "days": "30", "version": "1", "may_comment": "yes", "password": ""}
        link, _ = share_links.make_link(session, service_id, {**typed, "embedded_in": ""}, person, now())
        approving.ask(session, version, [person_id], now().date(), "", person)
        first = commenting.add_comment(
            session, version, Subject("service"), f"@{person.name}?", commenting.Writer(person)
        )
        guest = commenting.Writer(guest="Gast", link_id=link.id)
        commenting.answer(session, version, first.id, "Ja", guest)
        commenting.set_resolved(session, first.id, person, True)
        session.add(Visit(person_id=person_id, project_id=service.project_id))


def test_every_reference_leads_somewhere(either: Database) -> None:
    filled(either)
    tried = 0
    for table, column in references():
        one = f"(SELECT min(id) FROM {table} WHERE {column} IS NOT NULL)"
        with either.engine.execution_options(writes=True).connect() as connection:
            if connection.execute(text(f"SELECT {one}")).scalar() is None:
                continue
            with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
                connection.execute(text(f"UPDATE {table} SET {column} = 987654 WHERE id = {one}"))
            tried += 1
    assert tried == len(references())


BAD_ROWS = [
    "UPDATE step SET actor = 'robot'",
    "UPDATE step SET channel = 'fax'",
    "UPDATE step SET emotion = 3",
    "UPDATE step SET change = 'gone'",
    "UPDATE step SET position = NULL",
    "UPDATE step SET title = NULL",
    "UPDATE step SET ref = 'same'",
    "UPDATE note SET kind = 'idea' WHERE step_id IS NOT NULL",
    "UPDATE note SET kind = NULL WHERE step_id IS NOT NULL",
    "UPDATE note SET kind = 'gossip'",
    "UPDATE note SET severity = 4",
    "UPDATE note SET priority = 0",
    "UPDATE note SET frequency = 'never'",
    "UPDATE note SET certainty = 'sure'",
    "UPDATE note SET form_key = 'same'",
    "UPDATE journey SET kind = 'was'",
    "UPDATE persona SET role = 'boss'",
    "UPDATE persona SET digital_skill = 'none'",
    "UPDATE source SET reliability = 'rumour'",
    "UPDATE opportunity SET impact = 6",
    "UPDATE opportunity SET effort = 0",
    "UPDATE opportunity SET horizon = 'never'",
    "UPDATE proposal SET opportunity_id = 1, note_id = 1",
    "UPDATE version SET cause = 'whim'",
    "UPDATE comment SET about = 'weather'",
    "UPDATE comment SET resolved_at = at WHERE thread_id IS NOT NULL",
    "UPDATE approval_answer SET verdict = 'perhaps'",
    "UPDATE fact SET role = 'rumour'",
    "UPDATE span SET role = 'break'",
    "UPDATE span SET unit = 'aeons'",
    "UPDATE citation SET source_id = NULL",
    "UPDATE citation SET fact_id = NULL, persona_id = NULL, span_id = NULL, note_id = NULL, opportunity_id = NULL",
    "INSERT INTO project (name, description, revision, created_at) SELECT name, '', 1, created_at FROM project",
]


@pytest.fixture
def both(sqlite: Database, postgres: Database) -> list[Database]:
    for database in (sqlite, postgres):
        filled(database)
    return [sqlite, postgres]


def test_bad_rows_are_refused(both: list[Database]) -> None:
    for database in both:
        for command in BAD_ROWS:
            with (
                database.engine.execution_options(writes=True).connect() as connection,
                pytest.raises(IntegrityError),
            ):
                connection.execute(text(command))


def test_a_service_goes_with_everything_in_it(both: list[Database]) -> None:
    for database in both:
        with database.engine.execution_options(writes=True).connect() as connection:
            connection.execute(text("DELETE FROM project"))
            connection.commit()
            left = {
                table.name
                for table in SQLModel.metadata.sorted_tables
                if connection.execute(select(table)).first() is not None
            }
        assert left == {
            "person",
            "identity",
            "sign_in",
            "sign_in_link",
            "audit_entry",
            "mail_wish",
            "mail",
        }, "accounts stay, what they did in the project goes"


def test_a_persona_goes_and_notes_stay(both: list[Database]) -> None:
    for database in both:
        with database.engine.execution_options(writes=True).connect() as connection:
            notes = connection.execute(text("SELECT count(*) FROM note")).scalar_one()
            connection.execute(text("DELETE FROM persona"))
            connection.commit()
            assert connection.execute(text("SELECT count(*) FROM note")).scalar_one() == notes


def test_a_write_within_a_write_is_an_error_and_not_a_wait_without_end(sqlite: Database) -> None:
    with sqlite.writing(), pytest.raises(RuntimeError, match="within a write"), sqlite.writing():
        raise AssertionError("never reached")
    with sqlite.writing() as session:
        create_project(session, "Danach geht es weiter")
