"""What changed as rows of a table: both sides whole, in words."""

import re

from hypothesis import given

from journeys.domain.diff.alterations import alterations
from journeys.domain.document import Document, Span
from journeys.render.telling.side_by_side import in_rows
from tests.builders import a_document, a_journey, a_step
from tests.databases import examples
from tests.domain.changes import same_ids


def test_both_sides_are_said_in_words_and_whole() -> None:
    long = "Sehr lang " * 40 + "\nmit Absatz"
    span = Span(text="Ziel: 2 Tage", max=2, unit="days")
    before, after = (
        a_document(a_journey((a_step("A", "Termin buchen", **fields),)))
        for fields in (
            {"waiting_time": span, "channel": "counter", "frontstage": long},
            {"waiting_time": Span(text="1 Tag"), "channel": "online", "backstage": "VFA bucht"},
        )
    )
    rows = {str(row.change.field): row[2:] for row in in_rows(before, after)}
    assert rows == {
        "waiting_time": ("Ziel: 2 Tage (2 Tage)", "1 Tag"),
        "channel": ("Vor Ort", "Online"),
        "frontstage": (long.strip(), "–"),
        "backstage": ("–", "VFA bucht"),
    }


@examples(25)
@given(same_ids(), same_ids())
def test_every_change_is_a_row_and_no_row_speaks_in_codes(before: Document, after: Document) -> None:
    rows = in_rows(before, after)
    assert [row.change for row in rows] == alterations(before, after)
    coded = [row for row in rows if row.change.field in ("channel", "emotion", "actor", "waiting_time")]
    assert not [row for row in coded for side in row[2:] if re.fullmatch(r"[a-z]+_[a-z]+|\{.*\}|-?\d", side)]
