"""A file that is there whole or not at all: written beside its place, and put there when it is done."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast


@contextmanager
def draft_of(path: Path, may_replace: bool) -> Iterator[BinaryIO]:
    """A file to write and read, for its owner alone; it gets its name when the block ends well.

    Raises FileExistsError when something else has this name, and nothing may be replaced.
    """
    handle, name = tempfile.mkstemp(prefix=".journeys-", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield cast(BinaryIO, file)
            file.flush()
            os.fsync(file.fileno())
        _give_name(draft, path, may_replace)
        _keep_name(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _give_name(draft: Path, path: Path, may_replace: bool) -> None:
    if not may_replace:
        with suppress(PermissionError, NotImplementedError):
            os.link(draft, path)  # refuses to replace; a USB stick may not know it, nor some network drives
            return
        if path.exists():
            raise FileExistsError(path)
    draft.replace(path)


def _keep_name(folder: Path) -> None:
    """The name, too, is on the disk afterwards."""
    with suppress(OSError):  # not everywhere can a folder be opened
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
