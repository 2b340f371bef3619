"""Members of projects: who sees what is theirs, and a project that nobody looks after does not come about."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from journeys.database import Database
from journeys.domain import members
from journeys.domain.findings import Refused, Unknown
from journeys.domain.members import Role
from journeys.domain.people import Person, add_person, all_people
from journeys.domain.projects import create_project
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now


@pytest.fixture
def people(either: Database) -> dict[str, Person]:
    """The administrator, and three others."""
    with either.writing() as session:
        make_sign_in_link(session, "", now())
        for name in ("Ada", "Ben", "Cem"):
            add_person(session, name)
    with either.reading() as session:
        return {person.name: person for person in all_people(session)}


def started(database: Database, by: Person, name: str = "Bürgeramt") -> int:
    with database.writing() as session:
        return members.start_project(session, name, "", by).id or 0


def add(database: Database, project: int, person: Person, role: str, by: Person) -> None:
    with database.writing() as session:
        members.add_member(session, project, person, role, by)


def role(database: Database, project: int, person: Person) -> Role | None:
    with database.reading() as session:
        return members.role_in(session, project, person)


def mine(database: Database, person: Person) -> list[str]:
    with database.reading() as session:
        return [project.name for project in members.projects_of(session, person)]


def test_who_starts_a_project_facilitates_it_and_nobody_else_sees_it(
    either: Database, people: dict[str, Person]
) -> None:
    project = started(either, people["Ada"])
    assert role(either, project, people["Ada"]) == "moderation"
    assert mine(either, people["Ada"]) == ["Bürgeramt"]
    for other in ("Ben", "Administration"):
        assert role(either, project, people[other]) is None
        assert mine(either, people[other]) == []


def test_a_project_without_members_is_in_the_hands_of_the_administrators(
    either: Database, people: dict[str, Person]
) -> None:
    with either.writing() as session:
        project = create_project(session, "Eingelesen").id or 0
    admin = people["Administration"]
    assert role(either, project, admin) == "moderation"
    assert mine(either, admin) == ["Eingelesen"]
    assert (role(either, project, people["Ada"]), mine(either, people["Ada"])) == (None, [])
    assert role(either, project + 1, admin) is None


def test_it_does_not_slip_out_of_their_hands_when_the_first_member_comes(
    either: Database, people: dict[str, Person]
) -> None:
    with either.writing() as session:
        project = create_project(session, "Eingelesen").id or 0
    add(either, project, people["Ada"], "design", people["Administration"])
    assert role(either, project, people["Administration"]) == "moderation"
    assert role(either, project, people["Ada"]) == "design"


def test_nobody_is_in_a_project_twice(either: Database, people: dict[str, Person]) -> None:
    project = started(either, people["Ada"])
    add(either, project, people["Ben"], "review", people["Ada"])
    with pytest.raises(Refused, match="belongs to the project already"):
        add(either, project, people["Ben"], "design", people["Ada"])
    assert role(either, project, people["Ben"]) == "review"


@pytest.mark.parametrize("wrong", ["", "owner", "Moderation"])
def test_a_role_that_there_is_not_is_refused(either: Database, people: dict[str, Person], wrong: str) -> None:
    project = started(either, people["Ada"])
    with pytest.raises(Refused, match="choose a role"):
        add(either, project, people["Ben"], wrong, people["Ada"])
    with either.writing() as session, pytest.raises(Refused, match="choose a role"):
        members.change_role(session, project, people["Ada"].id or 0, wrong)
    assert role(either, project, people["Ben"]) is None


def test_the_last_who_facilitates_stays(either: Database, people: dict[str, Person]) -> None:
    ada, ben = people["Ada"], people["Ben"]
    project = started(either, ada)
    add(either, project, ben, "design", ada)
    with either.writing() as session:
        with pytest.raises(Refused, match="facilitate it"):
            members.remove_member(session, project, ada.id or 0)
        with pytest.raises(Refused, match="facilitate it"):
            members.change_role(session, project, ada.id or 0, "review")
    with either.writing() as session:
        members.change_role(session, project, ben.id or 0, "moderation")
        members.remove_member(session, project, ada.id or 0)
    assert (role(either, project, ada), role(either, project, ben)) == (None, "moderation")


def test_two_who_leave_at_once_do_not_leave_it_alone(either: Database, people: dict[str, Person]) -> None:
    ada, ben = people["Ada"], people["Ben"]
    project = started(either, ada)
    add(either, project, ben, "moderation", ada)

    def leave(person: Person) -> bool:
        try:
            with either.writing() as session:
                members.remove_member(session, project, person.id or 0)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, (ada, ben))) == [False, True]


def test_who_does_not_belong_to_it_cannot_be_changed_or_removed(
    either: Database, people: dict[str, Person]
) -> None:
    project = started(either, people["Ada"])
    with either.writing() as session:
        for change in (members.remove_member, lambda *who: members.change_role(*who, "design")):
            with pytest.raises(Unknown):
                change(session, project, people["Ben"].id or 0)


def test_taking_in_by_name_makes_an_account_only_for_somebody_new(
    either: Database, people: dict[str, Person]
) -> None:
    project = started(either, people["Ada"])
    with either.writing() as session:
        known = members.take_in(session, project, " Ben ", "design", people["Ada"])
        fresh = members.take_in(session, project, "Dana", "review", people["Ada"])
    assert (known.person.id, known.is_new, fresh.is_new) == (people["Ben"].id, False, True)
    assert not fresh.person.is_admin
    with pytest.raises(Refused), either.writing() as session:
        members.take_in(session, project, "Nobody yet", "king", people["Ada"])
    with either.reading() as session:
        assert "Nobody yet" not in [person.name for person in all_people(session)]
