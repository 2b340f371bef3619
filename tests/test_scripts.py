"""The scripts: they can be run, do nothing the second time, and say in a line what a machine lacks."""

import re
import shutil
import stat
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = ["script/setup", "script/server", "script/test", "script/python", ".ci/run"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_posix_shell_and_can_be_run(name: str) -> None:
    file = ROOT / name
    assert file.stat().st_mode & stat.S_IXUSR
    assert file.read_text().startswith("#!/bin/sh\n")
    assert subprocess.run(["/bin/sh", "-n", file]).returncode == 0


def test_a_second_set_up_does_nothing() -> None:
    def state() -> dict[str, int]:
        watched = [*(ROOT / ".venv/stamps").iterdir(), *(ROOT / "static/vendor").rglob("*.*")]
        return {str(f): f.stat().st_mtime_ns for f in watched}

    subprocess.run([ROOT / "script/setup"], check=True)
    before = state()
    second = subprocess.run([ROOT / "script/setup"], capture_output=True, text=True, cwd="/")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert state() == before


def a_path(folder: Path, **programs: str) -> dict[str, str]:
    """An environment whose path holds the shell's tools and these programs, and nothing else."""
    folder.mkdir()
    for tool in ("dirname", "env", "sh"):
        found = shutil.which(tool)
        assert found
        (folder / tool).symlink_to(found)
    for name, text in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return {"PATH": str(folder), "HOME": str(folder)}


@pytest.mark.parametrize("programs", [{}, {"python3": "exit 1"}])
def test_without_a_new_python_it_says_what_to_install(tmp_path: Path, programs: dict[str, str]) -> None:
    ran = subprocess.run(
        [ROOT / "script/setup"], env=a_path(tmp_path / "bin", **programs), capture_output=True, text=True
    )
    assert ran.returncode == 3
    assert len(ran.stderr.splitlines()) == 1
    assert "Python 3.11 or newer" in ran.stderr and "apt-get install" in ran.stderr


def test_without_the_venv_module_it_says_the_one_line(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "script", checkout / "script")
    # Debian splits Python: what makes environments is a package of its own, and importing it fails without that.
    (tmp_path / "ensurepip.py").write_text("raise ImportError('python3-venv is not installed')")
    real = Path(sys.base_prefix, "bin", f"python{sysconfig.get_python_version()}")
    env = {**a_path(tmp_path / "bin", python3=f'exec {real} "$@"'), "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run([checkout / "script/setup"], env=env, capture_output=True, text=True)
    assert ran.returncode == 3, ran.stderr
    line = f"sudo apt-get install python{sysconfig.get_python_version()}-venv"
    assert ran.stderr.splitlines() == [f"Python's venv module is missing. Install it with: {line}"]


def test_lock_files_name_no_registry_and_hold_hashes() -> None:
    for name in ("requirements.txt", "requirements-test.txt", "requirements-npm.txt"):
        text = (ROOT / name).read_text()
        packages = [line for line in text.splitlines() if line and not line[0].isspace()]
        assert "://" not in text and "index-url" not in text
        assert text.count("--hash=sha256:") >= len(packages) > 0
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_the_lock_for_tests_holds_the_other_one() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.split(";")[0].rstrip(" \\") for line in lines if line and not line[0].isspace()}

    assert pins("requirements.txt") <= pins("requirements-test.txt")


def test_everything_in_the_table_of_assets_is_there() -> None:
    names = ["kern/kern.min.css", "htmx/htmx.min.js", "arimo/Arimo-Regular.ttf", "arimo/Arimo-Bold.ttf"]
    licences = ["kern/LICENSE.md", "htmx/LICENSE", "arimo/LICENSE", "fira-sans/LICENSE", "panzoom/LICENSE"]
    assert [n for n in names + licences if not (ROOT / "static/vendor" / n).stat().st_size] == []


def test_the_style_sheet_for_phones_holds_what_their_pages_use() -> None:
    """A class of KERN that a template for phones names, and that the whole sheet knows, is in the cut one as well."""
    pages = "\n".join(file.read_text() for file in (ROOT / "templates/phone").glob("*.html"))
    used = set(re.findall(r"\bkern-[\w-]*\w", pages))
    assert len(used) > 5
    whole, part = (
        (ROOT / "static/vendor/kern" / name).read_text() for name in ("kern.min.css", "phone.min.css")
    )
    missing = {name for name in used if f".{name}" in whole and f".{name}" not in part}
    assert not missing
    assert len(part) < len(whole) / 3
