"""What people without an account see by a share link: a version and nothing else, until the link ends."""

from typing import Any

from flask import Flask
from sqlmodel import select

from journeys.domain.review.tables import Comment, ShareLink
from journeys.settings import COMMENTS_BY_LINK
from tests.routes.client import CheckingClient, a_browser, fields_of, parsed, words
from tests.routes.review.meeting import Meeting


def test_a_link_is_made_shown_once_and_ended(meeting: Meeting, app: Flask) -> None:
    ada = meeting.clients["Ada"]
    links = f"/services/{meeting.service}/links"
    typed = {
        "name": "Dezernat",
        "version": "",
        "may_comment": "",
        "days": "7",
        "password": "",
        "embedded_in": "",
    }
    answer = ada.send(links, **typed)
    address = words(next(code for code in parsed(answer).iter("code") if code.get("id") == "address"))
    path = "/" + address.split("/", 3)[3]
    guest = a_browser(app)
    page = guest.page(path)
    assert "Wohngeld beantragen" in words(page) and "Stand 1: Erster" in words(page)
    assert (
        answer.headers["Cache-Control"] == "no-store" and path.rpartition("/")[2] not in ada.get(links).text
    )
    assert "1-mal geöffnet" in words(ada.page(links))
    with meeting.database.reading() as session:
        link = session.exec(select(ShareLink)).one()
    ada.send(f"/links/{link.id}/revoke")
    gone = guest.get(path)
    assert gone.status_code == 404 and "Dieser Link gilt nicht oder nicht mehr." in gone.text


def test_from_there_is_no_way_to_anything_else(meeting: Meeting, app: Flask) -> None:
    """No address on the page leads to the project, and those that are guessed answer 404."""
    guest = a_browser(app)
    path = f"/s/{meeting.link(may_comment='yes')}"
    page = guest.page(path)
    ways = {a.get("href", "").split("?")[0].split("#")[0] for a in page.iter("a")}
    ways |= {f.get("action", "") for f in page.iter("form")}
    assert {way for way in ways if way and not way.startswith(path)} <= {"/privacy", "/language"}
    for address in (
        f"/services/{meeting.service}",
        f"/versions/{meeting.version}",
        f"/projects/{meeting.project}",
        f"/services/{meeting.service}.yaml",
        f"/services/{meeting.service}/versions",
        f"/versions/{meeting.version}/live",
    ):
        assert guest.get(address).status_code == 404, address
    assert guest.get(f"{path}/X/map.svg").status_code == 404
    assert guest.get(f"{path}/J1/map.svg").status_code == 200


def test_always_the_latest_or_one_version(meeting: Meeting, app: Flask) -> None:
    guest = a_browser(app)
    fixed, latest = meeting.link(version="1"), meeting.link()
    meeting.write("A", title="Neuer Titel")
    assert "Neuer Titel" not in words(guest.page(f"/s/{latest}")), "what is not kept is not shared"
    meeting.freeze("Zweiter")
    assert "Neuer Titel" in words(guest.page(f"/s/{latest}"))
    assert "Neuer Titel" not in words(guest.page(f"/s/{fixed}"))


def comment(guest: CheckingClient, path: str, /, **more: object) -> Any:
    fields = {"about": "step", "ref": "A", "lane": "", "thread": "", "text": "Von außen", "guest": "Amt Nord"}
    return guest.send(f"{path}/comments", **{**fields, "form_key": "", **more})


def test_guests_comment_where_that_is_allowed_and_members_see_it(meeting: Meeting, app: Flask) -> None:
    guest, path = a_browser(app), f"/s/{meeting.link(may_comment='yes')}"
    answer = comment(guest, path)
    assert answer.status_code == 303
    assert "Von außen" in words(guest.page(answer.location))
    page = words(meeting.clients["Ada"].page(f"/versions/{meeting.version}"))
    assert "Amt Nord" in page and "über einen Link" in page
    nameless = comment(guest, path, guest="")
    assert nameless.status_code == 422
    assert fields_of(parsed(nameless), f"{path}/comments")["text"] == ["Von außen"]
    reading = f"/s/{meeting.link()}"
    assert comment(guest, reading).status_code == 404
    assert "Kommentar senden" not in words(guest.page(reading))
    with meeting.database.reading() as session:
        assert len(session.exec(select(Comment)).all()) == 1


def test_a_link_takes_only_so_many_comments_in_a_while(
    meeting: Meeting, app: Flask, monkeypatch: object
) -> None:
    from journeys.domain import attempts
    from journeys.domain.tables import now

    guest, path = a_browser(app), f"/s/{meeting.link(may_comment='yes')}"
    with meeting.database.writing() as session:
        link = session.exec(select(ShareLink.id)).one()
        for _ in range(COMMENTS_BY_LINK.value):
            attempts.seconds_to_wait(session, {f"comments-by-link-{link}": COMMENTS_BY_LINK.value}, now())
    answer = comment(guest, path)
    assert answer.status_code == 429
    assert fields_of(parsed(answer), f"{path}/comments")["text"] == ["Von außen"]


def test_a_password_is_asked_for_and_wrong_ones_are_slowed_down(meeting: Meeting, app: Flask) -> None:
    guest, path = a_browser(app), f"/s/{meeting.link(password='vier wilde Wörter hier')}"
    assert "Antrag ausfüllen" not in words(guest.page(path))
    assert guest.get(f"{path}/J1/map.svg").status_code == 404
    assert guest.get(f"{path}/live").status_code == 404
    answer = guest.send(path, password="falsch")
    assert answer.status_code == 422 and "Das Passwort stimmt nicht." in answer.text
    assert guest.send(path, password="vier wilde Wörter hier").status_code == 303
    assert "Antrag ausfüllen" in words(guest.page(path))
    other = a_browser(app)
    statuses = [other.send(path, password=f"falsch {n}").status_code for n in range(13)]
    assert statuses[0] == 422 and statuses[-1] == 429
    assert "Antrag ausfüllen" in words(guest.page(path)), "who is in stays in"


def test_an_open_page_learns_at_its_next_poll_that_the_link_has_ended(meeting: Meeting, app: Flask) -> None:
    guest, path = a_browser(app), f"/s/{meeting.link()}"
    guest.page(path)
    etag = guest.get(f"{path}/live").headers["ETag"]
    assert guest.get(f"{path}/live", headers={"If-None-Match": etag}).status_code == 304
    meeting.end_links()
    answer = guest.get(f"{path}/live", headers={"If-None-Match": etag, "HX-Request": "true"})
    assert answer.status_code == 404 and answer.headers["HX-Redirect"] == path


def test_only_the_wiki_that_is_named_may_show_it_in_a_frame(meeting: Meeting, app: Flask) -> None:
    guest = a_browser(app)
    path = f"/s/{meeting.link(embedded_in='https://wiki.example')}"
    answer = guest.get(f"{path}/embed")
    assert answer.status_code == 200 and "<svg" in answer.text
    assert "frame-ancestors https://wiki.example" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "Antrag ausfüllen" in words(next(parsed(answer).iter("table")))
    for other in (path, "/privacy"):
        headers = guest.get(other).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
    assert guest.get(f"/s/{meeting.link()}/embed").status_code == 404


def test_guessing_leads_nowhere(meeting: Meeting, app: Flask) -> None:
    guest = a_browser(app)
    secret = meeting.link()
    for guess in ("x", secret[:-1], secret.swapcase(), "a" * 43):
        for end in ("", "/live", "/embed", "/J1/map.svg", "/present"):
            assert guest.get(f"/s/{guess}{end}").status_code == 404
