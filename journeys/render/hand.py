"""One running Graphviz, bounded in time and output, ended with all that it started."""

import os
import selectors
import signal
import subprocess
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Literal

from journeys.domain.words import Words

Reason = Literal["missing", "failed", "hung", "endless"]
_PIECE = 1 << 20
_KEPT_OF_ERRORS = 2_000

MISSING = Words(
    "Das Zeichenprogramm Graphviz fehlt auf diesem Rechner. Bitte script/setup ausführen oder JOURNEYS_DOT setzen.",
    "The drawing program Graphviz is missing on this machine. Please run script/setup or set JOURNEYS_DOT.",
)
FAILED = Words(
    "Das Zeichenprogramm Graphviz ist mit einem Fehler abgebrochen. Bitte prüfen Sie es mit „journeys doctor“.",
    "The drawing program Graphviz ended with an error. Please check it with “journeys doctor”.",
)
HUNG = Words(
    "Das Zeichenprogramm Graphviz hat nicht rechtzeitig geantwortet. Bitte versuchen Sie es später noch einmal.",
    "The drawing program Graphviz did not answer in time. Please try again later.",
)
ENDLESS = Words(
    "Das Zeichenprogramm Graphviz hat viel zu viel ausgegeben. Bitte prüfen Sie es mit „journeys doctor“.",
    "The drawing program Graphviz wrote far too much. Please check it with “journeys doctor”.",
)


class PenBroken(Exception):
    """No picture. `reason` for programs, `words` one plain sentence for people, the rest for the log."""

    def __init__(self, reason: Reason, words: Words, detail: str = "") -> None:
        self.reason: Reason = reason
        self.words = words
        super().__init__(f"{reason}: {words.en} {detail}".rstrip())


class Hand:
    """One running Graphviz, in a process group of its own, for one drawing; a thread of its own talks with it, so that
    the caller can go on while it draws."""

    def __init__(self, program: Path, seconds: float, bytes_: int) -> None:
        pipe = subprocess.PIPE
        self._program = program
        try:
            self._process = subprocess.Popen(
                [program, "-Tsvg"],
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                bufsize=0,
                pipesize=_PIECE,
                start_new_session=True,
            )
        except OSError as error:
            raise PenBroken("missing", MISSING, str(error)) from error
        self._talking = ThreadPoolExecutor(1)
        self._seconds, self._bytes = seconds, bytes_

    def waits_as(self, program: Path) -> bool:
        """Whether it is this program and still runs: one that waited may have been ended meanwhile."""
        return self._program == program and self._process.poll() is None

    def draw(self, dot: str) -> Future[bytes]:
        """The drawing to come; asking for it raises PenBroken when there is none."""
        return self._talking.submit(self._drawn, dot)

    def _drawn(self, dot: str) -> bytes:
        out, errors = _talk(self._process, dot.encode(), self._seconds, self._bytes)
        if self._process.returncode or not out:
            told = errors.decode(errors="replace")
            raise PenBroken("failed", FAILED, f"status {self._process.returncode}: {told}")
        return out

    def end(self) -> None:
        """Leave nothing of the group, not even a zombie. The pipes are closed when nobody reads them any more: a number
        given to another file meanwhile would be read instead."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._talking.shutdown()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()


def _talk(process: subprocess.Popen[bytes], given: bytes, seconds: float, bytes_: int) -> tuple[bytes, bytes]:
    """Hand over the input while reading output and errors, so that no full pipe locks the two; wait for the end."""
    end = time.monotonic() + seconds
    with selectors.DefaultSelector() as open_ends:
        ears = [_listen(open_ends, stream, bytes_) for stream in (process.stdout, process.stderr)]
        _tell(open_ends, process.stdin, given)
        while open_ends.get_map():
            ready = open_ends.select(max(0.0, end - time.monotonic()))
            if not ready or time.monotonic() > end:
                raise PenBroken("hung", HUNG)
            for key, _ in ready:
                if not key.data():
                    open_ends.unregister(key.fileobj)
                    key.fileobj.close()  # type: ignore[union-attr]
    try:
        process.wait(max(0.0, end - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise PenBroken("hung", HUNG) from None
    out, errors = map(bytes, ears)
    return out, errors[:_KEPT_OF_ERRORS]


def _listen(open_ends: selectors.BaseSelector, stream: IO[bytes] | None, bytes_: int) -> bytearray:
    """Collect what `stream` says, until it ends or has said more than `bytes_`."""
    assert stream
    heard = bytearray()

    def read() -> bool:
        piece = os.read(stream.fileno(), _PIECE)
        heard.extend(piece)
        if len(heard) > bytes_:
            raise PenBroken("endless", ENDLESS)
        return bool(piece)

    open_ends.register(stream, selectors.EVENT_READ, read)
    return heard


def _tell(open_ends: selectors.BaseSelector, stream: IO[bytes] | None, given: bytes) -> None:
    """Write `given` as fast as it is taken, then close; a program that stops listening is no error yet."""
    assert stream
    os.set_blocking(stream.fileno(), False)
    left = memoryview(given)

    def write() -> bool:
        nonlocal left
        with suppress(BrokenPipeError):
            left = left[os.write(stream.fileno(), left[:_PIECE]) :]
            if left:
                return True
        return False

    open_ends.register(stream, selectors.EVENT_WRITE, write)
