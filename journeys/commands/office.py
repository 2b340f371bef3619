"""What the command line says about the office's identity provider: does it answer, which packages are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from journeys.commands.ending import MACHINE_LACKS, Ended, language
from journeys.domain.words import Words

if TYPE_CHECKING:
    from journeys.office import Office
    from journeys.provider import Provider

OFFICE = Words("Anmeldesystem des Hauses", "The office's identity provider")
NO_EXTRA = Words(
    "Für das Anmelden mit dem Konto des Hauses fehlen Pakete. Bitte installieren Sie buergerreise[sso].",
    "Packages for signing in with the office's account are missing. Please install buergerreise[sso].",
)


def office_of(provider: Provider | None) -> Office | None:
    """The office's provider, where one is set up; ends the command when the packages to ask it are not installed."""
    if provider is None:
        return None
    try:
        from journeys.office import Office
    except ImportError:
        raise Ended(MACHINE_LACKS, NO_EXTRA) from None
    return Office(provider)


def answering(provider: Provider | None) -> str:
    """Its issuer, when it answers as it must; ends the command when it does not."""
    from journeys.provider import Unreachable, Untrusted

    office = office_of(provider)
    if office is None:
        return Words("nicht eingerichtet", "not set up").in_(language())
    issuer = office.provider.issuer
    try:
        return office.check()
    except Unreachable:
        words = Words(f"{issuer} antwortet nicht", f"{issuer} does not answer")
        raise Ended(MACHINE_LACKS, words) from None
    except Untrusted as error:
        words = Words(f"{issuer} ist nicht brauchbar: {error}", f"{issuer} is no use: {error}")
        raise Ended(MACHINE_LACKS, words) from None
