"""Projects: named once, described, and changed by whoever saw their present state."""

import pytest

from journeys.database import Database
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.projects import all_projects, create_project, edit_project, find_project
from journeys.settings import TEXT, TITLE


def make(database: Database, name: str, description: str = "") -> int:
    with database.writing() as session:
        return create_project(session, name, description).id


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return [project.name for project in all_projects(session)]


def test_projects_are_listed_by_name(either: Database) -> None:
    for name in ("Wohnen", "  Familie ", "x" * TITLE.value):
        make(either, name)
    assert names(either) == ["Familie", "Wohnen", "x" * TITLE.value]


@pytest.mark.parametrize(
    ("name", "description", "place"),
    [
        ("", "", "name"),
        (" \t", "", "name"),
        ("x" * (TITLE.value + 1), "", "name"),
        ("Da", "", "name"),
        (" Da ", "", "name"),
        ("a\x00b", "", "name"),
        ("Neu", "a\x1bb", "description"),
        ("Neu", "x" * (TEXT.value + 1), "description"),
    ],
)
def test_what_is_wrong_is_refused(either: Database, name: str, description: str, place: str) -> None:
    make(either, "Da")
    other = make(either, "Anderes")
    with pytest.raises(Refused) as refused:
        make(either, name, description)
    assert [finding.place for finding in refused.value.findings] == [place]
    with pytest.raises(Refused), either.writing() as session:
        edit_project(session, other, 1, name, description)
    assert names(either) == ["Anderes", "Da"]


def test_the_second_editor_sees_both_texts(either: Database) -> None:
    project_id = make(either, "Alt")
    with either.writing() as session:
        edit_project(session, project_id, 1, "Alt", "Erste")
    with pytest.raises(Stale) as stale, either.writing() as session:
        edit_project(session, project_id, 1, "Neu", "Zweite")
    assert stale.value.theirs == {"name": "Alt", "description": "Erste"}
    assert stale.value.yours == {"name": "Neu", "description": "Zweite"}
    with either.writing() as session:
        edit_project(session, project_id, stale.value.revision, "Neu", "Zweite")
    with either.reading() as session:
        found = find_project(session, project_id)
    assert (found.name, found.description, found.revision) == ("Neu", "Zweite", 3)


def test_what_is_not_there_is_unknown(either: Database) -> None:
    with pytest.raises(Unknown), either.writing() as session:
        edit_project(session, 1, 1, "Name", "")
    with pytest.raises(Unknown), either.reading() as session:
        find_project(session, 1)
