"""What mails say, found when they are sent; and the proof that an address is somebody's."""

from typing import NamedTuple

from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlmodel import Session

from journeys.domain.mail_wishes import MailWish, wish_of
from journeys.domain.outbox import Mail
from journeys.domain.people import Person
from journeys.domain.review.digest import SUBJECT, digest
from journeys.domain.words import Words

PROOF_SECONDS = 7 * 24 * 3600
CONFIRM = Words("Bitte bestätigen Sie Ihre Adresse", "Please confirm your address")
ASKED = Words(
    "Guten Tag,\n\n"
    "in Bürgerreise wurde diese Adresse für Nachrichten über Neues angegeben. Wenn Sie das waren, öffnen Sie bitte "
    "diese Seite und bestätigen Sie es:\n\n{link}\n\n"
    "Sonst müssen Sie nichts tun: Es kommt keine weitere Nachricht.\n",
    "Good day,\n\n"
    "in Bürgerreise this address was given for messages about news. If that was you, please open this page and confirm "
    "it:\n\n{link}\n\n"
    "Otherwise you need not do anything: no further message will come.\n",
)
NEWS = Words(
    "Guten Tag,\n\nin Bürgerreise gibt es Neues für Sie.\n",
    "Good day,\n\nthere is news for you in Bürgerreise.\n",
)
END = Words(
    "\nSie bekommen diese Nachricht, weil Sie es so gewählt haben. Ändern oder beenden: {link}\n",
    "\nYou get this message because you chose so. Change or end it: {link}\n",
)


class Letter(NamedTuple):
    """A mail that is ready to be sent."""

    address: str
    subject: str
    text: str


def letter(session: Session, mail: Mail, public_url: str, key: str) -> Letter | None:
    """What the mail says now; None when there is nothing to say any more, or nobody to say it to."""
    wish, person = wish_of(session, mail.person_id), session.get(Person, mail.person_id)
    if wish is None or person is None or person.disabled_at is not None:
        return None
    if mail.kind == "confirm":
        link = f"{public_url}/account/mail/{proof(key, wish.person_id, wish.address)}"
        return Letter(wish.address, _say(wish, CONFIRM), _say(wish, ASKED).format(link=link))
    return _news(session, mail, wish, person, public_url)


def _news(session: Session, mail: Mail, wish: MailWish, person: Person, public_url: str) -> Letter | None:
    if wish.confirmed_at is None or mail.since is None:
        return None
    parts = [_say(wish, NEWS)]
    for project, lines in digest(session, person, mail.since):
        said = "".join(f"- {_say(wish, line)}\n" for line in lines)
        parts.append(f"\n{project.name}\n{said}  {public_url}/projects/{project.id}/news\n")
    if len(parts) == 1:
        return None
    parts.append(_say(wish, END).format(link=f"{public_url}/account/mail"))
    return Letter(wish.address, _say(wish, SUBJECT), "".join(parts))


def _say(wish: MailWish, words: Words) -> str:
    return words.in_("en" if wish.language == "en" else "de")


def proof(key: str, person_id: int, address: str) -> str:
    """What only somebody knows who reads mails at this address; good for a week."""
    return str(_signer(key).dumps([person_id, address]))


def proven(key: str, proof: str) -> tuple[int, str] | None:
    """Whose address it is by this proof; None for one that is wrong or too old."""
    try:
        person_id, address = _signer(key).loads(proof, max_age=PROOF_SECONDS)
    except BadSignature:
        return None
    return int(person_id), str(address)


def _signer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt="mail address")
