"""The key that signs forms and sessions: as configured, else made once and kept in the instance folder."""

import os
import secrets
from pathlib import Path

from journeys.settings import Settings


def secret_key(settings: Settings) -> str:
    """The same key for every worker and every start."""
    if settings.secret_key:
        return settings.secret_key
    file = settings.instance / "secret-key"
    if not file.exists():
        _keep(file, secrets.token_hex(32))
    return file.read_text()


def _keep(file: Path, key: str) -> None:
    """Write the key whole or not at all; where several processes try at once, the first one's counts."""
    file.parent.mkdir(0o700, parents=True, exist_ok=True)  # what is in it is for nobody else
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(key)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
