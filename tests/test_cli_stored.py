"""migrate, import, export, doctor and sign-in-link as a caller meets them, on a database of their own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.cli import run
from journeys.database import Database
from journeys.domain.examples import FILES, PROJECT
from journeys.domain.intake import read, read_file
from journeys.domain.projects import create_project
from journeys.domain.writing import to_yaml
from journeys.places import place
from tests.builders import a_document, a_journey, a_pain_point, a_step

Call = Callable[..., tuple[int, str, str]]
WOHNGELD = "wohngeld-beantragen"


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command with an instance folder of its own; its status, output and messages."""
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("JOURNEYS_DATABASE_URL", raising=False)

    def called(*arguments: object, lang: str = "en_GB") -> tuple[int, str, str]:
        monkeypatch.setenv("LANG", lang)
        status = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """The database that the commands use."""
    return Database(f"sqlite:///{tmp_path / 'instance' / 'journeys.sqlite'}")


def _write(folder: Path, *journeys: object, name: str = "d.yaml", **fields: object) -> Path:
    file = folder / name
    file.write_text(to_yaml(a_document(*journeys, **fields)))  # type: ignore[arg-type]
    return file


def test_a_new_database_holds_the_examples_once(call: Call) -> None:
    assert call("migrate")[0] == 0
    assert call("migrate")[0] == 0
    for name in FILES:
        status, out, _ = call("export", Path(name).stem)
        assert status == 0
        assert read(out.encode(), "yaml") == read_file(place("examples") / name)


def test_export_writes_the_format_that_the_target_names(call: Call, tmp_path: Path) -> None:
    for end in ("yaml", "json"):
        out = tmp_path / f"out.{end}"
        assert call("export", WOHNGELD, "-o", out)[0] == 0
        assert read_file(out) == read_file(place("examples") / f"{WOHNGELD}.yaml")


def test_export_of_nothing_names_what_there_is(call: Call) -> None:
    status, out, err = call("export", "nix", lang="de_DE")
    assert (status, out) == (2, "")
    assert "„nix“ gibt es nicht" in err
    assert WOHNGELD in err


def test_import_into_the_only_project_and_again(call: Call, tmp_path: Path) -> None:
    file = _write(tmp_path, id="neu")
    assert call("import", file)[:2] == (0, f"{file}: added (neu)\n")
    assert call("import", file)[:2] == (0, f"{file}: unchanged (neu)\n")
    assert read(call("export", "neu")[1].encode(), "yaml") == read_file(file)


def test_import_into_one_of_several_projects(call: Call, tmp_path: Path) -> None:
    file = _write(tmp_path, id="neu")
    assert call("import", file, "--project", "Erstes")[0] == 0
    assert call("import", file)[0] == 0
    status, _, err = call("export", "neu")
    assert status == 2
    assert "Erstes/neu" in err
    assert "Importiert/neu" in err
    assert call("export", "Erstes/neu")[0] == 0


XZUFI = Path(__file__).parent / "data" / "xzufi" / "wasserentnahme-2_3_1.xml"


def test_files_of_other_kinds_are_imported_and_updated_like_ours(call: Call, tmp_path: Path) -> None:
    notes, described = tmp_path / "notizen.txt", tmp_path / "leistung.xml"
    notes.write_text("- eins\n- zwei\n")
    described.write_bytes(XZUFI.read_bytes())
    assert call("import", notes, described)[:2] == (
        0,
        f"{notes}: added (notizen)\n{described}: added (xzufi-probe-4711)\n",
    )
    assert call("import", notes, described)[1].count("unchanged") == 2
    described.write_text(XZUFI.read_text().replace("Brunnenstelle des Dorfes", "Brunnenamt"))
    status, _, err = call("import", described, lang="de_DE")
    assert (
        status == 1 and "service.authority: hier „Brunnenstelle des Dorfes“, in der Datei „Brunnenamt“" in err
    )
    assert f"{described}: modulUrsprungsportal: Nicht übernommen: " in err
    assert call("import", described, "--update")[:2] == (0, f"{described}: updated (xzufi-probe-4711)\n")
    assert "Brunnenamt" in call("export", "xzufi-probe-4711")[1]


def test_import_of_other_content_is_refused_with_what_differs(call: Call, tmp_path: Path) -> None:
    call("import", _write(tmp_path, a_journey((a_step("S1", "Alt"),)), id="neu"))
    changed = _write(tmp_path, a_journey((a_step("S1", "Neu"),)), id="neu", name="changed.yaml")
    status, _, err = call("import", changed)
    assert status == 1
    assert "steps/S1.title: here “Alt”, in the file “Neu”" in err
    assert "Alt" in call("export", "neu")[1]
    assert call("import", changed, "--update")[:2] == (0, f"{changed}: updated (neu)\n")
    assert "Neu" in call("export", "neu")[1]


def test_update_keeps_what_was_recorded_here(call: Call, tmp_path: Path, database: Database) -> None:
    from sqlmodel import select

    from journeys.domain.recording import record_note
    from journeys.domain.steps import Step

    call("import", _write(tmp_path, a_journey((a_step("S1", "Alt"),)), id="neu"))
    with database.writing() as session:
        step = session.exec(select(Step).where(Step.title == "Alt")).one()
        record_note(session, step.id, "need", {"text": "Hier notiert"}, "key")
    pain = a_pain_point("P9", "Aus der Datei")
    changed = a_journey((a_step("S1", "Neu", pain_points=(pain,)), a_step("S2")))
    assert call("import", _write(tmp_path, changed, id="neu"), "--update")[0] == 0
    out = read(call("export", "neu")[1].encode(), "yaml")
    first, second = out.journeys[0].steps()
    assert (first.title, first.needs[0].text, first.pain_points, second.id) == (
        "Neu",
        "Hier notiert",
        (pain,),
        "S2",
    )


def test_each_file_is_taken_whole_or_not_at_all(call: Call, tmp_path: Path) -> None:
    good = _write(tmp_path, id="gut")
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        good.read_text().replace("id: gut", "id: schlecht").replace("to: end", "") + "unknown: 1\n"
    )
    status, out, err = call("import", bad, tmp_path / "missing.yaml", good)
    assert status == 1
    assert "gut" in out
    assert f"{bad}: unknown" in err
    assert "missing.yaml" in err
    assert call("export", "schlecht")[0] == 2


def test_a_document_beyond_a_limit_is_refused_with_the_limit(call: Call, tmp_path: Path) -> None:
    status, _, err = call("import", _write(tmp_path, a_journey(401), id="lang"))
    assert status == 1
    assert "400" in err


def test_a_database_that_can_not_be_reached_is_a_lack_of_the_machine(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    for url in (f"sqlite:///{tmp_path}/file/x.sqlite", "nonsense", "sqlite:////proc/none/x.sqlite"):
        monkeypatch.setenv("JOURNEYS_DATABASE_URL", url)
        status, out, err = call("export", WOHNGELD)
        assert (status, out) == (3, "")
        assert "JOURNEYS_DATABASE_URL" in err
        assert "Traceback" not in err


def test_a_database_that_is_no_database_stays_as_it_is(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Sehr geehrte Damen und Herren " * 40)
    monkeypatch.setenv("JOURNEYS_DATABASE_URL", f"sqlite:///{file}")
    assert call("migrate")[0] == 3
    assert file.read_text().startswith("Sehr geehrte")


def test_sign_in_link_stands_alone_on_standard_output(call: Call) -> None:
    links = [call("sign-in-link") for _ in range(2)]
    assert all(status == 0 and err == "" for status, _, err in links)
    assert all(re.fullmatch(r"http://127\.0\.0\.1:5000/sign-in/[\w-]{22,}\n", out) for _, out, _ in links)
    assert links[0][1] != links[1][1]
    status, out, err = call("sign-in-link", "--user", "Niemand")
    assert (status, out) == (2, "")
    assert "Niemand" in err


def test_doctor_names_every_lack(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("doctor")[0] == 0
    monkeypatch.setenv("JOURNEYS_DOT", "/nowhere/dot")
    monkeypatch.setenv("JOURNEYS_DATABASE_URL", "sqlite:////proc/none/x.sqlite")
    status, out, err = call("doctor", lang="de_DE")
    assert status == 3
    assert "✗ Datenbank" in err
    assert "✗ Zeichenprogramm" in err
    assert "✓ Schriften" in out


def test_a_wrong_port_is_a_wrong_call(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "achtzig")
    status, _, err = call("serve")
    assert status == 2
    assert "PORT" in err


def test_projects_of_the_same_name_are_one(call: Call, database: Database, tmp_path: Path) -> None:
    call("migrate")
    with database.writing() as session:
        create_project(session, "Zweites")
    call("import", _write(tmp_path, id="a"), "--project", "Zweites")
    assert call("export", "Zweites/a")[0] == 0
    assert call("export", f"{PROJECT}/a")[0] == 2
