"""Drawn pictures kept on disk under the hash of what they were drawn from; bounded, the longest unused go first."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

from filelock import FileLock, Timeout

from journeys.settings import DRAWING_SECONDS

_SEAL = hashlib.sha256().digest_size
_HALF_WRITTEN = ".part"
_GIVEN_UP_SECONDS = 600
_TURNS = 64
"""Lock files: few, so that they need no clearing up. Two pictures that share one wait for each other, which is rare."""


class _Kept(NamedTuple):
    used: float
    size: int
    path: Path


class Cache:
    """A folder of pictures that several processes may share.

    An entry is its content behind the content's SHA-256: one that was cut or changed is no entry. Writing is atomic.
    """

    def __init__(self, folder: Path, bytes_: int) -> None:
        self._folder, self._bytes = folder, bytes_
        self.times_cleared = 0

    def get(self, key: str) -> bytes | None:
        """What was kept under `key`, and a note that it was used; None when there is nothing sound."""
        path = self._path(key)
        try:
            sealed = path.read_bytes()
        except OSError:
            return None
        seal, content = sealed[:_SEAL], sealed[_SEAL:]
        if hashlib.sha256(content).digest() != seal:
            path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep `content`. What cannot be kept (too large, disk full, no permission) is not: a cache owes nothing."""
        if len(content) + _SEAL > self._bytes:
            return
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(content) + _SEAL)
            self._write(self._path(key), hashlib.sha256(content).digest() + content)

    @contextmanager
    def turn(self, key: str, seconds: float = DRAWING_SECONDS.value) -> Iterator[None]:
        """Alone with `key` among all threads and processes: who comes second finds what the first one has put.

        After `seconds`, or where nothing can be locked, it goes on without being alone: twice is better than never.
        """
        turns = self._folder.with_name(f"{self._folder.name}-turns")
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % _TURNS
        with ExitStack() as held:
            with suppress(OSError, Timeout):
                turns.mkdir(mode=0o700, parents=True, exist_ok=True)
                held.enter_context(FileLock(turns / f"{number}.lock", timeout=seconds, is_singleton=False))
            yield

    def clear(self) -> None:
        """Forget everything: a text that was removed for good must not live on in a picture."""
        self.times_cleared += 1
        for kept in self._entries():
            kept.path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()

    def _write(self, path: Path, sealed: bytes) -> None:
        part = NamedTemporaryFile(dir=self._folder, suffix=_HALF_WRITTEN, delete=False)  # noqa: SIM115 - replaced below
        try:
            with part:
                part.write(sealed)
            Path(part.name).replace(path)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise

    def _make_room(self, wanted: int) -> None:
        entries = sorted(self._entries())
        free = self._bytes - sum(kept.size for kept in entries)
        given_up = time.time() - _GIVEN_UP_SECONDS
        for kept in entries:
            abandoned = kept.path.suffix == _HALF_WRITTEN and kept.used < given_up
            if free < wanted or abandoned:
                kept.path.unlink(missing_ok=True)
                free += kept.size

    def _entries(self) -> list[_Kept]:
        entries = []
        with suppress(FileNotFoundError), os.scandir(self._folder) as found:
            for entry in found:
                with suppress(FileNotFoundError):
                    stat = entry.stat()
                    entries.append(_Kept(stat.st_mtime, stat.st_size, Path(entry.path)))
        return entries
