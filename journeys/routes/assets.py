"""Styles, scripts, fonts and pictures of the app: read once, compressed once, kept by browsers for a year.

The address holds a checksum over all files, so that relative addresses inside a style sheet stay right.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

from journeys.places import place
from journeys.routes.guard import needs

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    content: bytes
    packed: bytes | None  # None where compression gains nothing
    type: str


class Assets:
    """All files of a folder that a browser may ask for, in memory."""

    def __init__(self, folder: Path) -> None:
        files = sorted(f for f in folder.rglob("*") if f.suffix in TYPES)
        self._assets = {f.relative_to(folder).as_posix(): _read(f) for f in files}
        digest = hashlib.sha256()
        for name, asset in self._assets.items():
            digest.update(name.encode() + b"\0" + asset.content)
        self.digest = digest.hexdigest()[:16]

    def find(self, name: str) -> Asset | None:
        return self._assets.get(name)


def _read(file: Path) -> Asset:
    content, type_ = file.read_bytes(), TYPES[file.suffix]
    packed = None if file.suffix == ".woff2" else gzip.compress(content, mtime=0)
    return Asset(content, packed, type_)


def keep_assets(app: Flask) -> None:
    """Read the files and give templates `asset_url(name)`."""
    assets = app.extensions["assets"] = Assets(place("static"))
    app.register_blueprint(bp)
    addresses: dict[tuple[str, str], str] = {}

    def asset_url(name: str) -> str:
        """Built once: a page names a dozen, and an address never changes while the app runs."""
        key = (request.script_root, name)
        if key not in addresses:
            addresses[key] = url_for("assets.file", digest=assets.digest, name=name)
        return addresses[key]

    app.add_template_global(asset_url, "asset_url")


@bp.get("/static/<digest>/<path:name>")
@needs("read static files")
def file(digest: str, name: str) -> Response:
    assets: Assets = current_app.extensions["assets"]
    asset = assets.find(name)
    if asset is None:
        abort(404)
    packed = asset.packed if request.accept_encodings["gzip"] else None
    response = Response(packed or asset.content, content_type=asset.type)
    if packed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    # A page from before an update may ask by the old checksum: it gets today's file, but must not keep it.
    fresh = digest == assets.digest
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-cache"
    return response
