"""Secrets that only their holder knows: made at random, and of each only a hash is stored."""

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hashed(secret: str, salt: object = "") -> str:
    """What is stored of a secret; the salt keeps equal codes of two workshops apart.

    Tokens are too long to be guessed, so no slow hash is needed; codes that people type are bounded by `attempts`.
    """
    return hashlib.sha256(f"{salt}:{secret}".encode()).hexdigest()
