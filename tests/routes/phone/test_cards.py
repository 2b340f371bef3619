"""Cards from a phone: saved at once and once, rated by words, kept whatever happens around them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from journeys.domain.arranging import delete_step
from journeys.domain.workshops.cards import counts_on_steps
from journeys.settings import TEXT
from tests.routes.client import CheckingClient, words
from tests.routes.phone.hall import NEED, PAIN, Hall, Phone

MINIMAL = {"Prefer": "return=minimal"}


@pytest.fixture
def hall(app: Flask) -> Hall:
    return Hall(app)


def quietly(phone: Phone, path: str, **fields: str) -> tuple[int, str]:
    """As the outbox sends what had to wait."""
    data = {"csrf_token": phone.client.token(), **fields}
    answer = phone.client.post(f"/w/{phone.code}{path}", data=data, headers=MINIMAL)
    return answer.status_code, answer.text


def test_from_question_to_question_without_script(hall: Hall) -> None:
    """A note, its rating, one more note, the own need and its priority, the next step: forms and links alone."""
    phone = hall.phone().join()
    phone.write("Der Link führt ins Leere")
    assert phone.heading() == "Wie schätzen Sie das ein?" and "Gespeichert" in phone.text()
    [card] = hall.cards()
    rated = {"severity": "3", "frequency": "often", "certainty": "seen"}
    phone.press(f"/cards/{card.id}/rating", **phone.form(f"/cards/{card.id}/rating") | rated, then="again")
    assert phone.heading() == PAIN and "Schon gespeichert" in phone.text()
    phone.write("Und niemand hebt ab")
    second = hall.cards()[1]
    phone.press(f"/cards/{second.id}/rating", **phone.form(f"/cards/{second.id}/rating"), then="next")
    assert phone.heading() == NEED and "Jetzt geht es um Sie" in phone.text()
    phone.write("Eine Liste der Ämter")
    need = hall.cards()[2]
    form = phone.form(f"/cards/{need.id}/rating")
    phone.press(f"/cards/{need.id}/rating", **form | {"priority": "1"}, then="next")
    assert phone.heading() == PAIN
    assert phone.form("/cards")["step"] == [str(hall.steps()[1])]
    card, second, need = hall.cards()
    assert (card.severity, card.frequency, card.certainty) == (3, "often", "seen")
    assert (second.severity, second.frequency, second.certainty) == (None, None, None)
    assert (need.kind, need.priority, need.step_id) == ("need", 1, hall.steps()[0])


def test_a_rating_can_be_i_dont_know_and_is_seen_again(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.write("Der Link führt ins Leere")
    [card] = hall.cards()
    quietly(phone, f"/cards/{card.id}/rating", severity="2")
    assert hall.cards()[0].severity == 2
    phone.go(f"/now?card={card.id}&step={card.step_id}")
    assert phone.form(f"/cards/{card.id}/rating")["severity"] == ["2"]
    quietly(phone, f"/cards/{card.id}/rating", severity="")
    assert hall.cards()[0].severity is None


@pytest.mark.parametrize(("field", "value"), [("severity", "4"), ("severity", "x"), ("frequency", "immer")])
def test_a_rating_that_is_none_is_refused_in_words(hall: Hall, field: str, value: str) -> None:
    phone = hall.phone().join()
    phone.write("Der Link führt ins Leere")
    status, sentence = quietly(phone, f"/cards/{hall.cards()[0].id}/rating", **{field: value})
    assert status == 422 and sentence
    assert getattr(hall.cards()[0], field) is None


def test_anothers_card_is_not_rated_nor_seen(hall: Hall) -> None:
    mine, other = hall.phone().join(), hall.phone().join()
    mine.write("Der Link führt ins Leere")
    [card] = hall.cards()
    for name in (str(card.id), card.form_key, card.form_key.partition(":")[2]):
        assert quietly(other, f"/cards/{name}/rating", severity="1") == (204, "")
        other.go(f"/cards/{name}", 404)
    assert hall.cards()[0].severity is None


def test_after_three_cards_the_form_gives_way(hall: Hall) -> None:
    phone = hall.phone().join()
    for n in range(3):
        phone.write(f"Hinweis {n}")
        card = hall.cards()[-1]
        buttons = words(phone.on)
        assert ("Noch ein Hinweis" in buttons) is (n < 2)
        phone.press(f"/cards/{card.id}/rating", step=str(card.step_id), then="again")
    assert phone.on.findall(".//main//textarea") == []
    assert "Weiter" in phone.text()


def test_the_same_form_ten_times_at_once_is_one_card(hall: Hall) -> None:
    phone = hall.phone().join()
    form = {**phone.form("/cards"), "text": "Ein Mal", "csrf_token": phone.client.token()}
    with phone.client.session_transaction() as session:
        known = dict(session)

    def send(_n: int) -> int:
        client = hall.app.test_client()
        with client.session_transaction() as session:
            session.update(known)
        return int(client.post(f"/w/{hall.code}/cards", data=form, headers=MINIMAL).status_code)

    with ThreadPoolExecutor(10) as threads:
        assert set(threads.map(send, range(10))) == {204}
    assert [card.text for card in hall.cards()] == ["Ein Mal"]
    assert len(hall.authorships()) == 1


def test_a_rating_reaches_its_card_by_the_key_of_the_form(hall: Hall) -> None:
    """A phone without network knows no numbers: what it sends later is bound together by the form's key."""
    phone = hall.phone().join()
    step = str(hall.steps()[0])
    key = "k0123456789abcdef"
    assert quietly(phone, "/cards", kind="pain_point", step=step, text="Ohne Netz", form_key=key)[0] == 204
    assert quietly(phone, f"/cards/{key}/rating", step=step, severity="3", then="next")[0] == 204
    [card] = hall.cards()
    assert (card.text, card.severity) == ("Ohne Netz", 3)
    phone.go()
    assert phone.heading() == NEED


TEXTS = {
    "5,000 characters": "ä" * TEXT.value,
    "emoji": "🧑🏽‍🦽 kommt nicht hinein 🚪",
    "markup": "<script>alert('x')</script> & <b>fett</b>",
    "another script": "مرحبا بالعالم שלום 你好 – Привет",
    "lines": "Erste Zeile\n\n  zweite",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_arrives_as_it_was_written(hall: Hall, text: str) -> None:
    phone = hall.phone().join()
    phone.write(text.replace("\n", "\r\n"))
    assert hall.cards()[0].text == text
    phone.go("/heard")
    assert words(phone.on).count(" ".join(text.split())) == 1


def test_a_text_that_is_too_long_comes_back_with_a_sentence(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.write("x" * (TEXT.value + 1), status=422)
    assert "Der Text ist mit 5001 Zeichen zu lang; höchstens 5000 sind möglich." in phone.text()
    form = phone.form("/cards")
    assert form["text"] == ["x" * (TEXT.value + 1)]
    phone.press("/cards", **{**form, "text": "Kurz"})
    [card] = hall.cards()
    assert (card.text, card.step_id) == ("Kurz", hall.steps()[0])
    assert phone.heading() == "Wie schätzen Sie das ein?"


def test_without_a_page_one_sentence_says_what_is_wrong(hall: Hall) -> None:
    phone = hall.phone().join()
    status, sentence = quietly(phone, "/cards", kind="pain_point", step="", text=" ", form_key="k1")
    assert (status, sentence) == (422, "Bitte schreiben Sie einen Satz in das Feld.")


def test_what_may_name_somebody_gets_a_calm_hint(hall: Hall) -> None:
    phone = hall.phone().join()
    assert "Steht hier ein Name" in quietly(phone, "/hint", text="Frau Meier kam mit Az. 12-345")[1]
    assert quietly(phone, "/hint", text="Eine Frau kam mit ihrem Kind") == (200, "")
    assert hall.cards() == [], "looking stores nothing"
    phone.write("Frau Meier kam zum dritten Mal")
    assert "Die Moderation sieht zuerst nach" in phone.text()
    assert hall.cards()[0].covered


def test_a_card_that_comes_after_the_end_is_kept_as_late(hall: Hall) -> None:
    phone = hall.phone().join()
    form = phone.form("/cards")
    hall.close()
    assert quietly(phone, "/cards", **{n: v[0] for n, v in form.items()} | {"text": "Zu spät"})[0] == 204
    assert [(card.text, card.late) for card in hall.cards()] == [("Zu spät", True)]
    phone.go()
    assert phone.heading() == "Das haben wir gehört"
    assert "Kam nach dem Ende an. Die Moderation liest ihn noch." in phone.text()


def test_a_step_that_is_deleted_meanwhile_leaves_the_card_unsorted(hall: Hall) -> None:
    phone = hall.phone().join()
    form = phone.form("/cards")
    with hall.database.writing() as session:
        delete_step(session, hall.steps()[0])
    phone.press("/cards", **{**form, "text": "Der Schritt ist weg"})
    [card] = hall.cards()
    assert (card.text, card.step_id) == ("Der Schritt ist weg", None)
    assert phone.heading() == "Wie schätzen Sie das ein?"
    phone.press(
        f"/cards/{card.id}/rating", **phone.form(f"/cards/{card.id}/rating") | {"severity": "2"}, then="next"
    )
    assert hall.cards()[0].severity == 2
    assert phone.heading() == PAIN
    phone.go("/heard")
    assert "Wird noch eingeordnet" in phone.text()


def test_a_step_that_never_was_leaves_it_unsorted_too(hall: Hall) -> None:
    phone = hall.phone().join()
    for n, step in enumerate(("999999", "x", "-1", "")):
        assert quietly(phone, "/cards", kind="need", step=step, text="Da", form_key=f"k{n}")[0] == 204
    assert [card.step_id for card in hall.cards()] == [None] * 4


@pytest.mark.parametrize(("kind", "step"), [("worry", None), ("keep", None)])
def test_worries_and_what_should_stay_are_always_open(hall: Hall, kind: str, step: int | None) -> None:
    phone = hall.phone().join()
    phone.go(f"/say/{kind}")
    phone.press("/cards", **{**phone.form("/cards"), "text": "Mehr Arbeit für uns"})
    assert "Danke. Das ist angekommen." in phone.text()
    [card] = hall.cards()
    assert (card.kind, card.step_id, card.state) == (kind, step, card.state)
    with hall.database.reading() as session:
        assert counts_on_steps(session, hall.people()[0]) == {(kind, None): 1}
    phone.go()
    assert phone.heading() == PAIN


def test_a_question_is_open_at_any_time(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.go("/say/question")
    phone.press("/questions", **{**phone.form("/questions"), "text": "Wie lange noch?"})
    assert phone.heading() == PAIN


def test_an_empty_question_comes_back_with_a_sentence(hall: Hall) -> None:
    phone = hall.phone().join()
    phone.go("/say/question")
    phone.press("/questions", 422, **{**phone.form("/questions"), "text": ""})
    assert phone.heading() == "Ich habe eine Frage"
    assert "Bitte schreiben Sie Ihre Frage in das Feld." in phone.text()


def test_a_form_without_token_is_refused(hall: Hall) -> None:
    phone = hall.phone().join()
    answer = phone.client.post(f"/w/{hall.code}/cards", data={"kind": "need", "text": "Da", "form_key": "k"})
    assert answer.status_code == 400 and hall.cards() == []


def test_the_clock_of_a_phone_is_not_asked(hall: Hall) -> None:
    """No form has a field for a time, and nothing that a phone sends is stored as one."""
    phone = hall.phone().join()
    assert set(phone.form("/cards")) == {"kind", "step", "form_key", "text"}
    assert isinstance(phone.client, CheckingClient)
