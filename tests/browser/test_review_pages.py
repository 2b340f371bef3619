"""The review in the browser: three people at once, guests by a link, with and without script."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from journeys.domain.editing import edit
from journeys.domain.members import Membership
from journeys.domain.people import Person, add_person
from journeys.domain.review import approving, commenting, share_links
from journeys.domain.review.commenting import Writer
from journeys.domain.review.subjects import Subject
from journeys.domain.review.tables import ApprovalAnswer, Comment, ShareLink, Version
from journeys.domain.review.versions import freeze
from journeys.domain.services import Service
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.steps import Step
from journeys.domain.tables import now
from tests.browser.access import check_access
from tests.browser.conftest import Complaints, NewPage, Server, own_name
from tests.routes.stored import Stored

TYPED = {"name": "Amt", "days": "7", "version": "", "may_comment": "", "password": "", "embedded_in": ""}


class Team:
    """The example with three members, two versions, a comment and a round that waits for two of them."""

    def __init__(self, server: Server, own: Stored) -> None:
        self.server, self.own = server, own
        with server.database() as database, database.writing() as session:
            roles = {"Ada": "design", "Ben": "review", "Cleo": "review"}
            self.names = {name: own_name(name) for name in roles}
            people = {name: add_person(session, self.names[name]) for name in roles}
            for name, role in roles.items():
                session.add(Membership(project_id=own.project, person_id=people[name].id, role=role))
            session.flush()
            service, ada = session.get_one(Service, own.service), people["Ada"]
            freeze(session, service, ada, name="Ist")
            self._change(session, own.service)
            version = freeze(session, service, ada, name="Soll").version
            self.ref = own.document.journeys[1].steps()[1].id
            about = Subject("step", self.ref)
            commenting.add_comment(session, version, about, "Gilt das für alle?", Writer(people["Ben"]))
            row = approving.ask(
                session, version, [people["Ben"].id, people["Cleo"].id], now().date(), "", ada
            )
            self.version, self.round, self.ids = version.id, row.id, {n: p.id for n, p in people.items()}
            self.seal = version.seal

    def _change(self, session: Session, service_id: int) -> None:
        step = session.exec(select(Step).where(Step.service_id == service_id, Step.title != "")).first()
        assert step
        edit(session, "steps", step.id, step.revision, {"frontstage": "Anders als vorher"})

    def page_of(self, name: str, new_page: NewPage, **options: Any) -> Page:
        page = new_page(anonymous=True, **options)
        with self.server.database() as database, database.writing() as session:
            link = make_sign_in_link(session, self.server.address, now(), self.names[name])
        page.goto(link)
        page.get_by_role("button", name="Jetzt anmelden").click()
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        return page

    def link(self, **typed: str) -> str:
        with self.server.database() as database, database.writing() as session:
            ada = session.get_one(Person, self.ids["Ada"])
            return share_links.make_link(session, self.own.service, {**TYPED, **typed}, ada, now())[1]


@pytest.fixture
def team(server: Server, own: Stored) -> Team:
    return Team(server, own)


@pytest.fixture(scope="module")
def shown(server: Server) -> Team:
    """A team whose review all tests may read and none may change."""
    return Team(server, server.store("wohnsitz-anmelden.yaml", own_name("Nur lesen")))


PAGES = {
    "list": "/services/{service}/versions",
    "steps": "/versions/{version}",
    "one step": "/versions/{version}?about=step&ref={ref}",
    "map": "/versions/{version}?view=map",
    "words": "/versions/{version}?view=list",
    "difference": "/versions/{version}/difference",
    "table": "/versions/{version}/difference?view=table",
    "picture": "/versions/{version}/difference?view=blueprint",
    "round": "/rounds/{round}",
    "ask": "/services/{service}/approval",
    "links": "/services/{service}/links",
    "present": "/versions/{version}/present",
    "phase": "/versions/{version}/present?slide=1&talks=open",
    "back": "/versions/{version}/restore",
    "news": "/projects/{project}/news",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_accessible(shown: Team, new_page: NewPage, name: str) -> None:
    place = {"service": shown.own.service, "project": shown.own.project, "version": shown.version}
    for width, scheme, who in ((360, "light", "Ada"), (1280, "dark", "Ada")):
        page = shown.page_of(who, new_page, width=width, color_scheme=scheme)
        page.goto(PAGES[name].format(**place, ref=shown.ref, round=shown.round))
        check_access(page)


@pytest.mark.parametrize("end", ["", "?view=blueprint", "/embed", "/present"])
def test_pages_of_guests_are_accessible(shown: Team, new_page: NewPage, end: str) -> None:
    secret = shown.link(may_comment="yes", embedded_in="https://wiki.example")
    for width, scheme in ((360, "dark"), (1280, "light")):
        page = new_page(width, anonymous=True, color_scheme=scheme)
        page.goto(f"/s/{secret}{end}")
        check_access(page)


def test_two_reviewers_and_a_designer_at_once(team: Team, new_page: NewPage, complaints: Complaints) -> None:
    """Each comments while the others look: nothing is lost, all see it, what is typed stays; the answers count for the
    content that was seen."""
    complaints.expected.append("422")
    pages = {name: team.page_of(name, new_page) for name in ("Ada", "Ben", "Cleo")}
    for page in pages.values():
        page.goto(f"/versions/{team.version}")
    pages["Cleo"].get_by_label("Ihr Kommentar").fill("Mein halber Satz")
    for n in range(3):
        for name in ("Ada", "Ben"):
            page = pages[name]
            page.get_by_label("Ihr Kommentar").fill(f"{name} sagt {n}")
            page.get_by_role("button", name="Kommentar senden").click()
            expect(page.locator("#threads")).to_contain_text(f"{name} sagt {n}")
    for n in range(3):
        for name in ("Ada", "Ben"):
            expect(pages["Cleo"].locator("#threads")).to_contain_text(f"{name} sagt {n}")
    expect(pages["Cleo"].get_by_label("Ihr Kommentar")).to_have_value("Mein halber Satz")
    pages["Cleo"].get_by_role("button", name="Kommentar senden").click()
    expect(pages["Ada"].locator("#threads")).to_contain_text("Mein halber Satz")
    with team.server.database() as database, database.reading() as session:
        said = session.exec(select(Comment.text).where(Comment.version_id == team.version)).all()
    assert len(said) == len(set(said)) == 8
    # Ben answers for what he sees; before Cleo does, Ada asks about a newer version.
    pages["Ben"].reload()
    answer(pages["Ben"], "Freigeben")
    expect(pages["Ada"].locator("#verdicts")).to_contain_text("freigegeben")
    with team.server.database() as database, database.writing() as session:
        team._change(session, team.own.service)
        step = session.exec(select(Step).where(Step.service_id == team.own.service)).first()
        assert step
        edit(session, "steps", step.id, step.revision, {"backstage": "Ganz neu"})
        service, ada = session.get_one(Service, team.own.service), session.get_one(Person, team.ids["Ada"])
        newer = freeze(session, service, ada).version
        approving.ask(session, newer, [team.ids["Cleo"]], now().date(), "", ada)
    answer(pages["Cleo"], "Einwand erheben", "Weil es so nicht geht")
    expect(pages["Cleo"].locator("#answer")).to_contain_text("Diese Freigabe ist beendet.")
    expect(pages["Cleo"].locator("#answer")).to_contain_text("Weil es so nicht geht")
    with team.server.database() as database, database.reading() as session:
        answers = session.exec(select(ApprovalAnswer).where(ApprovalAnswer.round_id == team.round)).all()
        assert {(a.person_id, a.verdict, a.seal) for a in answers} == {
            (team.ids["Ben"], "approved", team.seal),
            (team.ids["Cleo"], None, None),
        }


def answer(page: Page, verdict: str, reason: str = "") -> None:
    page.get_by_label(verdict, exact=False).first.check()
    page.get_by_label("Hinweise oder Grund").fill(reason)
    page.get_by_role("button", name="Entscheidung abgeben").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False])
def test_a_step_is_commented_answered_and_resolved_on_a_phone(
    team: Team, new_page: NewPage, script: bool
) -> None:
    page = team.page_of("Cleo", new_page, width=360, height=740, java_script_enabled=script)
    page.goto(f"/services/{team.own.service}")
    page.get_by_role("link", name="Stände und Freigabe").click()
    page.get_by_role("link", name="Stand 2: Soll", exact=True).click()
    page.locator(f"#card-{team.ref}").click()
    expect(page.get_by_text("Gilt das für alle?")).to_be_visible()
    page.get_by_role("link", name="Antworten").click()
    page.get_by_label("Ihre Antwort", exact=True).fill("Ja, für alle.")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_text("Ja, für alle.")).to_be_visible()
    page.locator(f"#card-{team.ref}").click()
    page.get_by_label("Wozu?").select_option(index=1)
    page.get_by_label("Ihr Kommentar", exact=True).fill("Nur zu dieser Zelle")
    page.get_by_role("button", name="Kommentar senden").click()
    expect(page.get_by_text("Nur zu dieser Zelle")).to_be_visible()
    page.get_by_role("button", name="Erledigt").first.click()
    expect(page.get_by_text("Als erledigt abgelegt.")).to_be_visible()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_text("Der Kommentar ist wieder offen.")).to_be_visible()
    answer(page, "Mit Hinweisen freigeben", "Bitte die Frist nennen")
    expect(page.locator("#verdicts")).to_contain_text("mit Hinweisen freigegeben")


@pytest.mark.parametrize("script", [True, False])
def test_from_keeping_a_version_to_asking_for_approval(team: Team, new_page: NewPage, script: bool) -> None:
    page = team.page_of("Ada", new_page, java_script_enabled=script)
    page.goto(f"/services/{team.own.service}/versions")
    page.get_by_role("link", name="Um Freigabe bitten").click()
    page.get_by_label(team.names["Ben"]).check()
    page.get_by_label("Antwort bis").fill("2099-01-31")
    page.get_by_role("button", name="Um Freigabe bitten").click()
    expect(page.locator("#verdicts")).to_contain_text("offen")
    page.get_by_role("link", name="Protokoll").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Protokoll als PDF").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
    page.go_back()
    page.get_by_role("link", name="Diesen Stand zurückholen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("zurückholen")


def test_a_picture_shows_new_comments_and_keeps_its_place(team: Team, new_page: NewPage) -> None:
    page = team.page_of("Ada", new_page)
    page.goto(f"/versions/{team.version}?view=blueprint")
    expect(page.locator("#work svg.picture")).to_contain_text("1 Kommentar")
    page.get_by_role("button", name="Größer").click()
    size = page.locator("#work output").inner_text()
    with team.server.database() as database, database.writing() as session:
        version, ben = session.get_one(Version, team.version), session.get_one(Person, team.ids["Ben"])
        commenting.add_comment(session, version, Subject("step", team.ref), "Noch etwas", Writer(ben))
    expect(page.locator("#work svg.picture")).to_contain_text("2 Kommentare")
    assert page.locator("#work output").inner_text() == size


def test_an_ended_link_is_dead_on_an_open_page_within_two_seconds(
    team: Team, new_page: NewPage, complaints: Complaints
) -> None:
    complaints.expected.append("404")
    page = new_page(anonymous=True)
    page.goto(f"/s/{team.link()}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stand 2")
    with team.server.database() as database, database.writing() as session:
        ada = session.get_one(Person, team.ids["Ada"])
        for number in session.exec(
            select(ShareLink.id).where(ShareLink.service_id == team.own.service)
        ).all():
            share_links.revoke_link(session, number, ada)
    expect(page.get_by_text("Dieser Link gilt nicht oder nicht mehr.")).to_be_visible()


def test_presenting_by_the_keys_of_a_remote_control(team: Team, new_page: NewPage) -> None:
    page = team.page_of("Cleo", new_page)
    page.goto(f"/versions/{team.version}")
    page.get_by_role("link", name="Vorführen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(team.own.document.service.name)
    page.keyboard.press("PageDown")
    first = team.own.document.journeys[1].phases[0].name
    expect(page.get_by_role("heading", level=1)).to_contain_text(first)
    page.keyboard.press("k")
    expect(page.get_by_role("heading", name="Offene Kommentare")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_have_text(team.own.document.service.name)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Stand 2")


@pytest.fixture
def wiki(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Another site on this machine: its origin and its folder."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *args: object) -> None:
            pass

    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}", tmp_path
    site.shutdown()


@pytest.mark.parametrize("is_named", [True, False])
def test_a_wiki_shows_it_in_a_frame_only_where_it_is_named(
    team: Team, contexts: Any, wiki: tuple[str, Path], is_named: bool
) -> None:
    origin, folder = wiki
    secret = team.link(embedded_in=origin if is_named else "https://wiki.example")
    frame = f'<iframe src="{team.server.address}/s/{secret}/embed" title="Reise"></iframe>'
    (folder / "seite.html").write_text(f"<!doctype html><title>Wiki</title>{frame}")
    page = contexts().new_page()
    page.goto(f"{origin}/seite.html")
    inside = page.frame_locator("iframe").locator("svg.picture")
    if is_named:
        expect(inside).to_be_visible()
    else:
        page.wait_for_timeout(1000)
        expect(inside).to_have_count(0)
