"""Run all benches on this machine and print their tables; `--write` puts them into docs/performance.md.

Ratios of things measured in one run are what counts: the times themselves say more about the machine.
"""

import sys

from bench.drawing import cold_rows, warm_rows
from bench.growth import growth_rows
from bench.server import running
from bench.weight import weight_rows
from bench.writing import machine, table, tell
from journeys.render.drawing import find_program

HEAD = """Made by `.venv/bin/python -m bench.run --write`, on {machine}, Graphviz: `{program}`. Times are medians in
milliseconds; the ratios, measured in one run, are what counts. Each change is drawn anew ("cold"); a picture that was
drawn before ("warm") comes from memory or from the cache on disk and costs no Graphviz process.
"""


def report(quick: bool) -> str:
    sizes, rounds = ((10, 50), 5) if quick else ((10, 50, 100, 200), 15)
    with running() as caller:
        cold = cold_rows(caller, sizes, rounds)
        warm = warm_rows(caller, rounds * 10)
        weight = weight_rows(caller, "/services/1", 120, has_picture=True)
    with running() as caller:
        growth = growth_rows(caller, 10, 100 if quick else 1_000, rounds * 4)
    parts = (
        HEAD.format(machine=machine(), program=find_program().name),
        "## Blueprint in the running app, against bare Graphviz on the same DOT\n"
        "Goal: cold ≤ 1.3. Before each cold drawing a note changes, so document, layout and drawing are made anew.\n"
        "Bare Graphviz draws the page as one DOT; the app has it draw each shape once (decision 16).\n",
        table(("steps", "bare Graphviz ms", "cold ms", "cold / bare", "warm ms", "warm / bare"), cold),
        "\n## Warm blueprint, against a static file\n",
        table(("what", "kB", "ms", "/ static file"), warm),
        "\n## Weight of the service page at first load\nCompressed kB; the picture itself is not counted.\n",
        table(("file", "kB"), weight),
        "\n## Service page, few and many services\nTen steps and twenty notes each; goal: many ≤ 1.5 × few.\n",
        table(("what", "services", "notes", "ms", "/ few"), growth),
    )
    return "\n".join(parts) + "\n"


def main() -> None:
    tell("pictures and pages", report("--quick" in sys.argv))


if __name__ == "__main__":
    main()
