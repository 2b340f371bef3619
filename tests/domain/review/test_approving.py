"""Approval rounds: for one content and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain.audit import AuditEntry
from journeys.domain.findings import Refused
from journeys.domain.members import Membership
from journeys.domain.review import approving
from journeys.domain.review.tables import ApprovalRound, Version
from journeys.domain.services import Service
from journeys.domain.tables import now
from tests.domain.review.team import Team


def ask(session: Session, team: Team, version: Version, *people: int) -> ApprovalRound:
    asked = people or (team.ben, team.cleo)
    return approving.ask(
        session, version, asked, now().date(), "Bitte prüfen", team.person(session, team.ada)
    )


def reply(
    session: Session, team: Team, row: ApprovalRound, who: int, verdict: str = "approved", **more: str
) -> Any:
    seal = approving.seen_seal(session.get_one(Version, row.version_id))
    said = {"verdict": verdict, "reason": "", "name": "Fachbereich", "seal": seal, **more}
    return approving.answer(session, row.id, said, team.person(session, who))


def state(session: Session, row: ApprovalRound) -> str:
    return approving.told(session, row).state


def test_each_answers_and_the_state_follows(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        version = team.freeze(session)
        row = ask(session, team, version)
        told = approving.told(session, row)
        assert (told.state, told.asker, [a.name for a in told.answers]) == ("open", "Ada", ["Ben", "Cleo"])
        assert [
            a.row.id for a in approving.waiting_for(session, [team.service], team.person(session, team.ben))
        ] == [row.id]
        answer = reply(session, team, row, team.ben)
        assert (answer.name, answer.seal, answer.at is not None) == ("Fachbereich", version.seal, True)
        assert approving.waiting_for(session, [team.service], team.person(session, team.ben)) == []
        assert state(session, row) == "open"
        reply(session, team, row, team.cleo, "remarks", reason="Bitte die Frist nennen")
        assert state(session, row) == "remarks"
        reply(session, team, row, team.cleo)
        assert state(session, row) == "approved"
        service = session.get_one(Service, team.service)
        approved = approving.approved_version(session, service)
        assert approved and approved.version.id == version.id
        reply(session, team, row, team.ben, "objected", reason="Doch nicht")
        assert state(session, row) == "objected" and approving.approved_version(session, service) is None
        whats = session.exec(select(AuditEntry.what)).all()
        assert whats.count("approval_answered") == 4 and "approval_asked" in whats


def test_no_answer_counts_for_another_content_than_the_one_seen(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        first = team.freeze(session)
        row = ask(session, team, first)
        team.write(session, "A", title="Anders")
        second = team.freeze(session)
        for seal in (approving.seen_seal(second), "", first.seal):
            with pytest.raises(Refused) as refused:
                reply(session, team, row, team.ben, seal=seal)
            assert refused.value.findings[0].text == approving.OTHER_CONTENT
        first.removed_at = now()  # a text went from it after the page was made
        session.flush()
        with pytest.raises(Refused):
            reply(session, team, row, team.ben, seal=f"{first.seal}:")
        assert state(session, row) == "open"


def test_a_round_on_a_newer_version_takes_its_place(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        old = ask(session, team, team.freeze(session))
        reply(session, team, old, team.ben)
        team.write(session, "A", title="Anders")
        new = ask(session, team, team.freeze(session))
        with pytest.raises(Refused) as refused:
            reply(session, team, old, team.cleo)
        assert refused.value.findings[0].text == approving.ENDED
        assert (state(session, old), state(session, new)) == ("closed", "open")
        approving.close(session, new.id, team.person(session, team.ada))
        with pytest.raises(Refused):
            reply(session, team, new, team.ben)


def test_only_members_are_asked_and_only_they_answer(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        version = team.freeze(session)
        row = ask(session, team, version, team.ben)
        with pytest.raises(Refused) as refused:
            reply(session, team, row, team.cleo)
        assert refused.value.findings[0].text == approving.NOT_ASKED
        session.delete(session.exec(select(Membership).where(Membership.person_id == team.cleo)).one())
        session.flush()
        with pytest.raises(Refused):
            ask(session, team, version, team.cleo)


@pytest.mark.parametrize(
    ("people", "days", "places"),
    [((), 0, {"people"}), ((1,), -1, {"due_on"}), ((), None, {"people", "due_on"})],
)
def test_what_is_missing_is_listed(
    either: Database, people: tuple[int, ...], days: int | None, places: set[str]
) -> None:
    team = Team(either)
    with either.writing() as session:
        due = None if days is None else now().date() + timedelta(days=days)
        asked = [team.ben] if people else []
        with pytest.raises(Refused) as refused:
            approving.ask(session, team.freeze(session), asked, due, "", team.person(session, team.ada))
        assert {finding.place for finding in refused.value.findings} == places


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ({"verdict": ""}, {"verdict"}),
        ({"verdict": "maybe", "name": " "}, {"verdict", "name"}),
        ({"verdict": "objected"}, {"reason"}),
        ({"verdict": "remarks", "reason": " "}, {"reason"}),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(
    either: Database, said: dict[str, str], places: set[str]
) -> None:
    team = Team(either)
    with either.writing() as session:
        row = ask(session, team, team.freeze(session))
        with pytest.raises(Refused) as refused:
            reply(session, team, row, team.ben, **said)
        assert {finding.place for finding in refused.value.findings} == places


def test_a_deleted_account_leaves_its_answer_under_its_name(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        row = ask(session, team, team.freeze(session), team.ben)
        reply(session, team, row, team.ben)
        session.delete(team.person(session, team.ben))
        session.flush()
        session.expire_all()
        (answer,) = approving.told(session, row).answers
        assert (answer.person_id, answer.name, answer.verdict) == (None, "Fachbereich", "approved")
