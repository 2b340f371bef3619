"""Beginning a to-be journey from the as-is, and the list of what it leaves open."""

from xml.etree.ElementTree import Element

import pytest

from journeys.database import Database
from journeys.domain.document import Document, Journey
from journeys.domain.importing import export_document
from journeys.domain.stations import pain_points
from journeys.settings import STEPS
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import Stored, example, store

BOTH_WAYS = pytest.mark.parametrize("part", [False, True], ids=["page", "part"])


def document(database: Database, there: Stored) -> Document:
    with database.reading() as session:
        return export_document(session, there.service)


def to_be(database: Database, there: Stored) -> Journey:
    return document(database, there).journeys[1]


def notes(database: Database, there: Stored) -> dict[str, int]:
    with database.reading() as session:
        return {note.ref: note.id for note in pain_points(session, there.service)}


@pytest.fixture
def there(database: Database) -> Stored:
    """An as-is journey of three steps and its to-be journey: two pain points and a step are open, one step differs."""
    pains = (
        a_pain_point("P1", "Kein <b>Termin</b>", severity=3, frequency="often"),
        a_pain_point("P2", "Umweg"),
    )
    old = (a_step("A", "Antrag"), a_step("B", "Beratung", pain_points=pains), a_step("C", "Kopie"))
    new = (
        a_step("X", "Neuer Antrag", replaces=("A",), change="unchanged"),
        a_step("Y", "Beratung", replaces=("B",), change="unchanged"),
    )
    return store(database, a_document(a_journey(old), a_journey(new, id="J2", kind="to_be", title="Soll")))


def journey(there: Stored) -> str:
    return f"/services/{there.service}/journeys/{there.journeys['J2']}"


def actions(page: Element, deed: str) -> list[str]:
    """Where the forms of this deed post to, but for those of the line that undoes the last one."""
    notice = next(e for e in page.iter("div") if e.get("id") == "notice")
    undoing = {form.get("action") for form in notice.iter("form")}
    found = [form.get("action", "") for form in page.iter("form")]
    return [action for action in found if f"/{deed}" in action and action not in undoing]


def undo(client: CheckingClient, page: Element) -> None:
    notice = next(e for e in page.iter("div") if e.get("id") == "notice")
    (form,) = notice.iter("form")
    assert client.send(form.get("action", "")).status_code == 303


def test_a_to_be_journey_begins_from_the_page_of_the_as_is(
    client: CheckingClient, database: Database
) -> None:
    as_is = example().journeys[0]
    there = store(database, example().model_copy(update={"journeys": (as_is,)}))
    here = f"/services/{there.service}/journeys/{there.journeys[as_is.id]}"
    page = client.page(f"{here}/list")
    assert f"{here}/to-be" in {a.get("href") for a in page.iter("a")}
    assert f"mit {len(as_is.steps())} Schritten" in words(client.page(f"{here}/to-be"))
    answer = client.send(f"{here}/to-be")
    assert answer.status_code == 303
    after = document(database, there)
    assert after.journeys[0] == as_is and len(after.journeys) == 2
    assert [s.title for s in after.journeys[1].steps()] == [s.title for s in as_is.steps()]
    shown = client.page(answer.headers["Location"])
    assert "„Soll“ ist angelegt." in words(shown)
    assert "Noch ungelöst" in {words(a) for a in shown.iter("a")}
    assert "Es gibt schon ein Soll" in words(client.page(f"{here}/to-be"))


def test_too_many_steps_are_refused_in_words(client: CheckingClient, database: Database) -> None:
    there = store(database, a_document(a_journey(STEPS.value // 2 + 1)))
    here = f"/services/{there.service}/journeys/{there.journeys['J1']}/to-be"
    answer = client.send(here)
    assert answer.status_code == 422
    assert f"Möglich sind höchstens {STEPS.value}." in words(parsed(answer))
    assert len(document(database, there).journeys) == 1


def test_the_list_names_what_is_open(client: CheckingClient, there: Stored) -> None:
    page = client.page(f"{journey(there)}/unresolved")
    text = words(page)
    assert "0 von 2 Schmerzpunkten gelöst" in text
    assert "Kein <b>Termin</b> schlimm, oft" in text
    assert "Anders als im Ist: Titel" in text
    assert (
        text.index("Kein <b>Termin</b>")
        < text.index("Umweg")
        < text.index("Kopie")
        < text.index("Neuer Antrag")
    )
    steps = {f"/steps/{there.steps[ref]}" for ref in "ABCX"} - {f"/steps/{there.steps['A']}"}
    assert steps <= {a.get("href") for a in page.iter("a")}


@BOTH_WAYS
def test_a_pain_point_is_solved_with_one_tap_and_undone(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    page = client.page(f"{journey(there)}/unresolved")
    offered = actions(page, "resolve")
    note = notes(database, there)["P1"]
    assert offered[0] == f"{journey(there)}/steps/{there.steps['Y']}/resolve/{note}"
    answer = client.send(offered[0], part=part, at="1")
    shown = parsed(answer) if part else client.page(answer.headers["Location"])
    assert "1 von 2 Schmerzpunkten gelöst" in words(shown) and "Gelöst durch „Beratung“." in words(shown)
    assert to_be(database, there).steps()[1].resolves == ("P1",)
    if part:
        (next_one,) = [e.get("id") for e in shown.iter("li") if "autofocus" in e.attrib]
        assert next_one == "open-1"
    else:
        assert answer.headers["Location"].endswith("#open-1")
    undo(client, shown)
    assert to_be(database, there).steps()[1].resolves == ()


def test_another_step_is_chosen_after_asking_for_all(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    page = client.page(f"{journey(there)}/unresolved?pain=P2")
    note = notes(database, there)["P2"]
    mine = [action for action in actions(page, "resolve") if action.endswith(f"/{note}")]
    assert mine == [f"{journey(there)}/steps/{there.steps[ref]}/resolve/{note}" for ref in "XY"]
    client.send(mine[0])
    assert to_be(database, there).steps()[0].resolves == ("P2",)
    client.page(f"{journey(there)}/unresolved")  # shows the line that undoes it, once
    (back,) = actions(client.page(f"{journey(there)}/unresolved"), "reopen")
    client.send(back)
    assert to_be(database, there).steps()[0].resolves == ()


@BOTH_WAYS
def test_a_step_is_dropped_on_purpose_and_taken_back(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    (drop,) = actions(client.page(f"{journey(there)}/unresolved"), "drop")
    answer = client.send(drop, part=part, at="3")
    assert to_be(database, there).removed_steps == ("C",)
    shown = parsed(answer) if part else client.page(answer.headers["Location"])
    assert "„Kopie“ fällt im Soll weg." in words(shown) and not actions(shown, "drop")
    (keep,) = actions(client.page(f"{journey(there)}/unresolved"), "keep")
    client.send(keep, part=part)
    assert to_be(database, there).removed_steps == ()


def test_a_step_that_got_a_successor_meanwhile_is_refused_in_words(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    answer = client.send(f"{journey(there)}/steps/{there.steps['A']}/drop")
    assert answer.status_code == 422
    assert "„Antrag“ hat im Soll einen Nachfolger" in words(parsed(answer))
    assert to_be(database, there).removed_steps == ()


@BOTH_WAYS
def test_a_step_that_differs_is_marked_as_changed_and_undone(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    (mark,) = actions(client.page(f"{journey(there)}/unresolved"), "mark/changed")
    answer = client.send(mark, part=part)
    shown = parsed(answer) if part else client.page(answer.headers["Location"])
    assert to_be(database, there).steps()[0].change == "changed"
    assert "Als unverändert gekennzeichnet" not in words(shown)
    undo(client, shown)
    assert to_be(database, there).steps()[0].change == "unchanged"


def test_at_the_end_it_says_so_quietly(client: CheckingClient, database: Database, there: Stored) -> None:
    address = f"{journey(there)}/unresolved"
    for deed in ("resolve", "resolve", "drop", "mark/changed"):
        client.send(actions(client.page(address), deed)[0])
    text = words(client.page(address))
    assert "2 von 2 Schmerzpunkten gelöst" in text and "Alles hat eine Antwort" in text
    assert "Schmerzpunkte ohne Lösung" not in text


def test_without_pain_points_there_is_no_count_to_be_proud_of(
    client: CheckingClient, database: Database
) -> None:
    pair = (a_journey(1), a_journey((a_step("X", replaces=("S1",)),), id="J2", kind="to_be"))
    there = store(database, a_document(*pair))
    text = words(client.page(f"{journey(there)}/unresolved"))
    assert "noch kein Schmerzpunkt notiert" in text and "gelöst" not in text.replace("ungelöst", "")


def test_a_step_replaced_twice_is_listed(client: CheckingClient, database: Database) -> None:
    new = (a_step("X", "Eins", replaces=("S1",)), a_step("Y", "Zwei", replaces=("S1",)))
    there = store(database, a_document(a_journey(1), a_journey(new, id="J2", kind="to_be")))
    text = words(client.page(f"{journey(there)}/unresolved"))
    assert "Mehrfach ersetzt" in text and "Im Soll: 1 Eins, 2 Zwei" in text


def test_what_does_not_belong_here_is_not_there(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    note = notes(database, there)["P1"]
    as_is = f"/services/{there.service}/journeys/{there.journeys['J1']}"
    before = document(database, there)
    client.page(f"{as_is}/unresolved", 404)
    client.page(f"/services/{there.service}/journeys/99/to-be", 404)
    for address in (
        f"{as_is}/steps/{there.steps['C']}/drop",
        f"{journey(there)}/steps/{there.steps['A']}/resolve/{note}",
        f"{journey(there)}/steps/{there.steps['X']}/drop",
        f"{journey(there)}/steps/{there.steps['X']}/mark/added",
    ):
        assert client.send(address).status_code == 404
    assert client.send(f"{journey(there)}/to-be").status_code == 422
    assert document(database, there) == before
