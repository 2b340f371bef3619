"""Building blocks: the ones that come with the app, an office's own, finding them by typing, putting one in."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.database import Database
from journeys.domain.building_blocks import Block, add_block, block_of, find, load
from journeys.domain.checks import reference_findings
from journeys.domain.document import Step
from journeys.domain.findings import Refused, Unknown
from journeys.domain.records import Records
from journeys.domain.schema import schema_findings
from journeys.domain.services import Service
from journeys.domain.words import Words
from journeys.settings import STEPS, TITLE
from tests.builders import a_document, a_journey, a_step
from tests.databases import examples
from tests.domain.test_storing import put_in, stored

BLOCKS = load()
CELL, HEAD = 90, 40
"""Characters that fit a cell and the head of a column well."""


def own(folder: Path, *blocks: Any) -> Path:
    file = folder / "eigene.json"
    file.write_text(json.dumps({"building_blocks": blocks}), "utf-8")
    return file


def refused(file: Path) -> list[tuple[str, str]]:
    """Place and German sentence of everything that is wrong in the file."""
    with pytest.raises(Refused) as caught:
        load(file)
    return [(finding.place, finding.text.de) for finding in caught.value.findings]


def test_there_are_about_two_dozen_for_all_that_act() -> None:
    assert 20 <= len(BLOCKS) <= 26
    assert {"citizen", "clerk", "system"} == {block.actor for block in BLOCKS}
    assert {block.fim_activity for block in BLOCKS} == {None, *range(1, 9)}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_makes_a_step_that_fits_its_cells(block: Block, language: str) -> None:
    fields = block.fields(language)
    title = block.title.in_(language)
    assert schema_findings({"id": "S1", "title": title, **fields}, "step") == []
    assert len(title) <= HEAD
    texts = [text for value in fields.values() for text in (value if isinstance(value, list) else [value])]
    assert [text for text in texts if isinstance(text, str) and len(text) > CELL] == []
    assert fields.get("citizen_action") if block.actor == "citizen" else fields.get("backstage")


def test_german_and_english_are_different_words() -> None:
    same = [block.id for block in BLOCKS if block.title.de == block.title.en]
    assert same == []
    pairs = [
        words for block in BLOCKS for words in (block.evidence, block.frontstage, block.backstage) if words
    ]
    assert [words.de for words in pairs if words.de == words.en] == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Antrag", "antrag-ausfuellen"),
        ("antrag entgegen", "antrag-entgegennehmen"),
        ("PRÜFUNG identität", "identitaet-pruefen"),
        ("vollstaendigkeit", "vollstaendigkeit-pruefen"),
        ("Vollständigkeitsprüfung", "vollstaendigkeit-pruefen"),
        ("nachforderung von unterlagen", "unterlagen-nachfordern"),
        ("anhoer", "anhoerung"),
        ("Anhören", "anhoerung"),
        ("Stellungnahme", "beteiligung"),
        ("once only", "register-abfragen"),
        ("ermessen", "entscheiden"),
        ("Bescheid zustellen", "bescheid-bekanntgeben"),
        ("bezahlen", "gebuehr-zahlen"),
        ("den Ausweis abholen", "dokument-abholen"),
        ("appeal", "widerspruch-einlegen"),
        ("115", "beratung"),
    ],
)
def test_it_is_found_by_what_people_type(typed: str, first: str) -> None:
    assert find(BLOCKS, typed)[0].id == first


def test_who_types_nothing_sees_all_and_nonsense_finds_none() -> None:
    assert find(BLOCKS, " \t") == list(BLOCKS)
    assert find(BLOCKS, "qqqqq") == []
    assert find((), "Antrag") == []


def test_a_word_that_fits_nowhere_does_not_hide_the_rest() -> None:
    found = [block.id for block in find(BLOCKS, "Hundesteuer Bescheid erstellen")]
    assert found[0] == "bescheid-erstellen"


def test_an_accent_or_a_decomposed_umlaut_makes_no_difference() -> None:
    assert find(BLOCKS, "pru\u0308fen") == find(BLOCKS, "prüfen") == find(BLOCKS, "PRUEFEN")
    assert find(BLOCKS, "Tèrmín")[0].id == "termin-buchen"


def test_eszett_is_two_letters() -> None:
    block = Block("a", Words("Straße sperren", "Close a road"))
    assert find((block,), "strasse") == find((block,), "STRASSE") == find((block,), "straß") == [block]


TITLES = st.sampled_from(BLOCKS).flatmap(lambda b: st.tuples(st.just(b), st.sampled_from(b.title)))


@examples(150)
@given(TITLES, st.booleans(), st.data())
def test_each_is_found_by_its_title_and_by_a_part_of_it(
    drawn: tuple[Block, str], is_loud: bool, data: st.DataObject
) -> None:
    block, title = drawn
    assert find(BLOCKS, title.upper() if is_loud else title)[0] == block
    word = data.draw(st.sampled_from([word for word in title.split() if len(word) > 2]))
    start = data.draw(st.integers(0, max(0, len(word) - 4)))
    assert block in find(BLOCKS, word[start:])


@examples(150)
@given(st.text(max_size=300))
def test_whatever_is_typed_finds_blocks_each_once(typed: str) -> None:
    found = find(BLOCKS, typed)
    assert len({block.id for block in found}) == len(found) and set(found) <= set(BLOCKS)


def test_an_offices_own_stand_behind_or_take_the_place(tmp_path: Path) -> None:
    new = {"id": "eigen", "title": "Sperrmüll anmelden", "actor": "citizen", "search": ["Abfuhr"]}
    ours = {"id": "termin-buchen", "title": {"de": "Termin ausmachen", "en": "Arrange a date"}}
    blocks = load(own(tmp_path, new, ours))
    assert [block.id for block in blocks] == [*(block.id for block in BLOCKS), "eigen"]
    replaced = block_of(blocks, "termin-buchen")
    assert replaced.title == Words("Termin ausmachen", "Arrange a date") and replaced.citizen_action is None
    assert block_of(blocks, "eigen").title == Words("Sperrmüll anmelden", "Sperrmüll anmelden")
    assert [block.id for block in find(blocks, "abfuhr")] == ["eigen"]
    assert load() == BLOCKS, "the app's own are left as they are"


def test_a_file_may_be_yaml(tmp_path: Path) -> None:
    file = tmp_path / "eigene.yaml"
    file.write_text(
        "building_blocks:\n  - id: x\n    title: Prüfen\n    search: {de: [A], en: [B]}\n", "utf-8"
    )
    assert block_of(load(file), "x").search == ("A", "B")


@pytest.mark.parametrize(
    ("block", "place", "says"),
    [
        ({"title": "x"}, "id", "fehlt"),
        ({"id": "x"}, "title", "fehlt"),
        ({"id": "x y", "title": "x"}, "id", "Eine Kennung hat"),
        ({"id": "x", "title": " "}, "title", "einen Titel"),
        ({"id": "x", "title": "x" * (TITLE.value + 1)}, "title", f"{TITLE.value}"),
        ({"id": "x", "title": {"de": "x"}}, "title.en", "fehlt"),
        ({"id": "x", "title": 3}, "title", "ein Text"),
        ({"id": "x", "title": "x", "aktor": "clerk"}, "aktor", "Meinten Sie „actor“?"),
        ({"id": "x", "title": "x", "actor": "boss"}, "actor", "Möglich sind: citizen, clerk"),
        ({"id": "x", "title": "x", "channel": "fax"}, "channel", "Möglich sind: online"),
        ({"id": "x", "title": "x", "fim_activity": 9}, "fim_activity", "von 1 bis 8"),
        ({"id": "x", "title": "x", "support_systems": "x"}, "support_systems", "eine Liste"),
        ({"id": "x", "title": "x", "search": {"de": ["x"]}}, "search.en", "fehlt"),
        ({"id": "x", "title": "x", "backstage": "a\u0007b"}, "backstage", "Steuerzeichen"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_at_its_place(
    tmp_path: Path, block: dict[str, Any], place: str, says: str
) -> None:
    ((where, sentence),) = refused(own(tmp_path, {"id": "good", "title": "Gut"}, block))
    assert where == f"building_blocks[1].{place}" and says in sentence


def test_an_id_twice_is_said(tmp_path: Path) -> None:
    ((where, sentence),) = refused(own(tmp_path, {"id": "x", "title": "A"}, {"id": "x", "title": "B"}))
    assert where == "building_blocks[1].id" and "„x“ steht zweimal da" in sentence


@pytest.mark.parametrize(
    "text", ["", "[]", "- a", "building_blocks: {}", "blocks: []", "a: [", "a: &x 1", "\x00"]
)
def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path, text: str) -> None:
    file = tmp_path / "eigene.yaml"
    file.write_text(text, "utf-8")
    assert all(sentence for _, sentence in refused(file))


def test_yaml_says_the_line(tmp_path: Path) -> None:
    file = tmp_path / "eigene.yaml"
    file.write_text("building_blocks:\n  - id: x\n    title: Prüfen\n    channel: fax\n", "utf-8")
    ((_, sentence),) = refused(file)
    assert sentence.endswith("(Zeile 4)")


def phase_of(database: Database, service_id: int) -> tuple[int, dict[str, int]]:
    with database.reading() as session:
        records = Records(session, session.get_one(Service, service_id))
        return records.live("phases")[0].id, {row.ref: row.id for row in records.live("steps")}


def put(database: Database, service_id: int, block: Block, after: str = "", title: str | None = None) -> Step:
    phase, steps = phase_of(database, service_id)
    with database.writing() as session:
        ref = add_block(session, phase, block, steps.get(after), title).ref
    value = stored(database, service_id)
    assert reference_findings(value) == []
    return next(step for step in value.steps() if step.id == ref)


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_is_put_in_with_all_its_words_in_the_services_language(either: Database, language: str) -> None:
    service_id = put_in(
        either, a_document(a_journey((a_step("A", next=("B",)), a_step("B"))), language=language)
    )
    block = block_of(BLOCKS, "unterlagen-nachfordern")
    step = put(either, service_id, block, "A")
    words = {
        name: getattr(block, name).in_(language) for name in ("evidence", "citizen_action", "frontstage")
    }
    assert {name: getattr(step, name) for name in words} == words
    assert (step.title, step.actor, step.channel) == (block.title.in_(language), "clerk", "mail")
    assert step.support_systems == tuple(system.in_(language) for system in block.support_systems)
    first, second, _ = stored(either, service_id).journeys[0].steps()
    assert second == step and first.next and first.next[0].to == step.id, "it takes its place in between"


def test_it_can_be_called_something_else(sqlite: Database) -> None:
    service_id = put_in(sqlite, a_document())
    block = block_of(BLOCKS, "termin-buchen")
    assert put(sqlite, service_id, block, title="Termin im Bürgeramt").title == "Termin im Bürgeramt"
    assert put(sqlite, service_id, block, title=" ").title == "Termin buchen"
    assert stored(sqlite, service_id).journeys[0].steps()[0].title == "Termin buchen", (
        "without a step before: first"
    )


def test_the_fim_activity_goes_along_where_the_document_has_it(sqlite: Database) -> None:
    step = put(sqlite, put_in(sqlite, a_document()), block_of(BLOCKS, "anhoerung"))
    wanted = 7 if "fim_activity" in Step.model_fields else None
    assert getattr(step, "fim_activity", None) == wanted


def test_what_is_refused_leaves_nothing_behind(either: Database) -> None:
    full = put_in(either, a_document(a_journey(STEPS.value)))
    before = stored(either, full)
    with pytest.raises(Refused):
        put(either, full, BLOCKS[0])
    with pytest.raises(Unknown):
        block_of(BLOCKS, "gibt-es-nicht")
    assert stored(either, full) == before
