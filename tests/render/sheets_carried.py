"""Which fields of a document come back from which file: found out by writing and reading one that has them all."""

from functools import cache
from typing import Any

from journeys.domain.document import Document
from journeys.domain.intake.from_sheets import read_sheet
from journeys.domain.schema import schema
from journeys.render.flat_table import for_excel
from journeys.render.workbook import workbook_of
from tests.domain.whole import whole_document

FILES = {"xlsx": workbook_of, "csv": for_excel}


@cache
def carried_by() -> dict[str, tuple[str, ...]]:
    """By field, as `journeys.phases.steps.title`: the formats that bring it back equal, in every part that has it."""
    document = Document.from_plain(whole_document())
    back = {name: _back(document, name) for name in FILES}
    fields = [field for field in _fields(schema()) if field != "format"]
    return {f: tuple(n for n in FILES if _said(back[n], f) == _said(document.plain(), f)) for f in fields}


def without(document: Document, lost: list[str]) -> dict[str, Any]:
    """The plain document without these fields, and without phases and journeys that have no steps."""
    plain = document.plain()
    for journey in plain["journeys"]:
        journey["phases"] = [phase for phase in journey["phases"] if phase["steps"]]
    plain["journeys"] = [journey for journey in plain["journeys"] if journey["phases"]]
    for field in lost:
        *way, last = field.split(".")
        for part in _parts(plain, way):
            part.pop(last, None)
    pruned: dict[str, Any] = _pruned(plain)
    return pruned


def _pruned(value: Any) -> Any:
    """Without what holds nothing any more; an empty `next` says something."""
    if isinstance(value, list):
        return [kept for entry in value if (kept := _pruned(entry)) != {}]
    if not isinstance(value, dict):
        return value
    inner = {name: _pruned(entry) for name, entry in value.items()}
    return {name: entry for name, entry in inner.items() if entry not in ({}, []) or name == "next"}


def _back(document: Document, name: Any) -> Any:
    return read_sheet(FILES[name](document), "datei", name).value


def _fields(shape: dict[str, Any], path: str = "") -> list[str]:
    """Every field that the schema knows."""
    while "$ref" in shape:
        shape = schema()["$defs"][shape["$ref"].rpartition("/")[2]]
    if "items" in shape:
        return _fields(shape["items"], path)
    out = []
    for name, inner in shape.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        out += _fields(inner, here) or [here]
    return out


def _parts(plain: Any, way: list[str]) -> list[Any]:
    found = [plain]
    for name in way:
        inside = [part.get(name, []) for part in found]
        found = [part for entry in inside for part in (entry if isinstance(entry, list) else [entry])]
    return found


def _said(plain: Any, field: str) -> list[Any]:
    *way, last = field.split(".")
    return [part.get(last) for part in _parts(plain, way)]
