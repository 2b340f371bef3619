"""What happened in a project, for feeds: everything once, the latest first, and nothing of what somebody wrote."""

from datetime import timedelta

from journeys.database import Database
from journeys.domain.projects import create_project
from journeys.domain.review import approving, commenting
from journeys.domain.review.commenting import Writer
from journeys.domain.review.happenings import happenings
from journeys.domain.review.subjects import Subject
from journeys.domain.tables import now
from tests.domain.review.team import Team

SECRET = "Geheim bleibt das"


def test_everything_is_told_once_the_latest_first_and_no_text(either: Database) -> None:
    team = Team(either)
    with team.database.writing() as session:
        ada, ben = team.person(session, team.ada), team.person(session, team.ben)
        version = team.freeze(session, name="Soll", reason=SECRET)
        day = now().date() + timedelta(days=3)
        asked = approving.ask(session, version, [ben.id], day, SECRET, ada)
        first = commenting.add_comment(session, version, Subject("step", "A"), SECRET, Writer(ben))
        commenting.answer(session, version, first.id, SECRET, Writer(guest=SECRET))
        gone = commenting.add_comment(session, version, Subject("service"), SECRET, Writer(ada))
        commenting.delete_comment(session, gone.id, ada)
        typed = {
            "verdict": "remarks",
            "reason": SECRET,
            "name": "Fachbereich",
            "seal": approving.seen_seal(version),
        }
        approving.answer(session, asked.id, typed, ben)
        found = happenings(session, team.project)
        assert [each.kind for each in found] == ["answer", "comment", "comment", "round", "version"]
        said = [each.title.de for each in found]
        assert said[0].endswith("Fachbereich zu Stand 1: Soll: mit Hinweisen freigegeben")
        assert said[1].endswith("Antwort auf einen Kommentar zu Stand 1: Soll")
        assert said[2].endswith("Kommentar zu Stand 1: Soll") and f"{day:%d.%m.%Y}" in said[3]
        assert not [text for each in found for text in each.title if SECRET in text]
        assert [each.thread for each in found[1:3]] == [first.id, first.id]
        assert len(happenings(session, team.project, 2)) == 2


def test_other_projects_are_not_told(either: Database) -> None:
    team = Team(either)
    with team.database.writing() as session:
        other = create_project(session, "Anderes")
        team.freeze(session)
        assert happenings(session, other.id) == []
        assert [each.kind for each in happenings(session, team.project)] == ["version"]
