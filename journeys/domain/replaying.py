"""What somebody did to the order of a list, done to the list as it is by now; two orders as one."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """What of `after` has another place than in `before`, or was not there: the rest kept its order."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {after[at] for block in blocks for at in range(block.b, block.b + block.size)}
    return [ref for ref in after if ref not in stayed]


def replayed(here: Sequence[str], before: Sequence[str], after: Sequence[str]) -> list[str]:
    """`here` with the moves that lead from `before` to `after`: what was moved or put in comes behind its predecessor
    in `after`, all else keeps the place it has now. `replayed(before, before, after)` has the order of `after`."""
    going = set(moved(before, after))
    out = [ref for ref in here if ref not in going]
    for n, ref in enumerate(after):
        if ref in going:
            behind = next((out.index(other) + 1 for other in reversed(after[:n]) if other in out), 0)
            out.insert(behind, ref)
    return out


def woven(first: list[str], second: list[str]) -> list[str]:
    """The members of both in the order of `first`; what only `second` has comes behind its predecessor there."""
    out = list(first)
    for before, ref in zip([None, *second], second, strict=False):
        if ref not in out:
            out.insert(out.index(before) + 1 if before is not None else 0, ref)
    return out
