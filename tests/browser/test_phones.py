"""The workshop on phones: accessible, few taps, several at once, with and without script, on plain http."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from journeys.domain.workshops import running
from tests.browser.access import SCREENS, check_access, check_width
from tests.browser.conftest import ARGUMENTS, Complaints, NewPage, Server, program
from tests.browser.workshop import NEED, PAIN, RATE, Meeting, expect_page, onward, say

MOST_TAPS = 6
MOST_BYTES = 80_000


@pytest.fixture
def meeting(server: Server) -> Meeting:
    return Meeting(server)


@pytest.fixture
def together(server: Server) -> Meeting:
    return Meeting(server, "short")


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_accessible(
    new_page: NewPage, complaints: Complaints, meeting: Meeting, screen: str
) -> None:
    complaints.expected += ["404", "422"]
    width, scheme = screen.split()
    page = new_page(int(width), 740, anonymous=True, color_scheme=scheme)
    for address in ("/w", "/w/QQQQ2222", f"/w/{meeting.code}/back", f"/w/{meeting.code}"):
        page.goto(address)
        check_access(page)
    page.get_by_role("button", name="Weiter zu Ihrer Rolle").click()
    page.get_by_text("Ich habe noch eine Frage").click()
    check_access(page)
    page.get_by_role("button", name="Heute nicht").click()
    expect_page(page, "Heute nicht: das ist in Ordnung")
    check_access(page)
    page.get_by_role("button", name="Doch mitmachen").click()
    expect_page(page, "Wie geht es Ihnen gerade?")
    check_access(page)
    page.get_by_role("button", name="mittel").click()
    expect_page(page, PAIN)
    page.get_by_text("Beispiele ansehen").click()
    page.get_by_text("Was passiert in diesem Schritt?").click()
    page.locator("main textarea").fill("Frau Meier kam zum dritten Mal")
    expect(page.locator("main .hint")).to_contain_text("Steht hier ein Name")
    check_access(page)
    page.get_by_role("button", name="Hinweis speichern").click()
    expect_page(page, RATE)
    page.get_by_text("Wie sicher ist das?").click()
    check_access(page)
    page.get_by_role("button", name="Noch ein Hinweis").click()
    expect(page.get_by_text("Schon gespeichert")).to_be_visible()
    check_access(page)
    page.get_by_role("link", name="Meine Hinweise").click()
    expect_page(page, "Das haben wir gehört")
    check_access(page)
    page.get_by_role("link", name="Ändern oder zurückziehen").click()
    expect_page(page, "Hinweis ändern")
    check_access(page)
    for kind in ("worry", "keep", "question"):
        page.goto(f"/w/{meeting.code}/say/{kind}")
        check_access(page)
    page.get_by_role("button", name="Genug für heute").click()
    expect(page.get_by_text("Wie geht es Ihnen jetzt?")).to_be_visible()
    check_access(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_between_are_accessible(new_page: NewPage, together: Meeting, scheme: str) -> None:
    page = together.join(new_page(360, 740, anonymous=True, color_scheme=scheme))
    for title, says in (("Schritte prüfen", "gemeinsam"), ("Pause", "Legen Sie das Telefon weg")):
        together.run(title)
        expect(page.locator("main")).to_contain_text(says)
        check_access(page)


def test_from_the_qr_code_to_the_first_note_in_few_taps(new_page: NewPage, meeting: Meeting) -> None:
    page = new_page(360, 740, anonymous=True, has_touch=True, is_mobile=True)
    page.goto(meeting.address)
    taps = [
        page.get_by_role("button", name="Weiter zu Ihrer Rolle"),
        page.get_by_role("button", name="Ich bin dabei"),
        page.get_by_role("button", name="eher gut"),
        page.locator("main textarea"),
        page.get_by_role("button", name="Hinweis speichern"),
    ]
    assert len(taps) <= MOST_TAPS
    for tap in taps:
        tap.tap()
        if tap is taps[3]:
            page.keyboard.insert_text("Der Link führt ins Leere")
    expect_page(page, RATE)
    assert meeting.texts() == ["Der Link führt ins Leere"]


def test_focus_and_address_go_along(new_page: NewPage, meeting: Meeting) -> None:
    page = meeting.join(new_page(360, 740, anonymous=True))
    say(page, "Der Link führt ins Leere")
    expect(page.get_by_role("heading", level=1, name=RATE)).to_be_focused()
    expect(page.locator("#saved")).to_have_text("Gespeichert")
    with page.expect_response("**/rating"):  # the line said „Gespeichert“ before
        page.get_by_role("radio", name="hinderlich").check()
    page.reload()
    expect_page(page, RATE)
    expect(page.get_by_role("radio", name="hinderlich")).to_be_checked()
    onward(page)
    expect(page.get_by_role("heading", level=1, name=NEED)).to_be_focused()


def test_a_draft_outlives_the_page(new_page: NewPage, meeting: Meeting) -> None:
    page = meeting.join(new_page(360, 740, anonymous=True))
    page.locator("main textarea").fill("Noch nicht fertig")
    expect(page.locator("#saved")).to_have_text("Entwurf sicher")
    with page.expect_response("**/later"):
        page.get_by_role("button", name="Später").click()
    expect(page.locator("main textarea")).to_have_value("")
    page.goto(f"/w/{meeting.code}/say/keep")
    expect(page.locator("main textarea")).to_have_value("")
    for _ in range(3):
        page.goto(f"/w/{meeting.code}/now")
        with page.expect_response("**/later"):
            page.get_by_role("button", name="Später").click()
    page.goto(f"/w/{meeting.code}/now")
    expect(page.locator("main textarea")).to_have_value("Noch nicht fertig")
    page.get_by_role("button", name="Hinweis speichern").click()
    expect_page(page, RATE)
    assert meeting.texts() == ["Noch nicht fertig"]
    page.get_by_role("button", name="Noch ein Hinweis").click()
    expect(page.get_by_text("Schon gespeichert")).to_be_visible()
    expect(page.locator("main textarea")).to_have_value("")


def test_without_script_all_the_way(new_page: NewPage, meeting: Meeting) -> None:
    page = new_page(360, 740, anonymous=True, java_script_enabled=False)
    page.goto("/w")
    page.get_by_label("Code des Workshops").fill(meeting.code.lower())
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("link", name="Neuer Name").click()
    page.get_by_role("button", name="Weiter zu Ihrer Rolle").click()
    page.get_by_text("Ich habe noch eine Frage").click()
    page.get_by_label("Ihre Frage, ohne Namen").fill("Wer liest das?")
    page.get_by_role("button", name="Frage senden").click()
    expect(page.get_by_text("Ihre Frage ist angekommen")).to_be_visible()
    page.get_by_role("button", name="Ich bin dabei").click()
    page.get_by_role("button", name="eher gut").click()
    say(page, "Der Link führt ins Leere")
    expect_page(page, RATE)
    page.get_by_role("radio", name="oft", exact=True).check()
    check_width(page)
    onward(page)
    say(page, "Eine Liste", "Bedarf speichern")
    page.get_by_role("radio", name="unbedingt").check()
    onward(page)
    page.get_by_role("button", name="Später").click()
    page.get_by_role("button", name="Überspringen").click()
    page.get_by_role("link", name="Das macht mir Sorge").click()
    page.get_by_label("Ihr Text").fill("Mehr Arbeit")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Danke. Das ist angekommen.")).to_be_visible()
    page.get_by_role("button", name="Genug für heute").click()
    page.get_by_role("button", name="mittel").click()
    page.get_by_role("button", name="Weitermachen").click()
    expect_page(page, NEED)
    assert [(c.kind, c.frequency, c.priority) for c in meeting.cards()] == [
        ("pain_point", "often", None),
        ("need", None, 1),
        ("worry", None, None),
    ]


def test_several_phones_at_once_follow_the_moderation(new_page: NewPage, together: Meeting) -> None:
    """One writes and is left in peace, one waits and is taken along, one looks at the own notes."""
    phones = [together.join(new_page(360, 740, anonymous=True), f"Gast {n}") for n in range(3)]
    for page in phones:
        expect_page(page, "Als Bürgerexpertin oder Bürgerexperte bringe ich … ein. Ich brauche dafür …")
    together.run("Schmerzpunkte")
    for page in phones:
        expect_page(page, PAIN)
    writer, waits, looks = phones
    writer.locator("main textarea").fill("Ich bin noch nicht")
    say(waits, "Der Link führt ins Leere")
    expect_page(waits, RATE)
    looks.get_by_role("link", name="Meine Hinweise").click()
    expect_page(looks, "Das haben wir gehört")
    together.run("Pause")
    expect_page(waits, "Pause")
    for page in (writer, looks):
        expect(page.get_by_text("Die Moderation ist weitergegangen.")).to_be_visible()
    expect_page(writer, PAIN)
    writer.locator("main textarea").press_sequentially(" fertig")
    writer.get_by_role("button", name="Hinweis speichern").click()
    expect_page(writer, "Pause")
    assert sorted(together.texts()) == ["Der Link führt ins Leere", "Ich bin noch nicht fertig"]
    looks.get_by_role("link", name="Gleich weitergehen").click()
    expect_page(looks, "Pause")


def test_more_time_disturbs_nobody(new_page: NewPage, together: Meeting) -> None:
    together.run("Schmerzpunkte")
    page = together.join(new_page(360, 740, anonymous=True))
    page.get_by_text("Beispiele ansehen").click()
    before = page.locator("#scene").get_attribute("data-scene")
    together.write(lambda session: running.extend(session, together.id, 30))
    expect(page.locator("#scene")).not_to_have_attribute("data-scene", before or "")
    expect(page.locator("main .dashes")).to_be_visible()
    expect(page.locator("#went-on")).to_be_hidden()
    expect(page.locator(".scene__time time")).to_have_text(re.compile(r"^(4|5)\d:"))


def test_a_phone_in_a_pocket_asks_for_nothing(new_page: NewPage, together: Meeting) -> None:
    page = together.join(new_page(360, 740, anonymous=True))
    with page.expect_request("**/scene"):
        pass
    page.evaluate(
        """() => { Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
                   document.dispatchEvent(new Event("visibilitychange")); }"""
    )
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.wait_for_timeout(6000)
    assert [request.url for request in asked] == []
    with page.expect_request("**/scene", timeout=2000):
        page.evaluate(
            """() => { delete document.visibilityState; document.dispatchEvent(new Event("visibilitychange")); }"""
        )


def test_after_long_writing_a_break_is_suggested(new_page: NewPage, meeting: Meeting) -> None:
    page = new_page(360, 740, anonymous=True)
    page.clock.install()
    meeting.join(page)
    field = page.locator("main textarea")
    for _ in range(6):
        page.clock.fast_forward("09:00")
        field.press_sequentially("x")
    expect(page.get_by_text("Zeit für eine kurze Pause?")).to_be_visible()
    page.get_by_role("button", name="Verstanden").click()
    expect(page.get_by_text("Zeit für eine kurze Pause?")).to_be_hidden()
    page.clock.fast_forward("09:00")
    field.press_sequentially("x")
    expect(page.get_by_text("Zeit für eine kurze Pause?")).to_be_hidden()


def test_who_rested_is_not_sent_to_rest(new_page: NewPage, meeting: Meeting) -> None:
    page = new_page(360, 740, anonymous=True)
    page.clock.install()
    meeting.join(page)
    field = page.locator("main textarea")
    for _ in range(6):
        page.clock.fast_forward("11:00")
        field.press_sequentially("x")
    expect(page.get_by_text("Zeit für eine kurze Pause?")).to_be_hidden()


def test_with_the_keyboard_open_only_the_filled_button_stays(new_page: NewPage, meeting: Meeting) -> None:
    page = meeting.join(new_page(360, 740, anonymous=True))
    page.set_viewport_size({"width": 360, "height": 380})
    page.locator("main textarea").focus()
    page.evaluate("document.querySelector('main textarea').scrollIntoView({block: 'center'})")
    expect(page.locator("main textarea")).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("button", name="Hinweis speichern")).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Überspringen").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('main textarea').scrollIntoView({block: 'end'})")
    expect(page.get_by_role("button", name="Hinweis speichern")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Überspringen")).not_to_be_in_viewport()


def test_a_mid_sized_phone_shows_field_and_button_together(new_page: NewPage, meeting: Meeting) -> None:
    page = meeting.join(new_page(360, 740, anonymous=True, has_touch=True, is_mobile=True))
    for each in (page.locator("main textarea"), page.get_by_role("button", name="Hinweis speichern")):
        expect(each).to_be_in_viewport(ratio=1)
    field, bar = (page.locator(one).bounding_box() for one in ("main textarea", ".bar"))
    assert field and bar and field["y"] + field["height"] <= bar["y"]


def test_every_target_is_large_enough(new_page: NewPage, meeting: Meeting) -> None:
    page = meeting.join(new_page(360, 740, anonymous=True))
    say(page, "Der Link führt ins Leere")
    expect_page(page, RATE)
    small = page.evaluate(
        """[...document.querySelectorAll("main a, main button, main summary, main label.choice__option, .always a")]
           .filter(e => e.offsetParent && e.getBoundingClientRect().height < (e.matches("label") ? 52 : 40))
           .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_plain_http_in_the_offices_network(browser: Browser, server: Server, meeting: Meeting) -> None:
    """Behind a name that is not the machine itself browsers lend nothing that needs https."""
    rules = ["--host-resolver-rules=MAP workshop.example 127.0.0.1"]
    with browser.browser_type.launch(executable_path=program(), args=[*ARGUMENTS, *rules]) as other:
        context = other.new_context(viewport={"width": 360, "height": 740}, locale="de-DE")
        page, errors = context.new_page(), []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        meeting.address = f"http://workshop.example:{server.port}/w/{meeting.code}"
        meeting.join(page)
        assert page.evaluate("[isSecureContext, typeof crypto.randomUUID, 'serviceWorker' in navigator]") == [
            False,
            "undefined",
            False,
        ]
        say(page, "Ohne Schloss")
        expect_page(page, RATE)
        page.get_by_role("radio", name="lästig").check()
        expect(page.locator("#saved")).to_have_text("Gespeichert")
        assert errors == []
        context.set_offline(True)
        onward(page)
        say(page, "Ohne Schloss und ohne Netz", "Bedarf speichern")
        expect(page.locator("#saved")).to_have_text("Auf dem Gerät")
        context.set_offline(False)
        expect(page.locator("#saved")).to_have_text("Gespeichert", timeout=15_000)
    assert meeting.texts() == ["Ohne Schloss", "Ohne Schloss und ohne Netz"]
    assert meeting.cards()[0].severity == 1


def loaded(page: Page, address: str) -> dict[str, int]:
    """What came over the line for this address into an empty cache: path to bytes, headers counted."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": False})
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({names[e["requestId"]]: int(e["encodedDataLength"])}),
    )
    page.goto(address, wait_until="networkidle")
    session.detach()
    return sizes


def test_the_first_load_is_light(new_page: NewPage, meeting: Meeting) -> None:
    """Both for who joins and for who comes back to a question with nothing in the cache."""
    page = new_page(360, 740, anonymous=True)
    joining = loaded(page, meeting.address)
    meeting.join(page)
    state = page.context.storage_state()
    other = new_page(360, 740, anonymous=True)
    other.context.add_cookies(state["cookies"])  # type: ignore[arg-type]
    asking = loaded(other, f"{meeting.address}/now")
    expect_page(other, PAIN)
    for sizes in (joining, asking):
        assert not any(name.endswith((".woff2", ".ttf")) for name in sizes)
        assert any("kern" in name for name in sizes), "the cache was empty"
        assert 10_000 < sum(sizes.values()) <= MOST_BYTES, sizes
