"""Pictures as files: the right bytes, name and type; nothing drawn twice; plain sentences where there is none."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from journeys.database import Database
from journeys.domain.editing import edit_service
from journeys.render.drawing import Pen
from journeys.routes.memory import Memory
from journeys.settings import STEPS
from tests.builders import a_document, a_journey
from tests.faults.fake_dots import fake_dot
from tests.routes.client import CheckingClient
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def address(there: Stored, suffix: str = "svg", view: str = "blueprint") -> str:
    return f"/services/{there.service}/journeys/{there.document.journeys[0].id}/{view}.{suffix}"


@pytest.mark.parametrize(
    ("suffix", "type_", "start"),
    [
        ("svg", "image/svg+xml", b"<svg"),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
def test_the_file_has_the_right_type_name_and_start(
    client: CheckingClient, there: Stored, suffix: str, type_: str, start: bytes
) -> None:
    answer = client.get(address(there, suffix))
    assert (answer.status_code, answer.mimetype) == (200, type_)
    assert answer.data.startswith(start)
    assert f"wohnsitz-ist-servicebauplan.{suffix}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("asked", "size"),
    [("", (1190.55, 841.89)), ("?paper=a3", (1190.55, 841.89)), ("?paper=A4", (841.89, 595.28))],
)
def test_a_pdf_has_the_paper_that_was_asked_for(
    client: CheckingClient, there: Stored, asked: str, size: tuple[float, float]
) -> None:
    page = PdfReader(BytesIO(client.get(address(there, "pdf") + asked).data)).pages[0]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(size, abs=0.01)


def test_paper_that_nobody_has_is_said_in_a_sentence(client: CheckingClient, there: Stored) -> None:
    answer = client.get(address(there, "pdf") + "?paper=a0")
    assert answer.status_code == 422 and "A3 oder A4" in answer.text


def test_the_map_is_another_picture(client: CheckingClient, there: Stored) -> None:
    assert "Reisekarte" in client.get(address(there, view="map")).text
    assert "Reisekarte" not in client.get(address(there)).text


def test_the_file_stands_for_itself(client: CheckingClient, there: Stored) -> None:
    """Ids as the document says them; no links but those within the file."""
    text = client.get(address(there)).text
    assert 'id="step-WOHN-I-S01"' in text
    assert set(re.findall(r'href="(.)', text)) == {"#"}


def test_what_the_browser_has_is_not_sent_again_until_something_changes(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    first = client.get(address(there))
    again = client.get(address(there), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with database.writing() as session:
        edit_service(session, there.service, 1, {"authority": "Amt für Alles"})
    changed = client.get(address(there), headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Amt für Alles" in changed.text


def test_a_picture_drawn_before_needs_neither_document_nor_graphviz(
    app: Flask, client: CheckingClient, there: Stored
) -> None:
    """From memory; and in a process that starts anew from the cache on disk."""
    first = client.get(address(there)).data
    app.extensions["pen"] = Pen("/nowhere/dot")
    assert client.get(address(there)).data == first
    app.extensions["memory"] = Memory()
    assert client.get(address(there)).data == first


@pytest.mark.parametrize("does", ["fails", "says nothing", "dies"])
@pytest.mark.parametrize("suffix", ["svg", "pdf"])
def test_when_it_cannot_be_drawn_the_file_is_a_sentence(
    app: Flask, client: CheckingClient, there: Stored, tmp_path: Path, does: str, suffix: str
) -> None:
    app.extensions["pen"] = Pen(str(fake_dot(tmp_path, does)))
    answer = client.get(address(there, suffix))
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")
    assert "Graphviz" in answer.text
    assert "ETag" not in answer.headers


def test_unknown_journeys_and_services_answer_404_as_text(client: CheckingClient, there: Stored) -> None:
    for wrong in (f"/services/{there.service}/journeys/nobody/map.svg", "/services/999/journeys/1/map.svg"):
        answer = client.get(wrong)
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_formats_that_there_are_not_answer_404(client: CheckingClient, there: Stored) -> None:
    assert client.get(address(there, "gif")).status_code == 404


def test_two_journeys_with_the_same_content_keep_their_pictures_apart(
    client: CheckingClient, database: Database
) -> None:
    """What one project draws never answers for another, also where the documents' ids are the same."""
    one = store(database, a_document(a_journey(2)), "Eins")
    two = store(database, a_document(a_journey(3)), "Zwei")
    assert 'id="step-S3"' not in client.get(address(one)).text
    assert 'id="step-S3"' in client.get(address(two)).text


def test_memory_forgets_the_longest_unused_and_stays_within_its_bytes() -> None:
    memory = Memory(10)
    memory.put("a", b"1234")
    memory.put("b", b"1234")
    assert memory.get("a") == b"1234"
    memory.put("c", b"1234")
    assert (memory.get("a"), memory.get("b"), memory.get("c")) == (b"1234", None, b"1234")
    memory.put("c", b"123456")
    assert (memory.get("a"), memory.get("c")) == (b"1234", b"123456")
    memory.put("d", b"x" * 11)
    assert memory.get("d") is None


def test_a_journey_at_the_limit_is_refused_nowhere_before_it(
    client: CheckingClient, database: Database
) -> None:
    assert STEPS.value == 400
    there = store(database, a_document(a_journey(30)))
    assert client.get(address(there)).status_code == 200
