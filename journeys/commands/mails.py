"""What the command line says about the office's mail server: does it answer, and let us in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeys.commands.ending import MACHINE_LACKS, Ended, language
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.mail_server import MailServer

MAILS = Words("Mailserver des Hauses", "The office's mail server")
NONE = Words("nicht eingerichtet", "not set up")


def taking(server: MailServer | None) -> str:
    """Where it is, when it answers; ends the command when it does not."""
    from journeys.postman import check

    if server is None:
        return NONE.in_(language())
    place = f"{server.host}:{server.port}"
    try:
        check(server)
    except OSError as error:
        kind = type(error).__name__
        words = Words(f"{place} nimmt nichts an ({kind})", f"{place} takes nothing ({kind})")
        raise Ended(MACHINE_LACKS, words) from None
    return place
