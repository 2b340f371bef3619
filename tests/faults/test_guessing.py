"""Machines that guess passwords and codes, against the real server: they are slowed down, and on the same address
people still come in."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from bench.hall import Server, Workshop, open_workshop, served
from bench.server import Caller
from journeys.domain import passwords
from journeys.domain.people import add_person
from journeys.domain.tables import now
from journeys.domain.workshops.codes import new_code
from journeys.settings import WRONG_PASSWORDS_ACCOUNT

both = pytest.mark.parametrize("kind", ["sqlite", "postgres"])
AT_ONCE = 8
SECONDS_TO_JOIN = 10
ANNA, GOOD = "Anna Berg", "vier blaue Stühle tanzen"


def flood(server: Server, tries: int, what: str) -> Counter[int]:
    """So many wrong passwords for one account, or wrong codes, from several browsers at once; the statuses."""
    numbers = count()

    def guess(_: int) -> Counter[int]:
        caller = Caller(server.port, server.database)
        seen: Counter[int] = Counter()
        while (n := next(numbers)) < tries:
            if what == "passwords":
                seen[caller.post("/sign-in", name=ANNA, password=f"geraten {n}")] += 1
            else:
                seen[caller.get(f"/w/{new_code()}")[0]] += 1
        return seen

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(guess, range(AT_ONCE)), Counter())


def join(server: Server, workshop: Workshop) -> float:
    """Seconds from the code to being in, or a failure."""
    phone, began = Caller(server.port, server.database), time.monotonic()
    assert phone.get(f"/w/{workshop.code}")[0] == 200
    name = "Wacher Mohn"
    page = phone.get(f"/w/{workshop.code}")[2].decode()
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert phone.post_with(f"/w/{workshop.code}/join", token, pseudonym=name, offered=name) == 303
    return time.monotonic() - began


def is_held_off(kind: str, tries: int, what: str) -> None:
    with served(kind) as server:
        server.moderator()
        workshop = open_workshop(server.database)
        with server.database.writing() as session:
            passwords.set_password(session, add_person(session, ANNA), GOOD, now())
        with ThreadPoolExecutor(2) as pool:
            flooding = pool.submit(flood, server, tries, what)
            time.sleep(0.5)  # the flood is under way
            took = join(server, workshop)
            statuses = flooding.result()
    assert took < SECONDS_TO_JOIN
    assert statuses.total() == tries
    if what == "passwords":
        assert set(statuses) == {422, 429} and statuses[422] <= WRONG_PASSWORDS_ACCOUNT.value + tries // 50
    else:
        assert set(statuses) == {404}


@both
@pytest.mark.parametrize("what", ["passwords", "codes"])
def test_a_flood_of_guesses_lets_people_in(kind: str, what: str) -> None:
    is_held_off(kind, 300, what)


@pytest.mark.full
@both
@pytest.mark.parametrize("what", ["passwords", "codes"])
def test_ten_thousand_guesses_let_people_in(kind: str, what: str) -> None:
    is_held_off(kind, 10_000, what)
