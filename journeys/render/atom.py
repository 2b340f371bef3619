"""A feed in Atom (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NAMESPACE = "http://www.w3.org/2005/Atom"
WRITER = "Bürgerreise"


class Entry(NamedTuple):
    """`id` stays the same for ever; `address` is absolute."""

    id: str
    address: str
    title: str
    at: datetime


class Feed(NamedTuple):
    """`own` is the feed's address, `page` that of the page for people, `made` dates it while it has no entries."""

    id: str
    own: str
    page: str
    title: str
    language: str
    made: datetime


def written(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """The feed with its entries, the latest first, as a file in UTF-8."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    latest = max((entry.at for entry in entries), default=feed.made)
    _texts(root, id=feed.id, title=feed.title, updated=latest.isoformat())
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.own)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.page)
    _texts(SubElement(root, "author"), name=WRITER)
    for entry in entries:
        part = SubElement(root, "entry")
        _texts(part, id=entry.id, title=entry.title, updated=entry.at.isoformat())
        SubElement(part, "link", rel="alternate", type="text/html", href=entry.address)
    indent(root)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
