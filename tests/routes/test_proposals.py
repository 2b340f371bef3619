"""The pages with proposals to the editors of the catalogue, and their files."""

import io

import pypdf
import pytest

from journeys.database import Database
from journeys.domain import proposals
from journeys.domain.services import Service
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def occasion(database: Database, there: Stored) -> str:
    with database.reading() as session:
        return proposals.occasions(session, session.get_one(Service, there.service))[0].key


def add(client: CheckingClient, database: Database, there: Stored, text: str = "Kürzer sagen") -> str:
    """A proposal, and where the answer led."""
    address = f"/services/{there.service}/proposals/new"
    answer = client.send(address, occasion=occasion(database, there), module="06", text=text)
    assert answer.status_code == 303
    return str(answer.location)


def test_a_proposal_is_added_changed_deleted_and_brought_back(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    assert "Noch kein Vorschlag" in words(client.page(f"/services/{there.service}/proposals"))
    page = words(client.page(add(client, database, there)))
    assert "Der Vorschlag ist angelegt." in page and "06 Volltext" in page and "Kürzer sagen" in page
    edit = f"/services/{there.service}/proposals/1/edit"
    fields = fields_of(client.page(edit), edit)
    assert fields["occasion"] == [occasion(database, there)] and fields["text"] == ["Kürzer sagen"]
    after = client.send(edit, **{**fields, "module": "08", "text": "Eine <b>Liste</b>"}).location
    assert "08 Erforderliche Unterlagen" in (page := words(client.page(after)))
    assert "Eine <b>Liste</b>" in page
    gone = client.page(client.send(f"/services/{there.service}/proposals/1/delete").location)
    assert "Eine <b>Liste</b>" not in words(gone)
    undo = next(f.get("action") for f in gone.iter("form") if (f.get("action") or "").endswith("/restore"))
    assert undo
    assert "Eine <b>Liste</b>" in words(client.page(client.send(undo).location))


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: CheckingClient, there: Stored) -> None:
    answer = client.send(f"/services/{there.service}/proposals/new", text="Was ich getippt habe", module="11")
    assert answer.status_code == 422
    page = parsed(answer)
    assert "Bitte wählen Sie die Maßnahme oder den Schmerzpunkt" in words(page)
    typed = fields_of(page, f"/services/{there.service}/proposals/new")
    assert (typed["text"], typed["module"]) == (["Was ich getippt habe"], ["11"])


def test_the_second_of_two_editors_sees_both_texts(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    add(client, database, there)
    edit = f"/services/{there.service}/proposals/1/edit"
    fields = fields_of(client.page(edit), edit)
    client.send(edit, **{**fields, "text": "Der eine Text"})
    answer = client.send(edit, **{**fields, "text": "Der andere Text"})
    page = words(parsed(answer))
    assert answer.status_code == 409 and "Der eine Text" in page and "Der andere Text" in page
    again = fields_of(parsed(answer), edit)
    assert client.send(edit, **again).status_code == 303
    assert "Der andere Text" in words(client.page(f"/services/{there.service}/proposals"))


def test_the_files_hold_the_proposals(client: CheckingClient, database: Database, there: Stored) -> None:
    add(client, database, there, "Die Unterlagen als Liste")
    paper = client.get(f"/services/{there.service}/proposals.pdf")
    reader = pypdf.PdfReader(io.BytesIO(paper.data))
    assert "Die Unterlagen als Liste" in reader.pages[0].extract_text()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()
    table = client.get(f"/services/{there.service}/proposals.csv")
    assert "Die Unterlagen als Liste" in table.data.decode("utf-8-sig")
    assert "vorschlaege-" in table.headers["Content-Disposition"]


def test_the_facts_of_a_service_lead_to_the_page(client: CheckingClient, there: Stored) -> None:
    links = {a.get("href") for a in client.page(f"/services/{there.service}/facts").iter("a")}
    assert f"/services/{there.service}/proposals" in links


def test_a_text_of_a_proposal_can_be_removed_for_good(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    add(client, database, there, "Frau Bergmann soll es ändern")
    address = f"/services/{there.service}/remove-for-good"
    assert "Frau Bergmann soll es ändern" in words(client.page(address))
    client.send(address, text="proposal.1.text")
    assert "Bergmann" not in words(client.page(f"/services/{there.service}/proposals"))
    assert "Bergmann" not in words(client.page(address))
