"""A second factor: a code of six digits that an app on the phone shows, another one every half minute.

TOTP, RFC 6238, with its usual parameters, which every such app takes. A code counts once, and half a minute early or
late.
"""

from datetime import datetime

import pyotp
from pyotp.utils import strings_equal
from sqlmodel import Session

from journeys.domain import audit
from journeys.domain.findings import Finding, Refused
from journeys.domain.people import Person
from journeys.domain.words import Words

WRONG_CODE = Words(
    "Dieser Code passt nicht. Bitte nehmen Sie den, den die App gerade zeigt.",
    "This code does not fit. Please take the one that the app shows now.",
)
IS_ON = Words(
    "Ein zweiter Faktor ist schon eingerichtet. Bitte entfernen Sie ihn zuerst mit einem Code.",
    "A second factor is set up already. Please remove it first with a code.",
)
NEIGHBOURS = (0, -1, 1)
"""Half minutes beside this one whose codes count too: clocks differ, and typing takes a moment."""


def fresh_secret() -> str:
    """160 random bits, as apps take them."""
    return pyotp.random_base32()


def setup_address(person: Person, secret: str) -> str:
    """What the QR code for the app holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.name, issuer_name="Bürgerreise")


def turn_on(session: Session, person: Person, secret: str, code: str, now: datetime) -> None:
    """From now on a password alone does not suffice; raises Refused when the app does not know the secret, or
    there is a second factor already."""
    if person.totp_secret:
        raise Refused([Finding("code", IS_ON)])
    person.totp_secret, person.totp_step = secret, 0
    session.flush()
    if not accepts(session, person, code, now):
        raise Refused([Finding("code", WRONG_CODE)])
    audit.remember(session, "factor_set", person, person.name)


def turn_off(session: Session, person: Person, by: Person | None) -> None:
    """A password suffices again; who has no second factor stays as they are."""
    if person.totp_secret:
        person.totp_secret, person.totp_step = None, 0
        audit.remember(session, "factor_dropped", by, person.name)
    session.flush()


def accepts(session: Session, person: Person, code: str, now: datetime) -> bool:
    """Whether this is the person's code of now, and the first time that it is used: then it is used up."""
    session.refresh(person, with_for_update=True)
    step = _step(person.totp_secret or "", "".join(code.split()), now)
    if step is None or step <= person.totp_step:
        return False
    person.totp_step = step
    session.flush()
    return True


def _step(secret: str, code: str, now: datetime) -> int | None:
    """The half minute whose code this is."""
    if not secret:
        return None
    totp = pyotp.TOTP(secret)
    this = totp.timecode(now)
    steps = (this + beside for beside in NEIGHBOURS)
    return next((step for step in steps if strings_equal(code, totp.generate_otp(step))), None)
