"""What becomes of each field of a journey document in BPMN: it is changed, and the files are compared."""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from journeys.domain.bpmn_written import NAMESPACE
from journeys.domain.document import Document
from journeys.domain.intake import read
from journeys.domain.schema import schema
from journeys.render.bpmn import write
from tests.domain.whole import made, whole_document

FILE = Path(__file__).parents[2] / "docs" / "format" / "bpmn.md"
BEGIN, END = "<!-- made by script/make_bpmn_doc.py -->", "<!-- until here -->"
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
KINDS = ("task", "userTask", "manualTask", "serviceTask")
NAMES = {
    **dict.fromkeys(KINDS, "name of a task"),
    "documentation": "documentation",
    "sequenceFlow": "sequence flow",
    "conditionExpression": "condition of a flow",
    "text": "annotation",
    "categoryValue": "group of a phase",
    "participant": "pool",
    "process": "pool",
    "lane": "lane",
    "collaboration": "name of the model",
    "definitions": "name of the model",
    "dataObject": "data object",
    "dataObjectReference": "data object",
    "intermediateCatchEvent": "timer event",
    "timeDuration": "timer event",
    "messageFlow": "message flow",
}
Shape = dict[str, Any]


def section() -> str:
    """The table as it stands in docs/format/bpmn.md."""
    rows = [f"| `{path}` | {shown} | {'yes' if back else 'NO'} |" for path, shown, back in table()]
    return "\n".join([BEGIN, "| Field | Seen in the model as | Comes back |", "|---|---|---|", *rows, END])


def renewed(text: str) -> str:
    """The document with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    return before + section() + rest.partition(END)[2]


def table() -> Iterator[tuple[str, str, bool]]:
    """Each field of the schema: its path, where it is seen, and whether it comes back."""
    for path, shape in _fields(schema()):
        changed = _with(path, shape)
        document = Document.from_plain(changed)
        data = write(document)
        kinds = sorted(
            {NAMES.get(kind, "ids and kinds of elements") for kind in _differing(_before(), _contents(data))}
        )
        several = len(kinds) > 1 and "ids and kinds of elements" in kinds
        kinds = [kind for kind in kinds if not several or kind != "ids and kinds of elements"]
        yield path, ", ".join(kinds) or "kept beside it", _comes_back(document, data)


def _comes_back(document: Document, data: bytes) -> bool:
    return read(data, "bpmn") == document


def _fields(shape: Shape, path: str = "") -> Iterator[tuple[str, Shape]]:
    shape = _followed(shape)
    if "properties" in _followed(shape.get("items", {})):
        yield from _fields(shape["items"], path)
    elif "properties" in shape:
        for name, part in shape["properties"].items():
            yield from _fields(part, f"{path}.{name}" if path else name)
    elif "const" not in shape:
        yield path, shape


def _followed(shape: Shape) -> Shape:
    found: Shape = schema()["$defs"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
    return found


def _base() -> dict[str, Any]:
    return {**whole_document(), "language": "de"}


@cache
def _before() -> Counter[tuple[str, str]]:
    return _contents(write(Document.from_plain(_base())))


def _with(path: str, shape: Shape) -> dict[str, Any]:
    """The whole document with another value in one place. References to a changed id follow it."""
    plain = deepcopy(_base())
    *trail, name = path.split(".")
    here = plain
    for step in trail:
        here = here[step][0] if isinstance(here[step], list) else here[step]
    if path == "journeys.kind":  # of the second: the first has the steps that a to-be refers to
        plain["journeys"][1]["kind"] = "as_is"
        return plain
    value = {"language": "en", "lane": "J1-lane2"}.get(name) or made(shape, name, 1)
    if name == "id" and trail:
        return _renamed(plain, here["id"], "changed")
    here[name] = value
    return plain


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(entry, old, new) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, old, new) for entry in value]
    return new if value == old else value


def _contents(data: bytes) -> Counter[tuple[str, str]]:
    """What a file says but for places, and for what is ours alone: kind of element and text."""
    out: Counter[tuple[str, str]] = Counter()
    for element in etree.fromstring(data).iter():
        if not str(element.tag).startswith(MODEL) or NAMESPACE in str(element.tag):
            continue
        tag = str(element.tag).removeprefix(MODEL)
        out["element", tag] += 1
        out[tag, (element.get("name") or element.get("value") or element.text or "").strip()] += 1
        out["ids", element.get("id", "")] += 1
        out["ids", f"{element.get('sourceRef')} {element.get('targetRef')}"] += 1
    return out


def _differing(a: Counter[tuple[str, str]], b: Counter[tuple[str, str]]) -> set[str]:
    return {kind for kind, _ in ((a - b) + (b - a))}
