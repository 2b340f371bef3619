"""Who asks, when proxies stand in front: believed from those that are named, from nobody else."""

from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from journeys import create_app
from journeys.proxies import TrustedProxies
from journeys.settings import Settings

TRUSTED = "127.0.0.1, 10.0.0.0/8, ::1, 2001:db8:1::/48"


def seen(peer: str, trusted: str = TRUSTED, **headers: str) -> dict[str, Any]:
    """What the app sees of a request that came from this peer."""
    found: dict[str, Any] = {}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        found.update(environ)
        start_response("200 OK", [])
        return []

    networks = Settings.from_environment({"JOURNEYS_TRUSTED_PROXIES": trusted}).trusted_proxies
    environ = EnvironBuilder(
        base_url="http://inside:5000", environ_overrides={"REMOTE_ADDR": peer}
    ).get_environ()
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    run_wsgi_app(TrustedProxies(app, networks), {**environ, **named})
    return found


def client(peer: str, chain: str, trusted: str = TRUSTED) -> str:
    return str(seen(peer, trusted, x_forwarded_for=chain)["REMOTE_ADDR"])


FORGED = {
    "x_forwarded_for": "198.51.100.7",
    "x_forwarded_proto": "https",
    "x_forwarded_host": "evil.example",
    "forwarded": "for=198.51.100.7;host=evil.example;proto=https",
    "x_real_ip": "198.51.100.7",
    "x_forwarded_port": "444",
    "x_forwarded_prefix": "/evil",
}


@pytest.mark.parametrize("trusted", ["", TRUSTED])
@pytest.mark.parametrize("peer", ["203.0.113.9", "11.0.0.1", "2001:db8:2::1", "", "unix:"])
def test_whoever_is_no_proxy_changes_nothing(peer: str, trusted: str) -> None:
    with_them, without = seen(peer, trusted, **FORGED), seen(peer, trusted)
    for found in (with_them, without):
        del found["wsgi.input"]  # another one for each request
    assert with_them == without


def test_without_the_setting_not_even_this_machine_is_believed() -> None:
    assert client("127.0.0.1", "203.0.113.9", trusted="") == "127.0.0.1"


@pytest.mark.parametrize(
    ("chain", "who"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.7, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1, 10.1.1.1, 203.0.113.9, 10.2.2.2", "203.0.113.9"),
        ("203.0.113.9, 10.1.1.1, 10.2.2.2", "203.0.113.9"),
        ("10.3.3.3, 10.2.2.2", "10.3.3.3"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("2001:db8:9::1", "2001:db8:9::1"),
        ("[2001:db8:9::1]:4711, 2001:db8:1::5", "2001:db8:9::1"),
        ("2001:DB8:9:0:0::1", "2001:db8:9::1"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("::ffff:10.1.1.1", "10.1.1.1"),
        ("198.51.100.7, unknown, 10.2.2.2", "10.2.2.2"),
        ("198.51.100.7, unknown", "127.0.0.1"),
        ("", "127.0.0.1"),
        (",,,", "127.0.0.1"),
        ("203.0.113.9,", "127.0.0.1"),
        ("203.0.113.9:port", "127.0.0.1"),
        ("[203.0.113.9", "127.0.0.1"),
        ("203.0.113.999", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
    ],
)
def test_the_chain_is_walked_from_the_right(chain: str, who: str) -> None:
    assert client("127.0.0.1", chain) == who
    assert client("::ffff:127.0.0.1", chain) == who


def test_a_proxy_of_ipv6_is_believed() -> None:
    assert client("2001:db8:1::7", "2001:db8:9::1") == "2001:db8:9::1"
    assert client("2001:db8:7::7", "2001:db8:9::1") == "2001:db8:7::7"


def test_scheme_and_host_are_those_of_the_outside() -> None:
    found = seen("10.0.0.1", x_forwarded_proto="https", x_forwarded_host="reise.example:8443")
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("https", "reise.example:8443")
    found = seen("10.0.0.1", x_forwarded_proto="http, https", x_forwarded_host="evil.example, [2001:db8::1]")
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("https", "[2001:db8::1]")


@pytest.mark.parametrize(
    "host", ["", "a b", "a/b", "a\r\nb", "a@b", "ä.example", "-a", "a:port", "a" * 300, "a:1:2"]
)
@pytest.mark.parametrize("scheme", ["", "ftp", "javascript", "HTTPS "])
def test_no_host_and_no_scheme_leave_what_was(host: str, scheme: str) -> None:
    found = seen("10.0.0.1", x_forwarded_proto=scheme, x_forwarded_host=host)
    assert (found["wsgi.url_scheme"], found["HTTP_HOST"]) == ("http", "inside:5000")


PARTS = st.one_of(
    st.ip_addresses().map(str),
    st.sampled_from(
        ["10.0.0.1", "127.0.0.1", "::1", "unknown", "_hidden", "", "%", "::ffff:10.0.0.1", "fe80::1%e"]
    ),
    st.text(st.characters(max_codepoint=255), max_size=30),
)


@given(st.ip_addresses().map(str) | st.just("127.0.0.1"), st.lists(PARTS, max_size=60).map(",".join))
@example("127.0.0.1", "10.0.0.1," * 3000)
def test_garbage_never_makes_an_address_that_nobody_named(peer: str, chain: str) -> None:
    found = ip_address(client(peer, chain))
    trusted = [ip_network(name.strip()) for name in TRUSTED.split(",")]
    is_trusted = any(ip_address(peer) in network for network in trusted)
    named = {part.strip().casefold() for part in chain.split(",")}
    assert found == ip_address(peer) or (is_trusted and any(_means(part, found) for part in named))


def _means(part: str, found: Any) -> bool:
    from journeys.proxies import parsed

    return parsed(part) == found


@given(st.text(st.characters(max_codepoint=255), max_size=300), st.text(max_size=40))
def test_garbage_never_makes_a_host(host: str, scheme: str) -> None:
    found = seen("10.0.0.1", x_forwarded_proto=scheme, x_forwarded_host=host)
    assert found["wsgi.url_scheme"] in ("http", "https")
    assert not set(found["HTTP_HOST"]) & set(" /\\@?#\r\n\t<>\"'")


@pytest.mark.parametrize("value", ["nginx", "10.0.0.0/33", "10.0.0.1 10.0.0.2", "10.0.0.1;::1", "*"])
def test_a_wrong_setting_is_told_in_a_sentence(value: str) -> None:
    with pytest.raises(ValueError, match="JOURNEYS_TRUSTED_PROXIES must hold addresses or networks"):
        Settings.from_environment({"JOURNEYS_TRUSTED_PROXIES": value})


def test_a_setting_with_blanks_and_an_end_is_fine() -> None:
    named = Settings.from_environment({"JOURNEYS_TRUSTED_PROXIES": " 127.0.0.1 ,10.1.2.3/8,, ::1 , "})
    assert named.trusted_proxies == tuple(map(ip_network, ("127.0.0.1/32", "10.0.0.0/8", "::1/128")))


def a_whole_app(tmp_path: Path, trusted: str) -> Flask:
    environ = {"JOURNEYS_INSTANCE": str(tmp_path), "JOURNEYS_TRUSTED_PROXIES": trusted}
    app = create_app(Settings.from_environment({**environ, "JOURNEYS_PUBLIC_URL": "https://reise.example"}))
    view = app.view_functions["health.lives"]

    def lives() -> str:
        return f"{request.remote_addr} {request.url}"

    lives.action = view.action  # type: ignore[attr-defined]
    app.view_functions["health.lives"] = lives
    return app


@pytest.mark.parametrize(
    ("trusted", "answer"),
    [
        ("", "127.0.0.1 http://localhost/healthz"),
        ("127.0.0.1", "203.0.113.9 https://reise.example/healthz"),
    ],
)
def test_the_app_stands_behind_them(tmp_path: Path, trusted: str, answer: str) -> None:
    headers = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "reise.example",
    }
    assert a_whole_app(tmp_path, trusted).test_client().get("/healthz", headers=headers).text == answer
