"""YAML text into a tree, event by event: nothing is expanded, and depth and size are counted as it is read.

Anchors, aliases, tags, merge keys and several documents are refused: a journey document needs none of them, and
they are what YAML bombs are made of.
"""

import re
from typing import Any

import yaml

from journeys.domain.findings import Refused
from journeys.domain.intake.bounds import too_deep, too_many
from journeys.domain.intake.scalars import plain_scalar
from journeys.domain.intake.settling import Pairs, Parsed
from journeys.domain.intake.syntax import not_possible, syntax
from journeys.domain.wording import inside
from journeys.settings import DEPTH, EVENTS

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# libyaml compares each tag directive with all before it, which takes hours for a megabyte of them.
DIRECTIVE = re.compile(r"^%TAG", re.MULTILINE)


def parse(text: str) -> Parsed:
    """The tree of a YAML text, with the line of every field and entry; raises Refused."""
    directive = DIRECTIVE.search(text)
    if directive:
        raise Refused([not_possible("tag", text.count("\n", 0, directive.start()) + 1)])
    builder = _Builder()
    try:
        for number, event in enumerate(yaml.parse(text, Loader=LOADER)):
            if number > EVENTS.value:
                raise Refused([too_many()])
            builder.take(event)
    except yaml.YAMLError as error:
        raise Refused([syntax(error)]) from None
    return Parsed(builder.root, builder.lines)


class _Frame:
    """One open mapping or sequence; `key` is the field whose value comes next."""

    def __init__(self, into: Pairs | list[Any], place: str) -> None:
        self.into, self.place = into, place
        self.key: str | None = None

    def next_place(self) -> str:
        return inside(self.place, len(self.into) if self.key is None else self.key)


class _Builder:
    """Builds the tree from parser events."""

    def __init__(self) -> None:
        self.root: Any = None
        self.lines: dict[str, int] = {}
        self.open: list[_Frame] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Put one event where it belongs; raises Refused for what is not possible."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent):
            self._refuse_references(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Refused([not_possible("documents", line)])
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.open.pop()
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(Pairs(), line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], line)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)

    def _refuse_references(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            raise Refused([not_possible("alias", line)])
        if getattr(event, "tag", None) is not None:
            raise Refused([not_possible("tag", line)])

    def _begin(self, container: Pairs | list[Any], line: int) -> None:
        if self._wants_key():
            raise Refused([not_possible("key", line)])
        place = self._put(container, line)
        self.open.append(_Frame(container, place))
        if len(self.open) > DEPTH.value:
            raise Refused([too_deep(line)])

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        value = plain_scalar(event.value) if event.implicit[0] else event.value
        if not self._wants_key():
            self._put(value, line)
        elif value == "<<" and event.implicit[0]:
            raise Refused([not_possible("merge", line)])
        elif not isinstance(value, str):
            raise Refused([not_possible("key", line)])
        else:
            frame = self.open[-1]
            frame.key = value
            self.lines[frame.next_place()] = line

    def _wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].into, Pairs) and self.open[-1].key is None

    def _put(self, value: Any, line: int) -> str:
        """Set the value into what is open, and say its place."""
        if not self.open:
            self.root = value
            return ""
        frame = self.open[-1]
        place = frame.next_place()
        self.lines.setdefault(place, line)
        frame.into.append(value if frame.key is None else (frame.key, value))
        frame.key = None
        return place
