"""The example project: real services to look at, put in when a database is created."""

from sqlmodel import Session

from journeys.domain.importing import import_document
from journeys.domain.intake import read_file
from journeys.domain.projects import create_project
from journeys.places import place

PROJECT = "Digitales Bürgeramt (Beispiel)"
DESCRIPTION = """\
Vier echte Verwaltungsleistungen zum Ausprobieren. Fakten tragen ihre **Quelle**; Personen, Zitate und Hinweise sind \
**erfunden** und als erfunden gekennzeichnet.

Sie können hier alles ändern. Ihr eigenes Vorhaben legen Sie unter „Alle Vorhaben“ an.
"""
FILES = (
    "wohnsitz-anmelden.yaml",
    "wohngeld-beantragen.yaml",
    "personalausweis-beantragen.yaml",
    "gewerbe-anmelden.yaml",
)


def put_in_examples(session: Session) -> None:
    """Make the example project with its services."""
    project = create_project(session, PROJECT, DESCRIPTION)
    for name in FILES:
        import_document(session, project, read_file(place("examples") / name))
