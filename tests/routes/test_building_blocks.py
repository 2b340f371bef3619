"""Finding a typical step by typing, and putting it in."""

from xml.etree.ElementTree import Element

import pytest

from journeys.database import Database
from journeys.domain.arranging import add_step
from journeys.domain.document import Step
from journeys.domain.importing import export_document
from journeys.settings import STEPS
from tests.builders import a_document, a_journey, a_step
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store

PAGE = "/phases/1/building-blocks"


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database, a_document(a_journey((a_step("A", "Antrag & <b>Anlass</b>"), a_step("B")))))


def steps(database: Database, there: Stored) -> tuple[Step, ...]:
    with database.reading() as session:
        return export_document(session, there.service).journeys[0].steps()


def titles(page: Element) -> list[str]:
    return [words(h) for h in page.iter("h2") if h.get("id", "").startswith("block-")]


def test_the_order_of_steps_leads_there(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"/journeys/{there.journeys['J1']}/steps")
    links = {a.get("href") for a in page.iter("a") if words(a) == "Typischen Schritt auswählen"}
    assert links == {f"{PAGE}?after=", *(f"{PAGE}?after={number}" for number in there.steps.values())}


def test_the_page_shows_all_until_somebody_types(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"{PAGE}?after={there.steps['A']}")
    assert len(titles(page)) == 24 and "24 Bausteine" in words(page)
    assert "Nach Schritt 1 „Antrag & <b>Anlass</b>“" in words(page)
    assert "Am Anfang der Phase „Antrag stellen“." in words(client.page(PAGE))


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_typing_finds(client: CheckingClient, there: Stored, part: bool) -> None:
    address = f"{PAGE}?after={there.steps['A']}&q=anh%C3%B6r"
    page = client.part(address) if part else client.page(address)
    assert titles(page) == ["Anhörung durchführen"]
    text = words(page)
    assert (
        "VFA · Brief" in text and "Erklärt, was beabsichtigt ist und warum" in text and "1 Baustein" in text
    )
    assert len(list(page.iter("h1"))) == (0 if part else 1)
    if not part:
        assert fields_of(page, PAGE)["q"] == ["anhör"] or "anhör" in {
            e.get("value") for e in page.iter("input")
        }


def test_a_block_is_put_in_and_can_be_taken_out_again(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    page = client.page(f"{PAGE}?after={there.steps['A']}&q=nachfordern")
    form = next(f for f in page.iter("form") if f.get("method") == "post" and f.get("action") == PAGE)
    sent = {
        e.get("name", ""): e.get("value", "") for e in form.iter("input") if e.get("name") != "csrf_token"
    }
    answer = client.send(PAGE, **sent)
    assert answer.status_code == 303
    added = steps(database, there)[1]
    assert answer.headers["Location"].startswith(f"/journeys/{there.journeys['J1']}/steps#step-row-")
    assert (added.title, added.channel) == ("Unterlagen nachfordern", "mail") and added.backstage
    shown = client.page(answer.headers["Location"])
    assert "„Unterlagen nachfordern“ ist eingefügt, mit Texten zum Anpassen." in words(shown)
    notice = next(e for e in shown.iter("div") if e.get("id") == "notice")
    (undo,) = [form.get("action", "") for form in notice.iter("form")]
    client.send(undo)
    assert [step.id for step in steps(database, there)] == ["A", "B"]


def test_what_fits_no_block_becomes_a_step_of_its_own(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    page = client.page(f"{PAGE}?after={there.steps['A']}&q=%3Cqqqq%3E")
    assert "Kein Baustein passt" in words(page) and "„<qqqq>“" in words(page)
    add = "/phases/1/steps"
    client.send(add, **{name: values[0] for name, values in fields_of(page, add).items()})
    assert [step.title for step in steps(database, there)][1] == "<qqqq>"


def test_a_full_service_is_told_so_and_keeps_what_was_typed(
    client: CheckingClient, database: Database
) -> None:
    there = store(database, a_document(a_journey(STEPS.value)))
    answer = client.send(PAGE, block="anhoerung", after="", q="anhör")
    assert answer.status_code == 422
    page = parsed(answer)
    assert f"hat schon {STEPS.value} Schritte" in words(page) and titles(page) == ["Anhörung durchführen"]
    assert len(steps(database, there)) == STEPS.value


def test_what_is_not_there_is_answered_with_404(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    with database.writing() as session:
        add_step(session, 1, "Neu")
    before = steps(database, there)
    client.page("/phases/99/building-blocks", 404)
    client.page(f"{PAGE}?after=99", 404)
    for fields in ({"block": "gibt-es-nicht"}, {}, {"block": "anhoerung", "after": "99"}):
        assert client.send(PAGE, **fields).status_code == 404
    assert steps(database, there) == before


def test_in_english_it_speaks_english(client: CheckingClient, there: Stored) -> None:
    client.get("/language/en")
    page = client.page(f"{PAGE}?q=appeal")
    assert titles(page) == ["Object to the decision"] and "Write" in words(page)
