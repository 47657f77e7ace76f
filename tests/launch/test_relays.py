"""A relay runs beside the other processes once it has what it needs to know."""

from typing import Any

import pytest

from api.config import Settings
from bot.launch.processes import SERVE, relays


@pytest.mark.parametrize(
    ("given", "running"),
    [
        ({}, []),
        ({"telegram_token": "1:a"}, ["telegram_relay"]),
        ({"twilio_account_sid": "AC1"}, ["twilio_relay"]),
        (
            {"telegram_token": "1:a", "twilio_account_sid": "AC1"},
            ["telegram_relay", "twilio_relay"],
        ),
    ],
)
def test_a_relay_runs_when_its_settings_are_there(
    given: dict[str, Any], running: list[str]
) -> None:
    assert relays(Settings(**given)) == running
    assert set(running) <= set(SERVE)


def test_an_empty_token_starts_no_relay() -> None:
    assert relays(Settings(telegram_token="", twilio_account_sid="")) == []
