"""A few layout models kept as JSON in `models/`, small enough to be read: what a change of the layout does to them is
looked at before it is kept. Renew them with `.venv/bin/python script/renew_models.py`.
"""

import json
from pathlib import Path
from typing import Any

from journeys.domain.document import Document
from journeys.render.dot import boxes_of
from journeys.render.picture import Line
from journeys.render.subject import View
from tests.render.cases import drawn
from tests.render.shapes import parsed

FOLDER = Path(__file__).with_name("models")


def _document(*steps: dict[str, Any], kind: str = "as_is") -> Document:
    full = [{"id": f"s{n}", **step} for n, step in enumerate(steps, start=1)]
    phases = [{"id": "p", "name": "Antrag", "steps": full}]
    journey = {"id": "j", "kind": kind, "phases": phases}
    return parsed(
        {"id": "d", "service": {"name": "Ausweis verlängern", "staff_term": "VFA"}, "journeys": [journey]}
    )


_FORK = (
    {
        "title": "Antrag stellen",
        "channel": "online",
        "citizen_action": "füllt aus",
        "next": [{"to": "s2", "condition": "etwas fehlt"}, {"to": "s3"}],
    },
    {"title": "Nachreichen", "channel": "mail", "optional": True, "citizen_action": "schickt nach"},
    {"title": "Bescheid erhalten", "frontstage": "gibt bekannt", "backstage": "bucht", "next": []},
)
_BACK = (
    {"title": "Prüfen", "backstage": "prüft", "next": [{"to": "s1", "condition": "unklar"}, {"to": "s2"}]},
    {
        "title": "Anhören",
        "citizen_action": "antwortet",
        "next": [{"to": "s1", "condition": "Neues"}, {"to": "s3"}],
    },
    {"title": "Entscheiden", "next": [{"to": "end", "condition": "abgelehnt"}, {"to": "end"}]},
)
_BANDS = tuple(
    {"title": f"Schritt {n}", "citizen_action": "wartet", **({"next": [{"to": "s9"}]} if n == 1 else {})}
    for n in range(1, 10)
)
_NOTES = (
    {
        "title": "Warten",
        "channel": "phone",
        "emotion": -2,
        "waiting_time": {"text": "zwei Wochen"},
        "pain_points": [
            {"id": "p1", "text": "Niemand geht ans Telefon", "severity": 3, "frequency": "often"}
        ],
        "quotes": [{"id": "q1", "text": "Seit Tagen", "speaker": "Bürger", "invented": True}],
    },
    {
        "title": "Abholen",
        "channel": "counter",
        "emotion": 1,
        "needs": [{"id": "n1", "text": "Ein zweiter Schalter"}],
    },
)
CASES: dict[str, tuple[Document, View]] = {
    "fork-and-join": (_document(*_FORK), "blueprint"),
    "ways-back": (_document(*_BACK), "blueprint"),
    "over-two-bands": (_document(*_BANDS), "blueprint"),
    "notes-and-mood": (_document(*_NOTES), "journey"),
}


def model(name: str) -> str:
    """The model of a case as JSON, a line for each thing on the page. Title block and legend stand in any picture and
    are left out."""
    document, view = CASES[name]
    page = drawn(document, view).pages[0]
    top, bottom = page.bands[0].rect.y, page.bands[-1].rect.bottom
    lanes = [[lane.id, *_numbers(lane.rect)] for band in page.bands for lane in band.lanes]
    boxes = [
        [box.id, box.style, *_numbers(box.rect), " / ".join(box.lines)]
        for box in boxes_of(page)
        if top <= box.rect.y <= bottom and not box.decorative
    ]
    lines = [_line(line) for line in page.lines if top <= line.points[0][1] <= bottom and line.source]
    curves = [[curve.id, *map(_numbers, curve.points)] for curve in page.curves]
    return _written(
        {
            "size": [[page.width, page.height]],
            "lanes": lanes,
            "boxes": boxes,
            "lines": lines,
            "curves": curves,
        }
    )


def _line(line: Line) -> list[Any]:
    return [
        line.id,
        line.style,
        line.source,
        line.target if line.arrow else None,
        *map(_numbers, line.points),
    ]


def _numbers(some: tuple[float, ...]) -> list[float]:
    return [round(number, 1) for number in some]


def _written(parts: dict[str, list[list[Any]]]) -> str:
    rows = {
        name: ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in some)
        for name, some in parts.items()
    }
    inner = ",\n".join(f'"{name}": [\n{some}\n]' for name, some in rows.items() if some)
    return f"{{\n{inner}\n}}\n"


def renew() -> list[str]:
    """Write every model anew; the names of those that have changed."""
    FOLDER.mkdir(exist_ok=True)
    changed = []
    for name in CASES:
        file, text = FOLDER / f"{name}.json", model(name)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed
