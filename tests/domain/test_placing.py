"""Notes of a file on the steps of a service that is there."""

import pytest
from hypothesis import given

from journeys.domain.document import Document, Need, PainPoint, Persona, Source, UnsortedNote
from journeys.domain.findings import Refused
from journeys.domain.placing import placed
from journeys.domain.references import findings_of
from journeys.settings import TEXT
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents


def here() -> Document:
    steps = (
        a_step("S1", "Antrag ausfüllen", pain_points=(a_pain_point("P1", "Zu lang"),)),
        a_step("S2", "Warten"),
    )
    return a_document(a_journey(steps), unsorted_notes=(UnsortedNote(id="U1", text="Parkplätze fehlen"),))


def a_file(*notes: PainPoint, title: str = "Antrag  AUSFÜLLEN", **fields: object) -> Document:
    return a_document(a_journey((a_step("T1", title, pain_points=notes),), id="K"), **fields)


def test_notes_come_to_the_steps_of_their_names() -> None:
    file = a_file(a_pain_point("N1", "Unklar", severity=3), a_pain_point("N2", "Klein gedruckt"))
    found = placed(here(), file)
    assert [(fresh.note.text, fresh.step) for fresh in found.fresh] == [
        ("Unklar", "Antrag ausfüllen"),
        ("Klein gedruckt", "Antrag ausfüllen"),
    ]
    first, second = found.document.journeys[0].steps()
    assert [(p.text, p.severity) for p in first.pain_points] == [
        ("Zu lang", None),
        ("Unklar", 3),
        ("Klein gedruckt", None),
    ]
    assert second.pain_points == () and found.document.unsorted_notes == here().unsorted_notes
    assert (found.known, found.lost) == (0, ())


def test_what_is_there_in_the_same_words_is_not_put_twice() -> None:
    file = a_file(a_pain_point("N1", "zu  LANG"), a_pain_point("N2", "Neu"), a_pain_point("N3", "Neu"))
    found = placed(here(), file)
    assert [fresh.note.text for fresh in found.fresh] == ["Neu"] and found.known == 2
    again = placed(found.document, file)
    assert again.fresh == () and again.document == found.document and again.known == 3


def test_notes_of_steps_that_are_not_there_stand_on_none() -> None:
    found = placed(here(), a_file(a_pain_point("N1", "Unklar"), title="Bezahlen"))
    assert found.lost == ("Bezahlen",)
    assert found.document.unsorted_notes[-1] == UnsortedNote(id="N1", text="Unklar", kind="pain_point")
    assert found.document.journeys == here().journeys


def test_an_id_that_is_taken_is_made_anew_and_nothing_refers_to_what_is_in_the_file_alone() -> None:
    note = a_pain_point("P1", "Unklar", persona="B", sources=("Q",))
    file = a_file(note, personas=(Persona(id="B", name="Bo"),), sources=(Source(id="Q", title="Amt"),))
    found = placed(here(), file)
    new = found.document.journeys[0].steps()[0].pain_points[-1]
    assert (new.text, new.persona, new.sources) == ("Unklar", None, ()) and new.id != "P1"
    assert findings_of(found.document.plain()) == []


def test_of_several_steps_with_one_name_the_first_of_the_as_is_gets_them() -> None:
    to_be = a_journey((a_step("Z1", "Warten"),), id="Z", kind="to_be")
    as_is = a_journey((a_step("S1", "Warten"), a_step("S2", "Warten")))
    need = Need(id="N", text="Mehr Zeit")
    file = a_document(a_journey((a_step("T", "Warten", needs=(need,)),), id="K"))
    found = placed(a_document(to_be, as_is), file)
    assert [(step.id, len(step.needs)) for step in found.document.steps()] == [
        ("Z1", 0),
        ("S1", 1),
        ("S2", 0),
    ]


def test_a_text_beyond_the_limit_is_refused() -> None:
    with pytest.raises(Refused):
        placed(here(), a_file(a_pain_point("N1", "x" * (TEXT.value + 1))))


@examples(60)
@given(documents(most_steps=4), documents(most_steps=4))
def test_no_note_is_lost_and_nothing_else_changes(one: Document, other: Document) -> None:
    found = placed(one, other)
    told = [*(note for step in other.steps() for note in step.notes()), *other.unsorted_notes]
    assert len(found.fresh) + found.known == len(told)
    assert findings_of(found.document.plain()) == findings_of(one.plain())
    before, after = one.plain(), found.document.plain()
    for step in (s for d in (before, after) for j in d["journeys"] for p in j["phases"] for s in p["steps"]):
        for name in ("pain_points", "needs", "quotes"):
            step.pop(name, None)
    before.pop("unsorted_notes", None), after.pop("unsorted_notes", None)
    assert before == after
