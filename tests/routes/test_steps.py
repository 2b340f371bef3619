"""A step: what its page says, and the form that changes it."""

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from journeys.database import Database
from journeys.domain.document import Step
from journeys.domain.durations import number_typed, span_in_words
from journeys.domain.importing import export_document
from journeys.routes.step_form import typed_of
from tests.routes.client import CheckingClient, fields_of, parsed, words
from tests.routes.stored import Stored, store


@pytest.fixture
def there(database: Database) -> Stored:
    return store(database)


def stored_step(database: Database, there: Stored, ref: str) -> Step:
    """The step as an export says it now."""
    with database.reading() as session:
        document = export_document(session, there.service)
    return next(step for journey in document.journeys for step in journey.steps() if step.id == ref)


def opened(client: CheckingClient, there: Stored, ref: str) -> dict[str, Any]:
    address = f"/steps/{there.steps[ref]}/edit"
    return fields_of(client.page(address), address)


def sent(
    client: CheckingClient, there: Stored, ref: str, fields: dict[str, Any], status: int = 303
) -> Element:
    answer = client.send(f"/steps/{there.steps[ref]}/edit", **fields)
    assert answer.status_code == status, answer.text
    return parsed(answer)


def errors_of(page: Element) -> dict[str, str]:
    """The sentences of the summary by the field they lead to."""
    summary = next(e for e in page.iter("div") if e.get("id") == "errors")
    ids = {e.get("id") for e in page.iter()}
    found = {a.get("href", "")[1:]: words(a) for a in summary.iter("a")}
    assert set(found) <= ids, "a link of the summary leads nowhere"
    return found


def test_the_page_says_everything_about_every_step(client: CheckingClient, there: Stored) -> None:
    for journey in there.document.journeys:
        for step in journey.steps():
            text = words(client.page(f"/steps/{there.steps[step.id]}"))
            said = [
                step.title,
                step.citizen_action,
                step.touchpoint,
                step.frontstage,
                step.backstage,
                step.evidence,
            ]
            said += [*step.support_systems, *step.documents, *(note.text for note in step.notes())]
            said += [span.text for span in (step.waiting_time, step.processing_time) if span]
            said += [way.condition for way in step.next or ()]
            missing = [part for part in said if part and " ".join(part.split()) not in text]
            assert missing == [], step.id


def test_the_page_says_where_the_step_stands(client: CheckingClient, there: Stored) -> None:
    first, second, third = there.document.journeys[0].steps()[:3]
    page = client.page(f"/steps/{there.steps[second.id]}")
    assert "Schritt 2 von 12 · Phase Anlass & Orientierung" in words(page)
    onward = {a.get("href") for a in page.iter("a")}
    assert {f"/steps/{there.steps[first.id]}", f"/steps/{there.steps[third.id]}"} <= onward


def test_a_page_costs_the_same_queries_whatever_the_number_of_notes(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    counts = []

    def count(*_: object) -> None:
        counts[-1] += 1

    event.listen(database.engine, "before_cursor_execute", count)
    with_notes = max(there.document.journeys[0].steps(), key=lambda step: len(step.notes()))
    without = min(there.document.journeys[0].steps(), key=lambda step: len(step.notes()))
    assert len(with_notes.notes()) > len(without.notes()) + 3
    for step in (without, with_notes):
        counts.append(0)
        client.page(f"/steps/{there.steps[step.id]}")
    assert counts[0] == counts[1] < 36


@pytest.mark.parametrize(
    "address", ["/steps/99999", "/steps/99999/edit", "/steps/2147483648", "/steps/9999999999999999999"]
)
def test_a_step_that_is_not_there_has_a_way_back(client: CheckingClient, there: Stored, address: str) -> None:
    page = client.page(address, 404)
    assert any(a.get("href") == "/" for a in page.iter("a"))


@pytest.mark.parametrize("all_of_it", [False, True], ids=["what changed", "every field"])
def test_saving_without_a_change_changes_nothing(
    client: CheckingClient, database: Database, there: Stored, all_of_it: bool
) -> None:
    """Also when the form counts every field as changed: it says exactly what is stored."""
    for journey in there.document.journeys:
        for step in journey.steps():
            fields = opened(client, there, step.id)
            sent(client, there, step.id, {**fields, "opened": ""} if all_of_it else fields)
            assert stored_step(database, there, step.id) == step


def test_every_field_is_stored(client: CheckingClient, database: Database, there: Stored) -> None:
    steps = there.document.journeys[1].steps()
    as_is, ref, target = there.document.journeys[0].steps()[0], steps[1].id, steps[-1].id
    pain = next(note.id for step in there.document.journeys[0].steps() for note in step.pain_points)
    rests_on = {"sources": steps[1].plain()["waiting_time"]["sources"]}
    fields = {
        **opened(client, there, ref),
        "title": "Neu",
        "channel": "phone",
        "touchpoint": "Servicetelefon",
        "citizen_action": "Ruft an.\nWartet.",
        "frontstage": "Hört zu",
        "backstage": "Schreibt mit",
        "support_systems": "ACD\r\n\r\n  CRM ",
        "documents": "Ausweis",
        "evidence": "Rückrufnummer",
        "actor": "third_party",
        "optional": "1",
        "emotion": "-1",
        "waiting_time.min": "1,5",
        "waiting_time.max": "3",
        "waiting_time.unit": "hours",
        "waiting_time.text": "",
        "processing_time.min": "",
        "processing_time.max": "",
        "processing_time.unit": "",
        "processing_time.text": "sofort",
        "leads": "ways",
        "to": ["end", target, ""],
        "condition": ["aufgelegt", "", ""],
        "change": "added",
        "replaces": [as_is.id],
        "resolves": [pain],
    }
    sent(client, there, ref, fields)
    assert stored_step(database, there, ref).plain() == {
        **{
            note: value
            for note, value in steps[1].plain().items()
            if note in ("id", "pain_points", "needs", "quotes")
        },
        "title": "Neu",
        "channel": "phone",
        "touchpoint": "Servicetelefon",
        "citizen_action": "Ruft an.\nWartet.",
        "frontstage": "Hört zu",
        "backstage": "Schreibt mit",
        "support_systems": ["ACD", "CRM"],
        "documents": ["Ausweis"],
        "evidence": "Rückrufnummer",
        "actor": "third_party",
        "optional": True,
        "emotion": -1,
        "waiting_time": {"text": "1,5 bis 3 Stunden", "min": 1.5, "max": 3, "unit": "hours", **rests_on},
        "processing_time": {"text": "sofort"},
        "next": [{"to": "end", "condition": "aufgelegt"}, {"to": target}],
        "change": "added",
        "replaces": [as_is.id],
        "resolves": [pain],
    }


def test_fields_can_be_emptied(client: CheckingClient, database: Database, there: Stored) -> None:
    step = there.document.journeys[0].steps()[2]
    kept = ("csrf_token", "revision", "opened", "title")
    fields = {name: value if name in kept else "" for name, value in opened(client, there, step.id).items()}
    sent(client, there, step.id, {**fields, "leads": "end"})
    after = stored_step(database, there, step.id)
    assert after.plain().keys() - {"pain_points", "needs", "quotes"} == {"id", "title", "next"}
    assert after.next == () and after.pain_points == step.pain_points


def test_words_made_from_numbers_follow_the_numbers(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    ref = there.document.journeys[0].steps()[0].id
    span = {"waiting_time.min": "2", "waiting_time.max": "6", "waiting_time.unit": "weeks"}
    sent(client, there, ref, {**opened(client, there, ref), **span, "waiting_time.text": ""})
    again = opened(client, there, ref)
    assert again["waiting_time.text"] == [""]
    sent(client, there, ref, {**again, "waiting_time.max": "8"})
    after = stored_step(database, there, ref).waiting_time
    assert after and after.text == "2 bis 8 Wochen"


def test_everything_wrong_is_said_at_its_field_and_nothing_is_lost(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    step = there.document.journeys[0].steps()[2]
    fields = {
        **opened(client, there, step.id),
        "title": " ",
        "backstage": "bleibt stehen",
        "evidence": "ein \x07 Ton",
        "documents": "gut\n" + "x" * 6000,
        "waiting_time.min": "viele",
        "processing_time.min": "5",
        "processing_time.max": "2",
        "leads": "ways",
        "to": ["", ""],
        "condition": ["wenn es regnet", ""],
    }
    page = sent(client, there, step.id, fields, 422)
    errors = errors_of(page)
    assert set(errors) == {
        "title",
        "evidence",
        "documents",
        "waiting_time.min",
        "processing_time.max",
        "processing_time.unit",
        "next[0].to",
    }
    assert errors["waiting_time.min"] == "Bitte geben Sie eine Zahl ein, zum Beispiel 3 oder 1,5."
    text = {area.get("name"): area.text for area in page.iter("textarea")}
    assert "bleibt stehen" in (text["backstage"] or "")
    values = {field.get("id"): field.get("value") for field in page.iter("input")}
    assert values["waiting_time.min"] == "viele" and values["next[0].condition"] == "wenn es regnet"
    assert stored_step(database, there, step.id) == step


def test_the_second_of_two_sees_both_texts_and_loses_nothing(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    step = there.document.journeys[0].steps()[2]
    mine = opened(client, there, step.id)
    theirs = {**mine, "title": "Ihr Titel", "backstage": "Ihr Hintergrund", "channel": "phone"}
    sent(client, there, step.id, theirs)
    page = sent(
        client, there, step.id, {**mine, "title": "Mein Titel", "channel": "mail", "leads": "end"}, 409
    )
    both = words(next(e for e in page.iter("div") if e.get("class") == "both"))
    assert "Das steht jetzt daIhr Titel Ihr TextMein Titel" in both
    assert "Das steht jetzt daTelefon Ihr TextBrief" in both
    assert "Das steht jetzt daweiter zum nächsten Schritt Ihr TextHier endet die Reise" in both
    assert "Hintergrund" not in both
    assert stored_step(database, there, step.id).title == "Ihr Titel"
    again = fields_of(page, f"/steps/{there.steps[step.id]}/edit")
    sent(client, there, step.id, again)
    after = stored_step(database, there, step.id)
    assert (after.title, after.channel, after.next, after.backstage) == (
        "Mein Titel",
        "mail",
        (),
        "Ihr Hintergrund",
    )


@pytest.mark.parametrize("opened_", ["", "[]", "{", '"x"'])
def test_a_form_that_lost_how_it_was_opened_still_saves(
    client: CheckingClient, database: Database, there: Stored, opened_: str
) -> None:
    step = there.document.journeys[0].steps()[2]
    sent(client, there, step.id, {**opened(client, there, step.id), "opened": opened_, "title": "Anders"})
    assert stored_step(database, there, step.id) == step.model_copy(update={"title": "Anders"})


def test_an_unknown_target_is_refused_in_words(client: CheckingClient, there: Stored) -> None:
    ref = there.document.journeys[0].steps()[2].id
    page = sent(
        client,
        there,
        ref,
        {**opened(client, there, ref), "leads": "ways", "to": "nirgends", "condition": ""},
        422,
    )
    assert "nirgends" in errors_of(page)["next[0].to"]


def test_markup_in_every_field_comes_out_as_text(client: CheckingClient, there: Stored) -> None:
    ref, evil = there.document.journeys[0].steps()[2].id, '<script>alert(1)</script>" onfocus="x'
    texts = (
        "title",
        "touchpoint",
        "citizen_action",
        "frontstage",
        "backstage",
        "evidence",
        "documents",
        "support_systems",
    )
    sent(client, there, ref, {**opened(client, there, ref), **dict.fromkeys(texts, evil)})
    page = client.page(f"/steps/{there.steps[ref]}")
    assert words(page).count(evil) >= len(texts)
    sent(client, there, ref, opened(client, there, ref))


def test_fields_of_the_soll_are_not_taken_for_the_ist(
    client: CheckingClient, database: Database, there: Stored
) -> None:
    step = there.document.journeys[0].steps()[2]
    sent(client, there, step.id, {**opened(client, there, step.id), "change": "added", "replaces": [step.id]})
    assert stored_step(database, there, step.id) == step


@given(number=st.integers(0, 10**15 - 1) | st.decimals(0, 10**6, places=6).map(float))
def test_a_number_is_read_as_it_is_shown(number: int | float) -> None:
    step = Step.from_plain(
        {"id": "s", "title": "t", "waiting_time": {"text": "x", "min": number, "unit": "days"}}
    )
    assert number_typed(typed_of(step, "de")["waiting_time.min"]) == number


@pytest.mark.parametrize(
    ("least", "most", "unit", "german", "english"),
    [
        (2, 6, "weeks", "2 bis 6 Wochen", "2 to 6 weeks"),
        (1, 1, "days", "1 Tag", "1 day"),
        (1, None, "days", "mindestens 1 Tag", "at least 1 day"),
        (None, 1.5, "hours", "höchstens 1,5 Stunden", "at most 1.5 hours"),
        (3, 3, "working_days", "3 Werktage", "3 working days"),
        (None, None, "days", "", ""),
    ],
)
def test_spans_in_words(least: Any, most: Any, unit: str, german: str, english: str) -> None:
    assert span_in_words(least, most, unit, "de") == german
    assert span_in_words(least, most, unit, "en") == english
