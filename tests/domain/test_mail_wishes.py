"""Who wants mails: nobody who did not say so and confirm it; and everybody once, however many processes look."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from journeys.database import Database
from journeys.domain import mail_wishes, outbox
from journeys.domain.findings import Refused
from journeys.domain.mail_wishes import MailWish
from journeys.domain.outbox import Mail
from journeys.domain.people import Person, add_person
from journeys.domain.tables import now

ADDRESS = "ada@amt.example"


def kinds(session: Session) -> list[str]:
    return [mail.kind for mail in session.exec(select(Mail).order_by(Mail.id))]  # type: ignore[arg-type]


def wished(session: Session, often: str = "daily", address: str = ADDRESS) -> Person:
    person = add_person(session, "Ada")
    mail_wishes.choose(session, person, often, address, "de", now())
    return person


def test_nothing_is_put_before_the_address_is_confirmed(either: Database) -> None:
    late = now() + timedelta(days=30)
    with either.writing() as session:
        person = wished(session)
        assert kinds(session) == ["confirm"] and mail_wishes.put_due(session, late) == 0
        assert not mail_wishes.confirm(session, person, "other@amt.example", now())
        assert mail_wishes.confirm(session, person, ADDRESS, now())
        assert mail_wishes.put_due(session, now()) == 0, "the day has not come"
        assert mail_wishes.put_due(session, late) == 1 and mail_wishes.put_due(session, late) == 0
        assert kinds(session) == ["confirm", "digest"]


def test_another_address_is_asked_again_another_rhythm_is_not(either: Database) -> None:
    with either.writing() as session:
        person = wished(session)
        mail_wishes.confirm(session, person, ADDRESS, now())
        outbox.drop_for(session, person.id)
        changed = mail_wishes.choose(session, person, "weekly", ADDRESS, "en", now())
        assert changed and (changed.often, changed.language) == ("weekly", "en") and changed.confirmed_at
        assert kinds(session) == []
        for _ in range(2):
            other = mail_wishes.choose(session, person, "weekly", "neu@amt.example", "de", now())
            assert other and other.confirmed_at is None
            assert kinds(session) == ["confirm"], "saving once more asks once more, and one mail waits"


def test_never_takes_all_of_it_away_and_failing_is_kept(either: Database) -> None:
    with either.writing() as session:
        person = wished(session)
        mail_wishes.confirm(session, person, ADDRESS, now())
        mail_wishes.give_up(session, person.id, now())
        assert kinds(session) == [] and mail_wishes.put_due(session, now() + timedelta(days=30)) == 0
        wish = mail_wishes.wish_of(session, person.id)
        assert wish and wish.failed_at
        again = mail_wishes.choose(session, person, "daily", ADDRESS, "de", now())
        assert again and again.failed_at is None and kinds(session) == ["confirm"]
        assert mail_wishes.choose(session, person, "never", "", "de", now()) is None
        assert session.exec(select(MailWish)).all() == [] and kinds(session) == []


def test_who_is_disabled_gets_none(either: Database) -> None:
    with either.writing() as session:
        person = wished(session)
        mail_wishes.confirm(session, person, ADDRESS, now())
        person.disabled_at = now()
        session.add(person)
        session.flush()
        assert mail_wishes.put_due(session, now() + timedelta(days=30)) == 0


@pytest.mark.parametrize(
    ("often", "address", "fields"), [("hourly", ADDRESS, ["often"]), ("", "ada", ["often", "address"])]
)
def test_what_is_wrong_is_refused(either: Database, often: str, address: str, fields: list[str]) -> None:
    with either.writing() as session:
        person = add_person(session, "Ada")
        with pytest.raises(Refused) as refused:
            mail_wishes.choose(session, person, often, address, "de", now())
        assert [finding.place for finding in refused.value.findings] == fields
        assert kinds(session) == []
