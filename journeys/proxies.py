"""Reverse proxies: who is asking, by which scheme and host, when a proxy stands in front.

X-Forwarded-… headers are believed only from peers that JOURNEYS_TRUSTED_PROXIES names. Anybody else could write into
them whatever they like, so that from anybody else they are dropped.
"""

import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from journeys.settings import Network

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Address = IPv4Address | IPv6Address
CLIENT, SCHEME, HOST = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"
DROPPED = (
    CLIENT,
    SCHEME,
    HOST,
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)
A_HOST = re.compile(
    r"([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?", re.A
)
A_PORT = re.compile(r":[0-9]{1,5}", re.A)
HOPS = 20
"""Proxies in a row that are followed: nobody has more."""


class TrustedProxies:
    """A layer around the app that sees to it that REMOTE_ADDR is whoever really asks."""

    def __init__(self, app: "WSGIApplication", networks: Sequence[Network]) -> None:
        self._app, self._networks = app, networks

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        said = {name: str(environ.pop(name, "")) for name in DROPPED}
        peer = parsed(str(environ.get("REMOTE_ADDR", "")))
        if peer is not None and self._is_trusted(peer):
            environ["REMOTE_ADDR"] = str(self._client(peer, said[CLIENT]))
            scheme, host = (said[name].rpartition(",")[2].strip() for name in (SCHEME, HOST))
            if scheme in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
            if A_HOST.fullmatch(host):
                environ["HTTP_HOST"] = host
        return self._app(environ, start_response)

    def _client(self, peer: Address, chain: str) -> Address:
        """Each proxy adds whom it saw on the right: go left as long as who added it is trusted, and not beyond what
        is no address."""
        client = peer
        for name in reversed(chain.rsplit(",", HOPS)[-HOPS:]):
            seen = parsed(name.strip())
            if seen is None or not self._is_trusted(client):
                break
            client = seen
        return client

    def _is_trusted(self, address: Address) -> bool:
        return any(address.version == one.version and address in one for one in self._networks)


def parsed(name: str) -> Address | None:
    """The address, also with a port behind it; None when it is none. An IPv4 address in the clothes of IPv6 is IPv4."""
    if name.startswith("["):
        name, bracket, port = name[1:].partition("]")
        if not bracket or (port and not A_PORT.fullmatch(port)):
            return None
    elif name.count(":") == 1:
        name, _, port = name.partition(":")
        if not A_PORT.fullmatch(f":{port}"):
            return None
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
