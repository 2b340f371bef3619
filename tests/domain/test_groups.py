"""What groups of the office give and take: the strongest role, never what people gave by hand, never the last
administration."""

import logging

import pytest
from hypothesis import strategies as st
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain import members
from journeys.domain.audit import AuditEntry
from journeys.domain.groups import follow_groups
from journeys.domain.members import ROLES, Membership, members_of, role_in
from journeys.domain.people import Person, add_person
from journeys.domain.projects import Project, create_project
from journeys.provider import Grant
from tests.databases import Examples, Fresh

GRANTS = (
    Grant("admins", "administration"),
    Grant("leads", "moderation", "Bürgeramt"),
    Grant("team", "design", "Bürgeramt"),
    Grant("all", "review", "Bürgeramt"),
    Grant("all", "review", "Wohngeld"),
)


@pytest.fixture
def stage(either: Database) -> Database:
    """Two projects that Lea facilitates, who administers, and Ada."""
    with either.writing() as session:
        fill(session)
    return either


def fill(session: Session) -> None:
    lea = add_person(session, "Lea", is_admin=True)
    for name in ("Bürgeramt", "Wohngeld"):
        members.start_project(session, name, "", lea)
    add_person(session, "Ada")


def person(session: Session, name: str = "Ada") -> Person:
    return session.exec(select(Person).where(Person.name == name)).one()


def project(session: Session, name: str = "Bürgeramt") -> int:
    return session.exec(select(Project.id).where(Project.name == name)).one()


def roles(session: Session, name: str = "Ada") -> dict[str, str]:
    rows = select(Project.name, Membership.role).join(Membership, Membership.project_id == Project.id)  # type: ignore[arg-type]
    return dict(session.exec(rows.where(Membership.person_id == person(session, name).id)).all())


def trail(session: Session) -> list[tuple[str, str, str]]:
    found = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()  # type: ignore[arg-type]
    return [(entry.what, entry.by, entry.about) for entry in found]


def test_they_give_change_and_take(stage: Database) -> None:
    steps: list[tuple[set[str], dict[str, str]]] = [
        ({"all"}, {"Bürgeramt": "review", "Wohngeld": "review"}),
        ({"all", "team"}, {"Bürgeramt": "design", "Wohngeld": "review"}),
        ({"leads"}, {"Bürgeramt": "moderation"}),
        ({"leads", "unknown"}, {"Bürgeramt": "moderation"}),
        (set(), {}),
    ]
    for groups, expected in steps:
        with stage.writing() as session:
            follow_groups(session, person(session), groups, GRANTS)
        with stage.reading() as session:
            assert roles(session) == expected, groups
    with stage.reading() as session:
        noted = [what for what, by, about in trail(session) if (by, about) == ("", "Ada")]
    assert sorted(noted[:2]) == ["member_added", "member_added"]
    assert noted[2] == "role_changed" and sorted(noted[3:5]) == ["member_removed", "role_changed"]
    assert noted[5:] == ["member_removed"]


@pytest.mark.parametrize("groups", [["all", "leads", "team"], ["team", "leads"], ["leads", "all"]])
def test_of_several_roles_in_a_project_the_strongest_counts(stage: Database, groups: list[str]) -> None:
    for grants in (GRANTS, GRANTS[::-1]):
        with stage.writing() as session:
            follow_groups(session, person(session), groups, grants)
            assert roles(session)["Bürgeramt"] == "moderation"


@pytest.mark.parametrize("groups", [{"leads"}, set[str]()])
def test_what_people_gave_by_hand_is_never_touched(stage: Database, groups: set[str]) -> None:
    with stage.writing() as session:
        members.add_member(session, project(session), person(session), "design", person(session, "Lea"))
    with stage.writing() as session:
        follow_groups(session, person(session), groups, GRANTS)
    with stage.reading() as session:
        assert roles(session) == {"Bürgeramt": "design"}


def test_a_project_that_there_is_not_is_skipped_and_not_made(
    stage: Database, caplog: pytest.LogCaptureFixture
) -> None:
    grants = (Grant("all", "review", "bürgeramt"), Grant("all", "design", "Wohngeld"))
    with caplog.at_level(logging.WARNING), stage.writing() as session:
        follow_groups(session, person(session), {"all"}, grants)
    with stage.reading() as session:
        assert roles(session) == {"Wohngeld": "design"}
        assert session.exec(select(Project.name).order_by(Project.name)).all() == ["Bürgeramt", "Wohngeld"]
    assert "bürgeramt" in caplog.text


def test_a_grant_that_left_the_settings_gives_nothing_any_more(stage: Database) -> None:
    for grants in (GRANTS, GRANTS[:4]):
        with stage.writing() as session:
            follow_groups(session, person(session), {"all"}, grants)
    with stage.reading() as session:
        assert roles(session) == {"Bürgeramt": "review"}


@pytest.mark.parametrize(("groups", "left"), [(set[str](), None), ({"all"}, "review")])
def test_the_last_who_facilitates_goes_too_and_administrators_have_it_then(
    stage: Database, groups: set[str], left: str | None
) -> None:
    with stage.writing() as session:
        create_project(session, "Ohne andere")
    grants = (Grant("leads", "moderation", "Ohne andere"), Grant("all", "review", "Ohne andere"))
    for now_in in ({"leads", "all"}, groups):
        with stage.writing() as session:
            follow_groups(session, person(session), now_in, grants)
    with stage.writing() as session:
        alone = project(session, "Ohne andere")
        assert role_in(session, alone, person(session)) == left
        lea = person(session, "Lea")
        members.add_member(session, alone, lea, "moderation", lea)
        assert (lea, "moderation") in members_of(session, alone)


def test_administration_is_given_and_taken(stage: Database) -> None:
    for groups, expected in (({"admins"}, True), (set[str](), False)):
        with stage.writing() as session:
            follow_groups(session, person(session), groups, GRANTS)
            assert person(session).is_admin is expected
    with stage.reading() as session:
        told = [entry for entry in trail(session) if entry[0].startswith("administration")]
        assert told == [("administration_given", "", "Ada"), ("administration_taken", "", "Ada")]


def test_the_last_administrator_stays_one(stage: Database, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), stage.writing() as session:
        follow_groups(session, person(session, "Lea"), set(), GRANTS)
        assert person(session, "Lea").is_admin
    assert "last administrator" in caplog.text


def test_where_no_group_is_named_for_it_administration_is_left_alone(stage: Database) -> None:
    with stage.writing() as session:
        add_person(session, "Mia", is_admin=True)
        follow_groups(session, person(session, "Mia"), set(), GRANTS[1:])
        assert person(session, "Mia").is_admin


def test_whatever_happened_before_only_the_groups_of_now_count(fresh: Fresh, few: Examples) -> None:
    def check(history: list[set[str]], by_hand: str | None) -> None:
        with fresh() as database, database.writing() as session:
            fill(session)
            if by_hand:
                wohngeld = project(session, "Wohngeld")
                members.add_member(session, wohngeld, person(session), by_hand, person(session, "Lea"))
            for groups in history:
                follow_groups(session, person(session), groups, GRANTS)
            said = [(g.project, g.role) for g in GRANTS if g.project and g.group in history[-1]]
            strongest = {p: min((r for q, r in said if q == p), key=list(ROLES).index) for p, _ in said}
            assert roles(session) == {**strongest, **({"Wohngeld": by_hand} if by_hand else {})}
            assert person(session).is_admin == ("admins" in history[-1])

    some = st.sets(st.sampled_from([*(grant.group for grant in GRANTS), "unknown"]))
    few(check, history=st.lists(some, min_size=1, max_size=5), by_hand=st.sampled_from([None, *ROLES]))
