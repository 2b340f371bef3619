"""Durability of a workshop: a worker or the whole server is killed while phones write, and a hall writes at once.

Phones, server and database are real: see bench/load.py for what they do.
"""

import pytest

from bench.hall import served
from bench.load import Outcome, burst, kills, run

both = pytest.mark.parametrize("kind", ["sqlite", "postgres"])


def killed(kind: str, phones: int, notes: int, seconds: float, haste: float) -> Outcome:
    with served(kind) as server:
        before = server.process.pid
        out = run(server, phones, notes, seconds, kills, haste)
        assert server.process.pid != before, "it was killed and started again"
    return out


def at_once(kind: str, phones: int) -> Outcome:
    with served(kind) as server:
        return burst(server, phones, 2, haste=10)


def nothing_is_lost(out: Outcome, sent: int) -> None:
    """Every note was acknowledged in the end, and each stands there once."""
    assert len(out.hall.sent) == sent
    assert set(out.hall.acknowledged) == set(out.hall.sent)
    assert dict(out.cards) == dict.fromkeys(out.hall.sent, 1)
    assert max(out.notes.values()) == 1


@both
def test_a_worker_and_the_server_are_killed(kind: str) -> None:
    out = killed(kind, 8, 2, 4, haste=10)
    nothing_is_lost(out, 16)
    assert out.log.wrong, "nobody noticed that the server was away"


@both
def test_a_burst(kind: str) -> None:
    out = at_once(kind, 20)
    nothing_is_lost(out, 20)
    assert not out.log.wrong


@pytest.mark.full
@both
def test_a_hall_and_the_server_is_killed(kind: str) -> None:
    nothing_is_lost(killed(kind, 150, 5, 60, haste=1), 750)


@pytest.mark.full
@both
def test_a_burst_of_a_whole_hall(kind: str) -> None:
    nothing_is_lost(at_once(kind, 300), 300)
