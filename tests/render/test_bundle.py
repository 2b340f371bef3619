"""A ZIP that is sent while it is made: it holds what its manifest says, in constant memory."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words
from journeys.render import bundled
from journeys.render.bundle import PIECE, About, File, bundle
from journeys.render.bundled import files_of
from journeys.render.drawing import Pen
from journeys.render.exports import EXPORTS, Export
from journeys.render.hand import PenBroken
from tests.memory import memory_is_told
from tests.render.cases import example

ABOUT = About("Bürgeramt", "Vorhaben „Bürgeramt“", "1.2.3", "de")
REASON = Words("Zu lang.", "Too long.")


def zipped(files: Iterator[File]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(bundle(files, ABOUT))))


def manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return told


def some() -> Iterator[File]:
    yield File("1-a/a.yaml", "a", "yaml", b"x" * (3 * PIECE + 1), "AB-CD")
    yield File("1-a/a.pdf", "a", "report", REASON, "AB-CD")
    yield File("1-a/leer.csv", "a", "csv", b"", "AB-CD")


def test_the_manifest_says_what_is_in_it_and_what_is_not() -> None:
    archive = zipped(some())
    assert archive.testzip() is None
    told = manifest(archive)
    assert (told["project"], told["tool"], told["version"]) == ("Bürgeramt", "Bürgerreise", "1.2.3")
    assert {each["name"] for each in told["files"]} | {"manifest.json", "LIESMICH.txt"} == set(
        archive.namelist()
    )
    for each in told["files"]:
        content = archive.read(each["name"])
        assert (each["bytes"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert told["left_out"] == [
        {"name": "1-a/a.pdf", "service": "a", "format": "report", "reason": "Zu lang."}
    ]
    said = archive.read("LIESMICH.txt").decode("utf-8-sig")
    assert "- 1-a/leer.csv" in said and "Nicht dabei:\r\n- 1-a/a.pdf: Zu lang." in said


def test_the_same_files_make_the_same_bytes() -> None:
    assert b"".join(bundle(some(), ABOUT)) == b"".join(bundle(some(), ABOUT))


def broken(kind: str) -> Export:
    def write(document: Document, pen: Pen) -> bytes:
        if kind == "refused":
            raise Refused([Finding("", REASON), Finding("", REASON)])
        if kind == "pen":
            raise PenBroken("missing", Words("Graphviz fehlt.", "Graphviz is missing."))
        raise ZeroDivisionError

    return Export(kind, "text/plain", REASON, write, REASON)


def test_what_can_not_be_made_is_named_with_its_reason_and_costs_no_other_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    formats = {kind: broken(kind) for kind in ("refused", "pen", "bug")}
    monkeypatch.setattr(bundled, "EXPORTS", formats | {"yaml": EXPORTS["yaml"]})
    archive = zipped(files_of(example("wohnsitz-anmelden"), "1-w", "w", [], Pen()))
    told = manifest(archive)
    assert [each["name"] for each in told["files"]] == ["1-w/w.yaml"]
    reasons = {each["format"]: each["reason"] for each in told["left_out"]}
    assert reasons["refused"] == "Zu lang. Zu lang." and reasons["pen"] == "Graphviz fehlt."
    assert "Das liegt an Bürgerreise" in reasons["bug"]


def test_every_format_is_in_it_under_a_name_of_its_own() -> None:
    names = [each.name for each in files_of(example("wohnsitz-anmelden"), "1-w", "w", [], Pen())]
    assert len(names) == len(set(names)) == len(EXPORTS)


ROOM = 48 * 1024 * 1024
LIMIT = f"""
import resource
import journeys.render.bundle
taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + {ROOM},) * 2)
"""
MANY = """
import os
from journeys.render.bundle import About, File, bundle
def files():
    for n in range({count}):
        yield File(f"{{n}}/a.bin", "a", "bin", os.urandom(1 << 20), "")
about = About("", "", "", "de")
sent = sum(map(len, bundle(files(), about)))  # nothing is kept
print(sent)
"""


@memory_is_told
def test_a_bundle_larger_than_the_memory_is_sent() -> None:
    """In a process that may have 48 MiB more than it has after starting, the ZIP is three times as large."""
    done = subprocess.run(
        [sys.executable, "-c", LIMIT + MANY.format(count=150)], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    assert int(done.stdout) > 3 * ROOM
