"""The door: in by QR address or typed code, with a name that is nobody's, and back in on any device."""

import pytest
from flask import Flask

from journeys.domain.workshops.codes import new_code, spoken_code
from journeys.settings import WRONG_CODES_BROWSER
from tests.routes.client import CheckingClient, words
from tests.routes.phone.hall import PAIN, Hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return Hall(app)


def test_the_address_of_the_qr_code_leads_to_the_name(hall: Hall) -> None:
    phone = hall.phone()
    phone.go("")
    assert phone.heading() == "Willkommen bei „Wohngeld im Alltag“"
    offered = phone.form("/join")["pseudonym"]
    phone.press("/join", **phone.form("/join"))
    assert offered == [hall.people()[0].pseudonym]
    assert phone.heading() == "Sie sind Bürgerexpertin oder Bürgerexperte"


@pytest.mark.parametrize("typed", ["{}", "{} ", "a {}", "lower", "spoken", "dashes"])
def test_a_typed_code_leads_there_too(hall: Hall, anonymous: CheckingClient, typed: str) -> None:
    ways = {"lower": hall.code.lower(), "spoken": spoken_code(hall.code), "dashes": "-".join(hall.code)}
    code = ways.get(typed, typed.format(hall.code))
    answer = anonymous.send("/w", code=code)
    page = anonymous.page(answer.location, 404 if typed == "a {}" else 200)
    assert ("Willkommen" in words(page)) is (typed != "a {}")


def test_no_code_is_asked_for_again(anonymous: CheckingClient) -> None:
    anonymous.page("/w")
    answer = anonymous.send("/w", code=" - ")
    assert answer.status_code == 422 and "Bitte geben Sie den Code ein." in answer.text


def test_another_name_and_a_name_of_ones_own(hall: Hall) -> None:
    phone = hall.phone()
    phone.go("")
    first = phone.form("/join")["pseudonym"]
    phone.go("?name=1")
    assert phone.form("/join")["pseudonym"] != first
    phone.press("/join", **{**phone.form("/join"), "pseudonym": "Zimmer 12"})
    assert hall.people()[0].pseudonym == "Zimmer 12"


def test_a_name_that_somebody_has_is_refused_and_stays_in_the_field(hall: Hall) -> None:
    hall.phone().join()
    taken = hall.people()[0].pseudonym
    phone = hall.phone()
    phone.go("")
    phone.press("/join", 422, **{**phone.form("/join"), "pseudonym": taken})
    assert "So heißt hier schon jemand" in phone.text()
    assert phone.form("/join")["pseudonym"] == [taken]


def test_who_took_the_offered_name_too_late_gets_another(hall: Hall) -> None:
    early, late = hall.phone(), hall.phone()
    early.go("")
    late.go("")
    for phone in (early, late):
        phone.press("/join", **phone.form("/join"))
    assert len({person.pseudonym for person in hall.people()}) == 2


def test_joining_twice_is_joining_once(hall: Hall) -> None:
    phone = hall.phone()
    phone.go("")
    form = phone.form("/join")
    phone.press("/join", **form)
    phone.press("/join", **form)
    assert len(hall.people()) == 1


def test_the_return_code_brings_any_device_to_the_same_place(hall: Hall) -> None:
    phone, other = hall.phone(), hall.phone()
    phone.join(None)
    code = phone.return_code()
    phone.press("/answer", answer="in")
    phone.press("/mood", moment="start", mood="3")
    phone.write("Der Link führt ins Leere")
    phone.go()
    here = phone.text()
    other.go("/back")
    other.press("/back", return_code=code.upper().replace("-", "  "))
    assert other.heading() == PAIN
    assert "Der Link führt ins Leere" in other.text()
    assert other.text() == here
    phone.go()
    assert phone.heading() == PAIN, "the first device stays in"


def test_a_return_code_works_after_the_end(hall: Hall) -> None:
    phone, other = hall.phone(), hall.phone()
    code = phone.join(None).return_code()
    hall.close()
    other.go("", 404)
    assert f"/w/{hall.code}/back" in [link.get("href") for link in other.on.iter("a")]
    other.press("/back", return_code=code)
    assert other.heading() == "Das haben wir gehört"


def test_a_wrong_return_code_says_so_and_stays_in_the_field(hall: Hall) -> None:
    phone = hall.phone()
    phone.press("/back", 404, return_code="ahorn-linde-47-brot")
    assert "Diesen Code kennen wir hier nicht" in phone.text()
    assert phone.on.find(".//input[@id='return_code']").get("value") == "ahorn-linde-47-brot"  # type: ignore[union-attr]


def test_somebody_else_may_take_over_a_device(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.go("/back")
    again = next(link.get("href") for link in phone.on.iter("a") if "anew" in link.get("href", ""))
    phone.go(again.removeprefix(f"/w/{hall.code}"))
    phone.press("/join", **phone.form("/join"))
    assert len(hall.people()) == 2
    assert phone.heading() == "Sie sind Bürgerexpertin oder Bürgerexperte"


def test_wrong_and_closed_codes_get_the_same_answer(app: Flask, hall: Hall) -> None:
    closed = Hall(app)
    closed.close()
    pages = []
    for code in (new_code(), closed.code, "x" * 500, "<b>", "ÄÖÜ 7"):
        client = app.test_client()
        assert isinstance(client, CheckingClient)
        page = client.page(f"/w/{code}", 404)
        pages.append(words(page.find(".//main")))
    assert len(set(pages)) == 1, pages
    assert "Mit diesem Code ist gerade kein Workshop offen." in pages[0]


def test_a_code_that_is_not_open_yet_says_when(hall: Hall) -> None:
    hall.change(lambda workshop: setattr(workshop, "state", "planned"))
    phone = hall.phone()
    phone.go("")
    assert "hat noch nicht begonnen" in phone.text()
    assert phone.client.send(f"/w/{hall.code}/join", pseudonym="Zu früh").status_code == 303
    assert hall.people() == []


def test_guessing_pauses_but_a_right_code_is_let_in(app: Flask, hall: Hall) -> None:
    phone = hall.phone()
    guesses = [phone.client.get(f"/w/{new_code()}") for _ in range(WRONG_CODES_BROWSER.value + 2)]
    assert "viele falsche Codes" not in guesses[0].text
    assert "Es waren viele falsche Codes. Bitte warten Sie" in guesses[-1].text
    phone.join(None)
    assert phone.heading() == "Sie sind Bürgerexpertin oder Bürgerexperte"


def test_guessing_return_codes_pauses_right_ones_too(hall: Hall) -> None:
    code = hall.phone().join(None).return_code()
    guesser = hall.phone()
    for _ in range(WRONG_CODES_BROWSER.value + 1):
        guesser.press("/back", 404, return_code="ahorn-linde-47-brot")
    answer = guesser.client.send(f"/w/{hall.code}/back", return_code=code)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert len(hall.people()) == 1


def test_only_participants_reach_what_is_inside(app: Flask, hall: Hall, client: CheckingClient) -> None:
    insider = Hall(app).phone().join()
    for path in ("/now", "/scene", "/parts", "/heard", "/say/worry", "/cards/1"):
        for stranger in (hall.phone().client, client, insider.client):
            assert stranger.get(f"/w/{hall.code}{path}").status_code == 404, path


def test_a_participant_reaches_nothing_of_the_moderation(hall: Hall) -> None:
    phone = hall.phone().join()
    for path in ("/projects", f"/services/{hall.service_id}", f"/workshops/{hall.id}", "/help"):
        assert phone.client.get(path).status_code == 404, path


def test_the_cookie_goes_over_plain_http_and_holds_no_name(hall: Hall) -> None:
    phone = hall.phone()
    phone.go("")
    answer = phone.client.send(f"/w/{hall.code}/join", pseudonym="Blaue Linde", offered="")
    cookie = answer.headers["Set-Cookie"]
    assert "Secure" not in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    with phone.client.session_transaction() as session:
        assert "Linde" not in str(dict(session))
