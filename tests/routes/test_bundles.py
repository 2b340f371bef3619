"""Everything of a project as one ZIP: who gets what, that it can be read again, that more needs no more memory."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from journeys.domain.audit import AuditEntry
from journeys.domain.intake import read
from journeys.domain.reading import read as stored
from journeys.domain.services import Service
from journeys.render.exports import EXPORTS
from tests.memory import memory_is_told
from tests.routes.cast import Cast
from tests.routes.client import CheckingClient, words


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast(app)


def export(cast: Cast, client: CheckingClient) -> dict[str, bytes]:
    answer = client.get(f"/projects/{cast.here.project_id}/export.zip")
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_every_format_and_minutes_and_can_be_read_again(cast: Cast) -> None:
    files = export(cast, cast.client("moderation"))
    [document] = [content for name, content in files.items() if name.endswith(".yaml")]
    [minutes] = [content for name, content in files.items() if "protokoll" in name]
    with cast.database.reading() as session:
        service = session.get_one(Service, cast.here.numbers["service_id"])
        assert read(document, "yaml") == stored(session, service)
        assert "exported" in session.exec(select(AuditEntry.what)).all()
    assert minutes.decode().startswith("# ")
    told = json.loads(files["manifest.json"])
    assert {each["format"] for each in told["files"]} == set(EXPORTS) and told["left_out"] == []
    assert {each["name"] for each in told["files"]} == set(files) - {"manifest.json", "LIESMICH.txt"}
    assert not any(name.startswith("/") or ".." in name for name in files)


def test_who_may_not_read_workshops_gets_no_minutes(cast: Cast) -> None:
    names = list(export(cast, cast.client("review")))
    assert any(name.endswith(".yaml") for name in names) and not any("protokoll" in name for name in names)


def test_the_page_of_the_project_leads_to_it(cast: Cast) -> None:
    address = f"/projects/{cast.here.project_id}"
    page = cast.client("review").page(address)
    assert f"{address}/export.zip" in {link.get("href") for link in page.iter("a")}
    assert "Alles als ZIP-Datei herunterladen" in words(page)


CONSTANT = """
import sys
from journeys import create_app
from journeys.domain.people import first_person
from journeys.domain.projects import create_project
from journeys.domain.importing import import_document
from journeys.domain.members import add_member
from journeys.domain.signing_in import make_sign_in_link
from journeys.domain.tables import now
from journeys.render import exports
from journeys.settings import Settings
from tests.memory import used
from tests.routes.client import CheckingClient
from tests.routes.stored import example

folder, count, formats = sys.argv[1], int(sys.argv[2]), sys.argv[3].split(",")
for name in set(exports.EXPORTS) - set(formats) if formats != ["all"] else ():
    del exports.EXPORTS[name]
app = create_app(Settings.from_environment({"JOURNEYS_INSTANCE": folder}))
app.test_client_class = CheckingClient
database = app.extensions["database"]
database.migrate()
with database.writing() as session:
    link = make_sign_in_link(session, "", now())
    person = first_person(session)
    project = create_project(session, "Alle")
    for n in range(count):
        document = example()
        import_document(session, project, document.model_copy(update={"id": f"nummer-{n}"}))
    add_member(session, project.id, person, "moderation", person)
client = app.test_client()
client.send(link)
answer = client.get(f"/projects/{project.id}/export.zip", buffered=False)
early = most = entries = 0
for piece in answer.response:
    entries += piece.count(b"PK\\x03\\x04")  # a file begins
    most = max(most, used())
    if not early and entries > 3 * len(exports.EXPORTS):
        early = most
print(answer.status_code, entries, most - early)
"""


@memory_is_told
@pytest.mark.parametrize(
    ("count", "formats", "more"),
    [
        pytest.param(30, "yaml,json,markdown", 16, id="30 services in 3 formats"),
        pytest.param(100, "all", 160, id="100 services in all formats", marks=pytest.mark.full),
    ],
)
def test_more_services_need_no_more_memory(count: int, formats: str, more: int, tmp_path: Path) -> None:
    """After three services the process has what it needs; from then on `more` MiB at most come to it, for caches that
    have a bound."""
    done = subprocess.run(
        [sys.executable, "-c", CONSTANT, str(tmp_path), str(count), formats],
        capture_output=True,
        timeout=3_000,
    )
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    status, entries, growth = map(int, done.stdout.split())
    formats_and_evidence = (len(EXPORTS) if formats == "all" else 3) + 1
    assert status == 200 and entries == count * formats_and_evidence + 2
    assert growth < more * 1024 * 1024
