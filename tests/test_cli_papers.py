"""Papers from the command line, without a database."""

import io
from pathlib import Path

import pypdf

from journeys.cli import run
from journeys.domain.intake import read_file
from journeys.places import place

WOHNGELD = place("examples") / "wohngeld-beantragen.yaml"


def test_markdown_is_the_whole_document(tmp_path: Path) -> None:
    out = tmp_path / "wohngeld.md"
    assert run(["convert", str(WOHNGELD), "--to", "markdown", "-o", str(out)]) == 0
    text = out.read_text("utf-8")
    assert text.startswith("# Wohngeld beantragen (Mietzuschuss)\n")
    assert "## Ist-Reise" in text and "## Soll-Reise" in text


def test_a_report_may_hold_one_journey(tmp_path: Path) -> None:
    out = tmp_path / "wohngeld.pdf"
    first = read_file(WOHNGELD).journeys[0].id
    assert run(["convert", str(WOHNGELD), "--to", "report", "--journey", first, "-o", str(out)]) == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages)
    assert "Ist-Reise" in text and "Soll-Reise" not in text
