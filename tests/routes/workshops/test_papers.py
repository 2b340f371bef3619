"""The files for a workshop: what they say, and no QR code that cannot work."""

import io

import pypdf
import pytest

from journeys.domain.workshops.codes import spoken_code
from tests.routes.client import CheckingClient
from tests.routes.workshops.planned import Planned
from tests.routes.workshops.test_addresses import reachable  # noqa: F401


def text_of(client: CheckingClient, planned: Planned, name: str) -> str:
    answer = client.get(f"/workshops/{planned.id}/{name}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    reader = pypdf.PdfReader(io.BytesIO(answer.data))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.usefixtures("reachable")
def test_the_invitation_says_what_the_page_says(client: CheckingClient, planned: Planned) -> None:
    text, row = text_of(client, planned, "invitation"), planned.row
    for told in (row.title, *row.expected, *row.not_expected, *row.what_happens, spoken_code(row.code)):
        assert told in text
    assert f"https://reise.example/w/{row.code}/invitation" in text


@pytest.mark.usefixtures("reachable")
def test_the_sheet_shows_address_and_code(client: CheckingClient, planned: Planned) -> None:
    text = text_of(client, planned, "sheet")
    assert f"https://reise.example/w/{planned.row.code}" in text
    assert spoken_code(planned.row.code) in text and "Kamera" in text


def test_an_address_of_this_machine_only_is_not_printed(client: CheckingClient, planned: Planned) -> None:
    for name in ("invitation", "sheet"):
        text = text_of(client, planned, name)
        assert "127.0.0.1" not in text and "Kamera" not in text
        assert spoken_code(planned.row.code) in text


def test_slips_have_every_kind_and_the_steps_in_play(client: CheckingClient, planned: Planned) -> None:
    text = text_of(client, planned, "slips")
    for told in ("Schmerzpunkt", "Eigener Bedarf", "Soll bleiben", "Das macht mir Sorge", "fast immer"):
        assert told in text
    assert "Von der Meldepflicht erfahren" in text


def test_a_workshop_that_is_not_there_is_no_file(client: CheckingClient) -> None:
    for name in ("invitation", "sheet", "slips"):
        answer = client.get(f"/workshops/999/{name}.pdf")
        assert (answer.status_code, answer.mimetype) == (404, "text/plain")
