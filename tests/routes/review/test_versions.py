"""The pages of versions: keeping, reading, comparing, bringing back."""

import pytest

from journeys.domain.importing import export_document
from journeys.domain.review.versions import versions_of
from journeys.settings import TITLE
from tests.routes.client import fields_of, parsed, words
from tests.routes.review.meeting import Meeting


def test_a_version_is_kept_and_read_by_reviewers(meeting: Meeting) -> None:
    ada, ben = meeting.clients["Ada"], meeting.clients["Ben"]
    page = ada.page(f"/services/{meeting.service}/versions")
    assert "Stand 1: Erster" in words(page) and "Stand festhalten" in words(page)
    meeting.write("A", title="Antrag stellen")
    assert "Seit Stand 1 gibt es 1 Änderung." in words(ada.page(f"/services/{meeting.service}/versions"))
    answer = ada.send(f"/services/{meeting.service}/versions", name="Zweiter", reason="Nach dem Workshop")
    assert answer.status_code == 303
    page = ben.page(answer.location)
    assert "Stand 2: Zweiter" in words(page) and "Nach dem Workshop" in words(page)
    assert "Schritt „Antrag ausfüllen“ heißt jetzt „Antrag stellen“." in words(page)
    assert "von Ada" in words(page) and "Prüfwert" in words(page)
    assert "Stand festhalten" not in words(ben.page(f"/services/{meeting.service}/versions"))


def test_without_a_change_there_is_no_new_one_and_what_is_too_long_is_said(meeting: Meeting) -> None:
    ada = meeting.clients["Ada"]
    answer = ada.send(f"/services/{meeting.service}/versions", name="", reason="")
    assert "Es gibt keinen neuen." in ada.get(answer.location).text
    answer = ada.send(f"/services/{meeting.service}/versions", name="x" * (TITLE.value + 1), reason="Weil")
    assert answer.status_code == 422
    typed = fields_of(parsed(answer), f"/services/{meeting.service}/versions")
    assert typed["reason"] == ["Weil"] and len(typed["name"][0]) == TITLE.value + 1
    with meeting.database.reading() as session:
        assert len(versions_of(session, meeting.service)) == 1


@pytest.mark.parametrize("view", ["", "map", "blueprint", "list", "steps", "unsinn"])
def test_a_version_is_shown_in_every_view_and_stays_what_it_was(meeting: Meeting, view: str) -> None:
    before = words(meeting.clients["Ben"].page(f"/versions/{meeting.version}?view={view}").find(".//main"))
    assert "Antrag ausfüllen" in before
    meeting.write("A", title="Ganz anders", frontstage="Neu")
    after = words(meeting.clients["Ben"].page(f"/versions/{meeting.version}?view={view}").find(".//main"))
    assert "Antrag ausfüllen" in after and "Ganz anders" not in after
    assert "Inzwischen hat sich die Leistung geändert" in after


@pytest.mark.parametrize("format", ["svg", "png", "pdf"])
def test_its_pictures_are_files(meeting: Meeting, format: str) -> None:
    answer = meeting.clients["Ben"].get(f"/versions/{meeting.version}/J1/blueprint.{format}")
    assert answer.status_code == 200 and len(answer.data) > 1000
    if format == "svg":
        assert "Stand 1" in answer.text
    assert meeting.clients["Ben"].get(f"/versions/{meeting.version}/X/map.{format}").status_code == 404


def test_any_two_states_are_compared_in_words_table_and_picture(meeting: Meeting) -> None:
    ben = meeting.clients["Ben"]
    here = f"/versions/{meeting.version}/difference"
    assert "Nichts zum Vergleichen" in words(ben.page(here))
    meeting.write("A", channel="online")
    said = "Schritt „Antrag ausfüllen“: Kanal neu: Online."
    assert said in words(ben.page(f"{here}?beside=now"))
    second = meeting.freeze()
    for address in (
        f"/versions/{second}/difference",
        f"{here}?beside=2",
        f"/versions/{second}/difference?beside=1",
    ):
        page = words(ben.page(address))
        assert said in page and "Was ist anders? Stand 1 und Stand 2" in page
        assert said in words(ben.page(f"{address}{'&' if '?' in address else '?'}view=table"))
    assert "Beide sagen dasselbe." in words(ben.page(f"/versions/{second}/difference?beside=now"))
    assert "geändert" in ben.get(f"/versions/{second}/difference?view=map").text
    svg = ben.get(f"/versions/{second}/difference/1/J1/blueprint.svg")
    assert svg.status_code == 200 and "Stand 1 → Stand 2" in svg.text
    assert ben.get(f"/versions/{second}/difference/9/J1/map.svg").status_code == 404
    assert ben.get(f"/versions/{second}/difference/1/X/map.svg").status_code == 404


def test_a_version_is_brought_back_after_a_look_and_that_is_undone(meeting: Meeting) -> None:
    ada = meeting.clients["Ada"]
    with meeting.database.reading() as session:
        before = export_document(session, meeting.service)
    restore = f"/versions/{meeting.version}/restore"
    assert "Es ist schon alles so" in words(ada.page(restore))
    meeting.write("A", title="Anders")
    with meeting.database.reading() as session:
        changed = export_document(session, meeting.service)
    assert "Schritt „Anders“ heißt jetzt „Antrag ausfüllen“." in words(ada.page(restore))
    answer = ada.send(restore)
    assert answer.status_code == 303 and "ist wieder da" in ada.get(answer.location).text
    with meeting.database.reading() as session:
        assert export_document(session, meeting.service) == before
        assert [v.cause for v in versions_of(session, meeting.service)] == ["restore", "asked"]
    assert ada.send("/journeys/1/undo").status_code in (200, 303)
    with meeting.database.reading() as session:
        assert export_document(session, meeting.service) == changed


def test_presenting_goes_from_slide_to_slide_by_links_alone(meeting: Meeting) -> None:
    ben, address, seen = meeting.clients["Ben"], f"/versions/{meeting.version}/present", []
    while address:
        page = ben.page(address)
        seen.append(words(page.find(".//h1")))
        links = [a.get("href") for a in page.iter("a") if a.get("rel") == "next"]
        address = str(links[0]) if links else ""
    assert seen == ["Wohngeld beantragen", "Antrag stellen"]
    assert "Antrag stellen" in words(ben.page(f"/versions/{meeting.version}/present?slide=999"))
