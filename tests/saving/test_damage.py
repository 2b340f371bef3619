"""A backup that is damaged, forged or none at all is refused, and what runs stays as it is."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table

from journeys.database import Database
from journeys.domain.findings import Refused
from journeys.domain.projects import create_project
from journeys.saving import archive
from journeys.saving.archive import open_archive
from journeys.saving.lines import NoRow, from_line
from journeys.saving.manifest import DAMAGED, NEWER, NO_BACKUP
from journeys.saving.scratch import scratch
from journeys.settings import Limit
from tests.saving.files import bring_back, contents, forged, members_of, saved, seal, sealed


@pytest.fixture
def file(sqlite: Database, tmp_path: Path) -> Path:
    """A backup of a little, and something that came after it."""
    with sqlite.writing() as session:
        create_project(session, "Gesichert", "Mit „Ä“")
    made = saved(sqlite, tmp_path)
    with sqlite.writing() as session:
        create_project(session, "Seither")
    return made


def refused(database: Database, file: Path) -> str:
    """Why it is refused; the database is as it was."""
    before = contents(database)
    with pytest.raises(Refused) as caught:
        bring_back(database, file)
    assert contents(database) == before
    (finding,) = caught.value.findings
    return finding.text.en


def is_refused_at_once(file: Path) -> bool:
    try:
        with file.open("rb") as opened, open_archive(opened):
            return False
    except Refused:
        return True


def tries(count: int) -> settings:
    fine = (HealthCheck.function_scoped_fixture,)
    return settings(max_examples=count, deadline=None, derandomize=True, suppress_health_check=fine)


def any_changed_byte_is_seen(file: Path, count: int) -> None:
    whole, other = file.read_bytes(), file.with_name("changed.zip")

    @tries(count)
    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    @example(0, 1)
    @example(len(whole) - 1, 32)
    def change(place: int, by: int) -> None:
        other.write_bytes(whole[:place] + bytes([whole[place] ^ by]) + whole[place + 1 :])
        assert is_refused_at_once(other)

    change()


def test_any_changed_byte_is_seen(file: Path) -> None:
    any_changed_byte_is_seen(file, 200)


@pytest.mark.full
def test_every_changed_byte_is_seen(file: Path) -> None:
    whole, other = bytearray(file.read_bytes()), file.with_name("changed.zip")
    for place in range(len(whole)):
        whole[place] ^= 1
        other.write_bytes(whole)
        assert is_refused_at_once(other), place
        whole[place] ^= 1


@tries(100)
@given(data=st.data())
def test_what_is_cut_or_longer_is_refused(file: Path, data: st.DataObject) -> None:
    whole, other = file.read_bytes(), file.with_name("cut.zip")
    end = data.draw(st.integers(0, len(whole) - 1))
    other.write_bytes(whole[:end] if data.draw(st.booleans()) else whole + whole[end:])
    assert is_refused_at_once(other)


@tries(100)
@given(st.binary(max_size=3000), st.booleans())
def test_what_is_no_backup_is_refused(tmp_path: Path, garbage: bytes, has_seal: bool) -> None:
    file = tmp_path / "garbage"
    start = b"PK\x05\x06" + garbage + (64).to_bytes(2, "little") + b"0" * 64
    if has_seal:
        seal(file, start)
    else:
        file.write_bytes(garbage)
    assert is_refused_at_once(file)


def test_a_damaged_copy_leaves_everything(sqlite: Database, file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 255
    file.write_bytes(whole)
    assert refused(sqlite, file) == DAMAGED.en


def test_no_backup_and_a_newer_one_are_told_apart(sqlite: Database, file: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Sehr geehrte Damen und Herren " * 40)
    assert refused(sqlite, letter) == NO_BACKUP.en
    assert refused(sqlite, sealed(tmp_path / "other.zip", {"photo.jpg": b"1"})) == NO_BACKUP.en
    members = members_of(file)
    for change in ({"version": 2}, {"revision": "9999"}):
        said = {**json.loads(members["manifest.json"]), **change}
        later = sealed(tmp_path / "later.zip", {**members, "manifest.json": json.dumps(said).encode()})
        assert refused(sqlite, later) == NEWER.en


ROW = b'{"id":9,"name":"X","description":"","revision":1,"created_at":"2026-01-01T00:00:00+00:00",'
GOOD = ROW + b'"archived_at":null,"retention_months":12}\n'
LINES = {
    "no json": b"{id:9}\n",
    "an empty line": b"\n",
    "no object": b"[1]\n",
    "a column less": ROW + b'"archived_at":null}\n',
    "a column more": GOOD.replace(b"}", b',"is_admin":true}'),
    "a name twice": GOOD.replace(b"}", b',"id":10}'),
    "a text for a number": GOOD.replace(b":12", b':"12"'),
    "a truth for a number": GOOD.replace(b":12", b":true"),
    "half a number": GOOD.replace(b":12", b":12.5"),
    "a number beyond": GOOD.replace(b":12", b":99999999999999999999"),
    "no number": GOOD.replace(b":12", b":NaN"),
    "a number for a text": GOOD.replace(b'"X"', b"1"),
    "half a character": GOOD.replace(b"X", b"\\ud800"),
    "bytes that are no text": GOOD.replace(b"X", b"\xff"),
    "no moment": GOOD.replace(b"2026-01-01T", b"2026-13-01T"),
    "a moment without zone": GOOD.replace(b"+00:00", b""),
    "a moment before all": GOOD.replace(b"2026-01-01T00:00:00+00:00", b"0001-01-01T00:00:00+14:00"),
    "nested without end": b"[" * 200_000 + b"\n",
}
AGAINST_RULES = {
    "no row at all": LINES["no json"],
    "no end of the line": GOOD[:-1],
    "nothing where something must be": GOOD.replace(b'"X"', b"null"),
    "a name that is taken": GOOD.replace(b'"X"', b'"Gesichert"'),
    "a number that is taken": GOOD.replace(b'"id":9', b'"id":1'),
}


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    with scratch() as shape:
        return {table.name: table for table in shape.upgrade()}


@pytest.fixture(scope="module")
def table(tables: dict[str, Table]) -> Table:
    return tables["project"]


@pytest.mark.parametrize("value", [b"5", b'"5"', b"true", b'["\\ud800"]', b'{"\\ud800":1}', b"[NaN]", b"[1"])
def test_what_is_neither_list_nor_object_is_seen(tables: dict[str, Table], value: bytes) -> None:
    line = b'{"id":1,"participant_id":1,"step_id":1,"position":0,"done":%s}'
    assert from_line(tables["turn"], line % b'["need"]')["done"] == ["need"]
    with pytest.raises(NoRow):
        from_line(tables["turn"], line % value)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_that_is_no_row_is_seen(table: Table, line: bytes) -> None:
    with pytest.raises(NoRow):
        from_line(table, line)


@pytest.mark.parametrize("line", AGAINST_RULES.values(), ids=AGAINST_RULES)
def test_a_row_that_is_none_is_refused_even_with_a_right_seal(
    sqlite: Database, file: Path, line: bytes
) -> None:
    assert refused(sqlite, forged(file, "project", lambda lines: lines + line))


def test_a_good_line_with_a_right_seal_is_taken(sqlite: Database, file: Path) -> None:
    """Else the test above would show nothing."""
    bring_back(sqlite, forged(file, "project", lambda lines: lines + GOOD))
    assert [row for row in contents(sqlite)["project"] if "'X'" in row]


def test_rows_that_refer_to_nothing_are_refused(sqlite: Database, file: Path) -> None:
    line = b'{"id":1,"project_id":77,"person_id":88,"role":"review","from_groups":false}\n'
    assert "missing" in refused(sqlite, forged(file, "membership", lambda lines: lines + line))


def without_a_member(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [pair for pair in members.items() if pair[0] != "note.jsonl"]


def with_a_path(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [*members.items(), ("../../etc/passwd", b"root")]


def with_a_member_twice(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [*members.items(), ("project.jsonl", members["project.jsonl"])]


def with_another_count(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    said = json.loads(members["manifest.json"])
    said["tables"]["project"]["rows"] += 1
    return [*{**members, "manifest.json": json.dumps(said).encode()}.items()]


def with_another_line(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [
        *{**members, "project.jsonl": members["project.jsonl"].replace(b"Gesichert", b"gesichert")}.items()
    ]


def with_a_table_that_nobody_knows(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    said = json.loads(members["manifest.json"])
    said["tables"]["secrets"] = said["tables"]["note"]
    return [*{**members, "manifest.json": json.dumps(said).encode(), "secrets.jsonl": b""}.items()]


def with_a_huge_manifest(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [*{**members, "manifest.json": members["manifest.json"] + b" " * archive.MANIFEST_BYTES}.items()]


def with_many_members(members: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [*members.items(), *((f"{n}.jsonl", b"") for n in range(archive.MEMBERS))]


FORGERIES = [
    without_a_member,
    with_a_path,
    with_another_count,
    with_another_line,
    with_a_table_that_nobody_knows,
    with_a_huge_manifest,
    with_many_members,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forgery_is_refused_even_with_a_right_seal(
    sqlite: Database, file: Path, forge: Callable[[dict[str, bytes]], list[tuple[str, bytes]]]
) -> None:
    assert refused(sqlite, sealed(file.with_name("forged.zip"), forge(members_of(file)))) == DAMAGED.en


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice_is_refused(sqlite: Database, file: Path) -> None:
    twice = sealed(file.with_name("forged.zip"), with_a_member_twice(members_of(file)))
    assert refused(sqlite, twice) == DAMAGED.en


def test_a_list_of_members_that_stands_elsewhere_is_refused(sqlite: Database, file: Path) -> None:
    """A ZIP for more than 4 GiB has its numbers in another place: there they could be any."""
    whole, end = file.read_bytes(), archive.END.size + archive.SEAL
    locator = b"PK\x06\x07" + bytes(16)
    assert refused(sqlite, seal(file, whole[:-end] + locator + whole[-end:])) == DAMAGED.en


def test_a_backup_beyond_the_bounds_is_refused_and_not_made(
    sqlite: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked = sum(len(content) for content in members_of(file).values())
    monkeypatch.setattr(archive, "BACKUP_BYTES", Limit(unpacked, ""))
    with file.open("rb") as opened, open_archive(opened):
        pass
    monkeypatch.setattr(archive, "BACKUP_BYTES", Limit(unpacked - 1, ""))
    assert "larger" in refused(sqlite, file)
    with pytest.raises(Refused, match="larger"):
        saved(sqlite, file.parent, "second.zip")
    assert sorted(f.name for f in file.parent.iterdir() if f.suffix == ".zip") == ["a.zip"]


def test_a_line_beyond_the_bound_is_refused_before_it_is_in_memory(
    sqlite: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "BACKUP_LINE_BYTES", Limit(3 * archive.PIECE, ""))
    long = forged(file, "project", lambda lines: lines + b" " * 5 * archive.PIECE + GOOD)
    assert refused(sqlite, long) == DAMAGED.en


def test_a_member_that_is_packed_or_locked_in_another_way_is_refused(sqlite: Database, file: Path) -> None:
    other = file.with_name("forged.zip")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_LZMA) as made:
        for name, content in members_of(file).items():
            made.writestr(name, content)
        made.comment = b"0" * 64
    assert refused(sqlite, seal(other, other.read_bytes())) == DAMAGED.en
    whole = bytearray(sealed(other, members_of(file)).read_bytes())
    entry = whole.index(b"PK\x01\x02")
    whole[entry + 8] |= 1
    assert refused(sqlite, seal(other, bytes(whole))) == DAMAGED.en


def test_what_postgresql_does_not_take_leaves_everything(postgres: Database, file: Path) -> None:
    """SQLite, where it is tried first, takes more than PostgreSQL does."""
    for line in (GOOD.replace(b":12", b":9999999999"), GOOD.replace(b"X", b"a\\u0000b")):
        assert "does not take" in refused(
            postgres, forged(file, "project", lambda lines, line=line: lines + line)
        )
