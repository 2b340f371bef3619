"""Service descriptions (XZuFi): what becomes facts, steps and documents, what is unclear, and what is left out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.document import Document
from journeys.domain.findings import Finding
from journeys.domain.intake import examine
from journeys.domain.intake.markup import blocks_of
from journeys.settings import MARKUP
from tests.databases import examples

DATA = Path(__file__).parents[1] / "data" / "xzufi"
NEW, OLD = (DATA / name for name in ("wasserentnahme-2_3_1.xml", "laterne-2_2_0.xml"))
SAMPLES = [path.read_bytes() for path in (NEW, OLD)]


def read(data: bytes, name: str = "datei") -> tuple[Document, list[Finding]]:
    document, findings = examine(data, "xzufi", name)
    assert document is not None, findings
    return document, list(findings)


def described(*modules: tuple[str, str], more: str = "") -> bytes:
    """A service with text modules (code and escaped HTML)."""
    texts = "".join(
        f'<modulText><inhalt languageCode="de">{text}</inhalt><leikaTextmodul><code>{code}</code></leikaTextmodul>'
        "</modulText>"
        for code, text in modules
    )
    namespace = "http://xoev.de/schemata/xzufi/2_3_1"
    return f'<leistung xmlns="{namespace}"><id>1</id>{texts}{more}</leistung>'.encode()


def said(findings: list[Finding], level: str) -> dict[str, str]:
    return {finding.place: finding.text.de for finding in findings if finding.level == level}


def test_a_description_becomes_the_facts_of_a_service() -> None:
    service = read(NEW.read_bytes())[0].service
    assert (service.name, service.short_name) == (
        "Wasserentnahme aus dem Dorfbrunnen Erlaubnis",
        "Wasser aus dem Dorfbrunnen holen",
    )
    assert (service.key, service.authority) == ("99999000001000", "Brunnenstelle des Dorfes")
    assert service.legal_basis == ("§ 4 Brunnensatzung", "§ 9 Absatz 2 Brunnensatzung")
    assert service.fee and (service.fee.text, service.fee.value, service.fee.unit) == (
        "12,50 EUR",
        12.5,
        "EUR",
    )
    assert service.duration and service.duration.text == "3 Wochen"
    assert service.channels == ("online",)
    assert [fact.text for fact in service.facts] == [
        "Kosten: Für jeden weiteren Eimer 1 Euro",
        "Antragsfrist: spätestens 2 Wochen vorher",
    ]


def test_the_course_of_the_procedure_drafts_the_steps_and_the_documents_stand_where_they_are_handed_in() -> (
    None
):
    document, findings = read(NEW.read_bytes())
    (journey,) = document.journeys
    assert (journey.kind, [phase.name for phase in journey.phases]) == (
        "as_is",
        ["Verfahrensablauf", "Antrag stellen", "Danach geht es so weiter"],
    )
    hands_in = "Reichen Sie es mit den Unterlagen bei der Brunnenstelle ein"
    assert [(step.title, step.actor, step.documents) for step in journey.steps()] == [
        ("Die Erlaubnis müssen Sie schriftlich beantragen", "citizen", ()),
        ("Füllen Sie das Formular aus", "citizen", ()),
        (hands_in, "citizen", ("Lageplan & Foto", "Nachweis der Hausgemeinschaft")),
        ("Die Brunnenbehörde prüft Ihren Antrag", "clerk", ()),
        ("Sie erhalten einen Bescheid", "citizen", ()),
    ]
    whole = journey.steps()[2].citizen_action
    assert whole and whole.startswith(f"{hands_in}. Wenn etwas fehlt")
    unclear = said(findings, "warning")
    assert "Bitte prüfen Sie sie." in unclear["Textmodul 11 „Verfahrensablauf“"]
    assert hands_in in unclear["Textmodul 08 „Erforderliche Unterlagen“"]


def test_everything_else_is_left_out_by_name() -> None:
    assert list(said(read(NEW.read_bytes())[1], "left_out")) == [
        "Textmodul 02 „Name“",
        "Textmodul 09 „Voraussetzungen“",
        "Textmodul 14 „Formulare“",
        "Textmodul 06 „Volltext“",
        "struktur",
        "modulUrsprungsportal",
    ]
    assert (
        said(read(NEW.read_bytes())[1], "left_out")["Textmodul 02 „Name“"] == "Texte in anderen Sprachen: en"
    )


def test_german_comes_first_and_what_is_not_there_in_german_is_said() -> None:
    document, findings = read(OLD.read_bytes())
    assert document.service.name == "Leihlaterne Ausgabe für Gäste"
    assert [step.title for step in document.steps()] == ["Ask at the gate"]
    unclear = said(findings, "warning")
    assert "beginnt nicht mit 99" in unclear["Leistungsschlüssel 10999000002000"]
    assert any(f.text.de == "Der Text ist nicht auf Deutsch da, nur als „en“." for f in findings)
    assert "nur die erste" in said(findings, "left_out")["PROBE_2"]
    assert [fact.text for fact in document.service.facts] == ["Frist: 1 Jahr"]


def test_the_same_file_gives_the_same_ids_and_a_new_step_leaves_the_others_theirs() -> None:
    before, _ = read(NEW.read_bytes())
    assert read(NEW.read_bytes(), "anders")[0] == before
    longer = NEW.read_text().replace("<ol>", "<ol><li>Lesen Sie das Merkblatt.</li>")
    after, _ = read(longer.encode())
    assert after.id == before.id
    assert [s.id for s in after.steps() if s.title != "Lesen Sie das Merkblatt"] == [
        s.id for s in before.steps()
    ]


@pytest.mark.parametrize("version", ["2_1_0", "3_0_0", ""])
def test_a_version_that_nobody_checked_is_read_with_a_warning(version: str) -> None:
    namespace = f"http://xoev.de/schemata/xzufi/{version}"
    _, findings = read(
        described(("02", "Name")).replace(b"http://xoev.de/schemata/xzufi/2_3_1", namespace.encode())
    )
    assert any(
        "Geprüft sind die Fassungen 2.2 und 2.3" in text for text in said(findings, "warning").values()
    )


def test_a_description_without_texts_is_a_service_with_an_empty_journey() -> None:
    document, findings = read(described(), "Hundesteuer")
    assert (document.service.name, list(document.steps())) == ("Hundesteuer", [])
    assert "noch keine Schritte" in said(findings, "warning")["Textmodul 11 „Verfahrensablauf“"]


def test_a_file_without_a_service_is_refused_with_what_to_do() -> None:
    document, findings = examine(b"<a><b/></a>", "xzufi", "x")
    assert (
        document is None
        and "keine Leistung" in findings[0].text.de
        and "XZuFi 2.2 oder 2.3" in findings[0].text.de
    )


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("eine Zeile\nnoch eine", [("paragraph", "eine Zeile"), ("paragraph", "noch eine")]),
        (
            "<p>Es geht so:</p><ul><li>eins<li>zwei</ul>",
            [("intro", "Es geht so:"), ("entry", "eins"), ("entry", "zwei")],
        ),
        ("<h2>Kopf</h2><p>a<br>b</p>", [("heading", "Kopf"), ("paragraph", "a"), ("paragraph", "b")]),
        ("<style>p{}</style><!-- x --><p onclick=x>a <b>&lt;b&gt;</b></p>", [("paragraph", "a <b>")]),
        ("<script>alert(1)</script>", []),
        ("5 < 6 & 7 > 3", [("paragraph", "5 < 6 & 7 > 3")]),
        ("Größe\x00\x85 &#x1;", [("paragraph", "Größe")]),
    ],
)
def test_html_becomes_text(html: str, kinds: list[tuple[str, str]]) -> None:
    assert [(block.kind, block.text) for block in blocks_of(html)] == kinds


BOMBS = (
    "&lt;div&gt;",
    "&lt;ul&gt;&lt;li&gt;",
    "&lt;b&gt;&lt;i&gt;",
    "&lt;table&gt;&lt;tr&gt;&lt;td&gt;",
    "&lt;p a=",
)


@pytest.mark.parametrize("unit", BOMBS)
def test_of_markup_made_to_cost_time_only_so_much_is_looked_at(unit: str) -> None:
    """As many texts as are read, each as long as one may be, nested as deeply as it can."""
    bomb = unit * (MARKUP.value // len(unit.replace("&lt;", "<").replace("&gt;", ">")))
    fees = f'<modulKosten><beschreibung languageCode="de">{bomb}</beschreibung></modulKosten>' * 15
    _, findings = read(described(*((f"{n:02}", bomb) for n in (2, 3, 5, 7, 8, 11, 14, 22)), more=fees))
    assert "zu lang" in said(findings, "left_out")["modulKosten"]


def test_a_text_that_is_too_long_is_left_out_and_the_rest_read() -> None:
    document, findings = read(described(("02", "Name"), ("11", "a" * (MARKUP.value + 1))))
    assert (document.service.name, list(document.steps())) == ("Name", [])
    assert "zu lang" in said(findings, "left_out")["Textmodul 11 „Verfahrensablauf“"]


@examples(150)
@given(st.data())
def test_a_mutated_file_is_read_or_refused_with_sentences(data: st.DataObject) -> None:
    mutated = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        match data.draw(st.sampled_from(("byte", "cut", "twice", "swap"))):
            case "byte":
                mutated[at] = data.draw(st.integers(0, 255))
            case "cut":
                del mutated[at : at + data.draw(st.integers(1, 200))]
            case "twice":
                mutated[at:at] = mutated[at : at + data.draw(st.integers(1, 400))]
            case _:
                mutated[at : at + 5] = data.draw(st.sampled_from((b"11", b"&lt;", b"</", b"\xff", b"code")))
        if not mutated:
            mutated = bytearray(b" ")
    document, findings = examine(bytes(mutated), "xzufi", "x")
    assert document is not None or findings
    assert all(finding.text.de and finding.text.en for finding in findings)
