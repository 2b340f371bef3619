"""The minutes as files, and the log of the moderation: days and deeds, nothing of a card or a person."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader
from sqlmodel import select

from journeys.database import Database
from journeys.domain.workshops import curating, running
from journeys.domain.workshops.tables import Deed, Move
from journeys.render import typesetting
from journeys.render.hand import PenBroken
from tests.domain.workshops.room import Room
from tests.routes.client import CheckingClient

WRITING = "Schmerzpunkte"
LONG = "Wohnungsgeberbestätigung fehlt. " * 140


@pytest.fixture
def room(database: Database) -> Room:
    room = Room(database)
    item = room.run(WRITING)
    who = room.join()
    room.write(who, "Das *Formular* ist <b>zu</b> lang")
    room.write(who, LONG, step=1, key="long")
    with database.writing() as session:
        running.reveal(session, item.id)
    return room


def test_markdown_is_a_file_with_escaped_texts(client: CheckingClient, room: Room) -> None:
    answer = client.get(f"/workshops/{room.id}/minutes.md")
    assert answer.mimetype == "text/markdown"
    assert answer.headers["Content-Disposition"] == "attachment; filename=protokoll-wohngeld-im-alltag.md"
    assert answer.text.startswith("# Protokoll: Wohngeld im Alltag\n")
    assert r"- Das \*Formular\* ist &lt;b&gt;zu&lt;/b&gt; lang" in answer.text


def test_the_pdf_holds_the_same_whole_texts(client: CheckingClient, room: Room) -> None:
    answer = client.get(f"/workshops/{room.id}/minutes.pdf")
    assert answer.mimetype == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.data))
    text = "".join(page.extract_text() for page in reader.pages)
    letters = re.sub(r"[\s\u00ad\u2010\u200b-]", "", text)
    assert "Das*Formular*ist<b>zu</b>lang" in letters
    assert letters.count("Wohnungsgeberbestätigungfehlt.") >= 139, "a footer may stand within one"
    assert reader.metadata and reader.metadata.title == "Protokoll: Wohngeld im Alltag"
    assert "Probe" not in text


def test_a_rehearsal_is_marked_on_every_page(client: CheckingClient, database: Database) -> None:
    room = Room(database, is_rehearsal=True)
    item = room.run(WRITING)
    room.write(room.join(), LONG, key="a"), room.write(room.join(), LONG, key="b")
    with database.writing() as session:
        running.reveal(session, item.id)
    pages = PdfReader(io.BytesIO(client.get(f"/workshops/{room.id}/minutes.pdf").data)).pages
    assert len(pages) > 2 and all("Probe" in page.extract_text() for page in pages)
    assert "Dies war eine Probe." in client.get(f"/workshops/{room.id}/minutes.md").text


def test_where_the_machine_cannot_set_paper_it_says_so(
    client: CheckingClient, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise PenBroken("missing", typesetting._FAILED)

    monkeypatch.setattr(typesetting, "font_folder", missing)
    answer = client.get(f"/workshops/{room.id}/minutes.pdf")
    assert (answer.status_code, answer.mimetype) == (503, "text/plain")


def test_the_log_says_deeds_and_days_and_nothing_of_texts_cards_or_times(
    client: CheckingClient, room: Room, database: Database
) -> None:
    who = room.join()
    first, second = room.write(who, "Geheimer Text", key="a"), room.write(who, "Anderer Text", key="b")
    with database.writing() as session:
        deed = curating.take_out(session, second.id, second.revision).deed
        curating.reword(session, first.id, first.revision, "Neu gesagt")
        curating.undo(session, deed.id)
        for each in [*session.exec(select(Deed)), *session.exec(select(Move))]:
            each.done_on = date(2026, 3, 2)
    answer = client.get(f"/workshops/{room.id}/log.csv")
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "Tag;Was die Moderation getan hat;Rückgängig gemacht",
        "2026-03-02;Hinweis herausgenommen;ja",
        "2026-03-02;Hinweis umformuliert;nein",
        "2026-03-02;Hinweise aufgedeckt;nein",
        "2026-03-02;Weitergegangen;nein",
        "2026-03-02;Workshop geöffnet;nein",
    ]


@pytest.mark.parametrize("file", ["minutes.md", "minutes.pdf", "log.csv"])
def test_only_the_moderation_gets_them(
    anonymous: CheckingClient, client: CheckingClient, room: Room, file: str
) -> None:
    assert anonymous.get(f"/workshops/{room.id}/{file}").status_code == 404
    assert client.get(f"/workshops/{room.id + 99}/{file}").status_code == 404
