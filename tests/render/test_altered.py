"""Changes in words: sentences that people say, in both languages, one for each change."""

from typing import Any, get_args

import pytest
from hypothesis import given

from journeys.domain import document as d
from journeys.domain.diff.alterations import alterations
from journeys.domain.document import Document, NextStep, Phase, Span, UnsortedNote
from journeys.domain.field_words import FIELD
from journeys.render.telling.altered import plain_changes, summed_up, told
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.changes import same_ids


def texts(before: Document, after: Document) -> list[str]:
    return [each.text for each in summed_up(before, after)]


def one_step(**fields: Any) -> Document:
    return a_document(a_journey((a_step("A", "Termin buchen", **fields), a_step("B", "Warten"))))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"channel": "counter"}, {"channel": "online"}, "Schritt „Termin buchen“: Kanal Vor Ort → Online."),
        ({}, {"channel": "online"}, "Schritt „Termin buchen“: Kanal neu: Online."),
        ({"channel": "online"}, {}, "Schritt „Termin buchen“: Kanal Online entfällt."),
        (
            {"waiting_time": Span(text="3 Wochen", min=3, unit="weeks")},
            {"waiting_time": Span(text="2 Tage")},
            "Schritt „Termin buchen“: Wartezeit 3 Wochen → 2 Tage.",
        ),
        (
            {"waiting_time": Span(text="lang", min=3, unit="weeks")},
            {"waiting_time": Span(text="lang", min=4.5, unit="weeks")},
            "Schritt „Termin buchen“: Wartezeit lang (3 Wochen) → lang (4,5 Wochen).",
        ),
        (
            {"documents": ("Ausweis", "Foto")},
            {"documents": ("Ausweis", "PIN")},
            "Schritt „Termin buchen“: Unterlagen, neu „PIN“; nicht mehr „Foto“.",
        ),
        (
            {"documents": ("Ausweis", "Foto")},
            {"documents": ("Foto", "Ausweis")},
            "Schritt „Termin buchen“: Unterlagen in anderer Reihenfolge.",
        ),
        ({"frontstage": "a\nb"}, {"frontstage": "c"}, "Schritt „Termin buchen“: Im Kontakt „a b“ → „c“."),
        ({"emotion": -2}, {"emotion": 1}, "Schritt „Termin buchen“: Stimmung sehr schlecht → gut."),
        ({"optional": True}, {}, "Schritt „Termin buchen“: Nicht immer nötig ja → nein."),
        (
            {},
            {"next": (NextStep(to="end", condition="kein Anspruch"), NextStep(to="B"))},
            "Schritt „Termin buchen“: Wie es weitergeht neu: → „Ende“ (kein Anspruch); → „Warten“.",
        ),
    ],
)
def test_what_a_step_says(before: dict[str, Any], after: dict[str, Any], sentence: str) -> None:
    assert texts(one_step(**before), one_step(**after)) == [sentence]


def test_steps_that_come_go_and_move() -> None:
    def journey(*titles: str) -> Document:
        noted = {"pain_points": (a_pain_point("P"),)}
        return a_document(
            a_journey(tuple(a_step(t, t.title(), **(noted if t == "x" else {})) for t in titles))
        )

    assert texts(journey("a", "b"), journey("a", "x", "b")) == [
        "Neu: Schritt „X“ in der Phase „Antrag stellen“, hinter „A“, mit 1 Hinweis."
    ]
    assert texts(journey("a", "x", "b"), journey("a", "b")) == ["Schritt „X“ entfällt, mit 1 Hinweis."]
    assert texts(journey("a", "b", "c"), journey("b", "c", "a")) == ["Schritt „A“ steht jetzt hinter „C“."]
    assert texts(journey("a", "b", "c"), journey("c", "a", "b")) == [
        "Schritt „C“ steht jetzt an erster Stelle."
    ]


def test_a_step_goes_into_another_phase_and_a_phase_goes_with_all_it_holds() -> None:
    def phases(first: tuple[str, ...], second: tuple[str, ...] | None) -> Document:
        said = [Phase(id="P1", name="Vorher", steps=tuple(a_step(ref) for ref in first))]
        if second is not None:
            said.append(Phase(id="P2", name="Nachher", steps=tuple(a_step(ref) for ref in second)))
        return a_document(a_journey(()).model_copy(update={"phases": tuple(said)}))

    assert texts(phases(("A", "B"), ("C",)), phases(("A",), ("C", "B"))) == [
        "Schritt „Schritt B“ steht jetzt in der Phase „Nachher“, hinter „Schritt C“."
    ]
    assert texts(phases(("A",), ("B", "C")), phases(("A",), None)) == [
        "Phase „Nachher“ entfällt, mit 2 Schritten."
    ]


def test_names_notes_and_the_head() -> None:
    before = a_document(a_journey((a_step("A", "Alt", pain_points=(a_pain_point("P", "Zu lang"),)),)))
    after = a_document(
        a_journey((a_step("A", "Neu"),)),
        unsorted_notes=(UnsortedNote(id="P", text="Viel zu lang", kind="pain_point"),),
        as_of="2026-11",
    )
    assert texts(before, after) == [
        "Dokument: Stand neu: „2026-11“.",
        "Schritt „Alt“ heißt jetzt „Neu“.",
        "Schmerzpunkt „Viel zu lang“ steht jetzt auf keinem Schritt.",
        "Schmerzpunkt „Zu lang“: Text „Zu lang“ → „Viel zu lang“.",
    ]


def test_english_documents_are_told_in_english() -> None:
    before, after = (
        a_document(a_journey((a_step("A", "Book", channel=channel),)), language="en")
        for channel in ("counter", "phone")
    )
    assert texts(before, after) == ["Step “Book”: Channel At the counter → Phone."]


def test_every_field_of_the_format_has_words() -> None:
    values = [
        v for v in vars(d).values() if isinstance(v, type) and issubclass(v, d.Value) and v is not d.Value
    ]
    parts = (d.Persona, d.Journey, d.Lane, d.Phase, d.Step, d.PainPoint, d.Need, d.Quote, d.UnsortedNote)
    items = (*parts, d.Opportunity, d.Source, d.Service)
    assert set(items) <= set(values) and get_args(d.Note)
    held = {"lanes", "phases", "steps", "pain_points", "needs", "quotes"}
    assert {name for item in items for name in item.model_fields} - held <= set(FIELD)


@examples(30)
@given(same_ids(), same_ids())
def test_every_change_has_a_sentence_and_is_told_once(before: Document, after: Document) -> None:
    changes = alterations(before, after)
    assert [each.change for each in told(before, after)] == changes
    assert all(each.text.endswith(".") and "\n" not in each.text for each in told(before, after))
    summed = summed_up(before, after)
    assert sum(1 + len(each.inside) for each in summed) == len(changes)
    assert len(plain_changes(before, after)) == len(changes)
