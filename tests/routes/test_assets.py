"""Assets: the address changes with the content, browsers keep them, and their weight stays small."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

from journeys.routes.assets import Assets
from tests.routes.client import CheckingClient


def addresses(client: CheckingClient) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"#]+)"', client.get("/help").text)


def test_every_asset_of_a_page_is_there_and_kept(client: CheckingClient) -> None:
    found = addresses(client)
    assert len(found) >= 6
    for address in found:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_address_from_before_an_update_gets_the_file_but_may_not_keep_it(client: CheckingClient) -> None:
    response = client.get("/static/0123456789abcdef/css/app.css")
    assert response.status_code == 200 and response.headers["Cache-Control"] == "no-cache"


def test_what_compresses_comes_compressed(anonymous: CheckingClient) -> None:
    address = "/static/x/css/app.css"
    packed = anonymous.get(address, headers={"Accept-Encoding": "gzip"})
    plain = anonymous.get(address)
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


HIDDEN = ["../pyproject.toml", "%2e%2e/pyproject.toml", "vendor/arimo/Arimo-Bold.ttf", "nothing.css"]


@pytest.mark.parametrize("name", HIDDEN)
def test_nothing_else_is_served(anonymous: CheckingClient, name: str) -> None:
    assert anonymous.get(f"/static/x/{name}").status_code == 404


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { color: red }")
    before = Assets(tmp_path).digest
    assert Assets(tmp_path).digest == before
    (tmp_path / "a.css").write_text("a { color: blue }")
    assert Assets(tmp_path).digest != before


def test_style_sheets_find_their_files(app: Flask, anonymous: CheckingClient) -> None:
    styles = anonymous.get("/static/x/css/app.css").text
    fonts = re.findall(r'url\("\.\./([^"]+)"\)', styles)
    assert len(fonts) == 2
    assert all(anonymous.get(f"/static/x/{font}").status_code == 200 for font in fonts)


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    root = Path(__file__).parents[2]
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', (root / "static/img/icons.svg").read_text()))
    texts = "".join(f.read_text() for f in (root / "templates").rglob("*.html"))
    named = set(re.findall(r'(?:icon|sign)\("([a-z]+)"\)|icon="([a-z]+)"', texts))
    assert {name for pair in named for name in pair if name} <= drawn


def test_the_shell_is_light(client: CheckingClient) -> None:
    """The frame of every page, fonts counted, leaves room for a service page within 120 kB."""
    sizes = {a: len(client.get(a, headers={"Accept-Encoding": "gzip"}).data) for a in set(addresses(client))}
    bold = len(client.get("/static/x/vendor/fira-sans/fira-sans-600.woff2").data)
    assert sum(sizes.values()) + bold < 112_000, sizes
