"""A workshop of three hundred under load, on SQLite and on PostgreSQL; `--write` puts the tables into their section of
docs/performance.md.

Phones, screens, app and database all run on this machine; the tables say which share of it the load itself took.
"""

import sys

from bench.hall import Server, open_workshop, served
from bench.load import OTHERS, WALL, Outcome, burst, kills, run
from bench.slow_line import usable_rows
from bench.weight import weight_rows
from bench.writing import machine, table, tell

KINDS = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
NOTES, MINUTES = 5, 3
HEAD = """## A workshop under load
Made by `.venv/bin/python -m bench.workshop --write`, on {machine}. {phones} phones, each with its own cookies and
connections, all from one address: they join within the first third of the time, write {notes} notes each until its
end, rate each note, poll the scene every 4 s, and go along when the moderation goes on to the next item. Five screens
poll as their pages say: a wall on the beamer, a beamer that follows the agenda, a growing journey map, two cockpits.
Notes are shown at once, which is the most work that a note can make. The phones and screens are one process on the same
machine and take processor time away from the app: the shares are of both cores. Nothing is left out of the times: they
run from the first byte that is sent to the last one that is received in the client.
"""
GOALS = """Goals: 0 lost, 0 doubled, 0 errors; a note's POST ≤ 100 ms, on the wall ≤ 1.5 s after it was acknowledged, on
the other screens ≤ 3 s (each the 95th percentile). The other screens show the latest notes only (the cockpit 60, the
beamer 3): counted is what stood on them.
"""


def load_row(name: str, out: Outcome) -> tuple[str, ...]:
    log, (app, client, rest) = out.log, out.used.shares()
    errors = ", ".join(f"{what} × {count}" for what, count in log.wrong.items()) or "0"
    return (
        name,
        str(len(out.hall.acknowledged)),
        f"{out.lost + out.unanswered} / {out.doubled}",
        errors,
        f"{log.share('note', 0.5):.0f} / {log.share('note', 0.95):.0f} / {log.share('note', 0.99):.0f}",
        f"{log.share('scene', 0.95):.0f}",
        f"{log.share('page', 0.95):.0f}",
        out.on_screen(WALL),
        out.on_screen(OTHERS),
        f"{log.counts['requests'] / out.took:.0f}",
        f"{app} / {client} / {rest}",
    )


LOAD_HEADS = (
    "database",
    "notes",
    "lost / doubled",
    "errors",
    "POST of a note ms: 50 / 95 / 99 %",
    "poll ms 95 %",
    "page ms 95 %",
    "wall s 95 %",
    "other screens s 95 %",
    "requests/s",
    "app / client / rest",
)


def burst_row(name: str, out: Outcome) -> tuple[str, ...]:
    log = out.log
    first = min(out.hall.sent.values())
    took = max(out.hall.acknowledged.values(), default=first) - first
    there = f"{len(out.hall.acknowledged)} of {len(out.hall.sent)}"
    again, lost = log.counts["sent again"], f"{out.lost + out.unanswered} / {out.doubled}"
    return (
        name,
        there,
        lost,
        str(again),
        f"{log.share('note', 0.95):.0f}",
        f"{took:.1f}",
        out.on_screen(WALL),
    )


BURST_HEADS = (
    "database",
    "acknowledged",
    "lost / doubled",
    "sent again",
    "ms 95 %",
    "all there after s",
    "wall s 95 %",
)


def kill_row(name: str, out: Outcome) -> tuple[str, ...]:
    lost = f"{out.lost} / {out.doubled}"
    there = f"{len(out.hall.acknowledged)} of {len(out.hall.sent)}"
    return (name, there, lost, str(out.log.counts["sent again"]), f"{out.down:.1f}")


KILL_HEADS = ("database", "acknowledged", "lost / doubled", "sent again", "down for s")


def report(quick: bool) -> str:
    phones, seconds = (40, 30.0) if quick else (300, MINUTES * 60.0)
    loads, bursts, killed = [], [], []
    for kind, name in KINDS.items():
        with served(kind) as server:
            loads.append(load_row(name, run(server, phones, NOTES, seconds)))
        with served(kind) as server:
            bursts.append(burst_row(name, burst(server, phones, 2)))
        with served(kind) as server:
            killed.append(kill_row(name, run(server, phones, NOTES, seconds / 2, kills)))
    with served("sqlite") as server:
        weight, slow = _first_load(server, 1 if quick else 5)
    parts = (
        HEAD.format(machine=machine(), phones=phones, notes=NOTES),
        GOALS,
        table(LOAD_HEADS, loads),
        f"\n### {phones} notes in 2 s\nAll have joined. Goal: none lost.\n",
        table(BURST_HEADS, bursts),
        "\n### `kill -9` of a worker, then of the whole server, while people write\n"
        f"The same load in {seconds / 2:.0f} s. Goal: every acknowledged note is there afterwards, once.\n",
        table(KILL_HEADS, killed),
        "\n### Weight of the first page of a participant\nCompressed kB; phones load no fonts.\n",
        table(("file", "kB"), weight),
        "\n### The first page of a participant on a slow line\n"
        "Chromium with nothing in its cache, 360 px; medians. Goal: usable ≤ 3 s.\n",
        table(("line", "usable s", "all loaded s"), slow),
    )
    return "\n".join(parts) + "\n"


def _first_load(server: Server, rounds: int) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    caller = server.moderator()
    workshop = open_workshop(server.database)
    weight = weight_rows(caller, f"/w/{workshop.code}", 80)
    return weight, usable_rows(server, workshop, rounds)


def main() -> None:
    tell("workshop", report("--quick" in sys.argv))


if __name__ == "__main__":
    main()
