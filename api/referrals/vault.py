"""Encryption of a person's details at rest, with keys that can be changed.

Fernet (AES-128-CBC with HMAC-SHA256, of the ``cryptography`` library). The first key encrypts;
every key decrypts, so that an old one stays in the list until what it encrypted is gone.
"""

import os
from pathlib import Path
from typing import Self

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from api.config import Settings
from api.exceptions import SignpostError
from api.referrals.schemas import Details


class DetailsUnreadable(SignpostError):
    """No key of ``SIGNPOST_REFERRAL_KEYS`` opens a referral's details."""


class KeyUnusable(SignpostError):
    """A key of ``SIGNPOST_REFERRAL_KEYS`` is none."""


class Vault:
    """Locks and opens details."""

    def __init__(self, keys: list[bytes]) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Take the keys from the settings, else one that is made once in the data folder.

        Raises ``KeyUnusable`` when the settings hold no key, or one that is not a Fernet key.
        """
        if settings.referral_keys is not None:
            given = settings.referral_keys.get_secret_value().split(",")
            return cls(_checked([key.strip().encode() for key in given if key.strip()]))
        return cls([_own_key(settings.data_dir / "referral-key")])

    def lock(self, details: Details) -> bytes:
        """Encrypt details."""
        return self._fernet.encrypt(details.model_dump_json().encode())

    def open(self, locked: bytes) -> Details | None:
        """Decrypt details; None when they were deleted. Raises ``DetailsUnreadable``."""
        if not locked:
            return None
        try:
            return Details.model_validate_json(self._fernet.decrypt(locked))
        except InvalidToken as error:
            raise DetailsUnreadable(
                "The details of this referral cannot be opened: no key of SIGNPOST_REFERRAL_KEYS "
                "fits. Put the key back with which they were stored."
            ) from error


def _checked(keys: list[bytes]) -> list[bytes]:
    how = "Make one with: head -c 32 /dev/urandom | base64 | tr '+/' '-_'"
    if not keys:
        raise KeyUnusable(f"SIGNPOST_REFERRAL_KEYS is set, but holds no key. {how}")
    for place, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError as error:
            raise KeyUnusable(
                f"SIGNPOST_REFERRAL_KEYS: key {place} of {len(keys)} is not a Fernet key, which is "
                f"32 bytes in URL-safe base64 (44 characters; this has {len(key)}). {how}"
            ) from error
    return keys


def _own_key(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes().strip()
        with os.fdopen(descriptor, "wb") as file:
            file.write(Fernet.generate_key() + b"\n")
    return path.read_bytes().strip()
