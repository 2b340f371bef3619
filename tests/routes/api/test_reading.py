"""What programs read is what is stored: whole, page by page, and only anew when something changed."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.editing import edit
from journeys.domain.heat import heat_of_journey
from journeys.domain.intake import read as read_data
from journeys.domain.measures import pain_score
from journeys.domain.members import members_of
from journeys.render.exports import EXPORTS
from tests.builders import a_document, a_journey
from tests.databases import Examples
from tests.domain.whole import whole_document
from tests.routes.api.programs import Program, a_project, a_token, is_problem
from tests.routes.stored import Stored, example, store


def a_reader(app: Flask, document: Document | None = None) -> tuple[Program, Stored]:
    """A program that may read everything of a project with this service, or the usual example."""
    database = app.extensions["database"]
    by, project = a_project(database)
    stored = store(database, document, project.name)
    return Program(app, a_token(database, project.id, by)), stored


@pytest.mark.parametrize("whole", [True, False])
def test_the_document_is_the_one_that_is_stored(app: Flask, whole: bool) -> None:
    document = Document.from_plain(whole_document()) if whole else example()
    program, stored = a_reader(app, document)
    assert program.read(f"/services/{stored.service}") == document.plain()


def test_steps_and_opportunities_are_those_of_the_document(app: Flask) -> None:
    document = Document.from_plain(whole_document())
    program, stored = a_reader(app, document)
    plain = document.plain()
    found = program.read(f"/services/{stored.service}/steps")["items"]
    assert [one["step"] for one in found] == [
        s for j in plain["journeys"] for p in j["phases"] for s in p["steps"]
    ]
    assert [(one["journey"], one["number"], one["phase"]) for one in found] == [
        ("J1", 1, "name 0"),
        ("J1", 2, "name 0"),
        ("J2", 1, "name 0"),
        ("J2", 2, "name 0"),
    ]
    opportunities = program.read(f"/services/{stored.service}/opportunities")
    assert opportunities["items"] == plain["opportunities"]


def test_figures_are_counted_as_everywhere(app: Flask) -> None:
    program, stored = a_reader(app)
    found = program.read(f"/services/{stored.service}/figures")
    for said, journey in zip(found["journeys"], stored.document.journeys, strict=True):
        pains = [pain for step in journey.steps() for pain in step.pain_points]
        assert said["steps"] == len(journey.steps()) and said["heat"]["pain_points"] == len(pains)
        assert said["heat"]["score"] == sum(map(pain_score, pains)) == heat_of_journey(journey).score
        waits = said["waiting_minutes"]
        assert waits["most"] is None or 0 <= waits["least"] <= waits["most"]
    compared = found["comparison"]
    assert {one["key"] for one in compared["figures"]} >= {
        "citizen_steps",
        "waiting",
        "contacts",
        "pain_points",
    }
    assert (compared["as_is"], compared["to_be"]) == tuple(j.id for j in stored.document.journeys[:2])
    listed = program.read(f"/projects/{stored.project}/figures")
    assert listed == {"items": [found], "next_cursor": None}


def test_without_a_to_be_there_is_no_comparison(app: Flask) -> None:
    program, stored = a_reader(app, a_document(a_journey(2)))
    assert program.read(f"/services/{stored.service}/figures")["comparison"] is None


def test_with_figures_alone_no_text_of_a_step_or_note_is_read(app: Flask) -> None:
    """Everything that such a token opens holds none of the texts of a document in which every field has one."""
    _, stored = a_reader(app, Document.from_plain(whole_document()))
    database = app.extensions["database"]
    with database.reading() as session:
        ((by, _),) = members_of(session, stored.project)
    program = Program(app, a_token(database, stored.project, by, "figures"))
    texts = {"text 0", "citizen_action 0", "backstage 0", "summary 0", "speaker 0", "goal 0", "description 0"}
    for path in (f"/projects/{stored.project}/services", f"/projects/{stored.project}/figures"):
        answer = program.get(path)
        assert answer.status_code == 200
        assert [text for text in texts if text in answer.text] == [], path


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_is_listed_and_written(app: Flask, name: str) -> None:
    program, stored = a_reader(app)
    entry = next(one for one in program.read("/formats")["items"] if one["name"] == name)
    answer = program.get(f"/services/{stored.service}/files/{name}")
    assert answer.status_code == 200 and answer.content_type == entry["media_type"]
    assert answer.headers["Content-Disposition"].endswith(f".{entry['ending']}")
    if name in ("yaml", "json"):
        assert read_data(answer.data, name) == stored.document


def test_only_what_changed_comes_again(app: Flask, database: Database) -> None:
    program, stored = a_reader(app)
    paths = [f"/services/{stored.service}{rest}" for rest in ("", "/steps", "/opportunities", "/figures")]
    paths += ["/projects", "/formats", "/openapi.json", f"/projects/{stored.project}/services"]
    paths += [f"/services/{stored.service}/files/{name}" for name in ("yaml", "json")]
    tags: dict[str, str] = {path: program.get(path).headers["ETag"] for path in paths}
    assert len(set(tags.values())) == len(tags)
    for path, tag in tags.items():
        again = program.get(path, If_None_Match=tag)
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["ETag"] == tag and again.headers["Cache-Control"] == "private, no-cache"
        assert "Authorization" in again.headers["Vary"]
    for path in set(tags) - {"/openapi.json"}:
        is_problem(Program(app).get(path, If_None_Match=tags[path]), 401)
    with database.writing() as session:
        step = next(iter(stored.steps.values()))
        edit(session, "steps", step, 1, {"title": "Anders"})
    for path, tag in tags.items():
        changed = path.startswith("/services/") or path.endswith("/services")
        assert program.get(path, If_None_Match=tag).status_code == (200 if changed else 304), path


def test_head_says_what_get_would_and_nothing_else_is_taken(app: Flask) -> None:
    program, stored = a_reader(app)
    path = f"/services/{stored.service}"
    whole, head = program.get(path), program.get(path, "HEAD")
    assert head.status_code == 200 and head.data == b"" and head.headers["ETag"] == whole.headers["ETag"]
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
        answer = program.get(path, method)
        is_problem(answer, 405)
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def read_all(program: Program, path: str, limit: int) -> list[Any]:
    """Every entry, page after page."""
    found, cursor = [], ""
    while True:
        page = program.read(f"{path}?limit={limit}{cursor}")
        assert len(page["items"]) <= limit
        found += page["items"]
        if page["next_cursor"] is None:
            return found
        assert len(page["items"]) == limit
        cursor = f"&cursor={page['next_cursor']}"


def test_page_after_page_is_everything_once(app: Flask, database: Database, few: Examples) -> None:
    program, stored = a_reader(app, a_document(a_journey(1), id="s0"))
    for n in range(1, 7):
        store(database, a_document(a_journey(1), id=f"s{n}"), "Vorhaben")
        store(database, a_document(a_journey(1), id=f"s{n}"), "Ein anderes")
    path = f"/projects/{stored.project}/services"

    def check(limit: int) -> None:
        found = read_all(program, path, limit)
        assert [one["document_id"] for one in found] == [f"s{n}" for n in range(7)]

    few(check, limit=st.integers(1, 9))
    for limit in (1, 7, 100):
        check(limit)


def test_whoever_pages_misses_nothing_that_was_there(app: Flask, database: Database) -> None:
    program, stored = a_reader(app, a_document(a_journey(1), id="s0"))
    for n in range(1, 4):
        store(database, a_document(a_journey(1), id=f"s{n}"), "Vorhaben")
    path = f"/projects/{stored.project}/services"
    first = program.read(f"{path}?limit=2")
    store(database, a_document(a_journey(1), id="neu"), "Vorhaben")
    rest = program.read(f"{path}?limit=100&cursor={first['next_cursor']}")
    found = [one["document_id"] for one in first["items"] + rest["items"]]
    assert found == ["s0", "s1", "s2", "s3", "neu"]


WRONG = [
    ("limit=0", "limit"),
    ("limit=101", "limit"),
    ("limit=", "limit"),
    ("limit=zehn", "limit"),
    ("limit=1e3", "limit"),
    ("limit=99999999999999999999999", "limit"),
    ("cursor=", "cursor"),
    ("cursor=5", "cursor"),
    ("cursor=s-1", "cursor"),
    ("cursor=s1%0A", "cursor"),
    ("cursor=s99999999999", "cursor"),
    ("limt=5", "limt"),
]


@pytest.mark.parametrize(("asked", "name"), WRONG)
def test_what_cannot_be_asked_is_named(app: Flask, asked: str, name: str) -> None:
    program, stored = a_reader(app)
    sentence = is_problem(program.get(f"/projects/{stored.project}/services?{asked}"), 400)
    assert f"„{name}“" in sentence
    assert "„x“ gibt es hier nicht" in is_problem(program.get("/projects?x=1"), 400)


def test_hostile_addresses_are_answered_in_a_sentence(app: Flask, few: Examples) -> None:
    """Whatever stands in path and query: a JSON answer, never an error of ours."""
    program, stored = a_reader(app)
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    odd = st.sampled_from(
        ["..", "%2e%2e", "%00", "-1", "0", "1e9", "9" * 30, "./", "//", "٣", "%ff", ";", "?"]
    )

    def check(first: str, second: str, asked: str) -> None:
        for path in (f"/{first}/{second}", f"/services/{first}", f"/services/{stored.service}/{second}"):
            answer = program.get(f"{path}?{asked}")
            if answer.status_code != 200 and not 300 <= answer.status_code < 400:
                assert answer.status_code in (400, 404)
                is_problem(answer, answer.status_code)
        cursor = program.get(f"/projects/{stored.project}/services?cursor={asked}")
        assert cursor.status_code in (200, 400)

    few(check, first=odd | text, second=odd | text, asked=odd | text)


def test_what_is_not_there_is_a_problem_too(app: Flask) -> None:
    program, _ = a_reader(app)
    for path in (
        "/services/99999",
        "/services/x",
        "/nirgends",
        "/services/1/files/exe",
        "/projects/2/services",
    ):
        is_problem(program.get(path), 404)
    is_problem(app.test_client().get("/api/v2/projects"), 404)
    is_problem(app.test_client().get("/api/v1/nirgends"), 404)
