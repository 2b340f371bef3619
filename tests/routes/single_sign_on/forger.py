"""An identity provider on loopback that is strict where it should be, and forges what a test wants.

As a provider must, it refuses a code without the right verifier, a second time, or from a client that does not know the
secret. Beyond that a test changes what it says and how it signs.
"""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from secrets import token_urlsafe
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from journeys.provider import Grant, Provider

CLIENT, SECRET = "buergerreise", "only the two of us know"
Signs = Callable[[dict[str, Any]], str]


@cache
def key(name: str) -> RSAKey:
    """A key pair of this name; the provider publishes the one called `right`."""
    return RSAKey.generate_key(2048, {"kid": name})


def signed(claims: dict[str, Any], by: str = "right", kid: str = "right", alg: str = "RS256") -> str:
    return jwt.encode({"alg": alg, "kid": kid}, claims, key(by), algorithms=[alg])


def unpadded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Forger:
    """What a test may change: `says` (claims of the token, None leaves one out), `metadata` (the same for discovery),
    `answers` (parameters of the way back), `sign`, `keys`, `forgets_codes`, `redirects`,
    `texts` (instead of an answer), `is_silent`, `takes_secret_in_form`."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.says: dict[str, Any] = {"sub": "7f3a", "name": "Anna Muster", "groups": []}
        self.metadata: dict[str, Any] = {}
        self.answers: dict[str, Any] = {}
        self.sign: Signs = signed
        self.keys: list[dict[str, Any]] = [dict(key("right").as_dict(private=False))]
        self.forgets_codes, self.is_silent, self.end = True, False, Event()
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.redirects: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.takes_secret_in_form = False

    def provider(self, *grants: Grant, **more: Any) -> Provider:
        """The settings of an office that trusts this one."""
        return Provider(
            **{"issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET, **more}, grants=grants
        )

    def authorize(self, url: str) -> str:
        """What follows when somebody who was sent to this address signs in: path and query of the way back."""
        asked = dict(parse_qsl(urlsplit(url).query))
        assert url.startswith(f"{self.issuer}/authorize?") and asked["client_id"] == CLIENT
        assert asked["response_type"] == "code" and "openid" in asked["scope"].split() and asked["nonce"]
        code = token_urlsafe(16)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer, **self.answers}
        query = urlencode({name: value for name, value in back.items() if value is not None})
        return f"{urlsplit(asked['redirect_uri']).path}?{query}"

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        self.asked.append(request.path)
        if self.is_silent:
            self.end.wait()
        return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path in self.redirects:
            return Response(status=302, headers={"Location": self.redirects[request.path]})
        if request.path in self.texts:
            return Response(self.texts[request.path])
        if request.path == "/.well-known/openid-configuration":
            return self._json(self._metadata())
        if request.path == "/keys":
            return self._json({"keys": self.keys})
        if request.path == "/token":
            return self._token(request)
        return Response(status=404)

    def _metadata(self) -> dict[str, Any]:
        found = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
            "authorization_response_iss_parameter_supported": True,
            **self.metadata,
        }
        return {name: value for name, value in found.items() if value is not None}

    def _token(self, request: Request) -> Response:
        sent, known = request.form, self.codes.get(request.form.get("code", ""), {})
        if not self._is_the_client(request):
            return self._json({"error": "invalid_client"}, 401)
        challenge = unpadded(hashlib.sha256(sent.get("code_verifier", "").encode()).digest())
        proven = known.get("code_challenge_method") == "S256" and known.get("code_challenge") == challenge
        if not known or not proven or sent.get("redirect_uri") != known["redirect_uri"]:
            return self._json({"error": "invalid_grant"}, 400)
        if self.forgets_codes:
            del self.codes[sent["code"]]
        token = self.sign(self._claims(known["nonce"]))
        proof = {"id_token": token} if token else {}
        return self._json({"token_type": "Bearer", "access_token": "x", **proof})

    def _is_the_client(self, request: Request) -> bool:
        who, sent = request.authorization, request.form
        if self.takes_secret_in_form:
            return who is None and (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        return who is not None and (who.username, who.password) == (CLIENT, SECRET)

    def _claims(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        return {name: value for name, value in {**usual, **self.says}.items() if value is not None}

    @staticmethod
    def _json(value: object, status: int = 200) -> Response:
        return Response(json.dumps(value), status, content_type="application/json")


@contextmanager
def forging() -> Iterator[Forger]:
    """A forger that answers on a port of its own for as long as the block."""
    server = make_server("127.0.0.1", 0, lambda *call: forger(*call), threaded=True)
    forger = Forger(server.server_port)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield forger
    finally:
        forger.end.set()
        server.shutdown()
        thread.join()
        server.server_close()
