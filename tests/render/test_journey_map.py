"""What the journey map shows of the examples and of small journeys made for one question."""

import re
from typing import Any

from journeys.render.picture import Page
from journeys.render.style import STYLES
from tests.render.cases import box, drawn, example, screen
from tests.render.test_blueprint import small


def page_of(*steps: dict[str, Any], **journey: Any) -> Page:
    return drawn(small(*steps, **journey), "journey").pages[0]


def test_cards_are_told_apart_without_colours() -> None:
    """Pain points by their dots, the others by their outline."""
    outlines = [STYLES[name].dash for name in ("pain", "need", "quote", "idea")]
    assert len(set(outlines)) == len(outlines)


def test_rows_lie_in_their_order() -> None:
    lanes = {lane.id: lane.rect.y for lane in screen("wohngeld-beantragen", "journey").bands[0].lanes}
    order = [
        "phases",
        "steps",
        "touchpoint",
        "doing",
        "onward",
        "quotes",
        "mood",
        "pains",
        "needs",
        "time",
        "ideas",
    ]
    heights = [lanes[f"lane-{name}-0"] for name in order]
    assert heights == sorted(heights)


def test_numbers_of_steps_are_the_same_in_both_views() -> None:
    def numbers(page: Page) -> dict[str, str]:
        return {
            b.id: b.lines[0].replace("\u00a0", " ").split(" ")[0]
            for b in page.boxes
            if b.id.startswith("title-")
        }

    both = [numbers(screen("wohnsitz-anmelden", view)) for view in ("journey", "blueprint")]
    assert both[0] == both[1] and both[0]["title-WOHN-I-S12"] == "12."


def test_the_mood_has_a_fixed_scale_and_a_gap_where_it_is_unknown() -> None:
    moods = [{"emotion": 2}, {"emotion": -2}, {}, {"emotion": 0}, {"emotion": 1}]
    page = page_of(*moods)
    assert [len(curve.points) for curve in page.curves] == [2, 2]
    high, low = (box(page, f"mood-s{n}").rect.y for n in (1, 2))
    zero = box(page, "mood-s4").rect.y
    assert zero - high == low - zero > 0
    assert [box(page, f"mood-s{n}").lines[0] for n in (1, 2, 4)] == ["+2", "−2", "0"]
    assert box(page, "mood-s2").title == "Schritt 2: Titel 2, Stimmung: sehr schlecht"


def test_the_mood_has_the_same_height_whatever_its_values() -> None:
    heights = []
    for emotion in (-2, 0, 2):
        page = page_of({"emotion": emotion})
        heights.append(next(lane.rect.height for lane in page.bands[0].lanes if lane.id == "lane-mood-0"))
    assert len(set(heights)) == 1


def test_a_pain_point_is_a_card_with_its_severity_in_dots_and_words() -> None:
    pain = {"id": "p", "text": "Frist unklar", "severity": 2, "frequency": "often"}
    page = page_of({"pain_points": [pain]})
    card = box(page, "card.pains.text-p")
    assert (card.text, card.note, card.step) == ("Frist unklar", "p", "s1")
    assert box(page, "card.pains.about-p").text == "●●○ hinderlich, oft"
    assert box(page, "card.pains-p").style == "pain_2"


def test_what_is_not_rated_says_so() -> None:
    page = page_of({"pain_points": [{"id": "p", "text": "Frist unklar"}]})
    assert box(page, "card.pains.about-p").text == "nicht eingeschätzt"


def test_an_invented_quote_is_marked() -> None:
    quote = {"id": "q", "text": "Das dauert.", "speaker": "Bürgerin", "invented": True}
    page = page_of({"quotes": [quote]})
    assert box(page, "card.quotes.text-q").text == "„Das dauert.“"
    assert box(page, "card.quotes.about-q").text == "Bürgerin, erfunden"


def test_beyond_six_notes_the_rest_is_counted_and_listed_whole() -> None:
    needs = [{"id": f"n{n}", "text": f"Bedarf {n}"} for n in range(8)]
    picture = drawn(small({"needs": needs}), "journey")
    assert box(picture.pages[0], "more.needs-s1").text == "+ 2 weitere"
    assert [text for _, text in picture.whole_texts] == ["Bedarf 6", "Bedarf 7"]


def test_opportunities_stand_at_the_steps_they_help() -> None:
    page = screen("wohngeld-beantragen", "journey")
    document = example("wohngeld-beantragen")
    for idea in document.opportunities:
        helped = [
            step.id
            for step in document.journeys[0].steps()
            if {note.id for note in step.notes()} & set(idea.addresses)
        ]
        shown = [b.step for b in page.boxes if b.id.startswith(f"card.ideas.text-{idea.id}.")]
        assert shown == helped


def test_ways_that_are_not_simply_next_stand_in_words() -> None:
    page = page_of({"next": [{"to": "s3", "condition": "eilig"}]}, {}, {"next": [{"to": "end"}]})
    assert (
        box(page, "out-0").text == "→ 3: eilig"
        and box(page, "out-0").title == "weiter bei Schritt 3, wenn: eilig"
    )
    assert box(page, "out-2").text == "Ende"
    assert "out-1" not in {b.id for b in page.boxes}


def test_bands_are_joined_by_marks() -> None:
    page = page_of(*[{} for _ in range(9)])
    assert box(page, "out-7").text == "→ 9" and box(page, "in-1-0").text == "8 →"


def test_the_title_block_names_persona_and_basis() -> None:
    document = small({"pain_points": [{"id": "p", "text": "x"}]}, persona="pe").model_copy(
        update={"as_of": "2026-02", "disclaimer": "Erfunden."}
    )
    persona = {"id": "pe", "name": "Nadine", "age": 36, "situation": "Alleinerziehend"}
    document = document.model_validate({**document.model_dump(), "personas": (persona,)})
    page = drawn(document, "journey").pages[0]
    said = {b.id: b.text for b in page.boxes}
    assert said["fact-persona"] == "Nadine, 36 Jahre" and said["fact-scenario"] == "Alleinerziehend"
    assert said["fact-basis"] == "1 Schmerzpunkt" and said["fact-as_of"] == "2026-02"
    assert re.fullmatch("[0-9A-F]{4}-[0-9A-F]{4}", said["fact-edition"])
    assert said["fact-status"] == "Entwurf" and said["disclaimer"] == "Erfunden."
    assert said["subtitle"] == "Reisekarte · Ist"


def test_pictures_of_one_state_have_one_mark_and_another_state_has_another() -> None:
    document = small({"pain_points": [{"id": "p", "text": "x"}]})
    later = document.model_copy(update={"disclaimer": "Erfunden."})
    marks = [
        [box(drawn(one, view).pages[0], "fact-edition").text for view in ("journey", "blueprint", "heat")]
        for one in (document, later)
    ]
    assert len(set(marks[0])) == len(set(marks[1])) == 1 and marks[0] != marks[1]


def test_without_a_persona_it_is_for_all() -> None:
    assert box(screen("wohngeld-beantragen", "journey"), "fact-persona").text == "alle Personas"


def test_a_high_map_is_split_by_rows_and_every_sheet_has_the_steps() -> None:
    steps = [
        {
            "needs": [{"id": f"n{s}{n}", "text": "Bedarf " * 40} for n in range(6)],
            "pain_points": [{"id": f"p{s}{n}", "text": "Schmerz " * 35} for n in range(6)],
        }
        for s in range(8)
    ]
    pages = drawn(small(*steps), "journey", paper="a3").pages
    assert len(pages) > 1
    assert all("title-s8" in {b.id for b in page.boxes} for page in pages)
