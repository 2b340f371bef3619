"""Undoing and doing again: what one did, and nothing of what others did."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from journeys.database import Database
from journeys.domain import arranging, drafting, history, recording, removing
from journeys.domain.casting import add_persona
from journeys.domain.checks import reference_findings
from journeys.domain.document import Document, NextStep
from journeys.domain.editing import edit
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.history import Edit, Overwrites
from journeys.domain.journeys import Phase
from journeys.domain.notes import Note
from journeys.domain.people import add_person
from journeys.domain.replaying import moved, replayed
from journeys.domain.services import Service
from journeys.domain.starting import generic_document
from journeys.domain.steps import Step
from journeys.domain.tables import now
from journeys.settings import EDIT_HOURS, STEPS
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import Fresh, try_examples
from tests.domain.test_storing import put_in, stored


class Studio:
    """A service that Ada and Ben work on."""

    def __init__(self, database: Database, value: Document) -> None:
        self.database, self.id = database, put_in(database, value)
        with database.writing() as session:
            self.ada, self.ben = (add_person(session, name).id for name in ("Ada", "Ben"))

    @contextmanager
    def as_(self, person: int) -> Iterator[Session]:
        with self.database.writing() as session, history.kept(session, self.id, person):
            yield session

    def undo(self, person: int, force: bool = False) -> Edit:
        with self.database.writing() as session:
            return history.undo(session, self.id, person, force)

    def redo(self, person: int, force: bool = False) -> Edit:
        with self.database.writing() as session:
            return history.redo(session, self.id, person, force)

    def now(self) -> Document:
        return stored(self.database, self.id)

    def step(self, ref: str) -> Step:
        with self.database.reading() as session:
            return session.exec(select(Step).where(Step.ref == ref)).one()

    def change(self, person: int, ref: str, **fields: Any) -> None:
        step = self.step(ref)
        with self.as_(person) as session:
            edit(session, "steps", step.id, step.revision, fields)

    def titles(self) -> list[str]:
        return [step.title for step in self.now().steps()]


@pytest.fixture
def studio(either: Database) -> Studio:
    pains = (a_pain_point("P1"), a_pain_point("P2", "Zu lang"))
    steps = (a_step("A", pain_points=pains, next=["B", "D"]), a_step("B"), a_step("C"), a_step("D"))
    return Studio(either, a_document(a_journey(steps)))


ON_STEPS = ("add", "delete", "shift", "place", "retitle", "lead")
OTHERS = ("note", "unnote", "phase_", "unphase", "shift_phase", "persona")
MOVES = st.lists(
    st.tuples(
        st.sampled_from((*ON_STEPS, *OTHERS)),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=8,
)


def act(studio: Studio, person: int, move: str, n: int, m: int) -> None:
    """One random change; one that cannot be is refused and changes nothing."""
    with suppress(Refused, Stale, Unknown, IndexError), studio.as_(person) as session:
        getattr(Moves(session, studio.id, n, m), move)()


class Moves:
    """What somebody does to some step, phase or note, picked by two numbers; IndexError when there is none."""

    def __init__(self, session: Session, service_id: int, n: int, m: int) -> None:
        self.session, self.service_id, self.n, self.m = session, service_id, n, m
        self.steps = [s for s in session.exec(select(Step).order_by(col(Step.id))) if not s.deleted_at]
        self.notes = [s for s in session.exec(select(Note).order_by(col(Note.id))) if not s.deleted_at]
        self.phases = list(session.exec(select(Phase).order_by(col(Phase.id))))

    def some(self, rows: list[Any], n: int) -> Any:
        return rows[n % len(rows) if rows else 0]

    @property
    def step(self) -> Step:
        return self.some(self.steps, self.n)  # type: ignore[no-any-return]

    @property
    def phase(self) -> int:
        return int(self.some(self.phases, self.m).id)

    def add(self) -> None:
        arranging.add_step(self.session, self.phase, f"Neu {self.n} {self.m}")

    def delete(self) -> None:
        arranging.delete_step(self.session, self.step.id)

    def shift(self) -> None:
        arranging.shift_step(self.session, self.step.id, 1 if self.m % 2 else -1)

    def place(self) -> None:
        arranging.place_step(self.session, self.step.id, self.phase, self.n)

    def retitle(self) -> None:
        said = {"title": f"Titel {self.m}", "emotion": self.m % 5 - 2}
        edit(self.session, "steps", self.step.id, self.step.revision, said)

    def lead(self) -> None:
        way = {"to": self.some(self.steps, self.m).ref, "condition": f"wenn {self.n}"}
        edit(self.session, "steps", self.step.id, self.step.revision, {"next": [way]})

    def note(self) -> None:
        key = f"{self.n} {self.m} {self.step.ref}"
        recording.record_note(self.session, self.step.id, "need", {"text": f"Bedarf {self.n}"}, key)

    def unnote(self) -> None:
        recording.delete_note(self.session, self.some(self.notes, self.n).id)

    def phase_(self) -> None:
        arranging.add_phase(self.session, 1, f"Phase {self.n} {self.m}")

    def unphase(self) -> None:
        arranging.delete_phase(self.session, self.phase)

    def shift_phase(self) -> None:
        arranging.shift_phase(self.session, self.phase, 1 if self.n % 2 else -1)

    def persona(self) -> None:
        add_persona(self.session, self.service_id, {"name": f"Persona {self.n}"})


def comes_back(fresh: Fresh, moves: list[tuple[str, int, int]]) -> None:
    with fresh() as database:
        studio = Studio(database, generic_document("leistung", a_document().service))
        states = [studio.now()]
        for move in moves:
            act(studio, studio.ada, *move)
            if studio.now() != states[-1]:
                states.append(studio.now())
        for before in reversed(states[:-1]):
            studio.undo(studio.ada)
            assert studio.now() == before
        for after in states[1:]:
            studio.redo(studio.ada)
            assert studio.now() == after
        with pytest.raises(Refused):
            studio.redo(studio.ada)


def test_everything_is_undone_step_by_step_and_done_again(fresh: Fresh, how_few: int) -> None:
    try_examples(how_few, lambda moves: comes_back(fresh, moves), moves=MOVES)


@pytest.mark.full
def test_everything_is_undone_and_done_again_promised(fresh: Fresh) -> None:
    try_examples(300, lambda moves: comes_back(fresh, moves), moves=MOVES)


def others_stay(fresh: Fresh, mine: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]) -> None:
    """Whatever two people do, one's undoing leaves the other's texts as they are, and a document that is right."""
    with fresh() as database:
        studio = Studio(database, generic_document("leistung", a_document().service))
        for n in range(max(len(mine), len(theirs))):
            for person, moves in ((studio.ada, mine), (studio.ben, theirs)):
                if n < len(moves):
                    act(studio, person, *moves[n])
        with database.reading() as session:
            done = list(session.exec(select(Edit).where(Edit.person_id == studio.ben)))
        before = history.flat(studio.now())
        bens = {(item, field): after for each in done for item, field, _, after in each.changes}
        standing = {
            key: value for key, value in bens.items() if value is not None and before.get(key) == value
        }
        with suppress(Refused):
            while True:
                studio.undo(studio.ada)
        after = history.flat(studio.now())
        assert reference_findings(studio.now()) == []
        for key in standing:
            if key[1] in ("title", "emotion", "text", "name"):
                assert after.get(key) == before[key]


def test_a_step_of_mine_that_others_went_on_from_stays_until_it_is_asked_for(studio: Studio) -> None:
    with studio.as_(studio.ada) as session:
        ref = arranging.add_step(session, studio.step("D").phase_id, "Meiner").ref
    studio.change(studio.ben, ref, next=[{"to": "A", "condition": "noch einmal"}])
    before = studio.now()
    with pytest.raises(Overwrites) as overwrites:
        studio.undo(studio.ada)
    assert f"steps/{ref}" in {each.item for each in overwrites.value.found} and studio.now() == before
    studio.undo(studio.ada, force=True)
    assert ref not in {step.id for step in studio.now().steps()}


def test_undoing_leaves_what_others_did(fresh: Fresh, how_few: int) -> None:
    try_examples(how_few, lambda a, b: others_stay(fresh, a, b), a=MOVES, b=MOVES)


@pytest.mark.full
def test_undoing_leaves_what_others_did_promised(fresh: Fresh) -> None:
    try_examples(200, lambda a, b: others_stay(fresh, a, b), a=MOVES, b=MOVES)


def test_a_deleted_step_comes_back_with_its_notes_and_ways(studio: Studio) -> None:
    before = studio.now()
    with studio.as_(studio.ada) as session:
        arranging.delete_step(session, studio.step("A").id)
    studio.change(studio.ben, "C", title="Anders")
    assert studio.undo(studio.ada).what == "removed"
    back = next(step for step in studio.now().steps() if step.id == "A")
    assert back == next(step for step in before.steps() if step.id == "A")
    assert studio.titles() == ["Schritt A", "Schritt B", "Anders", "Schritt D"]


def test_undo_takes_only_mine_though_others_came_later(studio: Studio) -> None:
    studio.change(studio.ada, "A", title="Von Ada")
    studio.change(studio.ben, "B", title="Von Ben")
    studio.undo(studio.ada)
    assert studio.titles()[:2] == ["Schritt A", "Von Ben"]
    with pytest.raises(Refused, match="nothing left"):
        studio.undo(studio.ada)


def test_the_same_field_is_not_overwritten_unasked(studio: Studio) -> None:
    studio.change(studio.ada, "A", title="Von Ada", backstage="Akte anlegen")
    studio.change(studio.ben, "A", title="Von Ben")
    before = studio.now()
    with pytest.raises(Overwrites) as refused:
        studio.undo(studio.ada)
    assert [(d.field, d.before, d.after) for d in refused.value.found] == [("title", "Von Ben", "Schritt A")]
    assert studio.now() == before
    studio.undo(studio.ada, force=True)
    assert studio.titles()[0] == "Schritt A" and studio.now().journeys[0].steps()[0].backstage is None


def test_a_new_step_in_which_somebody_wrote_stays_even_if_forced(studio: Studio) -> None:
    with studio.as_(studio.ada) as session:
        phase = session.exec(select(Phase)).one()
        new = arranging.add_step(session, phase.id, "Neu")
    with studio.as_(studio.ben) as session:
        recording.record_note(session, new.id, "need", {"text": "Eine Liste"}, "k")
    for force in (False, True):
        with pytest.raises(Overwrites) as refused:
            studio.undo(studio.ada, force)
        assert [each.item for each in refused.value.found] == [f"steps/{new.ref}"]
    assert "Neu" in studio.titles()


def test_a_move_is_undone_among_steps_that_came_since(studio: Studio) -> None:
    with studio.as_(studio.ada) as session:
        arranging.place_step(session, studio.step("A").id, 1, 3)
    assert studio.titles() == ["Schritt B", "Schritt C", "Schritt D", "Schritt A"]
    with studio.as_(studio.ben) as session:
        arranging.add_step(session, 1, "Dazwischen", studio.step("C").id)
    studio.undo(studio.ada)
    assert studio.titles() == ["Schritt A", "Schritt B", "Schritt C", "Dazwischen", "Schritt D"]


def test_who_goes_on_after_undoing_has_nothing_to_do_again(studio: Studio) -> None:
    studio.change(studio.ada, "A", title="Eins")
    studio.undo(studio.ada)
    studio.change(studio.ada, "B", title="Zwei")
    with studio.database.reading() as session:
        there = history.reach(session, studio.id, studio.ada)
    assert there.redo is None and there.undo is not None and there.undo.about == "Zwei"


def test_no_more_steps_come_back_than_a_service_may_have(either: Database) -> None:
    studio = Studio(either, a_document(a_journey(STEPS.value)))
    with studio.as_(studio.ada) as session:
        arranging.delete_step(session, studio.step("S7").id)
    with studio.as_(studio.ben) as session:
        arranging.add_step(session, 1, "Der letzte")
    before = studio.now()
    with pytest.raises(Refused, match=str(STEPS.value)):
        studio.undo(studio.ada)
    assert studio.now() == before


@pytest.mark.parametrize(
    ("what", "kind", "about"),
    [
        ("added", "steps", "Neu"),
        ("removed", "steps", "Schritt A"),
        ("moved", "steps", "Schritt A"),
        ("changed", "steps", "Umbenannt"),
        ("added", "phases", "Danach"),
        ("added", "notes", "Eine Liste"),
    ],
)
def test_an_edit_is_called_after_what_weighs_most(studio: Studio, what: str, kind: str, about: str) -> None:
    step = studio.step("A")
    with studio.as_(studio.ada) as session:
        if (what, kind) == ("added", "steps"):
            arranging.add_step(session, 1, about)
        elif kind == "phases":
            arranging.add_phase(session, 1, about)
        elif kind == "notes":
            recording.record_note(session, step.id, "need", {"text": about}, "k")
        elif what == "removed":
            arranging.delete_step(session, step.id)
        elif what == "moved":
            arranging.place_step(session, step.id, 1, 3)
        else:
            edit(session, "steps", step.id, step.revision, {"title": about})
    with studio.database.reading() as session:
        last = history.reach(session, studio.id, studio.ada).undo
        assert last and (last.what, last.kind, last.about) == (what, kind, about)
        seen = history.last_of_others(session, studio.id, studio.ben)
        assert seen and seen.id == last.id and history.last_of_others(session, studio.id, studio.ada) is None


def test_edits_go_after_a_day_and_with_a_text_that_is_removed_for_good(studio: Studio) -> None:
    studio.change(studio.ada, "A", title="Herr Muster beschwert sich")
    studio.change(studio.ada, "A", title="Beschwerde")
    with studio.database.writing() as session:
        history.drop_old(session, now() + timedelta(hours=EDIT_HOURS.value - 1))
        assert session.exec(select(Edit)).all()
        step = studio.step("B").id
        removing.remove(session, "step", step, [f"step.{step}.title"], None, now().date())
    with studio.database.reading() as session:
        assert session.exec(select(Edit)).all() == []
    studio.change(studio.ada, "A", title="Wieder")
    with studio.database.writing() as session:
        history.drop_old(session, now() + timedelta(hours=EDIT_HOURS.value + 1))
        assert session.exec(select(Edit)).all() == []


REFS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(REFS, REFS)
def test_replaying_on_the_same_list_gives_what_came_of_it(before: list[str], after: list[str]) -> None:
    gone = set(before) - set(after)
    assert [ref for ref in replayed(before, before, after) if ref not in gone] == after


@given(REFS, REFS)
def test_replaying_nothing_changes_nothing(here: list[str], same: list[str]) -> None:
    assert replayed(here, same, same) == here and moved(same, same) == []


def test_a_whole_to_be_is_undone_and_done_again(studio: Studio) -> None:
    before = studio.now()
    with studio.as_(studio.ada) as session:
        drafting.start_to_be(session, 1)
    after = studio.now()
    undone = studio.undo(studio.ada)
    assert (undone.what, undone.kind, undone.about) == ("added", "journeys", "Soll")
    assert studio.now() == before
    studio.redo(studio.ada)
    assert studio.now() == after


def test_a_to_be_in_which_somebody_works_by_now_stays(studio: Studio) -> None:
    with studio.as_(studio.ada) as session:
        to_be = drafting.start_to_be(session, 1).ref
    new = studio.now().journey(to_be).steps()[0]  # type: ignore[union-attr]
    studio.change(studio.ben, new.id, title="Von Ben")
    with pytest.raises(Overwrites):
        studio.undo(studio.ada)
    assert "Von Ben" in studio.titles()


def test_next_step_is_a_way(studio: Studio) -> None:
    studio.change(studio.ada, "C", next=[{"to": "A", "condition": "wenn etwas fehlt"}])
    assert studio.now().journeys[0].steps()[2].next == (NextStep(to="A", condition="wenn etwas fehlt"),)
    studio.undo(studio.ada)
    assert studio.now().journeys[0].steps()[2].next is None


def test_a_service_that_is_gone_takes_its_edits_along(studio: Studio) -> None:
    studio.change(studio.ada, "A", title="Eins")
    with studio.database.writing() as session:
        session.delete(session.get_one(Service, studio.id))
    with studio.database.reading() as session:
        assert session.exec(select(Edit)).all() == []
