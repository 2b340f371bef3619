"""The cache of pictures: bounded, shared, and silent about what it cannot do."""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

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


def drawn_once(folder: Path) -> bytes:
    """What `render` does with a cache, with a drawing that leaves a line in a file."""
    cache = Cache(folder / "cache", 10_000)
    with cache.turn("a"):
        found = cache.get("a")
        if found is None:
            with (folder / "drawn").open("a") as file:
                file.write("x")
            time.sleep(0.2)
            found = b"picture"
            cache.put("a", found)
    return found


@pytest.mark.parametrize("pool", [ProcessPoolExecutor, ThreadPoolExecutor])
def test_many_who_want_one_new_picture_draw_it_once(pool: Any, tmp_path: Path) -> None:
    with pool(6) as several:
        assert list(several.map(drawn_once, [tmp_path] * 12)) == [b"picture"] * 12
    assert (tmp_path / "drawn").read_text() == "x"


def test_who_waits_too_long_for_a_turn_goes_on_without(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", 10_000)
    with cache.turn("a"), cache.turn("b", 0.1), cache.turn("a", 0.1):
        cache.put("a", b"picture")
    assert cache.get("a") == b"picture"
    with cache.turn("a", 0.1):
        pass


def test_where_nothing_can_be_locked_it_goes_on(tmp_path: Path) -> None:
    (tmp_path / "cache-turns").write_text("a file where the folder should be")
    with Cache(tmp_path / "cache", 10_000).turn("a"):
        pass
