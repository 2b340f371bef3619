"""Reading files of others: what is refused, where, and in which words; and that nothing but Refused comes out."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.domain.findings import Refused
from journeys.domain.intake import Format, examine, guess_format, read, read_file
from journeys.domain.intake.scalars import plain_scalar
from journeys.domain.intake.settling import LARGEST
from journeys.domain.writing import to_yaml
from journeys.settings import DEPTH, EVENTS, UPLOAD_BYTES
from tests.builders import a_document

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
GOOD = """\
format: journeys/1
id: wohngeld
service:
  name: Wohngeld
journeys:
- id: J1
  kind: as_is
  phases: []
"""


def _refused(text: str | bytes, format: Format = "yaml") -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as caught:
        read(text.encode() if isinstance(text, str) else text, format)
    return [(f.place, f.text.de, f.text.en) for f in caught.value.findings]


def _json(**fields: Any) -> dict[str, Any]:
    return {**a_document().plain(), **fields}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_the_four_cases_have_neither_errors_nor_slips(path: Path) -> None:
    document, findings = examine(path.read_bytes(), "yaml")
    assert document is not None
    assert findings == ()


YAML_REFUSED = [
    ("a: &x 1", "Zeile 1: Verweise in YAML", "Line 1: References of YAML"),
    ("a: 1\nb: *x", "Zeile 2", "Line 2"),
    ("a: !!python/object:os.system x", "Typangaben in YAML", "Tags of YAML"),
    ("a: ! x", "Typangaben in YAML", "Tags of YAML"),
    ("%TAG ! tag:x,2000:\n---\na: 1", "Typangaben in YAML", "Tags of YAML"),
    ("<<: {a: 1}", "Zusammenführen mit <<", "Merging with <<"),
    ("1: x", "Name eines Feldes muss ein Text sein", "name of a field must be a text"),
    ("a: 1\n? [x]\n: y", "Zeile 2: Der Name eines Feldes", "Line 2: The name of a field"),
    ("a: 1\n---\nb: 2", "Zeile 2: Die Datei enthält mehrere Dokumente", "Line 2: The file holds several"),
    (
        "a: b: c",
        "Zeile 1, Spalte 5: Das ist kein gültiges YAML. Ein Doppelpunkt",
        "A colon stands within a text",
    ),
    ("a:\n\t- x", "Zeile 2, Spalte 1", "Indent with spaces, not with tabs"),
    ("a: [1, 2", "eine Klammer wird nicht geschlossen", "a bracket is not closed"),
    ('a: "x', "Anführungszeichen oder eine Klammer", "A quotation mark or a bracket"),
    ("a: - x", "Listenstrich steht hinter einem Feld", "dash of a list stands behind a field"),
]


@pytest.mark.parametrize(("text", "de", "en"), YAML_REFUSED, ids=[t for t, *_ in YAML_REFUSED])
def test_yaml_that_is_broken_or_not_possible_is_refused_with_its_line(text: str, de: str, en: str) -> None:
    ((place, german, english),) = _refused(text)
    assert place == ""
    assert de in german
    assert en in english


def test_depth_is_possible_up_to_its_limit() -> None:
    def nested(levels: int, form: str) -> str:
        return (
            '{"a": ' + "[" * (levels - 1) + "]" * (levels - 1) + "}"
            if form == "json"
            else "[" * levels + "]" * levels
        )

    for form in ("yaml", "json"):
        assert "verschachtelt" not in str(_refused(nested(DEPTH.value, form), form))
        assert "zu tief verschachtelt; möglich sind 32" in _refused(nested(DEPTH.value + 1, form), form)[0][1]


def test_parts_are_counted() -> None:
    many = "[" + "1," * EVENTS.value + "1]"
    assert "zu viele Teile; möglich sind 200000" in _refused(many)[0][1]
    assert "zu viele Teile; möglich sind 200000" in _refused(many, "json")[0][1]


def test_size_is_limited_at_one_byte_more() -> None:
    padding = b"#" * (UPLOAD_BYTES.value - len(GOOD))
    assert read(GOOD.encode() + padding, "yaml").id == "wohngeld"
    assert "höchstens 10 MiB" in _refused(GOOD.encode() + padding + b"#")[0][1]


def test_a_field_that_stands_twice_is_named_with_the_line_of_the_second() -> None:
    ((place, de, en),) = _refused(GOOD.replace("  name: Wohngeld", "  name: Wohngeld\n  name: Mietzuschuss"))
    assert place == "service.name"
    assert de.endswith("steht hier zweimal. Lassen Sie eines davon stehen. (Zeile 5)")
    assert en.endswith("stands here twice. Keep one of them. (line 5)")
    twice = json.dumps(_json()).replace('"name": "Wohngeld', '"name": "x", "name": "Wohngeld')
    assert _refused(twice, "json")[0][0] == "service.name"


BYTES = [
    ("utf-16", GOOD.encode("utf-16"), "Die Datei ist in UTF-16 gespeichert", "The file is in UTF-16"),
    ("utf-32", GOOD.encode("utf-32"), "Die Datei ist in UTF-32 gespeichert", "The file is in UTF-32"),
    ("utf-16 bare", GOOD.encode("utf-16-le"), "Steuerzeichen U+0000", "control character U+0000"),
    (
        "latin-1",
        b"id: x\ntitle: Stra\xdfe\n",
        "Zeile 2: Die Datei ist nicht in UTF-8",
        "Line 2: the file is not in UTF-8",
    ),
    ("surrogate", b"id: \xed\xa0\x80", "nicht in UTF-8", "not in UTF-8"),
    (
        "nul",
        b"id: a\nb: x\0y",
        "Zeile 2, Spalte 5: Hier steht das unsichtbare Steuerzeichen U+0000",
        "Line 2, column 5",
    ),
    ("escape", b"id: \x1b[31m", "U+001B", "U+001B"),
    ("c1", "id: \x85".encode(), "U+0085", "U+0085"),
    ("non-character", "id: \uffff".encode(), "U+FFFF", "U+FFFF"),
]


@pytest.mark.parametrize(("data", "de", "en"), [b[1:] for b in BYTES], ids=[b[0] for b in BYTES])
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_bytes_that_are_no_clean_utf8_are_refused(data: bytes, de: str, en: str, form: Format) -> None:
    findings = _refused(data, form)
    assert de in findings[0][1]
    assert en in findings[0][2]


def test_a_byte_order_mark_and_other_line_ends_are_taken() -> None:
    data = b"\xef\xbb\xbf" + GOOD.replace("name: Wohngeld", 'name: "a\\r\\nb"').replace("\n", "\r\n").encode()
    assert read(data, "yaml").service.name == "a\nb"
    text = json.dumps(_json(disclaimer="a\r\nb\rc\td"), indent=1).replace("\n", "\r")
    assert read(b"\xef\xbb\xbf" + text.encode(), "json").disclaimer == "a\nb\nc\td"


@pytest.mark.parametrize("escape", ["\\u0000", "\\u001b", "\\u0085", "\\uffff"])
def test_escapes_bring_in_no_control_characters(escape: str) -> None:
    ((place, de, _),) = _refused(GOOD.replace("name: Wohngeld", f'name: "ab{escape}"'))
    assert place == "service.name"
    assert f"Steuerzeichen U+{escape[2:].upper()} (Zeichen Nr. 3)" in de
    text = json.dumps(_json(disclaimer="@")).replace("@", f"ab{escape}")
    assert _refused(text, "json")[0][0] == "disclaimer"


def test_lone_surrogates_are_refused_and_pairs_taken() -> None:
    assert _refused(GOOD.replace("name: Wohngeld", 'name: "\\ud800"'))
    text = json.dumps(_json(disclaimer="@"))
    assert "U+D800" in _refused(text.replace("@", "\\ud800"), "json")[0][1]
    assert read(text.replace("@", "\\ud83d\\ude00").encode(), "json").disclaimer == "😀"


BIG = str(LARGEST + 1)


@pytest.mark.parametrize("number", [BIG, f"-{BIG}", "9" * 5_000, "1e400", "-1e400", "1" * 400 + ".5"])
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_numbers_that_no_reader_holds_are_refused(number: str, form: Format) -> None:
    text = json.dumps(_json(personas=[{"id": "P", "name": "x", "age": 4711}]))
    findings = _refused(text.replace("4711", number), form)
    assert findings[0][0] == "personas[0].age"
    assert "höchstens 9007199254740991" in findings[0][1]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_json_without_a_value_is_refused(number: str) -> None:
    text = json.dumps(_json(personas=[{"id": "P", "name": "x", "age": 4711}]))
    assert "keine Zahl" in _refused(text.replace("4711", number), "json")[0][1]


def test_whole_numbers_may_be_written_with_a_point() -> None:
    text = json.dumps(_json(personas=[{"id": "P", "name": "x", "age": 4711}]))
    age = read(text.replace("4711", "36.0").encode(), "json").personas[0].age
    assert (age, type(age)) == (36, int)


SCALARS: list[tuple[str, Any]] = [
    ("", None),
    ("~", None),
    ("Null", None),
    ("True", True),
    ("yes", "yes"),
    ("on", "on"),
    ("2024-01-01", "2024-01-01"),
    ("2024-13-45", "2024-13-45"),
    ("12:30", "12:30"),
    ("1_000", "1_000"),
    ("01067", "01067"),
    ("0", 0),
    ("-7", -7),
    ("0x1F", 31),
    ("0o17", 15),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1.", 1.0),
    ("1e3", 1000.0),
    (".inf", float("inf")),
    ("-", "-"),
    ("+", "+"),
    (".", "."),
    ("1.2.3", "1.2.3"),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_plain_values_follow_yaml_1_2_and_dates_stay_text(text: str, value: Any) -> None:
    assert plain_scalar(text) == value
    assert type(plain_scalar(text)) is type(value)


def test_errors_of_all_kinds_come_at_once_in_the_order_of_lines() -> None:
    text = GOOD.replace("kind: as_is", "kind: ist\n  persona: niemand").replace(
        "id: wohngeld", "id: Wohngeld"
    )
    assert [(place, de.rsplit("(")[-1]) for place, de, _ in _refused(text)] == [
        ("id", "Zeile 2)"),
        ("journeys[0].kind", "Zeile 7)"),
        ("journeys[0].persona", "Zeile 8)"),
    ]


def test_a_missing_field_names_the_line_of_what_lacks_it() -> None:
    ((place, de, _),) = _refused(GOOD.replace("  kind: as_is\n", ""))
    assert place == "journeys[0].kind"
    assert de.endswith("(Zeile 6)")


def test_warnings_and_limits_leave_the_document_valid() -> None:
    long = GOOD.replace("name: Wohngeld", f"name: {'x' * 201}")
    document, findings = examine(long.encode(), "yaml")
    assert document is not None
    assert [(f.place, f.level) for f in findings] == [("service.name", "warning")]


@pytest.mark.parametrize("text", ["", "---", "# nur ein Kommentar", "null"])
def test_an_empty_file_is_said_to_be_empty(text: str) -> None:
    assert _refused(text)[0][1].startswith("Hier steht nichts.")


def test_json_syntax_is_refused_with_line_and_column() -> None:
    ((_, de, en),) = _refused('{"a": 1,\n "b" 2}', "json")
    assert de.startswith("Zeile 2, Spalte 6: Das ist kein gültiges JSON.")
    assert en.startswith("Line 2, column 6: this is no valid JSON.")


def test_the_format_is_guessed_by_the_end_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.JSON"
    path.write_text(json.dumps(_json()), "utf-8")
    assert read_file(path) == a_document()
    assert guess_format(Path("a.yml")) == "yaml"
    with pytest.raises(Refused, match=r"possible are \.yaml, \.yml, \.json, \.xlsx"):
        guess_format(Path("a.docx"))


def _never_fails(data: bytes) -> None:
    for form in ("yaml", "json"):
        document, findings = examine(data, form)
        errors = [f for f in findings if f.level == "error"]
        assert (document is None) == bool(errors)
        assert all(f.say(lang) for f in findings for lang in ("de", "en"))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))
    )
)
def test_bytes_of_any_kind_are_read_or_refused(data: bytes) -> None:
    _never_fails(data)


SNIPPETS = st.sampled_from(
    [
        "",
        "\n",
        ":",
        "- ",
        "  ",
        '"',
        "'",
        "{",
        "]",
        "&a ",
        "*a",
        "!!x ",
        "|",
        ">",
        "#",
        "\t",
        "null",
        "-1",
        "[]",
        "1e999",
        "\\",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 4))
def test_mutated_examples_are_read_or_refused(data: st.DataObject, cuts: int) -> None:
    text = to_yaml(a_document()) if data.draw(st.booleans()) else EXAMPLES[0].read_text("utf-8")[:6_000]
    for _ in range(cuts):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(SNIPPETS) + text[end:]
    _never_fails(text.encode())


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["service", "personas", "journeys", "opportunities", "sources", "id", "language"]),
    JSON_VALUES,
)
def test_any_value_in_any_field_is_read_or_refused(field: str, value: Any) -> None:
    _never_fails(json.dumps(_json(**{field: value})).encode())
