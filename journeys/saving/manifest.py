"""The first page of a backup: what it is, of which version, and what every table must hold."""

import json
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from journeys.domain.findings import Finding, Refused
from journeys.domain.words import Words

FORMAT, VERSION = "journeys-backup", 1
NAME = "manifest.json"
NO_BACKUP = Words("Das ist keine Sicherung von Bürgerreise.", "This is no backup of Bürgerreise.")
DAMAGED = Words(
    "Die Sicherung ist beschädigt. Bitte nehmen Sie eine andere Kopie.",
    "The backup is damaged. Please take another copy.",
)
NEWER = Words(
    "Diese Sicherung ist von einer neueren Version. Bitte aktualisieren Sie zuerst die Anwendung.",
    "This backup is of a newer version. Please update the app first.",
)
Short = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[0-9A-Za-z_.+-]+$")]


class Contents(BaseModel):
    """How many rows of a table there are, and the SHA-256 of all their lines."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """`app` is the version that made it, `revision` the state of its tables, `made_at` the moment that it shows."""

    model_config = ConfigDict(extra="forbid")

    format: str = FORMAT
    version: int = VERSION
    app: Short
    revision: Short
    made_at: AwareDatetime
    tables: dict[Short, Contents]

    def rows(self, table: str) -> int:
        return self.tables[table].rows if table in self.tables else 0


def refuse(words: Words, place: str = "") -> Refused:
    return Refused([Finding(place, words)])


def read_manifest(text: bytes) -> Manifest:
    """Raises Refused when it is none, of a newer format, or says anything that it should not."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise refuse(DAMAGED, NAME) from None
    _check_format(found)
    try:
        return Manifest.model_validate(found)
    except ValueError:
        raise refuse(DAMAGED, NAME) from None


def _check_format(found: Any) -> None:
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise refuse(NO_BACKUP)
    version = found.get("version")
    if type(version) is int and version > VERSION:
        raise refuse(NEWER)
    if version != VERSION:
        raise refuse(DAMAGED, NAME)
