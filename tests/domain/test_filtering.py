"""A journey with only what one asks for."""

from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.document import Persona
from journeys.domain.filtering import Filter, filtered, in_words, read_filter
from journeys.domain.flow import links
from journeys.domain.references import findings_of
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.databases import examples
from tests.domain.documents import documents

LENA = Persona(id="B1", name="Lena")
ASKED = st.fixed_dictionaries(
    {
        "persona": st.sampled_from(["", "nobody"]),
        "channel": st.sampled_from(["", "online", "counter", "nowhere"]),
        "severity": st.sampled_from(["", "1", "2", "3", "x"]),
        "needs": st.sampled_from(["", "1"]),
        "changed": st.sampled_from(["", "1"]),
    }
)


@examples(30)
@given(documents(most_steps=5), ASKED)
def test_what_is_filtered_keeps_its_order_and_its_ways(document, asked) -> None:  # type: ignore[no-untyped-def]
    journey = document.journeys[0]
    after = filtered(document, journey, read_filter(asked, document))
    assert [step.id for step in after.steps()] == [step.id for step in journey.steps()]
    assert links(after) == links(journey)
    said = {note.id: note for step in journey.steps() for note in step.notes()}
    assert all(said[note.id] == note for step in after.steps() for note in step.notes())


def test_notes_of_a_persona_and_those_of_all_stay() -> None:
    pains = tuple(a_pain_point(ref, persona=who) for ref, who in (("P1", "B1"), ("P2", "B2"), ("P3", None)))
    document = a_document(
        a_journey((a_step("A", pain_points=pains),)), personas=(LENA, Persona(id="B2", name="Ole"))
    )
    after = filtered(document, document.journeys[0], Filter(persona="B1"))
    assert [pain.id for pain in after.steps()[0].pain_points] == ["P1", "P3"]
    assert after.title == "nur Lena"
    assert findings_of(document.model_copy(update={"journeys": (after,)}).plain()) == []


def test_severity_channel_and_change() -> None:
    pains = tuple(a_pain_point(f"P{n}", severity=n) for n in (1, 2, 3))
    steps = (
        a_step("A", channel="online", pain_points=pains, change="changed", frontstage="Berät"),
        a_step("B", channel="mail", frontstage="Prüft", change="unchanged"),
    )
    document = a_document(a_journey(steps))

    whole = document.journeys[0]

    def left(by: Filter) -> list[tuple[int, str | None]]:
        return [(len(s.pain_points), s.frontstage) for s in filtered(document, whole, by).steps()]

    assert left(Filter(severity=2)) == [(2, "Berät"), (0, "Prüft")]
    assert left(Filter(channel="online")) == left(Filter(changed=True)) == [(3, "Berät"), (0, None)]
    assert left(Filter(needs=True)) == [(0, "Berät"), (0, "Prüft")]
    assert in_words(Filter(severity=3, channel="mail"), document).de == "nur Brief, ab „schlimm“"
    assert filtered(document, whole, Filter()) is whole


@given(ASKED)
def test_a_filter_is_read_as_it_is_said(asked: dict[str, str]) -> None:
    document = a_document(a_journey((a_step("A"),)), personas=(LENA,))
    by = read_filter(asked, document)
    assert read_filter(by.asked(), document) == by and set(by.asked()) <= set(asked)
