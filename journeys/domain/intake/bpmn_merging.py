"""One of our own files: the journey document that it holds, with what was changed in the model since."""

import copy

from pydantic import ValidationError

from journeys.domain.bpmn_written import Written
from journeys.domain.checks import reference_findings
from journeys.domain.document import Document
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import Plain, from_json
from journeys.domain.intake.bpmn_changes import Changes
from journeys.domain.intake.bpmn_file import File, Model
from journeys.domain.intake.bpmn_naming import Ids
from journeys.domain.intake.bpmn_pruning import ids_of, prune
from journeys.domain.intake.settling import settle
from journeys.domain.schema import schema_findings
from journeys.domain.words import Words

_UNKNOWN = Finding(
    "",
    Words(
        "Die Angaben von Bürgerreise in dieser Datei sind beschädigt; gelesen wurde nur das Modell.",
        "What Bürgerreise kept in this file is damaged; only the model was read.",
    ),
    "warning",
)


def merged(file: File) -> Plain | None:
    """The document, or None where what we kept in the file cannot be read any more, which then is said."""
    document = _kept(file.document)
    models = [(record, model) for model in file.models if (record := _record(model)) is not None]
    if document is None or not models:
        file.findings.append(_UNKNOWN)
        return None
    plain = copy.deepcopy(document.plain())
    ids, findings, journeys = Ids(ids_of(plain)), [], []
    for one in plain["journeys"]:
        found = next(((record, model) for record, model in models if record.journey == one["id"]), None)
        value = document.journey(one["id"])
        if found is not None and value is not None:
            changes = Changes(one, value, *found, ids)
            changes.carry_over()
            findings += changes.findings
            plain.setdefault("unsorted_notes", []).extend(changes.unsorted)
            journeys.append(one)
    if not journeys:
        file.findings.append(_UNKNOWN)
        return None
    plain["journeys"] = journeys
    if not plain.get("unsorted_notes"):
        plain.pop("unsorted_notes", None)
    prune(plain)
    return Plain(plain, [*file.findings, *findings])


def _kept(text: str) -> Document | None:
    """The document as it was written, if it is whole."""
    try:
        settled = settle(from_json.parse(text).tree)
    except Refused:
        return None
    if settled.findings or schema_findings(settled.plain):
        return None
    document = Document.model_validate(settled.plain, strict=False)
    return None if reference_findings(document) else document


def _record(model: Model) -> Written | None:
    try:
        return Written.model_validate_json(model.written) if model.written else None
    except ValidationError:
        return None
