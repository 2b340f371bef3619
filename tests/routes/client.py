"""A test client that checks every page it fetches, so that each route test also tests the style of the house.

A page: valid HTML, its language, one h1 that agrees with the title, forms with action, method and token, a label for
each field, ids that occur once; nothing inline that the Content-Security-Policy forbids, nothing from elsewhere.
"""

import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now

LOADS = {"img": "src", "script": "src", "link": "href", "use": "href", "source": "src", "image": "href"}
SPEAKS_FOR_ITSELF = {"hidden", "submit", "button", "image", "reset"}


class CheckingClient(FlaskClient):
    """Fetches like Flask's client; `page` and `send` say what the answer must be."""

    _kept = ("", "")
    """What the session's tokens are made of, and the token that a page of this session showed."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data:
            check(response)
        return response

    def page(self, address: str, status: int = 200, **more: Any) -> Element:
        """The page at `address`, parsed, after a look at its status."""
        response = self.get(address, **more)
        assert response.status_code == status, f"{address}: {response.status}"
        return parsed(response)

    def part(self, address: str, status: int = 200) -> Element:
        """What HTMX gets at `address`."""
        return self.page(address, status, headers={"HX-Request": "true"})

    def token(self) -> str:
        """A token for forms of this session, as a page with a form handed it out: asked for once in a session."""
        if not self._kept[0] or self._kept[0] != self._secret():
            token = self._handed_out()
            self._kept = (self._secret(), token)
        return self._kept[1]

    def _secret(self) -> str:
        """What the session's tokens are made of; empty before the first one, another one in a new session."""
        with self.session_transaction() as session:
            return str(session.get("csrf_token", ""))

    def _handed_out(self) -> str:
        for address in ("/help", "/sign-in/x"):
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(address).text)
            if found:
                return found[1]
        raise AssertionError("no page shows a form")

    def send(self, address: str, /, part: bool = False, **fields: Any) -> TestResponse:
        """Post a form with a valid token."""
        headers = {"HX-Request": "true"} if part else {}
        return self.post(address, data={"csrf_token": self.token(), **fields}, headers=headers)


def a_browser(app: Flask, address: str = "127.0.0.1") -> CheckingClient:
    """A client of its own, from this address."""
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.environ_base = {**client.environ_base, "REMOTE_ADDR": address}
    return client


def sign_in(client: CheckingClient) -> None:
    """Sign the client in, the way a person does."""
    with client.application.extensions["database"].writing() as session:
        link = make_sign_in_link(session, "", now())
    assert client.send(link).status_code == 303


def parsed(response: TestResponse) -> Element:
    """The answer as a tree; fails where the HTML is not valid."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    whole = response.text.lstrip().lower().startswith("<!doctype")
    tree: Element = parser.parse(response.text) if whole else parser.parseFragment(response.text)
    return tree


def words(element: Element | None) -> str:
    """All text of an element, blanks made single."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def fields_of(page: Element, action: str) -> dict[str, Any]:
    """The form with this action as a browser would send it, all of a name in a list."""
    form = next(f for f in page.iter("form") if f.get("action") == action)
    sent: dict[str, Any] = {}
    for field in form.iter("input"):
        ticked = field.get("type") not in ("radio", "checkbox") or "checked" in field.attrib
        if ticked and field.get("name") not in (None, "csrf_token"):
            sent.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    for area in form.iter("textarea"):
        sent[area.get("name", "")] = [(area.text or "").removeprefix("\n")]
    for select in form.iter("select"):
        chosen = [o.get("value", "") for o in select.iter("option") if "selected" in o.attrib]
        sent.setdefault(select.get("name", ""), []).append(chosen[0] if chosen else "")
    return sent


def check(response: TestResponse) -> None:
    """Fail with the address when the page or part breaks a rule of the house."""
    where, tree = response.request.path, parsed(response)
    faults = [*_of_forms(tree), *_of_safety(tree), *_of_ids(tree)]
    if tree.tag == "html":
        faults += _of_page(tree)
    assert not faults, f"{where}: {'; '.join(faults)}"


def _of_page(tree: Element) -> list[str]:
    faults, headings = [], [words(h) for h in tree.iter("h1")]
    title = words(tree.find("head/title"))
    if len(headings) != 1:
        faults.append(f"{len(headings)} h1")
    elif not title.startswith(headings[0]):
        faults.append(f"title {title!r} does not begin with the heading {headings[0]!r}")
    if tree.get("lang") not in ("de", "en"):
        faults.append("no language")
    return faults


def _of_forms(tree: Element) -> list[str]:
    faults = []
    for form in tree.iter("form"):
        fields = {field.get("name") for field in form.iter("input")}
        if not form.get("action") or form.get("method") not in ("get", "post"):
            faults.append(f"form without action or method: {form.attrib}")
        if form.get("method") == "post" and "csrf_token" not in fields:
            faults.append(f"form without token: {form.get('action')}")
    labelled = {label.get("for") for label in tree.iter("label")}
    for kind in ("input", "select", "textarea"):
        for field in tree.iter(kind):
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            if field.get("type") not in SPEAKS_FOR_ITSELF and not named:
                faults.append(f"field without label: {field.attrib}")
    return faults


def _of_safety(tree: Element) -> list[str]:
    faults = []
    for element in tree.iter():
        tag = str(element.tag).rpartition("}")[2]
        inline = [
            name for name in element.attrib if name == "style" or name.lower().startswith(("on", "hx-on"))
        ]
        if inline or tag == "style" or (tag == "script" and not element.get("src")):
            faults.append(f"inline in <{tag}>: {inline}")
        loaded = urlsplit(element.get(LOADS.get(tag, ""), ""))
        if loaded.scheme not in ("", "data") or loaded.netloc:
            faults.append(f"<{tag}> loads from elsewhere: {loaded.geturl()}")
    return faults


def _of_ids(tree: Element) -> list[str]:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    known = set(ids)
    faults = [f"id {one} occurs twice" for one in known if ids.count(one) > 1]
    for element in tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "for"):
            lost = set((element.get(name) or "").split()) - known
            faults += [f"{name} leads nowhere: {one}" for one in lost]
    return faults
