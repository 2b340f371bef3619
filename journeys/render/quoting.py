"""Text that can do nothing but be text: in DOT and in XML.

Graphviz reads three languages inside a label: backslash escapes (`\\N` is the node's name), entities (`&lt;`), and HTML
when an *unquoted* value begins with `<`. Our values are always quoted, so the third never starts.
"""

import re
from collections.abc import Iterable
from html import escape

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_DOT = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})
_SPECIAL = re.compile(r'[\\"&]')
_NEWLINE = "\n"
_JUSTIFY = {"left": "\\l", "center": "\\n", "right": "\\r"}


def clean(text: str) -> str:
    """`text` in one line, a space for each sign that XML forbids or that breaks a line."""
    return text if text.isprintable() else _UNFIT.sub(" ", text)


def dot_string(text: str) -> str:
    """`text` as a quoted DOT string that shows exactly these characters."""
    return f'"{clean(text).translate(_DOT)}"'


def dot_label(lines: Iterable[str], align: str) -> str:
    """Wrapped lines as one quoted label; each line ends with the escape that says where it is set."""
    end = _JUSTIFY[align]
    text = "".join([f"{clean(line)}\n" for line in lines])
    if _SPECIAL.search(text):
        text = text.translate(_DOT)
    return f'"{text.replace(_NEWLINE, end)}"'


def xml_text(text: str) -> str:
    """`text` for the content of an XML element."""
    return escape(clean(text), quote=False)


def xml_attribute(text: str) -> str:
    """`text` for an XML attribute in double quotes, without the quotes."""
    return escape(clean(text))
