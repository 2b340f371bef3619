"""Comments: threads that go along with what they are about, and say so when it is gone."""

import pytest
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain.arranging import delete_step
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.people import Person
from journeys.domain.review import commenting
from journeys.domain.review.commenting import Writer
from journeys.domain.review.subjects import Directory, Subject
from journeys.domain.review.tables import Comment, Mention, Version
from journeys.domain.review.threads import Thread, chosen, open_at_steps, open_counts, threads_on
from journeys.domain.review.versions import document_of, review_count
from journeys.domain.steps import Step
from journeys.settings import COMMENTS, TEXT
from tests.domain.review.team import Team

STEP = Subject("step", "A")


def say(
    session: Session, team: Team, version: Version, text: str = "Warum?", about: Subject = STEP, by: int = 0
) -> Comment:
    return commenting.add_comment(session, version, about, text, Writer(team.person(session, by or team.ben)))


def seen(session: Session, version: Version) -> list[Thread]:
    return threads_on(session, version, Directory(document_of(session, version)))


def test_a_thread_has_answers_is_resolved_and_opened_again(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        version, ada = team.freeze(session), team.person(session, team.ada)
        count = review_count(session, team.service)
        first = say(session, team, version)
        commenting.answer(session, version, first.id, "Weil es so ist.", Writer(ada))
        assert review_count(session, team.service) == count + 2
        (thread,) = seen(session, version)
        assert (thread.first.name, [a.name for a in thread.answers]) == ("Ben", ["Ada"])
        assert thread.standing and thread.standing.name == "1 Antrag ausfüllen" and not thread.is_resolved
        assert open_at_steps([thread]) == {"A": 1}
        assert open_counts(session, team.service) == {version.id: 1}
        commenting.set_resolved(session, first.id, ada, True)
        commenting.set_resolved(session, first.id, ada, True)
        assert seen(session, version)[0].is_resolved and open_at_steps(seen(session, version)) == {}
        assert open_counts(session, team.service) == {}
        commenting.set_resolved(session, first.id, ada, False)
        assert not seen(session, version)[0].is_resolved
        with pytest.raises(Unknown):
            commenting.set_resolved(session, thread.answers[0].row.id, ada, True)


@pytest.mark.parametrize(
    ("about", "name"),
    [
        (Subject("service"), "Wohngeld beantragen"),
        (Subject("journey", "J1"), "Ist"),
        (Subject("step", "B"), "2 Warten"),
        (Subject("cell", "A", "frontstage"), "1 Antrag ausfüllen"),
        (Subject("note", "P"), "Zu lang"),
    ],
)
def test_everything_can_be_commented_on(either: Database, about: Subject, name: str) -> None:
    team = Team(either)
    with either.writing() as session:
        version = team.freeze(session)
        say(session, team, version, about=about)
        (thread,) = seen(session, version)
        assert thread.subject == about and thread.standing and thread.standing.name == name


@pytest.mark.parametrize(
    "about",
    [
        Subject("step", "X"),
        Subject("note", "A"),
        Subject("cell", "A", "weather"),
        Subject("opportunity", "P"),
        Subject("journey"),
    ],
)
def test_what_is_not_in_the_version_is_refused_and_nothing_is_stored(
    either: Database, about: Subject
) -> None:
    team = Team(either)
    with either.writing() as session:
        version = team.freeze(session)
        with pytest.raises(Refused):
            say(session, team, version, about=about)
        assert session.exec(select(Comment)).all() == []


def test_threads_go_along_with_what_changes_and_say_what_is_gone(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        first = team.freeze(session)
        for about in (STEP, Subject("step", "B"), Subject("cell", "B", "backstage"), Subject("note", "P")):
            say(session, team, first, about=about)
        team.write(session, "B", backstage="Akte suchen", title="Lange warten")
        delete_step(session, session.exec(select(Step).where(Step.ref == "A")).one().id)
        second = team.freeze(session)
        found = {(t.subject.about, t.subject.ref): t for t in seen(session, second)}
        assert len(found) == 4
        gone = found["step", "A"]
        assert gone.standing is None and gone.origin and gone.origin.name == "1 Antrag ausfüllen"
        step, cell = found["step", "B"], found["cell", "B"]
        assert step.standing and step.standing.name == "1 Lange warten" and step.changed
        assert (
            cell.changed
            and cell.standing
            and cell.standing.lane
            and cell.standing.lane.de == "Im Hintergrund"
        )
        assert found["note", "P"].standing is None
        assert not any(thread.changed for thread in seen(session, first))


def test_what_was_resolved_before_a_version_is_over_on_it(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        first, ada = team.freeze(session), team.person(session, team.ada)
        done, left = say(session, team, first, "Erledigt"), say(session, team, first, "Offen")
        commenting.set_resolved(session, done.id, ada, True)
    with either.writing() as session:
        team.write(session, "A", title="Anders")
        second = team.freeze(session)
        later = say(session, team, second, "Neu")
        assert [t.first.row.id for t in seen(session, second)] == [later.id, left.id]
        first = session.get_one(Version, done.version_id)
        assert [t.first.row.id for t in seen(session, first)] == [left.id, done.id]


def test_somebody_is_meant_by_their_whole_name(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        session.get_one(Person, team.cleo).name = "Ben Berger"
        session.get_one(Person, team.cleo).folded = "ben berger"
        session.flush()
        version = team.freeze(session)

        def meant(text: str) -> set[int]:
            row = say(session, team, version, text, by=team.ada)
            return set(session.exec(select(Mention.person_id).where(Mention.comment_id == row.id)))

        assert meant("@Ben Berger, bitte") == {team.cleo}
        assert meant("@ben und @BEN  BERGER") == {team.ben, team.cleo}
        assert meant("ben@ben.de") == {team.ben}
        assert meant("Ben Berger") == set()
        (mine, *_) = chosen(session, seen(session, version), "mine", team.person(session, team.ben))
        assert "ben" in mine.first.row.text.casefold()


def test_only_who_wrote_it_changes_or_deletes_it(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        version = team.freeze(session)
        ada, ben = (team.person(session, number) for number in (team.ada, team.ben))
        row = say(session, team, version)
        with pytest.raises(Refused):
            commenting.edit_comment(session, row.id, 1, "Übernommen", ada)
        with pytest.raises(Refused):
            commenting.delete_comment(session, row.id, ada)
        changed = commenting.edit_comment(session, row.id, row.revision, "Warum @Ada?", ben)
        assert (changed.text, changed.changed_at is not None) == ("Warum @Ada?", True)
        with pytest.raises(Stale) as stale:
            commenting.edit_comment(session, row.id, 1, "Zu spät", ben)
        assert (stale.value.theirs, stale.value.yours) == ({"text": "Warum @Ada?"}, {"text": "Zu spät"})
        commenting.delete_comment(session, row.id, ben)
        assert seen(session, version) == []
        with pytest.raises(Unknown):
            commenting.edit_comment(session, row.id, row.revision, "Weg", ben)
        commenting.restore_comment(session, row.id, ben)
        assert len(seen(session, version)) == 1
        commenting.delete_comment(session, row.id, ada, moderates=True)
        assert seen(session, version) == []


def test_an_answer_to_what_is_gone_is_refused_in_words(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        version, ben = team.freeze(session), team.person(session, team.ben)
        row = say(session, team, version)
        commenting.delete_comment(session, row.id, ben)
        for number in (row.id, 4711):
            with pytest.raises(Refused) as refused:
                commenting.answer(session, version, number, "Doch", Writer(ben))
            assert refused.value.findings[0].text == commenting.THREAD_GONE


def test_the_same_form_twice_is_one_comment(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        version, ben = team.freeze(session), team.person(session, team.ben)
        rows = [commenting.add_comment(session, version, STEP, "Warum?", Writer(ben), "k") for _ in range(2)]
        assert rows[0].id == rows[1].id
        answers = [
            commenting.answer(session, version, rows[0].id, "Darum", Writer(ben), "k2") for _ in range(2)
        ]
        assert answers[0].id == answers[1].id


def test_bad_texts_and_guests_without_a_name_are_refused(
    either: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = Team(either)
    with either.writing() as session:
        version = team.freeze(session)
        for text in ("", " \n", "x" * (TEXT.value + 1), "a\x07"):
            with pytest.raises(Refused):
                say(session, team, version, text)
        with pytest.raises(Refused) as refused:
            commenting.add_comment(session, version, STEP, "", Writer(guest=" "))
        assert {finding.place for finding in refused.value.findings} == {"guest", "text"}
        guest = commenting.add_comment(session, version, STEP, "<b>fett</b>", Writer(guest=" Amt  Nord "))
        assert (guest.guest, guest.text) == ("Amt Nord", "<b>fett</b>")
        monkeypatch.setattr(commenting, "COMMENTS", COMMENTS.__class__(1, ""))
        with pytest.raises(Refused):
            say(session, team, version)
