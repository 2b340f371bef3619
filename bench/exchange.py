"""How long a file takes in each format: `.venv/bin/python -m bench.exchange`, with `--write` into docs/performance.md.

Each file is made by a process of its own, which has loaded nothing of that format before.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.drawing import Row, a_long_document, ms, seconds
from bench.writing import machine, table, tell
from journeys.domain.intake import ENDINGS, read_bytes, read_file
from journeys.domain.intake import read as read_back
from journeys.domain.writing import to_yaml
from journeys.render.drawing import Pen
from journeys.render.exports import EXPORTS

SIZES, ROUNDS = (24, 100), 5
GOALS = {"report": 5.0}
USUAL_GOAL = 1.0
"""Seconds for 24 steps."""
MAKE, READ = "--make", "--read"
HEAD = """## Files out and in
Made by `.venv/bin/python -m bench.exchange --write`, on {machine}. Milliseconds of the median of {rounds}, from the
document to the bytes of the file, in a Python that has loaded nothing of the format before; and back from the file to
the document where the format is read. Goal for 24 steps: ≤ 1,000, the report ≤ 5,000.
"""


def exchange_rows(sizes: tuple[int, ...], rounds: int) -> list[Row]:
    """A row for each size and format."""
    with tempfile.TemporaryDirectory(prefix="journeys-bench-") as name:
        return [row for size in sizes for row in _rows(Path(name), size, rounds)]


def _rows(folder: Path, size: int, rounds: int) -> list[Row]:
    source = folder / "journey.yaml"
    source.write_text(to_yaml(a_long_document(size)), encoding="utf-8")
    rows = []
    for name, export in EXPORTS.items():
        file = folder / f"made.{export.ending}"
        out = [_measured(folder, MAKE, name, source, file) for _ in range(rounds)]
        is_read = file.suffix in ENDINGS
        back = [_measured(folder, READ, name, file, file) for _ in range(rounds)] if is_read else []
        goal = GOALS.get(name, USUAL_GOAL)
        met = "" if size != SIZES[0] else "yes" if statistics.median(out) <= goal else "no"
        size_said = f"{file.stat().st_size / 1000:.0f}"
        rows.append((str(size), name, ms(out), met, size_said, ms(back) if back else ""))
    return rows


def _measured(folder: Path, what: str, name: str, source: Path, target: Path) -> float:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "bench.exchange", what, name, str(source), str(target)]
    environ = {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    return float(subprocess.run(command, check=True, capture_output=True, env=environ).stdout)


def _once(what: str, name: str, source: Path, target: Path) -> None:
    if what == READ:
        data = read_bytes(source)
        print(seconds(lambda: read_back(data, ENDINGS[source.suffix], source.stem)))
        return
    document, pen = read_file(source), Pen()
    print(seconds(lambda: target.write_bytes(EXPORTS[name].write(document, pen))))


def report(quick: bool) -> str:
    rounds = 1 if quick else ROUNDS
    heads = ("steps", "format", "out ms", "goal met", "kB", "in ms")
    rows = exchange_rows(SIZES[:1] if quick else SIZES, rounds)
    return "\n".join((HEAD.format(machine=machine(), rounds=rounds), table(heads, rows))) + "\n"


def main() -> None:
    if sys.argv[1:2] in ([MAKE], [READ]):
        what, name, source, target = sys.argv[1:5]
        _once(what, name, Path(source), Path(target))
    else:
        tell("exchange", report("--quick" in sys.argv))


if __name__ == "__main__":
    main()
