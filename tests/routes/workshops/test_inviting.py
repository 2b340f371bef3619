"""The invitation: what it says, promises as a sum, questions ahead, bounds against floods."""

import re

import pytest
from flask import Flask
from sqlmodel import select

from journeys import settings
from journeys.domain.attempts import Attempt
from journeys.domain.workshops.asking import answer_question, count_promises, questions_of
from journeys.settings import Limit
from tests.routes.client import CheckingClient, parsed, words
from tests.routes.workshops.planned import Planned


def invitation(planned: Planned) -> str:
    return f"/w/{planned.row.code}/invitation"


def promises(planned: Planned) -> int:
    with planned.database.reading() as session:
        return count_promises(session, planned.row)


def asked(planned: Planned) -> list[str]:
    with planned.database.reading() as session:
        return [q.text for q in questions_of(session, planned.row) if q.ahead]


def test_it_says_what_everybody_wants_to_know(anonymous: CheckingClient, planned: Planned) -> None:
    text = words(anonymous.page(invitation(planned)))
    row = planned.row
    for told in (row.title, row.purpose, *row.expected, *row.not_expected, *row.what_happens):
        assert told in text
    assert "1 Std. 30 Min." in text and "Wer entscheidet" in text and "Kein Konto" in text


def test_a_browser_counts_once_and_may_take_it_back(
    app: Flask, anonymous: CheckingClient, planned: Planned
) -> None:
    for _ in range(3):
        assert anonymous.send(f"{invitation(planned)}/promise", promise="yes").status_code == 303
    assert promises(planned) == 1
    other = app.test_client()
    assert isinstance(other, CheckingClient)
    other.send(f"{invitation(planned)}/promise", promise="yes")
    assert promises(planned) == 2
    assert "Gezählt. Danke!" in words(anonymous.page(invitation(planned)))
    anonymous.send(f"{invitation(planned)}/promise", promise="no")
    assert promises(planned) == 1
    assert "Ich bin dabei" in words(anonymous.page(invitation(planned)))


def test_nobody_sees_the_sum_on_the_invitation(anonymous: CheckingClient, planned: Planned) -> None:
    before = words(anonymous.page(invitation(planned)))
    assert not re.search(r"\d+ Personen", before)


def test_a_question_arrives_once_without_a_name_and_is_answered_for_all(
    anonymous: CheckingClient, planned: Planned
) -> None:
    sent = {"text": "Wird das bewertet?", "form_key": "once"}
    for _ in range(2):
        assert anonymous.send(f"{invitation(planned)}/ask", **sent).status_code == 303
    assert asked(planned) == ["Wird das bewertet?"]
    assert "ist angekommen" in words(anonymous.page(f"{invitation(planned)}?said=asked"))
    with planned.database.writing() as session:
        (question,) = questions_of(session, planned.row)
        answer_question(session, question.id, "Nein, niemand wird bewertet.")
    assert "Nein, niemand wird bewertet." in words(anonymous.page(invitation(planned)))


def test_an_empty_or_endless_question_is_refused_with_its_text(
    anonymous: CheckingClient, planned: Planned
) -> None:
    for text in (" ", "q" * 6000):
        answer = anonymous.send(f"{invitation(planned)}/ask", text=text, form_key="k")
        assert answer.status_code == 422
        assert text.strip()[:50] in answer.text
        (key,) = [f.get("value") for f in parsed(answer).iter("input") if f.get("name") == "form_key"]
        assert key == "k"
    assert asked(planned) == []


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    from journeys.domain.workshops import inviting

    monkeypatch.setattr(inviting, "AHEAD_BROWSER", Limit(2, settings.AHEAD_BROWSER.sentence))
    monkeypatch.setattr(inviting, "AHEAD_ADDRESS", Limit(3, settings.AHEAD_ADDRESS.sentence))


@pytest.mark.usefixtures("few")
def test_a_flood_from_one_browser_waits_and_loses_nothing(
    anonymous: CheckingClient, planned: Planned
) -> None:
    address = f"{invitation(planned)}/ask"
    for n in range(2):
        assert anonymous.send(address, text=f"Frage {n}", form_key=f"{n}").status_code == 303
    answer = anonymous.send(address, text="Noch eine", form_key="3")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert "Noch eine" in answer.text and "noch einmal" in words(parsed(answer))
    assert asked(planned) == ["Frage 0", "Frage 1"]
    assert anonymous.send(address, text="Frage 1", form_key="1").status_code == 303


@pytest.mark.usefixtures("few")
def test_a_flood_from_one_address_waits(app: Flask, planned: Planned) -> None:
    answers = []
    for _ in range(4):
        somebody = app.test_client()
        assert isinstance(somebody, CheckingClient)
        answers.append(somebody.send(f"{invitation(planned)}/promise", promise="yes").status_code)
    assert answers == [303, 303, 303, 429]
    assert promises(planned) == 3


def test_an_open_workshop_leads_in(anonymous: CheckingClient, planned: Planned) -> None:
    planned.open()
    page = anonymous.page(invitation(planned))
    assert f"/w/{planned.row.code}" in {a.get("href") for a in page.iter("a")}
    assert "Ich bin dabei" not in words(page)


def wrong_codes(planned: Planned) -> int:
    with planned.database.reading() as session:
        return sum(session.exec(select(Attempt.count)))


def test_wrong_and_closed_codes_are_answered_alike_and_counted(
    anonymous: CheckingClient, planned: Planned
) -> None:
    code = planned.row.code
    planned.close()
    for wrong in (code, "WRONGC0D"):
        before = wrong_codes(planned)
        answer = anonymous.get(f"/w/{wrong}/invitation")
        assert (answer.status_code, answer.location) == (303, f"/w/{wrong}")
        assert anonymous.send(f"/w/{wrong}/invitation/promise").location == f"/w/{wrong}"
        answer = anonymous.send(f"/w/{wrong}/invitation/ask", text="Bleibt mir", form_key="k")
        assert answer.status_code == 404 and "Bleibt mir" in answer.text
        assert wrong_codes(planned) == before + 6  # three, for browser and address
    assert asked(planned) == []
