"""As-is and to-be side by side: picture, figures, what is left open, the same in words, and files."""

from pathlib import Path

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.comparing import compare
from journeys.domain.document import Journey
from journeys.domain.editing import edit_service
from journeys.domain.figures import figures
from journeys.render.drawing import Pen
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.faults.fake_dots import fake_dot
from tests.routes.client import CheckingClient, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def address(there: Stored, more: str = "") -> str:
    return f"/services/{there.service}/comparison{more}"


def drafts(count: int = 2) -> list[Journey]:
    """So many to-be journeys, each of one step that resolves P1."""
    return [
        a_journey(
            (a_step(f"T{n}", f"Entwurfsschritt {n}", resolves=("P1",), replaces=("S1",)),),
            id=f"soll-{n}",
            kind="to_be",
            title=f"Entwurf {n}",
        )
        for n in range(1, count + 1)
    ]


def an_as_is() -> Journey:
    return a_journey((a_step("S1", pain_points=(a_pain_point("P1"), a_pain_point("P2", "Zweiter"))),))


def test_the_page_holds_the_picture_with_links_to_the_steps_of_both(
    client: CheckingClient, there: Stored
) -> None:
    text = client.get(address(there)).text
    assert text.count("<svg xmlns") == 1
    for step in there.document.steps():
        assert f'id="comparison-step-{step.id}"' in text
        assert f'href="/steps/{there.steps[step.id]}"' in text


@pytest.mark.parametrize("view", ["", "?view=list"])
def test_every_figure_is_told_with_how_it_was_counted(
    client: CheckingClient, there: Stored, view: str
) -> None:
    page = client.page(address(there, view))
    rows = [[words(cell) for cell in row if cell.tag in ("th", "td")] for row in page.iter("tr")]
    for figure in figures(compare(*there.document.journeys)):
        assert [f"{figure.name.de} {figure.how.de}", figure.before.de, figure.after.de] in rows


def test_what_is_left_open_leads_to_its_step_worst_first(client: CheckingClient, there: Stored) -> None:
    page = client.page(address(there))
    left = compare(*there.document.journeys).unresolved
    cards = list(page.iter("article"))
    assert [pain.note.text in words(card) for pain, card in zip(left, cards, strict=True)] == [True] * 7
    links = [next(iter(card.iter("a"))).get("href") for card in cards]
    assert links == [f"/steps/{there.steps[pain.at.step.id]}" for pain in left]


def test_the_list_says_everything_that_the_picture_says(client: CheckingClient, there: Stored) -> None:
    text = words(client.page(address(there, "?view=list")))
    for pain in compare(*there.document.journeys).pains:
        by = ", ".join(str(one.number) for one in pain.resolved_by)
        fate = f"gelöst durch Soll {by}" if by else "offen"
        assert f"{pain.number}: {' '.join(pain.note.text.split())} – {fate}" in text
    assert "4 Begleiteter Termin für alle, die vor Ort möchten (geändert, Online → Vor Ort)" in text
    assert "<svg xmlns" not in client.get(address(there, "?view=list")).text


def test_what_falls_away_and_what_nobody_assigned_is_said_in_words(
    client: CheckingClient, database: Database
) -> None:
    to_be = a_journey((a_step("T"),), id="soll", kind="to_be", removed_steps=("S2",))
    there = store(database, a_document(a_journey(3), to_be))
    page = client.page(address(there, "?view=list"))
    rows = [words(row) for row in page.iter("tr")]
    assert "2 Schritt S2 entfällt" in rows and "3 Schritt S3 ohne Zuordnung" in rows
    assert "1 Schritt T neu" in rows


def test_among_several_to_be_journeys_one_is_chosen(client: CheckingClient, database: Database) -> None:
    there = store(database, a_document(an_as_is(), *drafts()))
    assert "Entwurfsschritt 1" in words(client.page(address(there, "?view=list")))
    second = there.journeys["soll-2"]
    page = client.page(address(there, f"?to_be={second}&view=list"))
    assert "Entwurfsschritt 2" in words(page) and "Entwurfsschritt 1" not in words(page)
    assert "Entwurf 2" in [words(a) for a in page.iter("a") if a.get("aria-current") == "page"]
    assert {f"/services/{there.service}/comparison.pdf?to_be={second}"} <= {
        a.get("href") for a in page.iter("a")
    }
    assert "Entwurf 2" in client.get(address(there, ".svg?to_be=soll-2")).text
    assert "Entwurf 1" in client.get(address(there, ".svg")).text


def test_with_one_to_be_there_is_nothing_to_choose(client: CheckingClient, there: Stored) -> None:
    assert "Welches Soll" not in client.get(address(there)).text


@pytest.mark.parametrize("wrong", ["wohnsitz-anmelden-ist", "nobody", "99999"])
def test_what_is_no_to_be_journey_is_not_found(client: CheckingClient, there: Stored, wrong: str) -> None:
    client.page(address(there, f"?to_be={wrong}"), 404)
    assert client.get(address(there, f".svg?to_be={wrong}")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "said"), [("as_is", "Noch kein Soll"), ("to_be", "Noch kein Ist")], ids=["as-is", "to-be"]
)
def test_a_service_that_lacks_one_of_the_two_says_so(
    client: CheckingClient, database: Database, kind: str, said: str
) -> None:
    there = store(database, a_document(a_journey(kind=kind)))  # type: ignore[arg-type]
    page = client.page(address(there))
    assert said in words(page)
    assert f"/services/{there.service}" in {a.get("href") for a in page.iter("a")}
    answer = client.get(address(there, ".svg"))
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")
    assert "Zum Vergleich braucht die Leistung" in answer.text
    assert address(there) not in client.get(f"/services/{there.service}").text


def test_the_journeys_page_leads_to_the_comparison_where_both_are_there(
    client: CheckingClient, there: Stored
) -> None:
    links = {words(a): a.get("href") for a in client.page(f"/services/{there.service}").iter("a")}
    assert links["Vergleich"] == address(there)


def test_all_pain_points_resolved_is_good_news(client: CheckingClient, database: Database) -> None:
    as_is = a_journey((a_step("S1", pain_points=(a_pain_point("P1"),)),))
    there = store(database, a_document(as_is, *drafts(1)))
    empty = a_journey(1, id="soll", kind="to_be", prefix="T")
    bare = store(database, a_document(a_journey(1), empty), "Leer")
    assert "Das Soll löst alle Schmerzpunkte." in words(client.page(address(there)))
    assert "Im Ist sind noch keine Schmerzpunkte notiert." in words(client.page(address(bare)))


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
    answer = client.get(address(there, f".{suffix}"))
    assert (answer.status_code, answer.mimetype) == (200, type_)
    assert answer.data.startswith(start)
    assert f"wohnsitz-vergleich-ist-soll.{suffix}" in answer.headers["Content-Disposition"]


def test_what_the_browser_has_is_not_sent_again_until_something_changes(
    client: CheckingClient, there: Stored, database: Database
) -> None:
    first = client.get(address(there, ".svg"))
    seen = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address(there, ".svg"), headers=seen).status_code == 304
    with database.writing() as session:
        edit_service(session, there.service, 1, {"authority": "Amt für Alles"})
    assert client.get(address(there, ".svg"), headers=seen).status_code == 200


@pytest.mark.parametrize("does", ["fails", "says nothing", "dies"])
def test_without_a_picture_the_page_says_so_and_tells_it_in_words(
    app: Flask, client: CheckingClient, there: Stored, tmp_path: Path, does: str
) -> None:
    app.extensions["pen"] = Pen(str(fake_dot(tmp_path, does)))
    text = words(client.page(address(there)))
    assert "Das Bild lässt sich gerade nicht zeichnen" in text
    assert "Ist: was daraus wird" in text and "gelöst durch Soll" in text
    assert client.get(address(there, ".pdf")).status_code == 503


def test_the_page_speaks_english(client: CheckingClient, there: Stored) -> None:
    client.get("/language/en")
    text = words(client.page(address(there, "?view=list")))
    assert "Comparison as-is/to-be" in text and "Not solved yet" in text
