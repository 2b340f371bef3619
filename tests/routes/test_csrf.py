"""Every request that changes something carries a token of the session it comes from, HTMX's requests too."""

import pytest
from flask import Flask

from tests.routes.cast import Cast
from tests.routes.test_access import addresses, behind_the_guard

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ALLOWED = ("moderation", "administrator", "participant", "nobody")
"""Between them they may do everything."""


@pytest.mark.own_app
def test_without_a_token_of_ones_own_nothing_unsafe_is_reached(app: Flask) -> None:
    cast, reached, tried = Cast(app), set[str](), set[str]()
    clients = {name: cast.client(name) for name in ALLOWED}
    tokens = {name: client.token() for name, client in clients.items()}
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = behind_the_guard(endpoint, view, reached)
    unsafe = [
        a
        for a in addresses(app, {**cast.here.numbers, "code": cast.here.code, "share": cast.here.share})
        if a[1] in UNSAFE
    ]
    for name, client in clients.items():
        other = tokens["nobody" if name != "nobody" else "moderation"]
        for endpoint, method, path in unsafe:
            client.open(path, method=method, data={"csrf_token": tokens[name]})
            if endpoint not in reached:
                continue  # not theirs
            reached.clear()
            tried.add(endpoint)
            for data, headers in (
                ({}, {}),
                ({}, {"HX-Request": "true"}),
                ({"csrf_token": other}, {}),
                ({"csrf_token": ""}, {"X-CSRFToken": other, "HX-Request": "true"}),
            ):
                assert client.open(path, method=method, data=data, headers=headers).status_code == 400, path
            assert not reached, path
            client.open(path, method=method, headers={"X-CSRFToken": tokens[name]})
            assert reached == {endpoint}
            reached.clear()
    assert tried == {endpoint for endpoint, _, _ in unsafe}
