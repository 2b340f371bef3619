"""Which format a file has: its name says it, its content knows better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.findings import Refused
from journeys.domain.intake import READERS, guess_file
from journeys.domain.intake.guessing import FORMATS, NAMES
from journeys.domain.writing import to_json, to_yaml
from tests.builders import a_document
from tests.databases import examples
from tests.domain.test_from_xzufi import NEW, OLD

XZUFI = NEW.read_bytes()
YAML, JSON = to_yaml(a_document()).encode(), to_json(a_document()).encode()
BPMN = (
    b'<?xml version="1.0"?><!-- x --><d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'
)


def refusal(name: str, data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        guess_file(name, data)
    return refused.value.findings[0].text.de


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("a.yaml", YAML, "yaml"),
        ("A.YML", b"", "yaml"),
        ("a.json", JSON, "json"),
        ("a.xzufi", XZUFI, "xzufi"),
        ("a.xml", XZUFI, "xzufi"),
        ("a.xml", OLD.read_bytes(), "xzufi"),
        ("a.xml", XZUFI.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16"), "xzufi"),
        ("ohne", YAML, "yaml"),
        ("a.b.txt", b"eine Notiz", "text"),
        ("a.yaml", JSON, "yaml"),
        ("a.json", b"{", "json"),
    ],
)
def test_name_and_content_agree_or_content_decides(name: str, data: bytes, format: str) -> None:
    assert guess_file(name, data) == (format, [])


@pytest.mark.parametrize(
    ("name", "data", "format", "said"),
    [
        ("a.yaml", XZUFI, "xzufi", "endet auf .yaml, ihr Inhalt ist aber eine Leistungsbeschreibung (XZuFi)"),
        ("a.txt", YAML, "yaml", "endet auf .txt, ihr Inhalt ist aber eine Bürgerreise in YAML"),
        ("a.xzufi", JSON, "json", "ihr Inhalt ist aber eine Bürgerreise in JSON"),
    ],
)
def test_a_wrong_end_is_told(name: str, data: bytes, format: str, said: str) -> None:
    found, findings = guess_file(name, data)
    assert found == format
    assert [finding.level for finding in findings] == ["warning"] and said in findings[0].text.de


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "Das ist eine PDF-Datei und hier nicht lesbar. Kopieren Sie den Text daraus"),
        ("a.docx", b"PK\x03\x04....word/document.xml", "Word-Dokument"),
        ("a.yaml", b"PK\x03\x04....word/document.xml", "Word-Dokument"),
        ("a.ods", b"PK\x03\x04....application/vnd.oasis.opendocument.spreadsheet", "LibreOffice"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "ältere oder verschlüsselte Office-Datei"),
        ("a.zip", b"PK\x03\x04....a.yaml", "Entpacken Sie sie"),
        ("a.html", b"<!doctype html><html>", "Internetseite"),
        ("a.xml", b"<rss><channel/></rss>", "weder BPMN noch XZuFi, sie beginnt mit „rss“"),
        ("a.xml", b"<!DOCTYPE a><a/>", "DOCTYPE"),
        ("a.doc", b"", "am Namen der Datei nicht zu erkennen"),
        ("", b"", "am Namen der Datei nicht zu erkennen"),
    ],
)
def test_what_can_not_be_read_is_named_with_what_to_do(name: str, data: bytes, said: str) -> None:
    assert said in refusal(name, data)


def test_bpmn_is_recognised_whether_or_not_it_can_be_read() -> None:
    if "bpmn" in READERS:
        assert guess_file("a.xml", BPMN) == ("bpmn", [])
    else:
        assert "ein BPMN-Modell" in refusal("a.xml", BPMN)


@examples(200)
@given(
    st.text(max_size=20), st.binary(max_size=100), st.sampled_from((b"", b"<", b"PK\x03\x04", b"\xff\xfe"))
)
def test_anything_is_guessed_or_refused(name: str, data: bytes, start: bytes) -> None:
    try:
        assert guess_file(name, start + data)[0] in READERS
    except Refused as refused:
        assert refused.findings


def test_every_format_that_is_read_has_a_name() -> None:
    assert set(READERS) <= set(NAMES) and set(NAMES) == set(FORMATS)
