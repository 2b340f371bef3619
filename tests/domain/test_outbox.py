"""The outbox: nothing is lost, nothing goes out twice, and it gives up in the end."""

from datetime import timedelta

from sqlmodel import select

from journeys.database import Database
from journeys.domain import outbox
from journeys.domain.outbox import HELD, PAUSES, Mail
from journeys.domain.people import add_person
from journeys.domain.tables import now
from journeys.settings import MAIL_TRIES


def test_a_mail_is_held_by_who_took_it_until_it_is_sent(either: Database) -> None:
    moment = now() + timedelta(seconds=1)
    with either.writing() as session:
        outbox.put(session, add_person(session, "Ada").id, "confirm")
    with either.writing() as session:
        taken = outbox.take(session, moment)
        assert taken and taken.tries == 1
    with either.writing() as session:
        assert outbox.take(session, moment + HELD - timedelta(minutes=1)) is None
        again = outbox.take(session, moment + HELD + timedelta(minutes=1))
        assert again and (again.id, again.tries) == (taken.id, 2), "who held it may have ended in between"
        outbox.let_go(session, again.id)
        assert not outbox.is_due(session, moment + timedelta(days=9))


def test_pauses_grow_and_the_last_try_is_the_last(either: Database) -> None:
    moment, pauses = now() + timedelta(seconds=1), []
    with either.writing() as session:
        number = outbox.put(session, add_person(session, "Ada").id, "confirm").id
        for n in range(1, MAIL_TRIES.value + 1):
            taken = outbox.take(session, moment)
            assert taken and taken.tries == n
            is_over = outbox.put_off(session, number, moment)
            assert is_over == (n == MAIL_TRIES.value)
            if not is_over:
                pauses.append(taken.next_at - moment)
                assert outbox.take(session, taken.next_at - timedelta(seconds=1)) is None
                moment = taken.next_at
        assert pauses == sorted(pauses) and pauses[0] == PAUSES[0] and len(set(pauses)) > 3
        assert session.exec(select(Mail)).all() == []
        assert not outbox.put_off(session, number, moment)
