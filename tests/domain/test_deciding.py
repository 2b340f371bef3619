"""What both sides changed since the last import, and what becomes of it when somebody decides."""

from hypothesis import assume, given

from journeys.database import Database
from journeys.domain.checks import reference_findings
from journeys.domain.deciding import contested, merge_deciding, name_of, sides_of
from journeys.domain.differences import Difference, flat
from journeys.domain.document import Document, NextStep
from journeys.domain.editing import edit
from journeys.domain.importing import foresee
from journeys.domain.merging import REMOVED, Sides, fingerprint
from journeys.domain.projects import Project, create_project
from journeys.domain.records import Records
from journeys.domain.schema import schema_findings
from journeys.domain.services import Service
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.changes import same_ids
from tests.domain.test_importing import bring
from tests.domain.test_merging import merged
from tests.domain.test_storing import stored

A, B, C = a_step("A"), a_step("B"), a_step("C")


def doc(*steps: object, **fields: object) -> Document:
    return a_document(a_journey(steps, **fields))  # type: ignore[arg-type]


def marks(base: Document) -> dict[tuple[str, str], str]:
    return {key: fingerprint(value) for key, value in flat(base).items()}


def sides(base: Document, here: Document, file: Document) -> Sides:
    return sides_of(here, file, marks(base))


def asked(base: Document, here: Document, file: Document) -> list[Difference]:
    return contested(here, sides(base, here, file))


def decided(base: Document, here: Document, file: Document, *theirs: str) -> Document:
    return merge_deciding(here, sides(base, here, file), theirs).document


def titles(value: Document) -> list[str]:
    return [step.title for step in value.steps()]


def test_a_field_is_asked_for_only_where_both_changed_it_to_different_things() -> None:
    base, here = doc(A, B, C), doc(a_step("A", "Hier"), a_step("B", "Beide"), C)
    file = doc(a_step("A", "Datei"), a_step("B", "Beide"), a_step("C", "Nur Datei"))
    assert asked(base, here, file) == [Difference("steps/A", "title", "Hier", "Datei")]
    assert titles(decided(base, here, file)) == ["Hier", "Beide", "Nur Datei"]
    assert titles(decided(base, here, file, "steps/A.title")) == ["Datei", "Beide", "Nur Datei"]


def test_each_difference_is_decided_for_itself() -> None:
    base, here = doc(A, B), doc(a_step("A", "Hier A"), a_step("B", "Hier B"))
    file = doc(a_step("A", "Datei A"), a_step("B", "Datei B"))
    assert titles(decided(base, here, file, "steps/B.title")) == ["Hier A", "Datei B"]


def test_what_the_file_dropped_while_somebody_went_on_with_it_here() -> None:
    base, here, file = doc(A, B), doc(A, a_step("B", "Hier")), doc(A)
    assert asked(base, here, file) == [Difference("steps/B", "@type", "Step", None)]
    assert titles(decided(base, here, file)) == ["Schritt A", "Hier"]
    assert titles(decided(base, here, file, "steps/B.@type")) == ["Schritt A"]


def test_what_was_deleted_here_while_the_file_went_on_with_it() -> None:
    base, here, file = doc(A, B), doc(A), doc(A, a_step("B", "Datei"))
    assert asked(base, here, file) == [Difference("steps/B", "@type", None, "Step")]
    assert titles(decided(base, here, file)) == ["Schritt A"]
    assert titles(decided(base, here, file, "steps/B.@type")) == ["Schritt A", "Datei"]


def test_what_is_gone_on_one_side_and_untouched_on_the_other_is_not_asked_for() -> None:
    assert asked(doc(A, B), doc(A), doc(A, B)) == []
    assert asked(doc(A, B), doc(A, B), doc(A)) == []


def test_a_text_that_was_removed_for_good_is_never_brought_back() -> None:
    base = doc(a_step("A", pain_points=(a_pain_point("P", "Geheim"),)))
    here, file = doc(A), doc(a_step("A", pain_points=(a_pain_point("P", "Geheim", severity=3),)))
    known = {**marks(base), ("notes/P", "text"): REMOVED}
    both = sides_of(here, file, known)
    assert contested(here, both) == []
    assert merge_deciding(here, both, ("notes/P.@type", "notes/P.text")).document == here


def test_an_order_that_both_changed_is_asked_for() -> None:
    base, here, file = doc(A, B, C), doc(B, A, C), doc(A, C, B)
    (found,) = asked(base, here, file)
    assert (found.item, found.before, found.after) == ("order", ["B", "A", "C"], ["A", "C", "B"])
    assert [s.id for s in decided(base, here, file).steps()] == ["B", "A", "C"]
    assert [s.id for s in decided(base, here, file, name_of(found)).steps()] == ["A", "C", "B"]
    assert asked(base, doc(A, B, C, a_step("D")), doc(a_step("E"), A, B, C)) == []


def test_what_something_that_stays_needs_can_not_go() -> None:
    base = doc(A, B)
    here = doc(a_step("A", "Hier", next=(NextStep(to="B"),)), a_step("B", "Hier"))
    out = decided(base, here, doc(A), "steps/B.@type")
    assert reference_findings(out) == []


@examples(60)
@given(base=same_ids(3), here=same_ids(3), file=same_ids(3))
def test_whatever_is_decided_the_document_is_right_and_the_file_is_heard(
    base: Document, here: Document, file: Document
) -> None:
    assume({j.id for j in base.journeys} <= {j.id for j in here.journeys})
    known = asked(base, here, file)
    assert decided(base, here, file) == merged(here, file, base).document
    every = decided(base, here, file, *(name_of(each) for each in known))
    for out in (every, decided(base, here, file, *(name_of(each) for each in known[::2]))):
        assert schema_findings(out.plain()) == [] and reference_findings(out) == []
    now, new = flat(every), flat(file)
    plain = {"text", "title", "name", "evidence", "touchpoint", "severity"}
    for each in known:
        if (
            each.field in plain
            and (each.item, "@type") in now
            and now[each.item, "@type"] == new[each.item, "@type"]
        ):
            assert now.get((each.item, each.field)) == each.after


def retitle(database: Database, service: Service, title: str) -> None:
    """Somebody changes the title of the step A here."""
    with database.writing() as session:
        row = Records(session, session.get_one(Service, service.id)).find("steps", "A")
        edit(session, "steps", row.id, row.revision, {"title": title})


def test_a_decision_is_remembered_and_not_asked_for_again(either: Database) -> None:
    file = doc(a_step("A", "Datei"), B)
    service = bring(either, doc(A, B)).service
    retitle(either, service, "Hier")
    bring(either, file, update=True)
    assert titles(stored(either, service.id))[0] == "Hier"
    with either.writing() as session:
        other = foresee(session, create_project(session, "Leer"), file)
        prospect = foresee(session, session.get_one(Project, service.project_id), file)
    assert (other.service, other.mark) == (None, "")
    assert prospect.contested == [] and prospect.here == prospect.after


def test_the_mark_tells_one_state_from_another(either: Database) -> None:
    service = bring(either, doc(A)).service
    seen = []
    for title in ("Eins", "Zwei", "Eins"):
        retitle(either, service, title)
        with either.reading() as session:
            seen.append(foresee(session, session.get_one(Project, service.project_id), doc(A)).mark)
    assert seen[0] == seen[2] != seen[1]
