"""Tokens with which other programs read one project: how far each one reaches, for how long, and who answers for it.

A token never reaches further than whoever made it: it works only as long as they have an account that is not disabled
and belong to the project. Of a token a hash is stored, and of its use the day.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Field, Session, col, delete, func, select, update

from journeys.domain import audit
from journeys.domain.findings import Finding, Refused, Unknown
from journeys.domain.members import role_in
from journeys.domain.people import Person
from journeys.domain.projects import ARCHIVED, Project, locked_project
from journeys.domain.tables import Row, UtcDateTime, one_of
from journeys.domain.tables import now as clock
from journeys.domain.tokens import hashed, new_token
from journeys.domain.typed import required, typed_findings
from journeys.domain.words import Words
from journeys.settings import API_TOKEN_DAYS, API_TOKEN_KEPT_DAYS, API_TOKENS

Scope = Literal["documents", "figures", "news"]
SCOPES: dict[Scope, Words] = {
    "documents": Words("Alles lesen", "Read everything"),
    "figures": Words("Nur Kennzahlen lesen", "Read figures only"),
    "news": Words("Neuigkeiten verfolgen", "Follow the news"),
}
REACHES: dict[Scope, Words] = {
    "documents": Words(
        "Leistungen mit Schritten, Hinweisen, Maßnahmen und Quellen, auch als Dateien, und die Kennzahlen.",
        "Services with steps, notes, opportunities and sources, as files too, and the figures.",
    ),
    "figures": Words(
        "Namen der Leistungen und Zahlen dazu. Texte von Schritten und Hinweisen nicht.",
        "Names of the services and figures about them. No texts of steps and notes.",
    ),
    "news": Words(
        "Was sich tut, als Feed (Atom) für Feedleser und Chatprogramme: neue Stände, Freigaben, Kommentare. "
        "Was jemand geschrieben hat, steht nicht darin.",
        "What happens, as a feed (Atom) for feed readers and chats: new versions, approvals, comments. "
        "What people wrote is not in it.",
    ),
}
CHOICES = (30, 90, API_TOKEN_DAYS.value)
"""Days after which a token may end."""
MARK = "bgr_"
"""How each token begins, so that one that lies about is known for what it is."""
SALT = "api"
State = Literal["works", "expired", "resting"]

NAMELESS = Words(
    "Bitte geben Sie an, welches Programm damit liest.", "Please say which program reads with it."
)
NO_SCOPE = Words("Bitte wählen Sie, was das Programm lesen darf.", "Please choose what the program may read.")
NO_DAYS = Words("Bitte wählen Sie, wie lange der Zugang gilt.", "Please choose how long it is valid.")
MANY = Words(
    f"Ein Vorhaben kann {API_TOKENS.value} Zugänge haben. Bitte beenden Sie zuerst einen, den niemand mehr braucht.",
    f"A project can have {API_TOKENS.value} of them. Please end one first that nobody needs any more.",
)


class ApiToken(Row, table=True):
    """What one other program reads with. `name` says which; `person_id` is who made it and answers for it."""

    __table_args__ = (one_of("scope", Scope),)

    project_id: int = Field(foreign_key="project.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    name: str
    scope: str
    token_hash: str = Field(unique=True)
    created_at: datetime = Field(default_factory=clock, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_on: date | None = None


class Grant(NamedTuple):
    """What who sent a request may read, by the token that came with it."""

    token_id: int
    project_id: int
    scope: Scope
    used_on: date | None


class Listed(NamedTuple):
    """A token in its project's list. `resting`: whoever made it is disabled or has left the project."""

    token: ApiToken
    maker: str
    state: State


def make_token(
    session: Session, project_id: int, typed: Mapping[str, str], by: Person, now: datetime
) -> tuple[ApiToken, str]:
    """A new token by `name`, `scope` and `days`, and the secret that is shown once.

    Raises Refused for what is missing, in an archived project, and when there are many already.
    """
    project = locked_project(session, project_id)
    name, scope, days = _checked(typed)
    if project.archived_at is not None:
        raise Refused([Finding("", ARCHIVED)])
    there = select(func.count()).select_from(ApiToken).where(ApiToken.project_id == project_id)
    if session.exec(there).one() >= API_TOKENS.value:
        raise Refused([Finding("", MANY)])
    secret = MARK + new_token()
    token = ApiToken(
        project_id=project_id,
        person_id=by.id,
        name=name,
        scope=scope,
        token_hash=hashed(secret, SALT),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(token)
    session.flush()
    audit.remember(session, "token_made", by, f"{name} · {project.name} · {SCOPES[scope].de}")
    return token, secret


def _checked(typed: Mapping[str, str]) -> tuple[str, Scope, int]:
    """What was typed, or Refused with everything that is wrong with it."""
    wrong = []
    try:
        name = required("name", typed["name"], NAMELESS)
        wrong += typed_findings({"name": name})
    except Refused as refused:
        name, wrong = "", list(refused.findings)
    scope = next((known for known in SCOPES if known == typed["scope"]), None)
    days = next((choice for choice in CHOICES if str(choice) == typed["days"]), None)
    if scope is None:
        wrong.append(Finding("scope", NO_SCOPE))
    if days is None:
        wrong.append(Finding("days", NO_DAYS))
    if wrong or scope is None or days is None:
        raise Refused(wrong)
    return name, scope, days


def tokens_of(session: Session, project_id: int, now: datetime) -> list[Listed]:
    """The project's tokens in the order in which they were made, those that do not work (any more) too."""
    rows = select(ApiToken, Person).join(Person, col(Person.id) == col(ApiToken.person_id))
    mine = rows.where(ApiToken.project_id == project_id).order_by(col(ApiToken.id))
    return [
        Listed(token, maker.name, _state(session, token, maker, now)) for token, maker in session.exec(mine)
    ]


def _state(session: Session, token: ApiToken, maker: Person, now: datetime) -> State:
    if token.expires_at <= now:
        return "expired"
    return "works" if _answers_for(session, token, maker) else "resting"


def _answers_for(session: Session, token: ApiToken, maker: Person) -> bool:
    return maker.disabled_at is None and role_in(session, token.project_id, maker) is not None


def revoke_token(session: Session, project_id: int, token_id: int, by: Person) -> None:
    """From the next request on nobody reads with it; raises Unknown when it is none of this project."""
    project = locked_project(session, project_id)
    token = session.get(ApiToken, token_id)
    if token is None or token.project_id != project_id:
        raise Unknown(f"token {token_id} of project {project_id}")
    audit.remember(session, "token_revoked", by, f"{token.name} · {project.name}")
    session.delete(token)
    session.flush()


def grant_of(session: Session, secret: str, now: datetime) -> Grant | None:
    """What this token lets read; None when there is none such, when it has ended, or nobody answers for it."""
    asked = {"token": hashed(secret, SALT), "now": now}
    found = session.exec(_valid(), params=asked).first()
    if found is None or not _answers_for(session, *found):
        return None
    token = found[0]
    return Grant(token.id, token.project_id, token.scope, token.used_on)


@cache
def _valid() -> Any:
    """Asked before every request: made once."""
    mine = select(ApiToken, Person).join(Person, col(Person.id) == col(ApiToken.person_id))
    return mine.where(ApiToken.token_hash == bindparam("token"), col(ApiToken.expires_at) > bindparam("now"))


def note_use(session: Session, grant: Grant, today: date) -> None:
    """Keep the day on which the token was last used."""
    session.execute(update(ApiToken).where(col(ApiToken.id) == grant.token_id).values(used_on=today))


def project_for(session: Session, grant: Grant) -> Project:
    """The project that may be read."""
    return session.get_one(Project, grant.project_id)


def drop_old(session: Session, now: datetime) -> None:
    """Tokens that ended some time ago; until then the list says why a program does not get in any more."""
    ended = col(ApiToken.expires_at) < now - timedelta(days=API_TOKEN_KEPT_DAYS.value)
    session.exec(delete(ApiToken).where(ended))
