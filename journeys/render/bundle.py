"""Several files in one: a ZIP that says itself what is in it."""

import io
import zipfile
from collections.abc import Iterable


def bundle(files: Iterable[tuple[str, bytes]], note: str) -> bytes:
    """The files as a ZIP, with `note` and a list of them in LIESMICH.txt. The same files make the same bytes."""
    out, names = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            names.append(name)
            archive.writestr(_entry(name), content)
        lines = [note, "", *(f"- {name}" for name in names), ""]
        archive.writestr(_entry("LIESMICH.txt"), "\r\n".join(lines).encode("utf-8-sig"))
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # with the day on which ZIP begins, not the time of making
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry
