"""What every answer says to the browser about safety."""

from collections.abc import Mapping

from flask import Flask, Response, g

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # KERN's icons are data: addresses in its style sheet
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 365 * 24 * 3600


def set_headers(app: Flask, https: bool) -> None:
    """Put the headers on every answer; `https`: insist on it from then on."""
    headers = dict(HEADERS)
    if https:  # over plain http browsers do not take these, and complain in the console
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"

    @app.after_request
    def add(response: Response) -> Response:
        framed = g.get("framed_in", "")
        mine = _framed(headers, framed) if framed else headers
        response.headers.extend((k, v) for k, v in mine.items() if k not in response.headers)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def allow_frame(origin: str) -> None:
    """Let pages of this origin show the answer to this request in a frame."""
    g.framed_in = origin


def _framed(headers: Mapping[str, str], origin: str) -> dict[str, str]:
    policy = {**POLICY, "frame-ancestors": origin}
    more = {"Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items())}
    return {**{name: said for name, said in headers.items() if name != "X-Frame-Options"}, **more}
