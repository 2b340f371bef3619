"""Importing into a project: once, again, changed, and beside the same document of another project."""

import pytest

from journeys.database import Database
from journeys.domain.checks import reference_findings
from journeys.domain.document import Document
from journeys.domain.editing import edit
from journeys.domain.findings import Refused, Unknown
from journeys.domain.importing import Differs, Outcome, export_document, import_document, services_of
from journeys.domain.projects import Project, create_project, project_named
from journeys.domain.records import Records
from journeys.domain.services import Service
from journeys.settings import STEPS
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_recording import record
from tests.domain.test_storing import revisions, stored


def bring(database: Database, value: Document, update: bool = False, project: str = "Vorhaben") -> Outcome:
    with database.writing() as session:
        into = project_named(session, project) or create_project(session, project)
        return import_document(session, into, value, update)


def change_title(database: Database, ref: str, title: str) -> None:
    with database.writing() as session:
        row = Records(session, session.get_one(Service, 1)).find("steps", ref)
        edit(session, "steps", row.id, row.revision, {"title": title})


OLD = a_document(a_journey((a_step("A"), a_step("B"), a_step("C"))))
NEW = a_document(a_journey((a_step("A", "Neu"), a_step("C"), a_step("D", pain_points=(a_pain_point(),)))))


def test_the_same_document_again_changes_nothing(either: Database) -> None:
    service = bring(either, OLD).service
    before, revised = stored(either, service.id), revisions(either, service.id)
    for update in (False, True):
        assert bring(either, OLD, update).done == "same"
    assert (stored(either, service.id), revisions(either, service.id)) == (before, revised)
    with either.reading() as session:
        assert session.get_one(Service, service.id).changes == service.changes


def test_other_content_is_refused_with_what_differs(either: Database) -> None:
    service = bring(either, OLD).service
    with pytest.raises(Differs) as refused:
        bring(either, NEW)
    places = [finding.place for finding in refused.value.findings]
    assert places[:2] == ["id", "steps/A.title"]
    assert refused.value.findings[1].text.en == "here “Schritt A”, in the file “Neu”"
    assert stored(either, service.id) == OLD


def test_an_update_takes_over_what_the_file_changed(either: Database) -> None:
    service = bring(either, OLD).service
    assert bring(either, NEW, update=True).done == "updated"
    assert stored(either, service.id) == NEW
    assert bring(either, NEW, update=True).done == "same"
    assert bring(either, OLD, update=True).done == "updated"
    assert stored(either, service.id) == OLD


def test_what_was_recorded_here_survives_every_file(either: Database) -> None:
    service = bring(either, OLD).service
    record(either, "Auf einem Schritt, den die Datei fallen lässt", "k", step=1)
    change_title(either, "A", "Hier anders")
    outcome = bring(either, NEW, update=True)
    value = stored(either, service.id)
    assert [step.title for step in value.steps()] == ["Hier anders", "Schritt B", "Schritt C", "Schritt D"]
    assert [note.text for step in value.steps() for note in step.notes()] == [
        "Auf einem Schritt, den die Datei fallen lässt",
        a_pain_point().text,
    ]
    assert [tuple(d) for d in outcome.kept] == [("steps/A", "title", "Hier anders", "Neu")]
    before = revisions(either, service.id)
    assert bring(either, NEW, update=True).done == "same"
    assert (stored(either, service.id), revisions(either, service.id)) == (value, before)
    assert reference_findings(value) == []


def test_what_did_not_change_keeps_its_revision_and_number(either: Database) -> None:
    """A form that somebody has open on an untouched step still goes through after an update."""
    service = bring(either, OLD).service
    before = revisions(either, service.id)
    bring(either, NEW, update=True)
    after = revisions(either, service.id)
    assert after["steps", "C"] == before["steps", "C"]
    assert after["steps", "A"] == before["steps", "A"] + 1


def test_two_projects_never_learn_of_each_other(either: Database) -> None:
    one = bring(either, OLD).service
    two = bring(either, NEW, project="Anderes").service
    bring(either, NEW, update=True)
    with either.writing() as session:
        row = Records(session, session.get_one(Service, two.id)).find("steps", "A")
        edit(session, "steps", row.id, row.revision, {"title": "Nur dort"})
    assert stored(either, one.id) == NEW
    assert next(stored(either, two.id).steps()).title == "Nur dort"
    with either.reading() as session:
        found = services_of(session, OLD.id)
    assert [(service.id, project.name) for service, project in found] == [
        (two.id, "Anderes"),
        (one.id, "Vorhaben"),
    ]


def test_a_document_beyond_a_limit_leaves_nothing(either: Database) -> None:
    with pytest.raises(Refused):
        bring(either, a_document(a_journey(STEPS.value + 1)))
    with either.reading() as session:
        assert services_of(session, OLD.id) == []
        assert session.get(Project, 1) is None


def test_export_of_nothing_is_unknown(either: Database) -> None:
    with pytest.raises(Unknown), either.reading() as session:
        export_document(session, 1)
