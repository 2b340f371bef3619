"""Reading files in: all or nothing, everything wrong is listed, and what was recorded here stays."""

import io
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select
from werkzeug.test import TestResponse

from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.editing import edit_service
from journeys.domain.findings import Finding
from journeys.domain.importing import export_document, services_of
from journeys.domain.intake import Plain
from journeys.domain.intake.mapping import TABLES, Table
from journeys.domain.projects import create_project
from journeys.domain.services import Service
from journeys.domain.storing import store
from journeys.domain.words import Words
from journeys.domain.writing import to_json, to_yaml
from journeys.settings import CARRIED_BYTES, UPLOAD_BYTES
from tests.builders import a_document, a_journey, a_step
from tests.databases import examples
from tests.domain.test_from_xzufi import NEW
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import example


@pytest.fixture
def address(database: Database) -> str:
    with database.writing() as session:
        return f"/projects/{create_project(session, 'Probe').id}/import"


def send(
    client: CheckingClient, address: str, content: str | bytes, name: str = "reise.yaml"
) -> TestResponse:
    """Choose a file: the answer is the preview, or the page that says what is wrong."""
    data = content.encode() if isinstance(content, str) else content
    return client.send(address, file=(io.BytesIO(data), name))


def confirm(client: CheckingClient, preview: TestResponse, **fields: str) -> TestResponse:
    """Press the button of the preview, with these fields changed."""
    assert preview.status_code in (200, 409), words(parsed(preview))
    done = f"{preview.request.path.removesuffix('/done')}/done"
    sent = {name: values[0] for name, values in fields_of(parsed(preview), done).items()}
    data = {"csrf_token": client.token(), **sent, **fields}
    return client.post(done, data=data, content_type="multipart/form-data")


def bring(
    client: CheckingClient, address: str, content: str | bytes, name: str = "reise.yaml"
) -> TestResponse:
    return confirm(client, send(client, address, content, name))


def count(database: Database, document: Document) -> int:
    with database.reading() as session:
        return len(services_of(session, document.id))


@pytest.mark.parametrize(("write", "name"), [(to_yaml, "x.yaml"), (to_yaml, "X.YML"), (to_json, "x.json")])
def test_a_file_is_shown_and_then_becomes_a_service(
    client: CheckingClient, address: str, database: Database, write: Any, name: str
) -> None:
    preview = send(client, address, write(a_document()), name)
    text = words(parsed(preview))
    assert "Noch ist nichts gespeichert" in text and "1 Phase, 3 Schritte, 0 Hinweise" in text
    assert "Schritt S2" in text
    assert count(database, a_document()) == 0
    answer = confirm(client, preview)
    assert answer.status_code == 303
    assert "Die Leistung ist übernommen." in client.get(answer.location).text
    with database.reading() as session:
        assert export_document(session, int(answer.location.rpartition("/")[2])) == a_document()


def test_everything_wrong_is_listed_with_its_place_and_nothing_is_stored(
    client: CheckingClient, address: str, database: Database
) -> None:
    plain = to_yaml(a_document()).replace("to: ", "zu: ").replace("kind: as_is", "kind: was")
    answer = send(client, address, plain.replace("title: Schritt S2", "titel: Schritt S2"))
    assert answer.status_code == 422
    text = words(parsed(answer))
    assert "journeys[0].kind" in text and "journeys[0].phases[0].steps[1]" in text
    assert "Es ist nichts gespeichert" in text
    assert count(database, a_document()) == 0


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "x.yaml", "Die Datei ist leer. Bitte wählen Sie eine andere."),
        (b"{}", "x.exe", "Das Format ist am Namen der Datei nicht zu erkennen"),
        (b"%PDF-1.7", "x.pdf", "Kopieren Sie den Text daraus"),
        ("Größe: 1".encode("latin-1"), "x.yaml", "speichern Sie sie mit der Zeichenkodierung UTF-8"),
        (b"\xff\xfe\x00kein Text", "x.json", "nicht übernommen"),
        (b"a: [unclosed", "x.yaml", "nicht übernommen"),
        (b"<html>", "x.json", "nicht übernommen"),
    ],
)
def test_what_is_no_journey_document_is_refused_in_words(
    client: CheckingClient, address: str, content: bytes, name: str, sentence: str
) -> None:
    answer = send(client, address, content, name)
    assert answer.status_code == 422
    assert sentence in words(parsed(answer))


def test_no_file_at_all_is_asked_for(client: CheckingClient, address: str) -> None:
    answer = client.send(address)
    assert answer.status_code == 422
    assert "Bitte wählen Sie zuerst eine Datei aus." in answer.text


def test_warnings_are_shown_before_the_import(
    client: CheckingClient, address: str, database: Database
) -> None:
    lost = a_document(a_journey((a_step("S1", next=[]), a_step("S2"))))
    preview = send(client, address, to_yaml(lost))
    assert "journeys[0].phases[0].steps[1]" in words(parsed(preview))
    assert count(database, lost) == 0
    assert confirm(client, preview).status_code == 303
    assert count(database, lost) == 1


def test_letters_that_no_picture_can_show_are_told_and_stay(
    client: CheckingClient, address: str, database: Database
) -> None:
    abroad = a_document(a_journey((a_step("S1", "Formular 日本 holen"), a_step("S2"))))
    preview = send(client, address, to_yaml(abroad))
    rows = [[words(cell) for cell in row.iter("td")] for row in parsed(preview).iter("tr")]
    place = "journeys[0].phases[0].steps[0].title"
    assert [place, "Diese Zeichen kann ein Bild nicht zeigen, dort steht □ dafür: 日 本"] in rows
    confirm(client, preview)
    with database.reading() as session:
        assert export_document(session, 1) == abroad


def test_a_service_description_says_what_it_becomes_and_what_is_left_out(
    client: CheckingClient, address: str, database: Database
) -> None:
    preview = send(client, address, NEW.read_bytes(), "leistung.xml")
    page = parsed(preview)
    text = words(page)
    assert "Wasserentnahme aus dem Dorfbrunnen Erlaubnis" in text and "3 Phasen, 5 Schritte" in text
    headings = [words(h) for h in page.iter("h2")]
    assert headings[:3] == ["Was in der Datei steht", "Bitte prüfen", "Das wird nicht übernommen"]
    assert ["modulUrsprungsportal", "Dafür hat eine Bürgerreise keinen Platz."] in [
        [words(cell) for cell in row.iter("td")] for row in page.iter("tr")
    ]
    assert confirm(client, preview).status_code == 303
    with database.reading() as session:
        assert export_document(session, 1).service.key == "99999000001000"


def test_a_name_that_says_another_format_is_told(client: CheckingClient, address: str) -> None:
    assert "endet auf .yaml, ihr Inhalt ist aber" in words(parsed(send(client, address, NEW.read_bytes())))


def test_the_same_file_again_changes_nothing(
    client: CheckingClient, address: str, database: Database
) -> None:
    bring(client, address, to_yaml(a_document()))
    preview = send(client, address, to_json(a_document()), "y.json")
    assert "Die Datei sagt nichts Neues" in words(parsed(preview))
    assert count(database, a_document()) == 1


def with_authority(text: str) -> Document:
    return example().model_copy(update={"service": example().service.model_copy(update={"authority": text})})


def change_here(database: Database, text: str) -> None:
    with database.writing() as session:
        revision = session.get_one(Service, 1).revision
        edit_service(session, 1, revision, {"authority": text})


def test_other_content_is_shown_first_and_taken_over_on_demand(
    client: CheckingClient, address: str, database: Database
) -> None:
    bring(client, address, to_yaml(example()))
    changed = with_authority("Neues „Amt“ <b>")
    preview = send(client, address, to_yaml(changed))
    text = words(parsed(preview))
    assert "Diese Leistung gibt es hier schon, mit anderem Inhalt." in text
    assert "Zuständig" in text and "Neues „Amt“ <b>" in text and "--update" not in text
    with database.reading() as session:
        assert export_document(session, 1) == example()
    assert confirm(client, preview).status_code == 303
    with database.reading() as session:
        assert export_document(session, 1) == changed


@pytest.mark.parametrize(
    ("choice", "stands"),
    [
        ({}, "Hier anders"),
        ({"at:service.authority": "theirs"}, "In der Datei anders"),
        ({"all": "theirs"}, "In der Datei anders"),
        ({"at:service.authority": "ours"}, "Hier anders"),
    ],
)
def test_where_both_sides_changed_somebody_decides(
    client: CheckingClient, address: str, database: Database, choice: dict[str, str], stands: str
) -> None:
    bring(client, address, to_yaml(example()))
    change_here(database, "Hier anders")
    preview = send(client, address, to_yaml(with_authority("In der Datei anders")))
    text = words(parsed(preview))
    assert "An 1 Stelle haben beide Seiten etwas geändert" in text
    assert "Hier anders" in text and "In der Datei anders" in text
    assert confirm(client, preview, **choice).status_code == 303
    with database.reading() as session:
        assert export_document(session, 1).service.authority == stands
    again = send(client, address, to_yaml(with_authority("In der Datei anders")))
    assert "Die Datei sagt nichts Neues" in words(parsed(again))


def test_what_one_side_removed_and_an_order_of_both_can_be_decided(
    client: CheckingClient, address: str, database: Database
) -> None:
    one, two, three = a_step("S1"), a_step("S2"), a_step("S3")
    bring(client, address, to_yaml(a_document(a_journey((one, two, three)))))
    here = a_document(a_journey((two, one)))
    with database.writing() as session:
        store(session, session.get_one(Service, 1), here)
    file = a_document(a_journey((one, a_step("S3", "Doch wichtig"), two, a_step("S4", "Vier"))))
    preview = send(client, address, to_yaml(file.model_copy(update={"as_of": "2026-11"})))
    page = parsed(preview)
    asked = [words(legend) for legend in page.iter("legend")]
    assert asked == ["Schritt „Doch wichtig“ · neu", "Schritt · Reihenfolge"]
    table = [[words(cell) for cell in row] for row in page.iter("tr")]
    assert ["Schritt „Vier“ neu", "ist nicht da", "ist da"] in table
    assert ["Leistung Stand", "(leer)", "2026-11"] in table
    assert confirm(client, preview, all="theirs").status_code == 303
    with database.reading() as session:
        titles = [step.title for step in export_document(session, 1).steps()]
    assert titles == ["Schritt S1", "Doch wichtig", "Schritt S2", "Vier"]


def test_what_changed_here_after_the_preview_is_shown_again_and_choices_stay(
    client: CheckingClient, address: str, database: Database
) -> None:
    bring(client, address, to_yaml(example()))
    preview = send(client, address, to_yaml(with_authority("In der Datei anders")))
    change_here(database, "Inzwischen anders")
    again = confirm(client, preview, **{"at:service.authority": "theirs"})
    assert again.status_code == 409
    page = parsed(again)
    assert "Inzwischen hat hier jemand etwas geändert" in words(page)
    chosen = [f.get("value") for f in page.iter("input") if "checked" in f.attrib]
    assert chosen == ["theirs"]
    with database.reading() as session:
        assert export_document(session, 1).service.authority == "Inzwischen anders"
    assert confirm(client, again).status_code == 303
    with database.reading() as session:
        assert export_document(session, 1).service.authority == "In der Datei anders"


def test_a_preview_whose_document_was_spoilt_on_the_way_stores_nothing(
    client: CheckingClient, address: str, database: Database
) -> None:
    preview = send(client, address, to_yaml(a_document()))
    for document in ("", "{", '{"format": "journeys/1"}', "[" * 100):
        assert confirm(client, preview, document=document).status_code == 422
    assert count(database, a_document()) == 0


def test_the_way_back_carries_a_document_as_large_as_the_upload(
    client: CheckingClient, address: str, database: Database
) -> None:
    """Beyond the half megabyte at which form fields usually end."""
    steps = tuple(a_step(f"S{n}", frontstage="Ä" * 5000) for n in range(120))
    large = a_document(a_journey(steps))
    preview = send(client, address, to_json(large), "x.json")
    document = next(i.get("value", "") for i in parsed(preview).iter("input") if i.get("name") == "document")
    assert len(document.encode()) > 1_000_000
    assert confirm(client, preview).status_code == 303
    with database.reading() as session:
        assert export_document(session, 1) == large


def test_too_many_steps_are_refused_with_the_limit(client: CheckingClient, address: str) -> None:
    answer = send(client, address, to_json(a_document(a_journey(401))), "x.json")
    assert answer.status_code == 422
    assert "400" in words(parsed(answer))


class Endless(io.RawIOBase):
    """A body without end that counts what was read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.taken += max(size, 0)
        return b"x" * size

    def readinto(self, buffer: Any) -> int:
        self.taken += len(buffer)
        buffer[:] = b"x" * len(buffer)
        return len(buffer)


HUGE = 100 * 1024 * 1024


@pytest.mark.parametrize("told", [True, False])
def test_a_hundred_megabytes_are_refused_in_words_and_not_read(
    client: CheckingClient, address: str, told: bool
) -> None:
    """`told`: whether the sender says the size; else the body is in pieces, and reading ends at the limit."""
    body = Endless()
    size = {"CONTENT_LENGTH": str(HUGE)} if told else {"wsgi.input_terminated": True}
    environ = {"wsgi.input": body, "CONTENT_TYPE": "multipart/form-data; boundary=x", **size}
    answer = client.post(address, environ_overrides=environ)
    assert answer.status_code == 413
    assert "Die Datei ist zu groß; möglich sind höchstens 10 MiB." in words(parsed(answer))
    assert body.taken == 0 if told else body.taken <= UPLOAD_BYTES.value + 256 * 1024


def test_what_a_file_says_cannot_act(client: CheckingClient, address: str) -> None:
    hostile = "<script>alert(1)</script>"
    document = a_document(a_journey((a_step("S1", hostile, frontstage=hostile), a_step("S2"))))
    preview = send(client, address, to_yaml(document))
    assert "<script>alert" not in preview.text
    answer = confirm(client, preview)
    for view in ("", "/facts", "/journeys/J1/list", "/journeys/J1/map"):
        assert "<script>alert" not in client.get(answer.location + view).text


class Heading(NamedTuple):
    heading: str
    samples: tuple[str, ...]
    field: str


def a_table() -> Table:
    """Lines `heading: cell` as the smallest table there can be; one column is the title of a step."""

    def columns(data: bytes) -> list[Heading]:
        pairs = [line.partition(": ") for line in data.decode().splitlines()]
        return [Heading(head, (cell,), "nothing") for head, _, cell in pairs]

    def read(data: bytes, name: str, mapping: Mapping[str, str]) -> Plain:
        cells = [(c.heading, c.samples[0]) for c in columns(data)]
        titles = [cell for head, cell in cells if mapping.get(head) == "title"]
        steps = tuple(a_step(f"S{n}", title) for n, title in enumerate(titles))
        left = [
            Finding(head, Words("fehlt", "absent"), "left_out") for head, _ in cells if head not in mapping
        ]
        return Plain(a_document(a_journey(steps)).plain(), left)

    return Table({"nothing": Words("nichts", "nothing"), "title": Words("Schritt", "step")}, columns, read)


def test_what_columns_mean_can_be_said_and_the_table_travels_with_the_form(
    client: CheckingClient, address: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLES, "text", a_table)
    preview = send(client, address, "Nr: 1\nWas: Antrag <stellen>\n", "tabelle.txt")
    fields = {
        name: values[0] for name, values in fields_of(parsed(preview), address).items() if name != "file"
    }
    assert fields["heading-1"] == "Was" and fields["field-1"] == "nothing"
    more = {"csrf_token": client.token(), "field-1": "title"}
    again = client.post(address, data={**fields, **more}, content_type="multipart/form-data")
    page = parsed(again)
    assert "1 Phase, 1 Schritt" in words(page) and "Antrag <stellen>" in words(page)
    assert fields_of(page, address)["field-1"] == ["title"], "what was said stays said"
    assert confirm(client, again).status_code == 303
    with database.reading() as session:
        assert [step.title for step in export_document(session, 1).steps()] == ["Antrag <stellen>"]


@pytest.mark.parametrize("broken", ["%", "eA", "ä"])
def test_a_table_that_was_spoilt_on_the_way_is_asked_for_again(
    client: CheckingClient, address: str, broken: str
) -> None:
    answer = client.send(address, name="x.csv", file64=broken)
    assert answer.status_code == 422
    assert "Bitte wählen Sie sie noch einmal aus." in words(parsed(answer))


def test_a_table_too_large_to_travel_has_no_columns_to_map(
    client: CheckingClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TABLES, "text", a_table)
    filler = "x: y\n" * (CARRIED_BYTES.value // 5 + 1)
    answer = send(client, address, filler, "tabelle.txt")
    assert "Was die Spalten bedeuten" not in words(parsed(answer))


SAMPLES = {
    "a.yaml": to_yaml(a_document()).encode(),
    "a.json": to_json(a_document()).encode(),
    "a.xml": NEW.read_bytes(),
    "a.txt": "- Größe\n- Maß".encode(),
}


@examples(40)
@given(data=st.data())
def test_a_mutated_file_is_shown_or_refused_and_never_breaks_the_page(
    client: CheckingClient, address: str, database: Database, data: st.DataObject
) -> None:
    name, sample = data.draw(st.sampled_from(sorted(SAMPLES.items())))
    mutated = bytearray(sample)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(mutated)))
        mutated[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    answer = send(
        client, address, bytes(mutated), data.draw(st.sampled_from((name, *SAMPLES, "ohne", "a.pdf")))
    )
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert "Es ist nichts gespeichert" in words(parsed(answer))
    with database.reading() as session:
        assert session.exec(select(Service)).first() is None
