"""Passwords: long rather than odd, none that everybody tries, and of each only an Argon2 hash.

Rules after NIST SP 800-63B and OWASP ASVS 5.0, 6.2: a length, no rules on kinds of signs, no expiry, a look at what is
often used. Hashes are Argon2id with the parameters of RFC 9106's second choice.
"""

import unicodedata
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import Session
from zxcvbn import zxcvbn

from journeys.domain import signing_in
from journeys.domain.findings import Finding, Refused
from journeys.domain.people import Person, person_with_name
from journeys.domain.tokens import new_token
from journeys.domain.words import Words
from journeys.settings import PASSWORD_LETTERS, PASSWORD_LONGEST

GUESSED_SOON = 10**8
"""Whoever can try fewer passwords than this before the right one does not need long, even with our pauses."""
LOOKED_AT = 72
"""Signs that are looked at for words that everybody uses: looking takes longer and longer."""
NEAR_AT_HAND = [
    "bürgerreise",
    "buergerreise",
    "passwort",
    "kennwort",
    "verwaltung",
    "bürgeramt",
    "rathaus",
    "willkommen",
    "hallo",
    "geheim",
    "frühling",
    "sommer",
    "herbst",
    "winter",
]
"""What people in an office think of first."""
TOO_SHORT = Words(
    f"Bitte nehmen Sie mindestens {PASSWORD_LETTERS.value} Zeichen, zum Beispiel vier Wörter mit Leerzeichen.",
    f"Please take at least {PASSWORD_LETTERS.value} characters, for example four words with blanks.",
)
TOO_LONG = Words(
    f"Das Passwort ist zu lang; höchstens {PASSWORD_LONGEST.value} Zeichen sind möglich.",
    f"The password is too long; at most {PASSWORD_LONGEST.value} characters are possible.",
)
COMMON = Words(
    "Dieses Passwort lässt sich leicht erraten. "
    "Nehmen Sie zum Beispiel vier Wörter, die nichts miteinander zu tun haben.",
    "This password is easily guessed. Take four words, for example, that have nothing to do with each other.",
)
WRONG = Words("Das Passwort stimmt nicht.", "The password is not right.")


def set_password(session: Session, person: Person, password: str, now: datetime, besides: str = "") -> None:
    """Give the person this password; ends all their sign-ins but the one of the token `besides`.

    Raises Refused as `check`.
    """
    check(person, password)
    person.password_hash = _hasher().hash(_plain(password))
    signing_in.end_sign_ins(session, person.id, now, besides)


def check(person: Person, password: str) -> None:
    """Raises Refused when the password is too short, too long or easily guessed."""
    wrong = _wrong(_plain(password), person.name)
    if wrong is not None:
        raise Refused([Finding("password", wrong)])


def hash_of(password: str) -> str:
    """The hash of a password that is nobody's in particular; raises Refused as `check`."""
    wrong = _wrong(_plain(password), "")
    if wrong is not None:
        raise Refused([Finding("password", wrong)])
    return _hasher().hash(_plain(password))


def drop_password(session: Session, person: Person, now: datetime) -> None:
    """Take the password away and end all sign-ins: only a fresh link lets them in."""
    person.password_hash = None
    signing_in.end_sign_ins(session, person.id, now)


def person_with_password(session: Session, name: str, password: str) -> Person | None:
    """The person of this name, when the password is theirs and the account is not disabled.

    Takes as long when there is nobody of this name, or when they have no password: nobody learns who has an account.
    """
    person = person_with_name(session, name)
    is_right = verified(person.password_hash if person else None, password)
    return person if person is not None and is_right and person.disabled_at is None else None


def verified(kept: str | None, password: str) -> bool:
    """Whether `kept` is the hash of this password; takes as long when there is none."""
    try:
        is_right = _hasher().verify(kept or _nobodys(), _plain(password[: PASSWORD_LONGEST.value + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return is_right and kept is not None


def require(person: Person, password: str) -> None:
    """Raises Refused when the person has a password and this is another one."""
    if person.password_hash and not verified(person.password_hash, password):
        raise Refused([Finding("present", WRONG)])


def renew_hash(session: Session, person: Person, password: str) -> None:
    """Hash a right password anew where its hash was made with weaker parameters than today's."""
    if person.password_hash and _hasher().check_needs_rehash(person.password_hash):
        person.password_hash = _hasher().hash(_plain(password))
        session.flush()


def _wrong(password: str, name: str) -> Words | None:
    if len(password) < PASSWORD_LETTERS.value:
        return TOO_SHORT
    if len(password) > PASSWORD_LONGEST.value:
        return TOO_LONG
    known = [name, *name.split(), *NEAR_AT_HAND]
    return COMMON if zxcvbn(password[:LOOKED_AT], known)["guesses"] < GUESSED_SOON else None


def _plain(password: str) -> str:
    """One way to write a letter with its mark: keyboards differ in it."""
    return unicodedata.normalize("NFC", password)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)


@cache
def _nobodys() -> str:
    """The hash of a password that nobody knows."""
    return _hasher().hash(new_token())
