"""The page of all formats: what each is good for and holds, for all journeys or one, and the files behind it."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.excerpt import only_journey
from journeys.domain.intake import read
from journeys.render.drawing import Pen
from journeys.render.exports import EXPORTS
from tests.builders import a_document, a_journey, a_step
from tests.faults.fake_dots import fake_dot
from tests.routes.client import CheckingClient, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def address(there: Stored, journey: object = None) -> str:
    return f"/services/{there.service}/export" + ("" if journey is None else f"?journey={journey}")


def links(page: Element) -> list[str]:
    return [a.get("href") or "" for a in page.iter("a")]


def files(page: Element) -> list[str]:
    """What the page offers to take along."""
    return [a.get("href") or "" for a in page.iter("a") if "download" in a.attrib]


def test_every_format_says_what_it_is_good_for_and_what_it_holds() -> None:
    for name, export in EXPORTS.items():
        for said in (*export.good_for, *export.holds):
            assert len(said) > 10, name
        assert all(" – " in said for said in export.good_for), name


def test_the_service_leads_to_all_formats(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"/services/{there.service}")
    [menu] = [e for e in page.iter("ul") if e.get("class") == "menu__list"]
    last = list(menu.iter("a"))[-1]
    assert (words(last), last.get("href")) == ("Alle Formate ansehen", address(there))


def test_every_format_has_a_card_with_its_file(client: CheckingClient, there: Stored) -> None:
    page = client.page(address(there))
    text = words(page)
    for export in EXPORTS.values():
        assert export.good_for.de in text and export.holds.de in text
        assert f"/services/{there.service}.{export.ending}" in files(page)
    assert "PowerPoint herunterladen" in text


@pytest.mark.parametrize("ending", [export.ending for export in EXPORTS.values()])
def test_the_files_come_with_type_and_name(client: CheckingClient, there: Stored, ending: str) -> None:
    answer = client.get(f"/services/{there.service}.{ending}")
    [media_type] = {export.media_type for export in EXPORTS.values() if export.ending == ending}
    assert (answer.status_code, answer.content_type) == (200, media_type)
    assert f"{there.document.id}.{ending}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("by_number", [True, False])
def test_one_journey_alone(client: CheckingClient, there: Stored, by_number: bool) -> None:
    for journey in there.document.journeys:
        chosen = there.journeys[journey.id] if by_number else journey.id
        answer = client.get(f"/services/{there.service}.json?journey={chosen}")
        assert read(answer.data, "json") == only_journey(there.document, journey.id)
        assert f"{journey.id}.json" in answer.headers["Content-Disposition"]
        offered = files(client.page(address(there, chosen)))
        assert f"/services/{there.service}.json?journey={there.journeys[journey.id]}" in offered
        assert f"/services/{there.service}/journeys/{there.journeys[journey.id]}/map.png" in offered


def test_parts_have_names_of_their_own_for_caches(client: CheckingClient, there: Stored) -> None:
    first, second = (there.journeys[journey.id] for journey in there.document.journeys[:2])
    addresses = [
        f"/services/{there.service}.yaml{part}" for part in ("", f"?journey={first}", f"?journey={second}")
    ]
    etags = [client.get(one).headers["ETag"] for one in addresses]
    assert len(set(etags)) == 3
    answer = client.get(addresses[1], headers={"If-None-Match": etags[1]})
    assert (answer.status_code, answer.data) == (304, b"")


@pytest.mark.parametrize("place", ["/export", ".yaml"])
@pytest.mark.parametrize("journey", ["nobodys", "999999", "%00"])
def test_a_journey_that_is_not_there_is_404(
    client: CheckingClient, there: Stored, place: str, journey: str
) -> None:
    assert client.get(f"/services/{there.service}{place}?journey={journey}").status_code == 404


def test_text_formats_show_their_size_and_how_they_begin(client: CheckingClient, there: Stored) -> None:
    page = client.page(address(there))
    begins = ["".join(pre.itertext()) for pre in page.iter("pre")]
    assert any(text.startswith("format: journeys/1") for text in begins)
    assert all(text.count("\n") < 14 for text in begins)
    size = len(client.get(f"/services/{there.service}.yaml").data)
    assert f".yaml · {round(size / 1000)} KB" in words(page)


def test_markup_stays_text_in_the_preview(client: CheckingClient, database: Database) -> None:
    document = a_document(a_journey((a_step("s"),)), id="x", disclaimer="<script>alert(1)</script>")
    there = store(database, document)
    page = client.page(address(there))
    assert any("<script>alert(1)</script>" in "".join(pre.itertext()) for pre in page.iter("pre"))


def test_pictures_and_the_comparison_are_offered_where_there_are_two(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    assert f"/services/{there.service}/comparison.pdf" in files(client.page(address(there)))
    alone = store(database, a_document(a_journey((a_step("s"),)), id="allein"))
    page = client.page(address(alone))
    assert not [one for one in files(page) if "comparison" in one]
    assert "Welche Reise" not in [nav.get("aria-label") for nav in page.iter("nav")]
    for file in files(page):
        assert client.get(file).status_code == 200, file


def test_where_nothing_can_be_drawn_the_page_says_so(
    app: Flask, client: CheckingClient, there: Stored, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setitem(app.extensions, "pen", Pen(str(fake_dot(tmp_path, "fails"))))
    page = client.page(address(there))
    assert "Das Bild lässt sich gerade nicht zeichnen" in words(page)
    assert f"/services/{there.service}.pptx" in files(page)
