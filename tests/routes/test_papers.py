"""A service's papers in the browser: as files, remembered in the audit trail, made once while nothing changes."""

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain.audit import AuditEntry
from tests.routes.client import CheckingClient
from tests.routes.stored import store


@pytest.mark.parametrize(
    ("ending", "type_", "begins"),
    [("md", "text/markdown", b"# Wohnsitz anmelden"), ("pdf", "application/pdf", b"%PDF-1.7")],
)
def test_a_paper_is_a_file(
    client: CheckingClient, database: Database, ending: str, type_: str, begins: bytes
) -> None:
    address = f"/services/{store(database).service}.{ending}"
    answer = client.get(address)
    assert answer.mimetype == type_ and answer.data.startswith(begins)
    assert f"wohnsitz-anmelden.{ending}" in answer.headers["Content-Disposition"]
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with database.reading() as session:
        assert list(session.exec(select(AuditEntry.what))).count("exported") == 1
