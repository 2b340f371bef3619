"""Approval rounds on the pages: asked, answered for what was seen, recorded."""

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest

from journeys.domain.review import approving
from journeys.domain.tables import now
from tests.routes.client import fields_of, parsed, words
from tests.routes.review.meeting import Meeting


def reply(meeting: Meeting, name: str, row: int, /, **more: str) -> Any:
    said = {"verdict": "approved", "reason": "", "name": f"Amt {name}", "seal": meeting.seal()}
    return meeting.clients[name].send(f"/rounds/{row}/answer", **{**said, **more})


def test_from_asking_to_the_record(meeting: Meeting) -> None:
    ada, ben = meeting.clients["Ada"], meeting.clients["Ben"]
    new = f"/services/{meeting.service}/approval"
    people = [str(meeting.people[name].id) for name in ("Ben", "Cleo")]
    due = (now().date() + timedelta(days=5)).isoformat()
    answer = ada.send(new, people=people, due_on=due, message="Bis zur Sitzung", name="", version="")
    assert answer.status_code == 303 and answer.location.endswith(f"/versions/{meeting.version}")
    assert "1 Freigabe wartet auf Sie" in words(ben.page(f"/projects/{meeting.project}"))
    assert "Ihre Antwort wird gebraucht:" in words(ben.page(f"/projects/{meeting.project}/news"))
    page = ben.page(f"/versions/{meeting.version}")
    assert "Ihre Antwort zu Stand 1" in words(page) and "Bis zur Sitzung" in words(page)
    assert fields_of(page, "/rounds/1/answer")["name"] == ["Ben"]
    assert "Ihre Antwort zu Stand 1" not in words(ada.page(f"/versions/{meeting.version}"))
    assert reply(meeting, "Ben", 1).status_code == 303
    reply(meeting, "Cleo", 1, verdict="remarks", reason="Bitte die <Frist> nennen")
    page = words(ada.page("/rounds/1"))
    assert "mit Hinweisen freigegeben" in page and "Bitte die <Frist> nennen" in page and "Amt Ben" in page
    paper = ben.get("/rounds/1.pdf")
    assert paper.status_code == 200
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)
    plain = "".join(text.split())
    for said in (
        "Freigabe: Wohngeld beantragen",
        "Amt Ben",
        "Amt Cleo",
        "Bitte die <Frist> nennen",
        "Stand 1: Erster",
    ):
        assert "".join(said.split()) in plain, said
    assert meeting.seal().partition(":")[0] in plain


def test_an_answer_to_an_outdated_version_is_refused_and_its_text_is_shown(meeting: Meeting) -> None:
    old = meeting.ask()
    seen = meeting.seal()
    meeting.write("A", title="Anders")
    second = meeting.freeze("Zweiter")
    meeting.ask(version=second)
    answer = reply(meeting, "Ben", old, seal=seen, reason="Meine lange Begründung", verdict="objected")
    assert answer.status_code == 422
    page = words(parsed(answer))
    assert approving.ENDED.de in page and "Meine lange Begründung" in page


def test_no_approval_passes_to_another_content(meeting: Meeting) -> None:
    meeting.write("A", title="Anders")
    second = meeting.freeze("Zweiter")
    row = meeting.ask(version=second)
    answer = reply(meeting, "Ben", row, reason="Gut so", seal=meeting.seal(meeting.version))
    assert answer.status_code == 422
    page = parsed(answer)
    assert approving.OTHER_CONTENT.de in words(page)
    assert fields_of(page, f"/rounds/{row}/answer")["reason"] == ["Gut so"]
    with meeting.database.reading() as session:
        assert approving.told(session, approving.find_round(session, row)).state == "open"


def test_what_is_missing_is_said_and_what_was_typed_stays(meeting: Meeting) -> None:
    ada, new = meeting.clients["Ada"], f"/services/{meeting.service}/approval"
    answer = ada.send(new, people=[], due_on="gestern", message="Meine Bitte", name="", version="")
    assert answer.status_code == 422
    page = parsed(answer)
    assert "Bitte wählen Sie, wer antworten soll." in words(page) and "bis wann" in words(page)
    assert fields_of(page, new)["message"] == ["Meine Bitte"]
    row = meeting.ask()
    answer = reply(meeting, "Ben", row, verdict="objected", name="")
    assert answer.status_code == 422 and "Bitte schreiben Sie einen Grund dazu." in words(parsed(answer))


def test_a_round_is_ended_by_whom_it_is_for(meeting: Meeting) -> None:
    row = meeting.ask()
    assert meeting.clients["Ben"].send(f"/rounds/{row}/close").status_code == 403
    answer = meeting.clients["Ada"].send(f"/rounds/{row}/close")
    assert "beendet ohne Freigabe" in words(meeting.clients["Ada"].page(answer.location))
    assert reply(meeting, "Ben", row).status_code == 422


@pytest.mark.parametrize("form", ["?version=1", ""])
def test_it_is_asked_about_a_version_or_about_now(meeting: Meeting, form: str) -> None:
    meeting.write("A", title="Anders")
    page = words(meeting.clients["Ada"].page(f"/services/{meeting.service}/approval{form}"))
    assert ("Gefragt wird nach „Stand 1: Erster“." in page) == bool(form)
    assert ("Die Leistung wird als Stand festgehalten" in page) != bool(form)
