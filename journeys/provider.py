"""The office's identity provider, as the settings name it: where it is, who we are there, what its groups give."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from journeys.secret_files import read_secret

GroupRole = Literal["administration", "moderation", "design", "review"]
_ISSUER, _CLIENT, _SECRET, _, _NAME, _GROUPS, _ROLES = NAMES = (
    "JOURNEYS_OIDC_ISSUER",
    "JOURNEYS_OIDC_CLIENT_ID",
    "JOURNEYS_OIDC_CLIENT_SECRET",
    "JOURNEYS_OIDC_CLIENT_SECRET_FILE",
    "JOURNEYS_OIDC_NAME",
    "JOURNEYS_OIDC_GROUPS",
    "JOURNEYS_OIDC_ROLES",
)
USUAL_GROUPS = "groups"
# Groups of a directory may hold equals signs (`cn=team,ou=office`): the first one before a role counts.
_GRANT = re.compile(rf"(.+?)\s*=\s*({'|'.join(get_args(GroupRole))})\s*(?::\s*(.*))?", re.DOTALL)


class Unreachable(Exception):
    """The provider did not answer, or not in time, or with something that is no answer."""


class Untrusted(Exception):
    """An answer that does not prove who somebody is. The reason is for the log, never for the screen."""


class Grant(NamedTuple):
    """A group of the office and the role that it gives, in the project of this name; none for administration."""

    group: str
    role: GroupRole
    project: str = ""


@dataclass(frozen=True)
class Provider:
    """`name` is the label of the button (empty: the usual one), `groups` the claim that lists somebody's groups."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""
    groups: str = USUAL_GROUPS
    grants: tuple[Grant, ...] = ()


def read_provider(environ: Mapping[str, str]) -> Provider | None:
    """The provider that the environment names, None when it names none.

    Raises ValueError with a sentence when something is wrong or only half of it is there.
    """
    value = {name: environ.get(name, "").strip() for name in NAMES}
    if not any(value.values()):
        return None
    secret = read_secret(environ, _SECRET)
    for name, there in ((_ISSUER, value[_ISSUER]), (_CLIENT, value[_CLIENT]), (_SECRET, secret)):
        if not there:
            raise ValueError(f"{name} is missing: issuer, client and secret of JOURNEYS_OIDC_… go together")
    return Provider(
        issuer=_checked_issuer(value[_ISSUER]),
        client_id=value[_CLIENT],
        client_secret=secret,
        name=value[_NAME],
        groups=value[_GROUPS] or USUAL_GROUPS,
        grants=tuple(_grants(value[_ROLES])),
    )


def is_safe_address(address: str) -> bool:
    """Whether a secret may be sent there: over https, or to this machine itself."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _checked_issuer(issuer: str) -> str:
    if not is_safe_address(issuer):
        raise ValueError(f"{_ISSUER} must be an https address (http only on this machine), not {issuer!r}")
    if re.search(r"[?#@\s]", issuer):
        raise ValueError(f"{_ISSUER} must be an address without question mark, # and @, not {issuer!r}")
    return issuer


def _grants(text: str) -> Iterator[Grant]:
    for entry in filter(None, map(str.strip, text.split(";"))):
        found = _GRANT.fullmatch(entry)
        if not found:
            roles = ", ".join(get_args(GroupRole))
            raise ValueError(f"{_ROLES} must read group=role:project with a role of {roles}; not {entry!r}")
        group, role, project = found[1].strip(), found[2], (found[3] or "").strip()
        if (role == "administration") == bool(project):
            need = "no project" if project else "a project, as in group=role:project"
            raise ValueError(f"{_ROLES}: {role} needs {need}; not {entry!r}")
        yield Grant(group, role, project)  # type: ignore[arg-type]
