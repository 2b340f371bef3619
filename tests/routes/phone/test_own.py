"""What belongs to a participant: where each card stands, and a slip of the tongue put right without a trace."""

import pytest
from flask import Flask
from sqlmodel import select

from journeys.domain.workshops import curating, planning, running
from journeys.domain.workshops.standing import STANDING
from journeys.domain.workshops.tables import Card, Deed
from tests.routes.phone.hall import Hall, Phone


@pytest.fixture
def hall(app: Flask) -> Hall:
    return Hall(app, "short")


@pytest.fixture
def phone(hall: Hall) -> Phone:
    phone = hall.phone().join()
    hall.run("Schmerzpunkte")
    phone.go()
    return phone


def reveal(hall: Hall) -> None:
    with hall.database.writing() as session:
        workshop = planning.locked_workshop(session, hall.id)
        running.reveal(session, workshop.item_id or 0)


def stands(phone: Phone) -> list[str]:
    phone.go("/heard")
    return ["".join(p.itertext()).strip() for p in phone.on.iter("p") if p.get("class") == "stands"]


def test_nobody_wrote_anything_is_in_order(phone: Phone) -> None:
    phone.go("/heard")
    assert "Noch kein Hinweis von Ihnen. Das ist in Ordnung." in phone.text()


def test_what_became_of_each_card_is_said(hall: Hall, phone: Phone) -> None:
    phone.write("Der Link führt ins Leere")
    phone.go()
    phone.write("Frau Meier kommt zum dritten Mal")
    assert stands(phone) == [STANDING["waiting"].de, STANDING["checked"].de]
    reveal(hall)
    assert stands(phone) == [STANDING["on_journey"].de, STANDING["checked"].de]
    first, second = hall.cards()
    with hall.database.writing() as session:
        curating.reword(session, first.id or 0, first.revision, "Der Link ist kaputt")
        curating.take_out(session, second.id or 0, second.revision)
    with hall.database.writing() as session:
        card = session.get_one(Card, second.id)
        curating.reply(session, card.id or 0, card.revision, "Bitte ohne Namen.")
    assert stands(phone) == [STANDING["on_journey"].de, STANDING["out"].de]
    assert "Auf der Bürgerreise heißt es: Der Link ist kaputt" in phone.text()
    assert "Antwort: Bitte ohne Namen." in phone.text()


def test_a_worry_lies_with_the_moderation(phone: Phone) -> None:
    phone.go("/say/worry")
    phone.press("/cards", **{**phone.form("/cards"), "text": "Mehr Arbeit"})
    assert stands(phone) == [STANDING["with_moderation"].de]


def test_a_card_of_a_rehearsal_says_so(app: Flask) -> None:
    hall = Hall(app, is_rehearsal=True)
    phone = hall.phone().join()
    phone.write("Nur zum Üben")
    assert stands(phone) == [STANDING["rehearsed"].de]


def test_a_slip_is_put_right_without_a_trace(hall: Hall, phone: Phone) -> None:
    phone.write("Frau Meier kommt zum driten Mal")
    [card] = hall.cards()
    phone.go(f"/cards/{card.id}")
    phone.press(f"/cards/{card.id}", text="Manche kommen zum dritten Mal")
    [mended] = hall.cards()
    assert (mended.text, mended.wording, mended.covered) == ("Manche kommen zum dritten Mal", "", False)
    assert "driten" not in phone.text()
    with hall.database.reading() as session:
        assert session.exec(select(Deed)).all() == []


def test_a_slip_that_is_mended_badly_comes_back(hall: Hall, phone: Phone) -> None:
    phone.write("Der Link führt ins Leere")
    [card] = hall.cards()
    phone.press(f"/cards/{card.id}", 422, text=" ")
    assert "Bitte schreiben Sie einen Satz in das Feld." in phone.text()
    assert hall.cards()[0].text == "Der Link führt ins Leere"


def test_a_card_is_taken_back_whole(hall: Hall, phone: Phone) -> None:
    phone.write("Doch nicht")
    phone.press(f"/cards/{hall.cards()[0].id}/withdraw")
    assert hall.cards() == [] and hall.authorships() == []
    assert "Doch nicht" not in phone.text()


def test_what_all_have_seen_is_the_moderations(hall: Hall, phone: Phone) -> None:
    phone.write("Der Link führt ins Leere")
    [card] = hall.cards()
    reveal(hall)
    phone.go("/heard")
    assert "Ändern oder zurückziehen" not in phone.text()
    phone.go(f"/cards/{card.id}")
    assert "Bitte sagen Sie es der Moderation." in phone.text()
    phone.press(f"/cards/{card.id}", 422, text="Zu spät")
    phone.press(f"/cards/{card.id}/withdraw", 422)
    assert [c.text for c in hall.cards()] == ["Der Link führt ins Leere"]


def test_at_the_end_the_thanks_the_date_and_who_decides(hall: Hall, phone: Phone) -> None:
    phone.write("Der Link führt ins Leere")
    hall.change(lambda workshop: setattr(workshop, "decided_by", "die Amtsleitung"))
    hall.close()
    phone.go()
    assert phone.heading() == "Das haben wir gehört"
    assert "Sie haben gezeigt, wo es hakt" in phone.text()
    assert "Es entscheidet: die Amtsleitung." in phone.text()
    assert "Wie geht es Ihnen jetzt?" in phone.text()
    assert phone.return_code() in phone.text()


def test_after_the_end_one_may_still_ask_and_worry(hall: Hall, phone: Phone) -> None:
    hall.close()
    phone.go("/say/worry")
    phone.press("/cards", **{**phone.form("/cards"), "text": "Und nun?"})
    assert [(card.kind, card.late) for card in hall.cards()] == [("worry", True)]
