"""Share links: one version or the latest, until a day, dead at once when ended."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain.archiving import archive_project
from journeys.domain.findings import Refused, Unknown
from journeys.domain.members import Membership
from journeys.domain.people import disable
from journeys.domain.review import share_links
from journeys.domain.review.share_links import shared_by
from journeys.domain.review.tables import ShareLink
from journeys.domain.services import Service
from journeys.domain.tables import now
from journeys.settings import SHARE_LINK_KEPT_DAYS
from tests.domain.review.team import Team

TYPED = {"name": "Dezernat", "days": "7", "version": "", "may_comment": "", "password": "", "embedded_in": ""}


def make(session: Session, team: Team, **typed: str) -> tuple[ShareLink, str]:
    ada = team.person(session, team.ada)
    return share_links.make_link(session, team.service, {**TYPED, **typed}, ada, now())


def test_a_link_leads_to_its_version_or_to_the_latest(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        first = team.freeze(session)
        _, one = make(session, team, version="1")
        _, latest = make(session, team, may_comment="yes")
        team.write(session, "A", title="Anders")
        second = team.freeze(session)
        fixed, moving = shared_by(session, one, now()), shared_by(session, latest, now())
        assert fixed and moving and (fixed.may_comment, moving.may_comment) == (False, True)
        assert share_links.version_for(session, fixed).id == first.id
        assert share_links.version_for(session, moving).id == second.id
        assert one not in repr(session.exec(select(ShareLink)).all())


def test_nobody_gets_in_when_it_ended_or_nobody_answers_for_it(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        _, secret = make(session, team)
        assert shared_by(session, secret, now()) and shared_by(session, "geraten", now()) is None
        assert shared_by(session, secret, now() + timedelta(days=7)) is None
        member = session.exec(select(Membership).where(Membership.person_id == team.ada)).one()
        member.role = "review"
        session.flush()
        assert shared_by(session, secret, now()) is None
        member.role = "design"
        session.flush()
        archive_project(session, team.project, team.person(session, team.ada), now())
        assert shared_by(session, secret, now()) is None
        service = session.get_one(Service, team.service)
        assert [each.state for each in share_links.links_of(session, service, now())] == ["resting"]


def test_a_disabled_account_ends_its_links(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        _, secret = make(session, team)
        disable(session, team.person(session, team.ada), now())
        assert shared_by(session, secret, now()) is None


def test_ending_it_is_at_once_and_for_good(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        link, secret = make(session, team)
        share_links.count_opening(session, link.id)
        session.refresh(link)
        assert link.opened == 1
        share_links.revoke_link(session, link.id, team.person(session, team.ada))
        assert shared_by(session, secret, now()) is None
        with pytest.raises(Unknown):
            share_links.revoke_link(session, link.id, team.person(session, team.ada))


def test_a_password_opens_it(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        link, secret = make(session, team, password="vier wilde Wörter hier")
        shared = shared_by(session, secret, now())
        assert shared and shared.needs_password
        assert share_links.opens(session, link.id, "vier wilde Wörter hier")
        assert not share_links.opens(session, link.id, "") and not share_links.opens(session, 99, "x")


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ({"name": " "}, {"name"}),
        ({"days": "1000"}, {"days"}),
        ({"version": "7"}, {"version"}),
        ({"version": "eins"}, {"version"}),
        ({"password": "kurz"}, {"password"}),
        ({"embedded_in": "wiki"}, {"embedded_in"}),
        ({"embedded_in": "javascript://x"}, {"embedded_in"}),
        ({"embedded_in": "https://a b"}, {"embedded_in"}),
        ({"embedded_in": "https://*.de"}, {"embedded_in"}),
        ({"embedded_in": "https://wiki.de; script-src *"}, {"embedded_in"}),
        ({"embedded_in": "https://wiki.de", "password": "vier wilde Wörter hier"}, {"password"}),
    ],
)
def test_what_is_wrong_is_listed_and_nothing_is_made(
    either: Database, typed: dict[str, str], places: set[str]
) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        with pytest.raises(Refused) as refused:
            make(session, team, **typed)
        assert {finding.place for finding in refused.value.findings} == places
        assert session.exec(select(ShareLink)).all() == []


def test_an_address_is_kept_as_its_origin(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        with pytest.raises(Refused):
            make(session, team)  # no version yet
        team.freeze(session)
        link, _ = make(session, team, embedded_in=" https://Wiki.Example:8443/seite?x=1 ")
        assert link.embedded_in == "https://wiki.example:8443"


def test_links_that_ended_long_ago_go(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        make(session, team)
        later = now() + timedelta(days=7 + SHARE_LINK_KEPT_DAYS.value)
        share_links.drop_old(session, later - timedelta(hours=1))
        assert len(session.exec(select(ShareLink)).all()) == 1
        share_links.drop_old(session, later + timedelta(hours=1))
        assert session.exec(select(ShareLink)).all() == []
