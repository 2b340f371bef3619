"""The formats in which a service leaves as a file, and the files."""

from flask import current_app
from sqlmodel import Session

from journeys.domain.showing import show_service
from journeys.domain.words import Words
from journeys.render.exports import EXPORTS
from journeys.routes.api import models
from journeys.routes.api.reading import DOCUMENTS, FIGURES, service_version
from journeys.routes.api.wiring import File, reads
from journeys.routes.forms import say


@reads("/formats", FIGURES, Words("Die Formate für Dateien", "The formats of files"))
def formats(rows: Session) -> models.Formats:
    entries = [
        models.FormatEntry(
            name=name, ending=export.ending, media_type=export.media_type, good_for=say(export.good_for)
        )
        for name, export in EXPORTS.items()
    ]
    return models.Formats(items=entries)


def file_version(rows: Session, service_id: int, format: str) -> str:
    return f"{service_version(rows, service_id)}-{format}"


@reads(
    f"/services/<int:service_id>/files/<any({', '.join(map(repr, EXPORTS))}):format>",
    DOCUMENTS,
    Words("Eine Leistung als Datei in einem der Formate", "A service as a file in one of the formats"),
    file_version,
)
def file(rows: Session, service_id: int, format: str) -> File:
    export, shown = EXPORTS[format], show_service(rows, service_id)
    content = export.write(shown.document, current_app.extensions["pen"])
    return File(content, export.media_type, f"{shown.service.ref}.{export.ending}")
