"""Pasted text: a note a line, without bullets and numbering; bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.document import Document
from journeys.domain.intake import examine
from journeys.domain.intake.from_text import read_text
from journeys.settings import LIST_ITEMS, TEXT, UPLOAD_BYTES
from tests.databases import examples


def read(text: str | bytes, name: str = "Gewerbe anmelden") -> Document:
    data = text.encode() if isinstance(text, str) else text
    document, findings = examine(data, "text", name)
    assert document is not None, findings
    return document


def notes(text: str | bytes) -> list[str]:
    return [note.text for note in read(text).unsorted_notes]


def refusal(data: bytes) -> list[tuple[str, str]]:
    document, findings = examine(data, "text", "x")
    assert document is None
    return [(finding.place, finding.text.de) for finding in findings]


def test_each_line_is_a_note_of_a_service_with_this_name() -> None:
    document = read("Zu viele Nachfragen\n\n   \nDie Warteschlange ist lang  \n")
    assert (document.id, document.service.name) == ("gewerbe-anmelden", "Gewerbe anmelden")
    assert [note.text for note in document.unsorted_notes] == [
        "Zu viele Nachfragen",
        "Die Warteschlange ist lang",
    ]
    assert (len(document.journeys), list(document.steps())) == (1, [])


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "– ", "\t— ", "▪ ", "[ ] ", "[x] ", "☐ ", "a) ", "+ "])
def test_bullets_are_taken_off(bullet: str) -> None:
    assert notes(f"{bullet}Nachfragen\n{bullet}Warten") == ["Nachfragen", "Warten"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. eins\n2. zwei", ["eins", "zwei"]),
        ("(1) eins\n(2) zwei", ["eins", "zwei"]),
        ("3) drei\n\n4) vier", ["drei", "vier"]),
        ("1. - eins\n2. - zwei", ["eins", "zwei"]),
        ("1. Mai ist frei", ["1. Mai ist frei"]),
        ("Termin am\n3. März", ["Termin am", "3. März"]),
        ("-5 Grad im Wartebereich", ["-5 Grad im Wartebereich"]),
        ("3,5 Stunden\n4.5.2026", ["3,5 Stunden", "4.5.2026"]),
        ("=1+1\n@ Amt", ["=1+1", "@ Amt"]),
    ],
)
def test_numbers_are_taken_off_only_where_they_count_on(text: str, found: list[str]) -> None:
    assert notes(text) == found


def test_markup_stays_text() -> None:
    assert notes("<b>fett</b> & {{ x }}") == ["<b>fett</b> & {{ x }}"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_programs_save_as_text_is_read(encoding: str) -> None:
    document, findings = examine("Größe\r\nMaß".encode(encoding), "text", "x")
    assert document is not None and [note.text for note in document.unsorted_notes] == ["Größe", "Maß"]
    assert [f.level for f in findings] == (["warning"] if encoding == "cp1252" else [])


def test_what_is_no_text_or_none_at_all_is_refused_with_what_to_do() -> None:
    assert "keine Textdatei" in refusal(b"\x89PNG\x00\x00")[0][1]
    assert "keine Textdatei" in refusal(b"\xff\xfe\x00")[0][1]
    assert "in jede Zeile einen Hinweis" in refusal(b" \n\n")[0][1]
    assert "in jede Zeile einen Hinweis" in refusal(b"")[0][1]
    assert "Steuerzeichen" in refusal(b"a\x01b")[0][1]
    assert "zu gro" in refusal(b"a" * (UPLOAD_BYTES.value + 1))[0][1]


def test_limits_are_named_at_one_more() -> None:
    assert len(notes("Zeile\n" * LIST_ITEMS.value)) == LIST_ITEMS.value
    assert f"{LIST_ITEMS.value + 1} Zeilen" in refusal(b"Zeile\n" * (LIST_ITEMS.value + 1))[0][1]
    assert notes("a" * TEXT.value) == ["a" * TEXT.value]
    (place, sentence) = refusal(b"kurz\n\n" + b"a" * (TEXT.value + 1))[0]
    assert place == "Zeile 3" and "teilen" in sentence


def test_a_note_keeps_its_id_wherever_its_line_stands() -> None:
    before = {note.text: note.id for note in read("eins\nzwei\nzwei").unsorted_notes}
    after = {note.text: note.id for note in read("neu\n- zwei\n- eins").unsorted_notes}
    assert after["eins"] == before["eins"]
    assert len({note.id for note in read("zwei\nzwei").unsorted_notes}) == 2


@examples(150)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_refused(data: bytes, name: str) -> None:
    document, findings = examine(data, "text", name)
    assert document is not None or findings
    if document is not None:
        assert document.unsorted_notes and read_text(data, name).value == document.plain()
