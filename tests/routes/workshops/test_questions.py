"""Questions without names: answered for all, or by word of mouth, and opened again."""

import pytest

from journeys.database import Database
from journeys.domain.workshops import asking
from journeys.domain.workshops.tables import Question
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.workshops.stage import Stage, undo_address


@pytest.fixture
def stage(database: Database) -> Stage:
    return Stage(database)


def question(stage: Stage, id: int) -> Question:
    with stage.database.reading() as session:
        return session.get_one(Question, id)


def for_all(stage: Stage) -> list[str]:
    with stage.database.reading() as session:
        return [each.answer for each in asking.answers_for_all(session, stage.workshop())]


def test_answered_in_writing_for_all(client: CheckingClient, stage: Stage) -> None:
    asked, scene = stage.ask(), stage.workshop().scene
    address = stage.at(f"questions/{asked}/answer")
    assert "Wer sieht, was ich schreibe?" in words(client.page(address))
    answer = client.send(address, answer="Nur die Moderation.")
    assert (answer.status_code, answer.location) == (303, f"{stage.at()}#questions")
    assert for_all(stage) == ["Nur die Moderation."] and stage.workshop().scene > scene
    scene = stage.workshop().scene
    client.send(undo_address(client, answer))
    assert for_all(stage) == [] and not question(stage, asked).answered
    assert stage.workshop().scene > scene, "phones must learn that the answer is gone"
    assert fields_of(client.page(address), address)["answer"] == ["Nur die Moderation."]


def test_answered_by_word_of_mouth(client: CheckingClient, stage: Stage) -> None:
    asked = stage.ask()
    answer = client.send(stage.at(f"questions/{asked}/told"))
    page = client.page(answer.location)
    assert "(0 offen)" in words(page) and "mündlich beantwortet" in words(page)
    assert for_all(stage) == []
    client.send(stage.at(f"questions/{asked}/again"))
    assert "(1 offen)" in words(client.page(stage.at()))


def test_an_empty_answer_is_none(client: CheckingClient, stage: Stage) -> None:
    asked = stage.ask()
    answer = client.send(stage.at(f"questions/{asked}/answer"), answer="  ")
    assert answer.status_code == 422 and parsed(answer).find(".//*[@id='sheet-answer-error']") is not None
    assert not question(stage, asked).answered


def test_a_question_that_may_name_somebody_is_covered_until_checked(
    client: CheckingClient, stage: Stage
) -> None:
    asked = stage.ask("Warum hat Frau Müller das gesagt?")
    assert "Müller" not in client.get(stage.at()).text
    assert "Müller" in client.get(stage.at(f"questions/{asked}/answer")).text
    client.send(stage.at(f"questions/{asked}/uncover"))
    assert "Müller" in client.get(stage.at()).text


def test_a_question_of_another_workshop_is_not_there(client: CheckingClient, stage: Stage) -> None:
    foreign = Stage(stage.database).ask()
    client.page(stage.at(f"questions/{foreign}/answer"), 404)
    for what in ("answer", "told", "again", "uncover"):
        assert client.send(stage.at(f"questions/{foreign}/{what}"), answer="x").status_code == 404
    assert not question(stage, foreign).answered


def test_only_the_moderation_answers(anonymous: CheckingClient, stage: Stage) -> None:
    asked = stage.ask()
    anonymous.page(stage.at(f"questions/{asked}/answer"), 404)
    assert anonymous.send(stage.at(f"questions/{asked}/told")).status_code == 404
    assert not question(stage, asked).answered
