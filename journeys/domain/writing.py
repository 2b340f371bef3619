"""The journey document as text: YAML that every reader understands the same way, and JSON."""

import json
import re

import yaml

from journeys.domain.document import Document

# What a reader of YAML 1.1 or 1.2 may take for something else than a text, beyond what PyYAML itself quotes:
# numbers of YAML 1.2 and 1.1, and the one-letter booleans of YAML 1.1.
AMBIGUOUS = re.compile(
    r"[-+.]?[0-9][0-9a-zA-Z_.:+-]*|[-+]?\.(inf|nan)|y|n|yes|no|on|off|true|false|null", re.IGNORECASE
)
# Line breaks that YAML 1.1 knows and YAML 1.2 does not, and the byte order mark: written as escapes.
ESCAPED = re.compile("[\u2028\u2029\ufeff]")
ONE_LINE = 2**20


class _Dumper(yaml.SafeDumper):
    """PyYAML's own writer: the one of libyaml writes emoji as escapes."""

    def ignore_aliases(self, data: object) -> bool:
        """Equal values are written out each time: readers of the format refuse references."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if ESCAPED.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    elif AMBIGUOUS.fullmatch(text):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def to_yaml(document: Document) -> str:
    """The document as YAML: fields in the schema's order, one line each, texts with line breaks as blocks."""
    return str(
        yaml.dump(
            document.plain(),
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=ONE_LINE,
        )
    )


def to_json(document: Document) -> str:
    """The document as JSON, indented, letters as they are."""
    return json.dumps(document.plain(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def to_json_line(document: Document) -> str:
    """The same on one line, for files of another kind that hold the document."""
    return json.dumps(document.plain(), ensure_ascii=False, allow_nan=False)
