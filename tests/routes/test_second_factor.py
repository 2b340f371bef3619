"""A second factor: set up with an app, asked for after the password, good once, guarded against guessing."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain import accounts, passwords, second_factor
from journeys.domain.people import FIRST_NAME, add_person, person_named
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now
from journeys.settings import CODE_MINUTES, WRONG_PASSWORDS_ACCOUNT
from tests.routes.client import CheckingClient, a_browser, parsed, words

GOOD = "vier blaue Stühle tanzen"
NOON = datetime(2026, 3, 1, 12, 0, 10, tzinfo=UTC)


def set_up(client: CheckingClient) -> pyotp.TOTP:
    """Choose a password and a second factor as a person does: by the key that the page shows."""
    client.send("/account/password", password=GOOD, present="")
    page = client.page("/account/second-factor")
    key = "".join(words(next(page.iter("code"))).split())
    app = pyotp.TOTP(key)
    assert client.send("/account/second-factor", code=app.now(), present=GOOD).location == "/account"
    return app


def fresh(phone: pyotp.TOTP) -> str:
    """A code that was not used yet: the next one counts already."""
    return phone.at(now() + timedelta(seconds=30))


def half_way(app: Flask, name: str = FIRST_NAME) -> CheckingClient:
    client = a_browser(app)
    assert client.send("/sign-in", name=name, password=GOOD).location == "/sign-in/code"
    return client


def test_after_the_password_the_code_of_the_app_lets_in(app: Flask, client: CheckingClient) -> None:
    phone = set_up(client)
    hers = half_way(app)
    assert hers.get("/help").status_code == 404
    answer = hers.send("/sign-in/code", code="000000")
    assert answer.status_code == 422 and "Dieser Code passt nicht." in words(parsed(answer))
    assert hers.send("/sign-in/code", code=fresh(phone)).status_code == 303
    assert hers.get("/help").status_code == 200


def test_a_code_is_good_once(app: Flask, client: CheckingClient) -> None:
    phone = set_up(client)
    code = fresh(phone)
    assert half_way(app).send("/sign-in/code", code=code).status_code == 303
    assert half_way(app).send("/sign-in/code", code=code).status_code == 422


def test_nobody_gets_to_the_code_without_the_password(app: Flask, client: CheckingClient) -> None:
    phone = set_up(client)
    stranger = a_browser(app)
    assert stranger.get("/sign-in/code").location == "/sign-in"
    assert stranger.send("/sign-in/code", code=fresh(phone)).location == "/sign-in"
    assert stranger.get("/help").status_code == 404


def test_the_code_must_follow_soon(app: Flask, client: CheckingClient) -> None:
    phone = set_up(client)
    hers = half_way(app)
    with hers.session_transaction() as session:
        number, until = session["half way"]
        session["half way"] = [number, until - CODE_MINUTES.value * 60]
    assert hers.send("/sign-in/code", code=fresh(phone)).location == "/sign-in"


def test_codes_can_not_be_guessed(app: Flask, client: CheckingClient) -> None:
    phone = set_up(client)
    statuses = [
        half_way(app).send("/sign-in/code", code=f"{n:06}").status_code
        for n in range(WRONG_PASSWORDS_ACCOUNT.value)
    ]
    assert set(statuses) == {422}
    answer = half_way(app).send("/sign-in/code", code=fresh(phone))
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0


def test_a_link_asks_for_the_code_too(app: Flask, client: CheckingClient, database: Database) -> None:

    phone = set_up(client)
    with database.writing() as session:
        link = make_sign_in_link(session, "", now())
    hers = a_browser(app)
    assert hers.send(link).location == "/sign-in/code"
    assert hers.get("/help").status_code == 404
    assert hers.send("/sign-in/code", code=fresh(phone)).status_code == 303


def test_only_who_has_the_app_takes_it_away(app: Flask, client: CheckingClient) -> None:
    phone = set_up(client)
    assert client.send("/account/second-factor/off", code="000000").status_code == 422
    assert client.send("/account/second-factor/off", code=fresh(phone)).location == "/account"
    assert a_browser(app).send("/sign-in", name=FIRST_NAME, password=GOOD).location == "/"


def test_a_reset_by_the_administration_takes_it_away(
    app: Flask, client: CheckingClient, database: Database
) -> None:
    set_up(client)
    with database.writing() as session:
        accounts.reset(session, "", person_named(session, FIRST_NAME), None, now())
    with database.reading() as session:
        assert person_named(session, FIRST_NAME).totp_secret is None


def test_a_wrong_code_sets_nothing_up_and_the_key_stays(client: CheckingClient) -> None:
    client.send("/account/password", password=GOOD, present="")
    key = words(next(client.page("/account/second-factor").iter("code")))
    answer = client.send("/account/second-factor", code="000000", present=GOOD)
    assert answer.status_code == 422 and key in words(parsed(answer))
    assert "Zweiten Faktor einrichten" in words(client.page("/account"))


@pytest.mark.parametrize(
    ("seconds", "counts"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)]
)
def test_half_a_minute_early_or_late_counts(either: Database, seconds: int, counts: bool) -> None:
    secret = second_factor.fresh_secret()
    code = pyotp.TOTP(secret).at(NOON + timedelta(seconds=seconds))
    with either.writing() as session:
        person = add_person(session, "Anna Berg")
        passwords.set_password(session, person, GOOD, NOON)
        person.totp_secret = secret
        session.flush()
        assert second_factor.accepts(session, person, code, NOON) is counts


def test_the_codes_are_those_of_the_standard(either: Database) -> None:
    """RFC 6238, appendix B: the SHA-1 vector for 59 seconds, its last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    with either.writing() as session:
        person = add_person(session, "Anna Berg")
        person.totp_secret = secret
        session.flush()
        assert second_factor.accepts(session, person, "287082", datetime.fromtimestamp(59, UTC))


def test_a_second_one_does_not_take_the_place_of_the_first(app: Flask, client: CheckingClient) -> None:
    """Whoever got hold of an open session does not get round the app by setting up one of their own."""
    first = set_up(client)
    assert not list(client.page("/account/second-factor").iter("code"))
    with client.session_transaction() as session:
        session["second factor"] = own = pyotp.random_base32()
    answer = client.send("/account/second-factor", code=pyotp.TOTP(own).now(), present=GOOD)
    assert answer.status_code == 422 and "ist schon eingerichtet" in words(parsed(answer))
    assert half_way(app).send("/sign-in/code", code=fresh(first)).status_code == 303


def test_setting_it_up_asks_for_the_password(client: CheckingClient) -> None:
    client.send("/account/password", password=GOOD, present="")
    key = "".join(words(next(client.page("/account/second-factor").iter("code"))).split())
    answer = client.send("/account/second-factor", code=pyotp.TOTP(key).now(), present="falsch")
    assert answer.status_code == 422 and "Das Passwort stimmt nicht." in words(parsed(answer))
    assert "Zweiten Faktor einrichten" in words(client.page("/account"))
