"""Where the steps of a comparison stand: in bands, the to-be beneath what it replaces, nothing over anything else."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from journeys.domain.comparing import After, Before, Comparison
from journeys.render.grid import FEWEST, HEAD
from journeys.render.picture import Rect


class Columns(NamedTuple):
    """How many columns a band may have at most, and how wide each is in points."""

    most: int
    width: float


USUAL = Columns(12, 108.0)
"""More than in other views, because what belongs together should be seen together."""
_GUTTER = 12.0
_EVEN = 2  # exponent: bands of equal length cost least


class Place(NamedTuple):
    """The left edge and width of a card."""

    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    def at(self, y: float, height: float) -> Rect:
        return Rect(self.x, y, self.width, height)


class Strip(NamedTuple):
    """One band: its number, its steps with their places, and how wide it is."""

    number: int
    before: tuple[tuple[Before, Place], ...]
    after: tuple[tuple[After, Place], ...]
    width: float


class _Token(NamedTuple):
    """A step on the common line on which the bands are cut: as-is steps at 0, 1, 2 …, to-be steps among them."""

    at: float
    is_after: bool
    nth: int


def strips(comparison: Comparison, columns: Columns = USUAL) -> tuple[Strip, ...]:
    """The comparison in as few bands of such columns as can be, cut where it parts least of what belongs together."""
    targets = _targets(comparison)
    tokens = sorted(
        [
            *(_Token(n, False, n) for n in range(len(comparison.before))),
            *(_Token(at, True, n) for n, at in enumerate(targets)),
        ]
    )
    partners = _partners(comparison)
    bands = [tokens[start:stop] for start, stop in _cuts(tokens, partners, columns.most)]
    width = columns.width
    return tuple(_strip(comparison, n, band, width) for n, band in enumerate(bands or [[]]))


def _targets(comparison: Comparison) -> list[float]:
    """The mean place of what each to-be step replaces; one that replaces nothing stands behind the step before it."""
    place = {one.step.id: n for n, one in enumerate(comparison.before)}
    out: list[float] = []
    for one in comparison.after:
        places = [place[ref] for ref in one.replaces]
        out.append(sum(places) / len(places) if places else out[-1] if out else -1.0)
    return out


def _partners(comparison: Comparison) -> Mapping[tuple[bool, int], set[tuple[bool, int]]]:
    """What each step replaces or is replaced by, both as `(is to-be, index)`."""
    out: dict[tuple[bool, int], set[tuple[bool, int]]] = {}
    for pair in comparison.pairs:
        old, new = (False, pair.before.number - 1), (True, pair.after.number - 1)
        out.setdefault(old, set()).add(new)
        out.setdefault(new, set()).add(old)
    return out


def _cuts(
    tokens: Sequence[_Token], partners: Mapping[tuple[bool, int], set[tuple[bool, int]]], most: int
) -> list[tuple[int, int]]:
    """First and last-but-one of each band: fewest bands, then fewest pairs cut, then most even."""
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    start_of = [0]
    for stop in range(1, len(tokens) + 1):
        inside: set[tuple[bool, int]] = set()
        pairs = 0
        found: tuple[tuple[int, int, int], int] | None = None
        for start in range(stop - 1, -1, -1):
            one = (tokens[start].is_after, tokens[start].nth)
            pairs += len(partners.get(one, set()) & inside)
            inside.add(one)
            after = sum(is_after for is_after, _ in inside)
            if max(after, len(inside) - after) > most:
                break
            bands, kept, uneven = best[start]
            cost = (bands + 1, kept - pairs, uneven + len(inside) ** _EVEN)
            found = min(found, (cost, start)) if found else (cost, start)
        assert found is not None
        best.append(found[0])
        start_of.append(found[1])
    cuts: list[tuple[int, int]] = []
    stop = len(tokens)
    while stop:
        cuts.insert(0, (start_of[stop], stop))
        stop = start_of[stop]
    return cuts


def _strip(comparison: Comparison, number: int, band: Sequence[_Token], width: float) -> Strip:
    before = [comparison.before[token.nth] for token in band if not token.is_after]
    after = [comparison.after[token.nth] for token in band if token.is_after]
    columns = max(len(before), len(after))
    place = {one.step.id: n for n, one in enumerate(before)}
    wanted: list[float] = []
    for one in after:
        places = [place[ref] for ref in one.replaces if ref in place]
        wanted.append(sum(places) / len(places) if places else wanted[-1] + 1 if wanted else 0.0)
    return Strip(
        number,
        tuple((one, _place(n, width)) for n, one in enumerate(before)),
        tuple((one, _place(n, width)) for one, n in zip(after, spread(wanted, columns), strict=True)),
        HEAD + max(columns * width, FEWEST * USUAL.width),
    )


def _place(column: float, width: float) -> Place:
    return Place(HEAD + column * width + _GUTTER / 2, width - _GUTTER)


def spread(wanted: Sequence[float], columns: int) -> list[float]:
    """Places from 0 to `columns` - 1 in the order given, at least 1 apart, as near to the wanted ones as can be (least
    squares: what is too near is pushed apart evenly, by pooling). `columns` is at least the number of places."""
    pools: list[tuple[float, int]] = []
    for n, value in enumerate(wanted):
        pools.append((value - n, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, few), (high, more) = pools[-2:]
            pools[-2:] = [((low * few + high * more) / (few + more), few + more)]
    most = columns - len(wanted)
    bare = [min(max(value, 0.0), most) for value, count in pools for _ in range(count)]
    return [value + n for n, value in enumerate(bare)]
