"""Help pages, and the cleaning of what people write."""

from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.routes.help import pages
from journeys.routes.prose import SCHEMES, TAGS, prose
from tests.routes.client import CheckingClient, words


def test_help_starts_with_the_first_steps(client: CheckingClient) -> None:
    assert "Erste Schritte" in words(client.page("/help").find("body//h1"))


@pytest.mark.parametrize("name", sorted(pages()))
def test_every_help_page_opens_with_headings_in_order(client: CheckingClient, name: str) -> None:
    page = client.page(f"/help/{name}", follow_redirects=True)
    levels = [int(e.tag[1]) for e in page.iter() if str(e.tag) in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))


@pytest.mark.parametrize("name", ["nothing", "..%2fstart", "start.md"])
def test_no_other_page(client: CheckingClient, name: str) -> None:
    client.page(f"/help/{name}", 404)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Titel", "<h2>Titel</h2>"),
        ("<p class='table-frame' tabindex='1'>x</p>", "<p>x</p>"),
        ("## Unter", "<h3>Unter</h3>"),
        ("gut<script>alert(1)</script>", "<p>gut</p>"),
        ("![Bild](http://x.example/a.png)", "<p></p>"),
        ("<h1>laut</h1>", "laut"),
        ("<p style='color:red' onclick='x()' id='main' class='a'>gut</p>", "<p>gut</p>"),
        ("[x](javascript:alert(1))", '<p><a rel="noopener noreferrer">x</a></p>'),
        ("[x](/help)", '<p><a href="/help" rel="noopener noreferrer">x</a></p>'),
        ("[x](mailto:a@b.example)", '<p><a href="mailto:a@b.example" rel="noopener noreferrer">x</a></p>'),
        ("<iframe src='/'></iframe><form action='/x'>y</form>", "y"),
    ],
)
def test_what_people_write_comes_out_clean(text: str, html: str) -> None:
    assert prose(text).strip() == html


BITS = [
    "<",
    ">",
    "script",
    "<b",
    " onclick=x ",
    "[a](",
    "javascript:",
    "](x)",
    "`",
    "#",
    "<svg>",
    "&lt;",
    '"',
]


@given(st.lists(st.sampled_from(BITS) | st.text(max_size=5), max_size=15).map("".join))
def test_nothing_but_the_listed_tags_ever_comes_out(text: str) -> None:
    body = html5lib.parse(prose(text), namespaceHTMLElements=False).find("body")
    for element in list(body.iter())[1:]:
        if element.attrib == {"class": "table-frame", "tabindex": "0"}:
            continue
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "title", "rel", "start"}
        assert urlsplit(element.get("href", "")).scheme in ("", *SCHEMES)
