"""All files of one service for a bundle: every format that can be made, and its papers."""

import logging
from collections.abc import Iterable, Iterator

from journeys.domain.blocks import Block
from journeys.domain.document import Document
from journeys.domain.findings import Refused
from journeys.domain.markdown import as_markdown
from journeys.domain.sealing import mark_of, seal_of
from journeys.domain.words import Words
from journeys.render.bundle import File
from journeys.render.drawing import Pen
from journeys.render.exports import EXPORTS, Export
from journeys.render.hand import PenBroken

log = logging.getLogger(__name__)
_FAILED = Words(
    "Diese Datei ließ sich nicht erstellen. Das liegt an Bürgerreise, nicht an Ihren Angaben.",
    "This file could not be made. That is a fault of Bürgerreise, not of what you entered.",
)


def files_of(
    document: Document, folder: str, name: str, papers: Iterable[tuple[str, list[Block]]], pen: Pen
) -> Iterator[File]:
    """The files in `folder`, the document's own called `name`, one after the other. A format that cannot be made is a
    file that says why."""
    edition = mark_of(seal_of(document))
    for format_, export in EXPORTS.items():
        content = _made(format_, export, document, pen)
        yield File(f"{folder}/{name}.{export.ending}", document.id, format_, content, edition)
    for called, blocks in papers:
        text = as_markdown(blocks).encode()
        yield File(f"{folder}/{called}.md", document.id, "markdown", text, "")


def _made(format_: str, export: Export, document: Document, pen: Pen) -> bytes | Words:
    try:
        return export.write(document, pen)
    except PenBroken as broken:
        return broken.words
    except Refused as refused:
        texts = [finding.text for finding in refused.findings]
        return Words(" ".join(text.de for text in texts), " ".join(text.en for text in texts))
    except Exception:
        # One writer that breaks must not cost all other files.
        log.exception("writing %s failed", format_)
        return _FAILED
