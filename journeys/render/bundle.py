"""Several files in one: a ZIP that is sent while it is made, and says itself what is in it and what is not."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from journeys.domain.words import Words

PIECE = 64 * 1024
README = "LIESMICH.txt"
MANIFEST = "manifest.json"
_MISSING = Words("Nicht dabei:", "Not in it:")


class File(NamedTuple):
    """A file of `service` in a `format`; where it could not be made, `content` is the reason."""

    name: str
    service: str
    format: str
    content: bytes | Words
    edition: str


class About(NamedTuple):
    """What the bundle says of itself: the project, a sentence for people, the tool's version, the language."""

    project: str
    note: str
    version: str
    language: str


def bundle(files: Iterable[File], about: About) -> Iterator[bytes]:
    """The ZIP in pieces. Holds one file at a time, whatever the number. The same files make the same bytes.

    At its end stand `manifest.json` (every file with its size and SHA-256, and what could not be made) and
    `LIESMICH.txt`, the same for people.
    """
    pipe, listed, left_out = _Pipe(), [], []
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            if isinstance(file.content, bytes):
                yield from _put(archive, pipe, file.name, file.content)
                listed.append(_listed(file, file.content))
            else:
                left_out.append(_left_out(file, file.content.in_(about.language)))
        yield from _put(archive, pipe, MANIFEST, _manifest(about, listed, left_out))
        yield from _put(archive, pipe, README, _readme(about, listed, left_out))
    yield pipe.taken()


class _Pipe(io.RawIOBase):
    """What the ZIP is written into: it cannot go back, and is emptied as it fills."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: Any) -> int:
        self._written.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._written)
        self._written.clear()
        return taken


def _put(archive: zipfile.ZipFile, pipe: _Pipe, name: str, content: bytes) -> Iterator[bytes]:
    with archive.open(_entry(name), "w") as entry:
        for start in range(0, len(content), PIECE):
            entry.write(content[start : start + PIECE])
            if piece := pipe.taken():
                yield piece


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # with the day on which ZIP begins, not the time of making
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry


def _listed(file: File, content: bytes) -> dict[str, Any]:
    seal = hashlib.sha256(content).hexdigest()
    about = {"name": file.name, "service": file.service, "format": file.format, "edition": file.edition}
    return {**about, "bytes": len(content), "sha256": seal}


def _left_out(file: File, reason: str) -> dict[str, Any]:
    return {"name": file.name, "service": file.service, "format": file.format, "reason": reason}


def _manifest(about: About, listed: list[dict[str, Any]], left_out: list[dict[str, Any]]) -> bytes:
    said = {"project": about.project, "tool": "Bürgerreise", "version": about.version}
    told = json.dumps({**said, "files": listed, "left_out": left_out}, ensure_ascii=False, indent=1)
    return f"{told}\n".encode()


def _readme(about: About, listed: list[dict[str, Any]], left_out: list[dict[str, Any]]) -> bytes:
    lines = [about.note, "", *(f"- {each['name']}" for each in listed), f"- {MANIFEST}", ""]
    if left_out:
        lines += [_MISSING.in_(about.language)]
        lines += [*(f"- {each['name']}: {each['reason']}" for each in left_out), ""]
    return "\r\n".join(lines).encode("utf-8-sig")
