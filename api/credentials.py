"""Unguessable tokens, their stored form, and the service key of this installation."""

import hashlib
import os
import secrets
from pathlib import Path

from api.config import Settings

_TOKEN_BYTES = 32


def new_token() -> str:
    """Make an unguessable token of 43 URL-safe characters (256 bits)."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Give the form in which a token is stored: the SHA-256 of it, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def service_key(settings: Settings) -> str:
    """Give the key that the product's own processes share.

    It is ``SIGNPOST_API_KEY`` when that is set, else the content of ``api-key`` in the data
    folder, which is made on first use and readable by its owner only.
    """
    if settings.api_key is not None:
        return settings.api_key.get_secret_value()
    path = settings.data_dir / "api-key"
    if not path.exists():
        _write_new_key(path)
    return path.read_text(encoding="ascii").strip()


def _write_new_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_token() + "\n")
