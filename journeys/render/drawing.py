"""Runs Graphviz so that it can never take the app down: few at once, each bounded, nothing left of any."""

import shutil
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread

from journeys.domain.words import Words
from journeys.render.hand import FAILED, MISSING, Hand, PenBroken
from journeys.settings import DRAWING_BYTES, DRAWING_SECONDS, DRAWINGS_AT_ONCE

_OWN = "graphviz-pure"
"""The program that came with the app."""
_ONE_NODE = 'digraph { layout=nop2; a [pos="0,0", label=a] }'
BUSY = Words(
    "Gerade werden zu viele Bilder gezeichnet. Bitte versuchen Sie es gleich noch einmal.",
    "Too many pictures are being drawn right now. Please try again in a moment.",
)


def find_program(configured: str = "") -> Path:
    """The Graphviz to use: the configured one, else `dot` on the path, else the one that came with the app.

    A configured program that is not there is an error, never silently replaced. Raises PenBroken("missing").
    """
    scripts = sysconfig.get_path("scripts")
    found = (
        shutil.which(configured) if configured else shutil.which("dot") or shutil.which(_OWN, path=scripts)
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
        self._kept, self._waiting, self._lock = 0, list[Hand](), Lock()

    def svg(self, dot: str) -> bytes:
        """The drawing as Graphviz writes it. Raises PenBroken, also when no turn came free in time."""
        with self.ready() as hands:
            return hands[0].draw(dot).result()

    def stand_by(self, hands: int) -> None:
        """Keep so many programs started and waiting from now on, for a server that lives long: their start is over
        before the next drawing is asked for. Where there is no program, or it is broken, none waits."""
        self._kept = hands
        self._fill_up()

    def stand_down(self) -> None:
        """End the programs that wait, and let none wait any more."""
        self._kept = 0
        while hand := self._waiting_hand():
            hand.end()

    @contextmanager
    def ready(self, hands: int = 1) -> Iterator[list[Hand]]:
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
        if self._kept:
            Thread(target=self._fill_up, daemon=True).start()  # nobody has to wait for it

    def _take_turn(self, held: ExitStack, seconds: float | None) -> bool:
        """A turn, waited for at most so long; without a time only when one is free, and then it is no error."""
        if not self._turns.acquire(blocking=seconds is not None, timeout=seconds):
            if seconds is None:
                return False
            raise PenBroken("hung", BUSY)
        held.callback(self._turns.release)
        return True

    def _start(self, program: Path, held: ExitStack) -> Hand:
        hand = self._waiting_hand()
        if hand and not hand.waits_as(program):
            hand.end()
            hand = None
        hand = hand or Hand(program, self._seconds, self._bytes)
        held.callback(hand.end)
        return hand

    def _waiting_hand(self) -> Hand | None:
        with self._lock:
            return self._waiting.pop() if self._waiting else None

    def _fill_up(self) -> None:
        with suppress(PenBroken), self._lock:
            program = find_program(self._configured)
            while len(self._waiting) < self._kept:
                self._waiting.append(Hand(program, self._seconds, self._bytes))

    def check(self) -> None:
        """Draw one node; raises PenBroken when that does not work."""
        if b"<svg" not in self.svg(_ONE_NODE):
            raise PenBroken("failed", FAILED, "no SVG came back")
