"""Say the hours and the cost of a service in plain words (the words: ``words.yml``)."""

from collections.abc import Sequence
from datetime import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from api.directory.records import CostRecord, ScheduleRecord

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FILE = Path(__file__).with_name("words.yml")
_NOON = 12


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return words


def weekdays(byday: str | None) -> list[int]:
    """Return the weekdays (0 is Monday) of a rule such as ``MO,1TU``, in order."""
    return sorted({DAYS.index(part[-2:]) for part in byday.split(",")}) if byday else []


def say_schedules(schedules: Sequence[ScheduleRecord]) -> str | None:
    """Say when a service is open: its days and hours, or else what its schedules describe."""
    told = dict.fromkeys(filter(None, (_say_schedule(each) for each in schedules)))
    return str(_words()["between"]).join(told) or None


def say_cost(options: Sequence[CostRecord], fees: str | None, *, free: bool | None) -> str | None:
    """Say what a service costs: its options, or else its fees, or else that it is free."""
    told = dict.fromkeys(filter(None, (_say_option(each) for each in options)))
    if told and free is not True:
        return str(_words()["between"]).join(told)
    return fees or (str(_words()["free"]) if free else None)


def _say_schedule(schedule: ScheduleRecord) -> str | None:
    words = _words()
    days = weekdays(schedule.byday)
    if not days:
        return schedule.description
    hours = [words["days"][day] for day in days]
    if schedule.opens_at and schedule.closes_at:
        opens, closes = _clock(schedule.opens_at), _clock(schedule.closes_at)
        hours = [words["hours"].format(day=day, opens=opens, closes=closes) for day in hours]
    return str(words["between"]).join(hours) + _how_often(schedule)


def _how_often(schedule: ScheduleRecord) -> str:
    if schedule.freq == "MONTHLY":
        return str(_words()["monthly"])
    if schedule.interval and schedule.interval > 1:
        return str(_words()["every_other"].format(interval=schedule.interval))
    return ""


def _say_option(option: CostRecord) -> str | None:
    words = _words()
    if option.amount is None:
        return option.option or option.amount_description
    cost = (
        words["cost"].format(amount=_money(option.amount)) if option.amount else words["cost_free"]
    )
    cost = " ".join(filter(None, (cost, option.amount_description)))
    return words["cost_of"].format(option=option.option, cost=cost) if option.option else cost


def _money(amount: Decimal) -> str:
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"


def _clock(moment: time) -> str:
    hour = moment.hour % _NOON or _NOON
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < _NOON else 'pm'}"
