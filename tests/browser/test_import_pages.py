"""Reading a file or text in: the page to choose, the preview, what both sides changed; with and without script."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from journeys.domain.editing import edit_service
from journeys.domain.services import Service
from journeys.domain.writing import to_yaml
from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server
from tests.routes.stored import Stored

XZUFI = Path(__file__).parents[1] / "data" / "xzufi" / "wasserentnahme-2_3_1.xml"


def look_at(page: Page, project: int, name: str, data: bytes) -> None:
    choose(page, project, {"name": name, "mimeType": "text/plain", "buffer": data})


def choose(page: Page, project: int, file: Path | FilePayload) -> None:
    page.goto(f"/projects/{project}/import")
    page.get_by_label("Datei", exact=True).set_input_files(file)
    page.get_by_role("button", name="Datei ansehen").click()


def changed_on_both_sides(server: Server, own: Stored) -> bytes:
    """The stored document with another authority, where it was changed here, too."""
    with server.database() as database, database.writing() as session:
        revision = session.get_one(Service, own.service).revision
        edit_service(session, own.service, revision, {"authority": "Bürgerbüro Mitte"})
    service = own.document.service.model_copy(update={"authority": "Bürgeramt", "short_name": "Ummelden"})
    return to_yaml(own.document.model_copy(update={"service": service})).encode()


def test_the_preview_is_accessible(any_screen: Page, untouched: Stored) -> None:
    look_at(any_screen, untouched.project, "leistung.xml", XZUFI.read_bytes())
    expect(any_screen.get_by_role("heading", name="Das wird nicht übernommen")).to_be_visible()
    check_access(any_screen)


def test_notes_for_a_service_that_is_there_are_accessible(any_screen: Page, untouched: Stored) -> None:
    look_at(any_screen, untouched.project, "zettel.csv", b"Schritt;Art;Hinweis\nWarten;Bedarf;Mehr Licht\n")
    check_access(any_screen)
    any_screen.get_by_role("button", name="Ansehen, was dazukommt").click()
    expect(any_screen.get_by_role("heading", name="Diese Schritte hat die Leistung nicht")).to_be_visible()
    check_access(any_screen)


def test_differences_are_accessible(any_screen: Page, server: Server, own: Stored) -> None:
    look_at(any_screen, own.project, "reise.yaml", changed_on_both_sides(server, own))
    expect(any_screen.get_by_text("An 1 Stelle haben beide Seiten etwas geändert")).to_be_visible()
    check_access(any_screen)


def test_the_preview_of_text_is_accessible(any_screen: Page, untouched: Stored) -> None:
    any_screen.goto(f"/projects/{untouched.project}/import")
    any_screen.get_by_label("Hinweise, einer in jeder Zeile").fill("- Zu viele Nachfragen\n- Lange Wartezeit")
    any_screen.get_by_label("Zu welcher Leistung?").select_option(label=untouched.document.service.name)
    any_screen.get_by_role("button", name="Text ansehen").click()
    expect(any_screen.get_by_text("Noch ist nichts gespeichert")).to_be_visible()
    check_access(any_screen)


@pytest.mark.parametrize("script", [True, False])
def test_a_service_description_comes_in(new_page: NewPage, own: Stored, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    look_at(page, own.project, "leistung.xml", XZUFI.read_bytes())
    expect(page.get_by_text("3 Phasen, 5 Schritte")).to_be_visible()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wasserentnahme aus dem Dorfbrunnen Erlaubnis")
    expect(page.get_by_role("status").first).to_contain_text("Die Leistung ist übernommen.")


@pytest.mark.parametrize("script", [True, False])
def test_where_both_sides_changed_one_is_chosen(
    new_page: NewPage, server: Server, own: Stored, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    look_at(page, own.project, "reise.yaml", changed_on_both_sides(server, own))
    group = page.get_by_role("group", name="Leistung · Zuständig")
    expect(group.get_by_role("radio", name="Hier lassen")).to_be_checked()
    group.get_by_role("radio", name="Aus der Datei nehmen").check()
    page.get_by_role("button", name="Übernehmen", exact=True).click()
    page.goto(f"/services/{own.service}/facts")
    expect(page.get_by_text("Bürgeramt", exact=True)).to_be_visible()
    expect(page.get_by_text("Ummelden", exact=True)).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_pasted_text_is_not_lost_on_the_way_back(new_page: NewPage, own: Stored, script: bool) -> None:
    page = new_page(360, 740, java_script_enabled=script)
    page.goto(f"/projects/{own.project}/import")
    text = page.get_by_label("Hinweise, einer in jeder Zeile")
    text.fill("1. Zu viele Nachfragen\n2. <b>Lange</b> Wartezeit")
    page.get_by_label("Name der neuen Leistung").fill("Hund anmelden")
    page.get_by_role("button", name="Text ansehen").click()
    page.get_by_role("button", name="Text ändern").click()
    expect(text).to_have_value("1. Zu viele Nachfragen\n2. <b>Lange</b> Wartezeit")
    text.fill("Nur einer")
    page.get_by_role("button", name="Text ansehen").click()
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("status").first).to_contain_text("1 Hinweis ist übernommen.")
    expect(page.get_by_text("Nur einer")).to_be_visible()


@pytest.mark.parametrize("size", [12 * 1024 * 1024, 100_000_000])
def test_a_file_that_is_too_large_is_refused_in_words(
    new_page: NewPage, own: Stored, complaints: Complaints, tmp_path: Path, size: int
) -> None:
    complaints.expected += ["413"]
    large = tmp_path / "gross.csv"
    with large.open("wb") as file:
        file.truncate(size)
    page = new_page()
    choose(page, own.project, large)
    expect(page.get_by_text("Die Datei ist zu groß; möglich sind höchstens 10 MiB.")).to_be_visible()
