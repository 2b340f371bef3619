"""A journey's own lanes, and what steps say of personas and lanes that go."""

from typing import Any

import pytest
from sqlmodel import select

from journeys.database import Database
from journeys.domain import lanes
from journeys.domain.checks import reference_findings
from journeys.domain.differences import differences, flat
from journeys.domain.document import Document, Lane, LaneText, Mood, Persona
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.journeys import Journey
from journeys.domain.merging import fingerprint, merge
from journeys.domain.personas import Persona as PersonaRow
from journeys.domain.schema import schema_findings
from tests.builders import a_document, a_journey, a_step
from tests.domain.test_storing import assert_equal, put_in, store_again, stored

HOME = Lane(id="L1", name="Tierheim", kind="third_party")
COUNT = Lane(id="L2", name="Kennzahlen", kind="metrics", hidden=True)
ANNA, BERND = Persona(id="B1", name="Anna"), Persona(id="B2", name="Bernd")


def a_rich_document(**fields: Any) -> Document:
    first = a_step(
        "S1",
        moods=(Mood(persona="B1", emotion=-2), Mood(persona="B2", emotion=1)),
        in_lanes=(LaneText(lane="L2", text="3000 im Jahr"), LaneText(lane="L1", text="Bestätigt")),
    )
    journey = a_journey((first, a_step("S2")), personas=("B2",), lanes=(HOME, COUNT))
    return a_document(journey, personas=(ANNA, BERND), **fields)


def journey_id(database: Database) -> int:
    with database.reading() as session:
        return session.exec(select(Journey.id)).one()


def names(database: Database, service_id: int) -> list[str]:
    return [lane.name for lane in stored(database, service_id).journeys[0].lanes]


def test_lanes_are_added_changed_and_hidden(either: Database) -> None:
    service_id = put_in(either, a_document())
    with either.writing() as session:
        here = session.get_one(Journey, journey_id(either))
        first = lanes.add_lane(session, here.id, {"name": " Tierheim ", "kind": "third_party"})
        second = lanes.add_lane(session, here.id, {"name": "Recht", "kind": "law", "hidden": True})
        first_id, second_id, revision = first.id, second.id, first.revision
    assert names(either, service_id) == ["Tierheim", "Recht"]
    with either.writing() as session:
        lanes.change_lane(session, first_id, revision, {"name": "Asyl", "kind": "other", "hidden": True})
        lanes.change_lane(session, second_id, 1, {"name": "Recht", "kind": "law"})
    one, two = stored(either, service_id).journeys[0].lanes
    assert (one.name, one.kind, one.hidden) == ("Asyl", "other", True)
    assert (two.name, two.kind, two.hidden) == ("Recht", "law", None)
    with pytest.raises(Stale), either.writing() as session:
        lanes.change_lane(session, first_id, revision, {"name": "Zu spät", "kind": "other"})


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "  ", "kind": "law"}, "name"),
        ({"name": "x" * 201, "kind": "law"}, "name"),
        ({"name": "Recht", "kind": None}, "kind"),
        ({"name": "Recht", "kind": "recht"}, "kind"),
    ],
)
def test_a_lane_needs_a_short_name_and_a_kind(either: Database, said: dict[str, Any], field: str) -> None:
    service_id = put_in(either, a_document())
    with pytest.raises(Refused) as refused, either.writing() as session:
        lanes.add_lane(session, journey_id(either), said)
    assert [finding.place for finding in refused.value.findings] == [field]
    assert names(either, service_id) == []


def test_a_deleted_lane_takes_its_texts_along_and_brings_them_back(either: Database) -> None:
    document = a_rich_document()
    service_id = put_in(either, document)
    with either.writing() as session:
        home = lanes.lanes_of(session, session.get_one(Journey, journey_id(either)))[0]
        lanes.delete_lane(session, home.id)
        gone = home.id
    after = stored(either, service_id).journeys[0]
    assert [lane.id for lane in after.lanes] == ["L2"]
    assert after.steps()[0].in_lanes == (LaneText(lane="L2", text="3000 im Jahr"),)
    with either.writing() as session:
        lanes.restore_lane(session, gone)
    assert_equal(stored(either, service_id), document)


def test_a_lane_of_another_journey_is_unknown_here(either: Database) -> None:
    put_in(either, a_document(a_journey(), a_journey(id="J2", kind="to_be", prefix="T", lanes=(HOME,))))
    with either.reading() as session:
        here, there = session.exec(select(Journey).order_by(Journey.id)).all()  # type: ignore[arg-type]
        lane = lanes.lanes_of(session, there)[0]
        assert lanes.find_lane(session, there, lane.id) is lane
        with pytest.raises(Unknown):
            lanes.find_lane(session, here, lane.id)


def test_a_persona_that_goes_takes_her_moods_along(either: Database) -> None:
    service_id = put_in(either, a_rich_document())
    with either.writing() as session:
        bernd = session.exec(select(PersonaRow).where(PersonaRow.ref == "B2")).one()
        session.delete(bernd)
    journey = stored(either, service_id).journeys[0]
    assert journey.personas == ()
    assert journey.steps()[0].moods == (Mood(persona="B1", emotion=-2),)


def test_a_lane_that_the_file_drops_goes_with_its_texts_and_comes_again(either: Database) -> None:
    document = a_rich_document()
    service_id = put_in(either, document)
    bare = a_document(a_journey((a_step("S1"), a_step("S2"))), personas=(ANNA, BERND))
    store_again(either, service_id, bare)
    assert_equal(stored(either, service_id), bare)
    store_again(either, service_id, document)
    assert_equal(stored(either, service_id), document)


def wrong(document: Document) -> dict[str, str]:
    return {finding.place: finding.say("de") for finding in reference_findings(document)}


STEP = "journeys[0].phases[0].steps[0]"


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"moods": (Mood(persona="B9", emotion=0),)}, "moods[0].persona", "hier gehört eine Persona hin"),
        ({"moods": (Mood(persona="B1", emotion=0),) * 2}, "moods[1].persona", "schon eine Stimmung"),
        ({"in_lanes": (LaneText(lane="L2", text="x"),)}, "in_lanes[0].lane", "eine Bahn derselben Reise"),
        ({"in_lanes": (LaneText(lane="S1", text="x"),)}, "in_lanes[0].lane", "„S1“ ist ein Schritt"),
        ({"in_lanes": (LaneText(lane="L1", text="x"),) * 2}, "in_lanes[1].lane", "schon einen Text"),
    ],
)
def test_a_wrong_reference_is_found(fields: dict[str, Any], place: str, words: str) -> None:
    first = a_journey((a_step("S1", **fields),), lanes=(HOME,))
    other = a_journey((a_step("T1"),), id="J2", kind="to_be", lanes=(COUNT,))
    found = wrong(a_document(first, other, personas=(ANNA,)))
    assert list(found) == [f"{STEP}.{place}"]
    assert words in found[f"{STEP}.{place}"]


def test_a_further_persona_has_to_be_there_and_lanes_have_ids_of_their_own() -> None:
    twice = a_journey((a_step("S1"),), personas=("B1", "B9"), lanes=(HOME, HOME))
    found = wrong(a_document(twice, personas=(ANNA,)))
    assert set(found) == {"journeys[0].personas[1]", "journeys[0].lanes[1].id"}


@pytest.mark.parametrize(
    ("model", "level", "bound"),
    [("1.1", 5, "von 0 bis 4"), ("2.0", 8, "von 0 bis 7"), ("1.1", -1, "von 0 bis")],
)
def test_a_level_has_to_be_one_of_its_model(model: str, level: int, bound: str) -> None:
    plain = {"id": "S1", "title": "x", "maturity": {"model": model, "level": level}}
    found = schema_findings(plain, "step")
    assert {finding.place for finding in found} == {"maturity.level"}
    assert bound in found[0].say("de")


@pytest.mark.parametrize(("model", "level"), [("1.1", 4), ("2.0", 5), ("2.0", 7), ("2.0", 0)])
def test_every_level_of_a_model_is_right(model: str, level: int) -> None:
    assert not schema_findings(
        {"id": "S1", "title": "x", "maturity": {"model": model, "level": level}}, "step"
    )


def test_a_text_for_a_lane_that_was_deleted_here_is_left_out() -> None:
    base = a_rich_document()
    here = base.model_copy(update={"journeys": (_without_lane(base),)})
    steps = base.journeys[0].steps()
    other = steps[0].model_copy(update={"in_lanes": (LaneText(lane="L1", text="Neu"),)})
    phase = base.journeys[0].phases[0].model_copy(update={"steps": (other, steps[1])})
    file = base.model_copy(update={"journeys": (base.journeys[0].model_copy(update={"phases": (phase,)}),)})
    marks = {key: fingerprint(value) for key, value in flat(base).items()}
    merged = merge(here, file, marks).document.journeys[0]
    assert [lane.id for lane in merged.lanes] == ["L2"]
    assert all(said.lane != "L1" for said in merged.steps()[0].in_lanes)


def _without_lane(base: Document) -> Any:
    journey = base.journeys[0]
    steps = journey.steps()
    bare = steps[0].model_copy(update={"in_lanes": ()})
    phase = journey.phases[0].model_copy(update={"steps": (bare, steps[1])})
    return journey.model_copy(update={"lanes": (COUNT,), "phases": (phase,)})


def test_a_lane_is_an_item_of_its_own_in_differences() -> None:
    before = a_rich_document()
    renamed = HOME.model_copy(update={"name": "Asyl"})
    journey = before.journeys[0].model_copy(update={"lanes": (renamed, COUNT)})
    after = before.model_copy(update={"journeys": (journey,)})
    assert [(d.item, d.field, d.before, d.after) for d in differences(before, after)] == [
        ("lanes/L1", "name", "Tierheim", "Asyl")
    ]
