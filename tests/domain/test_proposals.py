"""Proposals to the editors of the catalogue: made by people, about an opportunity or a pain point."""

import csv
import io
from typing import Any

import pytest

from journeys.database import Database
from journeys.domain import document, proposals
from journeys.domain.findings import Refused, Stale, Unknown
from journeys.domain.markdown import as_markdown
from journeys.domain.opportunities import Opportunity
from journeys.domain.proposal_files import proposal_paper, proposal_table
from journeys.domain.recording import delete_note
from journeys.domain.services import Service
from tests.builders import a_document, a_journey, a_pain_point, a_step
from tests.domain.test_storing import put_in

LONG = "Das Formular ist zu lang"


def stored(database: Database, **fields: Any) -> int:
    """A service with an opportunity and two pain points."""
    steps = (
        a_step("S1", "Antrag ausfüllen", pain_points=(a_pain_point("P1", LONG),)),
        a_step("S2", "Warten", pain_points=(a_pain_point("P2", "Niemand kennt die Frist"),)),
    )
    measure = document.Opportunity(id="O1", text="Formular kürzen", step="S1")
    service = document.Service(name="Wohngeld", **fields)
    return put_in(database, a_document(a_journey(steps), service=service, opportunities=(measure,)))


def keys(database: Database, service_id: int) -> list[str]:
    with database.reading() as session:
        return [o.key for o in proposals.occasions(session, session.get_one(Service, service_id))]


def add(
    database: Database, service_id: int, occasion: int = 0, module: str = "14", text: str = "Kürzer"
) -> int:
    said = {"occasion": keys(database, service_id)[occasion], "module": module, "text": text}
    with database.writing() as session:
        return proposals.add_proposal(session, service_id, said).id


def told(database: Database, service_id: int) -> str:
    with database.reading() as session:
        return as_markdown(proposal_paper(session, session.get_one(Service, service_id)))


def listed(database: Database, service_id: int) -> list[tuple[str, str, str | None]]:
    with database.reading() as session:
        every = proposals.proposals_of(session, session.get_one(Service, service_id))
    return [(each.row.module, each.row.text, each.occasion and each.occasion.words.de) for each in every]


def test_opportunities_and_pain_points_are_occasions_with_their_steps(either: Database) -> None:
    service_id = stored(either)
    with either.reading() as session:
        found = proposals.occasions(session, session.get_one(Service, service_id))
    assert [occasion.words.de for occasion in found] == [
        "Maßnahme: Formular kürzen (bei „Antrag ausfüllen“)",
        "Schmerzpunkt: Das Formular ist zu lang (bei „Antrag ausfüllen“)",
        "Schmerzpunkt: Niemand kennt die Frist (bei „Warten“)",
    ]
    assert found[0].words.en == "Opportunity: Formular kürzen (at “Antrag ausfüllen”)"


def test_they_stand_in_the_order_of_the_text_modules(either: Database) -> None:
    service_id = stored(either)
    add(either, service_id, 2, "modulFrist", "Die Frist nennen")
    add(either, service_id, 1, "14", "Ein Blatt genügt")
    add(either, service_id, 0, "06")
    assert [(module, text) for module, text, _ in listed(either, service_id)] == [
        ("06", "Kürzer"),
        ("14", "Ein Blatt genügt"),
        ("modulFrist", "Die Frist nennen"),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"occasion": ""}, "occasion"),
        ({"occasion": "note-999"}, "occasion"),
        ({"occasion": "note-x"}, "occasion"),
        ({"module": "99"}, "module"),
        ({"text": " \n "}, "text"),
        ({"text": "x" * 6_000}, "text"),
        ({"text": "a\x00b"}, "text"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(
    either: Database, change: dict[str, str], field: str
) -> None:
    service_id = stored(either)
    said = {"occasion": keys(either, service_id)[0], "module": "14", "text": "Kürzer", **change}
    with pytest.raises(Refused) as refused, either.writing() as session:
        proposals.add_proposal(session, service_id, said)
    assert {finding.place for finding in refused.value.findings} == {field}
    assert listed(either, service_id) == []


def test_the_second_of_two_editors_sees_both(either: Database) -> None:
    service_id = stored(either)
    number, other = add(either, service_id), keys(either, service_id)[1]
    with either.writing() as session:
        proposals.edit_proposal(
            session, service_id, number, 1, {"occasion": other, "module": "08", "text": "Eine Liste"}
        )
    said = {"occasion": other, "module": "11", "text": "Zwei Schritte"}
    with pytest.raises(Stale) as stale, either.writing() as session:
        proposals.edit_proposal(session, service_id, number, 1, said)
    assert stale.value.theirs["text"] == "Eine Liste" and stale.value.yours["text"] == "Zwei Schritte"
    assert stale.value.theirs["module"] == "08 Erforderliche Unterlagen"
    assert listed(either, service_id) == [
        ("08", "Eine Liste", "Schmerzpunkt: Das Formular ist zu lang (bei „Antrag ausfüllen“)")
    ]


def test_a_deleted_one_comes_back_as_it_was(either: Database) -> None:
    service_id = stored(either)
    number = add(either, service_id)
    before = listed(either, service_id)
    with either.writing() as session:
        proposals.delete_proposal(session, service_id, number)
    assert listed(either, service_id) == [] and "Noch steht hier kein Vorschlag" in told(either, service_id)
    with pytest.raises(Unknown), either.writing() as session:
        proposals.edit_proposal(
            session, service_id, number, 2, {"occasion": "", "module": "08", "text": "Eine Liste"}
        )
    with either.writing() as session:
        proposals.restore_proposal(session, service_id, number)
    assert listed(either, service_id) == before


def test_a_proposal_outlives_its_occasion(either: Database) -> None:
    service_id = stored(either)
    first, second = add(either, service_id, 0, "06"), add(either, service_id, 1, "08")
    with either.writing() as session:
        session.delete(session.get_one(Opportunity, int(keys(either, service_id)[0].split("-")[1])))
        delete_note(session, int(keys(either, service_id)[1].split("-")[1]))
    assert [occasion for *_, occasion in listed(either, service_id)] == [None, None]
    assert told(either, service_id).count("steht nicht mehr auf der Bürgerreise") == 2
    for number in (first, second):
        with either.writing() as session:
            proposals.edit_proposal(
                session, service_id, number, 1, {"occasion": "", "module": "06", "text": "Anders"}
            )
    assert [text for _, text, _ in listed(either, service_id)] == ["Anders", "Anders"]


def test_one_of_another_service_is_unknown_here(either: Database) -> None:
    here, there = stored(either), put_in(either, a_document(id="hund"), "Anderes")
    number = add(either, here)
    for act in (proposals.find_proposal, proposals.delete_proposal, proposals.restore_proposal):
        with pytest.raises(Unknown), either.writing() as session:
            act(session, there, number)


def test_the_table_is_one_that_spreadsheets_of_offices_read(either: Database) -> None:
    service_id = stored(either, key="99107023037000")
    add(either, service_id, 1, "14", '=1+1;"x"\nZeile zwei')
    with either.reading() as session:
        content = proposal_table(session, session.get_one(Service, service_id))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        ["Leistungsschlüssel", "Leistung", "Textbaustein", "Vorgeschlagene Änderung", "Anlass"],
        [
            "99 107 023 037 000",
            "Wohngeld",
            "14 Formulare",
            '\'=1+1;"x"\nZeile zwei',
            "Schmerzpunkt: Das Formular ist zu lang (bei „Antrag ausfüllen“)",
        ],
    ]


def test_the_paper_says_key_module_proposal_and_occasion(either: Database) -> None:
    service_id = stored(either)
    add(either, service_id, 1, "14", "Zeile eins\n*Zeile* zwei")
    text = told(either, service_id)
    assert text.startswith("# Änderungsvorschläge an die Redaktion: Wohngeld\n")
    assert "- **Leistungsschlüssel:** nicht angegeben" in text
    assert "## Textbaustein 14 Formulare\n\n### Vorschlag 1\n\nZeile eins\n\n\\*Zeile\\* zwei\n" in text
    assert "- **Anlass:** Schmerzpunkt: Das Formular ist zu lang (bei „Antrag ausfüllen“)" in text
