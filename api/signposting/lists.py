"""The product's own lists: national help, ways that exist everywhere, and plans for whom what."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from api.directory.hours import Opening, read_hours
from api.signposting.needs import Need
from api.signposting.options import Choice, How
from api.signposting.reaching import Reach
from api.triage.answers import About, AgeBand, Group, Stage
from api.triage.wants import Want

_FOLDER = Path(__file__).parent
_WEB = re.compile(r"\b(?:websites?|online|internet|app|e-?mail)\b", re.IGNORECASE)
Wish = Literal["too_far", "costs", "online", "phone", "groups"]
Wrong = Literal["phone", "closed", "address", "time", "cost", "who", "other"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Part):
    """One organisation or page of ``national.yml``.

    ``offline_step`` is the first step of somebody who cannot go online; ``nearby`` is a word that
    the names of its kind in a directory hold, so that the one near by can stand in for it;
    ``reaches`` says whether somebody comes to people or rings them.
    """

    id: str
    name: str
    kind: Literal["information", "app", "helpline", "peer", "place", "visit"]
    how: frozenset[How]
    needs: frozenset[Need]
    ages: frozenset[AgeBand] = frozenset()
    what: str
    first_step: str | None = None
    offline_step: str | None = None
    nearby: str | None = None
    cost: str
    phone: str | None = None
    text_to: str | None = None
    schedule: str | None = None
    url: str
    source: str
    general: bool = False
    helps_to_start: bool = False
    reaches: frozenset[Reach] = frozenset()

    @model_validator(mode="after")
    def leads_offline_without_a_website(self) -> Self:
        """Refuse a step for people who cannot go online that sends them to a website."""
        if self.offline_step and _WEB.search(self.offline_step):
            raise ValueError(f"the offline_step of '{self.id}' leads to a website")
        return self

    @model_validator(mode="after")
    def has_a_number_to_call(self) -> Self:
        """Refuse a telephone or a text as a way where no number is given."""
        for how, number in ((How.PHONE, self.phone), (How.TEXT, self.text_to)):
            if how in self.how and not number:
                raise ValueError(f"'{self.id}' names {how} as a way, but gives no number for it")
        return self


class NationalList(_Part):
    """The whole of ``national.yml``."""

    checked_on: date
    limit_days: int
    entries: tuple[Entry, ...]

    @model_validator(mode="after")
    def has_single_ids(self) -> Self:
        """Refuse two entries with one id."""
        ids = [entry.id for entry in self.entries]
        double = sorted({one for one in ids if ids.count(one) > 1})
        if double:
            raise ValueError(f"These ids stand twice: {', '.join(double)}")
        return self

    def is_stale(self, today: date) -> bool:
        """Say whether the list was compared with its sources too long ago."""
        return today - self.checked_on > timedelta(days=self.limit_days)


class Route(_Part):
    """A way that exists in every area; ``replaces`` others when it can be used here.

    One that is not ``reachable`` takes a number that only the person may have. Those of one
    ``family`` are the same under another name.
    """

    name: str
    what: str
    first_step: str
    cost: str
    how: frozenset[How]
    replaces: tuple[str, ...] = ()
    reachable: bool = True
    family: str | None = None
    reaches: frozenset[Reach] = frozenset()


class Phrase(_Part):
    """A phrase to the person, and about the one they ask for."""

    me: str
    them: str

    def about(self, who: About) -> str:
        """Give the phrase that fits."""
        return self.me if who is About.ME else self.them


class Ages(_Part):
    """How it is said for whom something is, by age."""

    over: str
    under: str
    between: str
    bands: dict[AgeBand, str]
    everybody: str


class SignpostWords(_Part):
    """The phrases of which a signpost is made."""

    why: Phrase
    why_general: Phrase
    why_route: dict[str, Phrase]
    first_call: str
    first_without_phone: str
    first_without_both: str
    first_text: str
    first_page: str
    first_visit: str
    first_ask: str
    with_someone: str
    visits: str
    interpreter: str
    interpreter_nhs: str
    away_here: str
    away: str
    one_mile: str
    miles: str
    free: str
    ask_cost: str
    open_now: str
    open_always: str
    opens_today: str
    opens_today_from: str
    next_open: str
    next_open_from: str
    next_week: str
    next_week_from: str
    days: tuple[str, ...]
    ages: Ages
    expect: dict[str, str]
    how: dict[How, str]
    reaches: dict[Reach, str]
    wants: dict[str, str]
    needs: dict[Need, str]

    @field_validator("wants")
    @classmethod
    def name_each_want(cls, wants: dict[str, str]) -> dict[str, str]:
        """Refuse a list that lacks something that can be wanted."""
        if missing := sorted({*map(str, Want), "speaks"} - wants.keys()):
            raise ValueError(f"no words for what is wanted: {', '.join(missing)}")
        return wants

    def say_wants(self, wants: Iterable[str]) -> list[str]:
        """Say what is wanted, each once."""
        return list(dict.fromkeys(self.wants[want.partition(":")[0]] for want in wants))

    @field_validator("needs")
    @classmethod
    def name_each_need(cls, needs: dict[Need, str]) -> dict[Need, str]:
        """Refuse a list that lacks a need."""
        if missing := sorted(set(Need) - needs.keys()):
            raise ValueError(f"no words for inside a sentence for: {', '.join(missing)}")
        return needs


class Distances(_Part):
    """How far, in km, by how a person gets about."""

    easily: float
    near: float
    with_help: float
    unknown: float


class Plans(_Part):
    """The whole of ``plans.yml``."""

    most: int
    plans: dict[Stage, dict[Group, tuple[str, ...]]]
    child: tuple[str, ...]
    hungry: tuple[str, ...]
    urgent_first: tuple[Need, ...]
    most_needs: int
    furthest_km: Distances
    nearer_km: float
    ages: dict[AgeBand, int]
    not_met_there: frozenset[Need]
    routes: dict[str, Route]
    words: SignpostWords
    not_for_me: dict[Wish, tuple[str, ...]]
    wrong: dict[Wrong, tuple[str, ...]]


@lru_cache(maxsize=1)
def load_national() -> NationalList:
    """Read the national list."""
    return NationalList.model_validate(_read("national.yml"))


@lru_cache(maxsize=1)
def load_plans() -> Plans:
    """Read the plans."""
    return Plans.model_validate(_read("plans.yml"))


def national_choices() -> list[Choice]:
    """Give the national list as choices."""
    listed = load_national()
    return [
        Choice(
            target=f"national:{entry.id}",
            checked_on=listed.checked_on,
            free=entry.cost == "Free",
            openings=tuple(Opening(hours) for hours in read_hours(entry.schedule or "")),
            **entry.model_dump(exclude={"id", "source", "nearby"}),
        )
        for entry in listed.entries
    ]


def route_choices(*, referrals: bool) -> list[Choice]:
    """Give the ways that exist everywhere; ``referrals``: whether one can ask for a call here."""
    routes = load_plans().routes
    replaced = {name for route in routes.values() if referrals for name in route.replaces}
    found = []
    for name, route in routes.items():
        if name in replaced or (route.replaces and not referrals):
            continue
        for kind in route.replaces or (name,):
            fields = route.model_dump(exclude={"replaces"})
            found.append(Choice(target=f"route:{name}", kind=kind, free=True, **fields))
    return found


def _read(name: str) -> object:
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))
