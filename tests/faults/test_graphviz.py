"""Whatever Graphviz does, the app gets an answer in time, and nothing of the process is left."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from journeys.render.drawing import Pen, find_program
from journeys.render.hand import PenBroken
from tests.faults.fake_dots import BODIES, fake_dot, groups, written

DOT = "digraph { a }"
EXPECTED = {
    "fails": "failed",
    "says nothing": "failed",
    "dies": "failed",
    "hangs": "hung",
    "writes without end": "endless",
    "complains without end": "endless",
    "drips": "hung",
    "ignores the end": "hung",
    "leaves a child behind": "hung",
}


def a_pen(program: Path, seconds: float = 1.0, bytes_: int = 2_000_000, at_once: int = 2) -> Pen:
    return Pen(str(program), seconds, bytes_, at_once)


def handles_open() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def alive(group: int) -> bool:
    """Whether a process of the group is left, a zombie included. A killed orphan may take a moment to be collected."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("does", EXPECTED)
def test_a_program_that_misbehaves_is_named_and_leaves_nothing_behind(does: str, tmp_path: Path) -> None:
    handles = handles_open()
    with pytest.raises(PenBroken) as broken:
        a_pen(fake_dot(tmp_path, does)).svg(DOT * 100_000)
    assert broken.value.reason == EXPECTED[does]
    assert broken.value.words.de and broken.value.words.en
    (group,) = groups(tmp_path)
    assert not alive(group)
    assert handles_open() == handles
    with pytest.raises(ChildProcessError):
        os.waitpid(group, os.WNOHANG)


def test_every_fake_is_used() -> None:
    assert set(BODIES) - set(EXPECTED) == {"does not listen", "leaves a silent child behind"}


@pytest.mark.parametrize("does", ["does not listen", "leaves a silent child behind"])
def test_output_counts_even_when_the_input_was_not_read(does: str, tmp_path: Path) -> None:
    assert a_pen(fake_dot(tmp_path, does)).svg(DOT * 100_000) == b"<svg/>\n"
    (group,) = groups(tmp_path)
    assert not alive(group)


def test_the_programs_own_message_is_kept_for_the_log(tmp_path: Path) -> None:
    with pytest.raises(PenBroken, match="out of ink"):
        a_pen(fake_dot(tmp_path, "fails")).svg(DOT)


@pytest.mark.parametrize("what", ["is not there", "is a folder", "is no program", "is a text"])
def test_a_configured_program_that_cannot_run_is_missing(what: str, tmp_path: Path) -> None:
    program = tmp_path / "dot"
    if what == "is a folder":
        program.mkdir()
    elif what != "is not there":
        program.write_text("no program")
        program.chmod(0o755 if what == "is a text" else 0o644)
    with pytest.raises(PenBroken) as broken:
        a_pen(program).svg(DOT)
    assert broken.value.reason == "missing"
    assert "script/setup" in broken.value.words.de


def test_the_program_is_the_configured_one_then_the_paths_then_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = fake_dot(tmp_path, "hangs")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program() == program
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert find_program().stem == "graphviz-pure"
    assert find_program(str(program)) == program


def test_without_any_dot_on_the_path_a_picture_is_drawn(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    Pen().check()


def test_check_notices_a_program_that_draws_nothing(tmp_path: Path) -> None:
    with pytest.raises(PenBroken) as broken:
        a_pen(written(tmp_path, "print('hello')")).check()
    assert broken.value.reason == "failed"


BUSY = """
import os, sys, time
folder = os.path.dirname(os.path.abspath(sys.argv[0]))
mine = os.path.join(folder, f"running-{os.getpid()}")
open(mine, "w").close()
seen = sum(name.startswith("running-") for name in os.listdir(folder))
with open(os.path.join(folder, "seen"), "a") as f: f.write(f"{seen}\\n")
time.sleep(0.2)
os.unlink(mine)
print("<svg/>")
"""


def test_eight_threads_never_have_more_than_two_programs(tmp_path: Path) -> None:
    pen = a_pen(written(tmp_path, BUSY), seconds=30)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(pen.svg, [DOT] * 8)) == [b"<svg/>\n"] * 8
    seen = [int(line) for line in (tmp_path / "seen").read_text().split()]
    assert len(seen) == 8
    assert max(seen) == 2


def test_who_waits_too_long_for_a_turn_is_told_so_and_later_calls_go_on(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    body = f"import os, time\nwhile not os.path.exists({str(gate)!r}): time.sleep(0.02)\nprint('<svg/>')"
    patient = a_pen(written(tmp_path, body), seconds=30, at_once=1)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(patient.svg, DOT)
        while not groups(tmp_path):
            time.sleep(0.02)
        patient._seconds = 0.1
        with pytest.raises(PenBroken) as broken:
            patient.svg(DOT)
        assert broken.value.reason == "hung"
        assert "zu viele" in broken.value.words.de
        gate.touch()
        assert first.result() == b"<svg/>\n"
    patient._seconds = 30
    assert patient.svg(DOT) == b"<svg/>\n"


def test_a_second_hand_comes_only_when_nobody_waits_for_it(tmp_path: Path) -> None:
    pen = a_pen(fake_dot(tmp_path, "hangs"), seconds=30, at_once=3)
    with pen.ready(2) as mine, pen.ready(2) as yours:
        assert (len(mine), len(yours)) == (2, 1)
    with pen.ready(5) as all_of_them:
        assert len(all_of_them) == 3
    assert not any(map(alive, groups(tmp_path)))


def test_a_hand_that_hangs_takes_the_other_with_it_and_leaves_nothing(tmp_path: Path) -> None:
    handles, threads = handles_open(), threading.active_count()
    pen = a_pen(fake_dot(tmp_path, "hangs"))
    with pytest.raises(PenBroken) as broken, pen.ready(2) as hands:
        drawings = [hand.draw(DOT) for hand in hands]
        drawings[0].result()
    assert broken.value.reason == "hung"
    assert len(groups(tmp_path)) == 2
    assert not any(map(alive, groups(tmp_path)))
    assert (handles_open(), threading.active_count()) == (handles, threads)


def test_a_hundred_failures_leave_no_handle_and_no_thread_and_no_turn_taken(tmp_path: Path) -> None:
    pen = a_pen(fake_dot(tmp_path, "dies"))
    handles, threads = handles_open(), threading.active_count()
    for _ in range(100):
        with pytest.raises(PenBroken):
            pen.svg(DOT)
    assert (handles_open(), threading.active_count()) == (handles, threads)


def test_a_drawing_larger_than_a_pipe_arrives_whole(tmp_path: Path) -> None:
    body = (
        "import sys; text = sys.stdin.read(); sys.stderr.write('warning ' * 50_000); sys.stdout.write(text)"
    )
    given = "x" * 1_500_000
    assert a_pen(written(tmp_path, body), seconds=30).svg(given).endswith(given.encode())


def started(folder: Path, count: int) -> bool:
    """Whether so many programs have been started by now, and no more a moment later."""
    for _ in range(100):
        if len(groups(folder)) >= count:
            break
        time.sleep(0.05)
    time.sleep(0.2)
    return len(groups(folder)) == count


ANSWERS = "import sys; sys.stdin.read(); print('<svg/>')"


def test_programs_that_stand_by_are_used_and_others_take_their_place(tmp_path: Path) -> None:
    handles = handles_open()
    pen = a_pen(written(tmp_path, ANSWERS), seconds=30)
    pen.stand_by(2)
    assert started(tmp_path, 2)
    first = set(groups(tmp_path))
    with pen.ready(2) as hands:
        assert {hand.draw(DOT).result() for hand in hands} == {b"<svg/>\n"}
    assert started(tmp_path, 4)  # the two that waited drew, two others wait
    assert not any(map(alive, first))
    pen.stand_down()
    assert not any(map(alive, groups(tmp_path)))
    assert handles_open() == handles


def test_one_that_was_ended_while_it_stood_by_is_replaced(tmp_path: Path) -> None:
    pen = a_pen(written(tmp_path, ANSWERS), seconds=30)
    pen.stand_by(1)
    assert started(tmp_path, 1)
    os.killpg(groups(tmp_path)[0], signal.SIGKILL)
    time.sleep(0.2)
    assert pen.svg(DOT) == b"<svg/>\n"
    assert len(groups(tmp_path)) >= 2
    pen.stand_down()


def test_standing_by_without_a_program_is_no_error_and_a_broken_one_is_not_started_again(
    tmp_path: Path,
) -> None:
    a_pen(tmp_path / "dot").stand_by(2)
    pen = a_pen(fake_dot(tmp_path, "fails"))
    pen.stand_by(1)
    with pytest.raises(PenBroken):
        pen.svg(DOT)
    assert started(tmp_path, 1)


def test_programs_that_stand_by_end_with_their_server(tmp_path: Path) -> None:
    code = (
        "import os, sys; from journeys.render.drawing import Pen\n"
        "Pen(sys.argv[1]).stand_by(2); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(written(tmp_path, ANSWERS))], check=False)
    assert started(tmp_path, 2)
    assert not any(map(alive, groups(tmp_path)))
