"""The address to join, and what is offered when it means this machine only."""

from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from journeys.routes.workshops import addresses
from tests.routes.client import CheckingClient, words
from tests.routes.workshops.planned import Planned


@pytest.fixture
def reachable(app: Flask) -> None:
    """An app that others reach."""
    app.extensions["settings"] = replace(app.extensions["settings"], public_url="https://reise.example")


@pytest.fixture
def in_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda: ("192.168.178.20", "10.1.2.3"))


@pytest.mark.parametrize(
    ("url", "only_here"),
    [
        ("http://127.0.0.1:5000", True),
        ("http://127.1.2.3", True),
        ("http://localhost:5000", True),
        ("http://amt.localhost", True),
        ("http://[::1]:5000", True),
        ("http://0.0.0.0:5000", True),
        ("", True),
        ("http://192.168.1.2:5000", False),
        ("https://reise.amt.example", False),
        ("http://[fe80::1]:5000", False),
    ],
)
def test_which_addresses_mean_this_machine(url: str, only_here: bool) -> None:
    assert addresses.means_this_machine(url) is only_here


def test_own_addresses_are_of_networks() -> None:
    assert not [one for one in addresses.own_addresses() if one.startswith(("127.", "169.254.", "0."))]


def codes(page: Element) -> list[Element]:
    """The QR codes of a page."""
    return [svg for svg in page.iter() if "qr" in svg.get("class", "").split()]


def prepare(client: CheckingClient, planned: Planned) -> str:
    return words(client.page(f"/workshops/{planned.id}/prepare"))


@pytest.mark.usefixtures("reachable")
def test_an_address_that_works_has_a_qr_code(client: CheckingClient, planned: Planned) -> None:
    page = client.page(f"/workshops/{planned.id}/prepare")
    assert f"https://reise.example/w/{planned.row.code}" in words(page)
    assert len(codes(page)) == 1
    assert "erreicht nur, wer an diesem Rechner sitzt" not in words(page)


@pytest.mark.usefixtures("in_a_network")
def test_one_of_this_machine_only_has_none_and_says_how_to_start(
    client: CheckingClient, planned: Planned
) -> None:
    page = client.page(f"/workshops/{planned.id}/prepare")
    assert codes(page) == []
    text = words(page)
    assert "Diese Adresse erreicht nur, wer an diesem Rechner sitzt" in text
    for own in ("192.168.178.20", "10.1.2.3"):
        assert f"HOST=0.0.0.0 JOURNEYS_PUBLIC_URL=http://{own}:5000 script/server" in text


@pytest.mark.usefixtures("in_a_network")
def test_a_server_that_hears_others_offers_addresses_that_work(
    app: Flask, client: CheckingClient, planned: Planned
) -> None:
    app.extensions["settings"] = replace(
        app.extensions["settings"], host="0.0.0.0", public_url="http://0.0.0.0:5000"
    )
    page = client.page(f"/workshops/{planned.id}/prepare")
    links = {a.get("href") for a in page.iter("a")}
    assert f"http://192.168.178.20:5000/w/{planned.row.code}" in links


def test_without_a_network_it_says_so(
    client: CheckingClient, planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda: ())
    assert "Dieser Rechner ist gerade in keinem Netz." in prepare(client, planned)
