"""The beamer beside a phone: what is written comes by itself, also after the screen was away, and nothing moves that
should not."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import Session

from journeys.domain.workshops import cards, joining, planning, running
from journeys.domain.workshops.steps import places
from journeys.domain.workshops.tables import Workshop
from tests.browser.access import check_access, check_width
from tests.browser.conftest import Complaints, NewPage, Server
from tests.browser.workshop import Meeting, say

WRITING = "Schmerzpunkte"
COUNT_OUTLINED = """() => {
  const seen = [], count = () => seen.push(document.querySelectorAll(".is-new-pain").length);
  const all = {subtree: true, childList: true, attributes: true};
  new MutationObserver(count).observe(document.querySelector("[data-live]"), all);
  return seen;
}"""
NO_SCROLL = "[document.documentElement.scrollHeight <= innerHeight, document.documentElement.scrollWidth <= innerWidth]"


@pytest.fixture
def meeting(server: Server) -> Meeting:
    meeting = Meeting(server, "short")
    meeting.run(WRITING)
    return meeting


@pytest.fixture
def big(new_page: NewPage) -> Page:
    return new_page(1920, 1080)


def write(meeting: Meeting, *texts: str, step: int = 0, kind: str = "pain_point") -> None:
    """Cards of somebody in the room."""

    def act(session: Session) -> None:
        who = joining.join(session, meeting.id).participant.id
        joining.answer(session, who, "in")
        steps = [place.id for place in places(session, session.get_one(Workshop, meeting.id))]
        for n, text in enumerate(texts):
            cards.write_card(session, who, kind, {"text": text}, f"{step}-{n}", steps[step])

    meeting.write(act)


def reveal(meeting: Meeting, title: str = WRITING) -> None:
    def act(session: Session) -> None:
        item = next(each for each in planning.agenda_of(session, meeting.id) if each.title == title)
        running.reveal(session, item.id)

    meeting.write(act)


def watch(page: Page, meeting: Meeting, show: str = "") -> None:
    page.goto(f"/workshops/{meeting.id}/beamer{f'?show={show}' if show else ''}")
    page.evaluate("window.isTheSamePage = true")


def stays(page: Page) -> None:
    assert page.evaluate("window.isTheSamePage === true"), "the page was loaded anew"


def test_a_card_sent_by_a_phone_comes_to_the_beamer_and_its_text_when_it_is_revealed(
    big: Page, meeting: Meeting, contexts: Callable[..., BrowserContext]
) -> None:
    watch(big, meeting)
    expect(big.locator(".stage__people")).to_have_text("0 dabei")
    phone = contexts(viewport={"width": 360, "height": 740}).new_page()
    meeting.join(phone)
    expect(big.locator(".stage__people")).to_have_text("1 dabei")
    say(phone, "Alle rufen zweimal an")
    fresh = big.locator("td[data-pains='1']")
    expect(fresh).to_have_count(1)
    expect(big.locator("body")).not_to_contain_text("zweimal")
    reveal(meeting)
    expect(big.locator(".wall")).to_contain_text("Alle rufen zweimal an")
    stays(big)


def test_the_newest_bar_is_outlined_until_the_next_poll(big: Page, meeting: Meeting) -> None:
    write(meeting, "Eins")
    watch(big, meeting)
    seen = big.evaluate_handle(COUNT_OUTLINED)
    write(meeting, "Zwei", step=1)
    expect(big.locator("td[data-pains='1']")).to_have_count(2)
    expect(big.locator(".is-new-pain")).to_have_count(0)
    assert 1 in seen.json_value()


def test_a_screen_that_was_away_catches_up_without_a_reload(
    big: Page, meeting: Meeting, complaints: Complaints
) -> None:
    complaints.expected += ["ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED"]
    watch(big, meeting)
    big.context.set_offline(True)
    write(meeting, "Eins", "Zwei")
    reveal(meeting)
    meeting.run("Pause")
    big.wait_for_timeout(2500)
    expect(big.locator("h2.stage__question")).not_to_contain_text("Weiter um")
    big.context.set_offline(False)
    expect(big.locator("h2.stage__question")).to_contain_text("Weiter um", timeout=20_000)
    expect(big.locator("td[data-pains='2']")).to_have_count(1)
    expect(big.locator(".stage__latest")).to_contain_text("Zwei")
    stays(big)


def test_the_wall_turns_its_pages_by_hand_and_the_map_grows(big: Page, meeting: Meeting) -> None:
    write(
        meeting, *(f"Hinweis {n}, der über zwei Zeilen geht, damit die Wand bald voll ist" for n in range(3))
    )
    for step in range(12):
        write(meeting, "Eine lange Beobachtung zu diesem Schritt, die Platz braucht", "Noch eine", step=step)
    reveal(meeting)
    watch(big, meeting, "wall")
    page = big.locator(".stage__page")
    expect(page).to_contain_text("1/")
    first = big.locator(".wall__step").first
    before = first.bounding_box()
    big.keyboard.press("ArrowRight")
    expect(page).to_contain_text("2/")
    after = first.bounding_box()
    assert before and after and after["x"] < before["x"]

    watch(big, meeting, "map")
    image = big.locator(".stage__map img")
    source = image.get_attribute("src")
    write(meeting, "Später dazu")
    expect(image).not_to_have_attribute("src", source or "", timeout=20_000)
    assert image.evaluate("img => img.naturalWidth") > 0
    stays(big)


def test_the_links_that_choose_come_out_for_pointer_and_keyboard_only(big: Page, meeting: Meeting) -> None:
    watch(big, meeting)
    choice = big.locator(".beamer__choice")
    expect(choice).to_have_css("opacity", "0")
    big.keyboard.press("Tab")
    expect(choice).to_have_css("opacity", "1")
    big.get_by_role("link", name="Mitmachen").click()
    expect(big.locator(".stage--join")).to_be_visible()
    big.mouse.move(5, 5)
    expect(choice).to_have_css("opacity", "1")
    expect(choice).to_have_css("opacity", "0")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (360, 740)])
@pytest.mark.parametrize("state", ["planned", "silent", "wall", "map", "break", "closed"])
def test_every_state_fits_the_screen_and_axe_finds_nothing(
    new_page: NewPage, meeting: Meeting, state: str, size: tuple[int, int]
) -> None:
    def planned(session: Session) -> None:
        workshop = planning.locked_workshop(session, meeting.id)
        workshop.state, workshop.item_id = "planned", None

    write(meeting, "Eins", "Zwei"), write(meeting, "Drei", step=3)
    if state == "planned":
        meeting.write(planned)
    elif state != "silent":
        reveal(meeting)
    if state == "break":
        meeting.run("Pause")
    if state == "closed":
        meeting.close()
    page = new_page(*size)
    watch(page, meeting, state if state in ("wall", "map") else "")
    expect(page.locator(".stage__question")).to_be_visible()
    check_access(page)
    fits_down, fits_across = page.evaluate(NO_SCROLL)
    assert fits_across and (fits_down or size[0] < 1000)


def test_without_script_it_shows_the_same_and_comes_anew(new_page: NewPage, meeting: Meeting) -> None:
    write(meeting, "Eins")
    page = new_page(1280, 720, java_script_enabled=False)
    page.goto(f"/workshops/{meeting.id}/beamer")
    expect(page.locator("td[data-pains='1']")).to_have_count(1)
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    reveal(meeting)
    page.reload()
    expect(page.locator(".wall")).to_contain_text("Eins")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Neu laden").focus()
    check_width(page)


def test_nothing_turns_by_itself_where_motion_is_unwelcome(new_page: NewPage, meeting: Meeting) -> None:
    for step in range(12):
        write(meeting, *["Eine lange Beobachtung, die Platz braucht"] * 3, step=step)
    reveal(meeting)
    found: list[Any] = []
    for wish in ("reduce", "no-preference"):
        page = new_page(1280, 720, reduced_motion=wish)
        page.clock.install()
        watch(page, meeting, "wall")
        expect(page.locator(".stage__page")).to_contain_text("1/")
        page.clock.run_for(21_000)
        found.append((page.locator(".stage__page").text_content() or "")[0])
    assert found == ["1", "2"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_closing_page_is_for_all(new_page: NewPage, meeting: Meeting, width: int) -> None:
    write(meeting, "Eins", "Frau Bergmann kam dreimal")
    reveal(meeting)
    meeting.close()
    page = new_page(width, 800)
    page.goto(f"/workshops/{meeting.id}/result")
    expect(page.get_by_role("heading", level=1)).to_have_text("Das haben wir gehört")
    expect(page.locator("article")).not_to_contain_text("Bergmann")
    check_access(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Protokoll als PDF").click()
    assert download.value.suggested_filename == "protokoll-wohnsitz-im-alltag.pdf"
