"""The order of steps and phases: whatever people do in whatever order, nothing is lost and the document stays right."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from journeys.database import Database
from journeys.domain.arranging import (
    add_phase,
    add_step,
    delete_phase,
    delete_step,
    place_step,
    rename_phase,
    restore_step,
    shift_phase,
    shift_step,
)
from journeys.domain.checks import reference_findings
from journeys.domain.document import END, Document, Journey, NextStep, Phase
from journeys.domain.editing import edit
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.flow import links
from journeys.domain.journeys import Phase as PhaseRow
from journeys.domain.records import Records
from journeys.domain.schema import schema_findings
from journeys.domain.services import Service
from journeys.domain.starting import generic_document
from journeys.domain.steps import Step
from journeys.settings import STEPS, TITLE
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import Fresh, examples
from tests.domain.test_storing import put_in, store_again, stored

SOME = st.integers(0, 50)


class Arranging(RuleBasedStateMachine):
    """Somebody arranges the generic journey; after each step the document is read anew and checked."""

    fresh: Fresh

    @initialize()
    def start(self) -> None:
        self.opened = self.fresh()
        self.database = self.opened.__enter__()
        start = generic_document("leistung", a_document().service)
        self.service_id = put_in(self.database, start)
        self.live = {step.id for step in start.steps()}
        self.deleted: list[int] = []
        self.undo: dict[int, Document] = {}

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)

    def rows(self, table: Any, is_live: bool = True) -> list[Any]:
        with self.database.reading() as session:
            records = Records(session, session.get_one(Service, self.service_id))
            return [row for row in records.rows(table) if records.is_live(row) is is_live]

    def one(self, table: Any, n: int) -> Any:
        rows = self.rows(table)
        return rows[n % len(rows)]

    def do(self, use_case: Any, *arguments: Any) -> Any:
        """A change: what was deleted before can no longer be undone to the same document."""
        self.undo.clear()
        with self.database.writing() as session:
            return use_case(session, *arguments)

    def has_steps(self) -> bool:
        return bool(self.live)

    @rule(n=SOME)
    def add_first(self, n: int) -> None:
        self.live.add(self.do(add_step, self.one(PhaseRow, n).id, "Neu").ref)

    @precondition(has_steps)
    @rule(n=SOME)
    def add_behind(self, n: int) -> None:
        behind = self.one(Step, n)
        self.live.add(self.do(add_step, behind.phase_id, "Neu", behind.id).ref)

    @precondition(has_steps)
    @rule(n=SOME, by=st.sampled_from((-1, 1)))
    def shift(self, n: int, by: int) -> None:
        self.do(shift_step, self.one(Step, n).id, by)

    @precondition(has_steps)
    @rule(n=SOME, m=SOME, place=SOME)
    def put(self, n: int, m: int, place: int) -> None:
        self.do(place_step, self.one(Step, n).id, self.one(PhaseRow, m).id, place % 5)

    @precondition(has_steps)
    @rule(n=SOME)
    def delete(self, n: int) -> None:
        step, before = self.one(Step, n), stored(self.database, self.service_id)
        self.do(delete_step, step.id)
        self.live.remove(step.ref)
        self.undo[step.id] = before

    @rule(n=SOME)
    def restore(self, n: int) -> None:
        gone = self.rows(Step, is_live=False)
        if gone:
            step = gone[n % len(gone)]
            before = self.undo.get(step.id)
            self.live.add(self.do(restore_step, step.id).ref)
            if before is not None:
                assert stored(self.database, self.service_id) == before

    @rule(n=SOME, by=st.sampled_from((-1, 1)))
    def shift_phase(self, n: int, by: int) -> None:
        self.do(shift_phase, self.one(PhaseRow, n).id, by)

    @rule(n=SOME)
    def add_phase(self, n: int) -> None:
        phase = self.one(PhaseRow, n)
        self.do(add_phase, phase.journey_id, "Phase", phase.id)

    @rule(n=SOME)
    def delete_phase(self, n: int) -> None:
        phase = self.one(PhaseRow, n)
        if len(self.rows(PhaseRow)) > 1 and all(step.phase_id != phase.id for step in self.rows(Step)):
            self.do(delete_phase, phase.id)

    @precondition(has_steps)
    @rule(n=SOME, m=st.lists(SOME, max_size=2), is_said=st.booleans())
    def say_where_it_leads(self, n: int, m: list[int], is_said: bool) -> None:
        step = self.one(Step, n)
        refs = dict.fromkeys(self.one(Step, one).ref for one in m)
        ways = [{"to": ref} for ref in refs] if is_said else None
        self.do(edit, "steps", step.id, step.revision, {"next": ways})

    @invariant()
    def no_step_is_lost_or_doubled(self) -> None:
        assert sorted(step.id for step in stored(self.database, self.service_id).steps()) == sorted(self.live)

    @invariant()
    def the_document_is_right(self) -> None:
        value = stored(self.database, self.service_id)
        assert schema_findings(value.plain()) == []
        assert reference_findings(value) == []

    @invariant()
    def every_place_is_taken_once(self) -> None:
        phases = [phase.position for phase in self.rows(PhaseRow)]
        assert len(set(phases)) == len(phases)
        for phase in self.rows(PhaseRow):
            rows = [*self.rows(Step), *self.rows(Step, is_live=False)]
            places = [row.position for row in rows if row.phase_id == phase.id]
            assert len(set(places)) == len(places)


def arranged(fresh: Fresh, count: int, moves: int) -> None:
    Arranging.fresh = staticmethod(fresh)
    run_state_machine_as_test(Arranging, settings=examples(count, stateful_step_count=moves))


def test_arranging(fresh: Fresh, how_few: int) -> None:
    arranged(fresh, how_few, 14)


@pytest.mark.full
def test_arranging_for_long(fresh: Fresh) -> None:
    arranged(fresh, 300, 40)


def ways(value: Document) -> dict[str, list[str]]:
    """Where each step leads, said or implied."""
    out: dict[str, list[str]] = {}
    for link in (link for journey in value.journeys for link in links(journey)):
        out.setdefault(link.source, []).append(link.target)
    return out


def delete(database: Database, *refs: str) -> list[int]:
    with database.writing() as session:
        records = Records(session, session.get_one(Service, 1))
        return [delete_step(session, records.find("steps", ref).id).id for ref in refs]


def test_ways_to_a_deleted_step_lead_to_what_followed_it(either: Database) -> None:
    told = NextStep(to="C", condition="Es fehlt etwas")
    steps = (a_step("A", next=(told, "D")), a_step("B"), a_step("C", next=("E",)), a_step("D"), a_step("E"))
    service_id = put_in(either, a_document(a_journey(steps)))
    before = stored(either, service_id)
    (deleted,) = delete(either, "C")
    first = stored(either, service_id).journeys[0].steps()[0]
    assert first.next == (NextStep(to="E", condition="Es fehlt etwas"), NextStep(to="D"))
    with either.writing() as session:
        restore_step(session, deleted)
    assert stored(either, service_id) == before


def test_a_branch_does_not_fall_into_its_sibling_when_its_end_is_deleted(either: Database) -> None:
    steps = (a_step("A", next=("B", "D")), a_step("B"), a_step("C", next=("E",)), a_step("D"), a_step("E"))
    service_id = put_in(either, a_document(a_journey(steps)))
    delete(either, "C")
    assert ways(stored(either, service_id)) == {"A": ["B", "D"], "B": ["E"], "D": ["E"], "E": [END]}


@pytest.mark.parametrize(
    ("steps", "deleted", "found"),
    [
        ((a_step("A", next=("B",)), a_step("B", next=()), a_step("C")), "B", {"A": [END], "C": [END]}),
        ((a_step("A"), a_step("B"), a_step("C")), "B", {"A": ["C"], "C": [END]}),
        ((a_step("A"), a_step("B"), a_step("C")), "C", {"A": ["B"], "B": [END]}),
        ((a_step("A", next=("B", "C")), a_step("B"), a_step("C")), "B", {"A": ["C"], "C": [END]}),
        (
            (a_step("A", next=("B",)), a_step("B", next=("A", "C")), a_step("C")),
            "B",
            {"A": ["A", "C"], "C": [END]},
        ),
        ((a_step("A", next=("B",)), a_step("B", next=("B",)), a_step("C")), "B", {"A": [END], "C": [END]}),
        ((a_step("A", next=("B",)), a_step("B", next=("C",)), a_step("C", next=("B",))), "BC", {"A": [END]}),
        ((a_step("A", next=("B",)), a_step("B"), a_step("C"), a_step("D")), "BC", {"A": ["D"], "D": [END]}),
    ],
)
def test_where_ways_lead_when_steps_are_gone(
    either: Database, steps: tuple[Any, ...], deleted: str, found: dict[str, list[str]]
) -> None:
    service_id = put_in(either, a_document(a_journey(steps)))
    before = stored(either, service_id)
    gone = delete(either, *deleted)
    assert ways(stored(either, service_id)) == found
    for step_id in reversed(gone):
        with either.writing() as session:
            restore_step(session, step_id)
    assert stored(either, service_id) == before


def test_the_way_on_can_be_said_anew_past_a_deleted_step(either: Database) -> None:
    steps = (a_step("A"), a_step("B", next=()), a_step("C"))
    service_id = put_in(either, a_document(a_journey(steps)))
    delete(either, "B")
    assert ways(stored(either, service_id))["A"] == [END]
    with either.writing() as session:
        edit(session, "steps", 1, 1, {"next": None})
    assert ways(stored(either, service_id))["A"] == ["C"]


def test_a_file_says_alone_where_steps_lead(either: Database) -> None:
    steps = (a_step("A"), a_step("B", next=()), a_step("C"))
    service_id = put_in(either, a_document(a_journey(steps)))
    delete(either, "B")
    without = a_document(a_journey((steps[0], steps[2])))
    store_again(either, service_id, without)
    assert stored(either, service_id) == without


def test_references_to_a_deleted_step_are_left_out_and_come_back(either: Database) -> None:
    as_is = a_journey((a_step("A", pain_points=(a_pain_point("P"),)), a_step("B")))
    new = (a_step("T", replaces=("A",), resolves=("P",)),)
    to_be = a_journey(new, id="J2", kind="to_be", removed_steps=("A", "B"))
    service_id = put_in(either, a_document(as_is, to_be))
    before = stored(either, service_id)
    (gone,) = delete(either, "A")
    after = stored(either, service_id).journeys[1]
    assert (after.removed_steps, after.steps()[0].replaces, after.steps()[0].resolves) == (("B",), (), ())
    with either.writing() as session:
        restore_step(session, gone)
    assert stored(either, service_id) == before


def test_a_new_step_takes_its_place_in_the_one_way(either: Database) -> None:
    steps = (a_step("A", next=("C",)), a_step("B"), a_step("C"))
    service_id = put_in(either, a_document(a_journey(steps)))
    with either.writing() as session:
        new = add_step(session, 1, "  Neu ", 1).ref
    assert ways(stored(either, service_id)) == {"A": [new], new: ["C"], "B": ["C"], "C": [END]}
    assert [step.title for step in stored(either, service_id).steps()][:2] == ["Schritt A", "Neu"]


@pytest.mark.parametrize("title", ["", " \n", "x" * (TITLE.value + 1), "a\x00b"])
def test_a_step_without_a_right_title_is_refused(either: Database, title: str) -> None:
    service_id = put_in(either, a_document())
    before = stored(either, service_id)
    with pytest.raises(Refused) as refused, either.writing() as session:
        add_step(session, 1, title)
    assert [finding.place for finding in refused.value.findings] == ["title"]
    with pytest.raises(Refused), either.writing() as session:
        add_phase(session, 1, title if title.strip() else "")
    assert stored(either, service_id) == before


def test_no_more_steps_than_a_service_may_have(either: Database) -> None:
    service_id = put_in(either, a_document(a_journey(STEPS.value)))
    with pytest.raises(Refused) as refused, either.writing() as session:
        add_step(session, 1, "Einer zu viel")
    assert str(STEPS.value) in refused.value.findings[0].text.de
    (gone,) = delete(either, "S1")
    with either.writing() as session:
        add_step(session, 1, "Passt wieder")
    with pytest.raises(Refused), either.writing() as session:
        restore_step(session, gone)
    assert len(list(stored(either, service_id).steps())) == STEPS.value


def test_a_phase_with_steps_is_not_deleted(either: Database) -> None:
    service_id = put_in(either, a_document())
    with pytest.raises(Refused), either.writing() as session:
        delete_phase(session, 1)
    assert len(list(stored(either, service_id).steps())) == 3


@pytest.mark.parametrize("emptied", [0, 1])
def test_steps_come_back_after_their_phase_is_gone(either: Database, emptied: int) -> None:
    """In the phase beside, where the order is the same."""
    phases = (
        Phase(id="P1", name="Eins", steps=(a_step("A", next=("B",)),)),
        Phase(id="P2", name="Zwei", steps=(a_step("B"),)),
    )
    service_id = put_in(either, a_document(Journey(id="J", kind="as_is", phases=phases)))
    (gone,) = delete(either, "AB"[emptied])
    with either.writing() as session:
        delete_phase(session, emptied + 1)
    with either.writing() as session:
        restore_step(session, gone)
    assert [step.id for step in stored(either, service_id).steps()] == ["A", "B"]
    assert len(stored(either, service_id).journeys[0].phases) == 1


def test_a_phase_is_renamed_by_whoever_saw_it(either: Database) -> None:
    service_id = put_in(either, a_document())
    with either.writing() as session:
        rename_phase(session, 1, 1, " Vorbereiten ")
    with pytest.raises(Stale), either.writing() as session:
        rename_phase(session, 1, 1, "Anders")
    assert stored(either, service_id).journeys[0].phases[0].name == "Vorbereiten"


def test_steps_stay_in_their_journey(either: Database) -> None:
    to_be = a_journey(2, id="J2", kind="to_be", prefix="T")
    service_id = put_in(either, a_document(a_journey(2), to_be))
    before = stored(either, service_id)
    for phase_id in (2, 99):
        with pytest.raises(Unknown), either.writing() as session:
            place_step(session, 1, phase_id, 0)
    with pytest.raises(Unknown), either.writing() as session:
        add_step(session, 1, "Neu", after_id=3)
    assert stored(either, service_id) == before


def test_twenty_people_move_steps_at_once(either: Database) -> None:
    service_id = put_in(either, generic_document("leistung", a_document().service))

    def move(n: int) -> None:
        with either.writing() as session:
            place_step(session, n % 8 + 1, n % 4 + 1, n % 3)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(move, range(40)))
    value = stored(either, service_id)
    assert sorted(step.id for step in value.steps()) == [f"s{n}" for n in range(1, 9)]
    with either.reading() as session:
        records = Records(session, session.get_one(Service, service_id))
        for phase in records.rows(PhaseRow):
            rows = records.of(Step, "phase_id", phase)
            assert len({row.position for row in rows}) == len(rows)


def test_people_edit_move_and_record_at_once_without_waiting_for_each_other_in_a_ring(
    either: Database,
) -> None:
    """No two of them take their locks in opposite order, which PostgreSQL would end with an error."""
    from journeys.domain.recording import move_note, record_note

    service_id = put_in(either, generic_document("leistung", a_document().service))

    def act(n: int) -> None:
        with either.writing() as session:
            note = record_note(session, n % 8 + 1, "need", {"text": f"Hinweis {n}"}, f"k{n}")
        with either.writing() as session:
            move_note(session, note.id, (n + 3) % 8 + 1)
        with either.writing() as session:
            shift_step(session, n % 8 + 1, 1 if n % 2 else -1)
        with either.writing() as session:
            step = session.get_one(Step, (n + 5) % 8 + 1)
            with suppress(Stale):
                edit(session, "steps", step.id, step.revision, {"title": f"Titel {n}"})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(24)))
    assert sum(len(step.needs) for step in stored(either, service_id).steps()) == 24
