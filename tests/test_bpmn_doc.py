"""docs/format/bpmn.md: its table is what the code does, and every field comes back."""

from tests.render.bpmn_table import FILE, renewed, table


def test_the_table_is_what_the_code_does() -> None:
    text = FILE.read_text("utf-8")
    assert text == renewed(text), "run script/make_bpmn_doc.py"


def test_every_field_comes_back() -> None:
    assert [path for path, _, back in table() if not back] == []
