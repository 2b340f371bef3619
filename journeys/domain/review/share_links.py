"""Share links: people without an account read a version, or always the latest, and comment on it where that is allowed.

A link never reaches further than whoever made it: it works as long as they have an account that is not disabled, belong
to the project, and the project is not archived. Of its secret a hash is kept; what is counted is how often it was
opened, nothing about who came.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from sqlmodel import Session, col, delete, func, select, update

from journeys.domain import audit
from journeys.domain.editing import locked_service
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.members import role_in
from journeys.domain.passwords import hash_of, verified
from journeys.domain.people import Person
from journeys.domain.projects import Project
from journeys.domain.review.tables import ShareLink, Version
from journeys.domain.review.versions import count_review, latest_version
from journeys.domain.services import Service
from journeys.domain.tokens import hashed, new_token
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import SHARE_LINK_DAYS, SHARE_LINK_KEPT_DAYS, SHARE_LINKS

State = Literal["works", "expired", "resting"]
SALT = "share"
CHOICES = (7, 30, 90, SHARE_LINK_DAYS.value)
"""Days after which a link may end."""
NAMELESS = Words("Bitte geben Sie an, für wen der Link ist.", "Please say whom the link is for.")
NO_DAYS = Words("Bitte wählen Sie, wie lange der Link gilt.", "Please choose how long it is valid.")
NO_VERSION = Words("Bitte halten Sie zuerst einen Stand fest.", "Please keep a version first.")
NO_ORIGIN = Words(
    "Bitte geben Sie die Adresse des Wikis so an: https://wiki.example.de",
    "Please give the wiki's address like this: https://wiki.example.org",
)
NOT_BOTH = Words(
    "Mit einem Passwort lässt sich nichts einbetten. Bitte wählen Sie eines von beiden.",
    "With a password nothing can be embedded. Please choose one of the two.",
)
MANY = Words(
    f"Eine Leistung kann {SHARE_LINKS.value} Links haben. Bitte beenden Sie zuerst einen, den niemand mehr braucht.",
    f"A service can have {SHARE_LINKS.value} links. Please end one first that nobody needs any more.",
)


class Shared(NamedTuple):
    """What who came by a link may do: read the service's version (None: the latest), comment on it or not."""

    link_id: int
    service_id: int
    version_id: int | None
    may_comment: bool
    needs_password: bool
    embedded_in: str


class Listed(NamedTuple):
    """A link in its service's list. `resting`: whoever made it is disabled or has left, or the project is archived."""

    link: ShareLink
    version: Version | None
    maker: str
    state: State


def make_link(
    session: Session, service_id: int, typed: Mapping[str, str], by: Person, at: datetime
) -> tuple[ShareLink, str]:
    """A new link, and the secret that is shown once. `typed`: `name`, `days`, `version` (its number as people call it;
    empty: always the latest), `may_comment`, `password`, `embedded_in`.

    Raises Refused for what is missing or too much.
    """
    service = locked_service(session, service_id)
    wrong = typed_findings({"name": typed["name"]})
    try:
        name = required("name", typed["name"], NAMELESS)
    except Refused as refused:
        name, wrong = "", [*wrong, *refused.findings]
    days = next((choice for choice in CHOICES if str(choice) == typed["days"]), None)
    version = _version(session, service_id, typed["version"])
    origin = _origin(typed["embedded_in"])
    if days is None:
        wrong.append(Finding("days", NO_DAYS))
    if version is None and (typed["version"] or latest_version(session, service_id) is None):
        wrong.append(Finding("version", NO_VERSION))
    if origin is None:
        wrong.append(Finding("embedded_in", NO_ORIGIN))
    elif origin and typed["password"]:
        wrong.append(Finding("password", NOT_BOTH))
    try:
        kept = hash_of(typed["password"]) if typed["password"] else None
    except Refused as refused:
        kept, wrong = None, [*wrong, *refused.findings]
    count = select(func.count()).select_from(ShareLink).where(ShareLink.service_id == service_id)
    if session.exec(count).one() >= SHARE_LINKS.value:
        wrong.append(Finding("", MANY))
    if wrong or days is None or origin is None:
        raise Refused(wrong)
    secret = new_token()
    link = ShareLink(
        service_id=service_id,
        version_id=version.id if version else None,
        person_id=by.id,
        name=name,
        token_hash=hashed(secret, SALT),
        password_hash=kept,
        may_comment=bool(typed["may_comment"]),
        embedded_in=origin,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    audit.remember(session, "share_made", by, f"Leistung {service.id}")
    count_review(session, service_id)
    return link, secret


def _version(session: Session, service_id: int, number: str) -> Version | None:
    if not number.isdecimal() or len(number) > 9:
        return None
    mine = select(Version).where(Version.service_id == service_id, Version.number == int(number))
    return session.exec(mine).first()


def _origin(text: str) -> str | None:
    """The origin of an address, empty for nothing; None for what is no address of pages."""
    text = text.strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _is_host(host):
        return None
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _is_host(host: str) -> bool:
    labels = host.encode("idna").decode().split(".") if host.isascii() else []
    return bool(labels) and all(label.replace("-", "a").isalnum() for label in labels)


def links_of(session: Session, service: Service, at: datetime) -> list[Listed]:
    """The service's links in the order in which they were made, those that do not work (any more) too."""
    rows = select(ShareLink, Person, Version).join(Person, col(Person.id) == ShareLink.person_id)
    rows = rows.join(Version, col(Version.id) == ShareLink.version_id, isouter=True)
    mine = rows.where(ShareLink.service_id == service.id).order_by(col(ShareLink.id))
    return [
        Listed(link, version, maker.name, _state(session, service, link, maker, at))
        for link, maker, version in session.exec(mine)
    ]


def _state(session: Session, service: Service, link: ShareLink, maker: Person, at: datetime) -> State:
    if link.expires_at <= at:
        return "expired"
    return "works" if _answers_for(session, service, maker) else "resting"


def _answers_for(session: Session, service: Service, maker: Person) -> bool:
    project = session.get_one(Project, service.project_id)
    is_there = maker.disabled_at is None and role_in(session, project.id, maker) in ("moderation", "design")
    return is_there and project.archived_at is None


def shared_by(session: Session, secret: str, at: datetime) -> Shared | None:
    """What the link with this secret lets do; None when there is none such, it has ended, or nobody answers for it."""
    rows = select(ShareLink, Person, Service).join(Person, col(Person.id) == ShareLink.person_id)
    rows = rows.join(Service, col(Service.id) == ShareLink.service_id)
    mine = rows.where(ShareLink.token_hash == hashed(secret, SALT), col(ShareLink.expires_at) > at)
    found = session.exec(mine).first()
    if found is None or not _answers_for(session, found[2], found[1]):
        return None
    link = found[0]
    return Shared(
        link.id,
        link.service_id,
        link.version_id,
        link.may_comment,
        link.password_hash is not None,
        link.embedded_in,
    )


def version_for(session: Session, shared: Shared) -> Version:
    """The version that the link shows now; raises Unknown."""
    if shared.version_id is not None:
        return session.get_one(Version, shared.version_id)
    version = latest_version(session, shared.service_id)
    if version is None:
        raise Unknown(f"a version of service {shared.service_id}")
    return version


def opens(session: Session, link_id: int, password: str) -> bool:
    """Whether this is the link's password."""
    link = session.get(ShareLink, link_id)
    return link is not None and link.password_hash is not None and verified(link.password_hash, password)


def count_opening(session: Session, link_id: int) -> None:
    """Somebody opened it once more."""
    more = update(ShareLink).where(col(ShareLink.id) == link_id).values(opened=col(ShareLink.opened) + 1)
    session.execute(more.execution_options(synchronize_session=False))


def find_link(session: Session, id: int) -> ShareLink:
    """The link with this number; raises Unknown."""
    link = session.get(ShareLink, id)
    if link is None:
        raise Unknown(f"share link {id}")
    return link


def revoke_link(session: Session, id: int, by: Person) -> None:
    """From the next request on nobody reads by it; raises Unknown. What was commented by it stays."""
    link = find_link(session, id)
    service = locked_service(session, link.service_id)
    audit.remember(session, "share_revoked", by, f"Leistung {service.id}")
    session.delete(link)
    count_review(session, service.id)
    session.flush()


def drop_old(session: Session, at: datetime) -> None:
    """Links that ended some time ago; until then the list says why nobody gets in by them any more."""
    ended = col(ShareLink.expires_at) < at - timedelta(days=SHARE_LINK_KEPT_DAYS.value)
    session.exec(delete(ShareLink).where(ended))
