"""Trying a password: how many tries there are, for each account and each address, and what a right one does.

A try is counted before the password is looked at, so that many at once are no more than one after the other, and taken
back when it was right. A browser that has signed in here before has tries of its own: whoever guesses
at an account from elsewhere can not keep its owner out.
"""

from datetime import datetime

from sqlmodel import Session

from journeys.domain import attempts, audit
from journeys.domain.naming import folded
from journeys.domain.people import Person, person_with_name
from journeys.domain.signing_in import begin_sign_in
from journeys.settings import WRONG_PASSWORDS_ACCOUNT, WRONG_PASSWORDS_ADDRESS


def bounds(name: str, address: str, known: str = "") -> dict[str, int]:
    """What is counted for a try at this account. `known`: the mark of a browser that has signed in with it before."""
    account = f"password account {folded(name)}"
    if known:
        return {f"{account} from {known}": WRONG_PASSWORDS_ACCOUNT.value}
    return {
        account: WRONG_PASSWORDS_ACCOUNT.value,
        f"password address {address}": WRONG_PASSWORDS_ADDRESS.value,
    }


def own_bounds(person: Person) -> dict[str, int]:
    """What is counted where somebody who is signed in says their password once more."""
    return {f"own password {person.id}": WRONG_PASSWORDS_ACCOUNT.value}


def pause(session: Session, counted: dict[str, int], now: datetime) -> int:
    """Seconds to wait before another try is counted."""
    return attempts.pause(session, counted, now)


def count_try(session: Session, name: str, counted: dict[str, int], now: datetime) -> int:
    """Count a try; 0, or the seconds to wait, and then the password must not be looked at.

    While somebody has to wait no further try is counted: a pause ends for sure.
    """
    if waits := pause(session, counted, now):
        return waits
    attempts.count_wrong(session, counted, now)
    if waits := pause(session, counted, now):
        person = person_with_name(session, name)
        audit.remember(session, "sign_in_refused", None, person.name if person else "")
    return waits


def take_back(session: Session, counted: dict[str, int]) -> None:
    """The try that was counted last was right."""
    attempts.take_back(session, counted)


def factor_bounds(person: Person) -> dict[str, int]:
    """What is counted for a code of the second factor: a right password came before it, so only for the account."""
    return {f"second factor {person.id}": WRONG_PASSWORDS_ACCOUNT.value}


def let_in(
    session: Session, person: Person, counted: dict[str, int], now: datetime, way: audit.What = "signed_in"
) -> str:
    """After the right password, and the right code where there is a second factor: the token of a new sign-in.

    `way`: how they came in, for the audit trail.
    """
    take_back(session, counted)
    audit.remember(session, way, person)
    return begin_sign_in(session, person.id, now)
