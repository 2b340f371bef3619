"""The log: one line an entry, with its moment; nothing of what people wrote."""

import logging
import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from journeys.database import Database
from journeys.logs import OneLine


def test_an_entry_is_one_line_in_utc() -> None:
    record = logging.LogRecord(
        "journeys.x", logging.INFO, "", 1, "said %s", ("a\nWARNING forged\x1b[31m",), None
    )
    record.created = 0.0
    line = OneLine().format(record)
    assert line == "1970-01-01T00:00:00Z INFO journeys.x said a\\nWARNING forged\\x1b[31m"
    assert re.fullmatch(r"[ -~]+", line)


def test_a_statement_that_fails_does_not_say_what_somebody_wrote(either: Database) -> None:
    with pytest.raises(DBAPIError) as failed, either.writing() as session:
        session.connection().execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "Frau Geheim"})
    assert "Frau Geheim" not in str(failed.value)
