"""A mail server for tests: a real one that keeps what it takes."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from journeys.mail_server import MailServer

SENDER = "buergerreise@amt.example"


class Box:
    """Takes mails; refuses those to an address in `refused`. Its methods are named as aiosmtpd calls them."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


USER, PASSWORD = "buergerreise", "s3cret"


@contextmanager
def mail_server(folder: Path | None = None) -> Iterator[tuple[Box, MailServer]]:
    """A box and where its server is, for as long as the block. With a `folder`: over TLS by a certificate that is kept
    there as `mail.pem`, and only for who signs in."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Box()
    more = _guarded(folder) if folder else {}
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    there = MailServer("127.0.0.1", port, "none", SENDER)
    try:
        yield box, replace(there, security="starttls", user=USER, password=PASSWORD) if folder else there
    finally:
        controller.stop()


def _guarded(folder: Path) -> dict[str, Any]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate(folder))

    def known(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (USER.encode(), PASSWORD.encode()))

    return {
        "tls_context": context,
        "require_starttls": True,
        "auth_required": True,
        "authenticator": known,
    }


def certificate(folder: Path) -> Path:
    """A certificate for this machine that nobody trusts unless told so, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, today = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")]), datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(x509.random_serial_number())
    built = built.not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = built.add_extension(here, critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "mail.pem"
    file.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return file
