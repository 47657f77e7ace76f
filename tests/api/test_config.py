"""A setting that cannot be used is named with what it holds and what is allowed."""

from collections.abc import Iterator

import pytest

from api.config import Settings, WrongSettings, get_settings
from api.database import Database, DatabaseUnknown
from api.referrals.vault import KeyUnusable, Vault

GOOD_KEY = "A" * 43 + "="


@pytest.fixture(autouse=True)
def fresh_settings() -> Iterator[None]:
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("SIGNPOST_PORT", "abc", "SIGNPOST_PORT is 'abc': Input should be a valid integer"),
        ("SIGNPOST_PORT", "70000", "less than or equal to 65535"),
        ("SIGNPOST_ENVIRONMENT", "staging", "'development' or 'production'"),
        ("SIGNPOST_LOG_FORMAT", "xml", "SIGNPOST_LOG_FORMAT is 'xml'"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(WrongSettings) as refused:
        get_settings()
    assert told in refused.value.detail


def test_a_wrong_secret_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNPOST_API_KEY", "hunter2")
    with pytest.raises(WrongSettings) as refused:
        get_settings()
    assert "SIGNPOST_API_KEY: " in refused.value.detail
    assert "hunter2" not in refused.value.detail


@pytest.mark.parametrize("url", ["mongo://me:pass-word@there/x", "nonsense", "postgresql+no://x"])
def test_an_address_of_no_known_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseUnknown) as refused:
        Database(url)
    assert "SIGNPOST_DATABASE_URL" in refused.value.detail
    assert "sqlite:///" in refused.value.detail
    assert "pass-word" not in refused.value.detail


@pytest.mark.parametrize("keys", [",", "too-short", f"{GOOD_KEY},too-short"])
def test_a_key_that_is_none_is_refused_and_not_shown(keys: str) -> None:
    with pytest.raises(KeyUnusable) as refused:
        Vault.from_settings(Settings(referral_keys=keys))  # type: ignore[arg-type]
    assert "SIGNPOST_REFERRAL_KEYS" in refused.value.detail
    assert "too-short" not in refused.value.detail


def test_good_keys_are_taken() -> None:
    Vault.from_settings(Settings(referral_keys=f"{GOOD_KEY}, {GOOD_KEY}"))  # type: ignore[arg-type]
