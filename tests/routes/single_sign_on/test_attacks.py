"""What somebody tries who wants to come in as somebody else: each time nobody is signed in, and no account is made."""

import hmac
import json
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask import Flask
from joserfc import jws
from joserfc.jwk import OctKey
from sqlmodel import select

from journeys.database import Database
from journeys.domain.identities import Identity
from journeys.domain.people import Person, add_person, all_people
from journeys.domain.signing_in import begin_sign_in
from journeys.domain.tables import now
from journeys.office import LEEWAY, Office
from journeys.routes import single_sign_on
from journeys.settings import PROVIDER_MINUTES
from tests.routes.client import CheckingClient, parsed, sign_in, words
from tests.routes.single_sign_on.conftest import Trusting, come_in, is_in, way_out
from tests.routes.single_sign_on.forger import CLIENT, Forger, forging, key, signed, unpadded


def another(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def nobody_came(client: CheckingClient, back: str, status: int) -> None:
    """Fails unless this way back is refused with a calm page that repeats nothing of the address."""
    answer = client.get(back)
    assert answer.status_code == status, answer.text
    assert "Das Anmelden hat nicht geklappt" in words(parsed(answer))
    assert answer.headers["Cache-Control"] == "no-store"
    for values in parse_qs(urlsplit(back).query).values():
        assert not [value for value in values if value in answer.text]
    assert not is_in(client)
    with client.application.extensions["database"].reading() as session:
        assert all_people(session) == []


# The way back.


@pytest.mark.parametrize("state", [None, "", "made-up", "another"])
def test_a_state_that_this_browser_was_not_given(
    anonymous: CheckingClient, forger: Forger, office: Office, state: str | None
) -> None:
    forger.answers["state"] = state
    nobody_came(anonymous, forger.authorize(way_out(anonymous)), 400)


@pytest.mark.parametrize("has_begun", [True, False])
def test_a_way_back_that_another_browser_began(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office, has_begun: bool
) -> None:
    """Login CSRF: somebody is lured to the end of another one's sign-in, to work in their account unknowingly."""
    back, victim = forger.authorize(way_out(anonymous)), another(app)
    if has_begun:
        way_out(victim)
    nobody_came(victim, back, 400)


def test_a_way_back_counts_once(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    """Even at a provider that takes a code twice, and after signing out again."""
    forger.forgets_codes = False
    first, second = forger.authorize(way_out(anonymous)), forger.authorize(way_out(anonymous))
    forger.says["nonce"] = "wrong"
    nobody_came(anonymous, first, 403)
    forger.says.pop("nonce")
    nobody_came(anonymous, first, 400)
    assert anonymous.get(second).status_code == 303


def test_after_signing_in_no_other_way_back_is_open(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    first, second = forger.authorize(way_out(anonymous)), forger.authorize(way_out(anonymous))
    assert anonymous.get(first).status_code == 303
    anonymous.send("/sign-out")
    assert anonymous.get(second).status_code == 400 and not is_in(anonymous)


def test_a_code_that_was_used_is_refused_by_the_provider(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    """A cookie that was put back opens the way once more for us, not for the provider."""
    back = forger.authorize(way_out(anonymous))
    cookie = anonymous.get_cookie("journeys")
    assert cookie and anonymous.get(back).status_code == 303
    anonymous.set_cookie("journeys", cookie.value)
    assert anonymous.get(back).status_code == 403 and not is_in(anonymous)


def test_a_way_back_that_took_too_long(anonymous: CheckingClient, forger: Forger, office: Office) -> None:
    back = forger.authorize(way_out(anonymous))
    with anonymous.session_transaction() as session:
        (flow,) = session[single_sign_on.FLOWS].values()
        flow[2] -= PROVIDER_MINUTES.value * 60 + 1
        session.modified = True
    nobody_came(anonymous, back, 400)


def test_a_code_of_somebody_elses_sign_in(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    """A code that leaked, put into one's own way back: only who set off for it has the verifier."""
    leaked = parse_qs(urlsplit(forger.authorize(way_out(another(app)))).query)["code"][0]
    forger.answers["code"] = leaked
    nobody_came(anonymous, forger.authorize(way_out(anonymous)), 403)


def test_no_verifier_no_token(anonymous: CheckingClient, forger: Forger, office: Office) -> None:
    """The forger, like a good provider, gives nothing without one: so each sign-in shows that it is sent."""
    back = forger.authorize(way_out(anonymous))
    for asked in forger.codes.values():
        asked["code_challenge"] = unpadded(b"of another verifier")
    nobody_came(anonymous, back, 403)
    assert "/token" in forger.asked
    assert anonymous.get(forger.authorize(way_out(anonymous))).status_code == 303


@pytest.mark.parametrize("said", [None, "https://other.example", ""])
def test_an_answer_that_another_provider_sent(
    anonymous: CheckingClient, forger: Forger, office: Office, said: str | None
) -> None:
    """Mix-up (RFC 9207): our provider always says who it is, so an answer that says nothing is not its own."""
    forger.answers["iss"] = said
    nobody_came(anonymous, forger.authorize(way_out(anonymous)), 403)
    assert "/token" not in forger.asked


def test_a_provider_that_never_says_who_it_is_may_stay_silent_but_not_lie(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    forger.metadata["authorization_response_iss_parameter_supported"] = None
    forger.answers["iss"] = "https://other.example"
    nobody_came(anonymous, forger.authorize(way_out(anonymous)), 403)
    forger.answers["iss"] = None
    come_in(anonymous, forger)


# The token.


def claims_are(**says: object) -> Callable[[Forger], None]:
    return lambda forger: forger.says.update(says)


def is_signed(sign: Callable[[dict[str, object]], str]) -> Callable[[Forger], None]:
    return lambda forger: setattr(forger, "sign", sign)


def without_signature(claims: dict[str, object]) -> str:
    head = {"alg": "none", "kid": "right"}
    return ".".join([*(unpadded(json.dumps(part).encode()) for part in (head, claims)), ""])


def with_the_public_key_as_secret(claims: dict[str, object]) -> str:
    """HS256, whose key is what the provider publishes; by hand, for the library refuses to do so."""
    head = {"alg": "HS256", "kid": "right"}
    said = ".".join(unpadded(json.dumps(part).encode()) for part in (head, claims))
    secret = key("right").as_pem(private=False)
    return f"{said}.{unpadded(hmac.digest(secret, said.encode(), 'sha256'))}"


def with_a_shared_key(forger: Forger) -> None:
    """HS256 with a symmetric key that the provider carelessly publishes: whoever can read it could sign."""
    shared = OctKey.generate_key(256, {"kid": "shared"})
    forger.keys.append(dict(shared.as_dict(private=True)))
    forger.sign = lambda claims: jws.serialize_compact(
        {"alg": "HS256", "kid": "shared"}, json.dumps(claims), shared, algorithms=["HS256"]
    )


LONG_AGO = int(time.time()) - LEEWAY - 60
FORGED: dict[str, Callable[[Forger], None]] = {
    "nonce of another sign-in": claims_are(nonce="of another one"),
    "no nonce": claims_are(nonce=None),
    "another issuer": claims_are(iss="https://other.example"),
    "issuer with a slash more": lambda forger: forger.says.update(iss=f"{forger.issuer}/"),
    "no issuer": claims_are(iss=None),
    "another audience": claims_are(aud="another-app"),
    "another audience, we as the party": claims_are(aud="another-app", azp=CLIENT),
    "two audiences, no party": claims_are(aud=[CLIENT, "another-app"]),
    "two audiences, another party": claims_are(aud=[CLIENT, "another-app"], azp="another-app"),
    "another party": claims_are(azp="another-app"),
    "no audience": claims_are(aud=None),
    "expired": claims_are(iat=LONG_AGO - 300, exp=LONG_AGO),
    "never expires": claims_are(exp=None),
    "not valid yet": claims_are(nbf=int(time.time()) + 3600),
    "nobody": claims_are(sub=None),
    "empty subject": claims_are(sub=""),
    "endless subject": claims_are(sub="7" * 256),
    "subject that is no text": claims_are(sub=["7f3a"]),
    "no signature": is_signed(without_signature),
    "public key as secret": is_signed(with_the_public_key_as_secret),
    "published shared key": with_a_shared_key,
    "another key, same name": is_signed(lambda claims: signed(claims, by="wrong", kid="right")),
    "a key that is not published": is_signed(lambda claims: signed(claims, by="wrong", kid="wrong")),
    "changed after signing": is_signed(lambda claims: changed(signed(claims))),
    "no token": is_signed(lambda claims: ""),
    "no JWT": is_signed(lambda claims: "a.b.c"),
}


def changed(token: str) -> str:
    head, _, signature = token.split(".")
    claims = json.loads(jws.extract_compact(token.encode()).payload)
    return f"{head}.{unpadded(json.dumps({**claims, 'sub': 'somebody else'}).encode())}.{signature}"


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_token(anonymous: CheckingClient, forger: Forger, office: Office, forged: str) -> None:
    # Real providers offer these, too; it is up to us not to take them.
    forger.metadata["id_token_signing_alg_values_supported"] = ["none", "HS256", "RS256"]
    FORGED[forged](forger)
    nobody_came(anonymous, forger.authorize(way_out(anonymous)), 403)
    assert "/token" in forger.asked


def test_a_token_for_several_with_us_as_the_party_is_fine(
    anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    forger.says.update(aud=[CLIENT, "another-app"], azp=CLIENT)
    come_in(anonymous, forger)


# Discovery.


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"token_endpoint": "http://provider.example/token"},
        {"token_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"id_token_signing_alg_values_supported": ["none", "HS256"]},
    ],
)
def test_discovery_that_can_not_be_trusted(
    anonymous: CheckingClient, forger: Forger, office: Office, metadata: dict[str, object]
) -> None:
    forger.metadata.update(metadata)
    answer = anonymous.get("/sign-in/office")
    assert answer.status_code == 503 and "antwortet gerade nicht" in words(parsed(answer))


def test_the_secret_follows_no_redirect(anonymous: CheckingClient, forger: Forger, office: Office) -> None:
    back = forger.authorize(way_out(anonymous))
    with forging() as thief:
        forger.redirects["/token"] = f"{thief.issuer}/token"
        nobody_came(anonymous, back, 503)
        assert thief.asked == []


# Around it.


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_the_way_on_never_leads_outside(
    anonymous: CheckingClient, forger: Forger, office: Office, wanted: str
) -> None:
    anonymous.get(f"/sign-in?{urlencode({'next': wanted})}")
    back = forger.authorize(way_out(anonymous))
    assert anonymous.get(f"{back}&{urlencode({'next': wanted})}").location == "/"


def test_a_session_that_was_planted_is_worth_nothing_afterwards(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office
) -> None:
    anonymous.token()
    with anonymous.session_transaction() as session:
        session["left"] = "by whoever sat here before"
    way = forger.authorize(way_out(anonymous))
    planted = anonymous.get_cookie("journeys")
    with anonymous.session_transaction() as session:
        before = set(session)
    assert anonymous.get(way).status_code == 303
    with anonymous.session_transaction() as session:
        assert before >= {"left", "csrf_token", single_sign_on.FLOWS} and not before & set(session)
    thief = another(app)
    assert planted
    thief.set_cookie("journeys", planted.value)
    assert is_in(anonymous) and not is_in(thief)


def test_the_same_subject_at_another_provider_is_somebody_else(
    app: Flask, anonymous: CheckingClient, forger: Forger, office: Office, database: Database
) -> None:
    come_in(anonymous, forger)
    with forging() as other:
        app.extensions["office"] = Office(other.provider())
        come_in(another(app), other)
        issuers = {forger.issuer, other.issuer}
    with database.reading() as session:
        found = session.exec(select(Identity)).all()
        assert {one.issuer for one in found} == issuers and len({one.person_id for one in found}) == 2
        assert session.exec(select(Person.name)).all() == ["Anna Muster", "Anna Muster (2)"]


# Linking.


def test_linking_begins_only_in_our_own_form(client: CheckingClient, forger: Forger, office: Office) -> None:
    """Else who is signed in at the provider as somebody else could be made to link them."""
    assert client.post("/account/office").status_code == 400
    assert client.get("/account/office").status_code == 405
    assert forger.asked == []


@pytest.mark.parametrize("who", ["nobody", "somebody else"])
def test_linking_ends_with_the_sign_in_in_which_it_began(
    anonymous: CheckingClient, forger: Forger, office: Office, database: Database, who: str
) -> None:
    sign_in(anonymous)
    page = parsed(anonymous.send("/account/office"))
    url = next(a.get("href", "") for a in page.iter("a") if a.get("href", "").startswith(forger.issuer))
    with database.writing() as rows:
        other = begin_sign_in(rows, add_person(rows, "Somebody else").id, now())
    with anonymous.session_transaction() as session:
        session["sign-in"] = "" if who == "nobody" else other
    answer = anonymous.get(forger.authorize(url))
    assert answer.status_code == 400
    with database.reading() as session:
        assert session.exec(select(Identity)).all() == []


def test_a_sign_in_that_somebody_began_does_not_link(
    client: CheckingClient, forger: Forger, office: Office, trust: Trusting, database: Database
) -> None:
    """A way back for signing in never ends as a link, though somebody is signed in here meanwhile."""
    other = another(client.application)
    back = forger.authorize(way_out(other))
    sign_in(other)
    answer = other.get(back)
    assert answer.status_code == 400
    with database.reading() as session:
        assert session.exec(select(Identity)).all() == []


def test_another_site_can_not_send_anybody_on_the_way(anonymous: CheckingClient, office: Office) -> None:
    assert anonymous.get("/sign-in/office", headers={"Sec-Fetch-Site": "cross-site"}).location == "/sign-in"
    own = anonymous.get("/sign-in/office", headers={"Sec-Fetch-Site": "same-origin"}).location
    assert own.startswith(office.provider.issuer)
