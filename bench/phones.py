"""What people in a workshop do with their phones, as the phone's scripts do it: join, follow the scene, write, rate."""

import asyncio
import json
import random
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from html import unescape
from time import perf_counter
from typing import NamedTuple

from bench.browsers import Answer, Browser, Log, Unreachable

FIRST_PAUSE, LONGEST_PAUSE, FIRST_POLL, LONGEST_POLL = 1.0, 60.0, 2.0, 30.0
TOKEN = re.compile(r'(?:data-token|name="csrf_token" value)="([^"]+)"')
OFFERED = re.compile(r'name="offered" value="([^"]+)"')
COMING = re.compile(r'data-coming="([^"]*)"')
PARTS = re.compile(r'data-parts="([^"]*)"')
SPREAD = re.compile(r'data-spread="(\d+)"')
LIVE = re.compile(r"<[^>]*data-live=[^>]*>")
ATTRIBUTE = re.compile(r'(data-[a-z]+)="([^"]*)"')
MARK = re.compile(r"q(\d+)q")
"""What stands in the text of each note that is written here, so that it is known again."""


class Hall:
    """All who sit in it: which notes were acknowledged at what moment, and when each screen first showed them."""

    def __init__(self, port: int, code: str, log: Log, haste: float = 1) -> None:
        """`haste`: how many times shorter than in life their pauses are."""
        self.port, self.code, self.log, self.haste = port, code, log, haste
        self.sent: dict[int, float] = {}
        self.acknowledged: dict[int, float] = {}
        self.is_over = False

    def mark(self) -> int:
        self.sent[len(self.sent)] = perf_counter()
        return len(self.sent) - 1


class Phone:
    """One participant with their own cookies."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.hall, self.log, self.random = hall, hall.log, random.Random(seed)
        self.browser = Browser(hall.port, hall.log)
        self.home, self.page, self.waiting, self.is_done = f"/w/{hall.code}", "", False, False
        self.has_parts = False
        self.said: list[dict[str, str]] | None = None  # the questions left, where the phone went on by itself

    async def join(self) -> None:
        """From the code to „Ich bin dabei“ and the mood."""
        door = await self.until_there(lambda: self.browser.get(self.home, "page"))
        await self.browser.files_of(door.text)
        name = unescape(OFFERED.search(door.text)[1])  # type: ignore[index]
        fields = {"pseudonym": name, "offered": name, **_token(door.text)}
        await self.until_there(lambda: self.browser.post(f"{self.home}/join", fields, "join"))
        await self.look()
        await self.browser.files_of(self.page)
        await self.do("answer", {"answer": "in"})
        await self.do("mood", {"moment": "start", "mood": str(self.random.randint(2, 5))})

    async def follow(self) -> None:
        """Ask for the scene every few seconds, and for the page when the moderation went on."""
        (part,) = live_parts(self.page)
        await follow(part, self.browser.tab(), self.hall, "scene", self.came)

    async def came(self, scene: str) -> None:
        spread = SPREAD.search(scene)
        await asyncio.sleep(self.random.random() * int(spread[1]) / 1000 if spread else 0)
        if not self.waiting:
            await self.look()

    async def write(self) -> None:
        """One note on the question that is open now, its rating, and on to the next question."""
        key, ask, answer = await self.send_one(with_hint=True)
        if answer.status != 204:  # else the phone goes on by itself
            await self.go(answer)
        if ask["kind"] != "keep":
            await self.rate(key, ask)

    async def send_one(self, with_hint: bool = False) -> tuple[str, dict[str, str], Answer]:
        """Send one note until it is acknowledged: its key, the question, the answer."""
        ask, mark = self.asked(), self.hall.mark()
        text = f"Hier kommen Menschen zum zweiten Mal, weil etwas fehlt q{mark}q"
        key = f"k{self.random.getrandbits(128):032x}"
        fields = {"kind": ask["kind"], "step": str(ask["step"]), "text": text, "form_key": key}
        if with_hint:
            with suppress(Unreachable):
                await self.browser.post(
                    f"{self.home}/hint", {"text": text, **_token(self.page)}, "hint", (200,)
                )
        self.waiting = True
        answer = await self.until_there(
            lambda: self.browser.post(
                f"{self.home}/cards", {**fields, **_token(self.page)}, "note", **_as(ask["kind"] != "keep")
            )
        )
        self.hall.acknowledged[mark] = perf_counter()
        self.waiting = False
        return key, ask, answer

    async def rate(self, key: str, ask: dict[str, str]) -> None:
        """A tap, then on: to the next question that the phone knows, or to the page where it knows none."""
        where, field = (
            f"{self.home}/cards/{key}/rating",
            "severity" if ask["kind"] == "pain_point" else "priority",
        )
        await asyncio.sleep(self.random.uniform(0.5, 2) / self.hall.haste)
        said = {field: str(self.random.randint(1, 3))}
        await self.until_there(
            lambda: self.browser.post(where, {**said, **_token(self.page)}, "rating", **_as(True))
        )
        await asyncio.sleep(self.random.uniform(0.5, 2) / self.hall.haste)
        coming = [each for each in self.coming() if each != ask]
        self.said = coming if coming else None
        then = {"then": "next", "step": str(ask["step"]), **said}
        answer = await self.until_there(
            lambda: self.browser.post(where, {**then, **_token(self.page)}, "rating", **_as(bool(coming)))
        )
        if answer.status != 204:
            await self.go(answer)

    def coming(self) -> list[dict[str, str]]:
        """The questions that are open, as the page handed them to the script, without those answered since."""
        if self.said is not None:
            return self.said
        found = COMING.search(self.page)
        return json.loads(unescape(found[1])) if found else []

    def asked(self) -> dict[str, str]:
        """The open question; else something that should stay."""
        return next((ask for ask in self.coming() if ask["room"] > 0), {"kind": "keep", "step": ""})

    async def do(self, what: str, fields: dict[str, str]) -> None:
        await self.go(
            await self.until_there(
                lambda: self.browser.post(f"{self.home}/{what}", {**fields, **_token(self.page)}, "step")
            )
        )

    async def go(self, answer: Answer) -> None:
        """Where the answer leads."""
        await self.look(answer.headers.get("location", ""))

    async def look(self, path: str = "") -> None:
        answer = await self.until_there(lambda: self.browser.get(path or f"{self.home}/now", "page"))
        self.page, self.said = answer.text, None
        if not self.has_parts and (parts := PARTS.search(self.page)):
            self.has_parts = True
            await self.until_there(lambda: self.browser.get(unescape(parts[1]), "parts"))

    async def until_there(self, send: Callable[[], Awaitable[Answer]]) -> Answer:
        """Send until it is taken, like the outbox: the same form, with growing pauses or as the server says."""
        failures = 0
        while True:
            told = 0.0
            try:
                answer = await send()
                if answer.status < 400:
                    return answer
                told = float(answer.headers.get("retry-after", 0))
            except Unreachable:
                pass
            if self.hall.is_over:
                raise asyncio.CancelledError
            failures += 1
            self.log.counts["sent again"] += 1
            pause = min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE) * self.random.uniform(0.75, 1.25)
            await asyncio.sleep(max(pause / self.hall.haste, told))


class Part(NamedTuple):
    """A part of a page that follows what others do."""

    address: str
    every: float
    etag: str


def live_parts(page: str) -> list[Part]:
    """The parts that a page says it polls."""
    parts = []
    for tag in LIVE.findall(page):
        told = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        every = int(told.get("data-every", FIRST_POLL * 1000)) / 1000
        parts.append(Part(told["data-live"], every, told.get("data-etag", "")))
    return parts


async def follow(
    part: Part, tab: Browser, hall: Hall, kind: str, came: Callable[[str], Awaitable[None]]
) -> None:
    """Poll a part as static/js/live.js does, until all is over."""
    etag, failures = part.etag, 0
    while not hall.is_over:
        pause = min(part.every * 2**failures, LONGEST_POLL) * random.uniform(0.85, 1.15)
        await asyncio.sleep(pause if etag or failures else 0)
        try:
            answer = await tab.get(part.address, kind, (200, 304), **{"If-None-Match": etag})
        except Unreachable:
            failures += 1
            continue
        failures, etag = 0, answer.headers.get("etag", etag)
        if answer.status == 200:
            await came(answer.text)
    tab.close()


def _as(needs_little: bool) -> dict[str, str]:
    return {"Prefer": "return=minimal"} if needs_little else {}


def _token(page: str) -> dict[str, str]:
    found = TOKEN.search(page)
    return {"csrf_token": found[1]} if found else {}
