"""Reading files that may not be readable, and writing files whole or not at all."""

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path

from journeys.commands.ending import BAD_INPUT, MACHINE_LACKS, WRONG_CALL, Ended, file_name
from journeys.domain.intake import read_bytes
from journeys.domain.words import Words

STANDARD_OUTPUT = "-"
REASONS = {
    errno.ENOENT: Words("Die Datei gibt es nicht.", "There is no such file."),
    errno.EISDIR: Words("Das ist ein Ordner, keine Datei.", "This is a folder, not a file."),
    errno.ENOTDIR: Words("Ein Teil des Pfades ist kein Ordner.", "A part of the path is no folder."),
    errno.EACCES: Words("Dafür fehlt Ihnen die Berechtigung.", "You lack the permission for that."),
    errno.EPERM: Words("Dafür fehlt Ihnen die Berechtigung.", "You lack the permission for that."),
    errno.EROFS: Words("Der Datenträger ist schreibgeschützt.", "The disk is read-only."),
    errno.ENOSPC: Words("Der Datenträger ist voll.", "The disk is full."),
    errno.EDQUOT: Words("Der Speicherplatz reicht nicht.", "There is not enough space."),
    errno.EFBIG: Words("Der Speicherplatz reicht nicht.", "There is not enough space."),
    errno.ENAMETOOLONG: Words("Der Name der Datei ist zu lang.", "The file's name is too long."),
    errno.ELOOP: Words("Der Verweis führt im Kreis.", "The link leads in a circle."),
}
OTHER_REASON = Words("Die Datei ist nicht zugänglich.", "The file can not be reached.")


def read_input(file: str) -> bytes:
    """The bytes of an input file; raises Ended (1) when it can not be read, Refused when it is too large."""
    try:
        return read_bytes(Path(file))
    except (OSError, ValueError) as error:
        raise _ended(BAD_INPUT, file, error) from None


def write_whole(out: str, data: bytes) -> None:
    """Write the file whole or leave everything as it was; `-` is standard output.

    Raises Ended: 2 when the place does not exist, 3 when the machine can not write there.
    """
    try:
        if out == STANDARD_OUTPUT:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        elif _is_device(Path(out)):
            Path(out).write_bytes(data)
        else:
            path = Path(out).resolve()
            _check_place(path)
            _replace(path, data)
    except BrokenPipeError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        wrong = isinstance(error, ValueError) or getattr(error, "errno", None) in PLACE_IS_WRONG
        raise _ended(WRONG_CALL if wrong else MACHINE_LACKS, out, error) from None


def place_for(out: str) -> Path:
    """Where a new file goes; raises Ended (2) when there is no such place."""
    try:
        path = Path(out).resolve()
        _check_place(path)
        return path
    except (OSError, ValueError, RuntimeError) as error:
        raise _ended(WRONG_CALL, out, error) from None


PLACE_IS_WRONG = (errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP)


def _is_device(path: Path) -> bool:
    """Whether it is there and can only be written into, such as `/dev/stdout` or a pipe."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _check_place(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not path.parent.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".journeys-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _give_mode(beside, path)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _give_mode(beside: Path, path: Path) -> None:
    """The mode of the file that is replaced, or that of any new file."""
    if path.exists():
        shutil.copymode(path, beside)
    else:
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)


def why(error: Exception) -> Words:
    """What the operating system has against a file, in words."""
    return REASONS.get(getattr(error, "errno", None) or 0, OTHER_REASON)


def _ended(status: int, file: str, error: Exception) -> Ended:
    code = getattr(error, "errno", None)
    reason = why(error)
    if status == WRONG_CALL and code == errno.ENOENT:
        reason = Words(
            "Den Ordner dafür gibt es nicht. Legen Sie ihn an.", "There is no folder for it. Please make it."
        )
    name = file_name(file)
    return Ended(status, Words(f"{name}: {reason.de}", f"{name}: {reason.en}"))
