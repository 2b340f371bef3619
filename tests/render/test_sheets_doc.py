"""docs/format/sheets.md says what is so: it is made of what a round trip carries and of the headings that are known."""

from journeys.domain.intake.sheets.fields import COLUMNS, guessed
from journeys.domain.intake.sheets.headings import UNDERSTOOD
from tests.render.sheets_carried import carried_by
from tests.render.sheets_doc import FILE, text


def test_the_page_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == text(), "run .venv/bin/python -m tests.render.sheets_doc"


def test_a_workbook_carries_every_field() -> None:
    assert [field for field, formats in carried_by().items() if "xlsx" not in formats] == []


def test_every_heading_of_the_page_is_understood_as_it_says() -> None:
    wrong = {
        heading: guessed(heading)
        for field, column in COLUMNS.items()
        for heading in (*column.heading, *UNDERSTOOD.get(field, ()))
        if guessed(heading) != field
    }
    assert wrong == {}
