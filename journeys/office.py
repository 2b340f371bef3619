"""Talks to the office's identity provider: OpenID Connect's authorization code flow. Needs the extra `sso`.

What comes back is believed only when all of it holds: discovery names the issuer of the settings; the ID token came
over our own connection, for a code with our verifier; an asymmetric signature of a published key; issuer, audience,
time and nonce.
"""

import logging
from collections.abc import Mapping
from typing import Any, NamedTuple

import requests

from journeys.discovery import Client
from journeys.provider import Provider, Unreachable, Untrusted
from journeys.settings import PROVIDER_SECONDS

log = logging.getLogger(__name__)

LEEWAY = 30
"""Seconds by which the clocks of the provider and this server may differ."""


class Begun(NamedTuple):
    """A sign-in that somebody is sent away for: where to, and what their browser keeps meanwhile."""

    url: str
    state: str
    nonce: str
    verifier: str


class Claims(NamedTuple):
    """What a proven ID token says about somebody."""

    subject: str
    name: str
    groups: frozenset[str]


class Office:
    """The provider of the settings, to sign people in with. Opens no connection before somebody wants to."""

    def __init__(self, provider: Provider, seconds: float = PROVIDER_SECONDS.value) -> None:
        self.provider = provider
        self._client = Client(provider, seconds)

    def check(self) -> str:
        """Its issuer, when it answers as it must; raises Unreachable, Untrusted."""
        return str(self._metadata()["issuer"])

    def begin(self, callback: str) -> Begun:
        """Where to send somebody, who comes back to `callback`; raises Unreachable, Untrusted."""
        self._metadata()
        begun = self._client.create_authorization_url(callback)
        return Begun(begun["url"], begun["state"], begun["nonce"], begun["code_verifier"])

    def check_sender(self, said: str | None) -> None:
        """Whether an answer comes from this provider, where it says so (RFC 9207); raises Unreachable, Untrusted."""
        if said is None and not self._metadata()["says_who_it_is"]:
            return
        if said != self.provider.issuer:
            raise Untrusted("the answer is from another issuer")

    def claims(self, code: str, nonce: str, verifier: str, callback: str) -> Claims:
        """Who came back with this code; raises Unreachable, Untrusted."""
        self._metadata()
        try:
            token = self._client.fetch_access_token(
                redirect_uri=callback, code=code, code_verifier=verifier, grant_type="authorization_code"
            )
            said = self._client.parse_id_token(token, nonce, self._wanted(), leeway=LEEWAY)
        except requests.RequestException as error:
            raise Unreachable(type(error).__name__) from error
        except Exception as error:  # whatever is wrong with it: it is not believed
            raise Untrusted(f"{type(error).__name__}: {getattr(error, 'error', '')}") from error
        if not said:
            raise Untrusted("no ID token came")
        return self._said(said)

    def sign_out_url(self, back: str) -> str | None:
        """Where somebody ends their session at the provider, too; None when it offers no such page."""
        try:
            if "end_session_endpoint" not in self._metadata():
                return None
        except (Unreachable, Untrusted):
            return None
        wanted = {"post_logout_redirect_uri": back, "client_id": self.provider.client_id}
        return str(self._client.create_logout_url(**wanted)["url"])

    def _wanted(self) -> dict[str, Any]:
        return {
            "iss": {"essential": True, "value": self.provider.issuer},
            "aud": {"essential": True, "value": self.provider.client_id},
            "sub": {"essential": True},
        }

    def _said(self, said: Mapping[str, Any]) -> Claims:
        subject, groups = said.get("sub"), said.get(self.provider.groups, [])
        if not isinstance(subject, str) or not subject or len(subject) > 255:
            raise Untrusted("the ID token names nobody")
        if self.provider.grants and self.provider.groups not in said:
            log.warning("the ID token has no claim %s: nobody gets a role", self.provider.groups)
        names = (said.get("name"), said.get("preferred_username"))
        name = next((one for one in names if isinstance(one, str) and one.strip()), "")
        listed = groups if isinstance(groups, list) else [groups]
        return Claims(subject, name, frozenset(one for one in listed if isinstance(one, str)))

    def _metadata(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self._client.load_server_metadata()
            return found
        except (requests.RequestException, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
