"""Putting steps and phases in order."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest

from journeys.database import Database
from journeys.domain import arranging
from journeys.domain.document import Journey
from journeys.domain.importing import export_document
from journeys.domain.steps import Step
from journeys.settings import STEPS
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def as_is(database: Database, there: Stored) -> Journey:
    with database.reading() as session:
        return export_document(session, there.service).journeys[0]


def order(database: Database, there: Stored) -> list[list[str]]:
    return [[step.title for step in phase.steps] for phase in as_is(database, there).phases]


def address(there: Stored) -> str:
    return f"/journeys/{there.journeys[there.document.journeys[0].id]}/steps"


def titles(page: Element) -> list[str]:
    """The steps in the order that the page shows."""
    return [words(a) for a in page.iter("a") if a.get("id", "").startswith("title-")]


def phases(client: CheckingClient, there: Stored) -> list[int]:
    page = client.page(address(there))
    return [int(h.get("id", "")[5:]) for h in page.iter("h2") if h.get("id", "").startswith("name-")]


def buttons(page: Element, word: str) -> list[Element]:
    return [b for b in page.iter("button") if b.get("class") == "arrange__move" and words(b) == word]


def test_the_page_shows_the_order(client: CheckingClient, database: Database, there: Stored) -> None:
    page = client.page(address(there))
    assert titles(page) == [step.title for step in there.document.journeys[0].steps()]
    assert [words(h) for h in page.iter("h2")] == [phase.name for phase in there.document.journeys[0].phases]


def test_only_the_ends_cannot_move(client: CheckingClient, there: Stored) -> None:
    page = client.page(address(there))
    for word, end in (("früher", 0), ("später", -1)):
        steps = [b for b in buttons(page, word) if "phase" not in b.get("id", "")]
        heads = [b for b in buttons(page, word) if "phase" in b.get("id", "")]
        for found in (steps, heads):
            assert [b for b in found if b.get("aria-disabled")] == [found[end]]


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_step_moves_through_its_phase_and_into_the_next(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    before = order(database, there)
    step = there.steps[there.document.journeys[0].steps()[0].id]
    title = before[0][0]
    answer = client.send(f"/steps/{step}/move", part=part, by="later")
    assert order(database, there)[0] == [before[0][1], title, *before[0][2:]]
    page = parsed(answer) if part else client.page(answer.headers["Location"])
    assert titles(page) == [title for phase in order(database, there) for title in phase]
    status = words(next(e for e in page.iter() if e.get("role") == "status"))
    assert f"„{title}“ ist jetzt Schritt 2, Phase Anlass & Orientierung." in status
    client.send(f"/steps/{step}/move", part=part, by="later")
    assert order(database, there)[:2] == [before[0][1:], [title, *before[1]]]
    client.send(f"/steps/{step}/move", part=part, by="earlier")
    assert order(database, there)[0] == [*before[0][1:], title]


@pytest.mark.parametrize(("which", "by"), [(0, "earlier"), (-1, "later"), (3, "sideways"), (3, "")])
def test_past_the_ends_nothing_moves(
    client: CheckingClient, database: Database, there: Stored, which: int, by: str
) -> None:
    before = order(database, there)
    step = there.steps[there.document.journeys[0].steps()[which].id]
    assert client.send(f"/steps/{step}/move", by=by).status_code == 303
    assert order(database, there) == before


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_step_is_put_in_behind_another(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    before = order(database, there)
    phase, first = phases(client, there)[1], there.document.journeys[0].phases[1].steps[0]
    answer = client.send(f"/phases/{phase}/steps", part=part, title=" Neu ", after=there.steps[first.id])
    assert order(database, there)[1] == [first.title, "Neu", *before[1][1:]]
    page = parsed(answer) if part else client.page(answer.headers["Location"])
    assert "Neu" in titles(page)


def test_a_step_is_put_in_first(client: CheckingClient, database: Database, there: Stored) -> None:
    before = order(database, there)
    client.send(f"/phases/{phases(client, there)[1]}/steps", title="Neu", after="")
    assert order(database, there)[1] == ["Neu", *before[1]]


@pytest.mark.parametrize("title", ["", "  ", "x" * 6000, "a\x00b"])
@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_title_that_cannot_be_is_said_at_its_field(
    client: CheckingClient, database: Database, there: Stored, title: str, part: bool
) -> None:
    before, phase = order(database, there), phases(client, there)[1]
    first = there.steps[there.document.journeys[0].phases[1].steps[0].id]
    answer = client.send(f"/phases/{phase}/steps", part=part, title=title, after=first)
    assert answer.status_code == 422
    page, field = parsed(answer), f"new-{phase}-{first}"
    summary = next(e for e in page.iter("div") if e.get("id") == "errors")
    assert [a.get("href") for a in summary.iter("a")] == [f"#{field}"]
    shown = next(e for e in page.iter("input") if e.get("id") == field)
    assert shown.get("value") == title.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    within = [d for d in page.iter("details") if shown in list(d.iter("input"))]
    assert ["open" in d.attrib for d in within] == [True]
    assert order(database, there) == before


@pytest.mark.parametrize("after", [99999, "x", "9" * 40])
def test_behind_a_step_that_is_not_there_is_nowhere(
    client: CheckingClient, database: Database, there: Stored, after: Any
) -> None:
    before = order(database, there)
    answer = client.send(f"/phases/{phases(client, there)[1]}/steps", title="Neu", after=after)
    assert answer.status_code == 404
    assert order(database, there) == before


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_deleting_a_step_can_be_undone(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    before = as_is(database, there)
    step = before.steps()[2]
    answer = client.send(f"/steps/{there.steps[step.id]}/delete", part=part)
    page = parsed(answer) if part else client.page(answer.headers["Location"])
    assert step.title not in titles(page)
    assert f"Der Schritt „{step.title}“ ist gelöscht, mit seinen Hinweisen." in words(page)
    client.page(f"/steps/{there.steps[step.id]}", 404)
    undo = [f.get("action", "") for f in page.iter("form") if f.get("action", "").endswith("/restore")]
    assert undo == [f"/steps/{there.steps[step.id]}/restore"]
    assert step.title in titles(client.page(client.send(undo[0]).headers["Location"]))
    assert as_is(database, there) == before


def test_bringing_back_into_a_full_service_is_refused_in_words(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    step = there.steps[there.document.journeys[0].steps()[0].id]
    client.send(f"/steps/{step}/delete")
    phase = phases(client, there)[0]
    with database.writing() as session:
        first = arranging.add_step(session, phase, "Füllt")
        session.flush()
        values = first.model_dump(include={"service_id", "phase_id", "title"})
        missing = range(STEPS.value - len(there.steps))
        session.add_all(Step(**values, ref=f"fuellt-{n}", position=first.position + n + 1) for n in missing)
    answer = client.send(f"/steps/{step}/restore")
    assert answer.status_code == 422
    assert f"Diese Leistung hat schon {STEPS.value} Schritte" in words(parsed(answer))


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_phase_is_added_named_moved_and_deleted(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    names = [phase.name for phase in as_is(database, there).phases]
    answer = client.send(
        f"/journeys/{there.journeys[there.document.journeys[0].id]}/phases", part=part, name="Nachher"
    )
    page = parsed(answer) if part else client.page(answer.headers["Location"])
    assert [words(h) for h in page.iter("h2")] == [*names, "Nachher"]
    new = phases(client, there)[-1]
    revision = _revision(client.page(address(there)), new)
    client.send(f"/phases/{new}/edit", part=part, name="Später", revision=revision)
    client.send(f"/phases/{new}/move", part=part, by="earlier")
    assert [phase.name for phase in as_is(database, there).phases] == [*names[:-1], "Später", names[-1]]
    client.send(f"/phases/{new}/delete", part=part)
    assert [phase.name for phase in as_is(database, there).phases] == names


def _revision(page: Element, phase: int) -> str:
    form = next(f for f in page.iter("form") if f.get("action") == f"/phases/{phase}/edit")
    return next(e.get("value", "") for e in form.iter("input") if e.get("name") == "revision")


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_phase_needs_a_name(client: CheckingClient, database: Database, there: Stored, part: bool) -> None:
    before = as_is(database, there)
    journey, phase = there.journeys[there.document.journeys[0].id], phases(client, there)[0]
    revision = _revision(client.page(address(there)), phase)
    for where, fields, field in (
        (f"/journeys/{journey}/phases", {"name": " "}, "phase"),
        (f"/phases/{phase}/edit", {"name": "", "revision": revision}, f"phase-{phase}"),
    ):
        answer = client.send(where, part=part, **fields)
        assert answer.status_code == 422
        page = parsed(answer)
        assert f"#{field}" in {a.get("href") for a in page.iter("a")}
        assert field in {e.get("id") for e in page.iter("input")}
    assert as_is(database, there) == before


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_phase_that_somebody_else_renamed_is_not_overwritten(
    client: CheckingClient, database: Database, there: Stored, part: bool
) -> None:
    phase = phases(client, there)[0]
    revision = _revision(client.page(address(there)), phase)
    client.send(f"/phases/{phase}/edit", name="Ihr Name", revision=revision)
    answer = client.send(f"/phases/{phase}/edit", part=part, name="Mein Name", revision=revision)
    assert answer.status_code == 409
    page = parsed(answer)
    both = words(next(e for e in page.iter("div") if e.get("class") == "both"))
    assert "Ihr Name" in both and "Mein Name" in both
    assert as_is(database, there).phases[0].name == "Ihr Name"
    client.send(f"/phases/{phase}/edit", name="Mein Name", revision=_revision(page, phase))
    assert as_is(database, there).phases[0].name == "Mein Name"


def test_a_phase_with_steps_stays(client: CheckingClient, database: Database, there: Stored) -> None:
    before = as_is(database, there)
    answer = client.send(f"/phases/{phases(client, there)[0]}/delete")
    assert answer.status_code == 422
    assert "In dieser Phase sind noch Schritte." in words(parsed(answer))
    assert as_is(database, there) == before


@pytest.mark.parametrize(
    "where",
    ["/journeys/99/steps", "/journeys/99/phases", "/phases/99/edit", "/phases/99/move", "/phases/99/steps"],
)
def test_what_is_not_there_is_answered_with_404(client: CheckingClient, there: Stored, where: str) -> None:
    answer = (
        client.get(where)
        if where.startswith("/journeys/99/steps")
        else client.send(where, title="x", name="x")
    )
    assert answer.status_code == 404


def test_markup_in_titles_and_names_comes_out_as_text(client: CheckingClient, there: Stored) -> None:
    evil = "<b onclick=\"x\">„Fett“</b> & 'Co'"
    journey = there.journeys[there.document.journeys[0].id]
    client.send(f"/journeys/{journey}/phases", name=evil)
    client.send(f"/phases/{phases(client, there)[-1]}/steps", title=evil, after="")
    page = client.page(address(there))
    assert titles(page)[-1] == evil and [words(h) for h in page.iter("h2")][-1] == evil
