"""The end of a project: archived and opened again, handed over, deleted with a last export."""

from functools import partial

import pytest
from flask import Flask
from hypothesis import strategies as st
from sqlmodel import SQLModel, select

from journeys.database import Database
from journeys.domain import archiving, members
from journeys.domain.audit import AuditEntry
from journeys.domain.findings import Refused, Unknown
from journeys.domain.importing import import_document
from journeys.domain.people import Person, add_person
from journeys.domain.projects import Project
from journeys.domain.tables import now
from journeys.domain.workshops.planning import find_workshop
from tests.builders import a_document
from tests.databases import Examples, Fresh
from tests.routes.cast import Cast, Holdings
from tests.routes.client import CheckingClient, a_browser, parsed, words

ACCOUNTS = {"person", "identity", "sign_in", "sign_in_link", "audit_entry", "attempt"}


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast(app)


@pytest.fixture
def lead(cast: Cast) -> CheckingClient:
    return cast.client("moderation")


def at(cast: Cast, what: str = "") -> str:
    return f"/projects/{cast.here.project_id}" + (f"/{what}" if what else "")


def done(cast: Cast) -> list[str]:
    with cast.database.reading() as session:
        return list(session.exec(select(AuditEntry.what)))


def test_an_archived_project_is_read_by_all_and_says_so(cast: Cast, lead: CheckingClient) -> None:
    assert lead.send(at(cast, "archive")).location == at(cast)
    for who in (lead, cast.client("design"), cast.client("review")):
        page = words(who.page(at(cast)))
        assert "Sie können alles lesen, aber nichts ändern." in page and "Leistung anlegen" not in page
    answer = lead.send(f"/steps/{cast.here.numbers['step_id']}/edit")
    assert answer.status_code == 403 and "kann es wieder öffnen" in words(parsed(answer))
    assert "1 abgelegtes Vorhaben" in words(lead.page("/projects"))
    assert "project_archived" in done(cast)


def test_archiving_closes_workshops_and_says_so_before(cast: Cast, lead: CheckingClient) -> None:
    assert "Ein Workshop läuft noch: Er wird dabei beendet." in words(lead.page(at(cast, "settle")))
    lead.send(at(cast, "archive"))
    workshop = cast.here.numbers["workshop_id"]
    with cast.database.reading() as session:
        assert find_workshop(session, workshop).state == "closed"
    assert "Das haben wir gehört" in words(lead.page(f"/workshops/{workshop}"))
    assert lead.get(f"/workshops/{workshop}/minutes.md").status_code == 200
    assert lead.send(f"/workshops/{workshop}/reopen").status_code == 403


def test_an_open_page_gets_a_sentence_where_the_news_are(cast: Cast) -> None:
    designer, address = cast.client("design"), f"/steps/{cast.here.numbers['step_id']}/edit"
    with cast.database.writing() as session:
        archiving.archive_project(session, cast.here.project_id, cast.people["moderation"], now())
    answer = designer.send(address, part=True)
    assert answer.status_code == 403 and answer.headers["HX-Retarget"] == "#notice"
    assert "Dieses Vorhaben ist abgelegt." in answer.text


def test_it_is_opened_again(cast: Cast, lead: CheckingClient) -> None:
    lead.send(at(cast, "archive"))
    lead.send(at(cast, "archive"))  # twice is once
    lead.send(at(cast, "reopen"))
    assert "nichts ändern" not in words(lead.page(at(cast)))
    assert cast.client("design").get(f"/steps/{cast.here.numbers['step_id']}/edit").status_code == 200
    assert [what for what in done(cast) if what.startswith("project_")] == [
        "project_archived",
        "project_reopened",
    ]


@pytest.mark.parametrize(("then", "role"), [("design", "design"), ("review", "review"), ("leave", None)])
def test_who_hands_it_over_becomes_what_they_chose(
    cast: Cast, lead: CheckingClient, then: str, role: str | None
) -> None:
    answer = lead.send(at(cast, "hand-over"), to=cast.people["review"].id, then=then)
    assert answer.location == ("/projects" if then == "leave" else at(cast))
    with cast.database.reading() as session:
        roles = {
            name: members.role_in(session, cast.here.project_id, cast.people[name])
            for name in ("moderation", "review")
        }
    assert roles == {"moderation": role, "review": "moderation"}


@pytest.mark.parametrize(
    ("to", "then", "sentence"),
    [
        ("review", "", "was Sie selbst danach tun"),
        ("review", "king", "was Sie selbst danach tun"),
        ("outsider", "leave", "wer künftig moderiert"),
        ("moderation", "leave", "wer künftig moderiert"),
    ],
)
def test_a_hand_over_that_can_not_be_changes_nothing(
    cast: Cast, lead: CheckingClient, to: str, then: str, sentence: str
) -> None:
    answer = lead.send(at(cast, "hand-over"), to=cast.people[to].id, then=then)
    assert answer.status_code == 422 and sentence in words(parsed(answer))
    with cast.database.reading() as session:
        assert members.role_in(session, cast.here.project_id, cast.people["moderation"]) == "moderation"


def test_deleting_asks_for_the_name_and_keeps_what_was_typed(cast: Cast, lead: CheckingClient) -> None:
    page = words(lead.page(at(cast, "delete")))
    assert "1 Leistung mit ihren Bürgerreisen" in page and "1 Workshop" in page
    answer = lead.send(at(cast, "delete"), name="Ein anderes")
    assert answer.status_code == 422 and "nicht der Name des Vorhabens" in words(parsed(answer))
    assert 'value="Ein anderes"' in answer.text and lead.get(at(cast)).status_code == 200


def test_a_deleted_project_is_gone_with_everything_in_it(
    cast: Cast, lead: CheckingClient, app: Flask
) -> None:
    with cast.database.writing() as session:
        name = session.get_one(Project, cast.here.project_id).name
        session.delete(session.get_one(Project, cast.elsewhere.project_id))
    app.extensions["cache"].put("drawn", b"a picture of it")
    assert lead.send(at(cast, "delete"), name=f" {name.upper()} ").location == "/projects"
    assert lead.get(at(cast)).status_code == 404
    with cast.database.reading() as session:
        left = {
            t.name for t in SQLModel.metadata.sorted_tables if session.connection().execute(select(t)).first()
        }
    assert left <= ACCOUNTS and "project_deleted" in done(cast)
    assert app.extensions["cache"].get("drawn") is None


def test_who_took_part_in_a_deleted_project_is_nobody_in_the_next_one(
    cast: Cast, lead: CheckingClient
) -> None:
    """SQLite gives the numbers of what is gone to what comes: an old cookie must not fit the new workshop."""
    phone, old = cast.client("participant"), cast.here.numbers["workshop_id"]
    assert phone.get(f"/w/{cast.here.code}/now").status_code == 200
    with cast.database.writing() as session:
        for project in session.exec(select(Project)).all():
            session.delete(project)
    again = Holdings(cast.database)
    if cast.database.is_sqlite:
        assert again.numbers["workshop_id"] == old, "else there is nothing to try"
    other = a_browser(cast.app)
    assert other.send(f"/w/{again.code}/join", pseudonym="Eva").status_code == 303
    for code in (cast.here.code, again.code):
        assert phone.get(f"/w/{code}/now").status_code == 404
        assert phone.send(f"/w/{code}/answer", answer="not_today").status_code == 404


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["archive", "reopen", "hand over", "change", "remove"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["moderation", "design", "review", "leave"]),
    ),
    max_size=25,
)


def test_somebody_always_facilitates(fresh: Fresh, few: Examples) -> None:
    """Whatever four people do to a project, in whatever order: nobody is left without."""
    few(partial(facilitated, fresh), moves=MOVES)


def facilitated(fresh: Fresh, moves: list[tuple[str, int, int, str]]) -> None:
    with fresh() as database:
        people = started(database)
        project = 1
        for what, a, b, role in moves:
            try:
                with database.writing() as session:
                    by, other = people[a], people[b]
                    if what == "archive":
                        archiving.archive_project(session, project, by, now())
                    elif what == "reopen":
                        archiving.reopen_project(session, project, by)
                    elif what == "hand over":
                        members.hand_over(session, project, other.id, role, by)
                    elif what == "change":
                        members.change_role(session, project, other.id, role, by)
                    else:
                        members.remove_member(session, project, other.id, by)
            except (Refused, Unknown):
                pass
            with database.reading() as session:
                assert "moderation" in {role for _, role in members.members_of(session, project)}


def started(database: Database) -> list[Person]:
    with database.writing() as session:
        people = [add_person(session, name) for name in ("Ada", "Ben", "Cem", "Dana")]
        project = members.start_project(session, "Bürgeramt", "", people[0])
        for person, role in zip(people[1:], ("moderation", "design", "review"), strict=True):
            members.add_member(session, project.id, person, role, people[0])
        return people


def test_nobody_who_is_disabled_gets_it(cast: Cast, lead: CheckingClient) -> None:
    with cast.database.writing() as session:
        session.get_one(Person, cast.people["review"].id).disabled_at = now()
    answer = lead.send(at(cast, "hand-over"), to=cast.people["review"].id, then="leave")
    assert answer.status_code == 422 and "wer künftig moderiert" in words(parsed(answer))


def test_no_file_gets_into_an_archived_project_by_any_way(cast: Cast) -> None:
    with cast.database.writing() as session:
        project = archiving.archive_project(session, cast.here.project_id, cast.people["moderation"], now())
        with pytest.raises(Refused, match="archived"):
            import_document(session, project, a_document())
