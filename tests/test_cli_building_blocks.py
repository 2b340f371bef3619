"""What doctor and the start say of an office's own file of building blocks."""

from pathlib import Path

import pytest

from journeys.cli import run


@pytest.fixture(autouse=True)
def somewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An instance of its own, and messages in German."""
    monkeypatch.setenv("JOURNEYS_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("JOURNEYS_DATABASE_URL", raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")


def test_doctor_counts_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "eigene.yaml"
    file.write_text("building_blocks: [{id: eigen, title: Sperrmüll anmelden}]\n", "utf-8")
    monkeypatch.setenv("JOURNEYS_BUILDING_BLOCKS", str(file))
    assert run(["doctor"]) == 0
    assert "Bausteine: 25 Bausteine" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says", "status"),
    [
        (
            "building_blocks: [{id: eigen, title: A, channel: fax}]",
            "building_blocks[0].channel: „fax“ ist hier nicht möglich.",
            1,
        ),
        (None, "Die Datei lässt sich nicht lesen.", 2),
    ],
    ids=["wrong", "missing"],
)
def test_a_file_of_no_use_is_named(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | None,
    says: str,
    status: int,
) -> None:
    file = tmp_path / "eigene.yaml"
    if text is not None:
        file.write_text(text, "utf-8")
    monkeypatch.setenv("JOURNEYS_BUILDING_BLOCKS", str(file))
    for command, wanted in (("doctor", 3), ("serve", status)):
        assert run([command]) == wanted
        said = capsys.readouterr().err
        assert f"JOURNEYS_BUILDING_BLOCKS {file}: " in said and says in said and "Traceback" not in said
