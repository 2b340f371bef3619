"""Runs Graphviz so that it can never take the app down: bounded in time, output and number, ended with its group."""

import os
import selectors
import shutil
import signal
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Literal

from journeys.domain.words import Words
from journeys.settings import DRAWING_BYTES, DRAWING_SECONDS, DRAWINGS_AT_ONCE

Reason = Literal["missing", "failed", "hung", "endless"]
_PIECE = 1 << 20
_KEPT_OF_ERRORS = 2_000
_ONE_NODE = 'digraph { layout=nop2; a [pos="0,0", label=a] }'
_WARM_UP = (
    b'digraph { layout=nop2; r [pos="0,0", label="Aa", fontname="Arial"] '
    b'b [pos="9,9", label="Bb", fontname="Helvetica-Bold"] }\n'
)
"""Drawn first, while the caller lays out: finding the two fonts takes longer than a small picture. Nobody sees it."""
_ONE_GRAPH_ONLY = "graphviz-pure"
"""The program that came with the app: it reads one graph and ends, and has no fonts to find."""

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
BUSY = Words(
    "Gerade werden zu viele Bilder gezeichnet. Bitte versuchen Sie es gleich noch einmal.",
    "Too many pictures are being drawn right now. Please try again in a moment.",
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


def find_program(configured: str = "") -> Path:
    """The Graphviz to use: the configured one, else `dot` on the path, else the one that came with the app.

    A configured program that is not there is an error, never silently replaced. Raises PenBroken("missing").
    """
    scripts = sysconfig.get_path("scripts")
    found = (
        shutil.which(configured)
        if configured
        else shutil.which("dot") or shutil.which(_ONE_GRAPH_ONLY, path=scripts)
    )
    if not found:
        raise PenBroken("missing", MISSING, configured)
    return Path(found)


class Pen:
    """Graphviz for one app: at most `at_once` processes, each at most `seconds` long and `bytes_` loud."""

    def __init__(
        self,
        configured: str = "",
        seconds: float = DRAWING_SECONDS.value,
        bytes_: int = DRAWING_BYTES.value,
        at_once: int = DRAWINGS_AT_ONCE.value,
    ) -> None:
        self._configured, self._seconds, self._bytes = configured, seconds, bytes_
        self._turns = BoundedSemaphore(at_once)

    def svg(self, dot: str) -> bytes:
        """The drawing as Graphviz writes it. Raises PenBroken, also when no turn came free in time."""
        with self.ready() as hands:
            return hands[0].draw(dot).result()

    @contextmanager
    def ready(self, hands: int = 1) -> Iterator[list["Hand"]]:
        """Programs that have started, each for one drawing: their start costs no time when the caller has to lay out
        first. One for certain, more, up to `hands`, when nobody else needs them. Raises PenBroken like `svg`; at the
        end all are ended, whether used or not."""
        program = find_program(self._configured)
        with ExitStack() as held:
            self._take_turn(held, self._seconds)
            started = [self._start(program, held)]
            while len(started) < hands and self._take_turn(held, None):
                started.append(self._start(program, held))
            yield started

    def _take_turn(self, held: ExitStack, seconds: float | None) -> bool:
        """A turn, waited for at most so long; without a time only when one is free, and then it is no error."""
        if not self._turns.acquire(blocking=seconds is not None, timeout=seconds):
            if seconds is None:
                return False
            raise PenBroken("hung", BUSY)
        held.callback(self._turns.release)
        return True

    def _start(self, program: Path, held: ExitStack) -> "Hand":
        hand = Hand(program, self._seconds, self._bytes)
        held.callback(hand.end)
        return hand

    def check(self) -> None:
        """Draw one node; raises PenBroken when that does not work."""
        if b"<svg" not in self.svg(_ONE_NODE):
            raise PenBroken("failed", FAILED, "no SVG came back")


class Hand:
    """One running Graphviz, in a process group of its own, for one drawing; a thread of its own talks with it, so that
    the caller can go on while it draws."""

    def __init__(self, program: Path, seconds: float, bytes_: int) -> None:
        pipe = subprocess.PIPE
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
        if program.name != _ONE_GRAPH_ONLY:
            self._warm_up()
        self._talking = ThreadPoolExecutor(1)
        self._seconds, self._bytes = seconds, bytes_

    def _warm_up(self) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):
            os.write(self._process.stdin.fileno(), _WARM_UP)  # less than the empty pipe holds

    def draw(self, dot: str) -> Future[bytes]:
        """The drawing to come, behind the one that warmed the program up; asking for it raises PenBroken when there is
        none."""
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
