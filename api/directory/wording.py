"""Say the hours and the cost of a service in plain words (the words: ``words.yml``)."""

from collections.abc import Iterator, Sequence
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
_LEAST_RUN = 3


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
    hours = [_say_days(run) for run in _runs(days)]
    if schedule.opens_at:
        opens = clock(schedule.opens_at)
        closes = clock(schedule.closes_at) if schedule.closes_at else None
        shape = words["hours" if closes else "hours_from"]
        hours = [shape.format(day=day, opens=opens, closes=closes) for day in hours]
    return str(words["between"]).join(hours) + _how_often(schedule)


def _runs(days: Sequence[int]) -> Iterator[list[int]]:
    """Put days that follow each other together, three or more of them."""
    run: list[int] = []
    for day in days:
        if run and day != run[-1] + 1:
            yield from _parted(run)
            run = []
        run.append(day)
    yield from _parted(run)


def _parted(run: list[int]) -> list[list[int]]:
    return [run] if len(run) >= _LEAST_RUN else [[day] for day in run]


def _say_days(run: Sequence[int]) -> str:
    names = [_words()["days"][day] for day in run]
    if len(names) == 1:
        return str(names[0])
    return str(_words()["run"].format(first=names[0], last=names[-1]))


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


def clock(moment: time) -> str:
    """Say a time of the day, as in 9am or 2:30pm."""
    hour = moment.hour % _NOON or _NOON
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < _NOON else 'pm'}"
