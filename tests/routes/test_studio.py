"""The studio: everything that designers change, with undo and redo, in pages and in parts."""

import re

import pytest
from flask import Flask

from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.importing import export_document
from journeys.domain.steps import Step
from tests.routes.cast import Cast
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def now(database: Database, there: Stored) -> Document:
    with database.reading() as session:
        return export_document(session, there.service)


def titles(database: Database, there: Stored) -> list[str]:
    return [step.title for step in now(database, there).journeys[0].steps()]


def journey(there: Stored) -> int:
    return there.journeys[there.document.journeys[0].id]


def studio(there: Stored) -> str:
    return f"/journeys/{journey(there)}/studio"


def step(there: Stored, n: int) -> int:
    """The number of the n-th step's row, from 1."""
    return there.steps[there.document.journeys[0].steps()[n - 1].id]


@pytest.mark.parametrize("view", ["blueprint", "map", "list"])
def test_a_chosen_step_stands_beside_the_picture(client: CheckingClient, there: Stored, view: str) -> None:
    page = client.page(f"{studio(there)}?view={view}&step={step(there, 3)}")
    chosen = there.document.journeys[0].steps()[2]
    title = next(field for field in page.iter("input") if field.get("id") == "title")
    assert title.get("value") == chosen.title
    assert any(e.get("class") == "viewer__stage" for e in page.iter()) == (view != "list")
    if view == "list":
        assert all(
            s.citizen_action in words(page) for s in there.document.journeys[0].steps() if s.citizen_action
        )


@pytest.mark.parametrize("view", ["blueprint", "list"])
def test_a_part_of_the_journey_stays_shown_while_it_is_edited(
    client: CheckingClient, there: Stored, view: str
) -> None:
    severe = [
        pain for s in there.document.journeys[0].steps() for pain in s.pain_points if pain.severity == 3
    ]
    mild = [pain for s in there.document.journeys[0].steps() for pain in s.pain_points if pain.severity != 3]
    page = client.page(f"{studio(there)}?view={view}&step={step(there, 3)}&severity=3")
    shown = client.get(f"{studio(there)}?view={view}&severity=3").text
    assert severe and all(pain.text in shown for pain in severe)
    assert mild and not any(pain.text in shown for pain in mild)
    move = f"/steps/{step(there, 3)}/move"
    after = client.send(move, **fields_of(page, move) | {"by": "later"})
    assert after.status_code == 303 and "severity=3" in after.headers["Location"]


def test_steps_in_the_picture_lead_to_the_panel(client: CheckingClient, there: Stored) -> None:
    links = set(re.findall(r'href="([^"]+#panel)"', client.get(studio(there)).text))
    wanted = {f"{studio(there)}?step={step(there, n)}#panel" for n in range(1, 13)}
    assert wanted <= links


def test_what_is_saved_stays_in_the_studio_and_can_be_undone(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    number = step(there, 1)
    old = titles(database, there)[0]
    there_is = {"studio": "blueprint", "chosen": number}
    with database.reading() as session:
        revision = session.get_one(Step, number).revision
    answer = client.send(
        f"/steps/{number}/edit", title="Umbenannt", leads="next", revision=revision, **there_is
    )
    assert answer.location == f"{studio(there)}?step={number}#panel"
    assert titles(database, there)[0] == "Umbenannt"
    assert "Schritt „Umbenannt“ geändert" in words(client.page(studio(there)))
    undo, redo = (f"/journeys/{journey(there)}/{way}" for way in ("undo", "redo"))
    assert client.send(undo, **there_is).status_code == 303 and titles(database, there)[0] == old
    assert client.send(redo, **there_is).status_code == 303 and titles(database, there)[0] == "Umbenannt"
    client.send(redo, **there_is)
    assert "Es gibt nichts, das Sie wiederholen können." in words(client.page(studio(there)))


def test_every_action_answers_with_the_studio(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    """As a part for HTMX, with the address that shows the same; the picture in it is the new one."""
    number, before = step(there, 2), titles(database, there)
    for action, fields in (
        ("move", {"by": "later"}),
        ("split", {"title": "Zweite Hälfte"}),
        ("duplicate", {}),
        ("merge", {}),
        ("put", {"target": step(there, 5), "side": "after"}),
        ("delete", {}),
    ):
        answer = client.send(
            f"/steps/{number}/{action}", part=True, studio="blueprint", chosen=number, **fields
        )
        assert answer.status_code == 200, action
        assert answer.headers["HX-Push-Url"].startswith(studio(there)), action
        part = parsed(answer)
        assert part.find(".//*[@id='studio']") is not None or part.get("id") == "studio", action
    assert "Zweite Hälfte" in " ".join(titles(database, there))
    for _ in range(6):
        client.send(f"/journeys/{journey(there)}/undo", studio="list", chosen="")
    assert titles(database, there) == before


def test_a_second_step_without_a_title_is_asked_for_again(client: CheckingClient, there: Stored) -> None:
    answer = client.send(
        f"/steps/{step(there, 1)}/split", studio="blueprint", chosen=step(there, 1), title=" "
    )
    assert answer.status_code == 422
    assert "Bitte geben Sie dem zweiten Schritt einen Titel." in words(parsed(answer))


def test_the_last_step_is_not_merged(client: CheckingClient, there: Stored) -> None:
    last = step(there, len(there.document.journeys[0].steps()))
    answer = client.send(f"/steps/{last}/merge", studio="blueprint", chosen=last)
    assert answer.status_code == 422 and "Danach kommt kein Schritt" in words(parsed(answer))


@pytest.mark.parametrize("field", ["title", "phase"])
def test_what_was_wrong_is_said_in_the_studio(client: CheckingClient, there: Stored, field: str) -> None:
    fields = {"studio": "blueprint", "chosen": ""}
    if field == "phase":
        answer = client.send(f"/journeys/{journey(there)}/phases", name="  ", **fields)
    else:
        with client.application.extensions["database"].reading() as session:
            first = session.get_one(Step, step(there, 1))
        fields = {"studio": "blueprint", "chosen": first.id, "panel": "before"}
        answer = client.send(f"/phases/{first.phase_id}/steps", title="x" * 300, after="", **fields)
        assert 'value="' + "x" * 300 in answer.text
    assert answer.status_code == 422 and 'id="studio"' in answer.text and 'id="errors"' in answer.text


def test_who_was_slower_sees_both_texts_and_chooses(client: CheckingClient, there: Stored) -> None:
    number = step(there, 1)
    sent = {"studio": "blueprint", "chosen": number, "leads": "next", "revision": 1}
    assert client.send(f"/steps/{number}/edit", title="Von Ada", **sent).status_code == 303
    answer = client.send(f"/steps/{number}/edit", title="Von Ben", **sent)
    said = words(parsed(answer))
    assert answer.status_code == 409 and "Von Ada" in said and 'value="Von Ben"' in answer.text


def test_what_others_went_on_from_is_shown_before_it_is_overwritten(app: Flask) -> None:
    cast = Cast(app)
    ada, ben = cast.client("design"), cast.client("moderation")
    number, at = cast.here.numbers["step_id"], cast.here.numbers["journey_id"]
    fields = {"studio": "blueprint", "chosen": number, "leads": "next"}

    def revision() -> int:
        with cast.database.reading() as session:
            return session.get_one(Step, number).revision

    for client, title in ((ada, "Von Ada"), (ben, "Von Ben")):
        assert (
            client.send(f"/steps/{number}/edit", title=title, revision=revision(), **fields).status_code
            == 303
        )
    answer = ada.send(f"/journeys/{at}/undo", **fields)
    said = words(parsed(answer))
    assert answer.status_code == 409
    assert "Jemand anderes hat hier schon weitergearbeitet" in said and "Von Ben" in said
    assert "Zuletzt moderation: Schritt „Von Ben“ geändert" in said
    assert ada.send(f"/journeys/{at}/undo", force="1", **fields).status_code == 303
    with cast.database.reading() as session:
        assert session.get_one(Step, number).title == "Schritt S1"


def test_others_see_a_change_and_nobody_asks_in_vain(app: Flask) -> None:
    cast = Cast(app)
    ada, ben = cast.client("design"), cast.client("moderation")
    number, at = cast.here.numbers["step_id"], cast.here.numbers["journey_id"]
    live = f"/journeys/{at}/studio/live"
    seen = ada.get(live, headers={"HX-Request": "true"}).headers["ETag"]
    again = {"HX-Request": "true", "If-None-Match": seen}
    assert ada.get(live, headers=again).status_code == 304
    ben.send(f"/steps/{number}/duplicate", studio="blueprint", chosen=number)
    answer = ada.get(live, headers=again)
    assert answer.status_code == 200 and "(Kopie)" in words(parsed(answer))


def test_a_step_that_is_gone_meanwhile_is_not_chosen(client: CheckingClient, there: Stored) -> None:
    client.send(f"/steps/{step(there, 2)}/delete", studio="blueprint", chosen=step(there, 2))
    page = client.page(f"{studio(there)}?step={step(there, 2)}")
    assert "Hier entsteht die Reise" in words(page)


def test_an_empty_journey_says_how_to_begin(client: CheckingClient, database: Database) -> None:
    there = store(database, Document.from_plain(EMPTY))
    page = words(client.page(studio(there)))
    assert "Hier entsteht die Reise" in page and "Diese Reise hat noch keine Schritte." in page


EMPTY = {
    "format": "journeys/1",
    "id": "leer",
    "language": "de",
    "service": {"name": "Leer"},
    "journeys": [{"id": "J", "kind": "as_is", "phases": []}],
}
