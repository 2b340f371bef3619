"""Versions (Stände): the document of a service as it was, under a number. What is frozen does not change; any of them
can be brought back."""

import zlib
from typing import NamedTuple

from sqlmodel import Session, col, select, update

from journeys.domain import audit
from journeys.domain.checks import limit_findings
from journeys.domain.document import Document
from journeys.domain.editing import locked_service
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.people import Person
from journeys.domain.reading import read
from journeys.domain.review.tables import Cause, FrozenDocument, Version
from journeys.domain.sealing import seal_of
from journeys.domain.services import Service
from journeys.domain.storing import store
from journeys.domain.typed import typed_findings
from journeys.domain.words import Words
from journeys.settings import VERSIONS

CAUSES: dict[Cause, Words] = {
    "asked": Words("von Hand festgehalten", "kept by hand"),
    "import": Words("vor dem Einlesen einer Datei", "before a file was read in"),
    "approval": Words("für eine Freigabe", "for an approval"),
    "restore": Words("vor dem Zurückholen eines Stands", "before a version was brought back"),
}
CALLED = Words("Stand {n}", "Version {n}")
FULL = Words(
    f"Diese Leistung hat schon {VERSIONS.value} Stände; mehr sind nicht möglich.",
    f"This service has {VERSIONS.value} versions already; more are not possible.",
)


class Frozen(NamedTuple):
    """A version, and whether it was made now: where nothing changed it is the latest one."""

    version: Version
    is_new: bool


def freeze(
    session: Session,
    service: Service,
    by: Person | None,
    cause: Cause = "asked",
    name: str = "",
    reason: str = "",
) -> Frozen:
    """Keep the service as it is now; where it is as in its latest version, that one.

    Raises Refused for texts that are too long, and when there are too many versions already.
    """
    locked_service(session, service.id)
    wrong = typed_findings({"name": name, "reason": reason})
    if wrong:
        raise Refused(wrong)
    document = read(session, service)
    seal, latest = seal_of(document), latest_version(session, service.id)
    if latest is not None and latest.seal == seal and latest.removed_at is None:
        return Frozen(latest, False)
    number = latest.number + 1 if latest else 1
    if number > VERSIONS.value:
        raise Refused([Finding("", FULL)])
    version = Version(
        service_id=service.id,
        frozen_id=_kept(session, service.id, document, seal).id,
        person_id=by.id if by else None,
        number=number,
        name=name.strip(),
        reason=reason.strip(),
        cause=cause,
        seal=seal,
    )
    session.add(version)
    count_review(session, service.id)
    session.flush()
    return Frozen(version, True)


def _kept(session: Session, service_id: int, document: Document, seal: str) -> FrozenDocument:
    mine = select(FrozenDocument).where(FrozenDocument.service_id == service_id, FrozenDocument.seal == seal)
    there = session.exec(mine).first()
    if there is None:
        there = FrozenDocument(service_id=service_id, seal=seal, content=packed(document))
        session.add(there)
        session.flush()
    return there


def packed(document: Document) -> bytes:
    """The document, compressed."""
    return zlib.compress(document.model_dump_json(exclude_none=True).encode(), 9)


def unpacked(content: bytes) -> Document:
    """The document that was packed."""
    return Document.model_validate_json(zlib.decompress(content))


def versions_of(session: Session, service_id: int) -> list[Version]:
    """The versions of a service, the latest first."""
    mine = select(Version).where(Version.service_id == service_id)
    return list(session.exec(mine.order_by(col(Version.number).desc())))


def latest_version(session: Session, service_id: int) -> Version | None:
    """The latest version; None where there is none yet."""
    mine = select(Version).where(Version.service_id == service_id).order_by(col(Version.number).desc())
    return session.exec(mine.limit(1)).first()


def find_version(session: Session, id: int) -> Version:
    """The version with this (database's) number; raises Unknown."""
    version = session.get(Version, id)
    if version is None:
        raise Unknown(f"version {id}")
    return version


def numbered(session: Session, service_id: int, number: int) -> Version:
    """The service's version that people call by this number; raises Unknown."""
    mine = select(Version).where(Version.service_id == service_id, Version.number == number)
    version = session.exec(mine).first()
    if version is None:
        raise Unknown(f"version {number} of service {service_id}")
    return version


def document_of(session: Session, version: Version) -> Document:
    """The document as it was; where a text was removed for good since, without it."""
    return unpacked(session.get_one(FrozenDocument, version.frozen_id).content)


def title_of(version: Version) -> Words:
    """„Stand 4: Soll nach dem Workshop“; with its number alone where it has no name."""
    name = f": {version.name}" if version.name else ""
    return Words(*(f"{words.format(n=version.number)}{name}" for words in CALLED))


def is_changed(session: Session, service: Service, version: Version) -> bool:
    """Whether the service has changed since the version."""
    return seal_of(read(session, service)) != version.seal


def bring_back(session: Session, version: Version, by: Person) -> Frozen:
    """Make the service what it was in this version; what it is now is kept as a version first, and returned.

    Raises Refused when it is beyond a limit by now.
    """
    service = locked_service(session, version.service_id)
    document = document_of(session, version)
    wrong = limit_findings(document)
    if wrong:
        raise Refused(wrong)
    before = freeze(session, service, by, "restore")
    if read(session, service) != document:
        store(session, service, document)
        audit.remember(
            session, "brought_back", by, f"Leistung {service.id} · {CALLED.de.format(n=version.number)}"
        )
    return before


def count_review(session: Session, service_id: int) -> None:
    """Count a change of the review: whoever looks at it learns of it."""
    session.flush()
    more = update(Service).where(col(Service.id) == service_id).values(review=col(Service.review) + 1)
    session.execute(more.execution_options(synchronize_session=False))


def review_count(session: Session, service_id: int) -> int:
    """The counter that `count_review` raises."""
    return session.exec(select(Service.review).where(Service.id == service_id)).one()
