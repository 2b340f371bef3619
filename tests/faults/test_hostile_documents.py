"""Hostile files are refused with a sentence within 10 s and 300 MB, each in a process that may not take more."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.settings import UPLOAD_BYTES

SECONDS, MEGABYTES = 10, 300
HEAD = b"format: journeys/1\nid: a\nservice: {name: x}\njourneys: [{id: j, kind: as_is, phases: []}]\n"
FULL = UPLOAD_BYTES.value - len(HEAD) - 100


def _bomb() -> bytes:
    lines = [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 40)]
    return b"\n".join(lines)


def _entries(pattern: bytes, count: int) -> bytes:
    return b"".join(pattern % ((n,) * pattern.count(b"%d")) for n in range(count))


def _steps(count: int) -> bytes:
    steps = ",".join(
        f"{{id: s{n}, title: t, next: [{{to: s{n * 7 % count}}}, {{to: no{n}}}]}}" for n in range(count)
    )
    return HEAD.replace(b"phases: []", f"phases: [{{id: p, name: p, steps: [{steps}]}}]".encode())


YAML: dict[str, Callable[[], bytes]] = {
    "alias bomb": _bomb,
    "merge keys": lambda: b"a: {b: 1}\nc:\n  <<: {d: 1}\n",
    "python object": lambda: b"a: !!python/object/apply:os.system ['true']\n",
    "binary tag": lambda: b"a: !!binary " + b"QUJD" * (FULL // 4),
    "3,000 nested lists": lambda: b"[" * 3_000 + b"]" * 3_000,
    "10 MiB of open lists": lambda: b"[" * FULL,
    "10 MiB of dashes": lambda: b"- " * (FULL // 2),
    "10 MiB of keys": lambda: b"? " * (FULL // 2),
    "giant number": lambda: HEAD + b"as_of: " + b"9" * FULL,
    "giant exponent": lambda: HEAD + b"as_of: 1e" + b"9" * FULL,
    "impossible date": lambda: b"as_of: 2024-99-99\n",
    "NUL": lambda: b"\0" * FULL,
    "byte order mark alone": lambda: b"\xef\xbb\xbf",
    "UTF-16": lambda: HEAD.decode().encode("utf-16"),
    "latin-1": lambda: HEAD + b"disclaimer: Stra\xdfe",
    "10 MiB and one": lambda: b"#" * (UPLOAD_BYTES.value + 1),
    "200,000 keys": lambda: _entries(b"k%d: 1\n", 200_000),
    "95,000 unknown fields": lambda: HEAD + _entries(b"k%d: 1\n", 95_000),
    "the same key 90,000 times": lambda: b"a: 1\n" * 90_000,
    "30,000 broken notes": lambda: HEAD + b"unsorted_notes:\n" + b"- {id: n, txt: x}\n" * 30_000,
    "18,000 dangling references": lambda: (
        HEAD + b"personas:\n" + _entries(b"- {id: p%d, name: x, sources: [q%d]}\n", 18_000)
    ),
    "9,000 steps that lead nowhere": lambda: _steps(9_000),
    "10 MiB of tag directives": lambda: b"%TAG !a! b\n" * (FULL // 11),
    "10 MiB of documents": lambda: b"---\n" * (FULL // 4),
    "10 MiB of an open quotation": lambda: b'a: "' + b"\\x41" * (FULL // 4),
    "10 MiB of colons": lambda: b":" * FULL,
    "10 MiB of anchors": lambda: b"&a " * (FULL // 3),
    "10 MiB of one key": lambda: b"a" * FULL + b": 1",
    "10 MiB of control characters": lambda: b"\x01" * FULL,
}
JSON: dict[str, Callable[[], bytes]] = {
    "100,000 nested lists": lambda: b"[" * 100_000,
    "nested objects": lambda: b'{"a":' * (FULL // 5),
    "giant number": lambda: b'{"a":' + b"1" * FULL + b"}",
    "giant exponent": lambda: b'{"a":1e' + b"9" * FULL + b"}",
    "NaN": lambda: b'{"as_of": NaN}',
    "lone surrogates": lambda: b'{"id": "' + b"\\ud800" * (FULL // 6) + b'"}',
    "an open text of escapes": lambda: b'["' + b'\\"' * (FULL // 2),
    "10 MiB of quotation marks": lambda: b'"' * FULL,
    "10 MiB of blanks": lambda: b" " * FULL,
    "the same key 60,000 times": lambda: b"{" + b'"a":1,' * 60_000 + b'"a":1}',
    "250,000 entries": lambda: json.dumps(list(range(250_000))).encode(),
}
SERVICE = b'<leistung xmlns="http://xoev.de/schemata/xzufi/2_3_1">'
XZUFI: dict[str, Callable[[], bytes]] = {
    "entity bomb": lambda: (
        b'<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + SERVICE + b"&b;</leistung>"
    ),
    "external entity": lambda: b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    "10 MiB of open elements": lambda: SERVICE + b"<a>" * (FULL // 3),
    "10 MiB of attributes": lambda: SERVICE + b"<a " + _entries(b'a%d="" ', FULL // 14),
    "10 MiB of empty elements": lambda: SERVICE + b"<a/>" * (FULL // 4 - 100) + b"</leistung>",
    "10 MiB of one open tag": lambda: b"<" + b"a" * FULL,
    "10 MiB of comments": lambda: b"<!---->" * (FULL // 7),
    "no service": lambda: b"<a>" + b"x" * FULL + b"</a>",
    "an unknown encoding": lambda: b'<?xml version="1.0" encoding="nope"?>' + SERVICE + b"</leistung>",
}
TEXT: dict[str, Callable[[], bytes]] = {
    "10 MiB of line ends": lambda: b"\n" * FULL,
    "10 MiB of one line": lambda: b"x" * FULL,
    "5 million lines": lambda: b"x\n" * (FULL // 2),
    "10 MiB of bullets": lambda: b"- " * (FULL // 2),
    "10 MiB of numbers": lambda: b"1. \n" * (FULL // 4),
    "NUL": lambda: b"\0" * FULL,
    "10 MiB of UTF-16": lambda: b"\xff\xfe" + b"x\0" * (FULL // 2),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n\0",
}
KINDS = {"yaml": YAML, "json": JSON, "xzufi": XZUFI, "txt": TEXT}
CASES = [(kind, name, make) for kind, cases in KINDS.items() for name, make in cases.items()]


def _described(html: str) -> bytes:
    """A service whose texts are this one, as often as the file holds it, escaped as XML wants it."""
    text = html.replace("<", "&lt;").encode()
    part = (
        b'<modulText><inhalt languageCode="de">%s</inhalt><leikaTextmodul><code>%02d</code></leikaTextmodul>'
    )
    parts = (part % (text, n % 30) + b"</modulText>" for n in range(FULL // (len(text) + 150)))
    return SERVICE + b"".join(parts) + b"</leistung>"


MARKUP: dict[str, Callable[[], bytes]] = {
    "open divisions": lambda: _described("<div>" * 5_900),
    "open lists": lambda: _described("<ul><li>" * 3_700),
    "open formats": lambda: _described("".join(f"<b id={n}>" for n in range(2_500))),
    "wrongly nested": lambda: _described("<b><p>" * 2_400 + "</b></p>" * 1_900),
    "tables": lambda: _described("<table><tr><td>" * 1_900),
    "300,000 short texts": lambda: _described("x"),
    "texts too long": lambda: _described("x" * 1_000_000),
    "one key 60,000 times": lambda: (
        SERVICE + b"<referenzLeiKa><code>1</code></referenzLeiKa>" * 60_000 + b"</leistung>"
    ),
    "100,000 services": lambda: b"<a>" + SERVICE.replace(b">", b"/>") * 100_000 + b"</a>",
}


def _bounds() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1024 * 1024,) * 2)


def _validated(path: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", "from journeys.cli import main; main()", "validate", str(path)],
        capture_output=True,
        preexec_fn=_bounds,
        timeout=60,
        env={"LANG": "de_DE.UTF-8", "PYTHONUTF8": "1"},
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize(
    ("form", "make"), [(f, m) for f, _, m in CASES], ids=[f"{f}: {n}" for f, n, _ in CASES]
)
def test_a_hostile_file_is_refused_within_its_bounds(
    form: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"hostile.{form}"
    path.write_bytes(make())
    status, said = _validated(path)
    assert status == 1, said[:500]
    lines = said.splitlines()
    assert lines
    assert all(line.startswith(f"{path}: ") for line in lines)
    assert len(lines) <= 101
    assert "Traceback" not in said
    assert "Unerwarteter Fehler" not in said
    assert all(line.isprintable() and len(line) < 700 for line in lines)


@pytest.mark.parametrize("make", MARKUP.values(), ids=MARKUP)
def test_a_hostile_description_is_read_or_refused_within_its_bounds(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "hostile.xzufi"
    path.write_bytes(make())
    status, said = _validated(path)
    lines = said.splitlines()
    assert status in (0, 1) and 0 < len(lines) <= 101
    assert "Traceback" not in said and "Unerwarteter Fehler" not in said
    assert all(line.startswith(f"{path}: ") and line.isprintable() and len(line) < 700 for line in lines)
