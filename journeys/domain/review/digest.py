"""What is new for somebody, as a mail says it: how much of what, and where. What people wrote stays in the app."""

from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session

from journeys.domain.members import projects_of
from journeys.domain.people import Person
from journeys.domain.projects import Project
from journeys.domain.review.news import News, news_since
from journeys.domain.words import Words

SUBJECT = Words("Neues in Bürgerreise", "News in Bürgerreise")
WAITING = Words("Ihre Antwort wird gebraucht bis {day}.", "Your answer is needed by {day}.")
AMOUNTS: dict[str, tuple[Words, Words]] = {
    "to_me": (
        Words("1 Kommentar an Sie", "1 comment to you"),
        Words("{n} Kommentare an Sie", "{n} comments to you"),
    ),
    "others": (Words("1 Kommentar", "1 comment"), Words("{n} Kommentare", "{n} comments")),
    "answers": (
        Words("1 Antwort auf eine Freigabe", "1 answer to an approval"),
        Words("{n} Antworten auf Freigaben", "{n} answers to approvals"),
    ),
    "versions": (Words("1 neuer Stand", "1 new version"), Words("{n} neue Stände", "{n} new versions")),
}


class Told(NamedTuple):
    """The news of one project; `lines` in words."""

    project: Project
    lines: tuple[Words, ...]


def digest(session: Session, person: Person, since: datetime) -> list[Told]:
    """What is new in the projects that somebody belongs to and that are open; projects without news are left out."""
    open_ones = (each for each in projects_of(session, person) if each.archived_at is None)
    told = [Told(each, _lines(session, each, person, since)) for each in open_ones]
    return [each for each in told if each.lines]


def _lines(session: Session, project: Project, person: Person, since: datetime) -> tuple[Words, ...]:
    found = news_since(session, project.id, person, since).news
    said = [(news.service.short_name or news.service.name, _of_service(news)) for news in found]
    return tuple(
        Words(f"{name}: {', '.join(w.de for w in words)}", f"{name}: {', '.join(w.en for w in words)}")
        for name, words in said
        if words
    )


def _of_service(news: News) -> list[Words]:
    amounts = {name: len(getattr(news, name)) for name in AMOUNTS}
    counted = [_counted(AMOUNTS[name], n) for name, n in amounts.items() if n]
    return [*counted, *(_waiting(each.row.due_on) for each in news.waiting)]


def _counted(words: tuple[Words, Words], n: int) -> Words:
    one, many = words
    return one if n == 1 else Words(many.de.format(n=n), many.en.format(n=n))


def _waiting(day: date) -> Words:
    return Words(WAITING.de.format(day=f"{day:%d.%m.%Y}"), WAITING.en.format(day=f"{day:%Y-%m-%d}"))
