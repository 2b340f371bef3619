"""Comments on a version: written, answered, resolved; seen by all who look, and nothing typed is lost."""

from typing import Any

import pytest
from sqlmodel import select

from journeys.domain.review.commenting import THREAD_GONE
from journeys.domain.review.tables import Comment
from tests.routes.client import fields_of, parsed, words
from tests.routes.review.meeting import Meeting

STEP = {"about": "step", "ref": "A", "lane": "", "thread": "", "form_key": ""}


def say(meeting: Meeting, name: str, text: str, **more: object) -> Any:
    return meeting.clients[name].send(
        f"/versions/{meeting.version}/comments", **{**STEP, "text": text, **more}
    )


def rows(meeting: Meeting) -> list[Comment]:
    with meeting.database.reading() as session:
        return list(session.exec(select(Comment).order_by(Comment.id)))  # type: ignore[arg-type]


def test_a_comment_is_seen_answered_and_resolved_by_others(meeting: Meeting) -> None:
    ben, ada = meeting.clients["Ben"], meeting.clients["Ada"]
    assert say(meeting, "Ben", "Gilt das für <b>alle</b>?").status_code == 303
    page = ada.page(f"/versions/{meeting.version}")
    assert "Gilt das für <b>alle</b>?" in words(page) and "Schritt 1 Antrag ausfüllen" in words(page)
    (row,) = rows(meeting)
    say(meeting, "Ada", "Ja, @Ben.", thread=row.id)
    assert "Ja, @Ben." in words(ben.page(f"/versions/{meeting.version}?show=mine"))
    answer = ada.send(f"/comments/{row.id}/resolve")
    assert "Als erledigt abgelegt." in ada.get(answer.location).text
    assert "Gilt das" not in words(ben.page(f"/versions/{meeting.version}"))
    assert "Gilt das" in words(ben.page(f"/versions/{meeting.version}?show=resolved"))
    ben.send(f"/comments/{row.id}/reopen")
    assert "Gilt das" in words(ben.page(f"/versions/{meeting.version}"))


def test_a_step_shows_what_is_about_it_and_offers_its_cells_and_notes(meeting: Meeting) -> None:
    say(meeting, "Ben", "Zum Schritt")
    say(meeting, "Ben", "Zum Hinweis", what="note::P")
    say(meeting, "Ben", "Zum anderen", what="step::B")
    assert [(row.about, row.ref) for row in rows(meeting)] == [("step", "A"), ("note", "P"), ("step", "B")]
    page = meeting.clients["Ada"].page(f"/versions/{meeting.version}?about=step&ref=A")
    assert "Zum Schritt" in words(page) and "Zum Hinweis" in words(page) and "Zum anderen" not in words(page)
    assert "1 weiterer an anderer Stelle." in words(page)
    assert offered(page) == ["step::A", "note::P", "opportunity::M"]


def offered(page: Any) -> list[str]:
    return [o.get("value") for s in page.iter("select") if s.get("id") == "what" for o in s.iter("option")]


def test_journeys_and_opportunities_are_commented_on_and_show_it(meeting: Meeting) -> None:
    ada = meeting.clients["Ada"]
    assert offered(ada.page(f"/versions/{meeting.version}")) == ["service::", "journey::J1", "opportunity::M"]
    say(meeting, "Ben", "Zur Reise", what="journey::J1")
    answer = say(meeting, "Ben", "Zur Maßnahme", what="opportunity::M")
    assert [(row.about, row.ref) for row in rows(meeting)] == [("journey", "J1"), ("opportunity", "M")]
    there = words(meeting.clients["Ben"].page(answer.location))
    assert "Zur Maßnahme" in there and "Zur Reise" not in there
    for view in ("steps", "map", "blueprint", "list"):
        page = ada.page(f"/versions/{meeting.version}?view={view}")
        (planned,) = [each for each in page.iter("ul") if each.get("class") == "review-planned"]
        assert "Antrag kürzen 1 offener Kommentar" in words(planned).replace("1 1", "1"), view
        (link,) = [each.get("href", "") for each in planned.iter("a")]
        assert "Zur Maßnahme" in words(ada.page(link)) and "Zur Reise" not in words(ada.page(link))


@pytest.mark.parametrize("view", ["map", "blueprint", "steps", "list"])
def test_every_view_shows_how_many_are_open(meeting: Meeting, view: str) -> None:
    say(meeting, "Ben", "Eins")
    say(meeting, "Ben", "Zwei")
    page = words(meeting.clients["Ada"].page(f"/versions/{meeting.version}?view={view}&show=resolved"))
    assert "2 Kommentare" in page or "2 offene Kommentare" in page


def test_what_cannot_be_stored_stays_in_the_form(meeting: Meeting) -> None:
    here = f"/versions/{meeting.version}/comments"
    for more, sentence in (
        ({"text": ""}, "Bitte schreiben Sie, was Sie sagen möchten."),
        ({"ref": "X"}, "Das gibt es in diesem Stand nicht."),
        ({"thread": "77"}, THREAD_GONE.de),
    ):
        answer = say(meeting, "Ben", **{"text": "Mein langer Text", **more})
        assert answer.status_code == 422 and sentence in words(parsed(answer))
        assert fields_of(parsed(answer), here)["text"] == ["" if more == {"text": ""} else "Mein langer Text"]
    assert rows(meeting) == []


def test_the_same_form_sent_twice_is_one_comment(meeting: Meeting) -> None:
    page = meeting.clients["Ben"].page(f"/versions/{meeting.version}")
    key = fields_of(page, f"/versions/{meeting.version}/comments")["form_key"][0]
    assert key
    for _ in range(2):
        say(meeting, "Ben", "Einmal", form_key=key)
    assert len(rows(meeting)) == 1


def test_ones_own_is_changed_deleted_and_brought_back(meeting: Meeting) -> None:
    ben, ada = meeting.clients["Ben"], meeting.clients["Ada"]
    say(meeting, "Ben", "Erst so")
    (row,) = rows(meeting)
    edit = f"/comments/{row.id}/edit"
    fields = fields_of(ben.page(edit), edit)
    assert ben.send(edit, **{**fields, "text": "Dann so"}).status_code == 303
    stale = ben.send(edit, **{**fields, "text": "Zu spät"})
    assert stale.status_code == 409 and "Dann so" in stale.text
    assert fields_of(parsed(stale), edit)["text"] == ["Zu spät"]
    assert ada.send(edit, text="Fremd", revision="2").status_code == 422
    assert "Ändern kann einen Kommentar nur, wer ihn schrieb." in words(ada.page(edit))
    answer = ben.send(f"/comments/{row.id}/delete")
    page = ben.page(answer.location)
    assert "Dann so" not in words(page.find(".//aside"))
    undo = next(f.get("action") for f in page.iter("form") if (f.get("action") or "").endswith("/restore"))
    assert undo
    assert "Dann so" in words(ben.page(ben.send(undo).location))


def test_whoever_looks_learns_of_it_at_the_next_poll(meeting: Meeting) -> None:
    ben = meeting.clients["Ben"]
    address = f"/versions/{meeting.version}/live"
    first = ben.get(address, headers={"HX-Request": "true"})
    etag = first.headers["ETag"]
    assert ben.get(address, headers={"If-None-Match": etag}).status_code == 304
    say(meeting, "Ada", "Neu hier")
    second = ben.get(address, headers={"If-None-Match": etag})
    assert second.status_code == 200 and "Neu hier" in second.text
    meeting.write("A", title="Anders")
    assert ben.get(address, headers={"If-None-Match": second.headers["ETag"]}).status_code == 304


def test_a_thread_on_something_gone_says_so(meeting: Meeting) -> None:
    say(meeting, "Ben", "Bleibt das?", what="note::P")
    with meeting.database.writing() as session:
        from journeys.domain.notes import Note
        from journeys.domain.recording import delete_note

        delete_note(session, session.exec(select(Note.id).where(Note.ref == "P")).one())
    second = meeting.freeze("Zweiter")
    page = words(meeting.clients["Ada"].page(f"/versions/{second}"))
    assert "Bleibt das?" in page and "gibt es nicht mehr" in page and "zu Stand 1" in page
