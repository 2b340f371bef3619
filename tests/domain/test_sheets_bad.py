"""What is thrown at the readers of workbooks and CSV files: read or refused with a sentence, within time and memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.findings import Refused
from journeys.domain.intake import guess_format, read_file
from journeys.domain.intake.from_sheets import SheetFormat, columns, read_sheet
from journeys.domain.intake.sheets.workbook_parts import OLE
from journeys.render.flat_table import for_excel
from journeys.render.workbook import workbook_of
from journeys.settings import (
    SHEET_CELLS,
    SHEET_COLUMNS,
    SHEET_PARTS,
    SHEET_ROWS,
    SHEET_UNPACKED_BYTES,
    SHEETS,
    UPLOAD_BYTES,
)
from tests.builders import a_document
from tests.databases import examples
from tests.domain.workbooks import BOOK, MAIN, RELATIONS, TYPES, a_workbook, raw, texts, zipped

BYTES, SECONDS = 300 * 1024 * 1024, 10
STEP = texts(["Schritt"], ["Anmelden"])
ENTITIES = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(1, 9))
BOMB = f'<!DOCTYPE a [<!ENTITY l1 "ha">{ENTITIES}]>'
CELL = '<c t="inlineStr"><is><t>x</t></is></c>'


def refused(data: bytes, format: SheetFormat = "xlsx") -> str:
    with pytest.raises(Refused) as caught:
        read_sheet(data, "datei", format)
    with pytest.raises(Refused):
        columns(data, format)
    (finding,) = caught.value.findings
    assert finding.place == "" and finding.level == "error"
    return finding.text.de


def read(data: bytes, format: SheetFormat = "xlsx") -> list[str]:
    """The titles of the steps."""
    plain = read_sheet(data, "datei", format).value
    return [s["title"] for j in plain["journeys"] for p in j["phases"] for s in p["steps"]]


def test_the_workbook_that_the_others_are_made_of_is_read() -> None:
    assert read(raw(STEP)) == ["Anmelden"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort geschützt"),
        (OLE + b"\0" * 600, "im alten Format von Excel (.xls)"),
        (raw(STEP, {"xl/vbaProject.bin": "x"}), "enthält Makros (.xlsm)"),
        (
            raw(
                STEP,
                types=TYPES.replace(
                    "application/xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                ),
            ),
            "enthält Makros (.xlsm)",
        ),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "keine Excel-Arbeitsmappe"),
        (b"%PDF-1.7", "keine Excel-Arbeitsmappe"),
        (b"", "keine Excel-Arbeitsmappe"),
        (b"PK\x03\x04", "beschädigt"),
        (raw(STEP)[:-30], "beschädigt"),
        (raw("<sheetData><row>"), "beschädigt"),
        (raw(""), "keine Tabelle"),
        (raw(STEP, relations="<Relationships/>"), "keine Tabelle"),
        (raw(STEP, book="<workbook/>"), "keine Excel-Arbeitsmappe"),
    ],
    ids=[
        "locked",
        "xls",
        "macros",
        "macro type",
        "ods",
        "pdf",
        "empty",
        "head",
        "cut",
        "xml",
        "blank",
        "lost",
        "none",
    ],
)
def test_what_is_no_workbook_to_read_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_a_workbook_with_macros_and_an_old_one_are_named_by_their_end() -> None:
    for name, words in (("a.xlsm", "Makros"), ("a.xls", "alten Format")):
        with pytest.raises(Refused) as caught:
            guess_format(Path(name))
        assert words in caught.value.findings[0].text.de


@pytest.mark.parametrize(
    "data",
    [
        raw(
            STEP,
            sheet=f"{BOMB}<worksheet {MAIN}>{texts(['&l9;'])}</worksheet>",
        ),
        raw(STEP, book=f"{BOMB}{BOOK}"),
        raw(STEP, relations=f"{BOMB}{RELATIONS}"),
        raw(STEP, types=f"{BOMB}{TYPES}"),
        raw(STEP, {"xl/sharedStrings.xml": f"{BOMB}<sst><si><t>&l9;</t></si></sst>"}),
        raw(STEP, {"xl/styles.xml": f'<!DOCTYPE a SYSTEM "file:///etc/hostname"><styleSheet {MAIN}/>'}),
    ],
    ids=["sheet", "book", "relations", "types", "texts", "styles"],
)
def test_entities_are_refused_in_every_part_that_is_read(data: bytes) -> None:
    assert "DOCTYPE" in refused(data)


def test_bombs_are_seen_in_the_directory_before_anything_is_unpacked() -> None:
    large = b"\0" * (SHEET_UNPACKED_BYTES.value + 1)
    assert "viel größer" in refused(raw(STEP, {"xl/media/a.png": large}, ZIP_DEFLATED))
    assert "viel größer" in refused(raw(STEP, {"a.bin": b"\0" * 1_000_000}, ZIP_DEFLATED))
    assert read(raw(STEP, {"a.bin": b"\0" * 100_000}, ZIP_DEFLATED)) == ["Anmelden"]


def test_a_part_that_says_it_is_small_is_not_read_beyond_that() -> None:
    data = bytearray(raw("<sheetData>" + f"<row>{CELL}</row>" * 5_000 + "</sheetData>"))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert "beschädigt" in refused(bytes(data))


def test_names_in_a_workbook_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    more = dict.fromkeys(("../../a.xml", "/etc/passwd", "C:\\a", "xl\\..\\..\\b", "a" * 60000), "x")
    assert read(raw(STEP, more)) == ["Anmelden"]
    target = RELATIONS.replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    assert "keine Tabelle" in refused(raw(STEP, relations=target))
    outside = RELATIONS.replace('Target="', 'TargetMode="External" Target="file:///')
    assert "keine Tabelle" in refused(raw(STEP, relations=outside))
    assert list(tmp_path.iterdir()) == []


def test_limits_hold_at_one_more() -> None:
    rows = f"<row>{CELL}</row>"
    head = "<row><c t='inlineStr'><is><t>Schritt</t></is></c></row>"
    assert (
        len(read(raw(f"<sheetData>{head}{rows * (SHEET_ROWS.value - 1)}</sheetData>")))
        == SHEET_ROWS.value - 1
    )
    assert f"zu viele Zeilen; möglich sind {SHEET_ROWS.value}" in refused(
        raw(f"<sheetData>{head}{rows * SHEET_ROWS.value}</sheetData>")
    )
    wide = SHEET_COLUMNS.value
    assert "zu viele Spalten" in refused(raw(texts(["Schritt"] * (wide + 1))))
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}"/>' for n in range(SHEETS.value + 1))
    assert "zu viele Tabellenblätter" in refused(
        raw(STEP, book=f"<workbook><sheets>{sheets}</sheets></workbook>")
    )
    assert "zu viele Teile" in refused(raw(STEP, {f"a{n}": "" for n in range(SHEET_PARTS.value)}))
    many = f"<row>{CELL * wide}</row>" * (SHEET_CELLS.value // wide) + f"<row>{CELL}</row>"
    assert "zu viele Zellen" in refused(raw(f"<sheetData>{many}</sheetData>"))
    assert "verschachtelt" in refused(raw("<a>" * 100 + "</a>" * 100))


def test_one_long_text_in_many_cells_is_counted_each_time() -> None:
    cells = "<row>" + '<c t="s"><v>0</v></c>' * 50 + "</row>"
    shared = {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>{'Ab' * 100_000}</t></si></sst>"}
    assert "zu viele Zeichen" in refused(raw(f"<sheetData>{cells}</sheetData>", shared))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "keine Tabelle"),
        (b"\n\n;;;\n", "keine Tabelle"),
        ("Schritt;Kanal\nA;Online".encode("utf-16-le"), "Zeichen der Datei sind nicht zu erkennen"),
        (b"Schritt\n\x81\x8d", "Zeichen der Datei sind nicht zu erkennen"),
        (b'Schritt;Kanal\n"A;Online\nB;Online\n', "Anführungszeichen geöffnet"),
        (b"Schritt\n" + b"A\n" * SHEET_ROWS.value, "zu viele Zeilen"),
        (b"Schritt" + b";x" * SHEET_COLUMNS.value, "zu viele Spalten"),
        (b"a" * (UPLOAD_BYTES.value + 1), "zu groß"),
    ],
    ids=["empty", "blank", "utf-16", "binary", "open quote", "rows", "columns", "large"],
)
def test_csv_that_is_no_table_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    assert words in refused(data, "csv")


def test_quotation_marks_out_of_place_are_read_with_a_warning() -> None:
    plain = read_sheet(b'Schritt;Kanal\n"A" gut;Online\n', "x", "csv")
    assert [f.level for f in plain.findings] == ["warning"]


MUTATED = {"xlsx": workbook_of(a_document()), "csv": for_excel(a_document())}


@examples(150)
@given(st.data(), st.sampled_from(["xlsx", "csv"]))
def test_mutated_files_are_read_or_refused(data: st.DataObject, format: SheetFormat) -> None:
    made = bytearray(MUTATED[format])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(made) - 1))
        made[at : at + data.draw(st.integers(0, 8))] = data.draw(st.binary(max_size=8))
    _read_or_refused(bytes(made), format)


PIECES = st.sampled_from(
    (
        *(
            "<row>",
            "</row>",
            "<c>",
            '<c r="B1" t="s">',
            '<c r="ZZZ9999999">',
            "</c>",
            "<v>",
            "</v>",
            "1",
            "-1",
        ),
        *("<f>", "</f>", "<is>", "</is>", "<t>", "</t>", "Schritt", "&#x1F600;", "_x0000_", "]]>", "9" * 30),
        '<mergeCell ref="A1:A9"/>',
    )
)


@examples(200)
@given(st.lists(PIECES, max_size=25).map("".join), st.binary(max_size=60))
def test_sheets_of_any_content_are_read_or_refused(inside: str, text: bytes) -> None:
    _read_or_refused(raw(f"<sheetData>{inside}</sheetData>"), "xlsx")
    _read_or_refused(text, "csv")
    _read_or_refused(b"Schritt;Art;Text\n" + text, "csv")


def _read_or_refused(data: bytes, format: SheetFormat) -> None:
    from journeys.domain.intake import examine

    document, findings = examine(data, format, "datei")
    assert (document is None) == any(f.level == "error" for f in findings)
    assert all(finding.say("de") for finding in findings)


def _million_rows(path: Path) -> None:
    head = f'<worksheet {MAIN}><sheetData><row><c t="inlineStr"><is><t>Schritt</t></is></c></row>'.encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, content in (
            ("[Content_Types].xml", TYPES),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", RELATIONS),
        ):
            packed.writestr(name, content)
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(head)
            for start in range(0, 1_000_000, 10_000):
                rows = (
                    f"<row><c><v>{n * 7919 % 1000003}</v></c></row>" for n in range(start, start + 10_000)
                )
                part.write("".join(rows).encode())
            part.write(b"</sheetData></worksheet>")


def _empty_cells(path: Path) -> None:
    row = "<row>" + "<c/>" * 10_000 + "</row>"
    path.write_bytes(raw("<sheetData>" + row * 250 + "</sheetData>", {}))


def _many_entries(path: Path) -> None:
    with ZipFile(path, "w") as packed:
        for number in range(60_000):
            packed.writestr(str(number), "")


def _merged(path: Path) -> None:
    cells = "".join(f"<row>{CELL}</row>" for _ in range(9_000))
    merged = "".join(f'<mergeCell ref="A{n}:A1048576"/>' for n in range(1, 9_000))
    path.write_bytes(raw(f"<sheetData>{cells}</sheetData><mergeCells>{merged}</mergeCells>"))


def _lines(path: Path) -> None:
    path.write_bytes(b"\n" * UPLOAD_BYTES.value)


def _delimiters(path: Path) -> None:
    path.write_bytes(b";" * UPLOAD_BYTES.value)


def _wide(path: Path) -> None:
    path.write_bytes(b"Schritt;Art;Text\n" + "😀;x;y\n".encode() * 9_000 + b"z" * 100_000)


def _all_different(path: Path) -> None:
    rows = (f"P{n};Schritt {n};Kanal {n};Schritt {n + 1}: wenn\nArt;x" for n in range(4_900))
    path.write_bytes("Phase;Schritt;Kanal;Nächster Schritt\n".encode() + "\n".join(rows).encode())


HOSTILE: list[tuple[Callable[[Path], None], SheetFormat]] = [
    (_million_rows, "xlsx"),
    (_empty_cells, "xlsx"),
    (_many_entries, "xlsx"),
    (_merged, "xlsx"),
    (_lines, "csv"),
    (_delimiters, "csv"),
    (_wide, "csv"),
    (_all_different, "csv"),
]
READ = """
import json, resource, sys
from journeys.domain.intake import examine
data = open(sys.argv[1], "rb").read()
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
document, findings = examine(data, sys.argv[2], "datei")
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([int(peak.split()[1]), len(findings)]))
"""


@pytest.mark.parametrize(("make", "format"), HOSTILE, ids=[make.__name__[1:] for make, _ in HOSTILE])
def test_hostile_files_end_within_ten_seconds_and_three_hundred_megabytes(
    make: Callable[[Path], None], format: SheetFormat, tmp_path: Path
) -> None:
    path = tmp_path / f"datei.{format}"
    make(path)
    assert path.stat().st_size <= UPLOAD_BYTES.value
    command = [sys.executable, "-c", READ, str(path), format, str(SECONDS)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    kilobytes, findings = json.loads(ended.stdout)
    assert kilobytes * 1024 <= BYTES
    assert findings > 0


def test_a_large_honest_workbook_is_read() -> None:
    rows = [
        ["Schritt", "Art", "Text"],
        *([f"Schritt {n % 300}", "Schmerzpunkt", f"Nr. {n}"] for n in range(4_000)),
    ]
    assert len(read(a_workbook(rows))) == 300


def test_the_file_of_another_name_is_read_by_its_format(tmp_path: Path) -> None:
    path = tmp_path / "Wohngeld Ablauf.XLSX"
    path.write_bytes(a_workbook([["Schritt"], ["A"]]))
    assert read_file(path).id == "wohngeld-ablauf"
