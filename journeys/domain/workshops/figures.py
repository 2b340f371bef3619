"""What stays of the people of a workshop when they were forgotten: sums, and the moods of whole groups of five.

It rests in the log of the workshop, as one entry that is no deed of anybody; the log that is shown leaves it out.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from sqlmodel import Session, col, select

from journeys.domain.workshops.tables import Moment, Move, Workshop

FEWEST = 5
"""Groups of fewer people are never shown: single ones could be known again."""
_MARK = "figures "


class Figures(NamedTuple):
    """`people` are the sums that `board.People` holds; `moods` how many gave each answer, where enough did."""

    people: tuple[int, ...]
    moods: dict[Moment, dict[int, int]]


def keep(
    session: Session,
    workshop: Workshop,
    people: tuple[int, ...],
    moods: Mapping[Moment, dict[int, int] | None],
) -> None:
    """Keep these sums instead of the people. Sums below five are not kept as they are: that somebody was there is all
    that they say afterwards."""
    said = {moment: mood for moment, mood in moods.items() if mood}
    whole = json.dumps([[n if n == 0 or n >= FEWEST else 1 for n in people], said])
    session.add(Move(workshop_id=workshop.id, name=f"{_MARK}{whole}"))


def kept(session: Session, workshop: Workshop) -> Figures | None:
    """What was kept; None as long as the people themselves are there."""
    if workshop.forgotten_on is None:
        return None
    rows = select(Move.name).where(Move.workshop_id == workshop.id, col(Move.name).startswith(_MARK))
    people, moods = json.loads(session.exec(rows.order_by(col(Move.id).desc())).first()[len(_MARK) :])  # type: ignore[index]
    return Figures(
        tuple(people),
        {moment: {int(value): n for value, n in mood.items()} for moment, mood in moods.items()},
    )


def is_deed(move: Move) -> bool:
    """Whether the moderation did this: what was kept is no entry of its log."""
    return not move.name.startswith(_MARK)
