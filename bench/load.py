"""A workshop under load: everybody joins and writes within minutes, or at once, or while the server is killed."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from bench.browsers import Log
from bench.effort import Effort, effort
from bench.hall import ITEMS, Server, Workshop, go_to, open_workshop, stored
from bench.phones import Hall, Phone
from bench.screens import OTHERS, WALL, Screen, opened, slowest

PATIENCE = 90
"""Seconds that phones have to bring home what waits on them when the time is over."""


class Outcome(NamedTuple):
    """What a run showed."""

    hall: Hall
    screens: list[Screen]
    cards: Counter[int]
    notes: Counter[int]
    took: float
    used: Effort
    down: float

    @property
    def log(self) -> Log:
        return self.hall.log

    @property
    def lost(self) -> int:
        return sum(mark not in self.cards for mark in self.hall.acknowledged)

    @property
    def doubled(self) -> int:
        return sum(count > 1 for counts in (self.cards, self.notes) for count in counts.values())

    @property
    def unanswered(self) -> int:
        return len(self.hall.sent) - len(self.hall.acknowledged)

    def on_screen(self, kind: str) -> str:
        """The 95th percentile of the seconds until a note stood on the screens of this kind."""
        return f"{slowest(self.screens, kind)[0]:.2f}"

    def fewest_on(self, kind: str) -> int:
        return slowest(self.screens, kind)[1]


Fault = Callable[[Server, float], Awaitable[float]]


async def no_fault(_server: Server, _seconds: float) -> float:
    return 0.0


async def kills(server: Server, seconds: float) -> float:
    """A worker dies, later all of it; the seconds until it answered again."""
    await asyncio.sleep(seconds * 0.45)
    server.kill_worker()
    await asyncio.sleep(seconds * 0.2)
    return await asyncio.to_thread(server.kill_and_start)


def run(
    server: Server, phones: int, notes: int, seconds: float, fault: Fault = no_fault, haste: float = 1
) -> Outcome:
    """So many people join in the first third of the time and each writes so many notes in all of it."""

    async def crowd(people: list[Phone], hall: Hall) -> None:
        await asyncio.gather(*(_take_part(phone, seconds, notes) for phone in people))

    return _held(server, phones, crowd, lambda s: fault(s, seconds), seconds / 2, haste)


def burst(server: Server, phones: int, seconds: float, haste: float = 1) -> Outcome:
    """All have joined, and each sends a note within a moment; only the notes are measured."""

    async def crowd(people: list[Phone], hall: Hall) -> None:
        for start in range(0, len(people), 10):
            await asyncio.gather(*(phone.join() for phone in people[start : start + 10]))
        hall.log.times.clear()
        await asyncio.gather(*(_at_some_moment(phone, seconds) for phone in people))

    return _held(server, phones, crowd, lambda s: no_fault(s, 0), None, haste)


async def _take_part(phone: Phone, seconds: float, notes: int) -> None:
    """Joins at some moment, writes one note after the other, follows the workshop meanwhile."""
    began = time.perf_counter()
    await asyncio.sleep(phone.random.uniform(0, seconds / 3))
    await phone.join()
    follows = asyncio.create_task(phone.follow())
    for n in range(notes):
        left = seconds * 0.9 - (time.perf_counter() - began)
        await asyncio.sleep(max(0.0, phone.random.uniform(0.2, 1.6) * left / (notes - n) - 2))
        await phone.write()
    phone.is_done = True
    await follows


async def _at_some_moment(phone: Phone, seconds: float) -> None:
    await asyncio.sleep(phone.random.uniform(0, seconds))
    await phone.send_one()
    phone.is_done = True


def _held(
    server: Server,
    phones: int,
    crowd: Callable[[list[Phone], Hall], Awaitable[None]],
    fault: Callable[[Server], Awaitable[float]],
    turn: float | None,
    haste: float,
) -> Outcome:
    """Hold a workshop; after `turn` seconds the moderation goes on to the next item of the agenda."""
    caller = server.moderator()
    workshop = open_workshop(server.database)
    hall = Hall(server.port, workshop.code, Log(), haste)
    people = [Phone(hall, seed) for seed in range(phones)]
    random.seed(phones)
    before, began = effort(server.process.pid), time.perf_counter()
    course = _all(server, workshop, hall, caller.cookies, people, crowd, fault, turn)
    with ThreadPoolExecutor(1) as thread:  # a loop of its own, also where a browser's driver already runs one
        screens, down = thread.submit(asyncio.run, course).result()
    took, used = time.perf_counter() - began, effort(server.process.pid).since(before)
    return Outcome(hall, screens, *stored(server.database, workshop.id), took, used, down)


async def _all(
    server: Server,
    workshop: Workshop,
    hall: Hall,
    cookies: dict[str, str],
    people: list[Phone],
    crowd: Callable[[list[Phone], Hall], Awaitable[None]],
    fault: Callable[[Server], Awaitable[float]],
    turn: float | None,
) -> tuple[list[Screen], float]:
    screens = await opened(hall, workshop, cookies)
    tasks = [asyncio.create_task(screen.run(parts)) for screen, parts in screens]
    writing = asyncio.ensure_future(crowd(people, hall))
    breaking = asyncio.create_task(fault(server))
    if turn is not None:
        await asyncio.sleep(turn)
        await asyncio.to_thread(go_to, server.database, workshop.id, ITEMS[1])
    await _until_done(people, writing, 2 * (turn or 30))
    down = await breaking
    await asyncio.sleep(4 / hall.haste)  # the screens show the last ones
    hall.is_over = True
    if writing.done():
        writing.result()  # what went wrong in a phone is not passed over
    await asyncio.gather(*tasks, writing, return_exceptions=True)
    return [screen for screen, _ in screens], down


async def _until_done(people: list[Phone], writing: "asyncio.Future[None]", seconds: float) -> None:
    """Until every phone has written what it had to; a phone that never gets through stops the wait in the end."""
    end = time.perf_counter() + PATIENCE + seconds
    while time.perf_counter() < end and not writing.done():
        if all(phone.is_done for phone in people):
            return
        await asyncio.sleep(0.2)


__all__ = ["OTHERS", "WALL", "Outcome", "burst", "kills", "run"]
