"""Coming in with the office's account: the wanted page, one account for one identity, linking, and going out."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, render_template
from sqlmodel import select

from journeys.database import Database
from journeys.domain import people
from journeys.domain.audit import AuditEntry
from journeys.domain.identities import Identity
from journeys.domain.people import Person
from journeys.domain.projects import create_project
from journeys.domain.tables import now
from journeys.office import Office
from journeys.provider import Grant
from journeys.routes.guard import needs
from tests.routes.client import CheckingClient, parsed, sign_in, words
from tests.routes.single_sign_on.conftest import START, Trusting, come_in, is_in, way_out
from tests.routes.single_sign_on.forger import CLIENT, Forger, key, signed

HERE = "http://127.0.0.1:5000"


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return [person.name for person in people.all_people(session)]


def trail(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as session:
        found = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()  # type: ignore[arg-type]
    return [(entry.what, entry.by, entry.about) for entry in found]


def test_somebody_new_gets_an_account_and_lands_where_they_wanted(
    anonymous: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    anonymous.page("/sign-in?next=/help/start")
    assert come_in(anonymous, forger) == "/help/start"
    assert is_in(anonymous) and names(database) == ["Anna Muster"]
    assert trail(database) == [
        ("account_added", "", "Anna Muster"),
        ("signed_in_by_office", "Anna Muster", ""),
    ]
    with database.reading() as session:
        identity = session.exec(select(Identity)).one()
        assert (identity.issuer, identity.subject) == (forger.issuer, "7f3a")
        assert session.exec(select(Person.is_admin)).one() is False


def test_the_second_time_it_is_the_same_account_whatever_the_name(
    app: Flask, forger: Forger, office: Office, database: Database
) -> None:
    for name in ("Anna Muster", "Anna Muster-Beispiel", "Administration"):
        forger.says["name"] = name
        client = app.test_client()
        come_in(client, forger)  # type: ignore[arg-type]
    assert names(database) == ["Anna Muster"]


def test_a_name_that_somebody_has_gives_nothing_of_theirs(
    app: Flask, client: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    """`client` is the first administrator; who comes with that name from the office is somebody else."""
    forger.says.update(name="administration", email="administration@amt.example")
    other = app.test_client()
    assert isinstance(other, CheckingClient)
    come_in(other, forger)
    assert names(database) == ["Administration", "administration (2)"]
    assert other.get("/people").status_code == 403


def test_groups_give_what_the_person_sees_and_take_it_again(
    anonymous: CheckingClient, forger: Forger, trust: Trusting, database: Database
) -> None:
    with database.writing() as session:
        create_project(session, "Digitales Bürgeramt")
    trust(Grant("bm-team", "review", "Digitales Bürgeramt"), groups="roles")
    forger.says["roles"] = ["bm-team", 7, None]
    come_in(anonymous, forger)
    assert "Digitales Bürgeramt" in anonymous.get("/projects").text
    anonymous.send("/sign-out")
    forger.says["roles"] = ["elsewhere"]
    come_in(anonymous, forger)
    assert "Digitales Bürgeramt" not in anonymous.get("/projects").text


def test_the_way_out_asks_for_little_and_comes_back_to_the_public_address(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    answer = anonymous.get(START, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    asked = parse_qs(urlsplit(answer.location).query)
    assert asked["redirect_uri"] == [f"{HERE}/sign-in/office/callback"]
    assert asked["scope"] == ["openid profile"] and asked["code_challenge_method"] == ["S256"]


def test_who_is_signed_in_is_not_sent_away(client: CheckingClient, forger: Forger, office: Office) -> None:
    assert client.get(START).location == "/"
    assert forger.asked == []


def test_a_disabled_account_stays_out_and_hears_why(
    anonymous: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    come_in(anonymous, forger)
    with database.writing() as session:
        people.disable(session, people.person_named(session, "Anna Muster"), now())
    assert not is_in(anonymous)
    answer = anonymous.get(forger.authorize(way_out(anonymous)))
    assert answer.status_code == 403 and "gesperrt" in words(parsed(answer))
    assert not is_in(anonymous)


def test_a_refusal_by_the_provider_is_a_calm_page_that_repeats_nothing(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    forger.answers.update(code=None, error="access_denied", error_description="<b>Hereinspaziert</b>")
    answer = anonymous.get(forger.authorize(way_out(anonymous)))
    assert answer.status_code == 403 and not is_in(anonymous)
    assert "abgebrochen oder abgelehnt" in words(parsed(answer))
    assert "Hereinspaziert" not in answer.text and "access_denied" not in answer.text
    assert {START, "/sign-in"} <= {a.get("href") for a in parsed(answer).iter("a")}


@pytest.mark.parametrize("fault", ["silent", "away", "endless", "redirects", "no json", "token", "keys"])
def test_a_provider_that_does_not_answer_leaves_the_other_ways(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office, fault: str
) -> None:
    app.extensions["office"] = Office(forger.provider(), seconds=0.3)
    back = forger.authorize(way_out(anonymous)) if fault in ("token", "keys") else START
    discovery = "/.well-known/openid-configuration"
    if fault == "away":
        app.extensions["office"] = Office(forger.provider(issuer="http://127.0.0.1:1"))
    elif fault == "endless":
        forger.metadata["padding"] = "x" * 2_000_000
    elif fault == "redirects":
        forger.redirects[discovery] = f"{forger.issuer}/elsewhere"
    elif fault == "no json":
        forger.texts[discovery] = "<html>Wartung</html>"
    else:
        forger.is_silent = True
    answer = anonymous.get(back)
    assert answer.status_code == 503 and "antwortet gerade nicht" in words(parsed(answer))
    assert "/elsewhere" not in forger.asked
    assert anonymous.get("/sign-in").status_code == 200


def test_a_provider_that_does_not_answer_is_not_asked_again_at_once(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    forger.redirects["/.well-known/openid-configuration"] = "/"
    for _ in range(3):
        assert anonymous.get(START).status_code == 503
    assert len(forger.asked) == 1


def test_keys_that_the_provider_changed_are_fetched_anew(app: Flask, forger: Forger, office: Office) -> None:
    for name in ("right", "new"):
        forger.keys = [dict(key(name).as_dict(private=False))]
        forger.sign = lambda claims, name=name: signed(claims, by=name, kid=name)  # type: ignore[misc]
        client = app.test_client()
        come_in(client, forger)  # type: ignore[arg-type]
        assert is_in(client)  # type: ignore[arg-type]


def test_a_provider_that_takes_the_secret_only_in_the_form(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    forger.metadata["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    forger.takes_secret_in_form = True
    come_in(anonymous, forger)
    assert is_in(anonymous)


def test_without_a_provider_there_is_neither_button_nor_way(anonymous: CheckingClient) -> None:
    assert anonymous.get(START).status_code == 404
    assert anonymous.get("/sign-in/office/callback?code=x&state=x").status_code == 404
    assert anonymous.get("/sign-in/office/signed-out").location == "/sign-in"


@pytest.mark.parametrize("name", ["", "Mit dem Amtskonto anmelden"])
def test_the_button_says_what_the_office_calls_it(app: Flask, trust: Trusting, name: str) -> None:
    trust(name=name)
    with app.test_request_context("/sign-in"):
        button = render_template("single_sign_on/_button.html")
    assert (name or "Mit dem Konto des Hauses anmelden") in button and f'href="{START}"' in button


# Linking an account that is there.


def connect(client: CheckingClient) -> str:
    """Press the button on the page of one's own account: where the next page leads."""
    page = parsed(client.send("/account/office"))
    links = [a.get("href", "") for a in page.iter("a")]
    return next(link for link in links if link.startswith("http"))


def test_an_account_that_is_there_is_linked_and_then_entered_by_the_office(
    app: Flask, client: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    answer = client.get(forger.authorize(connect(client)))
    assert answer.location == "/account"
    assert ("identity_linked", "Administration", "Administration") in trail(database)
    other = app.test_client()
    assert isinstance(other, CheckingClient)
    come_in(other, forger)
    assert other.get("/people").status_code == 200 and names(database) == ["Administration"]


def test_an_identity_of_somebody_else_is_not_linked(
    app: Flask, client: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    other = app.test_client()
    come_in(other, forger)  # type: ignore[arg-type]
    answer = client.get(forger.authorize(connect(client)))
    assert answer.status_code == 403 and "gehört hier schon zu einem anderen Konto" in words(parsed(answer))
    with database.reading() as session:
        (identity,) = session.exec(select(Identity)).all()
        assert people.find_person(session, identity.person_id).name == "Anna Muster"


def test_who_is_linked_already_is_not_linked_a_second_time(
    client: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    assert client.get(forger.authorize(connect(client))).location == "/account"
    forger.says["sub"] = "another"
    assert client.get(forger.authorize(connect(client))).status_code == 403
    with database.reading() as session:
        assert session.exec(select(Identity.subject)).all() == ["7f3a"]


@pytest.mark.own_app
def test_the_account_page_says_whether_it_is_linked(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    part = needs("manage own account")(lambda: render_template("single_sign_on/_account.html"))
    app.add_url_rule("/part", "part", part)
    sign_in(anonymous)
    assert "Mit dem Konto des Hauses verbinden" in anonymous.get("/part").text
    anonymous.get(forger.authorize(connect(anonymous)))
    assert "Sie melden sich auch mit dem Konto des Hauses an." in anonymous.get("/part").text


# Going out.


def test_signing_out_offers_to_do_so_at_the_provider_too(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    forger.metadata["end_session_endpoint"] = f"{forger.issuer}/end"
    come_in(anonymous, forger)
    cookie = anonymous.get_cookie("journeys")
    assert cookie
    page = anonymous.page(anonymous.send("/sign-out").location)
    (url,) = [a.get("href", "") for a in page.iter("a") if a.get("href", "").startswith(forger.issuer)]
    asked = parse_qs(urlsplit(url).query)
    assert (asked["client_id"], asked["post_logout_redirect_uri"]) == ([CLIENT], [f"{HERE}/sign-in"])
    anonymous.set_cookie("journeys", cookie.value)
    assert not is_in(anonymous)


def test_a_provider_without_such_a_page_is_not_offered(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    come_in(anonymous, forger)
    there = anonymous.send("/sign-out").location
    assert anonymous.get(there).location == "/sign-in"


def test_who_came_by_a_link_is_not_asked(anonymous: CheckingClient, forger: Forger, office: Office) -> None:
    sign_in(anonymous)
    assert anonymous.send("/sign-out").location == "/sign-in"


def test_linking_asks_for_the_password_where_there_is_one(
    client: CheckingClient, office: Office, database: Database
) -> None:
    password = "vier blaue Stühle tanzen"
    client.send("/account/password", password=password, present="")
    for typed, status in (("", 200), ("falsch", 422)):
        answer = client.send("/account/office", present=typed)
        assert answer.status_code == status and "Weiter zum Anmeldesystem" not in answer.text
    assert "Weiter zum Anmeldesystem" in client.send("/account/office", present=password).text
