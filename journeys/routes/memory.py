"""What a process has drawn lately: pictures, parts that browsers poll, cards of the wall."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from journeys.settings import MEMORY_BYTES


class Memory:
    """What was drawn last, by what it was drawn of, at most so many bytes; the oldest go first."""

    def __init__(self, most: int = MEMORY_BYTES.value) -> None:
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._most, self._size, self._times_cleared, self._lock = most, 0, 0, Lock()

    def get(self, key: Hashable) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def kept(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """What was drawn of this, else what `make` draws now; the process keeps it."""
        drawn = self.get(key)
        if drawn is None:
            before = self._times_cleared
            drawn = make()
            if before == self._times_cleared:  # what was removed for good meanwhile may be in it
                self.put(key, drawn)
        return drawn

    def clear(self) -> None:
        """Keep nothing any longer, nor what is being drawn now."""
        with self._lock:
            self._times_cleared += 1
            self._kept.clear()
            self._size = 0

    def put(self, key: Hashable, drawn: bytes) -> None:
        with self._lock:
            self._size += len(drawn) - len(self._kept.pop(key, b""))
            self._kept[key] = drawn
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
