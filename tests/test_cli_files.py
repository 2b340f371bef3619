"""validate, render and convert as a caller meets them: status, words, files written whole or not at all."""

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from journeys.cli import run
from journeys.commands import whole_files
from journeys.commands.files import PICTURES, READ, VIEWS, WRITTEN
from journeys.domain.document import Kind, NextStep, Opportunity
from journeys.domain.excerpt import only_journey
from journeys.domain.intake import READERS, read_file
from journeys.domain.writing import to_yaml
from journeys.render.exports import EXPORTS
from tests.builders import a_document, a_journey, a_pain_point, a_step

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.yaml"))
WOHNGELD = next(p for p in EXAMPLES if p.stem.startswith("wohngeld"))
AS_IS = "wohngeld-beantragen-ist"
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command in this process; its status, output and messages."""

    def called(*arguments: object, lang: str = "de_DE.UTF-8") -> tuple[int, str, str]:
        monkeypatch.setenv("LANG", lang)
        status = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


def _typed(*arguments: object, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs the command as a process of its own."""
    command = [sys.executable, "-c", "from journeys.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=60, **more)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "kaputt.yaml"
    path.write_text(
        to_yaml(
            a_document(
                a_journey(
                    (
                        a_step(
                            "S1",
                            next=("S1", "end"),
                        ),
                    )
                )
            )
        ).replace("to: S1", "to: S7")
    )
    return path


def test_the_four_cases_are_valid(call: Call) -> None:
    status, out, err = call("validate", *EXAMPLES)
    assert (status, err) == (0, "")
    assert out.splitlines() == [f"{path}: in Ordnung" for path in EXAMPLES]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "Die Kennung „S7“ gibt es nicht"),
        ("de_AT.UTF-8", "Die Kennung „S7“ gibt es nicht"),
        ("en_US.UTF-8", "There is no id “S7”"),
        ("fr_FR", "There is no id “S7”"),
        ("", "There is no id “S7”"),
    ],
)
def test_an_error_is_told_with_file_place_and_mend(call: Call, broken: Path, lang: str, said: str) -> None:
    status, out, err = call("validate", broken, lang=lang)
    assert (status, out) == (1, "")
    assert err.startswith(f"{broken}: journeys[0].phases[0].steps[0].next[0].to: {said}")


def test_every_file_is_checked_and_one_bad_one_decides(call: Call, broken: Path, tmp_path: Path) -> None:
    missing = tmp_path / "fehlt.yaml"
    status, out, err = call("validate", missing, broken, WOHNGELD)
    assert status == 1
    assert out == f"{WOHNGELD}: in Ordnung\n"
    assert [line.split(": ")[0] for line in err.splitlines()] == [str(missing), str(broken)]


def test_slips_are_warnings_with_status_0(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(to_yaml(a_document(a_journey((a_step("S1", next=("end",)), a_step("S2"))))))
    for lang, word in (("de", "Hinweis: Kein Weg führt"), ("en", "Warning: No way leads")):
        status, _, err = call("validate", path, lang=lang)
        assert status == 0
        assert err.startswith(f"{path}: journeys[0].phases[0].steps[1]: {word}")


def test_a_hundred_findings_are_printed_and_the_rest_counted(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**a_document().plain(), "unsorted_notes": [1] * 250}))
    _, _, err = call("validate", path)
    assert len(err.splitlines()) == 101
    assert err.splitlines()[-1] == f"{path}: … und mindestens 150 weitere."


UNREADABLE = [("fehlt.yaml", "Die Datei gibt es nicht."), ("ordner.yaml", "Das ist ein Ordner, keine Datei.")]


@pytest.mark.parametrize(("name", "sentence"), UNREADABLE)
@pytest.mark.parametrize(
    "command", [("validate",), ("convert", "--to", "json", "-o", "-")], ids=["validate", "convert"]
)
def test_input_that_can_not_be_read_is_bad_input(
    call: Call, tmp_path: Path, name: str, sentence: str, command: tuple[str, ...]
) -> None:
    (tmp_path / "ordner.yaml").mkdir()
    status, out, err = call(command[0], tmp_path / name, *command[1:])
    assert (status, out, err) == (1, "", f"{tmp_path / name}: {sentence}\n")


WRONG_CALLS = [
    (["frob"], "Den Befehl „frob“ gibt es nicht", "No such command"),
    (["validate"], "Es fehlt die Angabe: FILE", "Missing: FILE"),
    (["validate", "--frob", "x"], "Die Angabe „--frob“ gibt es nicht", "There is no option “--frob”"),
    (["render", "x.yaml", "--format", "svg", "-o", "-"], "Es fehlt die Angabe: --view", "Missing: --view"),
    (
        ["convert", "x.doc", "--to", "json", "-o", "-"],
        "möglich sind .yaml, .yml, .json, .xlsx, .csv, .bpmn",
        "possible are .yaml",
    ),
    (
        ["convert", WOHNGELD, "--to", "docx", "-o", "-"],
        "„docx“ gibt es nicht. Möglich sind: yaml, json, bpmn",
        "There is no",
    ),
    (
        ["convert", WOHNGELD, "--to", "json", "--journey", "q", "-o", "-"],
        "Vorhanden sind: wohngeld-",
        "There are: ",
    ),
    (
        ["render", WOHNGELD, "--view", "comparison", "--format", "svg", "-o", "-", "--journey", AS_IS],
        "ist eine Ist-Reise",
        "is an as-is journey",
    ),
    (
        ["render", WOHNGELD, "--view", "journey", "--format", "svg", "--journey", "q", "-o", "-"],
        "Reise „q“",
        "“q”",
    ),
]


@pytest.mark.parametrize(
    ("arguments", "de", "en"), WRONG_CALLS, ids=[" ".join(map(str, w[0][:3])) for w in WRONG_CALLS]
)
def test_a_wrong_call_ends_with_2_and_says_what_is_possible(
    call: Call, arguments: list[Any], de: str, en: str
) -> None:
    for lang, words in (("de", de), ("en", en)):
        status, out, err = call(*arguments, lang=lang)
        assert (status, out) == (2, "")
        assert words in err


def test_help_lists_the_commands_and_their_words(call: Call) -> None:
    status, out, _ = call("--help")
    assert status == 0
    assert all(name in out for name in ("validate", "render", "convert"))
    assert f"[{'|'.join(VIEWS)}]" in call("render", "--help")[1]
    assert f"[{'|'.join(PICTURES)}]" in call("render", "--help")[1]
    assert f"[{'|'.join(READ)}]" in call("convert", "--help")[1]
    assert f"[{'|'.join(WRITTEN)}]" in call("convert", "--help")[1]


def test_the_command_line_knows_every_format_that_is_read_and_written() -> None:
    assert set(READ) == set(READERS)
    assert set(WRITTEN) == set(EXPORTS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_over_a_workbook_there_and_back_is_the_same_document(call: Call, path: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "a.xlsx", tmp_path / "b.yaml"
    assert call("convert", path, "--to", "xlsx", "-o", there) == (0, "", "")
    assert call("convert", there, "--to", "yaml", "-o", back) == (0, "", "")
    assert read_file(back) == read_file(path)


def test_what_is_unclear_in_a_table_and_what_is_left_out_is_told(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "ablauf.csv"
    path.write_text("Schritt;Kanal;Farbe\nAnmelden;Brieftaube;blau\n", "utf-8")
    status, out, err = call("convert", path, "--to", "yaml", "-o", "-")
    assert (status, "title: Anmelden" in out) == (0, True)
    first, second = err.splitlines()
    assert first.startswith(f"{path}: Spalte „Farbe“: Nicht übernommen: Die Spalte")
    assert second.startswith(f"{path}: Zeile 2, Spalte „Kanal“: Hinweis: „Brieftaube“ ist hier unklar")


def test_a_workbook_with_macros_is_named_by_its_end(call: Call) -> None:
    status, _, err = call("convert", "a.xlsm", "--to", "yaml", "-o", "-")
    assert (status, "enthält Makros" in err) == (2, True)


def test_whatever_is_listed_can_be_written(call: Call, tmp_path: Path) -> None:
    assert set(WRITTEN) == set(EXPORTS)
    for word in WRITTEN:
        out = tmp_path / word
        assert call("convert", WOHNGELD, "--to", word, "-o", out) == (0, "", ""), word
        assert out.stat().st_size > 1_000


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_there_and_back_is_the_same_document(call: Call, path: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "a.json", tmp_path / "b.yaml"
    assert call("convert", path, "--to", "json", "-o", there) == (0, "", "")
    assert call("convert", there, "--to", "yaml", "-o", back) == (0, "", "")
    assert read_file(back) == read_file(path)


def test_the_format_may_be_said_when_the_name_does_not_tell_it(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "wohngeld.txt"
    source.write_bytes(WOHNGELD.read_bytes())
    assert call("convert", source, "--from", "yaml", "--to", "json", "-o", tmp_path / "a.json")[0] == 0
    assert read_file(tmp_path / "a.json") == read_file(WOHNGELD)


def test_what_is_unclear_and_left_out_is_told_with_the_file(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "laterne.xml"
    source.write_bytes((Path(__file__).parent / "data" / "xzufi" / "laterne-2_2_0.xml").read_bytes())
    status, _, err = call("convert", source, "--to", "yaml", "-o", tmp_path / "a.yaml")
    assert status == 0
    lines = err.splitlines()
    assert f"{source}: Textmodul 02 „Name“: Nicht übernommen: Texte in anderen Sprachen: de-LS" in lines
    assert any(line.startswith(f"{source}: Textmodul 11 „Verfahrensablauf“: Hinweis: ") for line in lines)
    assert call("validate", source)[2].splitlines() == lines


def test_a_name_that_says_another_format_is_told(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "notizen.txt"
    source.write_bytes(WOHNGELD.read_bytes())
    status, _, err = call("convert", source, "--to", "json", "-o", tmp_path / "a.json")
    assert (status, read_file(tmp_path / "a.json")) == (0, read_file(WOHNGELD))
    assert "endet auf .txt, ihr Inhalt ist aber eine Bürgerreise in YAML" in err


def test_a_file_of_another_kind_is_bad_input_with_what_to_do(call: Call, tmp_path: Path) -> None:
    source = tmp_path / "bericht.pdf"
    source.write_bytes(b"%PDF-1.7")
    status, _, err = call("convert", source, "--to", "json", "-o", tmp_path / "a.json")
    assert status == 1 and "Das ist eine PDF-Datei" in err


def test_standard_output_takes_the_file_alone() -> None:
    done = _typed("convert", WOHNGELD, "--to", "json", "-o", "-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == read_file(WOHNGELD).plain()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_each_journey_alone_is_a_valid_document(call: Call, path: Path, tmp_path: Path) -> None:
    whole, out = read_file(path), tmp_path / "one.yaml"
    for journey in whole.journeys:
        assert call("convert", path, "--to", "yaml", "--journey", journey.id, "-o", out)[0] == 0
        alone = read_file(out)
        assert [j.id for j in alone.journeys] == [journey.id]
        assert [s.title for s in alone.steps()] == [s.title for s in journey.steps()]
        assert [o.text for o in alone.opportunities] == [o.text for o in whole.opportunities]


def test_one_journey_alone_drops_what_would_dangle_and_keeps_the_badge() -> None:
    as_is = a_journey((a_step("S1", pain_points=(a_pain_point("P1"),)), a_step("S2")))
    new = a_step(
        "T1",
        replaces=("S1",),
        resolves=("P1", "P2"),
        pain_points=(a_pain_point("P2"),),
        next=(NextStep(to="T2"),),
    )
    to_be = a_journey((new, a_step("T2")), id="J2", kind="to_be", removed_steps=("S2",))
    opportunity = Opportunity(id="O", text="x", addresses=("P1", "P2"), step="S1")
    alone = only_journey(a_document(as_is, to_be, opportunities=(opportunity,)), "J2")
    step = alone.journeys[0].steps()[0]
    assert (step.replaces, step.resolves, step.change) == ((), ("P2",), "changed")
    assert alone.journeys[0].removed_steps == ()
    assert (alone.opportunities[0].addresses, alone.opportunities[0].step) == (("P2",), None)


@pytest.mark.parametrize("format", PICTURES)
@pytest.mark.parametrize("view", VIEWS)
def test_pictures_come_out_in_every_format(call: Call, view: str, format: str, tmp_path: Path) -> None:
    starts = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF-", "dot": b"digraph"}
    out = tmp_path / "bild"
    assert call("render", WOHNGELD, "--view", view, "--format", format, "-o", out) == (0, "", "")
    assert starts[format] in out.read_bytes()[:300]


@pytest.mark.parametrize(
    ("given", "width"), [([], 1190.55), (["--paper", "a3"], 1190.55), (["--paper", "a4"], 841.89)]
)
def test_a_pdf_has_the_paper_that_was_asked_for(
    call: Call, given: list[str], width: float, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    assert call("render", WOHNGELD, "--view", "journey", "--format", "pdf", *given, "-o", out)[0] == 0
    assert float(PdfReader(out).pages[0].mediabox.width) == pytest.approx(width, abs=0.01)


def test_paper_that_nobody_has_is_a_wrong_call(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    given = ("--view", "journey", "--format", "pdf", "--paper", "a0", "-o", out)
    status, _, err = call("render", WOHNGELD, *given)
    assert (status, out.exists()) == (2, False) and "a0" in err and "a3, a4" in err


@pytest.mark.parametrize(
    ("kind", "de", "en"),
    [
        ("as_is", "fehlt die Soll-Reise", "lacks the to-be"),
        ("to_be", "fehlt die Ist-Reise", "lacks the as-is"),
    ],
)
def test_a_comparison_of_one_journey_is_bad_input(
    call: Call, tmp_path: Path, kind: Kind, de: str, en: str
) -> None:
    source, out = tmp_path / "a.yaml", tmp_path / "a.svg"
    source.write_text(to_yaml(a_document(a_journey(kind=kind))))
    for lang, words in (("de", de), ("en", en)):
        status, _, err = call(
            "render", source, "--view", "comparison", "--format", "svg", "-o", out, lang=lang
        )
        assert (status, out.exists()) == (1, False)
        assert err.startswith(f"{source}: journeys: ") and words in err


def test_a_comparison_takes_the_to_be_that_is_named(call: Call, tmp_path: Path) -> None:
    source, out = tmp_path / "a.yaml", tmp_path / "a.dot"
    drafts = [a_journey(2, id=name, kind="to_be", prefix=name, title=name) for name in ("eins", "zwei")]
    source.write_text(to_yaml(a_document(*drafts, a_journey())))
    command = ("render", source, "--view", "comparison", "--format", "dot", "-o", out)
    assert call(*command) == (0, "", "")
    assert "Vergleich Ist/Soll · eins" in out.read_text()
    assert call(*command, "--journey", "zwei") == (0, "", "")
    assert "Vergleich Ist/Soll · zwei" in out.read_text()


def test_without_graphviz_rendering_lacks_something(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOURNEYS_DOT", str(tmp_path / "no-dot"))
    out = tmp_path / "a.svg"
    status, _, err = call("render", WOHNGELD, "--view", "journey", "--format", "svg", "-o", out)
    assert status == 3
    assert "Graphviz" in err
    assert not out.exists()


def test_a_journey_beyond_the_limit_is_not_drawn(call: Call, tmp_path: Path) -> None:
    source, out = tmp_path / "a.yaml", tmp_path / "a.svg"
    source.write_text(to_yaml(a_document(a_journey(401))))
    status, _, err = call("render", source, "--view", "journey", "--format", "svg", "-o", out)
    assert (status, out.exists()) == (1, False)
    assert "Zu viele Schritte: 401" in err
    assert call("validate", source)[0] == 0


@pytest.mark.parametrize("out", ["-", "/dev/stdout"])
def test_a_full_standard_output_is_said_in_one_sentence(out: str) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", "from journeys.cli import main; main()", *_convert(out)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, env={"LANG": "de"})
    assert (done.returncode, done.stderr.decode()) == (3, f"{out}: Der Datenträger ist voll.\n")


def test_a_pipe_is_written_into() -> None:
    assert json.loads(_typed(*_convert("/dev/stdout")).stdout)["id"] == "wohngeld-beantragen"


def _convert(out: object) -> tuple[str, ...]:
    return ("convert", str(WOHNGELD), "--to", "json", "-o", str(out))


def test_a_place_that_is_not_there_is_a_wrong_call(call: Call, tmp_path: Path) -> None:
    assert call(*_convert(tmp_path / "x" / "a.json"))[::2] == (
        2,
        f"{tmp_path / 'x' / 'a.json'}: Den Ordner dafür gibt es nicht. Legen Sie ihn an.\n",
    )
    assert call(*_convert(tmp_path))[::2] == (2, f"{tmp_path}: Das ist ein Ordner, keine Datei.\n")
    assert call(*_convert("a" * 300))[0] == 2


def test_an_existing_file_keeps_its_mode_and_a_new_one_gets_the_usual(call: Call, tmp_path: Path) -> None:
    old, new, link = tmp_path / "old", tmp_path / "new", tmp_path / "link"
    old.write_text("x")
    old.chmod(0o640)
    link.symlink_to(old)
    usual = tmp_path / "usual"
    usual.touch()
    assert call(*_convert(link))[0] == call(*_convert(new))[0] == 0
    assert link.is_symlink()
    assert json.loads(old.read_text())["id"] == "wohngeld-beantragen"
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_a_disk_that_is_full_in_the_middle_leaves_everything_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    out.write_text("vorher")
    done = _typed(
        *_convert(out), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))
    )
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"{out}: ")
    assert b"Traceback" not in done.stderr
    assert out.read_text() == "vorher"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(("code", "status"), [(errno.ENOSPC, 3), (errno.EACCES, 3), (errno.EROFS, 3)])
def test_a_failure_at_the_last_moment_leaves_everything_as_it_was(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int, status: int
) -> None:
    def fails(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    out = tmp_path / "a.json"
    out.write_text("vorher")
    monkeypatch.setattr(whole_files.os, "fsync", fails)
    got, _, err = call(*_convert(out))
    assert got == status
    assert err.startswith(f"{out}: ")
    assert out.read_text() == "vorher"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_a_defect_of_ours_is_one_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(whole_files, "read_bytes", fails)
    status, _, err = call("validate", WOHNGELD)
    assert status == 3
    assert err.startswith("Unerwarteter Fehler im Programm (ZeroDivisionError, test_cli_files.py:")
    assert len(err.splitlines()) == 1


def test_validate_loads_neither_the_web_nor_the_database_nor_the_pictures() -> None:
    code = (
        "import sys; from journeys.cli import run; run(['validate', sys.argv[1]]);"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'flask', 'sqlmodel', 'typst', 'alembic'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(WOHNGELD)], capture_output=True, timeout=60, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_a_terminal_without_our_letters_gets_a_mark_and_no_traceback(broken: Path) -> None:
    done = _typed("validate", broken, env={"LANG": "de_DE", "PYTHONIOENCODING": "iso-8859-1"})
    assert done.returncode == 1
    assert b"Die Kennung ?S7? gibt es nicht" in done.stderr
