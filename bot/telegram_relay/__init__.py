"""Telegram: people write to a bot, and the relay carries what they write to the chat gateway."""

import os

# python-telegram-bot gives waits as timedelta objects, as its next version will in any case.
os.environ.setdefault("PTB_TIMEDELTA", "true")
