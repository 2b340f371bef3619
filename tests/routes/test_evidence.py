"""The evidence of the analysis phase as files."""

import io

import pypdf
import pytest
from flask import Flask
from sqlmodel import select

from journeys.domain.audit import AuditEntry
from tests.routes.cast import Cast
from tests.routes.client import words


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast(app)


def test_it_is_markdown_and_paper_that_everybody_can_read(cast: Cast) -> None:
    client, service = cast.client("moderation"), f"/services/{cast.here.numbers['service_id']}"
    links = {link.get("href") for link in client.page(f"{service}/workshops").iter("a")}
    assert {f"{service}/evidence.pdf", f"{service}/evidence.md"} <= links
    text = client.get(f"{service}/evidence.md").text
    assert text.startswith("# Nachweis Analysephase: ") and "Wohngeld im Alltag" in text
    paper = pypdf.PdfReader(io.BytesIO(client.get(f"{service}/evidence.pdf").data))
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper.trailer["/Root"]["/Metadata"].get_data()
    assert "Wie gezählt ist" in "".join(page.extract_text() for page in paper.pages)
    with cast.database.reading() as session:
        assert list(session.exec(select(AuditEntry.what))).count("exported") == 2


def test_the_page_says_that_there_are_no_names(cast: Cast) -> None:
    page = cast.client("moderation").page(f"/services/{cast.here.numbers['service_id']}/workshops")
    assert "keine Namen" in words(page)
