"""Changing what is stored: every field of the schema, by whoever saw the present state, as far as it stays right."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any, NamedTuple

import pytest

from journeys.database import Database
from journeys.domain.checks import reference_findings
from journeys.domain.document import Document
from journeys.domain.editing import edit, edit_service
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.lookup import KINDS
from journeys.domain.projects import create_project
from journeys.domain.recording import edit_note
from journeys.domain.records import Records
from journeys.domain.schema import PARTS, part_schema, schema, schema_findings
from journeys.domain.services import Service
from journeys.domain.steps import Step
from journeys.domain.storing import add_service
from tests.builders import a_document
from tests.domain.changes import with_names
from tests.domain.test_storing import assert_equal, put_in, stored
from tests.domain.whole import fields_of, made, whole_document


class Target(NamedTuple):
    """The item that is changed for a part of the schema: its kind (of rows), and the way to it in the document."""

    kind: str
    way: tuple[str | int, ...]


STEP = ("journeys", 1, "phases", 0, "steps", 0)
TARGETS = {
    "head": Target("service", ()),
    "service": Target("service", ("service",)),
    "persona": Target("personas", ("personas", 0)),
    "journey": Target("journeys", ("journeys", 1)),
    "lane": Target("lanes", ("journeys", 1, "lanes", 0)),
    "phase": Target("phases", ("journeys", 1, "phases", 0)),
    "step": Target("steps", STEP),
    "pain_point": Target("notes", (*STEP, "pain_points", 0)),
    "need": Target("notes", (*STEP, "needs", 0)),
    "quote": Target("notes", (*STEP, "quotes", 0)),
    "opportunity": Target("opportunities", ("opportunities", 0)),
    "unsorted_note": Target("notes", ("unsorted_notes", 0)),
    "source": Target("sources", ("sources", 0)),
}
REQUIRED = ("text", "persona", "emotion", "lane", "model", "level")
INNER = ("fact", "span", "next")
"""Parts that are changed with the item that holds them."""


def at(plain: Any, way: tuple[str | int, ...]) -> Any:
    for key in way:
        plain = plain[key]
    return plain


def change(database: Database, service_id: int, part: str, id: str, changes: dict[str, Any]) -> None:
    """Change a thing by the use case that is there for it, as somebody who saw its present state."""
    kind = TARGETS[part].kind
    with database.writing() as session:
        service = session.get_one(Service, service_id)
        if kind == "service":
            edit_service(session, service_id, service.revision, changes)
            return
        row = Records(session, service).find(kind, id)
        if kind == "notes":
            edit_note(session, row.id, row.revision, changes)
        else:
            edit(session, kind, row.id, row.revision, changes)


def variants(part: str, before: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every field with another value; within fees, spans and ways each inner field by itself, and left out."""
    for name, shape in fields_of(part).items():
        if name == "id":
            yield name, "anders"
            continue
        other = next(v for v in (made(shape, name, n) for n in (1, 0)) if v != before[name])
        yield name, other
        old, new = (v[0] if isinstance(v, list) else v for v in (before[name], other))
        if isinstance(old, dict):
            for inner in old:
                alone = {**old, inner: new[inner]}
                without = {k: v for k, v in old.items() if k != inner}
                for value in (alone, without):
                    if inner in (*REQUIRED, "to", "workshop") and value is without:
                        continue
                    yield name, [value] if isinstance(before[name], list) else value


def test_every_part_of_the_schema_is_walked() -> None:
    """A list of things that nobody edits would be noticed here, a new field by the walk itself."""
    assert set(TARGETS) | set(INNER) == {*PARTS, "head"}
    assert not schema_findings(whole_document())
    assert not reference_findings(Document.from_plain(whole_document()))
    assert set(schema()["properties"]) == set(whole_document())


@pytest.mark.parametrize("part", TARGETS)
def test_every_field_is_changed_by_its_use_case_and_nothing_else(either: Database, part: str) -> None:
    walk(either, part)


def walk(database: Database, part: str) -> None:
    base, way = whole_document(), TARGETS[part].way
    service_id = put_in(database, Document.from_plain(base))
    before = at(base, way)
    for field, value in variants(part, before):
        change(database, service_id, part, before.get("id", ""), {field: value})
        assert_equal(stored(database, service_id), expected(base, part, field, value))
        now = value if field == "id" else before.get("id", "")
        change(database, service_id, part, now, {field: before[field]})
    assert_equal(stored(database, service_id), Document.from_plain(base))


def expected(base: dict[str, Any], part: str, field: str, value: Any) -> Document:
    """The document with one field changed; who refers to a renamed thing follows."""
    plain, target = deepcopy(base), TARGETS[part]
    if field == "id" and part != "head":
        plain = with_names(plain, {(target.kind, at(base, target.way)["id"]): value})
    elif value is None:
        at(plain, target.way).pop(field)
    else:
        at(plain, target.way)[field] = value
    return Document.from_plain(plain)


@pytest.mark.parametrize("part", TARGETS)
def test_every_optional_field_can_be_taken_away_and_no_other(either: Database, part: str) -> None:
    base, way = whole_document(), TARGETS[part].way
    service_id = put_in(either, Document.from_plain(base))
    before = at(base, way)
    for field in fields_of(part):
        if field in part_schema(part)["required"]:
            with pytest.raises(Refused):
                change(either, service_id, part, before.get("id", ""), {field: None})
        else:
            change(either, service_id, part, before.get("id", ""), {field: None})
            assert_equal(stored(either, service_id), expected(base, part, field, None))
            change(either, service_id, part, before.get("id", ""), {field: before[field]})
    assert_equal(stored(either, service_id), Document.from_plain(base))


BAD: dict[str, tuple[str, dict[str, Any], str]] = {
    "a title beyond the limit": ("step", {"title": "x" * 201}, "title"),
    "a text beyond the limit": ("step", {"frontstage": "x" * 5001}, "frontstage"),
    "a control character": ("persona", {"situation": "a\x00b"}, "situation"),
    "half a character": ("persona", {"goals": ["\ud800"]}, "goals[0]"),
    "no such field": ("step", {"colour": "red"}, "colour"),
    "no such word": ("step", {"actor": "robot"}, "actor"),
    "a mood beyond the scale": ("step", {"emotion": 3}, "emotion"),
    "a reference to nothing": ("pain_point", {"persona": "B9"}, "persona"),
    "a way to nothing": ("step", {"next": [{"to": "T9"}]}, "next[0].to"),
    "a way into another journey": (
        "step",
        {"next": [{"to": "S1"}]},
        "journeys[1].phases[0].steps[0].next[0].to",
    ),
    "an id that is taken": ("step", {"id": "S1"}, "id"),
    "the id that means the end": ("step", {"id": "end"}, "id"),
    "a key that is none": ("service", {"key": "123"}, "key"),
    "an id of a document that is none": ("head", {"id": "Nein!"}, "id"),
    "a note without text": ("need", {"text": " "}, "text"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_refused_and_nothing_is_stored(either: Database, name: str) -> None:
    part, changes, field = BAD[name]
    base = whole_document()
    service_id = put_in(either, Document.from_plain(base))
    with pytest.raises(Refused) as refused:
        change(either, service_id, part, at(base, TARGETS[part].way).get("id", ""), changes)
    assert field in [finding.place for finding in refused.value.findings]
    assert_equal(stored(either, service_id), Document.from_plain(base))


def test_an_id_that_another_service_of_the_project_has_is_taken(either: Database) -> None:
    with either.writing() as session:
        project = create_project(session, "Vorhaben")
        add_service(session, project, a_document(id="eins"))
        two = add_service(session, project, a_document(id="zwei")).id
    with pytest.raises(Refused) as refused:
        change(either, two, "head", "", {"id": "eins"})
    assert [finding.place for finding in refused.value.findings] == ["id"]
    assert stored(either, two).id == "zwei"


def test_the_id_of_a_deleted_thing_is_taken(either: Database) -> None:
    """It can still be brought back."""
    from journeys.domain.arranging import delete_step

    service_id = put_in(either, a_document())
    with either.writing() as session:
        records = Records(session, session.get_one(Service, service_id))
        delete_step(session, records.find("steps", "S1").id)
    with pytest.raises(Refused):
        change(either, service_id, "step", "S2", {"id": "S1"})


def test_the_second_of_two_editors_sees_both_texts(either: Database) -> None:
    service_id = put_in(either, a_document())
    step_id, revision = _step(either)
    with either.writing() as session:
        edit(session, "steps", step_id, revision, {"title": "Von der ersten", "evidence": "neu"})
    before = stored(either, service_id)
    with pytest.raises(Stale) as stale, either.writing() as session:
        edit(session, "steps", step_id, revision, {"title": "Von der zweiten", "actor": "clerk"})
    assert stale.value.theirs == {"title": "Von der ersten", "actor": None}
    assert stale.value.yours == {"title": "Von der zweiten", "actor": "clerk"}
    assert stored(either, service_id) == before
    with either.writing() as session:
        edit(session, "steps", step_id, stale.value.revision, {"title": "Von der zweiten"})
    assert stored(either, service_id).journeys[0].steps()[0].title == "Von der zweiten"


def test_the_facts_of_a_service_are_not_overwritten_either(either: Database) -> None:
    service_id = put_in(either, a_document())
    with either.writing() as session:
        edit_service(session, service_id, 1, {"authority": "Bürgeramt"})
    with pytest.raises(Stale) as stale, either.writing() as session:
        edit_service(session, service_id, 1, {"authority": "Standesamt", "as_of": "heute"})
    assert stale.value.theirs == {"authority": "Bürgeramt", "as_of": None}
    assert stored(either, service_id).service.authority == "Bürgeramt"


@pytest.mark.parametrize("kind", [*KINDS, "service"])
def test_what_is_not_there_is_unknown(either: Database, kind: str) -> None:
    with pytest.raises(Unknown), either.writing() as session:
        if kind == "service":
            edit_service(session, 99, 1, {})
        else:
            edit(session, kind, 99, 1, {})


def two_editors(database: Database, rounds: int) -> None:
    """Two editors change the same step at once, each from what they saw last: no accepted change is lost unseen."""
    put_in(database, a_document())
    step_id, first = _step(database)

    def edits(name: str) -> int:
        accepted, seen = 0, first
        for n in range(rounds):
            try:
                with database.writing() as session:
                    seen = edit(session, "steps", step_id, seen, {"title": f"{name} {n}"}).revision
                accepted += 1
            except Stale as stale:
                seen = stale.revision
        return accepted

    with ThreadPoolExecutor(2) as pool:
        accepted = sum(pool.map(edits, ("Erste", "Zweite")))
    assert accepted >= rounds, "somebody's turn always goes through"
    assert _step(database)[1] == first + accepted


def test_two_editors_never_overwrite_each_other_silently(either: Database) -> None:
    two_editors(either, 15)


@pytest.mark.full
def test_two_editors_in_five_hundred_rounds(either: Database) -> None:
    two_editors(either, 500)


def _step(database: Database) -> tuple[int, int]:
    with database.reading() as session:
        step = session.get_one(Step, 1)
        return step.id, step.revision
