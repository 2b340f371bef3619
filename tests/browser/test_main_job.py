"""The main job, end to end: what a VFA notes on a step stands in the journey map and in the blueprint, everywhere."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from journeys.domain.projects import find_project
from tests.browser.access import check_width
from tests.browser.conftest import Complaints, Server
from tests.routes.stored import Stored

SVG = "{http://www.w3.org/2000/svg}"
MARKS = re.compile(r"[\u00ad\u200b\u2011-]|\s")


def pressed(text: str) -> str:
    """Text without blanks and hyphens: a picture breaks lines and long words where it has to."""
    return MARKS.sub("", text)


def sign_in(page: Page, server: Server) -> None:
    page.goto(server.sign_in_link())
    page.get_by_role("button", name="Jetzt anmelden").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


def record(page: Page, kind: str, text: str, *ratings: str) -> None:
    page.get_by_role("radio", name=kind).check()
    page.locator("#text").fill(text)
    for rating in ratings:
        page.get_by_role("radio", name=re.compile(f"^{rating}")).locator("visible=true").check()
    page.get_by_role("button", name="Hinweis speichern").click()
    expect(page.locator("#notice")).to_contain_text("Gespeichert")


def picture(page: Page, view: str) -> ElementTree.Element:
    """The picture of a view of the example, as the page holds it."""
    page.get_by_role("link", name=view, exact=True).click()
    expect(page.locator(".switch [aria-current]", has_text=view)).to_be_visible()
    return ElementTree.fromstring(
        page.locator(".viewer__stage svg").evaluate("svg => new XMLSerializer().serializeToString(svg)")
    )


def text_of(svg: ElementTree.Element) -> str:
    return pressed("".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text")))


def marker_of(svg: ElementTree.Element, text: str) -> str:
    """The kind that the marker of a note says, after a look that its number is the one in its words."""
    markers = [group for group in svg.iter(f"{SVG}g") if "marker" in group.get("class", "")]
    titles = {group: group.findtext(f"{SVG}title") or "" for group in markers}
    [(marker, title)] = [(group, title) for group, title in titles.items() if text in title]
    said = re.match(r"(?P<kind>.+?) (?P<number>\d+): ", title)
    assert said and said["number"] == text_of(marker)
    return said["kind"]


def exported(server: Server, *call: str) -> str:
    program = Path(sys.executable).with_name("journeys")
    done = subprocess.run([program, *call], env=server.environ, capture_output=True, check=True, timeout=60)
    return done.stdout.decode()


@pytest.mark.parametrize(("script", "width"), [(True, 1280), (True, 360), (False, 360)])
def test_from_a_note_to_the_pictures(
    contexts: Callable[..., BrowserContext],
    complaints: Complaints,
    server: Server,
    own: Stored,
    tmp_path: Path,
    script: bool,
    width: int,
) -> None:
    pain, need = "Leute stehen vor verschlossener Tür", "Ein Schild mit den Zeiten am Eingang"
    step = f"/steps/{own.steps['WOHN-I-S05']}"
    page = contexts(viewport={"width": width, "height": 800}, java_script_enabled=script).new_page()
    complaints.listen(page)

    sign_in(page, server)
    page.goto("/projects")
    with server.database() as database, database.reading() as session:
        project = find_project(session, own.project).name
    page.get_by_role("link", name=project).click()
    page.get_by_role("link", name=own.document.service.name).click()
    page.locator(f".viewer__stage a[href='{step}']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aufrufen und Identität prüfen")

    record(page, "Schmerzpunkt", pain, "schlimm", "fast immer")
    record(page, "Eigener Bedarf", need, "unbedingt")
    for text in (pain, need):
        expect(page.locator(".note-card", has_text=text)).to_have_count(1)
    check_width(page)

    page.get_by_role("link", name="Ist", exact=True).click()
    journey_map = picture(page, "Reisekarte")
    assert pressed(pain) in text_of(journey_map)
    blueprint = picture(page, "Servicebauplan")
    drawn = text_of(blueprint)
    assert pressed(pain) in drawn and pressed(need) in drawn
    assert marker_of(blueprint, pain) == "Schmerzpunkt"
    assert marker_of(blueprint, need) == "Eigener Bedarf"

    here = page.url
    for form, check in (("svg", _svg_says), ("pdf", _pdf_says)):
        answer = page.request.get(f"{here}.{form}")
        assert answer.ok
        file = tmp_path / f"picture.{form}"
        file.write_bytes(answer.body())
        check(file, pain, need)
    document = exported(server, "export", f"{project}/{own.document.id}")
    assert pain in " ".join(document.split()) and need in " ".join(document.split())

    page.goto(step)
    for text in (pain, need):
        page.locator(".note-card", has_text=text).get_by_role("button", name="Löschen").click()
        expect(page.locator(".note-card", has_text=text)).to_have_count(0)
    page.get_by_role("link", name="Ist", exact=True).click()
    assert pressed(pain) not in text_of(picture(page, "Reisekarte"))


def _svg_says(file: Path, *texts: str) -> None:
    drawn = text_of(ElementTree.parse(file).getroot())
    assert [text for text in texts if pressed(text) not in drawn] == []


def _pdf_says(file: Path, *texts: str) -> None:
    drawn = pressed("".join(page.extract_text() for page in PdfReader(file).pages))
    assert [text for text in texts if pressed(text) not in drawn] == []


def test_by_keyboard_alone(page: Page, own: Stored) -> None:
    """From the project to a stored note without touching the mouse."""
    page.goto(f"/projects/{own.project}")

    def tab_to(name: str, limit: int = 120) -> None:
        for _ in range(limit):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.count() and name in (
                focused.evaluate("e => e.innerText || e.textContent || e.value || e.id") or ""
            ):
                return
        raise AssertionError(f"the keyboard does not reach {name!r}")

    tab_to("Wohnsitz anmelden")
    page.keyboard.press("Enter")
    expect(page.locator(".viewer__stage svg")).to_be_visible()
    page.locator(f".viewer__stage a[href='/steps/{own.steps['WOHN-I-S04']}']").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Unterlagen beschaffen")
    page.get_by_role("radio", name="Schmerzpunkt").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Eigener Bedarf")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Nur mit Tasten")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="unbedingt")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    mine = page.locator(".note-card", has_text="Nur mit Tasten")
    expect(mine).to_be_focused()
    expect(mine).to_contain_text("unbedingt")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".note-card textarea")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(", geändert")
    tab_to("Änderung speichern", 6)
    page.keyboard.press("Enter")
    changed = page.locator(".note-card", has_text="Nur mit Tasten, geändert")
    expect(changed).to_be_focused()
    tab_to("Löschen", 3)
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Der Hinweis ist gelöscht.")
    page.get_by_role("button", name="Rückgängig machen").focus()
    page.keyboard.press("Enter")
    expect(changed).to_have_count(1)
