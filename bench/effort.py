"""Who used the processors: the app, its database, and the client that makes the load on the same machine."""

import os
import time
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")


class Effort(NamedTuple):
    """Processor seconds so far."""

    wall: float
    app: float
    client: float
    machine: float

    def since(self, before: "Effort") -> "Effort":
        return Effort(*(now - then for now, then in zip(self, before, strict=True)))

    def shares(self) -> tuple[str, str, str]:
        """App, client and everything else on the machine, each as a share of all its processors' time."""
        whole = self.wall * (os.cpu_count() or 1)
        rest = max(0.0, self.machine - self.app - self.client)
        return tuple(f"{100 * part / whole:.0f} %" for part in (self.app, self.client, rest))  # type: ignore[return-value]


def effort(group: int) -> Effort:
    """What the processes of a group, this process, and all of the machine have used until now."""
    return Effort(time.perf_counter(), _of_group(group), time.process_time(), _of_machine())


def _of_group(group: int) -> float:
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def _of_machine() -> float:
    user, nice, system, _idle, _wait, irq, soft, *_ = map(
        int, Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    )
    return (user + nice + system + irq + soft) / TICK
