"""A seal of everything that a document says: two documents with one seal say the same."""

import json
from hashlib import sha256

from journeys.domain.document import Document


def seal_of(document: Document) -> str:
    """SHA-256 of what the document says, as 64 hexadecimal digits. It is made of the plain document, without what is
    not said: a field that the format gets later leaves the seals of older documents as they are."""
    plain = json.dumps(document.plain(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def mark_of(seal: str) -> str:
    """The seal as people compare it: `8F3A-41C7`. Long enough to tell the states of one service apart."""
    return f"{seal[:4]}-{seal[4:8]}".upper()
