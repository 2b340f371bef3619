"""BPMN 2.0 in: our own files come back whole, with what was changed in a modeller; those of others become a journey."""

from typing import Any

from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import Plain
from journeys.domain.intake.bpmn_file import File, Model, read_file
from journeys.domain.intake.bpmn_left_out import left_out
from journeys.domain.intake.bpmn_merging import merged
from journeys.domain.intake.bpmn_naming import Ids, title
from journeys.domain.intake.bpmn_steps import Steps
from journeys.domain.words import Words

_EMPTY = Words(
    "In der Datei ist keine einzige Aufgabe. Eine Reise besteht aus Schritten; zeichnen Sie mindestens eine Aufgabe.",
    "There is not a single task in the file. A journey is made of steps; please draw one task at least.",
)


def read_bpmn(data: bytes, name: str) -> Plain:
    """Plain values of a document; raises Refused for what is no BPMN 2.0 and for a model without tasks."""
    file = read_file(data)
    own = merged(file) if file.document else None
    return own or _foreign(file, name)


def _foreign(file: File, name: str) -> Plain:
    ids, used = Ids(set()), set()
    findings: list[Finding] = []
    journeys: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for model in file.models:
        steps = Steps(model, ids)
        made = steps.made()
        if made:
            journeys.append(_journey(model, made, ids))
        notes += steps.notes()
        used |= steps.used
        findings += steps.findings
    if not journeys:
        raise Refused([Finding("", _EMPTY)])
    document: dict[str, Any] = {
        "format": "journeys/1",
        "id": _slug(name or file.name),
        "service": {"name": title(file.name or name or journeys[0]["title"])},
        "journeys": journeys,
    }
    if notes:
        document["unsorted_notes"] = notes
    return Plain(document, [*file.findings, *findings, *left_out(file, frozenset(used))])


def _journey(model: Model, steps: list[dict[str, Any]], ids: Ids) -> dict[str, Any]:
    said = model.name or " / ".join(filter(None, dict.fromkeys(model.pools.values()))) or "Ablauf"
    phase = {"id": ids.take(f"{model.key}-p", "p"), "name": "Ablauf", "steps": steps}
    return {"id": ids.take(model.key, "j"), "kind": "as_is", "title": title(said), "phases": [phase]}


def _slug(name: str) -> str:
    from journeys.domain.naming import slug

    return slug(name)
