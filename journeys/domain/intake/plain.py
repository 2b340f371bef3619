"""What a reader makes of a file."""

from typing import Any, NamedTuple

from journeys.domain.findings import Finding


class Plain(NamedTuple):
    """Plain values out of a file, what was noticed on the way, and the line of each place."""

    value: Any
    findings: list[Finding]
    lines: dict[str, int] = {}
