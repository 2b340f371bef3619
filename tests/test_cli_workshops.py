"""`journeys workshop open` as a caller meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from journeys.cli import run
from journeys.database import Database
from journeys.domain.workshops.joining import open_workshop_of
from journeys.domain.writing import to_yaml
from tests.builders import a_document, a_journey, a_step

Call = Callable[..., tuple[int, str, str]]
WOHNGELD = "wohngeld-beantragen"


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command with an instance folder of its own; its status, output and messages."""
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("JOURNEYS_PUBLIC_URL", "https://reise.example")
    monkeypatch.delenv("JOURNEYS_DATABASE_URL", raising=False)

    def called(*arguments: object, lang: str = "de_DE") -> tuple[int, str, str]:
        monkeypatch.setenv("LANG", lang)
        status = run([str(a) for a in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return called


def put(call: Call, folder: Path, *journeys: object, project: str = "Erstes") -> None:
    file = folder / "d.yaml"
    file.write_text(to_yaml(a_document(*journeys, id="neu")))  # type: ignore[arg-type]
    assert call("import", file, "--project", project)[0] == 0


def test_it_opens_a_workshop_and_prints_its_address_alone(call: Call, tmp_path: Path) -> None:
    status, out, err = call("workshop", "open", WOHNGELD)
    assert (status, err) == (0, "")
    address, code = out.strip(), out.strip().rpartition("/")[2]
    assert address == f"https://reise.example/w/{code}" and out == f"{address}\n"
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'journeys.sqlite'}")
    with database.reading() as session:
        workshop = open_workshop_of(session, code)
    assert workshop is not None
    assert (workshop.state, workshop.pace, workshop.template) == ("open", "own", "self_paced")
    assert call("workshop", "open", WOHNGELD)[1] != out


def test_an_address_of_this_machine_only_is_said_to_be_one(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOURNEYS_PUBLIC_URL")
    status, out, err = call("workshop", "open", WOHNGELD, lang="en_GB")
    assert status == 0 and out.startswith("http://127.0.0.1:5000/w/")
    assert "This address reaches only who sits at this machine." in err


def test_nothing_to_open_names_what_there_is(call: Call) -> None:
    status, out, err = call("workshop", "open", "nix")
    assert (status, out) == (2, "")
    assert "„nix“ gibt es nicht" in err and WOHNGELD in err


def test_several_projects_have_it(call: Call, tmp_path: Path) -> None:
    for project in ("Erstes", "Zweites"):
        put(call, tmp_path, a_journey((a_step("S1", "Alt"),)), project=project)
    status, out, err = call("workshop", "open", "neu", lang="en_GB")
    assert (status, out) == (2, "")
    assert "Several projects" in err and "Erstes/neu" in err and "Zweites/neu" in err
    assert call("workshop", "open", "Zweites/neu")[0] == 0


def test_a_service_without_steps_has_nothing_to_ask_about(call: Call, tmp_path: Path) -> None:
    put(call, tmp_path, a_journey(()))
    status, out, err = call("workshop", "open", "neu")
    assert (status, out) == (1, "")
    assert "Diese Leistung hat noch keine Schritte." in err
    assert "no steps yet" in call("workshop", "open", "neu", lang="en_GB")[2]


def test_a_wrong_call_is_told(call: Call) -> None:
    assert call("workshop", "close", WOHNGELD)[0] == 2
    assert call("workshop", "open")[0] == 2
