"""Versions: kept once for one content, unchanged for ever, and brought back."""

import pytest
from hypothesis import given
from sqlmodel import select

from bench.review import sizes
from journeys.database import Database
from journeys.domain.document import Document
from journeys.domain.findings import Refused, Unknown
from journeys.domain.importing import export_document, import_document
from journeys.domain.projects import find_project
from journeys.domain.review import versions
from journeys.domain.review.tables import FrozenDocument, Version
from journeys.domain.sealing import mark_of, seal_of
from journeys.domain.services import Service
from journeys.domain.steps import Step
from journeys.settings import TITLE, VERSIONS
from tests.builders import a_document, a_journey, a_step
from tests.databases import examples
from tests.domain.changes import same_ids
from tests.domain.documents import documents
from tests.domain.review.team import Team


def test_what_is_frozen_stays_while_the_service_changes(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        before = export_document(session, team.service)
        first = team.freeze(session, name=" Vor dem Workshop ", reason="Zum Vergleichen")
        assert (first.number, first.name, first.reason, first.cause) == (
            1,
            "Vor dem Workshop",
            "Zum Vergleichen",
            "asked",
        )
        assert first.person_id == team.ada and versions.title_of(first).de == "Stand 1: Vor dem Workshop"
        team.write(session, "A", title="Antrag stellen")
        second = team.freeze(session)
        assert (second.number, versions.title_of(second).en) == (2, "Version 2")
        assert versions.document_of(session, first) == before
        assert versions.document_of(session, second) == export_document(session, team.service) != before
        assert versions.is_changed(session, session.get_one(Service, team.service), first)
        assert not versions.is_changed(session, session.get_one(Service, team.service), second)


def test_unchanged_content_makes_no_new_version_and_is_kept_once(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        service = session.get_one(Service, team.service)
        assert versions.freeze(session, service, None).is_new
        again = versions.freeze(session, service, None, name="Noch einmal")
        assert (again.is_new, again.version.number) == (False, 1)
        for title in ("Anders", "Antrag ausfüllen"):
            team.write(session, "A", title=title)
            team.freeze(session)
        assert [v.number for v in versions.versions_of(session, team.service)] == [3, 2, 1]
        assert len(session.exec(select(FrozenDocument)).all()) == 2
        third, _, first = versions.versions_of(session, team.service)
        assert third.seal == first.seal == seal_of(export_document(session, team.service))


def test_any_version_is_brought_back_and_what_was_there_is_kept(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        old = export_document(session, team.service)
        first = team.freeze(session)
        team.write(session, "A", title="Anders")
        step = session.exec(select(Step).where(Step.ref == "B")).one()
        new = export_document(session, team.service)
        kept = versions.bring_back(session, first, team.person(session, team.ada))
        assert kept.is_new and kept.version.cause == "restore"
        assert export_document(session, team.service) == old
        assert versions.document_of(session, kept.version) == new
        assert session.exec(select(Step).where(Step.ref == "B")).one().id == step.id
        versions.bring_back(session, kept.version, team.person(session, team.ada))
        assert export_document(session, team.service) == new


@pytest.mark.parametrize("count", [4, pytest.param(20, marks=pytest.mark.full)])
def test_any_document_is_frozen_and_brought_back(sqlite: Database, count: int) -> None:
    team = Team(sqlite)

    @examples(count)
    @given(same_ids(), same_ids())
    def try_it(one: Document, other: Document) -> None:
        with sqlite.writing() as session:
            service = session.get_one(Service, team.service)
            versions.store(session, service, one)
            version = versions.freeze(session, service, None).version
            versions.store(session, service, other)
            versions.bring_back(session, version, team.person(session, team.ada))
            assert export_document(session, team.service) == one

    try_it()


@examples(60)
@given(documents())
def test_what_is_packed_comes_back_with_the_same_seal(document: Document) -> None:
    back = versions.unpacked(versions.packed(document))
    assert back == document and seal_of(back) == seal_of(document)


def test_a_seal_tells_contents_apart_and_nothing_else() -> None:
    one, other = (a_document(a_journey((a_step("A", title),))) for title in ("Eins", "Zwei"))
    assert seal_of(one) != seal_of(other) and len(seal_of(one)) == 64
    assert seal_of(one) == seal_of(Document.from_plain(dict(reversed(one.plain().items()))))
    assert mark_of("8f3a41c7" + "0" * 56) == "8F3A-41C7"


def test_a_file_that_is_read_in_again_is_preceded_by_a_version(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        before = export_document(session, team.service)
        changed = before.model_copy(update={"disclaimer": "Neu"})
        import_document(session, find_project(session, team.project), changed, update=True)
        (version,) = versions.versions_of(session, team.service)
        assert version.cause == "import" and versions.document_of(session, version) == before
        import_document(session, find_project(session, team.project), changed, update=True)
        assert len(versions.versions_of(session, team.service)) == 1


def test_what_is_too_much_is_refused(either: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    team = Team(either)
    with either.writing() as session:
        with pytest.raises(Refused) as refused:
            team.freeze(session, name="x" * (TITLE.value + 1))
        assert refused.value.findings[0].place == "name"
        first = team.freeze(session)
        first.number = VERSIONS.value
        session.flush()
        team.write(session, "A", title="Anders")
        with pytest.raises(Refused, match=str(VERSIONS.value)):
            team.freeze(session)
        with pytest.raises(Unknown):
            versions.find_version(session, 987)
        with pytest.raises(Unknown):
            versions.numbered(session, team.service, 3)


def test_a_deleted_account_leaves_its_versions(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        team.freeze(session)
        session.delete(team.person(session, team.ada))
        session.flush()
        session.expire_all()
        assert session.exec(select(Version.person_id)).all() == [None]


def test_versions_cost_little_more_than_compressed_files() -> None:
    """In a small size; `bench.review` tries 500 edits."""
    grown, compressed = sizes(40)
    assert 0 < grown <= 2 * compressed
