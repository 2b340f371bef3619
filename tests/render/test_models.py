"""The layout is what it was when somebody looked at it: compared as a model, thing by thing, and never by pixel."""

import json

import pytest

from tests.render.kept import CASES, FOLDER, model

CASES_AND_KEPT = sorted(CASES)


@pytest.mark.parametrize("name", CASES_AND_KEPT)
def test_the_layout_is_as_it_was_kept(name: str) -> None:
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    now = json.loads(model(name))
    difference = [
        (part, was, is_)
        for part in kept.keys() | now.keys()
        for was, is_ in [({*map(str, kept.get(part, []))}, {*map(str, now.get(part, []))})]
        if was != is_
    ]
    told = "\n".join(
        f"{part}: - {sorted(was - is_)[:3]} + {sorted(is_ - was)[:3]}" for part, was, is_ in difference
    )
    assert not told, f"{told}\nIf that is meant, look at the pictures and run script/renew_models.py"


def test_nothing_is_kept_that_no_case_makes_and_all_of_it_can_be_read() -> None:
    files = sorted(FOLDER.glob("*.json"))
    assert [file.stem for file in files] == CASES_AND_KEPT
    assert all(len(file.read_text(encoding="utf-8").splitlines()) < 130 for file in files)
