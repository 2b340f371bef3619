"""XML of others: read within limits, or refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.findings import Refused
from journeys.domain.intake.from_xml import parse
from journeys.settings import UPLOAD_BYTES, XML_DEPTH, XML_PARTS
from tests.databases import examples

BOMB = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(1, 9))


def said(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        parse(data)
    (finding,) = refused.value.findings
    return finding.text.de


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_the_encoding_that_the_file_names_is_read(encoding: str) -> None:
    root = parse(f'<?xml version="1.0" encoding="{encoding}"?><a b="ä">Größe</a>'.encode(encoding))
    assert (root.text, root.get("b")) == ("Größe", "ä")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        f'<!DOCTYPE a [<!ENTITY l1 "ha">{BOMB}]><a>&l9;</a>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]><a/>',
    ],
    ids=["document type", "external entity", "bomb", "parameter entity"],
)
def test_what_could_act_is_refused(text: str) -> None:
    assert "DOCTYPE" in said(text.encode())


def test_depth_and_parts_are_limited_at_one_more() -> None:
    deep = XML_DEPTH.value
    assert parse(b"<a>" * deep + b"</a>" * deep).tag == "a"
    assert "verschachtelt" in said(b"<a>" * (deep + 1) + b"</a>" * (deep + 1))
    assert len(parse(b"<a>" + b"<b/>" * (XML_PARTS.value - 1) + b"</a>")) == XML_PARTS.value - 1
    assert "zu viele Teile" in said(b"<a>" + b"<b/>" * XML_PARTS.value + b"</a>")
    assert "zu groß" in said(b"<a>" + b" " * UPLOAD_BYTES.value + b"</a>")


@pytest.mark.parametrize(
    "data", [b"", b"<a>", b"PK\x03\x04", b"<a>\xff</a>", b'<?xml version="1.0" encoding="nope"?><a/>']
)
def test_what_is_no_xml_is_said_to_be_none(data: bytes) -> None:
    assert "kein gültiges XML" in said(data)


def test_the_place_of_a_slip_is_named() -> None:
    assert said(b"<a>\n <b></a>").startswith("Zeile 2, Spalte")


@examples(100)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_refused(data: bytes) -> None:
    for made in (data, b"<a>" + data + b"</a>"):
        try:
            parse(made)
        except Refused as refused:
            assert refused.findings
