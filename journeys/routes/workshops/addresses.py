"""Where people join: the address, its QR code, and what to say when the address means this machine only."""

import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from ipaddress import IPv4Address, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext
from markupsafe import Markup

from journeys.domain.workshops.tables import Workshop
from journeys.render.qr import qr_svg
from journeys.settings import Settings

_GET_ADDRESS = (0x8915, 0xC0206921)  # SIOCGIFADDR on Linux, and on macOS
_VIRTUAL = ("docker", "br-", "veth", "virbr")
_ELSEWHERE = ("192.0.2.1", 9)  # RFC 5737: nobody's; asking for the way there sends nothing


class JoinPlace(NamedTuple):
    """How people reach a workshop. `qr` is empty when the address means this machine only; then `instead` holds the
    address as it would be on each of this machine's networks, and `listens` says whether those answer already."""

    address: str
    qr: Markup
    instead: tuple[str, ...] = ()
    listens: bool = True

    @property
    def works(self) -> bool:
        return bool(self.qr)

    @property
    def short(self) -> str:
        """The address as one reads it aloud, without its scheme."""
        return self.address.partition("://")[2]


def join_address(settings: Settings, code: str) -> str:
    """What the QR code leads to."""
    return f"{settings.public_url}/w/{code}"


def join_place(workshop: Workshop) -> JoinPlace:
    """For pages, beamer and paper: the address with its QR code, or what to offer instead."""
    settings: Settings = current_app.extensions["settings"]
    address = join_address(settings, workshop.code)
    if not means_this_machine(settings.public_url):
        return JoinPlace(address, Markup(_qr(address, gettext("QR-Code zum Mitmachen"))))
    bases = (f"http://{own}:{settings.port}" for own in own_addresses())
    instead = tuple(f"{base}/w/{workshop.code}" for base in bases)
    return JoinPlace(address, Markup(""), instead, _hears_others(settings.host))


def means_this_machine(url: str) -> bool:
    """Whether an address leads other machines to themselves, or nowhere."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        address = ip_address(host)
        return address.is_loopback or address.is_unspecified
    return not host


def _hears_others(host: str) -> bool:
    """Whether a server that listens there answers other machines."""
    return host in ("0.0.0.0", "::") or not means_this_machine(f"http://{host}")


def own_addresses() -> tuple[str, ...]:
    """This machine's addresses in its networks, the one it would use first. Nothing is sent to find out."""
    found = dict.fromkeys((*_on_the_way_out(), *_of_interfaces()))
    return tuple(
        str(one) for one in found if not (one.is_loopback or one.is_link_local or one.is_unspecified)
    )


def _on_the_way_out() -> Iterator[IPv4Address]:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_ELSEWHERE)
        yield IPv4Address(probe.getsockname()[0])


def _of_interfaces() -> Iterator[IPv4Address]:
    try:
        import fcntl
    except ImportError:  # not on Windows
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            for request in _GET_ADDRESS if not name.startswith(_VIRTUAL) else ():
                with suppress(OSError):
                    answer = fcntl.ioctl(probe, request, struct.pack("256s", name.encode()[:15]))
                    yield IPv4Address(answer[20:24])


@lru_cache(maxsize=64)
def _qr(address: str, title: str) -> str:
    return qr_svg(address, title)
