"""What is new for somebody since their last visit: what others did, and what waits for them."""

from datetime import timedelta

from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain import history
from journeys.domain.review import approving, commenting, news
from journeys.domain.review.commenting import Writer
from journeys.domain.review.subjects import Subject
from journeys.domain.review.tables import Visit
from journeys.domain.tables import now
from journeys.settings import VISIT_MINUTES
from tests.domain.review.team import Team


def away(session: Session, minutes: int) -> None:
    """Everybody's last visit was so long ago."""
    for row in session.exec(select(Visit)):
        row.at -= timedelta(minutes=minutes)
        row.since -= timedelta(minutes=minutes)
    session.flush()


def test_what_others_did_is_new_until_it_was_seen(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        ben, ada = team.person(session, team.ben), team.person(session, team.ada)
        assert news.news_for(session, team.project, ben).moment is None
        news.visit(session, team.project, ben)
        assert news.news_for(session, team.project, ben).amount == 0
    with either.writing() as session:
        version = team.freeze(session)
        commenting.add_comment(session, version, Subject("service"), "@Ben, bitte", Writer(ada))
        first = commenting.add_comment(session, version, Subject("service"), "Von mir", Writer(ben))
        commenting.answer(session, version, first.id, "Eine Antwort", Writer(ada))
        commenting.add_comment(session, version, Subject("service"), "Allgemein", Writer(ada))
        with history.kept(session, team.service, ada.id):
            team.write(session, "A", title="Anders")
        approving.ask(session, version, [team.ben, team.cleo], now().date(), "", ada)
    with either.reading() as session:
        ben = team.person(session, team.ben)
        (told,) = news.news_for(session, team.project, ben).news
        assert [said.row.text for said in told.to_me] == ["Eine Antwort", "@Ben, bitte"]
        assert [said.row.text for said in told.others] == ["Allgemein"]
        assert [(version.number, name) for version, name in told.versions] == [(1, "Ada")]
        assert [(edit.about, name) for edit, name in told.edits] == [("Anders", "Ada")]
        assert len(told.waiting) == 1 and told.answers == ()
        assert news.news_for(session, team.project, team.person(session, team.ada)).amount == 0
    with either.writing() as session:
        news.seen(session, team.project, team.person(session, team.ben))
    with either.reading() as session:
        found = news.news_for(session, team.project, team.person(session, team.ben))
        assert found.amount == 1 and found.news[0].waiting, "what waits for them stays"


def test_looking_again_soon_is_the_same_visit(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        ben = team.person(session, team.ben)
        news.visit(session, team.project, ben)
        away(session, VISIT_MINUTES.value + 1)
        begun = session.exec(select(Visit)).one().at
        team.freeze(session)
        news.visit(session, team.project, ben)
        assert news.news_for(session, team.project, ben).amount == 1
        news.visit(session, team.project, ben)
        assert session.exec(select(Visit)).one().since == begun
        assert news.news_for(session, team.project, ben).amount == 1
        away(session, VISIT_MINUTES.value + 1)
        news.visit(session, team.project, ben)
        assert session.exec(select(Visit)).one().since > begun


def test_answers_of_others_are_told(either: Database) -> None:
    team = Team(either)
    with either.writing() as session:
        ada, ben = team.person(session, team.ada), team.person(session, team.ben)
        version = team.freeze(session)
        row = approving.ask(session, version, [team.ben], now().date(), "", ada)
        news.visit(session, team.project, ada)
        away(session, 1)
        said = {"verdict": "approved", "reason": "", "name": "Ben B.", "seal": approving.seen_seal(version)}
        approving.answer(session, row.id, said, ben)
        (told,) = news.news_for(session, team.project, ada).news
        assert [each.answer.name for each in told.answers] == ["Ben B."]
        assert news.news_for(session, team.project, ben).amount == 0
