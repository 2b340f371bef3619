"""Who sat in a workshop stays in it: whatever it shows, exports or logs holds nothing by which a person is known again.

The pages are walked as the moderation sees them, in every state, with everything that a participant leaves behind.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlmodel import col, select

from journeys.domain.tables import now
from journeys.domain.workshops import planning, running
from journeys.domain.workshops.tables import AgendaItem, Device, Mood, Participant
from tests.routes.client import CheckingClient
from tests.routes.phone.hall import Hall, Phone

NAMES = ("Blauer Elch 7", "Rote Eule 12", "Stiller Hase 31", "Heller Bär 44")
MANY = ("wall", "counts", "map", "join", "")
PARTS = ("clock", "agenda", "wall", "steps", "questions")


def addresses(hall: Hall) -> list[str]:
    """Every page, part and file of a workshop, and where its notes stand afterwards."""
    base, service = f"/workshops/{hall.id}", f"/services/{hall.service_id}"
    return [
        *(
            f"{base}{page}"
            for page in ("", "/prepare", "/run", "/result", "/minutes.md", "/log.csv", "/slips")
        ),
        *(f"{base}/run/{part}" for part in PARTS),
        *(f"{base}/beamer?show={show}" for show in MANY),
        *(f"{base}/beamer/part?show={show}" for show in MANY),
        f"{base}/beamer/map.svg",
        service,
        f"{service}/workshops",
        f"{service}.yaml",
        f"{service}.json",
        f"/w/{hall.code}",
    ]


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Four people in a shared writing time, each with a card on the journey, a mood, an own name and a way back."""
    hall = Hall(app, "short")
    hall.run("Schmerzpunkte")
    with hall.database.writing() as session:
        for item in planning.agenda_of(session, hall.id):
            item.silent = False
    return hall


def joined(hall: Hall) -> list[Phone]:
    phones = []
    for n, name in enumerate(NAMES):
        phone = hall.phone()
        phone.go("")
        phone.press("/join", **{**phone.form("/join"), "pseudonym": name})
        phone.press("/answer", answer="in")
        phone.press("/mood", moment="start", mood=str(n % 2 + 1))
        phone.write(f"Der Link führt ins Leere, zum {n + 1}. Mal")
        phones.append(phone)
    return phones


def walked(client: CheckingClient, hall: Hall) -> Iterator[tuple[str, str]]:
    for address in addresses(hall):
        answer = client.get(address)
        if answer.status_code in (200, 304):
            yield address, answer.text


def secrets_of(hall: Hall, phones: list[Phone]) -> list[str]:
    codes = [phone.go("/heard") is not None and phone.return_code() for phone in phones]
    with hall.database.reading() as session:
        hashes = session.exec(select(Participant.return_hash)).all()
        devices = session.exec(select(Device.token_hash)).all()
    return [*map(str, codes), *hashes, *devices]


def test_nothing_tells_who_wrote_what(client: CheckingClient, hall: Hall) -> None:
    phones = joined(hall)
    kept = secrets_of(hall, phones)
    assert len(kept) == 3 * len(NAMES)
    for closed in (False, True):
        if closed:
            with hall.database.writing() as session:
                running.close_workshop(session, hall.id)
        seen = dict(walked(client, hall))
        assert len(seen) >= 15, sorted(seen)
        assert any("zum 1. Mal" in text for text in seen.values()), "the cards were not shown at all"
        for address, text in seen.items():
            found = [secret for secret in (*NAMES, *kept) if secret in text]
            assert not found, f"{address} tells {found}"


def test_a_name_is_shown_where_the_agenda_says_so(client: CheckingClient, hall: Hall) -> None:
    with hall.database.writing() as session:
        items = session.exec(select(AgendaItem).where(col(AgendaItem.workshop_id) == hall.id))
        for item in items:
            item.shows_pseudonyms = True
    joined(hall)
    told = [address for address, text in walked(client, hall) if NAMES[0] in text]
    assert any("beamer" in address for address in told), "the walk would not see a name"
    assert not [a for a in told if "minutes" in a or "log" in a or "services" in a], told


def told_of_moods(client: CheckingClient, hall: Hall) -> list[str]:
    base = f"/workshops/{hall.id}"
    places = ("/run/steps", "/beamer/part", "/minutes.md", "/log.csv")
    return [client.get(base + place).text for place in places]


def all_feel(hall: Hall, value: int) -> None:
    """Everybody has said that they feel so."""
    with hall.database.writing() as session:
        for mood in session.exec(select(Mood)):
            mood.value = value
        planning.accept(session, planning.locked_workshop(session, hall.id))


def test_moods_of_four_change_nothing_that_anybody_sees(client: CheckingClient, hall: Hall) -> None:
    joined(hall)
    all_feel(hall, 1)
    before = told_of_moods(client, hall)
    all_feel(hall, 5)
    assert told_of_moods(client, hall) == before
    hall.phone().join("in", mood="5")
    assert (five := told_of_moods(client, hall)) != before
    all_feel(hall, 1)
    assert told_of_moods(client, hall) != five, "from five on the group is shown"


def test_no_time_of_day_of_a_card(client: CheckingClient, hall: Hall) -> None:
    joined(hall)
    minute = re.compile(r"\b([01]\d|2[0-3]):[0-5]\d\b")
    today = now().date().isoformat()
    for address, text in walked(client, hall):
        if "log.csv" in address or "minutes" in address or address.endswith((".yaml", ".json")):
            assert not minute.search(text.replace(today, "")), address
