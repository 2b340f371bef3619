"""What the heat view shows of the examples and of small journeys made for one question."""

from itertools import pairwise
from typing import Any

from journeys.domain.heat import hot_steps
from journeys.render.picture import Page
from journeys.render.style import STYLES
from tests.render.cases import box, drawn, example, screen
from tests.render.shapes import parsed
from tests.render.test_blueprint import small
from tests.render.test_layout import contrast

WORST = {"id": "p1", "text": "Frist unklar", "severity": 3, "frequency": "almost_always"}
MILD = {"id": "p2", "text": "Formular lang", "severity": 2, "frequency": "sometimes"}
UNRATED = {"id": "p3", "text": "Wartemarke fehlt", "severity": 3}


def page_of(*steps: dict[str, Any], **journey: Any) -> Page:
    return drawn(small(*steps, **journey), "heat").pages[0]


def number(page: Page, id: str) -> str:
    return " ".join(box(page, id).lines)


def test_needs_stand_right_under_the_pains_and_all_rows_in_their_order() -> None:
    lanes = {lane.id: lane.rect.y for lane in screen("wohngeld-beantragen", "heat").bands[0].lanes}
    order = [
        "phases",
        "steps",
        "touchpoint",
        "score",
        "persona.0",
        "pains",
        "severe",
        "obstructive",
        "annoying",
    ]
    order += ["unrated", "needs", "mood", "wait", "quotes"]
    heights = [lanes[f"lane-{name}-0"] for name in order]
    assert heights == sorted(heights)


def test_a_score_says_what_it_is_the_sum_of() -> None:
    page = page_of({"pain_points": [MILD, WORST]})
    assert number(page, "score-s1") == "16"
    assert number(page, "score.about-s1") == "3 × 4 + 2 × 2"
    assert box(page, "score-s1").title == "Schritt 1: Titel 1, Schmerzwert (alle:\u00a016): 16, 3 × 4 + 2 × 2"


def test_what_nobody_has_rated_counts_nothing_and_is_named_where_the_score_stands() -> None:
    page = page_of({"pain_points": [UNRATED]})
    assert (number(page, "score-s1"), number(page, "score.about-s1")) == ("0", "1 nicht eingeschätzt")
    assert (number(page, "pains-s1"), number(page, "severe-s1"), number(page, "unrated-s1")) == (
        "1",
        "0",
        "1",
    )


def test_needs_are_counted_with_their_priorities_and_never_into_the_score() -> None:
    needs = [{"id": f"n{n}", "text": "Zeit", "priority": p} for n, p in enumerate((1, 3, None, 1))]
    page = page_of({"needs": needs})
    assert (number(page, "needs-s1"), number(page, "score-s1")) == ("4", "0")
    assert number(page, "needs.about-s1") == "2 unbedingt, 1 hilfreich, 1 ohne Angabe"


def test_what_is_not_said_is_a_dash_and_not_a_zero() -> None:
    page = page_of({"emotion": 0}, {"waiting_time": {"text": "zwei Wochen"}})
    assert [number(page, cell) for cell in ("mood-s1", "mood-s2", "wait-s1")] == ["0", "–", "–"]
    assert number(page, "wait.about-s2") == "zwei Wochen"
    assert box(page, "mood-s2").title == "Schritt 2: Titel 2, Stimmung: keine Angabe"
    assert box(page, "legend.words-missing").text == "keine Angabe"


def test_personas_have_rows_only_where_pain_points_name_some() -> None:
    def heads(page: Page) -> list[str]:
        return [b.text for b in page.boxes if b.id.startswith("head-persona")]

    assert heads(page_of({"pain_points": [WORST, MILD]})) == []
    journey = {
        "id": "j",
        "kind": "as_is",
        "phases": [{"id": "p", "name": "P", "steps": [_named("s1", "a", "a"), _named("s2", None, "b")]}],
    }
    personas = [{"id": "a", "name": "Lena"}, {"id": "b", "name": "Ali"}]
    raw = {"id": "d", "language": "de", "service": {"name": "L"}, "personas": personas, "journeys": [journey]}
    page = drawn(parsed(raw), "heat").pages[0]
    assert heads(page) == [
        "davon Lena (alle: 24)",
        "davon Ali (alle: 12)",
        "davon ohne Persona (alle: 12)",
    ]
    assert [number(page, f"persona.{n}-s2") for n in (0, 1, 2)] == ["0", "12", "12"]


def _named(step: str, *personas: str | None) -> dict[str, Any]:
    pains = [{**WORST, "id": f"{step}.{n}", "persona": persona} for n, persona in enumerate(personas)]
    return {"id": step, "title": step, "pain_points": pains}


def test_every_step_has_a_number_in_every_row_of_counts() -> None:
    for name in ("wohnsitz-anmelden", "gewerbe-anmelden"):
        page, journey = screen(name, "heat"), example(name).journeys[0]
        for hot in hot_steps(journey):
            for key in ("score", "pains", "severe", "obstructive", "annoying", "unrated", "needs", "quotes"):
                assert number(page, f"{key}-{hot.step.id}").isdecimal()
            assert int(number(page, f"score-{hot.step.id}")) == hot.heat.score


def test_the_legend_says_how_the_score_is_made_on_every_sheet() -> None:
    for page in drawn(example("wohnsitz-anmelden"), "heat", paper="a3").pages:
        assert "Schwere × Häufigkeit" in box(page, "legend.words-heat").text
        assert "selten 1, manchmal 2, oft 3, fast immer 4" in box(page, "legend.words-heat_weights").text
        assert [number(page, f"legend-heat.{n}") for n in (0, 1, 5)] == ["0", "1–6", "25+"]


def test_shades_get_darker_step_by_step_so_that_they_are_told_apart_in_grey() -> None:
    """Each is darker than the one before by as much as the eye tells apart, hue aside."""
    darkness = [contrast("#ffffff", STYLES[f"heat_{level}"].fill) for level in range(6)]
    assert all(other / one > 1.15 for one, other in pairwise(darkness))


def test_a_score_has_the_shade_of_its_level() -> None:
    page = page_of({"pain_points": [MILD]}, {"pain_points": [WORST]}, {})
    assert [box(page, f"cell.score-s{n}").style for n in (1, 2, 3)] == ["heat_1", "heat_2", "heat_0"]
