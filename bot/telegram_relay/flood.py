"""How long Telegram asks a bot to be quiet."""

from datetime import timedelta

from telegram.error import RetryAfter


def quiet_s(error: RetryAfter) -> float:
    """Give the seconds that a flood limit lasts."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
