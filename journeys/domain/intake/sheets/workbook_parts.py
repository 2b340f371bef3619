"""The files inside a workbook: its directory is looked at before anything is unpacked, and nothing goes to disk.

A workbook is a ZIP file. Names in it are only names here: what they say of folders leads nowhere.
"""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from journeys.domain.findings import Refused
from journeys.domain.intake.bounds import too_deep_xml
from journeys.domain.intake.sheets import refusals as say
from journeys.settings import SHEET_ELEMENTS, SHEET_PARTS, SHEET_RATIO, SHEET_UNPACKED_BYTES, XML_DEPTH

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENTRY = b"PK\x01\x02"
PACKED = 8
SMALL = 256 * 1024
"""A part of this size is no bomb, however well it was packed."""
CHUNK = 64 * 1024
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Parts:
    """A workbook's files, read within the limits; raises Refused for what is none or could do harm."""

    def __init__(self, data: bytes) -> None:
        _look(data)
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
            say.refuse(say.BROKEN, say.SAVE_AGAIN)
        self._infos = {info.filename: info for info in self._zip.infolist()}
        self._elements = self._bytes = 0
        _check(self._zip.infolist())

    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(self._infos)

    def stream(self, name: str, start: Start, end: End, text: Text) -> None:
        """Read a part of XML: names of elements and attributes without their namespaces; nothing when it is not there.

        No document type, so no entities; depth, elements and bytes are counted over all that is read.
        """
        if name not in self._infos:
            return
        parser = _parser(self._counted(start), end, text)
        try:
            with self._zip.open(self._infos[name]) as part:
                while chunk := part.read(CHUNK):
                    self._bytes += len(chunk)
                    if self._bytes > SHEET_UNPACKED_BYTES.value:
                        say.refuse(say.BOMB)
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except Refused:
            raise
        except (
            expat.ExpatError,
            BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            LookupError,
        ):
            say.refuse(say.BROKEN, say.SAVE_AGAIN)

    def _counted(self, start: Start) -> Start:
        def counted(tag: str, attributes: dict[str, str]) -> None:
            self._elements += 1 + len(attributes) // 8
            if self._elements > SHEET_ELEMENTS.value:
                say.too_many(say.ELEMENTS, SHEET_ELEMENTS)
            start(tag, attributes)

        return counted


def _parser(start: Start, end: End, text: Text) -> expat.XMLParserType:
    depth = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > XML_DEPTH.value:
            raise Refused([too_deep_xml()])
        start(tag.rpartition(" ")[2], attributes)

    def closed(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition(" ")[2])

    def acts(*_: object) -> None:
        say.refuse(say.ACTS, say.SAVE_AGAIN)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = acts
    return parser


def _look(data: bytes) -> None:
    """What the first bytes and the number of entries tell, before a library reads the directory."""
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        say.refuse(say.LOCKED if locked else say.OLD)
    if not data.startswith(b"PK"):
        say.refuse(say.NO_WORKBOOK, say.SAVE_AGAIN)
    if data.count(ENTRY) > SHEET_PARTS.value:
        say.too_many(say.PARTS, SHEET_PARTS)


def _check(infos: list[ZipInfo]) -> None:
    names = {info.filename.lower() for info in infos}
    if any(name.endswith("vbaproject.bin") for name in names):
        say.refuse(say.MACROS)
    if any(info.flag_bits & 1 for info in infos):
        say.refuse(say.LOCKED)
    if "[content_types].xml" not in names:
        say.refuse(say.NO_WORKBOOK, say.SAVE_AGAIN)
    too_large = sum(info.file_size for info in infos) > SHEET_UNPACKED_BYTES.value
    if too_large or any(_is_bomb(info) for info in infos):
        say.refuse(say.BOMB)
    if any(info.compress_type not in (0, PACKED) for info in infos):
        say.refuse(say.BROKEN, say.SAVE_AGAIN)


def _is_bomb(info: ZipInfo) -> bool:
    return info.file_size > max(SMALL, info.compress_size * SHEET_RATIO.value)
