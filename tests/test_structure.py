"""The shape of the code: which room may know which, how big its modules and functions are, what the docs must say."""

import ast
import statistics
from pathlib import Path

import pytest

from journeys.settings import LIMITS, SETTINGS

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "journeys").rglob("*.py"))

# Room: what none of its modules may import. Arrows lead domain <- render <- routes.
FORBIDDEN = {
    "secret_files.py": ("journeys.", "flask", "sqlmodel", "sqlalchemy"),
    "provider.py": (
        "journeys.domain",
        "journeys.settings",
        "journeys.routes",
        "flask",
        "sqlmodel",
        "sqlalchemy",
    ),
    "mail_server.py": (
        "journeys.domain",
        "journeys.settings",
        "journeys.routes",
        "flask",
        "sqlmodel",
        "sqlalchemy",
    ),
    "mails.py": ("flask", "journeys.routes", "journeys.app"),
    "postman.py": ("flask", "journeys.routes", "journeys.app"),
    "settings.py": (
        "flask",
        "sqlmodel",
        "sqlalchemy",
        "journeys.domain",
        "journeys.render",
        "journeys.routes",
        "journeys.database",
        "journeys.access",
        "journeys.app",
        "journeys.office",
        "journeys.discovery",
    ),
    "places.py": ("journeys.", "flask", "sqlmodel", "sqlalchemy"),
    "domain": (
        "flask",
        "journeys.render",
        "journeys.routes",
        "journeys.database",
        "journeys.access",
        "journeys.app",
        "journeys.office",
        "journeys.discovery",
    ),
    "render": (
        "flask",
        "sqlmodel",
        "sqlalchemy",
        "journeys.routes",
        "journeys.database",
        "journeys.access",
        "journeys.app",
    ),
    "database.py": ("flask", "journeys.render", "journeys.routes", "journeys.access", "journeys.app"),
    "proxies.py": (
        "journeys.domain",
        "journeys.routes",
        "journeys.database",
        "journeys.app",
        "flask",
        "sqlalchemy",
    ),
    "saving": (
        "flask",
        "journeys.render",
        "journeys.routes",
        "journeys.access",
        "journeys.app",
        "journeys.commands",
    ),
    "access.py": ("flask", "journeys.render", "journeys.routes", "journeys.database", "journeys.app"),
    "routes": ("journeys.app", "journeys.cli", "journeys.commands", "journeys.serving"),
}
# The plain values of the domain that a picture may be made of; everything else there may know tables.
FOR_PICTURES = {
    "blocks",
    "document",
    "flow",
    "measures",
    "words",
    "findings",
    "durations",
    "comparing",
    "counting",
    "diff",
    "entries",
    "field_words",
    "figures",
    "filtering",
    "heat",
    "sheets",
    "markdown",
    "note_lists",
    "replaying",
    "sealing",
    "standards",
    "writing",
    "bpmn_written",
}


def room_of(module: Path) -> str:
    return module.relative_to(ROOT / "journeys").parts[0]


def imports_of(module: Path) -> set[str]:
    """Full names of everything that a module imports, also inside of its functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{module}: relative import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def functions_of(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, kinds)]


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code of a function: without its decorators and docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 2


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_arrows(module: Path) -> None:
    forbidden = FORBIDDEN.get(room_of(module), ())
    wrong = {
        name
        for name in imports_of(module)
        for f in forbidden
        if f"{name}.".startswith(f if f.endswith(".") else f"{f}.")
    }
    assert wrong == set()


def test_pictures_are_made_of_plain_values() -> None:
    known = {
        name.split(".")[2]
        for module in MODULES
        if room_of(module) == "render"
        for name in imports_of(module)
        if name.startswith("journeys.domain.")
    }
    assert known <= FOR_PICTURES


def test_plain_values_know_no_tables() -> None:
    for name in FOR_PICTURES:
        room = ROOT / "journeys/domain" / name
        modules = sorted(room.glob("*.py")) or [room.with_suffix(".py")]
        wrong = {i for m in modules for i in imports_of(m) if i.startswith(("sqlmodel", "sqlalchemy"))}
        assert wrong == set(), name


def test_sizes_of_modules() -> None:
    sizes = {str(m.relative_to(ROOT)): len(m.read_text().splitlines()) for m in MODULES}
    sizes = {name: size for name, size in sizes.items() if size}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert statistics.median(sizes.values()) <= 100
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= 220


def test_sizes_of_functions() -> None:
    sizes = {f"{m.relative_to(ROOT)}:{f.name}": length(f) for m in MODULES for f in functions_of(m)}
    assert {name: size for name, size in sizes.items() if size > 50} == {}
    assert statistics.median(sizes.values()) <= 9
    assert statistics.quantiles(sizes.values(), n=10)[-1] <= 25


def test_sizes_of_templates() -> None:
    sizes = [len(f.read_text().splitlines()) for f in (ROOT / "templates").rglob("*.html")]
    assert statistics.median(sizes) <= 40 and max(sizes) <= 130


def test_rooms_have_honest_names() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
    assert {m for m in MODULES if m.stem in vague} == set()


@pytest.mark.parametrize("name", [s.name for s in SETTINGS] + list(LIMITS))
def test_every_setting_and_limit_is_documented(name: str) -> None:
    lines = (ROOT / "docs/settings.md").read_text().splitlines()
    sentence = (
        LIMITS[name].sentence if name in LIMITS else next(s.sentence for s in SETTINGS if s.name == name)
    )
    assert [line for line in lines if f"`{name}`" in line and sentence in line]
