"""Many browsers in one process, cheap enough not to be what is measured: connections that are kept, cookies, caches."""

import asyncio
import re
from collections import Counter, defaultdict
from contextlib import suppress
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

PATIENCE = 30
"""Seconds until a browser gives an answer up."""
LINKED = re.compile(r'<(?:link|script)\b[^>]*?(?:href|src)="(/static/[^"]+)"')


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


class Log:
    """What all browsers saw: times in seconds by kind of request, answers that should not be, how often one waited."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()

    def share(self, kind: str, share: float) -> float:
        """The time in milliseconds that this share of the requests of a kind stayed under."""
        times = sorted(self.times[kind])
        return times[min(len(times) - 1, int(len(times) * share))] * 1000 if times else 0.0


class Unreachable(Exception):
    """No answer came."""


class Browser:
    """Cookies and cache of one person's device, with one connection; further ones with `tab`."""

    def __init__(self, port: int, log: Log) -> None:
        self.port, self.log = port, log
        self.cookies: dict[str, str] = {}
        self.cached: set[str] = set()
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()

    def tab(self) -> "Browser":
        """Another connection of the same browser."""
        other = Browser(self.port, self.log)
        other.cookies, other.cached = self.cookies, self.cached
        return other

    async def get(self, path: str, kind: str, good: tuple[int, ...] = (200,), **headers: str) -> Answer:
        return await self.ask("GET", path, None, kind, good, headers)

    async def post(
        self, path: str, fields: dict[str, str], kind: str, good: tuple[int, ...] = (303, 204), **headers: str
    ) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return await self.ask("POST", path, urlencode(fields), kind, good, headers)

    async def files_of(self, page: str) -> None:
        """Load the styles and scripts of a page that are not in the cache."""
        for path in dict.fromkeys(LINKED.findall(page)):
            if path not in self.cached:
                with suppress(
                    Unreachable
                ):  # the page works without it, and asks again when it is loaded anew
                    await self.get(path, "file", **{"Accept-Encoding": "gzip"})
                    self.cached.add(path)

    async def ask(
        self,
        method: str,
        path: str,
        body: str | None,
        kind: str,
        good: tuple[int, ...],
        headers: dict[str, str],
    ) -> Answer:
        """Ask and keep the cookies; raises Unreachable when no whole answer comes in time."""
        async with self._turn:  # one after the other on one connection
            began = perf_counter()
            try:
                answer = await asyncio.wait_for(self._asked(method, path, body, headers), PATIENCE)
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                self.close()
                self.log.wrong[f"{kind}: no answer"] += 1
                raise Unreachable(path) from error
            self.log.times[kind].append(perf_counter() - began)
        self.log.counts["requests"] += 1
        if answer.status not in good:
            self.log.wrong[f"{kind}: {answer.status}"] += 1
        return answer

    async def _asked(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        """A kept connection may have been closed by the server meanwhile: then, like any browser, ask on a new one."""
        whole = self._written(method, path, body, headers)
        if self._line is not None:
            try:
                return await self._exchanged(whole)
            except (ConnectionError, asyncio.IncompleteReadError) as error:
                self.close()
                if isinstance(error, asyncio.IncompleteReadError) and error.partial:
                    raise
                self.log.counts["connections that had ended"] += 1
        self._line = await asyncio.open_connection("127.0.0.1", self.port)
        return await self._exchanged(whole)

    def _written(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body is not None:
            lines.append(f"Content-Length: {len(body.encode())}")
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()

    async def _exchanged(self, whole: bytes) -> Answer:
        assert self._line is not None
        reader, writer = self._line
        writer.write(whole)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(head[0].split()[1]), {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self.cookies[cookie] = kept
            headers[name.lower()] = value
        text = await _body(reader, status, headers)
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, text)

    def close(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None


async def _body(reader: asyncio.StreamReader, status: int, headers: dict[str, str]) -> str:
    if status in (204, 304):
        return ""
    if "content-length" in headers:
        whole = await reader.readexactly(int(headers["content-length"]))
    else:
        whole = b""
        while size := int(await reader.readline() or b"0", 16):
            whole += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    return "" if headers.get("content-encoding") == "gzip" else whole.decode(errors="replace")
