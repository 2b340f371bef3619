"""The page of who belongs to a project: taken in, given another role, taken out, each from one moment to the next."""

from flask import Flask

from tests.routes.cast import Cast
from tests.routes.client import CheckingClient, fields_of, parsed, words


def test_somebody_new_gets_a_link_and_sees_this_project_only(app: Flask) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/members"
    answer = lead.send(address, name="Frau Muster", role="design")
    assert answer.headers["Cache-Control"] == "no-store"
    link = words(next(code for code in parsed(answer).iter("code") if code.get("id") == "link"))
    fresh = app.test_client()
    assert isinstance(fresh, CheckingClient)
    assert fresh.send(link[link.index("/sign-in/") :]).status_code == 303
    assert fresh.get("/").location == f"/projects/{cast.here.project_id}"
    assert fresh.get(f"/projects/{cast.elsewhere.project_id}").status_code == 404
    assert "/sign-in/" not in lead.get(address).text


def test_who_has_an_account_is_taken_in_by_name_and_out_again_at_once(app: Flask) -> None:
    cast = Cast(app)
    lead, other = cast.client("moderation"), cast.client("outsider")
    address, project = f"/projects/{cast.here.project_id}/members", f"/projects/{cast.here.project_id}"
    assert other.get(project).status_code == 404
    assert lead.send(address, name="outsider", role="review").status_code == 303
    other.page(project)
    assert other.send(f"{project}/edit", name="x").status_code == 403
    here = f"{address}/{cast.people['outsider'].id}"
    assert lead.send(f"{here}/role", role="moderation").status_code == 303
    other.page(f"{project}/edit")
    assert lead.send(f"{here}/remove").status_code == 303
    assert other.get(project).status_code == 404


def test_what_was_typed_stays_when_it_is_refused(app: Flask) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/members"
    for sent, sentence in (
        ({"name": "Frau Muster"}, "Bitte wählen Sie eine Aufgabe."),
        ({"name": "design", "role": "review"}, "Diese Person ist schon dabei."),
        ({"name": "", "role": "review"}, "Bitte geben Sie einen Namen an."),
    ):
        answer = lead.send(address, **sent)
        assert answer.status_code == 422
        assert sentence in words(parsed(answer))
        assert fields_of(parsed(answer), address)["name"] == [sent["name"]]


def test_the_last_who_facilitates_is_told_why_they_stay(app: Flask) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/members"
    for name in ("administrator", "removed"):
        lead.send(f"{address}/{cast.people[name].id}/remove")
    for deed in ("remove", "role"):
        answer = lead.send(f"{address}/{cast.people['moderation'].id}/{deed}", role="design")
        assert answer.status_code == 422
        assert "Ein Vorhaben braucht jemanden" in words(parsed(answer))


def test_who_hands_over_and_goes_lands_with_their_own_projects(app: Flask) -> None:
    cast = Cast(app)
    lead, address = cast.client("moderation"), f"/projects/{cast.here.project_id}/members"
    lead.send(f"{address}/{cast.people['design'].id}/role", role="moderation")
    gone = lead.send(f"{address}/{cast.people['moderation'].id}/remove")
    assert (gone.status_code, gone.location) == (303, "/projects")
    assert "Noch gehören Sie zu keinem Vorhaben." in words(lead.page("/projects"))


def test_review_reads_who_is_there_and_is_offered_nothing_to_change(app: Flask) -> None:
    cast = Cast(app)
    reader = cast.client("review")
    project, numbers = cast.here.project_id, cast.here.numbers
    pages = [f"/projects/{project}/members", f"/projects/{project}", f"/steps/{numbers['step_id']}"]
    pages += [f"/services/{numbers['service_id']}/{rest}" for rest in ("facts", "journeys/1/list")]
    offered = [
        element.get("action") or element.get("href") or ""
        for address in pages
        for element in reader.page(address).iter()
        if element.tag in ("a", "form")
    ]
    for target in sorted({each for each in offered if each.startswith("/") and "sign-out" not in each}):
        assert reader.get(target).status_code in (200, 302, 303), target


def test_an_administrator_manages_members_without_reading(app: Flask) -> None:
    cast = Cast(app)
    admin, project = cast.client("administrator"), f"/projects/{cast.here.project_id}"
    members = f"{project}/members"
    assert members in [link.get("href") for link in admin.page("/projects").iter("a")]
    assert "sehen aber die Inhalte nicht" in words(admin.page(members))
    assert admin.get(project).status_code == 404
    assert admin.send(members, name="Administration", role="review").status_code == 303
    admin.page(project)
    assert "Administration" in words(cast.client("moderation").page(members))
