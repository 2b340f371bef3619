"""The screens of a hall: beamers and the moderation's laptops, each polling what its page says that it polls."""

import asyncio
import re
from contextlib import suppress
from time import perf_counter

from bench.browsers import Browser, Log, Unreachable
from bench.hall import Workshop, marks
from bench.phones import Hall, Part, follow, live_parts

WALL, OTHERS = "beamer", "other screens"
IMAGE = re.compile(r'<img[^>]*src="(/workshops/[^"]+)"')


class Screen:
    """One page that stays open; `seen` is when each note first stood on it."""

    def __init__(self, hall: Hall, cookies: dict[str, str], kind: str) -> None:
        self.hall, self.kind = hall, kind
        self.browser = Browser(hall.port, hall.log)
        self.browser.cookies = cookies
        self.seen: dict[int, float] = {}
        self.image = ""

    async def run(self, parts: list[Part]) -> None:
        await asyncio.gather(
            *(follow(part, self.browser.tab(), self.hall, self.kind, self.came) for part in parts)
        )

    async def came(self, text: str) -> None:
        moment = perf_counter()
        for mark in marks(text):
            self.seen.setdefault(mark, moment)
        image = IMAGE.search(text)
        if image and image[1] != self.image:
            with suppress(Unreachable):
                await self.browser.get(image[1], "picture")
                self.image = image[1]

    def delays(self) -> list[float]:
        """Seconds from the acknowledgement of each note to the moment it stood here; it may be there before."""
        there = self.hall.acknowledged
        return [max(0.0, moment - there[mark]) for mark, moment in self.seen.items() if mark in there]


async def opened(hall: Hall, workshop: Workshop, cookies: dict[str, str]) -> list[tuple[Screen, list[Part]]]:
    """Two beamers (the wall, and what the agenda says), one with the map, two laptops with the cockpit."""
    beamer, cockpit = f"/workshops/{workshop.id}/beamer", f"/workshops/{workshop.id}/run"
    pages = [
        (WALL, f"{beamer}?show=wall"),
        (OTHERS, beamer),
        (OTHERS, f"{beamer}?show=map"),
        (OTHERS, cockpit),
        (OTHERS, cockpit),
    ]
    found = []
    for kind, address in pages:
        screen = Screen(hall, cookies, kind)
        answer = await screen.browser.get(address, "screen's page")
        parts = live_parts(answer.text)
        assert answer.status == 200 and parts, f"{address} shows no part that follows: {answer.status}"
        await screen.browser.files_of(answer.text)
        await screen.came(answer.text)
        found.append((screen, parts))
    return found


def slowest(screens: list[Screen], kind: str) -> tuple[float, int]:
    """The 95th percentile in seconds over all screens of a kind, and the fewest notes that one of them showed."""
    mine = [screen for screen in screens if screen.kind == kind]
    delays = sorted(delay for screen in mine for delay in screen.delays())
    at = delays[int(len(delays) * 0.95)] if delays else float("nan")
    return at, min((len(screen.seen) for screen in mine if screen.seen), default=0)


__all__ = ["OTHERS", "WALL", "Log", "Screen", "Unreachable", "opened", "slowest"]
