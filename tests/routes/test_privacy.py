"""The page about privacy says what is so: each of its figures is one that the app keeps, and every table is accounted
for in `docs/privacy.md`."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from xml.etree.ElementTree import Element

import pypdf
import pytest
from flask import Flask
from sqlmodel import SQLModel, select
from werkzeug.test import TestResponse

from journeys.access import ACTIONS
from journeys.database import Database
from journeys.domain import attempts, members, retention
from journeys.domain.document import Document
from journeys.domain.expiring import SIGN_INS_KEPT, drop_expired
from journeys.domain.people import add_person
from journeys.domain.projects import create_project
from journeys.domain.signing_in import SignIn, SignInLink, begin_sign_in, invite
from journeys.domain.tables import now
from journeys.domain.workshops import planning
from journeys.domain.workshops.moods import group_mood, say_mood
from journeys.domain.workshops.tables import Participant
from journeys.places import place
from journeys.settings import (
    AUDIT_DAYS,
    EDIT_HOURS,
    INVITATION_DAYS,
    RETENTION_MONTHS,
    SIGN_IN_DAYS,
    SIGN_IN_IDLE_DAYS,
    SIGN_IN_LINK_MINUTES,
    WRONG_CODES_ADDRESS,
    WRONG_CODES_BROWSER,
    WRONG_CODES_MINUTES,
    WRONG_PASSWORDS_ACCOUNT,
    WRONG_PASSWORDS_ADDRESS,
)
from tests.domain.workshops.room import Room
from tests.routes.cast import CAST, Cast
from tests.routes.client import CheckingClient, words
from tests.routes.test_access import addresses

DAYS, IDLE, TRAIL = SIGN_IN_DAYS.value, SIGN_IN_IDLE_DAYS.value, AUDIT_DAYS.value
SENTENCES = (
    f"{RETENTION_MONTHS.value} Monate nach dem Ende eines Workshops löscht Bürgerreise von selbst",
    f"üblich sind {RETENTION_MONTHS.value} Monate",
    f"endet nach {DAYS} Tagen, ohne Nutzung nach {IDLE} Tagen; ihr Eintrag wird nach {2 * DAYS} Tagen gelöscht",
    f"gilt {SIGN_IN_LINK_MINUTES.value} Minuten, eine Einladung höchstens {INVITATION_DAYS.value} Tage",
    f"stehen {TRAIL} Tage in einem Protokoll",
    f"ist {EDIT_HOURS.value} Stunden mit Ihrem Konto gespeichert",
    f"Nach {WRONG_CODES_BROWSER.value} falschen Codes eines Browsers oder {WRONG_CODES_ADDRESS.value} einer Adresse "
    f"in {WRONG_CODES_MINUTES.value} Minuten",
    f"falsche Passwörter: {WRONG_PASSWORDS_ACCOUNT.value} je Konto und {WRONG_PASSWORDS_ADDRESS.value} je Netzadresse",
    f"höchstens {DAYS} Tage nach dem letzten Besuch",
    "nur für Gruppen ab 5 Antworten",
    "nach höchstens 3 Stunden gelöscht",
)


def article(client: CheckingClient) -> Element:
    found = client.page("/privacy").find(".//article")
    assert found is not None
    return found


def test_every_figure_is_one_that_is_kept(anonymous: CheckingClient) -> None:
    text = words(article(anonymous))
    for sentence in SENTENCES:
        assert sentence in text, sentence
    said = {number for sentence in SENTENCES for number in re.findall(r"\d+", sentence)}
    assert set(re.findall(r"\d+", text)) == said, "a figure that no test ties to a setting"


def test_the_figures_hold(database: Database) -> None:
    """What the page says of times is what the app does: for sign-ins, counts, and groups."""
    assert attempts.kept_for() + timedelta(hours=1) <= timedelta(hours=3)
    moment = now()
    with database.writing() as session:
        person = add_person(session, "Ada")
        begin_sign_in(session, person.id, moment - timedelta(days=2 * DAYS + 1))
        begin_sign_in(session, person.id, moment - timedelta(days=2 * DAYS - 1))
        invite(session, "", person, moment - timedelta(days=INVITATION_DAYS.value))
        attempts.count_wrong(session, {"codes address 192.0.2.7": 1}, moment - attempts.kept_for())
        drop_expired(session, moment)
        assert len(session.exec(select(SignIn)).all()) == 1 and SIGN_INS_KEPT.days == 2 * DAYS
        assert session.exec(select(SignInLink)).all() == session.exec(select(attempts.Attempt)).all() == []
    room = Room(database)
    for n in range(5):
        who = room.join()
        with database.reading() as session:
            assert group_mood(session, planning.find_workshop(session, room.id), "start") is None, n
        with database.writing() as session:
            say_mood(session, who, "start", 3)
    with database.reading() as session:
        assert group_mood(session, planning.find_workshop(session, room.id), "start")


@pytest.mark.own_app
@pytest.mark.parametrize("name", CAST)
def test_everybody_reads_it(app: Flask, name: str) -> None:
    assert Cast(app).client(name).get("/privacy").status_code == 200


def test_it_says_how_this_installation_is_set_up(
    app: Flask, anonymous: CheckingClient, database: Database
) -> None:
    text = words(article(anonymous))
    assert ("SQLite" in text) == database.is_sqlite and ("PostgreSQL" in text) != database.is_sqlite
    assert "noch nicht eingetragen" in text and "Konto Ihres Hauses" not in text
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, privacy_contact="Stabsstelle <Datenschutz>")
    with database.writing() as session:
        by = add_person(session, "Ada")
        for months in (3, 24):
            project = create_project(session, f"Vorhaben {months}")
            retention.set_retention(session, project.id, months, by)
    text = words(article(anonymous))
    assert "Fragen Sie: Stabsstelle <Datenschutz>" in text and "noch nicht eingetragen" not in text
    assert "3 bis 24 Monate nach dem Ende" in text
    anonymous.get("/language/en")
    text = words(article(anonymous))
    assert "3 to 24 months" in text and "Fragen Sie" not in text


def test_it_is_one_link_away_from_everywhere(
    anonymous: CheckingClient, client: CheckingClient, database: Database
) -> None:
    code = Room(database).workshop().code
    for who, address in (
        (anonymous, "/sign-in"),
        (anonymous, f"/w/{code}"),
        (anonymous, "/w"),
        (client, "/projects"),
    ):
        assert "/privacy" in [link.get("href") for link in who.page(address).iter("a")], address


def test_the_document_accounts_for_every_table() -> None:
    rows = (place("docs") / "privacy.md").read_text().splitlines()
    named = [match[1] for row in rows if (match := re.match(r"\| `(\w+)` \|", row))]
    assert sorted(named) == sorted(SQLModel.metadata.tables)
    assert all(
        row.count("|") == 6 for row in rows if row.startswith("| `") and row[3:].split("`")[0] in named
    )


def test_accounts_and_content_know_nothing_of_each_other() -> None:
    """No note leads to an account. Of what people with an account do, only what can be undone for a day does, and the
    review, where it has to be known who says what; who took part is known to four tables only."""
    leads: dict[str, set[str]] = {}
    for table in SQLModel.metadata.tables.values():
        for key in table.foreign_keys:
            leads.setdefault(key.column.table.name, set()).add(table.name)
    review = {"version", "comment", "mention", "approval_round", "approval_answer", "share_link", "visit"}
    account = {"identity", "sign_in", "sign_in_link", "membership", "edit", "api_token", "mail_wish", "mail"}
    assert leads["person"] == account | review
    assert leads["participant"] == {"device", "turn", "mood", "authorship"}
    assert not {"author", "person", "participant", "pseudonym"} & set(
        Document.model_json_schema()["$defs"]["Need"]["properties"]
    )


@pytest.mark.own_app
@pytest.mark.parametrize("name", ["design", "review", "moderation"])
def test_who_sees_what(app: Flask, name: str) -> None:
    """Everything that a role can open: no code, no hash, and pseudonyms only for who facilitates, where they are set to
    be shown."""
    cast = Cast(app)
    cast.client("participant")
    with cast.database.writing() as session:
        workshop = planning.locked_workshop(session, cast.here.numbers["workshop_id"])
        for item in planning.agenda_of(session, workshop.id):
            item.shows_pseudonyms, item.silent, item.revealed = True, False, True
        planning.accept(session, workshop)
        pseudonyms = [str(one) for one in session.exec(select(Participant.pseudonym))]
        names = [person.name for person, _ in members.members_of(session, cast.here.project_id)]
    assert pseudonyms and names
    client, told, opened = cast.client(name), set(), 0
    for endpoint, method, path in addresses(
        app,
        {
            **cast.here.numbers,
            "code": cast.here.code,
            "share": cast.here.share,
            "journey": cast.here.numbers["journey_id"],
        },
    ):
        if method != "GET" or ".pdf" in path or ACTIONS[app.view_functions[endpoint].action] == ():  # type: ignore[attr-defined]
            continue
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype.startswith(("image/png", "font/")):
            continue
        opened += 1
        if any(pseudonym in everything_in(answer) for pseudonym in pseudonyms):
            told.add(endpoint)
    assert opened > 15
    allowed = {"cockpit.page", "cockpit.part", "curating.card", "curating.form", "beamer.page", "beamer.part"}
    assert told <= (allowed if name == "moderation" else set())
    assert told or name != "moderation", "the walk would not see a pseudonym"


def everything_in(answer: TestResponse) -> str:
    """All its text; of a ZIP that of its files, of a PDF that of its pages."""
    return answer.text if answer.mimetype.startswith("text/") else text_in(answer.data)


def text_in(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(text_in(archive.read(name)) for name in archive.namelist())
