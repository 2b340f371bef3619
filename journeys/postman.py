"""Sends what waits in the outbox, by the office's mail server.

A thread of its own in each process of the server: a mail server that hangs holds up nothing but mails.
"""

import logging
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from threading import Event, Thread
from time import monotonic
from typing import Any

from journeys.domain import mail_wishes, outbox
from journeys.domain.outbox import Mail
from journeys.domain.tables import now
from journeys.mail_server import MailServer
from journeys.mails import Letter, letter
from journeys.settings import MAIL_SECONDS

LOOK_SECONDS, DUE_SECONDS = 5.0, 300.0
MOST = 50
"""Mails that are sent in a row before the thread looks around."""
log = logging.getLogger(__name__)


def message(server: MailServer, said: Letter) -> EmailMessage:
    """The mail as it is sent: plain text, and marked as one that a machine made, so that no absence answers it."""
    out = EmailMessage()
    out["From"], out["To"], out["Subject"] = server.sender, said.address, said.subject
    out["Date"], out["Message-ID"] = formatdate(), make_msgid(domain=server.sender.rpartition("@")[2])
    out["Auto-Submitted"] = "auto-generated"
    out.set_content(said.text)
    return out


def send(server: MailServer, mail: EmailMessage) -> None:
    """Hand it to the mail server; raises OSError (smtplib's errors are such) when that does not take it in time."""
    with closing(_signed_in(server)) as connection:
        connection.send_message(mail)
        with suppress(OSError):
            connection.quit()


def check(server: MailServer) -> None:
    """Raises OSError when it does not answer, or does not let us in."""
    with closing(_signed_in(server)) as connection:
        connection.noop()


def _signed_in(server: MailServer) -> smtplib.SMTP:
    connection = _connected(server)
    try:
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _connected(server: MailServer) -> smtplib.SMTP:
    seconds = MAIL_SECONDS.value
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=seconds)
    if server.security == "starttls":
        try:
            connection.starttls(context=ssl.create_default_context())
        except BaseException:
            connection.close()
            raise
    return connection


class Postman:
    """The thread of one process. It never ends the process: what fails is logged without address, and tried again."""

    def __init__(self, of: Mapping[str, Any], server: MailServer, key: str) -> None:
        self._database, self._public_url = of["database"], of["settings"].public_url
        self._server, self._key = server, key
        self._stop = Event()
        self._put_at: float | None = None

    def start(self) -> None:
        Thread(target=self._run, name="postman", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> int:
        """Put what is due into the outbox, and send what waits there; how many were sent."""
        moment = monotonic()
        if self._put_at is None or moment - self._put_at >= DUE_SECONDS:
            self._put_at = moment
            with self._database.writing(can_wait=True) as session:
                mail_wishes.put_due(session, now())
        count = 0
        while count < MOST and not self._stop.is_set() and self._next():
            count += 1
        return count

    def _next(self) -> bool:
        """Send one mail. No transaction is open while the mail server is asked. False when there is none, or the mail
        server does not answer: then the others would fail, too."""
        with self._database.reading() as session:
            if not outbox.is_due(session, now()):
                return False
        with self._database.writing(can_wait=True) as session:
            mail = outbox.take(session, now())
        return mail is not None and self._hand_over(mail)

    def _hand_over(self, mail: Mail) -> bool:
        with self._database.reading() as session:
            said = letter(session, mail, self._public_url, self._key)
        try:
            if said is not None:
                send(self._server, message(self._server, said))
        except OSError as error:
            log.warning("mail %s was not taken by the mail server: %s", mail.id, type(error).__name__)
            with self._database.writing(can_wait=True) as session:
                if outbox.put_off(session, mail.id, now()):
                    mail_wishes.give_up(session, mail.person_id, now())
            return isinstance(error, smtplib.SMTPRecipientsRefused)
        with self._database.writing(can_wait=True) as session:
            outbox.let_go(session, mail.id)
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.look()
            except Exception as error:
                log.error("sending mails failed, it is tried again: %s", type(error).__name__)
            self._stop.wait(LOOK_SECONDS)
