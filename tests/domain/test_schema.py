"""Each thing that the schema can have against a document: its place and its words in both languages."""

from typing import Any

import pytest

from journeys.domain.schema import PARTS, part_schema, schema, schema_findings
from journeys.domain.schema_words import PATTERNS
from tests.builders import a_document, a_journey, a_pain_point, a_step


def _with(path: str, value: Any) -> Any:
    """A valid document with one value set at a place such as `journeys/0/id`."""
    step = a_step("S1", pain_points=(a_pain_point(),), next=("end",))
    plain = a_document(a_journey((step,))).plain()
    at = plain
    *way, last = [int(k) if k.isdecimal() else k for k in path.split("/")]
    for key in way:
        at = at[key]
    at[last] = value
    return plain


STEP = "journeys/0/phases/0/steps/0"
STEP_PLACE = "journeys[0].phases[0].steps[0]"
WRONG = [
    (f"{STEP}/titel", "x", f"{STEP_PLACE}.titel", "Meinten Sie „title“?", "Did you mean “title”?"),
    ("qqqqqq", "x", "qqqqqq", "Möglich sind: format, id, ", "Possible are: format, id, "),
    ("format", "journeys/2", "format", "Hier muss „journeys/1“ stehen", "Here must be “journeys/1”"),
    ("id", "Wohn Geld", "id", "kleine Buchstaben a bis z", "small letters a to z"),
    ("id", 5, "id", "gehört ein Text hin, nicht „5“. Setzen Sie", "belongs a text, not “5”. Put the value"),
    (
        "as_of",
        None,
        "as_of",
        "Tragen Sie einen Text ein oder lassen",
        "Fill in a text or leave the field out",
    ),
    ("service/key", "9910", "service.key", "genau 14 Ziffern", "exactly 14 digits"),
    ("service/channels", ["onlin"], "service.channels[0]", "Meinten Sie „online“?", "Did you mean “online”?"),
    ("service/channels", [None], "service.channels[0]", "Das Feld ist leer", "The field is empty"),
    ("service/facts", "viel", "service.facts", "Auch ein einzelner Eintrag", "Even a single entry"),
    ("service", ["x"], "service", "ein Block mit Feldern hin, nicht „[…]“", "a block of fields, not “[…]”"),
    ("journeys", [], "journeys", "mindestens einen Eintrag", "at least one entry"),
    (
        "journeys/0/kind",
        "ist",
        "journeys[0].kind",
        "Möglich sind: as_is, to_be",
        "Possible are: as_is, to_be",
    ),
    ("journeys/0/id", "end", "journeys[0].id", "„end“ bedeutet das Ende", "“end” means the end"),
    (f"{STEP}/id", "a b", f"{STEP_PLACE}.id", "Punkt, Unterstrich", "full stop, underscore"),
    (f"{STEP}/emotion", 3, f"{STEP_PLACE}.emotion", "von -2 bis 2, nicht 3", "from -2 to 2, not 3"),
    (f"{STEP}/emotion", "2", f"{STEP_PLACE}.emotion", "ohne Anführungszeichen", "without quotation marks"),
    (f"{STEP}/emotion", 1.5, f"{STEP_PLACE}.emotion", "eine ganze Zahl hin", "a whole number"),
    (f"{STEP}/optional", "ja", f"{STEP_PLACE}.optional", "true oder false", "true or false"),
    (f"{STEP}/next/0/to", "ä", f"{STEP_PLACE}.next[0].to", "Eine Kennung hat", "an id has"),
    (f"{STEP}/next/0/to", 7, f"{STEP_PLACE}.next[0].to", "gehört ein Text hin", "belongs a text"),
    (f"{STEP}/next/0", {}, f"{STEP_PLACE}.next[0].to", "„to“ fehlt", "“to” is missing"),
    (
        f"{STEP}/pain_points/0/severity",
        0,
        f"{STEP_PLACE}.pain_points[0].severity",
        "von 1 bis 3",
        "from 1 to 3",
    ),
    (
        f"{STEP}/waiting_time",
        {"text": "x", "min": "3"},
        f"{STEP_PLACE}.waiting_time.min",
        "eine Zahl",
        "a number",
    ),
    (
        "service/fee",
        {"text": "x", "value": []},
        "service.fee.value",
        "eine Zahl oder ein Text",
        "a number or a text",
    ),
]


@pytest.mark.parametrize(("path", "value", "place", "de", "en"), WRONG)
def test_what_is_wrong_is_said_with_its_place(path: str, value: Any, place: str, de: str, en: str) -> None:
    (finding,) = schema_findings(_with(path, value))
    assert (finding.place, finding.level) == (place, "error")
    assert de in finding.text.de
    assert en in finding.text.en


def test_every_missing_field_is_named_once() -> None:
    places = [f.place for f in schema_findings({})]
    assert sorted(places) == ["format", "id", "journeys", "service"]


def test_nothing_at_all_is_said_as_such() -> None:
    (finding,) = schema_findings(None)
    assert finding.say("de") == "Hier steht nichts. Bitte füllen Sie das aus."


def test_findings_are_bounded() -> None:
    plain = _with("unsorted_notes", [1] * 30_000)
    assert len(schema_findings(plain)) == 1_000


def test_a_hostile_field_name_comes_out_short_and_harmless() -> None:
    (finding,) = schema_findings(_with("\x1b[31m" + "x" * 5_000, 1))
    assert finding.say("de").isprintable()
    assert len(finding.say("de")) < 400


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_checked_for_itself_with_the_same_words(part: str) -> None:
    required = part_schema(part)["required"]
    findings = schema_findings({"nonsense": 1}, part)
    assert {f.place for f in findings} == {*required, "nonsense"}


def test_an_edited_step_is_told_its_own_fields() -> None:
    findings = schema_findings({"id": "S1", "title": "x", "channel": "fax", "waiting_time": {}}, "step")
    assert [f.place for f in findings] == ["channel", "waiting_time.text"]


def test_every_pattern_of_the_schema_has_words() -> None:
    assert set(_values(schema(), "pattern")) == set(PATTERNS)


def test_each_bound_stands_with_its_other_end() -> None:
    assert len(_values(schema(), "minimum")) == len(_values(schema(), "maximum")) > 0


def _values(shape: Any, key: str) -> list[Any]:
    if isinstance(shape, list):
        return [v for entry in shape for v in _values(entry, key)]
    if not isinstance(shape, dict):
        return []
    here = [shape[key]] if key in shape and not isinstance(shape[key], dict) else []
    return here + [v for entry in shape.values() for v in _values(entry, key)]
