"""One's own account: choosing and changing the password, and ending sign-ins elsewhere."""

import pytest
from flask import Flask
from sqlmodel import select

from journeys.domain.people import FIRST_NAME, Person
from journeys.settings import PASSWORD_LETTERS, PASSWORD_LONGEST, WRONG_PASSWORDS_ACCOUNT
from tests.routes.client import CheckingClient, a_browser, parsed, sign_in, words

GOOD, BETTER = "vier blaue Stühle tanzen", "ein Topf voll grüner Briefe"


def choose(client: CheckingClient, password: str, present: str = "") -> str:
    """Choose a password; what the page said when it was refused, else where it led to."""
    answer = client.send("/account/password", password=password, present=present)
    return words(parsed(answer)) if answer.status_code == 422 else str(answer.location)


def enters(client: CheckingClient, password: str, name: str = FIRST_NAME) -> bool:
    return client.send("/sign-in", name=name, password=password).status_code == 303


def test_who_has_no_password_chooses_one_and_signs_in_with_it(app: Flask, client: CheckingClient) -> None:
    assert "Mit einem Link, der nur einmal gilt." in words(client.page("/account"))
    assert choose(client, GOOD) == "/"
    assert "Mit Ihrem Namen und einem Passwort." in words(client.page("/account"))
    assert enters(a_browser(app), GOOD) and not enters(a_browser(app), BETTER)


def test_only_who_knows_the_present_password_changes_it(app: Flask, client: CheckingClient) -> None:
    choose(client, GOOD)
    assert "Das Passwort stimmt nicht." in choose(client, BETTER, "falsch geraten")
    assert choose(client, BETTER, GOOD) == "/account"
    assert enters(a_browser(app), BETTER) and not enters(a_browser(app), GOOD)


def test_a_change_signs_out_everywhere_else_and_makes_this_session_anew(
    app: Flask, client: CheckingClient
) -> None:
    other = a_browser(app)
    sign_in(other)
    before = client.get_cookie("journeys")
    assert before and other.get("/help").status_code == 200
    choose(client, GOOD)
    assert other.get("/help").status_code == 404 and client.get("/help").status_code == 200
    stolen = a_browser(app)
    stolen.set_cookie("journeys", before.value)
    assert stolen.get("/help").status_code == 404


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("kurz", f"mindestens {PASSWORD_LETTERS.value} Zeichen"),
        ("x" * (PASSWORD_LETTERS.value - 1), f"mindestens {PASSWORD_LETTERS.value} Zeichen"),
        ("ab" * PASSWORD_LONGEST.value, "zu lang"),
        ("passwort1234", "leicht erraten"),
        ("administration1", "leicht erraten"),
        ("qwertzuiop123", "leicht erraten"),
        ("aaaaaaaaaaaaaaaa", "leicht erraten"),
        ("Bürgerreise2026", "leicht erraten"),
    ],
)
def test_bad_passwords_are_refused_with_what_would_be_good(
    client: CheckingClient, password: str, sentence: str
) -> None:
    assert sentence in choose(client, password)


@pytest.mark.parametrize(
    "password",
    ["stille wasser", "🐢🚲🌧🥕📎🪑🧵🎺🏔🧊🪁🎈", "  blank am Anfang und Ende  ", "ä" * 5 + "kühle Nächte"],
)
def test_any_sign_is_fine_and_counts_as_typed(app: Flask, client: CheckingClient, password: str) -> None:
    assert choose(client, password) == "/"
    assert enters(a_browser(app), password) and not enters(a_browser(app), password.strip() + "x")


def test_one_letter_typed_in_two_ways_is_one(app: Flask, client: CheckingClient) -> None:
    choose(client, "kühle Nächte im Rathausgarten")
    assert enters(a_browser(app), "ku\u0308hle Na\u0308chte im Rathausgarten")


@pytest.mark.real_hash
def test_the_password_is_nowhere_but_in_its_hash(app: Flask, client: CheckingClient) -> None:
    answer = client.send("/account/password", password="kurz aber geheim"[:8], present="")
    assert "kurz" not in answer.text
    choose(client, GOOD)
    with app.extensions["database"].reading() as session:
        (kept,) = session.exec(select(Person.password_hash)).all()
    assert kept and kept.startswith("$argon2id$") and GOOD not in kept


def test_guessing_at_the_present_password_is_slowed_down(client: CheckingClient) -> None:
    choose(client, GOOD)
    for _ in range(WRONG_PASSWORDS_ACCOUNT.value):
        choose(client, BETTER, "falsch")
    answer = client.send("/account/password", password=BETTER, present=GOOD)
    assert answer.status_code == 429 and "viele falsche Versuche" in words(parsed(answer))


def test_other_browsers_are_shown_and_can_be_signed_out(app: Flask, client: CheckingClient) -> None:
    other = a_browser(app)
    sign_in(other)
    page = words(client.page("/account"))
    assert "Dieser Browser" in page and "Ein anderer Browser" in page
    client.send("/account/sign-out-elsewhere")
    assert other.get("/help").status_code == 404
    assert "Ein anderer Browser" not in words(client.page("/account"))


def test_one_of_them_can_be_signed_out_and_nobody_elses(app: Flask, client: CheckingClient) -> None:
    lost, kept = a_browser(app), a_browser(app)
    sign_in(lost)
    sign_in(kept)
    ends = [
        f.get("action", "") for f in client.page("/account").iter("form") if "/end" in f.get("action", "")
    ]
    assert len(ends) == 2
    client.send(ends[1])  # the latest stands first
    assert (lost.get("/help").status_code, kept.get("/help").status_code) == (404, 200)
    assert client.send("/account/sign-ins/999/end").status_code == 404


def test_a_sign_in_ends_the_one_that_this_browser_had(app: Flask, client: CheckingClient) -> None:
    before = client.get_cookie("journeys")
    sign_in(client)
    stolen = a_browser(app)
    assert before
    stolen.set_cookie("journeys", before.value)
    assert stolen.get("/help").status_code == 404 and client.get("/help").status_code == 200
