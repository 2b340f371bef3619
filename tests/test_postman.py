"""The outbox meets real mail servers: one that takes mails, one that refuses some, one that hangs."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from types import SimpleNamespace

import pytest
from sqlmodel import select

import journeys.postman
from journeys.database import Database
from journeys.domain import mail_wishes
from journeys.domain.outbox import Mail
from journeys.domain.people import find_person
from journeys.domain.review import approving, commenting
from journeys.domain.review.commenting import Writer
from journeys.domain.review.subjects import Subject
from journeys.domain.tables import now
from journeys.mail_server import MailServer
from journeys.mails import Letter, proven
from journeys.postman import Postman, check, message, send
from journeys.settings import MAIL_SECONDS
from tests.domain.review.team import Team
from tests.mail_box import SENDER, Box, mail_server

KEY, URL, ADDRESS = "key", "https://reise.amt.example", "ben@amt.example"
SECRET = "Das steht nur in der App"


@pytest.fixture
def box() -> Iterator[tuple[Box, MailServer]]:
    with mail_server() as there:
        yield there


@contextmanager
def hanging() -> Iterator[MailServer]:
    """A mail server that takes a connection and never says anything."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield MailServer("127.0.0.1", listening.getsockname()[1], "none", SENDER)


def postman(database: Database, server: MailServer) -> Postman:
    return Postman({"database": database, "settings": SimpleNamespace(public_url=URL)}, server, KEY)


def wish(database: Database, team: Team, confirmed: bool) -> None:
    """Ben wants mails each day, and was last told two days ago."""
    long_ago = now() - timedelta(days=2)
    with database.writing() as session:
        ben = team.person(session, team.ben)
        mail_wishes.choose(session, ben, "daily", ADDRESS, "de", long_ago)
        if confirmed:
            mail_wishes.confirm(session, ben, ADDRESS, long_ago)
            for mail in session.exec(select(Mail)):
                session.delete(mail)


def waiting(database: Database) -> list[Mail]:
    with database.reading() as session:
        return list(session.exec(select(Mail)))


def happens(database: Database, team: Team) -> None:
    with database.writing() as session:
        ada, ben = team.person(session, team.ada), team.person(session, team.ben)
        version = team.freeze(session, name=SECRET)
        approving.ask(session, version, [ben.id], now().date() + timedelta(days=3), SECRET, ada)
        commenting.add_comment(session, version, Subject("service"), f"@Ben {SECRET}", Writer(ada))
        commenting.add_comment(session, version, Subject("service"), SECRET, Writer(ben))


def test_the_first_mail_asks_and_its_link_proves_the_address(
    either: Database, box: tuple[Box, MailServer]
) -> None:
    team = Team(either)
    wish(either, team, confirmed=False)
    happens(either, team)
    mails, server = box
    assert postman(either, server).look() == 1 and waiting(either) == []
    (mail,) = mails.mails
    assert (mail["To"], mail["From"], mail["Auto-Submitted"]) == (ADDRESS, SENDER, "auto-generated")
    link = next(word for word in mail.get_content().split() if word.startswith(f"{URL}/account/mail/"))
    assert proven(KEY, link.rsplit("/", 1)[1]) == (team.ben, ADDRESS)
    assert proven("other", link.rsplit("/", 1)[1]) is None and SECRET not in mail.get_content()


def test_the_digest_says_how_much_of_what_and_no_text(either: Database, box: tuple[Box, MailServer]) -> None:
    team = Team(either)
    wish(either, team, confirmed=True)
    happens(either, team)
    mails, server = box
    man = postman(either, server)
    assert man.look() == 1 and man.look() == 0 and postman(either, server).look() == 0
    (mail,) = mails.mails
    text = mail.get_content()
    assert mail["Subject"] == "Neues in Bürgerreise" and SECRET not in text
    for said in ("1 Kommentar an Sie", "1 neuer Stand", "Ihre Antwort wird gebraucht bis"):
        assert said in text
    assert f"{URL}/projects/{team.project}/news" in text and f"{URL}/account/mail" in text


def test_where_nothing_is_new_nothing_is_sent(either: Database, box: tuple[Box, MailServer]) -> None:
    wish(either, Team(either), confirmed=True)
    mails, server = box
    postman(either, server).look()
    assert mails.mails == [] and waiting(either) == []


def test_a_server_that_hangs_holds_up_nothing_and_the_mail_arrives_later(
    either: Database, box: tuple[Box, MailServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Team(either)
    wish(either, team, confirmed=False)
    monkeypatch.setattr(journeys.postman, "MAIL_SECONDS", MAIL_SECONDS._replace(value=3))
    with hanging() as server:
        trying = Thread(target=postman(either, server).look)
        trying.start()
        while not any(mail.tries for mail in waiting(either)):
            sleep(0.01)
        # It waits for the mail server now: whoever writes does not wait with it.
        with either.writing() as session:
            find_person(session, team.ben).name = "Benno"
        assert trying.is_alive()
        trying.join()
    (mail,) = waiting(either)
    assert mail.tries == 1 and mail.next_at > now()
    mails, server = box
    assert postman(either, server).look() == 0, "it waits for the pause"
    with either.writing() as session:
        session.get_one(Mail, mail.id).next_at = now()
    assert postman(either, server).look() == 1 and len(mails.mails) == 1 and waiting(either) == []


def test_who_is_refused_holds_up_nobody_and_is_told_in_the_end(
    either: Database, box: tuple[Box, MailServer]
) -> None:
    team = Team(either)
    wish(either, team, confirmed=False)
    with either.writing() as session:
        cleo = team.person(session, team.cleo)
        mail_wishes.choose(session, cleo, "weekly", "cleo@amt.example", "en", now())
    mails, server = box
    mails.refused.add(ADDRESS)
    start, man = monotonic(), postman(either, server)
    while waiting(either) and monotonic() - start < 60:
        man.look()
        with either.writing() as session:
            for mail in session.exec(select(Mail)):
                mail.next_at = now() - timedelta(seconds=1)
    assert [mail["To"] for mail in mails.mails] == ["cleo@amt.example"]
    assert mails.mails[0]["Subject"] == "Please confirm your address"
    with either.reading() as session:
        wishes = [mail_wishes.wish_of(session, who) for who in (team.ben, team.cleo)]
    assert [bool(each and each.failed_at) for each in wishes] == [True, False]


def test_doctor_learns_whether_it_answers(
    box: tuple[Box, MailServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(box[1])
    monkeypatch.setattr(journeys.postman, "MAIL_SECONDS", MAIL_SECONDS._replace(value=1))
    with hanging() as server, pytest.raises(OSError):
        check(server)


def test_a_password_goes_only_to_a_server_that_is_trusted(
    sqlite: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish(sqlite, Team(sqlite), confirmed=False)
    with mail_server(tmp_path) as (mails, server):
        assert postman(sqlite, server).look() == 0 and mails.mails == [], "nobody vouches for its certificate"
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "mail.pem"))
        for asked in (replace(server, security="none"), replace(server, password="wrong")):
            with pytest.raises(OSError):
                send(asked, message(asked, Letter(ADDRESS, "x", "x")))
        with sqlite.writing() as session:
            for mail in session.exec(select(Mail)):
                mail.next_at = now()
        assert postman(sqlite, server).look() == 1 and [mail["To"] for mail in mails.mails] == [ADDRESS]
