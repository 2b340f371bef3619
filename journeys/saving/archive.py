"""The file of a backup: a ZIP with a file of lines for each table, what they must be, and a seal over all of it.

The seal is the comment at the very end: the SHA-256 of every byte before it. A changed bit, a cut or a byte more is
seen before anything else is looked at. Who makes a seal of their own meets the bounds behind it.
"""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import BinaryIO

from journeys.domain.words import Words
from journeys.saving.manifest import DAMAGED, NAME, NO_BACKUP, Contents, Manifest, read_manifest, refuse
from journeys.settings import BACKUP_BYTES, BACKUP_LINE_BYTES

PIECE = 1024 * 1024
SEAL = 64
END = struct.Struct("<4s4H2LH")
"""What a ZIP ends with: signature, two numbers of disks, twice the number of members, size and start of their list,
length of the comment."""
MEMBERS, LIST_BYTES, MANIFEST_BYTES = 500, 256 * 1024, 256 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
TOO_LARGE = Words(
    f"Die Daten sind größer als eine Sicherung sein darf (höchstens {BACKUP_BYTES.value} Byte).",
    f"The data are larger than a backup may be (at most {BACKUP_BYTES.value} bytes).",
)


class Writing:
    """A backup in the making, for as long as a block; what is not finished then is no backup."""

    def __init__(self, file: BinaryIO, made_at: datetime) -> None:
        self._file, self._made_at = file, made_at
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self._tables: dict[str, Contents] = {}
        self._bytes = 0

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, table: str, lines: Iterable[bytes]) -> None:
        """Write a table. Raises Refused when the backup gets too large to be brought back."""
        rows, digest = 0, hashlib.sha256()
        with self._zip.open(self._member(f"{table}.jsonl"), "w", force_zip64=True) as out:
            for line in lines:
                rows, self._bytes = rows + 1, self._bytes + len(line)
                if len(line) > BACKUP_LINE_BYTES.value or self._bytes > BACKUP_BYTES.value - MANIFEST_BYTES:
                    raise refuse(TOO_LARGE, table)
                digest.update(line)
                out.write(line)
        self._tables[table] = Contents(rows=rows, sha256=digest.hexdigest())

    def finish(self, app: str, revision: str) -> Manifest:
        """Write what the tables must be, and seal all of it."""
        manifest = Manifest(app=app, revision=revision, made_at=self._made_at, tables=self._tables)
        text = json.dumps(manifest.model_dump(mode="json"), indent=1)
        self._zip.writestr(self._member(NAME), text)
        self._zip.comment = b"0" * SEAL
        self._zip.close()
        self._file.seek(-SEAL, 2)
        self._file.write(_seal(self._file))
        return manifest

    def _member(self, name: str) -> zipfile.ZipInfo:
        at = self._made_at
        member = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
        member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        return member


class Archive:
    """A backup whose envelope is sound; its lines are checked as they are read."""

    def __init__(self, opened: zipfile.ZipFile) -> None:
        self._zip = opened
        self.manifest = _manifest_of(opened)

    def lines(self, table: str) -> Iterator[bytes]:
        """The lines of a table. Raises Refused, at the end at the latest, unless they are those of the manifest."""
        rows, digest = 0, hashlib.sha256()
        try:
            with self._zip.open(f"{table}.jsonl") as file:
                for line in _lines(file):
                    digest.update(line)
                    digest.update(b"\n")
                    rows += 1
                    yield line
        except BROKEN:
            raise refuse(DAMAGED, table) from None
        if self.manifest.tables[table] != Contents(rows=rows, sha256=digest.hexdigest()):
            raise refuse(DAMAGED, table)


@contextmanager
def open_archive(file: BinaryIO) -> Iterator[Archive]:
    """The backup that this file holds; raises Refused when it is none, damaged, or beyond the bounds."""
    _check_end(file)
    try:
        opened = zipfile.ZipFile(file)
    except BROKEN:
        raise refuse(DAMAGED) from None
    with opened:
        _check_members(opened)
        yield Archive(opened)


def _check_end(file: BinaryIO) -> None:
    """The seal, and how long the list of members is: Python would read it all, however long."""
    size, tail = file.seek(0, 2), END.size + SEAL
    if size < tail:
        raise refuse(NO_BACKUP)
    file.seek(-tail, 2)
    end, seal = file.read(END.size), file.read(SEAL)
    signature, _, _, _, members, length, _, comment = END.unpack(end)
    if signature != b"PK\x05\x06" or comment != SEAL:
        file.seek(0)
        raise refuse(DAMAGED if file.read(2) == b"PK" else NO_BACKUP)
    if seal != _seal(file):
        raise refuse(DAMAGED)
    file.seek(max(0, size - tail - 20))
    is_huge = file.read(4) == b"PK\x06\x07"  # then the numbers stand elsewhere; no backup is as large as that
    if members > MEMBERS or length > LIST_BYTES or is_huge:
        raise refuse(DAMAGED)


def _seal(file: BinaryIO) -> bytes:
    """The hash of all but the seal; the file stands there afterwards."""
    left, digest = file.seek(-SEAL, 2), hashlib.sha256()
    file.seek(0)
    while left and (piece := file.read(min(left, PIECE))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode()


def _check_members(opened: zipfile.ZipFile) -> None:
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    members = opened.infolist()
    if sum(member.file_size for member in members) > BACKUP_BYTES.value:
        raise refuse(TOO_LARGE)
    if any(member.flag_bits & 1 or member.compress_type not in kinds for member in members):
        raise refuse(DAMAGED)


def _manifest_of(opened: zipfile.ZipFile) -> Manifest:
    """What the manifest says; the members must be it and its tables, each once, and nothing else."""
    names = opened.namelist()
    if NAME not in names:
        raise refuse(NO_BACKUP)
    if opened.getinfo(NAME).file_size > MANIFEST_BYTES:
        raise refuse(DAMAGED, NAME)
    try:
        manifest = read_manifest(opened.read(NAME))
    except BROKEN:
        raise refuse(DAMAGED, NAME) from None
    if sorted(names) != sorted([NAME, *(f"{table}.jsonl" for table in manifest.tables)]):
        raise refuse(DAMAGED)
    return manifest


def _lines(file: Iterable[bytes] | BinaryIO) -> Iterator[bytes]:
    """Lines without their ends, as they come; raises Refused when one has no end, or only far behind its bound."""
    rest = b""
    while piece := file.read(PIECE):  # type: ignore[union-attr]
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
        if len(rest) > BACKUP_LINE_BYTES.value:
            break
    if rest:
        raise refuse(DAMAGED)
