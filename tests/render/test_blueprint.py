"""What the service blueprint shows of the examples and of small journeys made for one question."""

from typing import Any

import pytest

from journeys.domain.document import Document
from journeys.render.dot import boxes_of
from journeys.render.picture import Line, Page
from tests.render.cases import box, drawn, screen
from tests.render.shapes import parsed

LANES = ["evidence", "documents", "citizen", "frontstage", "backstage", "systems"]


def small(*steps: dict[str, Any], kind: str = "as_is", **journey: Any) -> Document:
    """A document with one phase of these steps; ids are s1, s2 …"""
    full = [{"id": f"s{n}", "title": f"Titel {n}", **step} for n, step in enumerate(steps, start=1)]
    phases = [{"id": "p", "name": "Phase", "steps": full}]
    return parsed(
        {
            "id": "d",
            "service": {"name": "Leistung", "staff_term": "SB"},
            "journeys": [{"id": "j", "kind": kind, "phases": phases, **journey}],
        }
    )


def page_of(*steps: dict[str, Any], **journey: Any) -> Page:
    return drawn(small(*steps, **journey), "blueprint").pages[0]


def line(page: Page, id: str) -> Line:
    return next(line for line in page.lines if line.id == id)


def test_lanes_lie_in_their_order() -> None:
    lanes = {lane.id: lane.rect.y for lane in screen("wohngeld-beantragen", "blueprint").bands[0].lanes}
    heights = [lanes[f"lane-{name}-0"] for name in LANES]
    assert heights == sorted(heights)


def test_the_line_of_visibility_is_the_strongest() -> None:
    page = screen("wohngeld-beantragen", "blueprint")
    styles = {line.id: line.style for line in page.lines if line.id.startswith("rule-")}
    assert styles["rule-visibility-0"] == "separator_strong"
    assert styles["rule-interaction-0"] == styles["rule-internal-0"] == "separator"
    assert box(page, "head-visibility-0").text == "Sichtbarkeitslinie"


def test_lanes_end_with_their_columns() -> None:
    first, second = screen("wohngeld-beantragen", "blueprint").bands
    assert (first.first, first.last, second.first, second.last) == (1, 8, 9, 11)
    assert second.rect.width == pytest.approx(84 + 3 * 128)
    assert {lane.rect.width for lane in second.lanes} == {second.rect.width}


def test_a_dash_is_an_empty_cell() -> None:
    page = page_of({"citizen_action": "—", "frontstage": "-", "backstage": "prüft"})
    ids = {b.id for b in page.boxes}
    assert "backstage-s1" in ids and not {"citizen-s1", "frontstage-s1"} & ids


def test_arrows_go_down_only_between_filled_cells() -> None:
    page = page_of({"citizen_action": "fragt", "support_systems": ["Portal"]}, {"citizen_action": "wartet"})
    assert [(x.source, x.target) for x in page.lines if x.style == "across" and x.source] == [
        ("citizen-s1", "systems-s1")
    ]


def test_the_staff_term_is_the_documents() -> None:
    assert box(page_of({}), "head-frontstage-0").text == "Im Kontakt (SB)"


def test_a_condition_stands_at_the_exit_of_its_way() -> None:
    page = screen("wohnsitz-anmelden", "blueprint")
    way = next(x for x in page.lines if x.label and x.label.text == "Online-Dienst (eWA)")
    assert way.source == "citizen-WOHN-I-S02" and way.target == "citizen-WOHN-I-S08"
    assert way.label is not None
    assert abs(way.label.rect.x - way.points[0][0]) < 5 and way.label.rect.bottom <= way.points[1][1]


def test_ways_back_are_dashed_in_their_own_colour() -> None:
    page = page_of({}, {"next": [{"to": "s1", "condition": "fehlt etwas"}]})
    assert line(page, "link-1").style == "back" and line(page, "link-0").style == "flow"


def test_a_loop_to_itself_returns_to_its_box() -> None:
    loop = line(page_of({"citizen_action": "liest", "next": [{"to": "s1", "condition": "unklar"}]}), "link-0")
    assert loop.source == loop.target == "citizen-s1" and loop.style == "back"


def test_a_shorter_way_runs_lower() -> None:
    branches = [{"to": "s2", "condition": "kurz"}, {"to": "s4", "condition": "lang"}]
    page = page_of({"next": branches}, {}, {}, {})
    short, long = line(page, "link-0"), line(page, "link-1")
    assert short.points[1][1] > long.points[1][1]


def test_marks_lead_over_the_edge_of_a_band_and_are_links() -> None:
    page = page_of(*[{} for _ in range(10)])
    out, back = box(page, "out-7"), box(page, "in-1-0")
    assert (out.text, out.link, back.text, back.link) == ("→ 9", "#step-s9", "8 →", "#step-s8")
    assert out.title == "weiter bei Schritt 9" and back.title == "kommt von Schritt 8"


def test_ends_say_why() -> None:
    page = page_of({"next": [{"to": "end", "condition": "kein Anspruch"}, {"to": "s2"}]}, {"next": []})
    assert box(page, "out-0").text == "Ende: kein Anspruch" and box(page, "out-2").text == "Ende"


def test_optional_steps_and_decisions_are_marked() -> None:
    page = page_of({"optional": True, "citizen_action": "liest"}, {"next": [{"to": "s1"}, {"to": "end"}]})
    assert box(page, "tag.optional-s1").lines == ("optional",)
    assert box(page, "citizen-s1").style == "cell_optional"
    assert box(page, "diamond-s2").shape == "diamond"
    assert {"legend-optional", "legend-decision"} <= {b.id for b in page.boxes}


def test_severity_is_told_by_dots_colour_and_words() -> None:
    pains = [{"id": f"p{n}", "text": "Text", "severity": n, "frequency": "often"} for n in (1, 2, 3)]
    page = page_of({"pain_points": pains})
    assert [box(page, f"mark.pain-p{n}.pips").lines for n in (1, 2, 3)] == [("•",), ("••",), ("•••",)]
    assert len({box(page, f"mark.pain-p{n}").style for n in (1, 2, 3)}) == 3
    assert box(page, "mark.pain-p3").title == "Schmerzpunkt 3: Text (schlimm, oft), Schritt 1: Titel 1"


def test_numbers_of_markers_run_through_the_journey_and_stand_in_the_list() -> None:
    page = page_of({"needs": [{"id": "a", "text": "eins"}]}, {"needs": [{"id": "b", "text": "zwei"}]})
    assert box(page, "mark.need-b").lines == box(page, "listed.need-b").lines == ("2",)
    assert box(page, "text.need-b").text == "zwei"
    assert box(page, "mark.need-b").shape == "circle"


def test_beyond_six_notes_the_rest_is_counted_but_listed() -> None:
    page = page_of({"pain_points": [{"id": f"p{n}", "text": f"Schmerz {n}"} for n in range(18)]})
    assert box(page, "more.pain-s1").text == "+ 12 weitere"
    assert {f"Schmerz {n}" for n in range(18)} <= {b.text for b in page.boxes}


def test_a_long_text_is_shortened_in_its_cell_and_whole_in_the_list() -> None:
    words = "sehr langer Text " * 40
    picture = drawn(small({"frontstage": words}), "blueprint")
    assert box(picture.pages[0], "frontstage-s1").lines[-1].endswith("…")
    assert picture.whole_texts == (("Schritt 1: Titel 1, Im Kontakt (SB)", words.strip()),)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({}, "neu"),
        ({"replaces": ["x"]}, "geändert"),
        ({"change": "unchanged"}, "unverändert"),
    ],
)
def test_steps_of_a_to_be_journey_say_what_is_new(step: dict[str, Any], said: str) -> None:
    page = page_of(step, kind="to_be")
    assert said in [b.text for b in page.boxes if b.id.startswith("tag.")]


def test_waiting_stands_apart_from_work() -> None:
    page = page_of({"waiting_time": {"text": "zwei Wochen"}, "processing_time": {"text": "zehn Minuten"}})
    assert box(page, "wait-s1").text == "Wartezeit: zwei Wochen"
    assert box(page, "work-s1").text == "Bearbeitung: zehn Minuten"
    assert box(page, "wait-s1").style != box(page, "work-s1").style


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    page = page_of({"channel": "phone"}, {"channel": "phone"})
    explained = {b.id for b in page.boxes if b.id.startswith("legend.words-")}
    symbols = {"flow", "passing", "end", "channel_phone"}
    assert explained == {f"legend.words-{symbol}" for symbol in symbols}


def test_titles_are_words() -> None:
    page = screen("wohnsitz-anmelden", "blueprint")
    assert box(page, "frontstage-WOHN-I-S05").title.startswith(
        "Schritt 5: Aufrufen und Identität prüfen, Im Kontakt (VFA): VFA ruft auf"
    )
    first = next(b for b in boxes_of(page) if b.step == "WOHN-I-S05")
    told = "FIM 3: formell prüfen, Moment der Wahrheit, Vor Ort"
    assert first.title == f"Schritt 5: Aufrufen und Identität prüfen, {told}"


def test_a_journey_in_english_has_english_words() -> None:
    document = small({}).model_copy(update={"language": "en"})
    assert box(drawn(document, "blueprint").pages[0], "head-visibility-0").text == "Line of visibility"
