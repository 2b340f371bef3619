"""Notes of a table for a service that is there, among them those of the note slips: shown first, then stored."""

import io
import re

import openpyxl
import pytest
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.importing import export_document
from journeys.domain.projects import create_project
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store

CSV = """Schritt;Art;Hinweis;Wie schlimm
{step};Schmerzpunkt;Die Schrift ist zu klein;schlimm
Gibt es nicht;Bedarf;Mehr Zeit;
"""


@pytest.fixture
def here(database: Database) -> Stored:
    return store(database)


def upload(client: CheckingClient, here: Stored, name: str, data: bytes) -> TestResponse:
    return client.send(f"/projects/{here.project}/import", file=(io.BytesIO(data), name))


def look(
    client: CheckingClient, here: Stored, preview: TestResponse, service: int | None = None
) -> TestResponse:
    notes = f"/projects/{here.project}/import/notes"
    sent = {name: values[0] for name, values in fields_of(parsed(preview), notes).items()}
    return client.send(notes, **{**sent, "service": str(service or here.service)})


def confirm(client: CheckingClient, here: Stored, preview: TestResponse) -> TestResponse:
    done = f"/projects/{here.project}/import/notes/done"
    return client.send(done, **{n: v[0] for n, v in fields_of(parsed(preview), done).items()})


def a_csv(here: Stored) -> bytes:
    return CSV.format(step=here.document.journeys[0].steps()[0].title).encode()


def test_notes_of_a_table_come_to_the_steps_and_can_be_taken_back(
    client: CheckingClient, database: Database, here: Stored
) -> None:
    preview = look(client, here, upload(client, here, "zettel.csv", a_csv(here)))
    page = words(parsed(preview))
    assert f"2 Hinweise kommen zur Leistung „{here.document.service.name}“ dazu." in page
    assert "Die Schrift ist zu klein" in page and "Gibt es nicht" in page
    with database.reading() as session:
        assert export_document(session, here.service) == here.document
    answer = confirm(client, here, preview)
    assert answer.status_code == 303 and "2 Hinweise sind übernommen." in client.get(answer.location).text
    with database.reading() as session:
        after = export_document(session, here.service)
    note = after.journeys[0].steps()[0].pain_points[-1]
    assert (note.text, note.severity) == ("Die Schrift ist zu klein", 3)
    assert [(n.text, n.kind) for n in after.unsorted_notes][-1:] == [("Mehr Zeit", "need")]
    assert client.send(f"/journeys/{next(iter(here.journeys.values()))}/undo").status_code in (200, 303)
    with database.reading() as session:
        assert export_document(session, here.service) == here.document


def test_the_same_table_again_changes_nothing(
    client: CheckingClient, database: Database, here: Stored
) -> None:
    for said in ("2 Hinweise sind übernommen.", "Alle Hinweise stehen schon da."):
        preview = look(client, here, upload(client, here, "zettel.csv", a_csv(here)))
        done = f"/projects/{here.project}/import/notes/done"
        sent = {name: values[0] for name, values in fields_of(parsed(preview), done).items()}
        assert said in client.get(client.send(done, **sent).location).text


def test_a_service_of_another_project_is_none(
    client: CheckingClient, database: Database, here: Stored
) -> None:
    with database.writing() as session:
        other = create_project(session, "Anderes").id
    preview = upload(client, here, "zettel.csv", a_csv(here))
    sent = {n: v[0] for n, v in fields_of(parsed(preview), f"/projects/{here.project}/import/notes").items()}
    for end in ("", "/done"):
        answer = client.send(f"/projects/{other}/import/notes{end}", **{**sent, "service": str(here.service)})
        assert answer.status_code == 422 and "Diese Leistung gibt es nicht mehr." in answer.text
    with database.reading() as session:
        assert export_document(session, here.service) == here.document


def test_a_broken_form_is_refused_in_words(client: CheckingClient, here: Stored) -> None:
    for end in ("", "/done"):
        answer = client.send(
            f"/projects/{here.project}/import/notes{end}", document="{", service=str(here.service)
        )
        assert answer.status_code == 422


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_slips_are_filled_in_as_a_table_and_read_in_again(
    client: CheckingClient, database: Database, here: Stored, format: str
) -> None:
    new = f"/services/{here.service}/workshops/new"
    prepare = client.send(new, template="short", title="Alltag", held_on="").location
    address = "/workshops/" + re.findall(r"/workshops/(\d+)", prepare)[0]
    empty = client.get(f"{address}/slips.{format}")
    assert empty.status_code == 200
    titles = [step.title for step in here.document.journeys[0].steps()]
    filled = _filled(empty.data, format, titles)
    preview = look(client, here, upload(client, here, f"zettel.{format}", filled))
    page = words(parsed(preview))
    assert "1 Hinweis kommt" in page and "Die Schlange ist lang" in page
    confirm(client, here, preview)
    with database.reading() as session:
        note = export_document(session, here.service).journeys[0].steps()[1].pain_points[-1]
    assert (note.text, note.severity, note.frequency) == ("Die Schlange ist lang", 2, "often")


def _filled(data: bytes, format: str, titles: list[str]) -> bytes:
    said = ["Schmerzpunkt", "Die Schlange ist lang", "hinderlich", "oft", ""]
    if format == "csv":
        lines = data.decode("utf-8-sig").splitlines()
        assert lines[0] == "Schritt;Art des Hinweises;Hinweis;Wie schlimm;Wie oft;Wie wichtig"
        assert len(lines) == len(titles) + 1
        lines[2] = ";".join([lines[2].partition(";")[0], *said])
        return "\r\n".join(lines).encode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == titles
    for column, text in enumerate(said, 2):
        sheet.cell(3, column).value = text or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
