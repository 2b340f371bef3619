"""The guided page: role, answer, mood, one question at a time, later, skip, enough; and what the moderation's going on
does to it."""

import json
from time import sleep

import pytest
from flask import Flask
from sqlmodel import select

from journeys.domain.tables import now
from journeys.domain.workshops import asking, planning, running
from journeys.domain.workshops.moods import group_mood
from journeys.domain.workshops.reading_level import EASY, MOST_WORDS, lix, words_in
from journeys.domain.workshops.tables import Mood, Question
from journeys.routes.attendance import FRESH
from tests.routes.client import words
from tests.routes.phone.hall import NEED, PAIN, Hall


@pytest.fixture
def hall(app: Flask) -> Hall:
    return Hall(app)


@pytest.fixture
def together(app: Flask) -> Hall:
    return Hall(app, "short")


def moods_of(hall: Hall) -> list[tuple[str, int]]:
    with hall.database.reading() as session:
        return sorted((mood.moment, mood.value) for mood in session.exec(select(Mood)))


@pytest.mark.parametrize("template", ["half_day", "short", "remote", "days", "self_paced"])
def test_the_role_card_is_short_and_easy_to_read(app: Flask, template: str) -> None:
    phone = Hall(app, template).phone().join(None)
    card = phone.on.find(".//section[@id='role-card']")
    assert card is not None
    pieces = [words(e) for e in card.iter() if e.tag in ("h1", "h2", "p", "li")]
    text = "\n".join(pieces)
    assert "Das erwarten wir nicht" in text
    assert len(words_in(text)) <= MOST_WORDS, len(words_in(text))
    assert lix(text) <= EASY, lix(text)


def test_the_role_card_has_three_answers_of_equal_weight(hall: Hall) -> None:
    phone = hall.phone().join(None)
    for answer in ("Ich bin dabei", "Ich habe noch eine Frage", "Heute nicht"):
        assert answer in phone.text()
    assert "Machen Sie mit?" in phone.text()


def test_a_question_from_the_role_card_is_from_nobody(hall: Hall) -> None:
    phone = hall.phone().join(None)
    form = phone.form("/questions")
    phone.press("/questions", **{**form, "text": "Wer liest das?"})
    phone.press("/questions", **{**form, "text": "Wer liest das?"})
    assert "Ihre Frage ist angekommen" in phone.text() and "Ich bin dabei" in phone.text()
    with hall.database.reading() as session:
        [question] = session.exec(select(Question)).all()
    assert question.text == "Wer liest das?"
    stored = question.model_dump()
    assert "participant_id" not in stored
    assert not question.form_key.startswith(f"{hall.people()[0].id}:")
    with hall.database.writing() as session:
        asking.answer_question(session, question.id, "Nur wir.")
    other = hall.phone().join(None)
    assert "Wer liest das?" in other.text() and "Nur wir." in other.text()


def test_not_today_is_fine_and_can_be_taken_back(hall: Hall) -> None:
    phone = hall.phone().join("not_today")
    assert phone.heading() == "Heute nicht: das ist in Ordnung"
    assert "niemand fragt nach dem Grund" in phone.text()
    phone.go()
    assert phone.heading() == "Heute nicht: das ist in Ordnung"
    phone.press("/answer", answer="in")
    assert phone.heading() == "Wie geht es Ihnen gerade?"
    phone.go()
    assert phone.heading() == PAIN


def test_an_answer_that_is_none_changes_nothing(hall: Hall) -> None:
    phone = hall.phone().join(None)
    phone.press("/answer", answer="<b>")
    assert hall.people()[0].answer is None


def test_the_mood_is_asked_at_the_start_and_at_the_end(hall: Hall) -> None:
    phone = hall.phone().join(mood="4")
    assert moods_of(hall) == [("start", 4)]
    phone.press("/enough")
    assert "Wie geht es Ihnen jetzt?" in phone.text()
    phone.press("/mood", moment="end", mood="2")
    assert moods_of(hall) == [("end", 2), ("start", 4)]
    assert "Wie geht es Ihnen jetzt?" not in phone.text()
    with hall.database.reading() as session:
        assert group_mood(session, hall.workshop(), "start") is None


@pytest.mark.parametrize("said", ["", "0", "6", "gut", "-1", "²"])
def test_a_mood_can_be_left_out(hall: Hall, said: str) -> None:
    phone = hall.phone().join(mood=said)
    assert moods_of(hall) == []
    assert phone.heading() == PAIN


def test_one_question_at_a_time_through_all_steps(hall: Hall) -> None:
    phone, asked = hall.phone().join(), []
    while phone.heading() in (PAIN, NEED):
        form = phone.form("/cards")
        asked.append((form["step"][0], phone.heading()))
        assert len(phone.on.findall(".//main//textarea")) == 1
        phone.press(f"/turns/{form['step'][0]}/skip", kind=form["kind"][0])
    steps = [str(step) for step in hall.steps()]
    assert asked == [(step, question) for step in steps for question in (PAIN, NEED)]
    assert phone.heading() == "Das haben wir gehört"


def test_what_is_left_is_said_in_steps(hall: Hall) -> None:
    phone = hall.phone().join()
    said = []
    for _ in hall.steps():
        said.append(words(next(p for p in phone.on.iter("p") if p.get("class") == "left")))
        step = phone.form("/cards")["step"][0]
        for kind in ("pain_point", "need"):
            phone.press(f"/turns/{step}/skip", kind=kind)
    assert said == ["Noch 4 Schritte", "Noch 3 Schritte", "Noch 2 Schritte", "Letzter Schritt"]


def test_later_puts_the_step_at_the_end(hall: Hall) -> None:
    phone = hall.phone().join()
    first, second, *_ = hall.steps()
    assert phone.form("/cards")["step"] == [str(first)]
    phone.press(f"/turns/{first}/later", text="Was ich schon getippt hatte")
    assert phone.form("/cards")["step"] == [str(second)]
    listed = json.loads(phone.on.find(".//main").get("data-coming", ""))  # type: ignore[union-attr]
    assert [ask["step"] for ask in listed[-2:]] == [first, first]


def test_the_way_shows_the_step_before_and_the_next(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.press(f"/turns/{hall.steps()[0]}/later")
    way = next(phone.on.iter("ol"))
    assert [words(entry) for entry in way] == ["Schritt S1", "Schritt S2", "Schritt S3"]
    assert way[1].get("aria-current") == "step"


def test_examples_wait_until_they_are_asked_for(hall: Hall) -> None:
    phone = hall.phone().join()
    folded = [d for d in phone.on.iter("details") if "open" not in d.attrib]
    assert any("Beispiele ansehen" in words(d) and "Papier fehlt" in words(d) for d in folded)


def test_who_has_enough_ends_politely_and_comes_back(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.write("Eines")
    phone.press("/enough")
    assert phone.heading() == "Das haben wir gehört" and "Eines" in phone.text()
    assert "Danke." in phone.text()
    phone.press("/enough", enough="no")
    assert phone.heading() == PAIN
    assert "Eines" in phone.text(), "the same place: what was written there is shown"


def test_a_question_can_be_taken_up_again(hall: Hall) -> None:
    phone = hall.phone().join()
    step = hall.steps()[0]
    phone.press(f"/turns/{step}/skip", kind="pain_point")
    phone.go("/heard")
    assert "Schmerzpunkt: Schritt S1" in phone.text()
    phone.press(f"/turns/{step}/again", kind="pain_point")
    assert (phone.heading(), phone.form("/cards")["step"]) == (PAIN, [str(step)])


def test_a_turn_that_is_not_mine_needs_nothing(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.press("/turns/999999/later")
    phone.press(f"/turns/{hall.steps()[0]}/skip", kind="<b>")
    assert phone.heading() == PAIN


STAGES = [
    ("talk", "gemeinsam"),
    ("write", PAIN),
    ("break", "Legen Sie das Telefon weg"),
    ("closing", "gehört"),
]


@pytest.mark.parametrize(("form", "says"), STAGES)
def test_each_kind_of_item_has_its_page(together: Hall, form: str, says: str) -> None:
    phone = together.phone().join()
    together.to_form(form)
    phone.go()
    assert says in phone.text()
    assert "Nachsehen, ob es weitergeht" in phone.text() or form in ("write", "closing")


def test_after_the_questions_of_an_item_one_waits(together: Hall) -> None:
    phone = together.phone().join()
    together.run("Schmerzpunkte")
    for step in together.steps():
        phone.press(f"/turns/{step}/skip", kind="pain_point")
    assert phone.heading() == "Das war alles für jetzt. Danke!"
    phone.press(f"/turns/{together.steps()[0]}/again", kind="pain_point")
    assert phone.heading() == PAIN


def test_the_break_says_when_it_goes_on(together: Hall) -> None:
    phone = together.phone().join()
    together.to_form("break")
    phone.go()
    assert "Weiter um " in phone.text()
    with together.database.writing() as session:
        running.hold(session, together.id, now())
    phone.go()
    assert "Weiter um " not in phone.text()


def test_phones_follow_the_scene_and_nothing_else(together: Hall) -> None:
    phone, other = together.phone().join(), together.phone().join()
    together.run("Schmerzpunkte")
    sleep(FRESH)
    first = phone.client.get(f"/w/{together.code}/scene")
    seen = {"If-None-Match": first.headers["ETag"]}
    other.go()
    other.write("Das sieht niemand")
    assert phone.client.get(f"/w/{together.code}/scene", headers=seen).status_code == 304
    with together.database.writing() as session:
        running.extend(session, together.id, 5)
    sleep(FRESH)
    extended = phone.client.get(f"/w/{together.code}/scene", headers=seen)
    assert extended.status_code == 200 and "csrf" not in extended.text
    assert item_of(extended.text) == item_of(first.text)
    together.run("Eigener Bedarf")
    sleep(FRESH)
    on = phone.client.get(f"/w/{together.code}/scene")
    assert item_of(on.text) != item_of(first.text)
    phone.go()
    assert phone.on.find(".//main").get("data-item") == item_of(on.text)  # type: ignore[union-attr]


def item_of(part: str) -> str:
    return part.partition('data-item="')[2].partition('"')[0]


def test_the_page_says_its_scene_so_that_nobody_asks_for_what_they_have(together: Hall) -> None:
    phone = together.phone().join()
    part = next(e for e in phone.on.iter("section") if e.get("data-live"))
    seen = {"If-None-Match": part.get("data-etag", "")}
    assert phone.client.get(part.get("data-live", ""), headers=seen).status_code == 304


def test_the_parts_hold_every_question_and_its_rating(hall: Hall) -> None:
    phone = hall.phone().join()
    parts = phone.client.get(f"/w/{hall.code}/parts").text
    for each in ("ask-pain_point", "ask-need", "rate-pain_point", "rate-need", "done"):
        assert f'data-part="{each}"' in parts
    assert f"/w/{hall.code}/cards/KEY/rating" in parts and "/turns/0/later" in parts


def test_the_texts_of_the_moderation_are_text(app: Flask) -> None:
    hall = Hall(app)
    with hall.database.writing() as session:
        changes = {"title": "<script>alert(1)</script>", "purpose": "<b>فارسی</b> 🏠"}
        planning.edit_workshop(session, hall.id, 1, changes)
    phone = hall.phone().join(None)
    assert "<b>فارسی</b> 🏠" in phone.text()


def test_everybody_is_alone_on_their_page(hall: Hall) -> None:
    mine, other = hall.phone().join(), hall.phone().join()
    mine.write("Nur von mir")
    name = hall.people()[0].pseudonym
    for path in ("/now", "/heard"):
        other.go(path)
        assert "Nur von mir" not in other.text() and name not in other.text()
