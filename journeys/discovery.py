"""What the office's identity provider says about itself, and how it is asked. Needs the extra `sso`."""

import time
from threading import Lock
from typing import Any

import requests
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from authlib.integrations.requests_client import OAuth2Session
from urllib3.exceptions import HTTPError

from journeys.provider import Provider, Untrusted, is_safe_address
from journeys.settings import PROVIDER_BYTES

ALGORITHMS = {
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
}
"""Signatures that only the provider can make. Never „none“, nor one whose key we would have, too."""
ADDRESSES = {
    "authorization_endpoint": True,
    "token_endpoint": True,
    "jwks_uri": True,
    "end_session_endpoint": False,
}
"""What discovery tells us, and whether it has to."""
SECONDS_KEPT, SECONDS_SILENT = 600.0, 5.0
"""How long discovery and keys are kept; how long a provider that did not answer is not asked again."""


class Asking(OAuth2Session):  # type: ignore[misc]
    """Asks only where it is told: a redirect is no answer. Waits and reads only so much."""

    def request(self, method: str, url: str, **more: Any) -> requests.Response:
        end = time.monotonic() + self.default_timeout
        # Not compressed, so that what is read is what was sent.
        more["headers"] = {**(more.get("headers") or {}), "Accept-Encoding": "identity"}
        answer: requests.Response = super().request(
            method, url, **more, allow_redirects=False, stream=True, timeout=self.default_timeout
        )
        if answer.is_redirect:
            raise requests.TooManyRedirects(f"{url} redirects")
        answer._content = _read(answer, end)
        return answer


def _read(answer: requests.Response, end: float) -> bytes:
    content = b""
    try:
        while chunk := answer.raw.read1(64 * 1024):
            content += chunk
            if len(content) > PROVIDER_BYTES.value or time.monotonic() > end:
                raise requests.Timeout(f"{answer.url} goes on for too long")
    except (HTTPError, OSError) as error:
        raise requests.ConnectionError(f"{answer.url} stopped halfway") from error
    finally:
        answer.close()
    return content


class Client(FlaskOAuth2App):  # type: ignore[misc]
    """Authlib's client. What it learns at discovery is checked, and not kept for ever."""

    client_cls = Asking
    _until = _silent_until = 0.0

    def __init__(self, provider: Provider, seconds: float) -> None:
        self._issuer, self._lock = provider.issuer, Lock()
        super().__init__(
            FlaskIntegration("office"),
            "office",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "default_timeout": seconds,
            },
        )

    def load_server_metadata(self) -> dict[str, Any]:
        """Discovery, asked by one at a time; whoever waited for an answer that did not come does not ask again."""
        with self._lock:
            if time.monotonic() < self._silent_until:
                raise requests.ConnectionError("the provider did not answer a moment ago")
            if time.monotonic() >= self._until:
                self._silent_until = time.monotonic() + SECONDS_SILENT
                self.server_metadata = _checked(self._discover(), self._issuer)
                self._until, self._silent_until = time.monotonic() + SECONDS_KEPT, 0.0
            return self.server_metadata

    def _discover(self) -> Any:
        with self._get_session() as session:
            answer = session.request("GET", self._server_metadata_url, withhold_token=True)
            answer.raise_for_status()
            return answer.json()

    def _get_oauth_client(self, **metadata: Any) -> Any:
        client = super()._get_oauth_client()
        known = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if "client_secret_basic" not in known and "client_secret_post" in known:
            client.token_endpoint_auth_method = "client_secret_post"
        return client


def _checked(found: Any, issuer: str) -> dict[str, Any]:
    if not isinstance(found, dict) or found.get("issuer") != issuer:
        raise Untrusted("discovery names another issuer")
    for name, is_needed in ADDRESSES.items():
        if (name in found or is_needed) and not is_safe_address(str(found.get(name, ""))):
            raise Untrusted(f"discovery names no safe {name}")
    offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
    algorithms = sorted(ALGORITHMS.intersection(map(str, offered)))
    if not algorithms:
        raise Untrusted("discovery names no signature that can be trusted")
    methods = found.get("token_endpoint_auth_methods_supported")
    return {
        "issuer": issuer,
        **{name: found[name] for name in ADDRESSES if name in found},
        "id_token_signing_alg_values_supported": algorithms,
        "token_endpoint_auth_methods_supported": methods if isinstance(methods, list) else None,
        "says_who_it_is": found.get("authorization_response_iss_parameter_supported") is True,
    }
