"""Without network nothing is lost and nothing arrives twice: what was written waits on the phone and goes out later."""

import re
from collections.abc import Callable
from time import monotonic

import pytest
from playwright.sync_api import Page, Route, expect

from journeys.domain.arranging import delete_step
from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server
from tests.browser.workshop import NEED, NO_NETWORK, PAIN, RATE, Meeting, expect_page, onward, say, waiting

LATER = 20_000
WRONG_CLOCK = "const real = Date.now; Date.now = () => real.call(Date) + {} * 86400000;"


@pytest.fixture
def meeting(server: Server) -> Meeting:
    return Meeting(server)


@pytest.fixture
def make(new_page: NewPage, complaints: Complaints) -> Callable[[], Page]:
    """Makes phones whose network may fail."""
    complaints.expected += NO_NETWORK
    return lambda: new_page(360, 740, anonymous=True)


@pytest.fixture
def phone(make: Callable[[], Page], meeting: Meeting) -> Page:
    return meeting.join(make())


def rate(page: Page, *answers: str) -> None:
    expect_page(page, RATE)
    for answer in answers:
        page.get_by_role("radio", name=answer).check()
    onward(page)


def without_network(page: Page) -> None:
    """Only after the page has learned how to go on by itself."""
    expect(page.locator("main textarea")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)


def expect_all_sent(page: Page) -> None:
    expect(page.locator("#box")).to_be_hidden(timeout=LATER)
    until = monotonic() + LATER / 1000
    while waiting(page):
        assert monotonic() < until
        page.wait_for_timeout(100)


def test_several_cards_and_their_ratings_wait_and_arrive_once(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    say(phone, "Erstes ohne Netz")
    expect(phone.locator("#box")).to_contain_text("Kein Netz. Schreiben Sie weiter.")
    expect(phone.locator("#box")).to_contain_text("1 Eintrag wartet hier")
    expect(phone.locator("#saved")).to_have_text("Auf dem Gerät")
    check_access(phone)
    rate(phone, "schlimm", "fast immer")
    expect_page(phone, NEED)
    say(phone, "Zweites ohne Netz", "Bedarf speichern")
    rate(phone, "unbedingt")
    expect_page(phone, PAIN)
    phone.get_by_role("button", name="Später").click()
    expect(phone.locator(".way__here")).not_to_have_text("Kanal wählen")
    say(phone, "Drittes ohne Netz")
    expect(phone.locator("#box")).to_contain_text("3 Einträge warten hier")
    check_access(phone)
    assert meeting.cards() == []
    phone.context.set_offline(False)
    expect_all_sent(phone)
    expect(phone.locator("#saved")).to_have_text("Gespeichert")
    first, second, third = meeting.cards()
    assert (first.text, first.severity, first.frequency) == ("Erstes ohne Netz", 3, "almost_always")
    assert (second.text, second.kind, second.priority) == ("Zweites ohne Netz", "need", 1)
    assert (third.text, third.severity) == ("Drittes ohne Netz", None)
    assert first.step_id == second.step_id != third.step_id
    rate(phone, "lästig")
    expect_page(phone, NEED)
    assert meeting.cards()[2].severity == 1


def test_all_questions_can_be_answered_without_network(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    for _ in range(20):
        if phone.get_by_role("heading", level=1, name="Das war alles für jetzt").count():
            break
        phone.get_by_role("button", name="Überspringen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Das war alles für jetzt. Danke!")
    check_access(phone)
    phone.context.set_offline(False)
    expect_page(phone, "Das haben wir gehört")
    expect_all_sent(phone)


def test_with_a_network_the_phone_goes_on_by_itself_too(phone: Page, meeting: Meeting) -> None:
    phone.wait_for_load_state("networkidle")
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    say(phone, "Ohne neue Seite")
    expect_page(phone, RATE)
    expect(phone.locator("#saved")).to_have_text("Gespeichert")
    rate(phone, "schlimm")
    expect_page(phone, NEED)
    assert meeting.texts() == ["Ohne neue Seite"]
    assert not [each for each in asked if each.startswith("GET") and "/now" in each]
    (card,) = meeting.cards()
    assert card.severity == 3


def test_loaded_anew_a_page_that_went_on_by_itself_shows_the_same(phone: Page, meeting: Meeting) -> None:
    phone.wait_for_load_state("networkidle")
    say(phone, "Wird noch bewertet")
    expect_page(phone, RATE)
    phone.reload()
    expect_page(phone, RATE)
    expect(phone.locator("main")).to_contain_text("Wird noch bewertet")


def test_what_the_writer_has_to_see_is_shown(phone: Page, meeting: Meeting) -> None:
    phone.wait_for_load_state("networkidle")
    say(phone, "Frau Sommerfeld wartet seit Mai")
    expect_page(phone, RATE)
    expect(phone.locator("main")).to_contain_text("Die Moderation sieht zuerst nach.")
    expect(phone.get_by_role("link", name="Text ändern")).to_be_visible()


def test_what_waits_outlives_the_page(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    say(phone, "Überlebt das Neuladen")
    expect_page(phone, RATE)
    with pytest.raises(Exception, match=r"ERR_INTERNET_DISCONNECTED"):
        phone.reload()
    phone.context.set_offline(False)
    phone.goto(f"/w/{meeting.code}")
    expect_all_sent(phone)
    assert meeting.texts() == ["Überlebt das Neuladen"]


def test_an_answer_that_got_lost_on_its_way_doubles_nothing(phone: Page, meeting: Meeting) -> None:
    """The card arrives, the word that it did does not: it is sent again."""

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("failed")

    phone.wait_for_load_state("networkidle")
    phone.route(re.compile(r"/cards$"), lose, times=2)
    say(phone, "Nur ein Mal")
    expect(phone.locator("#box")).to_be_visible()
    expect_all_sent(phone)
    assert meeting.texts() == ["Nur ein Mal"]


def test_a_line_that_hangs_keeps_nobody_waiting(phone: Page, meeting: Meeting) -> None:
    held: list[Route] = []
    phone.wait_for_load_state("networkidle")
    phone.route(re.compile(r"/cards$"), lambda route: held.append(route), times=1)
    say(phone, "Auf langsamer Leitung")
    expect_page(phone, RATE)
    expect(phone.locator("#saved")).to_have_text("Auf dem Gerät")
    rate(phone, "hinderlich")
    held[0].continue_()
    expect_all_sent(phone)
    assert [(card.text, card.severity) for card in meeting.cards()] == [("Auf langsamer Leitung", 2)]


@pytest.mark.parametrize("status", [500, 503, 429, 502])
def test_a_server_that_cannot_just_now_is_asked_again(
    phone: Page, meeting: Meeting, complaints: Complaints, status: int
) -> None:
    complaints.expected.append(str(status))
    phone.wait_for_load_state("networkidle")
    phone.route(re.compile(r"/cards$"), lambda route: route.fulfill(status=status), times=1)
    say(phone, "Später noch einmal")
    expect(phone.locator("#box")).to_be_visible()
    expect_all_sent(phone)
    assert meeting.texts() == ["Später noch einmal"]


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_is_wrong_by_a_day_changes_nothing(
    make: Callable[[], Page], server: Server, days: int
) -> None:
    meeting, page = Meeting(server, "short"), make()
    page.add_init_script(WRONG_CLOCK.format(days))
    meeting.run("Schmerzpunkte")
    meeting.join(page)
    expect(page.locator(".scene__time time")).to_have_text(re.compile(r"^(19|20):\d\d$"))
    without_network(page)
    for n in range(3):
        say(page, f"Hinweis {n}")
        rate(page)
    page.context.set_offline(False)
    expect_all_sent(page)
    expect(page.locator(".scene__time time")).to_have_text(re.compile(r"^(19|20):\d\d$"))
    assert meeting.texts() == ["Hinweis 0", "Hinweis 1", "Hinweis 2"]


def test_closed_while_the_outbox_is_full(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    say(phone, "Vor dem Ende geschrieben")
    rate(phone, "schlimm")
    meeting.close()
    phone.context.set_offline(False)
    expect_all_sent(phone)
    assert [(card.text, card.late, card.severity) for card in meeting.cards()] == [
        ("Vor dem Ende geschrieben", True, 3)
    ]
    expect_page(phone, "Das haben wir gehört")
    expect(phone.locator("main")).to_contain_text("Kam nach dem Ende an. Die Moderation liest ihn noch.")
    check_access(phone)


def test_a_step_deleted_while_somebody_writes(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    say(phone, "Der Schritt ist dann weg")
    [step] = [int(entry["fields"]["step"]) for entry in waiting(phone)]
    meeting.write(lambda session: delete_step(session, step))
    phone.context.set_offline(False)
    expect_all_sent(phone)
    assert [(card.text, card.step_id) for card in meeting.cards()] == [("Der Schritt ist dann weg", None)]


def test_what_is_refused_later_is_mended(phone: Page, meeting: Meeting, complaints: Complaints) -> None:
    complaints.expected.append("422")
    without_network(phone)
    say(phone, "x" * 5001)
    rate(phone)
    say(phone, "Kurz und gut", "Bedarf speichern")
    phone.context.set_offline(False)
    mend = phone.locator(".mend")
    expect(mend).to_contain_text("Diesen Eintrag müssen Sie noch ändern")
    expect(mend).to_contain_text("5000")
    check_access(phone)
    assert meeting.texts() == ["Kurz und gut"]
    phone.reload()
    mend.get_by_label("Ihr Text").fill("Gekürzt")
    mend.get_by_role("button", name="Noch einmal senden").click()
    expect(mend).to_have_count(0)
    expect_all_sent(phone)
    assert meeting.texts() == ["Kurz und gut", "Gekürzt"]


def test_too_long_with_a_network_comes_back_in_the_field(
    phone: Page, meeting: Meeting, complaints: Complaints
) -> None:
    complaints.expected.append("422")
    say(phone, "x" * 5001)
    expect(phone.get_by_role("alert")).to_be_focused()
    expect(phone.locator("main textarea")).to_have_value("x" * 5001)
    check_access(phone)
    expect(phone.locator(".mend")).to_have_count(0)
    assert waiting(phone) == []
    say(phone, "Gekürzt", "Speichern")
    expect_page(phone, RATE)
    assert meeting.texts() == ["Gekürzt"]


def test_a_second_person_on_the_device_does_not_send_the_firsts(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    code = phone.locator(".always .code").inner_text()
    say(phone, "Von der Ersten")
    expect_page(phone, RATE)
    assert meeting.texts() == [] and len(waiting(phone)) == 1, "nothing left the device"
    phone.goto("about:blank")
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    meeting.join(phone, "Die Zweite")
    expect_page(phone, PAIN)
    phone.wait_for_load_state("networkidle")
    assert meeting.texts() == [] and len(waiting(phone)) == 1
    phone.get_by_role("link", name="Sie sind das nicht?").click()
    phone.get_by_label("Ihr Code zum Wiederkommen").fill(code)
    phone.get_by_role("button", name="Weiter, wo Sie waren").click()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect_all_sent(phone)
    assert meeting.texts() == ["Von der Ersten"]


def test_a_lost_cookie_says_what_to_do_and_keeps_the_text(
    phone: Page, meeting: Meeting, complaints: Complaints
) -> None:
    complaints.expected += ["404", "400"]
    phone.wait_for_load_state("networkidle")
    phone.context.clear_cookies()
    say(phone, "Der Keks ist weg")
    expect(phone.locator("#box")).to_contain_text("kommen Sie mit Ihrem Code zurück")
    assert [entry["fields"]["text"] for entry in waiting(phone)] == ["Der Keks ist weg"]
    assert meeting.texts() == []


def test_links_lead_nowhere_without_network_but_say_so(phone: Page, meeting: Meeting) -> None:
    without_network(phone)
    phone.locator("main textarea").fill("Steht noch da")
    phone.get_by_role("link", name="Meine Hinweise").click()
    expect(phone.locator("#box")).to_contain_text("Bitte versuchen Sie es gleich noch einmal.")
    expect(phone.locator("main textarea")).to_have_value("Steht noch da")


def test_several_phones_write_without_network_and_come_back_together(
    make: Callable[[], Page], meeting: Meeting
) -> None:
    phones = [meeting.join(make(), f"Gast {n}") for n in range(4)]
    for page in phones[:2]:
        without_network(page)
    for n, page in enumerate(phones):
        say(page, f"Von {n}")
        rate(page, "schlimm")
    for page in phones[:2]:
        page.context.set_offline(False)
    for page in phones:
        expect_page(page, NEED)
        expect_all_sent(page)
    assert sorted(meeting.texts()) == ["Von 0", "Von 1", "Von 2", "Von 3"]
    assert {card.severity for card in meeting.cards()} == {3}


def test_a_double_tap_is_one_card(phone: Page, meeting: Meeting) -> None:
    phone.locator("main textarea").fill("Doppelt getippt")
    phone.get_by_role("button", name="Hinweis speichern").dblclick()
    expect_page(phone, RATE)
    expect_all_sent(phone)
    assert meeting.texts() == ["Doppelt getippt"]
