"""Workbooks and CSV files of others: what their columns mean, and what is said of the rest."""

from datetime import date, datetime
from typing import Any

import pytest

from journeys.domain.document import Document, Step
from journeys.domain.findings import Finding, Refused
from journeys.domain.intake import examine
from journeys.domain.intake.from_sheets import FIELDS, Column, columns, read_sheet
from tests.domain.workbooks import a_workbook, loaded, raw, saved

JOURNEY = """\
Phase;Nr.;Schritt;Wer;Kanal;Was passiert;Systeme;Wartezeit;Stimmung;Schmerzpunkte
Vorbereiten;1;Auskunft suchen;Bürger;Internet;Sucht im Netz;;;schlecht;Seite ist unübersichtlich
;2;Termin buchen;Bürger;telefonisch;Ruft an;Terminportal;2–3 Wochen;-2;Niemand geht ran
Abgeben;3;Antrag abgeben;Sachbearbeitung;Schalter;Gibt Unterlagen ab;eAkte, Fachverfahren;;0;
"""
SLIPS = """\
Schritt,Art,Text,Wie schlimm?,Wie oft?
Antrag abgeben,Schmerzpunkt,Der Warteraum ist voll,3,häufig
Termin buchen,Bedarf,"Freie Termine sehen, ohne anzurufen",,
,Idee,Ein Rückruf statt Warteschleife,,
Antrag abgeben,O-Ton,„Ich war dreimal da.“,,
"""


def taken(text: str, name: str = "Wohngeld", **more: Any) -> tuple[Document, list[Finding]]:
    """The document of a CSV text, which is valid, and what was noticed."""
    return whole(text.encode(), "csv", name, **more)


def whole(data: bytes, format: Any, name: str = "Wohngeld", **more: Any) -> tuple[Document, list[Finding]]:
    plain = read_sheet(data, name, format, **more)
    return Document.from_plain(plain.value), plain.findings


def said(findings: list[Finding], level: str = "warning") -> list[tuple[str, str]]:
    return [(f.place, f.text.de) for f in findings if f.level == level]


def titles(document: Document) -> list[str]:
    return [step.title for step in document.steps()]


def step(document: Document, number: int) -> Step:
    return list(document.steps())[number - 1]


def test_a_table_of_steps_becomes_a_journey() -> None:
    document, findings = taken(JOURNEY)
    assert said(findings) == said(findings, "left_out") == []
    (journey,) = document.journeys
    assert (journey.kind, [p.name for p in journey.phases]) == ("as_is", ["Vorbereiten", "Abgeben"])
    assert [len(p.steps) for p in journey.phases] == [2, 1]
    assert (document.id, document.service.name, document.language) == ("wohngeld", "Wohngeld", "de")
    booking = step(document, 2)
    assert (booking.actor, booking.channel, booking.emotion) == ("citizen", "phone", -2)
    assert booking.waiting_time is not None
    assert (booking.waiting_time.min, booking.waiting_time.max, booking.waiting_time.unit) == (2, 3, "weeks")
    assert [p.text for p in booking.pain_points] == ["Niemand geht ran"]
    assert step(document, 3).actor == "clerk"


def test_english_headings_and_words_make_an_english_document() -> None:
    document, findings = taken("Step,Channel,Who acts,Pain points\nApply,At the counter,Citizen,Long queue\n")
    assert (said(findings), document.language) == ([], "en")
    assert (step(document, 1).channel, step(document, 1).actor) == ("counter", "citizen")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_way_of_writing_csv_is_read(delimiter: str, encoding: str) -> None:
    rows = [["Schritt", "Kanal", "Rechtsgrundlage"], ["Gebühr zahlen – „bar“", "Vor Ort", "§ 3"]]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    document, findings = whole(text.encode(encoding), "csv")
    assert titles(document) == ["Gebühr zahlen – „bar“"]
    assert step(document, 1).legal_basis == ("§ 3",)
    assert ["Windows-1252" in text for _, text in said(findings)] == ([True] if encoding == "cp1252" else [])


def test_the_delimiter_that_excel_names_in_the_first_line_is_taken() -> None:
    document, _ = taken('sep=,\nSchritt,Kanal\n"A;B;C",Online\n')
    assert titles(document) == ["A;B;C"]


def test_a_title_above_the_headings_is_the_services_name_and_the_rest_is_named() -> None:
    rows = [
        ["Bürgerreise Hundesteuer"],
        [],
        ["Stand: Mai 2026"],
        ["Schritt", "Kanal"],
        ["Anmelden", "Online"],
    ]
    document, findings = whole(a_workbook(rows), "xlsx")
    assert (document.service.name, titles(document)) == ("Bürgerreise Hundesteuer", ["Anmelden"])
    assert said(findings, "left_out") == [("", "„Stand: Mai 2026“ über der Tabelle.")]


def test_unknown_values_are_warnings_with_line_and_heading_and_the_row_stays() -> None:
    document, findings = taken("Schritt;Kanal;Stimmung\nAnmelden;Brieftaube;prima\n")
    assert titles(document) == ["Anmelden"]
    assert step(document, 1).channel is None
    assert [place for place, _ in said(findings)] == ["Zeile 2, Spalte „Kanal“", "Zeile 2, Spalte „Stimmung“"]
    assert said(findings)[0][1].startswith(
        "„Brieftaube“ ist hier unklar und nicht übernommen. Möglich sind: Online"
    )


def test_mail_is_a_letter_in_english_and_an_email_in_german_so_it_is_asked() -> None:
    _, findings = taken("Schritt;Kanal\nAnmelden;Mail\n")
    assert [place for place, _ in said(findings)] == ["Zeile 2, Spalte „Kanal“"]


def test_a_row_without_a_title_is_named_with_what_it_says() -> None:
    document, findings = taken("Schritt;Kanal\nAnmelden;Online\n;Telefon\n")
    assert titles(document) == ["Anmelden"]
    assert said(findings) == [("Zeile 3", "Ohne „Schritt“ ist die Zeile nicht übernommen: Telefon")]


def test_columns_that_mean_nothing_are_left_out_by_name() -> None:
    _, findings = taken("Schritt;Bemerkung;Leer\nAnmelden;geht so;\n")
    assert said(findings, "left_out") == [
        ("Spalte „Bemerkung“", "Die Spalte ist nicht übernommen, etwa „geht so“.")
    ]


def test_the_guess_is_shown_with_samples_and_can_be_corrected() -> None:
    text = "Was?;Wo;Bemerkung\nAnmelden;Online;geht so\nZahlen;Vor Ort;teuer\n"
    assert columns(text.encode(), "csv") == [
        Column("Was?", ("Anmelden", "Zahlen"), "nothing"),
        Column("Wo", ("Online", "Vor Ort"), "nothing"),
        Column("Bemerkung", ("geht so", "teuer"), "nothing"),
    ]
    with pytest.raises(Refused, match="No column names steps or notes"):
        read_sheet(text.encode(), "x", "csv")
    mapping = {"Was?": "step.title", "Wo": "step.channel", "Bemerkung": "note.pain_point"}
    document, findings = taken(text, mapping=mapping)
    assert said(findings) == []
    assert [(s.title, s.channel, s.pain_points[0].text) for s in document.steps()] == [
        ("Anmelden", "online", "geht so"),
        ("Zahlen", "counter", "teuer"),
    ]


def test_a_mapping_may_take_back_a_guess() -> None:
    document, findings = taken("Schritt;Kanal\nAnmelden;Online\n", mapping={"Kanal": "nothing"})
    assert step(document, 1).channel is None
    assert [place for place, _ in said(findings, "left_out")] == ["Spalte „Kanal“"]


def test_every_guess_is_a_field_of_the_menu() -> None:
    guesses = {column.field for column in columns(JOURNEY.encode(), "csv")}
    assert guesses <= set(FIELDS) and "nothing" not in guesses


def test_headings_that_stand_twice_are_told_apart() -> None:
    text = "Schritt;Notiz;Notiz\nAnmelden;eins;zwei\n"
    assert [c.heading for c in columns(text.encode(), "csv")] == ["Schritt", "Notiz", "Notiz (2)"]
    _, findings = taken(text, mapping={"Notiz": "step.frontstage", "Notiz (2)": "step.backstage"})
    assert [text for _, text in said(findings)] == [
        "Die Überschrift „Notiz“ steht mehrfach da; diese heißt hier „Notiz (2)“."
    ]


def test_a_column_without_a_heading_is_called_by_its_letter() -> None:
    assert [c.heading for c in columns(b"Schritt;;Kanal\nA;eins;Online\n", "csv")] == [
        "Schritt",
        "Spalte B",
        "Kanal",
    ]


def test_slips_become_notes_on_the_steps_that_they_name() -> None:
    document, findings = taken(SLIPS)
    assert said(findings) == []
    assert titles(document) == ["Antrag abgeben", "Termin buchen"]
    pain, quote = step(document, 1).pain_points, step(document, 1).quotes
    assert [(p.text, p.severity, p.frequency) for p in pain] == [("Der Warteraum ist voll", 3, "often")]
    assert [q.text for q in quote] == ["„Ich war dreimal da.“"]
    assert [n.text for n in step(document, 2).needs] == ["Freie Termine sehen, ohne anzurufen"]
    assert [(n.text, n.kind) for n in document.unsorted_notes] == [
        ("Ein Rückruf statt Warteschleife", "idea")
    ]


def test_slips_beside_a_table_of_steps_find_them_by_title_and_by_number() -> None:
    rows = [["Nr.", "Schritt"], [1, "Anmelden"], [2, "Zahlen"]]
    slips = [
        ["Schritt", "Art", "Text"],
        ["anmelden ", "Schmerzpunkt", "Zu viele Felder"],
        [2, "Bedarf", "Kartenzahlung"],
        ["Abholen", "Schmerzpunkt", "Nur vormittags"],
    ]
    document, findings = whole(a_workbook({"Ablauf": rows, "Zettel": slips}), "xlsx")
    assert titles(document) == ["Anmelden", "Zahlen"]
    assert [p.text for p in step(document, 1).pain_points] == ["Zu viele Felder"]
    assert [n.text for n in step(document, 2).needs] == ["Kartenzahlung"]
    assert said(findings) == [
        (
            "Zettel, Zeile 4, Spalte „Schritt“",
            "Den Schritt „Abholen“ gibt es nicht; der Hinweis ist noch nicht zugeordnet.",
        )
    ]
    assert [n.text for n in document.unsorted_notes] == ["Nur vormittags"]


def test_a_note_without_a_kind_is_known_by_what_else_it_says_or_stays_unsorted() -> None:
    document, findings = taken("Schritt;Text;Wie schlimm\nA;Kein Parkplatz;3\nA;Irgendwas;\n")
    assert [p.text for p in step(document, 1).pain_points] == ["Kein Parkplatz"]
    assert [n.text for n in document.unsorted_notes] == ["Irgendwas"]
    assert [place for place, _ in said(findings)] == ["Zeile 3"]


def test_what_a_kind_of_note_has_no_place_for_is_left_out_by_name() -> None:
    _, findings = taken("Schritt;Art;Text;Wie oft\nA;Bedarf;Zwei Bildschirme;oft\n")
    assert said(findings, "left_out") == [
        ("Zeile 2, Spalte „Wie oft“", "Dafür hat „Eigener Bedarf“ keinen Platz: often")
    ]


def test_the_same_file_gives_the_same_ids_and_another_row_changes_only_its_own() -> None:
    first, again = taken(JOURNEY)[0], taken(JOURNEY)[0]
    assert first == again
    more, _ = taken(JOURNEY + "Abgeben;4;Bescheid lesen;Bürger;Brief;;;;;\n")
    assert [s.id for s in more.steps()][:3] == [s.id for s in first.steps()]
    assert [p.id for s in more.steps() for p in s.pain_points] == [
        p.id for s in first.steps() for p in s.pain_points
    ]


def test_equal_titles_are_two_steps_with_two_ids() -> None:
    document, _ = taken("Schritt;Kanal\nNachreichen;Brief\nZahlen;Online\nNachreichen;E-Mail\n")
    assert [s.id for s in document.steps()] == ["nachreichen", "zahlen", "nachreichen-2"]


def test_ids_are_taken_and_one_that_stands_twice_is_said() -> None:
    document, findings = taken("ID;Schritt\nA-1;Anmelden\nA-1;Zahlen\nnicht gut;Holen\n")
    assert [s.id for s in document.steps()] == ["A-1", "zahlen", "holen"]
    assert [place for place, _ in said(findings)] == ["Zeile 4, Spalte „ID“", "Zeile 3, Spalte „ID“"]


def test_numbers_decide_the_order_and_where_steps_lead_is_found_by_id_number_or_title() -> None:
    text = "Nr.;Schritt;Nächster Schritt\n2;Prüfen;1: unvollständig;\n1;Anmelden;Prüfen\n3;Ende sagen;Ende\n4;X;weg\n"
    document, findings = taken(text)
    assert titles(document) == ["Anmelden", "Prüfen", "Ende sagen", "X"]
    ways = [[(w.to, w.condition) for w in s.next or ()] for s in document.steps()]
    assert ways == [[("pruefen", None)], [("anmelden", "unvollständig")], [("end", None)], []]
    assert [place for place, _ in said(findings)] == ["Zeile 5, Spalte „Nächster Schritt“"]


def test_as_is_and_to_be_are_two_journeys() -> None:
    document, _ = taken("Ist/Soll;Schritt\nIst;Hingehen\nSoll;Online beantragen\nIst;Warten\n")
    assert [(j.kind, [s.title for s in j.steps()]) for j in document.journeys] == [
        ("as_is", ["Hingehen", "Warten"]),
        ("to_be", ["Online beantragen"]),
    ]


def test_merged_cells_hold_for_each_of_their_rows() -> None:
    rows = [["Phase", "Schritt"], ["Vorher", "A"], [None, "B"], ["Nachher", "C"]]
    document, findings = whole(a_workbook(rows, Tabelle1="A2:A3"), "xlsx")
    assert [(p.name, len(p.steps)) for p in document.journeys[0].phases] == [("Vorher", 2), ("Nachher", 1)]
    assert said(findings) == [
        ("Tabelle1", "A2:A3: Die Zellen sind verbunden; ihr Wert gilt für jede ihrer Zeilen.")
    ]


def test_days_numbers_and_truth_in_cells() -> None:
    rows = [
        ["Schritt", "Freiwillig", "Wartezeit", "Art", "Text", "Workshop", "Tag des Workshops"],
        ["A", True, 14, "Schmerzpunkt", 2.5, "Auftakt", date(2026, 11, 12)],
        ["B", False, None, "Schmerzpunkt", datetime(2026, 11, 12, 9, 30), "Auftakt", "13.11.2026"],
    ]
    document, findings = whole(a_workbook(rows), "xlsx")
    assert said(findings) == []
    assert [s.optional for s in document.steps()] == [True, False]
    waiting = step(document, 1).waiting_time
    assert waiting is not None and waiting.text == "14"
    first, second = step(document, 1).pain_points[0], step(document, 2).pain_points[0]
    assert (first.text, second.text) == ("2.5", "2026-11-12 09:30")
    assert [p.origin.date if p.origin else "" for p in (first, second)] == ["2026-11-12", "2026-11-13"]


def test_formulas_give_what_they_gave_last_or_their_text() -> None:
    cells = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Schritt</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>UPPER("an")</f><v>AN</v></c></row>'
        '<row r="3"><c r="A3"><f>HYPERLINK("http://x")</f></c></row>'
        '<row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>'
    )
    document, findings = whole(raw(cells), "xlsx")
    assert titles(document) == ["AN", '=HYPERLINK("http://x")']
    assert said(findings) == [
        ("A", "A2: Hier stehen Formeln; übernommen ist, was sie zuletzt ergaben."),
        ("A", "A3: Hier stehen Formeln ohne Ergebnis; übernommen ist ihr Text."),
        ("A", "A4: Hier steht ein Fehlerwert; er ist nicht übernommen."),
    ]


def test_hidden_sheets_comments_and_links_are_said_to_be_left_out() -> None:
    book = loaded(a_workbook({"Ablauf": [["Schritt"], ["A"]], "Liste": [["x"]]}))
    book["Liste"].sheet_state = "hidden"
    data = saved(book)
    more = {"xl/externalLinks/externalLink1.xml": "<x/>", "xl/media/image1.png": "x"}
    _, findings = whole(data, "xlsx")
    assert said(findings, "left_out") == [("Liste", "Das Blatt ist ausgeblendet.")]
    _, findings = whole(
        raw(
            "<sheetData><row><c t='inlineStr'><is><t>Schritt</t></is></c></row>"
            "<row><c t='inlineStr'><is><t>A</t></is></c></row></sheetData>",
            more,
        ),
        "xlsx",
    )
    assert [text for _, text in said(findings, "left_out")] == [
        "Bilder.",
        "Verweise auf andere Arbeitsmappen.",
    ]


def test_sheets_without_steps_or_notes_are_no_part_of_it() -> None:
    data = a_workbook({"Deckblatt": [["Unsere Reise"], ["Ein Amt"]], "Ablauf": [["Schritt"], ["A"]]})
    document, findings = whole(data, "xlsx")
    assert titles(document) == ["A"]
    assert said(findings, "left_out") == [("Deckblatt", "Das Blatt enthält keine Schritte oder Hinweise.")]


def test_markup_and_formulas_stay_text() -> None:
    document, _ = taken("Schritt;Art;Text\n<b>A</b>;Schmerzpunkt;=1+1\nB;Schmerzpunkt;'=2+2\n")
    assert titles(document) == ["<b>A</b>", "B"]
    assert [s.pain_points[0].text for s in document.steps()] == ["=1+1", "=2+2"]


def test_a_persona_that_nobody_lists_is_made_of_its_name() -> None:
    document, findings = taken(
        "Schritt;Art;Text;Persona\nA;Schmerzpunkt;Laut;Frau Kurt\nA;Bedarf;Ruhe;Frau Kurt\n"
    )
    assert said(findings) == []
    assert [(p.id, p.name) for p in document.personas] == [("frau-kurt", "Frau Kurt")]
    assert step(document, 1).needs[0].persona == "frau-kurt"


def test_a_persona_beside_a_step_without_a_note_is_left_out_by_name() -> None:
    document, findings = taken("Schritt;Persona\nA;Frau Kurt\n")
    assert (titles(document), document.personas) == (["A"], ())
    assert said(findings) == []
    assert said(findings, "left_out") == [
        ("Zeile 2, Spalte „Persona“", "„Frau Kurt“ steht bei keinem Hinweis.")
    ]


def test_a_heading_over_two_lines_is_one_heading() -> None:
    data = a_workbook([["Titel\ndes Schritts", "Was\nweiß ich"], ["A", "Online"]])
    assert [(c.heading, c.field) for c in columns(data, "xlsx")] == [
        ("Titel des Schritts", "step.title"),
        ("Was weiß ich", "nothing"),
    ]
    document, _ = whole(data, "xlsx", mapping={"Was weiß ich": "step.channel"})
    assert step(document, 1).channel == "online"


def test_what_is_read_is_a_valid_document() -> None:
    for text in (JOURNEY, SLIPS):
        document, findings = examine(text.encode(), "csv", "Wohngeld")
        assert document is not None
        assert [f for f in findings if f.level == "error"] == []
