"""One write at a time to a SQLite file, in the order in which they came.

SQLite itself lets one write at a time, but has the others look again and again, longer and longer apart: with several
threads and processes some wait for seconds while others go on. Here they queue in front of it, and go on at once. It is
SQLite's own lock that keeps the data whole: without this queue everything is right, only late.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import Lock, get_ident

try:
    import fcntl
except ImportError:  # pragma: no cover - on Windows only the threads of one process queue
    fcntl = None  # type: ignore[assignment]


class Turns:
    """The queues in front of one file; no file where the database is in memory. A process that is killed leaves them.

    Who can wait queues twice: of them all only the foremost stands among those who cannot. So a note waits for one of
    the others at most, however many people rate, join or say how they feel at that moment.
    """

    def __init__(self, database: str | None) -> None:
        kept = database if database and database != ":memory:" else None
        self._writer: int | None = None
        self._all = Queue(Path(f"{kept}.turn") if kept else None)
        self._who_can_wait = Queue(Path(f"{kept}.later") if kept else None)

    @contextmanager
    def mine(self, can_wait: bool = False) -> Iterator[None]:
        """Wait for one's turn, and keep it as long as the block."""
        if self._writer == get_ident():
            raise RuntimeError("a write within a write would wait for itself")
        with self._who_can_wait.first() if can_wait else nullcontext(), self._all.first():
            self._writer = get_ident()
            try:
                yield
            finally:
                self._writer = None


class Queue:
    """Threads of this process, and processes, one after the other."""

    def __init__(self, file: Path | None) -> None:
        self._threads, self._file = Line(), file

    @contextmanager
    def first(self) -> Iterator[None]:
        """Wait until nobody is before one, and let nobody pass before the block ends."""
        with self._threads.first():
            if self._file is None or fcntl is None:
                yield
                return
            # Opened anew each time: who shares an open file after a fork would share its lock.
            with self._file.open("ab") as file:
                with suppress(OSError):  # a file system without locks
                    fcntl.flock(file, fcntl.LOCK_EX)
                yield


class Line:
    """Threads in the order in which they came. A plain lock is whoever's wakes first: one would pass others again and
    again."""

    def __init__(self) -> None:
        self._mutex, self._is_held = Lock(), False
        self._waiting: deque[Lock] = deque()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Wait behind those who came before; the end of the block lets the next one go."""
        self._line_up()
        try:
            yield
        finally:
            self._hand_on()

    def _line_up(self) -> None:
        with self._mutex:
            if not self._is_held:
                self._is_held = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # released by who was before

    def _hand_on(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_held = False
