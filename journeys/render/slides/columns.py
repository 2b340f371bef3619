"""Blocks packed into columns, and columns on slides: what has to be told is never made too small to be read."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

Block = TypeVar("Block")


def packed(blocks: Sequence[Block], heights: Sequence[float], room: float, gap: float) -> list[list[Block]]:
    """The blocks under one another in as many columns of this height as they need, at least one block in each."""
    columns: list[list[Block]] = []
    used = 0.0
    for block, tall in zip(blocks, heights, strict=True):
        if columns and used + gap + tall <= room:
            columns[-1].append(block)
            used += gap + tall
        else:
            columns.append([block])
            used = tall
    return columns


def even(things: Iterable[Block], most: int) -> list[list[Block]]:
    """The things in rows of at most so many, all rows as long as can be: five by four are three and two."""
    every = list(things)
    rows = -(-len(every) // most)
    short, longer = divmod(len(every), rows) if rows else (0, 0)
    out, start = [], 0
    for n in range(rows):
        end = start + short + (n < longer)
        out.append(every[start:end])
        start = end
    return out
