"""The cache of pictures: bounded, shared, and silent about what it cannot do."""

import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from journeys.render.cache import Cache

SEAL = 32


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def test_what_is_put_is_got_and_nothing_else(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 10_000)
    assert cache.get("a") is None
    cache.put("a", b"picture")
    cache.put("a", b"newer")
    assert (cache.get("a"), cache.get("b")) == (b"newer", None)
    assert Cache(tmp_path / "cache", 10_000).get("a") == b"newer"


def test_any_key_is_a_plain_file_in_the_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 10_000)
    for key in ("../x", "/etc/passwd", "", "ä\n", "x" * 9_000):
        cache.put(key, b"picture")
        assert cache.get(key) == b"picture"
    assert len(files(tmp_path / "cache")) == 5
    assert files(tmp_path) == [tmp_path / "cache"]


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "lengthened"])
def test_a_damaged_entry_is_no_entry(damage: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path, 10_000)
    cache.put("a", b"picture")
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(
        {"cut": whole[:-1], "changed": whole[:-1] + b"X", "emptied": b"", "lengthened": whole + b"!"}[damage]
    )
    assert cache.get("a") is None
    cache.put("a", b"again")
    assert cache.get("a") == b"again"


def test_it_never_holds_more_than_its_bytes_and_the_longest_unused_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 3 * (100 + SEAL))
    for n, key in enumerate("abc"):
        cache.put(key, key.encode() * 100)
        os.utime(max(files(tmp_path), key=lambda f: f.stat().st_mtime), (n, n))
    assert cache.get("a")
    cache.put("d", b"d" * 100)
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]
    assert sum(f.stat().st_size for f in files(tmp_path)) <= 3 * (100 + SEAL)


def test_what_is_larger_than_all_of_it_is_not_kept_and_drives_nothing_out(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 1_000)
    cache.put("a", b"small")
    cache.put("b", b"x" * 2_000)
    assert (cache.get("a"), cache.get("b")) == (b"small", None)


def test_clear_forgets_everything(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 1_000)
    cache.put("a", b"name of a person")
    cache.clear()
    assert files(tmp_path) == []
    assert cache.get("a") is None


def test_half_written_files_of_a_killed_process_go_in_time(tmp_path: Path) -> None:
    old, young = tmp_path / "old.part", tmp_path / "young.part"
    old.write_bytes(b"x")
    young.write_bytes(b"x")
    os.utime(old, (0, 0))
    Cache(tmp_path, 1_000).put("a", b"b")
    assert young.exists() and not old.exists()


def test_a_folder_that_cannot_be_written_costs_the_cache_and_not_the_picture(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file", 1_000)
    cache.put("a", b"b")
    assert cache.get("a") is None


def work(folder: str) -> int:
    """Put and get over each other; counts answers that nobody put."""
    cache = Cache(Path(folder), 20 * (500 + SEAL))
    wrong = 0
    for n in range(200):
        key = str(n % 40)
        cache.put(key, key.encode() * 200)
        wrong += (cache.get(key) or key.encode() * 200) != key.encode() * 200
    return wrong


def test_processes_and_threads_share_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as processes, ThreadPoolExecutor(2) as threads:
        results = [*processes.map(work, [str(tmp_path)] * 2), *threads.map(work, [str(tmp_path)] * 2)]
    assert results == [0, 0, 0, 0]
    assert all(f.suffix != ".part" for f in files(tmp_path))
