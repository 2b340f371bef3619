"""Lines from as-is steps to what replaces them: every to-be step gathers its lines on one track of its own."""

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from journeys.domain.comparing import Before
from journeys.render.alignment import Place, Strip

TRACK, STEM, ARROW_ROOM = 8.0, 10.0, 16.0
_APART = 6.0
_EDGE = 6.0  # what stays free at the sides of a card
_FEW = 6  # buses of which every order is tried


class Entry(NamedTuple):
    """Where the line of an as-is step leaves its card."""

    before: Before
    x: float


class Bus(NamedTuple):
    """All lines that lead to one to-be step: they leave at `entries`, meet on `track` and arrive at `x`. A bus with
    one entry right above `x` is a straight line and takes no track."""

    target: str
    entries: tuple[Entry, ...]
    x: float
    track: int = 0

    @property
    def is_straight(self) -> bool:
        return all(entry.x == self.x for entry in self.entries)

    @property
    def span(self) -> tuple[float, float]:
        xs = [self.x, *(entry.x for entry in self.entries)]
        return min(xs), max(xs)

    def joints(self) -> Iterator[float]:
        """The x of every point where three pieces or more meet."""
        low, high = self.span
        for x in sorted({self.x, *(entry.x for entry in self.entries)}):
            pieces = any(entry.x == x for entry in self.entries) + (x == self.x) + (low < x) + (x < high)
            if pieces > 2 and not self.is_straight:
                yield x


class Wiring(NamedTuple):
    """The buses of a band with their tracks, and the height that they need."""

    buses: tuple[Bus, ...]
    height: float


def wire(strip: Strip) -> Wiring:
    """Ports and tracks for every pair of the band, so that no two lines lie upon one another and few cross."""
    buses = _with_ports(strip)
    bent = [bus for bus in buses if not bus.is_straight]
    tracked = _on_tracks(_ordered(bent))
    straight = [bus for bus in buses if bus.is_straight]
    count = max((bus.track + 1 for bus in tracked), default=0)
    height = STEM + count * TRACK + ARROW_ROOM if buses else 10.0
    return Wiring((*straight, *tracked), height)


class _Ports:
    """Places on the x axis, each given once."""

    def __init__(self) -> None:
        self._taken: list[float] = []

    def near(self, wanted: float, low: float, high: float) -> float:
        """The free place nearest to the wanted one between `low` and `high`."""
        wanted = min(max(wanted, low), high)
        reach = (high - low) / _APART
        tries = (wanted + side * n * _APART for n in range(int(reach) + 2) for side in (1, -1))
        found = next((x for x in tries if low <= x <= high and self.is_free(x)), wanted)
        self._taken.append(found)
        return found

    def is_free(self, x: float) -> bool:
        return all(abs(x - other) >= _APART - 0.01 for other in self._taken)


def _with_ports(strip: Strip) -> list[Bus]:
    """Straight lines first, then where the others arrive, then where they leave."""
    ports, place_of = _Ports(), {one.step.id: (one, place) for one, place in strip.before}
    sources = {
        one.step.id: [place_of[ref] for ref in one.replaces if ref in place_of] for one, _ in strip.after
    }
    buses = []
    bent: list[tuple[str, Place]] = []
    for one, place in strip.after:
        found = sources[one.step.id]
        shared = _shared(found[0][1], place) if len(found) == 1 else None
        if shared and ports.is_free(shared[0]):
            x = ports.near(*shared)
            buses.append(Bus(one.step.id, (Entry(found[0][0], x),), x))
        elif found:
            bent.append((one.step.id, place))
    arrivals = {ref: ports.near(place.middle, *_reach(place)) for ref, place in bent}
    for ref, _ in bent:
        entries = [Entry(one, _leave(ports, place, arrivals[ref])) for one, place in sources[ref]]
        buses.append(Bus(ref, tuple(entries), arrivals[ref]))
    return buses


def _reach(place: Place) -> tuple[float, float]:
    return place.x + _EDGE, place.x + place.width - _EDGE


def _shared(upper: Place, lower: Place) -> tuple[float, float, float] | None:
    """The middle and the ends of what two cards have in common on the x axis; None when that is too little."""
    low, high = max(_reach(upper)[0], _reach(lower)[0]), min(_reach(upper)[1], _reach(lower)[1])
    return ((low + high) / 2, low, high) if high - low >= _APART else None


def _leave(ports: _Ports, place: Place, arrival: float) -> float:
    """A port for a line that leaves a card: right over where it arrives when that is near the middle."""
    if abs(place.middle - arrival) < 2 * _APART:
        return arrival
    side = _APART if arrival > place.middle else -_APART
    return ports.near(place.middle + side, *_reach(place))


def _crossings(upper: Bus, lower: Bus) -> int:
    """How often two buses cross when the one lies over the other."""
    (low, high), (down, up) = upper.span, lower.span
    entering = sum(low < entry.x < high for entry in lower.entries)
    return entering + (down < upper.x < up)


def _total(order: Sequence[Bus]) -> int:
    return sum(_crossings(upper, lower) for n, upper in enumerate(order) for lower in order[n + 1 :])


def _ordered(buses: Sequence[Bus]) -> Sequence[Bus]:
    """The buses from top to bottom, with few crossings: the best order of a few, else short ones first, improved by
    moving single ones as long as that helps."""
    order = sorted(buses, key=lambda bus: (bus.span[1] - bus.span[0], bus.span))
    if len(order) <= _FEW:
        return min(permutations(order), key=_total, default=())
    best = _total(order)
    moved = True
    while moved:
        moved = False
        for bus in list(order):
            rest = [other for other in order if other is not bus]
            tried = min(([*rest[:n], bus, *rest[n:]] for n in range(len(order))), key=_total)
            if _total(tried) < best:
                order, best, moved = tried, _total(tried), True
    return order


def _on_tracks(order: Sequence[Bus]) -> list[Bus]:
    """Each bus on the highest track on which it lies under all earlier ones that it would touch."""
    out: list[Bus] = []
    for bus in order:
        above = [other.track + 1 for other in out if _touch(bus, other)]
        out.append(bus._replace(track=max(above, default=0)))
    return out


def _touch(one: Bus, other: Bus) -> bool:
    (low, high), (down, up) = one.span, other.span
    return low - _APART < up and down - _APART < high


def crossings(buses: Sequence[Bus]) -> int:
    """How often lines of different to-be steps cross."""
    bent = [bus for bus in buses if not bus.is_straight]
    straight = [bus for bus in buses if bus.is_straight]
    count = sum(
        _crossings(*sorted((one, other), key=lambda bus: bus.track))
        for n, one in enumerate(bent)
        for other in bent[n + 1 :]
    )
    return count + sum(low < bus.x < high for bus in straight for low, high in [one.span for one in bent])
