"""A feed as a reader of feeds understands it."""

from datetime import UTC, datetime, timedelta

import atoma
from hypothesis import given
from hypothesis import strategies as st

from journeys.render.atom import Entry, Feed, written
from tests.databases import examples

MADE = datetime(2026, 11, 2, 9, tzinfo=UTC)
FEED = Feed(
    "https://amt.example/p", "https://amt.example/f", "https://amt.example/p", "Neu in „A & B“", "de", MADE
)
titles = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), min_size=1
)


def test_an_empty_feed_is_one_and_says_since_when() -> None:
    read = atoma.parse_atom_bytes(written(FEED, []))
    assert (read.title.value, read.updated, read.entries) == ("Neu in „A & B“", MADE, [])
    assert {(link.rel, link.href) for link in read.links} == {("self", FEED.own), ("alternate", FEED.page)}


@examples(60)
@given(st.lists(titles, min_size=1, max_size=5))
def test_a_reader_finds_every_entry_as_it_was_written(said: list[str]) -> None:
    entries = [
        Entry(
            f"https://amt.example/e/{n}",
            f"https://amt.example/versions/{n}?show=all&x=1#t",
            text,
            MADE + timedelta(n),
        )
        for n, text in enumerate(said)
    ]
    read = atoma.parse_atom_bytes(written(FEED, entries))
    found = [(e.id_, e.links[0].href, e.title.value.strip(), e.updated) for e in read.entries]
    assert found == [(e.id, e.address, e.title.strip(), e.at) for e in entries]
    assert read.updated == entries[-1].at
