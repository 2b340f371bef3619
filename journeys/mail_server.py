"""The office's mail server, as the settings name it. Without one nothing is mailed, and nobody is asked about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from typing import Literal, get_args

from journeys.secret_files import read_secret

Security = Literal["starttls", "tls", "none"]
_HOST, _PORT, _SECURITY, _USER, _PASSWORD, _FROM = (
    "JOURNEYS_SMTP_HOST",
    "JOURNEYS_SMTP_PORT",
    "JOURNEYS_SMTP_SECURITY",
    "JOURNEYS_SMTP_USER",
    "JOURNEYS_SMTP_PASSWORD",
    "JOURNEYS_MAIL_FROM",
)
NAMES = (_HOST, _PORT, _SECURITY, _USER, _PASSWORD, f"{_PASSWORD}_FILE", _FROM)
USUAL_PORT, USUAL_SECURITY = "587", "starttls"


@dataclass(frozen=True)
class MailServer:
    """`sender` is the address that mails come from; `user` is empty where nobody has to sign in."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


def read_mail_server(environ: Mapping[str, str]) -> MailServer | None:
    """The mail server that the environment names, None when it names none.

    Raises ValueError with a sentence when something is wrong or only half of it is there.
    """
    value = {name: environ.get(name, "").strip() for name in NAMES}
    if not value[_HOST]:
        if named := next((name for name in NAMES if value[name]), None):
            raise ValueError(f"{_HOST} is missing: {named} is of no use without it")
        return None
    port, security = value[_PORT] or USUAL_PORT, value[_SECURITY] or USUAL_SECURITY
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"{_PORT} must be a number from 1 to 65535, not {port!r}")
    if security not in get_args(Security):
        raise ValueError(f"{_SECURITY} must be one of {', '.join(get_args(Security))}, not {security!r}")
    if not is_address(value[_FROM]):
        raise ValueError(
            f"{_FROM} must be a mail address, such as buergerreise@amt.example, not {value[_FROM]!r}"
        )
    password = read_secret(environ, _PASSWORD)
    if bool(value[_USER]) != bool(password):
        raise ValueError(f"{_USER} and {_PASSWORD} go together")
    if password and security == "none":
        raise ValueError(f"{_PASSWORD} would be sent in the clear: {_SECURITY} must be starttls or tls")
    return MailServer(value[_HOST], int(port), security, value[_FROM], value[_USER], password)  # type: ignore[arg-type]


def is_address(text: str) -> bool:
    """Whether this can be a mail address (RFC 5322, in ASCII, with a host), and nothing besides."""
    if not text.isascii() or not text.isprintable() or " " in text or len(text) > 200:
        return False
    try:
        address = Address(addr_spec=text)
    except (HeaderParseError, ValueError, IndexError):
        return False
    return bool(address.username) and "." in address.domain.strip(".")
