"""The help pages: Markdown files in docs/help, the first line of each its heading."""

from pathlib import Path

from flask import Blueprint, Response, abort

from journeys.places import place
from journeys.routes.guard import needs
from journeys.routes.part import show
from journeys.routes.prose import prose

START = "start"
bp = Blueprint("help", __name__)


def pages() -> dict[str, Path]:
    """The help pages by the name in their address."""
    return {file.stem: file for file in sorted(place("docs/help").glob("*.md"))}


def heading(file: Path) -> str:
    return file.read_text().partition("\n")[0].removeprefix("# ").strip()


@bp.get("/help", defaults={"name": START})
@bp.get("/help/<name>")
@needs("read help")
def page(name: str) -> Response:
    file = pages().get(name)
    if file is None:
        abort(404)
    body = prose(file.read_text().partition("\n")[2], top=1)
    others = {other: heading(path) for other, path in pages().items()}
    return show("help/page.html", name=name, heading=heading(file), body=body, others=others)
