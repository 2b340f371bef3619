"""What steps say besides the main things, as pictures show it."""

from typing import Any

import pytest

from journeys.domain.document import Document, Lane, LaneText, Maturity, Mood, Persona, Step
from journeys.render.picture import Box, Page
from journeys.render.style import STYLES
from journeys.render.subject import View
from tests.builders import a_document, a_journey, a_step
from tests.render.cases import VIEWS, box, drawn
from tests.render.rules import broken

LANES = (
    Lane(id="L1", name="Tierheim", kind="third_party"),
    Lane(id="L2", name="Verdeckt", kind="data", hidden=True),
    Lane(id="L3", name="Fälle im Jahr", kind="metrics"),
)
PEOPLE = tuple(Persona(id=f"B{n}", name=f"Person {n}") for n in range(8))


def document(*steps: Step, **fields: Any) -> Document:
    return a_document(a_journey(steps, lanes=LANES, **fields), personas=PEOPLE)


def page_of(view: View, *steps: Step, **fields: Any) -> Page:
    page = drawn(document(*steps, **fields), view).pages[0]
    assert list(broken(page)) == []
    return page


def said(page: Page) -> str:
    return " ".join(line for each in page.boxes for line in each.lines)


def lane_keys(page: Page) -> list[str]:
    return [lane.key for lane in page.bands[0].lanes]


def test_own_lanes_stand_below_the_systems_in_order_and_hidden_ones_nowhere() -> None:
    texts = tuple(LaneText(lane=lane.id, text=f"Text {lane.id}") for lane in LANES)
    page = page_of("blueprint", a_step("S1", in_lanes=texts), a_step("S2"))
    keys = lane_keys(page)
    assert keys[keys.index("systems") :] == ["systems", "own.L1", "own.L3"]
    assert box(page, "own.L1-S1").title == "Schritt 1: Schritt S1, Tierheim: Text L1"
    assert box(page, "own.L3-S1").text == "Text L3"
    assert "Verdeckt" not in said(page)
    assert "Text L2" not in said(page)
    heads = [each.text for each in page.boxes if each.style == "lane_head"]
    assert heads[-2:] == ["Tierheim", "Fälle im Jahr"]


def test_the_legal_basis_has_a_lane_only_where_some_step_names_one() -> None:
    plain = page_of("blueprint", a_step("S1"))
    assert "law" not in lane_keys(plain)
    page = page_of("blueprint", a_step("S1", legal_basis=("§ 17 BMG", "§ 19 BMG")), a_step("S2"))
    assert lane_keys(page)[-1] == "law"
    assert box(page, "law-S1").lines == ("§ 17 BMG", "§ 19 BMG")
    assert "Rechtsgrundlage" in said(page)


@pytest.mark.parametrize("view", VIEWS)
def test_each_mark_has_a_shape_and_a_letter_and_stands_in_the_legend(view: View) -> None:
    marks = ("decision", "fail_point", "moment_of_truth", "waiting_point")
    page = page_of(view, a_step("S1", marks=marks), a_step("S2"))
    badges = [box(page, f"badge.{mark}-S1") for mark in marks]
    assert len({badge.shape for badge in badges}) == len({badge.lines for badge in badges}) == 4
    assert [badge.lines[0] for badge in badges] == ["E", "F", "M", "W"]
    for mark, badge in zip(marks, badges, strict=True):
        sample = box(page, f"legend-mark_{mark}")
        assert (sample.shape, sample.lines) == (badge.shape, badge.lines)
    title = box(page, "title-S1").title
    assert title == "Schritt 1: Schritt S1, Entscheidung, Fehlerstelle, Moment der Wahrheit, Wartepunkt"


def test_a_decision_that_several_ways_tell_of_is_told_once() -> None:
    first = a_step("S1", marks=("decision", "fail_point"), next=["S2", "S3"])
    page = page_of("blueprint", first, a_step("S2", next=["end"]), a_step("S3"))
    ids = {each.id for each in page.boxes}
    assert "tag.decision-S1" in ids
    assert "badge.fail_point-S1" in ids
    assert "badge.decision-S1" not in ids


def test_codes_are_quiet_tags_of_the_blueprint_alone() -> None:
    step = a_step("S1", maturity=Maturity(model="1.1", level=3), fim_activity=4)
    page = page_of("blueprint", step)
    assert box(page, "tag.maturity-S1").lines == ("OZG 3 (1.1)",)
    assert box(page, "tag.fim-S1").lines == ("FIM 4",)
    assert "Stufe 3: Online-Leistung (Modell 1.1)" in box(page, "title-S1").title
    assert "FIM" not in said(page_of("journey", step))


def moody(n: int, **moods: int) -> Step:
    return a_step(f"S{n}", moods=tuple(Mood(persona=who, emotion=mood) for who, mood in moods.items()))


def curves(page: Page) -> dict[str, list[float]]:
    return {curve.style: [y for _, y in curve.points] for curve in page.curves}


def test_each_persona_with_moods_has_a_curve_with_her_own_line_point_and_name() -> None:
    steps = [moody(n, B0=n - 2, B1=2 - n, B2=0).model_copy(update={"emotion": 1}) for n in range(1, 4)]
    page = page_of("journey", *steps, persona="B3")
    assert set(curves(page)) == {"mood", "mood_1", "mood_2", "mood_3"}
    looks = [STYLES[f"mood_{n}"].dash for n in (1, 2, 3)]
    assert len({*looks, STYLES["mood"].dash}) == 4
    assert len({box(page, f"mood{n}-S1").shape for n in (1, 2, 3)}) == 3
    legend = {each.text for each in page.boxes if each.id.startswith("legend.words-mood")}
    assert legend == {f"Stimmung: Person {n}" for n in range(4)}
    assert box(page, "mood2-S1").title == "Schritt 1: Schritt S1, Stimmung Person 1: gut"
    falling, rising = curves(page)["mood_2"], curves(page)["mood_1"]
    assert falling == sorted(falling)
    assert rising == sorted(rising, reverse=True)


def test_equal_moods_hide_nobody() -> None:
    steps = [moody(n, B0=0, B1=0, B2=0, B4=0, B5=0).model_copy(update={"emotion": 0}) for n in (1, 2)]
    page = page_of("journey", *steps)
    points: list[Box] = [
        each for each in page.boxes if each.style.startswith("mood_point") and each.step == "S1"
    ]
    assert len(points) == 6
    assert not [(a.id, b.id) for a in points for b in points if a.id < b.id and a.rect.overlaps(b.rect)]


def test_a_mood_of_whom_the_journey_is_about_counts_where_nothing_else_is_said() -> None:
    first, second = moody(1, B0=2), moody(2, B0=-2).model_copy(update={"emotion": 1})
    page = page_of("journey", first, second, persona="B0")
    assert [box(page, f"mood-S{n}").lines[0] for n in (1, 2)] == ["+2", "+1"]
    assert set(curves(page)) == {"mood"}
    assert box(page, "legend-mood").lines == ("+1",)


def test_more_personas_than_can_be_told_apart_are_left_to_the_list_and_the_legend_says_so() -> None:
    steps = [moody(n, **{f"B{k}": 0 for k in range(8)}) for n in (1, 2)]
    page = page_of("journey", *steps)
    assert len(curves(page)) == 5
    assert box(page, "legend.words-moods_more").text == "Stimmung weiterer Personas: in der Liste"


def test_a_picture_without_further_facts_is_what_it_was() -> None:
    page = page_of("journey", a_step("S1", emotion=1), a_step("S2", emotion=0))
    assert box(page, "legend.words-mood").text == "Stimmung von −2 bis +2"
    assert not [each.id for each in page.boxes if each.id.startswith(("badge", "own", "law"))]
