"""When the next round is due: pure arithmetic of months, in which a month's last day stays one."""

from calendar import monthrange
from datetime import date

_MONTHS = 12


def due_on(assessed: date, months: int) -> date:
    """Return the day ``months`` after: the same day of the month, or the month's last."""
    year, month = _month(assessed, months)
    return date(year, month, min(assessed.day, monthrange(year, month)[1]))


def last_due(today: date, months: int) -> date:
    """Return the latest day from which a round is due today: ``due_on`` turned round."""
    year, month = _month(today, -months)
    length = monthrange(year, month)[1]
    is_last = today.day == monthrange(today.year, today.month)[1]
    return date(year, month, length if is_last else min(today.day, length))


def _month(day: date, months: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + months, _MONTHS)
    return day.year + years, month + 1
