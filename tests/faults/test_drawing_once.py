"""Under load: however many ask for the same new picture, in however many processes, it is drawn once."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from journeys.render.cache import Cache
from journeys.render.drawing import Pen, find_program
from journeys.render.pictures import HANDS, render
from tests.builders import a_document
from tests.faults.fake_dots import groups, written

PASSES_ON = """\
import os, sys
os.execv({program!r}, [{program!r}, *sys.argv[1:]])
"""


def asked(folder: Path, program: str) -> bytes:
    cache = Cache(folder / "cache", 10_000_000)
    return render(a_document(), "blueprint", "svg", pen=Pen(program), cache=cache)


def test_many_processes_that_want_one_picture_draw_it_once(tmp_path: Path) -> None:
    program = str(written(tmp_path, PASSES_ON.format(program=str(find_program()))))
    with ProcessPoolExecutor(4) as several:
        pictures = set(several.map(asked, [tmp_path] * 8, [program] * 8))
    assert len(pictures) == 1
    assert 0 < len(groups(tmp_path)) <= HANDS
