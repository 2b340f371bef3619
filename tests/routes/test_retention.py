"""The project's page about how long pseudonyms are kept, and what forgotten workshops look like."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import select

from journeys.cli import run
from journeys.database import Database
from journeys.domain import retention
from journeys.domain.audit import AuditEntry
from journeys.domain.projects import Project
from journeys.domain.tables import now
from journeys.domain.workshops import running
from journeys.domain.workshops.tables import Participant
from journeys.tidying import Tidying
from tests.domain.test_retention import WRITE, a_lively_room, close, forget, project_of
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient, fields_of, words
from tests.routes.phone.hall import Phone

LONG_AGO = now().date() - timedelta(days=400)


def test_the_months_are_chosen_and_what_comes_is_told(client: CheckingClient, database: Database) -> None:
    room, _ = a_lively_room(database, 2)
    close(room, now().date())
    with database.reading() as session:
        number = project_of(session, room).id
    links = [link.get("href") for link in client.page(f"/projects/{number}").iter("a")]
    address = f"/projects/{number}/privacy"
    assert address in links
    page = client.page(address)
    assert fields_of(page, address)["months"] == ["12"]
    on = retention.after_months(now().date(), 12)
    assert f"{on.day}. " in words(page) and f"{on.year}: „Wohngeld im Alltag“" in words(page)
    assert client.send(address, months="3").location == address
    assert fields_of(client.page(address), address)["months"] == ["3"]
    for wrong in ("5", "", "x"):
        assert client.send(address, months=wrong).status_code == 422
    with database.reading() as session:
        assert session.get_one(Project, number).retention_months == 3


def test_a_phone_of_a_forgotten_participant_is_told_so(app: Flask, database: Database) -> None:
    room = Room(database)
    room.run(WRITE)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    phone = Phone(client, room.workshop().code).join()
    phone.go("/now")
    close(room, LONG_AGO)
    forget(database, now().date())
    app.extensions["attendance"].forget()  # as half a second later
    for path in ("/now", "/heard", "/say/worry", ""):
        assert "gelöscht, wer dabei war" in words(phone.go(path)), path
    with client.session_transaction() as session:
        assert session["workshops"] == {phone.code: ["", ""]}
    assert client.get(f"/w/{phone.code}/scene", headers={"HX-Request": "true"}).status_code == 401
    stranger = app.test_client()
    assert stranger.get(f"/w/{phone.code}").status_code == 404
    assert stranger.get(f"/w/{phone.code}/now").status_code == 404


def test_known_devices_are_not_known_from_memory(app: Flask, database: Database) -> None:
    room = Room(database)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    phone = Phone(client, room.workshop().code).join()
    close(room, LONG_AGO)
    forget(database, now().date())
    workshops = app.extensions["attendance"]._workshops
    for number, (_, workshop) in list(workshops.items()):
        workshops[number] = (0.0, workshop)  # half a second later
    assert "gelöscht, wer dabei war" in words(phone.go("/now"))
    assert not app.extensions["attendance"]._ids


def test_every_page_of_a_forgotten_workshop_works_without_pseudonyms(
    client: CheckingClient, database: Database
) -> None:
    room, secrets = a_lively_room(database)
    with database.writing() as session:
        from journeys.domain.workshops.planning import agenda_of

        for item in agenda_of(session, room.id):
            item.shows_pseudonyms = item.revealed = True
            running.reveal(session, item.id)
    names = secrets[::3][:6]
    wall = f"/workshops/{room.id}/run/wall?show=all&look=1"
    assert names[0] in client.get(wall).text
    close(room, LONG_AGO)
    Tidying(client.application.extensions).look()
    with database.reading() as session:
        assert session.exec(select(Participant)).all() == []
    pages = [
        "prepare",
        "run",
        "run?show=all&look=1",
        "result",
        "minutes.md",
        "log.csv",
        "beamer",
        "run/wall?show=all",
    ]
    for page in pages:
        answer = client.get(f"/workshops/{room.id}/{page}")
        assert answer.status_code == 200, page
        assert [name for name in secrets if name in answer.text] == [], page
    assert "Mitgemacht haben 6 Personen" in client.get(f"/workshops/{room.id}/minutes.md").text
    cockpit = client.page(f"/workshops/{room.id}/run")
    assert "gehören niemandem mehr" in words(cockpit) and "Wieder öffnen" not in words(cockpit)
    answer = client.send(f"/workshops/{room.id}/reopen")
    assert answer.status_code == 422 and "Pseudonyme dieses Workshops sind gelöscht" in answer.text


def test_the_thread_goes_on_when_the_database_does_not_answer(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def reading(self) -> None:
            raise OSError("Frau Beispiel")

    app.extensions["database"], good = Broken(), app.extensions["database"]
    tidying = Tidying(app.extensions)
    tidying.stop()
    tidying._run()
    tidying._stop.clear()
    tidying._stop.wait = lambda _seconds: tidying.stop() or True  # type: ignore[method-assign]
    tidying._run()
    app.extensions["database"] = good
    assert "tried again: OSError" in caplog.text and "Beispiel" not in caplog.text


def test_what_has_expired_goes_by_itself(app: Flask, database: Database) -> None:
    with database.writing() as session:
        session.add(AuditEntry(at=now() - timedelta(days=366), what="exported"))
        session.add(AuditEntry(at=now() - timedelta(days=364), what="exported"))
    Tidying(app.extensions).look()
    with database.reading() as session:
        assert len(session.exec(select(AuditEntry)).all()) == 1


def test_the_command_shows_and_then_forgets(
    either: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    room, _ = a_lively_room(either, 2)
    close(room, LONG_AGO)
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path))
    monkeypatch.setenv("JOURNEYS_DATABASE_URL", either.url.render_as_string(hide_password=False))
    line = f"{retention.after_months(LONG_AGO, 12):%Y-%m-%d} "
    for dry, left in ((["--dry-run"], True), ([], False)):
        assert run(["workshop", "forget", *dry]) == 0
        assert capsys.readouterr().out.startswith(line)
        with either.reading() as session:
            assert (session.exec(select(Participant)).first() is not None) is left
    assert run(["workshop", "forget"]) == 0
    assert capsys.readouterr().out == ""
