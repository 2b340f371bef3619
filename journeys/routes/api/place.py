"""Where the read API lies: what is asked there is asked by programs."""

from flask import request

BASE = "/api/v1"


def is_api(path: str | None = None) -> bool:
    """Whether a program asks: everything under /api but the page that tells people of it. No session counts there."""
    path = request.path if path is None else path
    return path.startswith("/api/") and path != f"{BASE}/"
