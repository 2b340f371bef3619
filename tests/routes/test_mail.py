"""Mails about news: off by default, on a page of one's own, confirmed by who reads the address, and nobody waits."""

import socket
from dataclasses import replace

from flask import Flask
from sqlmodel import select

from journeys.domain.mail_wishes import MailWish
from journeys.domain.outbox import Mail
from journeys.mail_server import MailServer
from journeys.mails import proof
from tests.routes.cast import Cast
from tests.routes.client import fields_of, parsed, words

PAGE = "/account/mail"
SERVER = MailServer("127.0.0.1", 9, "none", "buergerreise@amt.example")


def with_mail(app: Flask, server: MailServer = SERVER) -> Cast:
    app.extensions["settings"] = replace(app.extensions["settings"], mail_server=server)
    return Cast(app)


def test_without_a_mail_server_there_is_no_word_of_it(app: Flask) -> None:
    member = Cast(app).client("review")
    assert "E-Mail" not in words(member.page("/account")) and member.get(PAGE).status_code == 404
    assert member.send(PAGE, often="daily", address="a@amt.example").status_code == 404


def test_off_until_somebody_chooses_and_confirms(app: Flask) -> None:
    cast = with_mail(app)
    member, me = cast.client("review"), cast.people["review"]
    assert "Sie bekommen keine." in words(member.page("/account"))
    assert fields_of(member.page(PAGE), PAGE)["often"] == ["never"]
    assert member.send(PAGE, often="daily", address=" ada@amt.example ").location == PAGE
    assert "Bitte bestätigen Sie Ihre Adresse" in words(member.page(PAGE))
    assert "noch nicht bestätigt" in words(member.page("/account"))
    link = f"{PAGE}/{proof(app.config['SECRET_KEY'], me.id, 'ada@amt.example')}"
    assert "an ada@amt.example gehen?" in words(member.page(link))
    with cast.database.reading() as session:
        assert session.exec(select(MailWish)).one().confirmed_at is None, "looking at it confirms nothing"
    other = cast.client("design")
    assert "gehört zu einem anderen Konto" in words(other.page(link)) and other.send(link).status_code == 422
    assert member.send(f"{PAGE}/wrong").status_code == 422
    assert member.send(link).location == PAGE
    assert "Einmal am Tag, ada@amt.example" in words(member.page("/account"))
    member.send(PAGE, often="never", address="")
    with cast.database.reading() as session:
        assert session.exec(select(MailWish)).all() == [] and session.exec(select(Mail)).all() == []
    assert "gilt nicht mehr" in words(member.page(link))


def test_what_was_typed_stays(app: Flask) -> None:
    member = with_mail(app).client("review")
    answer = member.send(PAGE, often="weekly", address="ada")
    assert answer.status_code == 422 and "name@amt.example" in words(parsed(answer))
    kept = fields_of(parsed(answer), PAGE)
    assert (kept["address"], kept["often"]) == (["ada"], ["weekly"])


def test_no_request_speaks_to_the_mail_server(app: Flask) -> None:
    """It would hang; but nobody has even called it when the answer is there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        member = with_mail(app, replace(SERVER, port=listening.getsockname()[1])).client("review")
        assert member.send(PAGE, often="daily", address="ada@amt.example").status_code == 303
        try:
            listening.accept()
        except BlockingIOError:
            return
    raise AssertionError("the request called the mail server")


def test_there_is_a_bound(app: Flask) -> None:
    """Nobody has mails sent to address after address."""
    member = with_mail(app).client("review")
    answers = [member.send(PAGE, often="daily", address=f"a{n}@amt.example").status_code for n in range(60)]
    assert set(answers) == {303, 429} and answers[:20] == [303] * 20
