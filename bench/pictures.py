"""Our blueprint against the pictures of mermaid-cli and PlantUML: the same steps and texts, a process for each picture.

`.venv/bin/python -m bench.pictures`, with `--write` into docs/performance.md, with `--quick` fewer and smaller ones.
How to have the others: see `bench/rivals.py`. Who is not installed is left out, with a sentence that says so.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.drawing import Row, a_long_document, cold_rows, ms, ratio, seconds
from bench.rivals import NotHere, Rival, mermaid, plantuml
from bench.server import running
from bench.writing import machine, table, tell
from journeys.domain.intake import read_file
from journeys.domain.writing import to_yaml
from journeys.render.drawing import Pen, find_program
from journeys.render.pictures import render

HEAD = """## Blueprints against mermaid-cli and PlantUML
Made by `.venv/bin/python -m bench.pictures --write`, on {machine}, Graphviz: `{program}`. Medians in milliseconds of
one run in which all take turns; each picture is made by a process of its own: Graphviz for ours, a browser for
mermaid-cli (a flowchart, a frame for each lane), Java for PlantUML (an activity diagram with swimlanes). All get the
same titles, cells and conditions; ours draws notes, channels, times and the legend besides. "Ours" is from the document
to the bytes of the SVG in a Python that has drawn nothing before: layout, Graphviz, SVG. "`journeys render`" is the
whole command, with Python's start and the reading of the file; Python has its compiled modules, as after an install.
"""
EDIT = """### The picture after an edit
In the running app: a note is changed and stored, then the blueprint is asked for; against Graphviz alone, run on the
same page as one DOT. Goal: ≤ 1.5.
"""
GOALS = {"mermaid-cli": 40, "PlantUML": 30}
WHOLE, WHOLE_GOAL = "`journeys render`", 4
ONCE = "--once"
Times = dict[str, list[float]]


def picture_rows(sizes: tuple[int, ...], rounds: int, said: list[str]) -> list[Row]:
    """A row for each size and program; who is missing is told in `said`."""
    with tempfile.TemporaryDirectory(prefix="journeys-bench-") as name:
        folder = Path(name)
        rivals = _rivals(folder, said)
        return [row for size in sizes for row in _rows(size, _measured(folder, size, rounds, rivals))]


def _rivals(folder: Path, said: list[str]) -> list[Rival]:
    found = []
    for make in (mermaid, plantuml):
        try:
            found.append(make(folder))
        except NotHere as missing:
            said.append(str(missing))
    return found


def _measured(folder: Path, size: int, rounds: int, rivals: list[Rival]) -> Times:
    """Seconds of each; the first round only warms up."""
    document = a_long_document(size)
    source = folder / "journey.yaml"
    source.write_text(to_yaml(document), encoding="utf-8")
    asked: dict[str, Callable[[], float]] = {
        "ours": partial(_ours, folder, source),
        WHOLE: lambda: seconds(partial(_whole, folder, source)),
    }
    for rival in rivals:
        (folder / rival.file).write_text(rival.write(document), encoding="utf-8")
        asked[rival.name] = partial(seconds, partial(rival.draw, folder))
    times: Times = {name: [] for name in asked}
    for n in range(rounds + 1):
        for name, measure in asked.items():
            taken = measure()
            if n:
                times[name].append(taken)
    return times


def _ours(folder: Path, source: Path) -> float:
    """Seconds of the drawing alone, measured within the process that does it."""
    command = [sys.executable, "-m", "bench.pictures", ONCE, str(source)]
    return float(subprocess.run(command, check=True, capture_output=True, env=_compiled(folder)).stdout)


def _once(source: Path) -> None:
    document, pen = read_file(source), Pen()
    print(seconds(lambda: render(document, "blueprint", "svg", pen=pen)))


def _whole(folder: Path, source: Path) -> None:
    program = Path(sys.executable).with_name("journeys")
    command = [program, "render", source, "--view", "blueprint", "--format", "svg", "-o", folder / "ours.svg"]
    subprocess.run(command, check=True, capture_output=True, env=_compiled(folder))


def _compiled(folder: Path) -> dict[str, str]:
    """An environment in which Python keeps what it has compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _rows(size: int, times: Times) -> list[Row]:
    ours, whole = times.pop("ours"), times.pop(WHOLE)
    rows = [
        (str(size), "ours", ms(ours), "1", "", "", ""),
        (str(size), WHOLE, ms(whole), "", "", "1", ""),
    ]
    for name, theirs in times.items():
        goal = f"≥ {GOALS[name]}"
        rows.append(
            (str(size), name, ms(theirs), ratio(theirs, ours), goal, ratio(theirs, whole), f"≥ {WHOLE_GOAL}")
        )
    return rows


def report(quick: bool) -> str:
    said: list[str] = []
    rows = picture_rows((12, 24) if quick else (12, 24, 100), 3 if quick else 7, said)
    with running() as caller:
        cold = cold_rows(caller, (24,) if quick else (24, 100), 5 if quick else 21)
    heads = ("steps", "who", "ms", "/ ours", "goal", f"/ {WHOLE}", "goal")
    parts = (
        HEAD.format(machine=machine(), program=find_program().name),
        *(f"{sentence}\n" for sentence in said),
        table(heads, rows),
        "",
        EDIT,
        table(("steps", "bare Graphviz ms", "after an edit ms", "/ bare"), [row[:4] for row in cold]),
    )
    return "\n".join(parts) + "\n"


def main() -> None:
    if sys.argv[1:2] == [ONCE]:
        _once(Path(sys.argv[2]))
    else:
        tell("rivals", report("--quick" in sys.argv))


if __name__ == "__main__":
    main()
