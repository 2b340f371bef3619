"""Secrets of the environment: in a variable, or in a file that a variable with `_FILE` behind it names."""

from collections.abc import Mapping
from pathlib import Path


def read_secret(environ: Mapping[str, str], name: str) -> str:
    """The secret, empty where neither is set.

    Raises ValueError with a sentence when both are, or when the file is of no use.
    """
    secret, file = (environ.get(each, "").strip() for each in (name, f"{name}_FILE"))
    if secret and file:
        raise ValueError(f"Either {name} or {name}_FILE can be set, not both")
    if not file:
        return secret
    try:
        read = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise ValueError(f"{name}_FILE names a file that can not be read: {file!r}") from None
    if not read:
        raise ValueError(f"{name}_FILE names an empty file: {file!r}")
    return read
