"""What the server writes down while it runs: moment in UTC, level, where, what.

Never a text that somebody wrote, never an address; of people the number of their account at most."""

import logging
import sys
import time

LINE = "%(asctime)sZ %(levelname)s %(name)s %(message)s"


class OneLine(logging.Formatter):
    """One line for each entry, whatever is in it: nobody can write an entry of their own by what they send."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__(LINE, "%Y-%m-%dT%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def write_logs() -> None:
    """Let everything of ours be written to standard error."""
    ours = logging.getLogger("journeys")
    if not ours.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine())
        ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False
