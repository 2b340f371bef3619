"""Removing a text for good: a marker goes through every free text of every noun, and afterwards is nowhere."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel, select

from journeys.database import Database
from journeys.domain import audit, editing, recording, removing
from journeys.domain.arranging import delete_step
from journeys.domain.document import (
    Document,
    Fact,
    Lane,
    LaneText,
    NextStep,
    Opportunity,
    Origin,
    Persona,
    Quote,
    Service,
    Source,
    Span,
    UnsortedNote,
)
from journeys.domain.findings import Refused, Unknown
from journeys.domain.free_texts import APART, COPIES, FREE, NO_TEXT
from journeys.domain.importing import export_document, import_document
from journeys.domain.members import Membership
from journeys.domain.notes import Note
from journeys.domain.people import add_person, find_person
from journeys.domain.projects import Project, create_project, find_project
from journeys.domain.proposals import Proposal
from journeys.domain.references import findings_of
from journeys.domain.review import approving, commenting, share_links, versions
from journeys.domain.review.subjects import Subject
from journeys.domain.review.tables import Comment, FrozenDocument, Version
from journeys.domain.services import Service as ServiceRow
from journeys.domain.steps import Step
from journeys.domain.tables import now
from journeys.domain.updating import ImportMark
from journeys.domain.workshops import asking, curating, planning, running
from journeys.domain.workshops.planning import agenda_of
from journeys.domain.workshops.tables import Card, Deed
from journeys.domain.writing import to_json
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_retention import everything
from tests.domain.workshops.room import NOON, Room

MARKER = "Marianne-Mustermann"
TODAY = date(2027, 5, 3)
GONE = "[entfernt am 03.05.2027]"


def marked() -> Iterator[str]:
    """The marker with a number, another one each time: so each field has its own."""
    n = 0
    while True:
        n += 1
        yield f"{MARKER}-{n}"


def a_marked_document() -> Document:
    """Every free text of a document, and every id, holds the marker."""
    t = marked()
    note = a_pain_point(next(t), next(t), origin=Origin(workshop=next(t)))
    quote = Quote(id=next(t), text=next(t), speaker=next(t))
    first = a_step(
        f"{MARKER}-erster",
        next(t),
        touchpoint=next(t),
        evidence=next(t),
        citizen_action=next(t),
        frontstage=next(t),
        backstage=next(t),
        support_systems=(next(t), "E-Akte"),
        documents=(next(t),),
        reused=(next(t),),
        legal_basis=(next(t),),
        cost=Fact(text=next(t), value=next(t), unit=next(t)),
        in_lanes=(LaneText(lane=f"{MARKER}-bahn", text=next(t)),),
        waiting_time=Span(text=next(t)),
        processing_time=Span(text=next(t)),
        next=[NextStep(to=f"{MARKER}-zweiter", condition=next(t))],
        pain_points=(note,),
        quotes=(quote,),
    )
    journey = a_journey(
        (first, a_step(f"{MARKER}-zweiter")), id=f"{MARKER}-reise", title=next(t), summary=next(t)
    )
    lane = Lane(id=f"{MARKER}-bahn", name=next(t), kind="other")
    phase = journey.phases[0].model_copy(update={"name": next(t), "goal": next(t)})
    return a_document(
        journey.model_copy(update={"phases": (phase,), "lanes": (lane,)}),
        id=f"{MARKER}-leistung".lower(),
        disclaimer=next(t),
        as_of=next(t),
        language=next(t),
        service=Service(
            name=next(t),
            short_name=next(t),
            country=next(t),
            staff_term=next(t),
            life_situation=next(t),
            authority=next(t),
            legal_basis=(next(t),),
            fee=Fact(text=next(t), value=next(t), unit=next(t)),
            duration=Fact(text=next(t)),
            facts=(Fact(text=next(t)),),
        ),
        personas=(
            Persona(id=next(t), name=next(t), situation=next(t), goals=(next(t),), barriers=(next(t),)),
        ),
        opportunities=(Opportunity(id=next(t), text=next(t)),),
        unsorted_notes=(UnsortedNote(id=next(t), text=next(t), origin=Origin(workshop=next(t))),),
        sources=(
            Source(id=next(t), title=next(t), publisher=next(t), url=next(t), date=next(t), used_for=next(t)),
        ),
    )


class House:
    """A project with a workshop, in which everything that can be written holds the marker."""

    def __init__(self, database: Database) -> None:
        self.database, self.document = database, a_marked_document()
        with database.writing() as session:
            project = create_project(session, f"{MARKER} Vorhaben", f"{MARKER} Beschreibung")
            self.project_id = project.id
            self.service_id = import_document(session, project, self.document).service.id
            self.by = add_person(session, "Ada").id
            proposal = {"text": f"{MARKER} soll es ändern", "module": "06"}
            session.add(Proposal(service_id=self.service_id, **proposal))
            session.add(Proposal(service_id=self.service_id, **proposal, deleted_at=NOON))
        self._review()
        self._hold_workshop()

    def _review(self) -> None:
        """Two versions, of which the first holds texts that were worded otherwise since; what was said about them."""
        with self.database.writing() as session:
            ada = find_person(session, self.by)
            session.add(Membership(project_id=self.project_id, person_id=ada.id, role="design"))
            service = session.get_one(ServiceRow, self.service_id)
            step = session.exec(select(Step).where(Step.service_id == self.service_id)).first()
            assert step
            editing.edit(session, "steps", step.id, step.revision, {"backstage": f"{MARKER} früher"})
            named = {"name": f"{MARKER} S", "reason": f"{MARKER} G"}
            version = versions.freeze(session, service, ada, **named).version
            editing.edit(session, "steps", step.id, step.revision, {"backstage": f"{MARKER} jetzt"})
            versions.freeze(session, service, ada)
            typed = {"name": f"{MARKER} L", "days": "7", "version": "", "may_comment": "y", "password": ""}
            share_links.make_link(session, self.service_id, {**typed, "embedded_in": ""}, ada, now())
            about = Subject("step", step.ref)
            guest = commenting.Writer(guest=f"{MARKER} Gast")
            first = commenting.add_comment(session, version, about, f"{MARKER}, wirklich?", guest)
            commenting.answer(session, version, first.id, f"{MARKER}, ja", commenting.Writer(ada))
            asked = approving.ask(session, version, [ada.id], now().date(), f"{MARKER} bitte", ada)
            said = {"verdict": "objected", "reason": f"{MARKER} nein", "name": f"{MARKER} A"}
            approving.answer(session, asked.id, {**said, "seal": approving.seen_seal(version)}, ada)
            session.delete(session.exec(select(Membership)).one())  # the project stays the administrators'

    def _hold_workshop(self) -> None:
        database = self.database
        with database.writing() as session:
            lines = [f"{MARKER} Zeile"]
            workshop = planning.plan_workshop(session, self.service_id, "short")
            texts = dict.fromkeys(("title", "purpose", "decided_by", "thanks"), f"{MARKER} W")
            lists = dict.fromkeys(("expected", "not_expected", "what_happens"), lines)
            planning.edit_workshop(session, workshop.id, workshop.plan_revision, {**texts, **lists})
            for item in agenda_of(session, workshop.id):
                more = {"question": f"{MARKER}?", "result": f"{MARKER}!", "title": f"{MARKER} P"}
                planning.edit_item(session, item.id, item.revision, more)
            running.open_workshop(session, workshop.id, NOON)
        self.workshop_id = workshop.id
        self.room = Room.__new__(Room)
        self.room.database, self.room.service_id, self.room.id = database, self.service_id, workshop.id
        who = self.room.join()
        card = self.room.write(who, f"{MARKER} schrieb dies", key="k1")
        other = self.room.write(who, f"{MARKER} braucht etwas", "need", 1, key="k2")
        with database.writing() as session:
            for _ in agenda_of(session, workshop.id):
                running.go(session, workshop.id, 1, None, NOON)
            for item in agenda_of(session, workshop.id):
                running.reveal(session, item.id)
            for number in (card.id, other.id):
                one = session.get_one(Card, number, populate_existing=True)
                done = curating.uncover(session, one.id, one.revision)
                done = curating.show_card(session, one.id, done.card.revision)
                done = curating.reword(session, one.id, done.card.revision, f"{MARKER} anders")
                done = curating.reword(session, one.id, done.card.revision, f"{MARKER} wieder anders")
                done = curating.reply(session, one.id, done.card.revision, f"{MARKER}, danke")
                curating.reply(session, one.id, done.card.revision, f"{MARKER}, vielen Dank")
            card = session.get_one(Card, card.id, populate_existing=True)
            done = curating.split(session, card.id, card.revision, f"{MARKER} eins", f"{MARKER} zwei")
            curating.undo(session, done.deed.id)
            card = session.get_one(Card, card.id, populate_existing=True)
            curating.split(session, card.id, card.revision, f"{MARKER} drei", f"{MARKER} vier")
            asked = asking.ask_question(session, workshop.id, f"{MARKER}?", "key", ahead=True)
            asking.answer_question(session, asked.id, f"{MARKER}, ja")
        with database.writing() as session:
            step = session.exec(select(Step).where(Step.service_id == self.service_id)).first()
            assert step
            recorded = recording.record_note(session, step.id, "need", {"text": f"{MARKER} N"}, MARKER)
            recording.delete_note(session, recorded.id)
            delete_step(session, step.id)

    def remove_all(self) -> None:
        """Everything on every page that offers something, as people would."""
        with self.database.reading() as session:
            hidden = [(one.noun, one.id) for one in removing.hidden(session, self.service_id)]
            steps = session.exec(select(Step.id).where(Step.service_id == self.service_id)).all()
            notes = session.exec(select(Note.id).where(Note.service_id == self.service_id)).all()
            cards = session.exec(select(Card.id).where(Card.workshop_id == self.workshop_id)).all()
            kept = session.exec(select(Version.id).where(Version.service_id == self.service_id)).all()
            said = session.exec(select(Comment.id).where(Comment.service_id == self.service_id)).all()
        things = [("project", self.project_id), ("service", self.service_id), ("workshop", self.workshop_id)]
        for name, numbers in (
            ("step", steps),
            ("note", notes),
            ("card", cards),
            ("version", kept),
            ("comment", said),
        ):
            things += [(name, number) for number in numbers]
        assert set(hidden) <= set(things) and hidden
        for noun, number in things:
            self.remove(noun, number)

    def remove(self, noun: str, number: int, *only: str) -> None:
        with self.database.writing() as session:
            keys = [t.key for thing in removing.offered(session, noun, number) for t in thing.texts]
            keys = [key for key in keys if not only or key.rpartition(".")[2] in only]
            if keys:
                removing.remove(session, noun, number, keys, find_person(session, self.by), TODAY)


def text_columns() -> set[str]:
    """Every column of every table that could hold a text."""
    found = set()
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            kind: Any = column.type
            while isinstance(kind, TypeDecorator):
                kind = kind.impl
            if isinstance(getattr(kind, "impl", kind), String | JSON):
                found.add(f"{table.name}.{column.name}")
    return found


def test_every_column_that_could_hold_a_text_is_known_once() -> None:
    free = {f"{table.__tablename__}.{column}" for table, columns in FREE.items() for column in columns}
    known = [*free, *COPIES, *APART, *NO_TEXT]
    assert len(known) == len(set(known))
    assert set(known) == text_columns()


def test_everything_that_takes_a_free_text_is_on_a_page() -> None:
    reached = {*removing.NOUNS.values(), *(table for parts in removing.WITH.values() for table in parts)}
    assert reached == set(FREE) == set(removing.KINDS)


def where_it_is(session: Session, *markers: str) -> list[str]:
    """The columns that hold one of these, whatever the case of its letters; what is packed is unpacked."""
    return [
        f"{table}.{column}"
        for table, rows in everything(session).items()
        for row in rows
        for column, value in row.items()
        if any(marker.casefold() in _readable(value).casefold() for marker in markers)
    ]


def _readable(value: Any) -> str:
    return repr(versions.unpacked(value).plain() if isinstance(value, bytes) else value)


def test_the_marker_is_everywhere_and_then_nowhere(either: Database) -> None:
    house = House(either)
    with either.reading() as session:
        before = set(where_it_is(session, MARKER))
    free = {f"{table.__tablename__}.{column}" for table, columns in FREE.items() for column in columns}
    # Keys of forms hold nothing that somebody wrote, and a note's is a hash.
    assert before >= free | {"card.wording", "deed.before", "import_mark.item", "frozen_document.content"}
    house.remove_all()
    with either.reading() as session:
        assert where_it_is(session, MARKER) == []
        document = export_document(session, house.service_id)
    assert MARKER not in to_json(document) and GONE in to_json(document)


def test_versions_lose_it_too_and_say_since_when(either: Database) -> None:
    """Also a wording from before, and an approval of it says what it was of."""
    house = House(either)
    with either.reading() as session:
        step = session.exec(select(Step).where(Step.backstage == f"{MARKER} jetzt")).one()
        seals = [version.seal for version in versions.versions_of(session, house.service_id)]
    house.remove("step", step.id, "backstage")
    with either.reading() as session:
        kept = versions.versions_of(session, house.service_id)
        assert [version.seal for version in kept] == seals and all(version.removed_at for version in kept)
        for version in kept:
            document = versions.document_of(session, version)
            assert GONE in {one.backstage for one in document.steps()}
            assert f"{MARKER} früher" not in to_json(document) and f"{MARKER} jetzt" not in to_json(document)
            assert findings_of(document.plain()) == []


def test_versions_that_say_the_same_afterwards_are_kept_once(either: Database) -> None:
    with either.writing() as session:
        service = import_document(session, create_project(session, "Vorhaben"), a_document()).service
        step = session.exec(select(Step)).first()
        assert step
        for text in ("eins", "zwei", "drei"):
            editing.edit(session, "steps", step.id, step.revision, {"backstage": text})
            versions.freeze(session, service, None)
        removing.remove(session, "step", step.id, [f"step.{step.id}.backstage"], None, TODAY)
        assert len(session.exec(select(FrozenDocument)).all()) == 1
        assert [v.number for v in versions.versions_of(session, service.id)] == [3, 2, 1]


def test_nothing_brings_it_back(either: Database) -> None:
    """Neither undoing, nor restoring, nor the file it came from."""
    house = House(either)
    house.remove_all()
    with either.writing() as session:
        for deed in session.exec(select(Deed)).all():
            try:
                curating.undo(session, deed.id)
            except Refused:
                continue
        for note in session.exec(select(Note)).all():
            recording.restore_note(session, note.id)
        for version in versions.versions_of(session, house.service_id):
            versions.bring_back(session, version, find_person(session, house.by))
        assert where_it_is(session, MARKER) == []


def test_the_file_it_came_from_brings_no_text_back(either: Database) -> None:
    """With its ids as they were, so that the file finds what it is about; twice, for the marks are made anew."""
    document = a_document(
        a_journey((a_step("S1", "Titel", backstage=f"{MARKER} B", pain_points=(a_pain_point(text=MARKER),)),))
    )
    with either.writing() as session:
        project = create_project(session, "Vorhaben")
        service = import_document(session, project, document).service
        step, note = session.exec(select(Step)).one(), session.exec(select(Note)).one()
        removing.remove(session, "step", step.id, [f"step.{step.id}.backstage"], None, TODAY)
        removing.remove(session, "note", note.id, [f"note.{note.id}.text"], None, TODAY)
    for round_ in range(2):
        with either.writing() as session:
            outcome = import_document(session, find_project(session, project.id), document, update=True)
            assert (outcome.done, outcome.kept) == ("same", []), round_
    with either.reading() as session:
        assert where_it_is(session, MARKER) == []
        marks = session.exec(select(ImportMark.fingerprint).where(ImportMark.field == "backstage"))
        assert marks.one() == "removed for good"
    changed = document.model_copy(update={"disclaimer": "Neu"})
    with either.writing() as session:
        assert import_document(session, find_project(session, project.id), changed, True).done == "updated"
        exported = export_document(session, service.id)
    assert exported.disclaimer == "Neu" and MARKER not in to_json(exported)


def test_a_note_takes_its_card_with_it(either: Database) -> None:
    house = House(either)
    with either.reading() as session:
        note = session.exec(select(Note).where(Note.card_id != None)).first()  # noqa: E711
        assert note
    house.remove("note", note.id, "text")
    with either.reading() as session:
        card = session.get_one(Card, note.card_id)
        assert (card.text, card.wording, session.get_one(Note, note.id).text) == (GONE, GONE, GONE)


def test_both_halves_of_a_split_card_go(either: Database) -> None:
    house = House(either)
    with either.reading() as session:
        half = session.exec(select(Card).where(Card.split_from != None)).one()  # noqa: E711
        whole = session.get_one(Card, half.split_from)
    for removed in (half, whole):
        house.remove("card", removed.id, "text")
        with either.reading() as session:
            cards = [session.get_one(Card, each.id) for each in (half, whole)]
            notes = session.exec(select(Note.text).where(Note.card_id.in_([half.id, whole.id]))).all()  # type: ignore[union-attr]
        assert {each.text for each in cards} | {each.wording for each in cards} | set(notes) == {GONE}


def test_only_what_was_chosen_goes(either: Database) -> None:
    house = House(either)
    with either.reading() as session:
        before = everything(session)
        step = session.exec(select(Step).order_by(Step.id)).first()  # type: ignore[arg-type]
        assert step
    house.remove("step", step.id, "backstage")
    with either.reading() as session:
        after = everything(session)
    changed = {
        f"{table}.{column}"
        for table, rows in after.items()
        for old, new in zip(before[table], rows, strict=False)
        for column in new
        if old[column] != new[column]
    }
    counters = {"step.revision", "service.changes", "service.review", "workshop.revision", "workshop.scene"}
    counters |= {f"frozen_document.{name}" for name in ("content", "seal")}
    counters.add("version.removed_at")
    # Versions that say the same afterwards share one document.
    assert changed - counters - {"version.frozen_id"} == {"step.backstage", "import_mark.fingerprint"}
    assert counters <= changed


def test_the_trail_tells_who_and_where_but_not_what(either: Database) -> None:
    house = House(either)
    with either.reading() as session:
        note = session.exec(select(Note.id).order_by(Note.id)).first()  # type: ignore[arg-type]
        assert note
    house.remove("service", house.service_id, "name")
    house.remove("note", note, "text")
    house.remove("workshop", house.workshop_id)
    house.remove("project", house.project_id)
    with either.reading() as session:
        told = [(e.by, e.about) for e in reversed(audit.entries(session)) if e.what == "removed_for_good"]
        assert session.get_one(Project, house.project_id).name == f"{GONE} {house.project_id}"
        assert session.get_one(ServiceRow, house.service_id).name == GONE
    assert told == [
        ("Ada", f"Leistung: {GONE}"),
        ("Ada", f"Hinweis: {GONE}"),
        ("Ada", f"Workshop: {GONE}"),
        ("Ada", f"Vorhaben: {GONE} {house.project_id}"),
    ]


def test_another_things_text_is_not_to_be_had(either: Database) -> None:
    house = House(either)
    with either.writing() as session:
        other = session.exec(select(Step.id).order_by(Step.id)).all()  # type: ignore[arg-type]
        for keys in (
            [],
            [f"step.{other[1]}.title"],
            ["person.1.name"],
            ["step"],
            [f"service.{house.service_id}.name"],
        ):
            with pytest.raises(Refused):
                removing.remove(session, "step", other[0], keys, None, TODAY)
        with pytest.raises(Unknown):
            removing.remove(session, "step", 10**6, [], None, TODAY)


def test_the_files_of_sqlite_hold_it_no_more(sqlite: Database) -> None:
    """Not in free pages, not in the write-ahead log; with another connection open, as servers have them."""
    house, files = House(sqlite), database_files(sqlite)
    assert any(MARKER.encode() in file.read_bytes() for file in files)
    with sqlite.reading() as reader:
        reader.exec(select(Step.id)).all()
    house.remove_all()
    sqlite.wipe()
    assert [file.name for file in database_files(sqlite) if MARKER.encode() in file.read_bytes()] == []
    with sqlite.reading() as session:
        assert session.exec(select(Step)).first() is not None


def database_files(database: Database) -> list[Path]:
    file = Path(str(database.url.database))
    return [each for each in file.parent.iterdir() if each.name.startswith(file.name)]


def test_deleting_alone_overwrites_on_sqlite(sqlite: Database) -> None:
    """What a writer takes back leaves no trace in the file itself once the log is written into it."""
    with sqlite.writing() as session:
        project = create_project(session, "Vorhaben", MARKER * 200)
    with sqlite.writing() as session:
        session.delete(session.get_one(Project, project.id))
    raw = sqlite.engine.raw_connection()
    raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    raw.close()
    assert [file.name for file in database_files(sqlite) if MARKER.encode() in file.read_bytes()] == []


def test_what_older_versions_left_in_free_pages_goes_too(sqlite: Database) -> None:
    """They did not overwrite what they deleted: only writing the file anew reaches that."""
    raw = sqlite.engine.raw_connection()
    old = raw.driver_connection
    assert old
    for statement in (
        "PRAGMA secure_delete=OFF",
        "CREATE TABLE earlier (text TEXT)",
        f"INSERT INTO earlier VALUES ('{MARKER * 200}')",
        "DROP TABLE earlier",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA secure_delete=ON",
    ):
        old.execute(statement).fetchall()
    raw.close()
    assert [file.name for file in database_files(sqlite) if MARKER.encode() in file.read_bytes()]
    sqlite.wipe()
    assert [file.name for file in database_files(sqlite) if MARKER.encode() in file.read_bytes()] == []
