"""The audit trail: what is in it, who reads it, and that it is only ever added to."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from journeys.database import Database
from journeys.domain import audit
from journeys.domain.tables import now
from journeys.routes.audit import A_PAGE
from journeys.settings import AUDIT_DAYS
from tests.routes.cast import Cast
from tests.routes.client import CheckingClient, sign_in, words


def an_entry(database: Database, days: int = 0, about: str = "Anna Berg") -> None:
    with database.writing() as session:
        at = now() - timedelta(days=days)
        session.add(audit.AuditEntry(at=at, what="signed_in", about=about))


@pytest.mark.parametrize(
    "command", ["UPDATE audit_entry SET about = 'jemand anderes'", "DELETE FROM audit_entry"]
)
def test_the_database_itself_keeps_it(either: Database, command: str) -> None:
    an_entry(either)
    with pytest.raises(DBAPIError, match="audit trail"), either.writing() as session:
        session.connection().execute(text(command))
    with either.reading() as session:
        assert [entry.about for entry in audit.entries(session)] == ["Anna Berg"]


def test_postgresql_does_not_let_it_be_emptied_at_once(postgres: Database) -> None:
    an_entry(postgres)
    with pytest.raises(DBAPIError, match="audit trail"), postgres.writing() as session:
        session.connection().execute(text("TRUNCATE audit_entry"))


def test_entries_go_after_their_days_and_not_before(either: Database) -> None:
    an_entry(either, AUDIT_DAYS.value + 2, "alt")
    an_entry(either, AUDIT_DAYS.value - 1, "jung")
    with either.writing() as session:
        audit.remember(session, "backed_up", None, "neu")
    with either.reading() as session:
        assert [entry.about for entry in audit.entries(session)] == ["neu", "jung"]


def test_what_fails_leaves_no_entry(either: Database) -> None:
    with pytest.raises(RuntimeError), either.writing() as session:
        audit.remember(session, "signed_in", None)
        raise RuntimeError("the power went")
    with either.reading() as session:
        assert audit.entries(session) == []


def test_every_kind_has_its_words() -> None:
    assert set(audit.WHAT) == set(audit.What.__args__)  # type: ignore[attr-defined]


def test_it_is_read_in_pages_the_latest_first(app: Flask, client: CheckingClient) -> None:
    database = app.extensions["database"]
    for n in range(A_PAGE + 5):
        an_entry(database, about=f"Eintrag {n:03}")
    first = words(client.page("/audit"))
    assert f"Eintrag {A_PAGE + 4:03}" in first and "Eintrag 004" not in first
    older = next(a.get("href") for a in client.page("/audit").iter("a") if "before=" in (a.get("href") or ""))
    assert "Eintrag 004" in words(client.page(str(older)))


def test_signing_in_and_out_is_in_it(app: Flask, client: CheckingClient) -> None:
    client.send("/sign-out")
    sign_in(client)
    rows = [[words(cell) for cell in row.iter("td")][1:3] for row in client.page("/audit").iter("tr")]
    by_link = "hat sich mit einem Link angemeldet"
    did = [by_link, "hat sich abgemeldet", by_link]
    assert rows[1:] == [["Administration", what] for what in did]


@pytest.mark.parametrize(
    "path",
    ["services/{service_id}.yaml", "workshops/{workshop_id}/minutes.md", "workshops/{workshop_id}/log.csv"],
)
def test_what_leaves_as_a_file_is_in_it(app: Flask, path: str) -> None:
    cast = Cast(app)
    client = cast.client("moderation")
    assert client.get("/" + path.format(**cast.here.numbers)).status_code == 200
    with cast.database.reading() as session:
        latest = audit.entries(session)[0]
    assert (latest.what, latest.by) == ("exported", "moderation") and latest.about


def test_taking_somebody_in_and_out_is_in_it(app: Flask) -> None:
    """Also an administrator who takes themselves in to read, and out again."""
    cast = Cast(app)
    admin = cast.client("administrator")
    address = f"/projects/{cast.here.project_id}/members"
    admin.send(address, name="Administration", role="review")
    admin.send(f"{address}/{cast.people['administrator'].id}/remove")
    with cast.database.reading() as session:
        done = [(e.what, e.by) for e in audit.entries(session)[:2]]
    assert done == [("member_removed", "Administration"), ("member_added", "Administration")]
