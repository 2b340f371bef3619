"""What the tool noticed in input or in a journey: the place, what is wrong, and what would be right."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from journeys.domain.words import Words


class Finding(NamedTuple):
    """One thing noticed.

    `place` is the path in the document (`journeys[0].phases[2].steps[1].next[0].to`), or the name of a form's field;
    `text` says what is wrong and what would be right. Errors stop an import, warnings do not; `left_out` is what a
    file of another kind says and a journey has no place for.
    """

    place: str
    text: Words
    level: Literal["error", "warning", "left_out"] = "error"

    def say(self, language: str) -> str:
        """`place: sentence` in `language`."""
        return f"{self.place}: {self.text.in_(language)}" if self.place else self.text.in_(language)


class Refused(Exception):
    """Input that is not taken; nothing was stored. Carries every finding."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f.say("en") for f in self.findings))


class Unknown(Exception):
    """The thing is not there (any more), or not this person's: answered with 404."""


class Stale(Exception):
    """Somebody else changed the thing since the form was opened; nothing was stored.

    `theirs` is what is stored now, `yours` what was sent, both as plain values by field name; `revision` is the
    present one, with which a deliberate second try goes through.
    """

    def __init__(self, theirs: dict[str, object], yours: dict[str, object], revision: int) -> None:
        self.theirs, self.yours, self.revision = theirs, yours, revision
        super().__init__("changed by somebody else in the meantime")
