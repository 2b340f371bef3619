"""The page of what is new: what others did, until it was read."""

from tests.routes.client import words
from tests.routes.review.meeting import Meeting


def test_what_others_did_is_new_until_it_is_read(meeting: Meeting) -> None:
    ben, ada, here = meeting.clients["Ben"], meeting.clients["Ada"], f"/projects/{meeting.project}/news"
    assert "Nichts Neues" in words(ben.page(here))
    fields = {"about": "service", "ref": "", "lane": "", "thread": "", "form_key": ""}
    ada.send(f"/versions/{meeting.version}/comments", text="@Ben, was meinst du?", **fields)
    ada.send(f"/versions/{meeting.version}/comments", text="Sonst gut", **fields)
    page = ben.page(here)
    assert "@Ben, was meinst du?" in words(page) and "Sonst gut" in words(page) and "An Sie" in words(page)
    link = next(a.get("href") for a in page.iter("a") if "@Ben" in words(a))
    assert "@Ben, was meinst du?" in words(ben.page(str(link).split("#")[0]))
    assert "Nichts Neues" in words(ada.page(here))
    ben.send(f"{here}/seen")
    assert "Nichts Neues" in words(ben.page(here))
