"""A search gives what a plain scan of all entries gives, in the same order, on each database."""

import random
import uuid
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from api.database import Database
from api.directory.criteria import ATTENDING_BITS, Attending, Criteria, Weekday, Window
from api.directory.geometry import Point, dot_at, unit_vector
from api.directory.mapping import Mappings
from api.directory.search import search
from api.models import DirectoryEntry, DirectoryOpening, DirectoryService, DirectoryTag
from tests.api.directory.arrange import TODAY, a_service, at, bring_in, termed

SERVICES = 500
OLDEST = TODAY - timedelta(days=365)
# The words are their own stems, so that both databases and a plain comparison read them alike.
WORDS = ("river", "garden", "north", "lamp", "quilt", "drum", "market", "bench")
TERMS = ("Befriending", "Singing", "Food banks", "Walking groups", "Debt advice")
NEEDS = ("loneliness", "arts", "food", "exercise", "money_debt", "housing")
LANGUAGES = ("Polish", "Urdu", "English")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ACCESS = ("Ramp", "Hearing loop", "Wheelchair access")
# Most are close together, so that a search in their midst need not look far.
CENTRES = ((53.80, -1.55), (53.40, -1.47), (51.50, -0.12))
SHARES, SPREADS = (7, 2, 1), (0.015, 0.06, 0.1)
BANDS_KM = (1, 3, 5, 10, 25, 50)
FROM_AFAR = ATTENDING_BITS[Attending.ONLINE] | ATTENDING_BITS[Attending.PHONE]


@dataclass
class Kept:
    """An entry with all that belongs to it, read as it is kept."""

    entry: DirectoryEntry
    name: str
    said: str
    tags: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    openings: list[DirectoryOpening] = field(default_factory=list)


def made_up(number: int) -> dict[str, Any]:
    """One service with something of everything that a search asks for."""
    chance = random.Random(number)  # noqa: S311 -- made-up services, the same each time
    ((latitude, longitude), spread), *_ = chance.choices(
        list(zip(CENTRES, SPREADS, strict=True)), SHARES
    )
    places = [
        at(
            chance.gauss(latitude, spread),
            chance.gauss(longitude, spread * 1.6),
            accessibility=[{"description": each} for each in ACCESS if chance.random() < 0.3],
        )
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))
    ]
    opens = chance.randint(7, 20)
    hours = {
        "freq": "WEEKLY",
        "byday": ",".join(chance.sample(DAYS, chance.randint(1, 4))),
        "opens_at": f"{opens:02d}:00",
        "closes_at": f"{(opens + chance.randint(1, 8)) % 24:02d}:30",
    }
    return a_service(
        f"{' '.join(chance.sample(WORDS, 2))} {number}",
        description=" ".join(chance.sample(WORDS, 3)),
        status="inactive" if chance.random() < 0.05 else "active",
        assured_date="2024-01-10" if chance.random() < 0.05 else "2026-01-10",
        service_at_locations=places,
        schedules=[hours] if chance.random() < 0.7 else [],
        phones=[{"number": "0113 496 0000"}] if chance.random() < 0.7 else [],
        fees=chance.choice(("Free", "£3 a session", "")),
        languages=[{"name": chance.choice(LANGUAGES)}] if chance.random() < 0.4 else [],
        minimum_age=chance.choice((None, 18, 50)),
        maximum_age=chance.choice((None, 25, 60, 99)),
        attributes=termed(*chance.sample(TERMS, chance.choice((0, 1, 1, 2)))),
    )


@pytest.fixture(name="scanned")
def a_directory(database: Database) -> tuple[Database, list[Kept]]:
    """A directory of some hundred services, and all entries of it."""
    bring_in(database, [made_up(number) for number in range(SERVICES)])
    with database.reading() as session:
        entries = session.scalars(select(DirectoryEntry)).all()
        services = {each.id: each for each in session.scalars(select(DirectoryService))}
        kept = {
            each.id: Kept(
                each,
                services[each.service_id].name,
                f"{services[each.service_id].name} {services[each.service_id].description}",
            )
            for each in entries
        }
        for tag in session.scalars(select(DirectoryTag)):
            kept[tag.entry_id].tags[tag.kind][tag.value] = tag.weight
        for hours in session.scalars(select(DirectoryOpening)):
            kept[hours.entry_id].openings.append(hours)
    return database, list(kept.values())


def dot_of(kept: Kept, near: Point | None) -> float:
    """How close an entry is, as the cosine of its angle; -2 when that is not known."""
    if near is None or kept.entry.x is None or kept.entry.y is None or kept.entry.z is None:
        return -2.0
    x, y, z = unit_vector(near.latitude, near.longitude)
    return kept.entry.x * x + kept.entry.y * y + kept.entry.z * z


def band_of(kept: Kept, near: Point | None) -> int:
    if near is None:
        return 0
    if kept.entry.x is None:
        return 2 if kept.entry.attending & FROM_AFAR else len(BANDS_KM) + 1
    dot = dot_of(kept, near)
    return next((at for at, km in enumerate(BANDS_KM) if dot >= dot_at(km)), len(BANDS_KM))


def meets(kept: Kept, criteria: Criteria) -> int:
    return sum(kept.tags["need"].get(need, 0) for need in criteria.needs)


def says(kept: Kept, words: list[str], *, any_word: bool) -> bool:
    said = kept.said.split()
    return (any if any_word else all)(word in said for word in words)


def is_open(kept: Kept, criteria: Criteria) -> bool:
    minute = criteria.open_at.hour * 60 + criteria.open_at.minute if criteria.open_at else None
    return any(
        (criteria.open_on is None or hours.weekday in criteria.open_on)
        and (minute is None or hours.opens <= minute < hours.closes)
        for hours in kept.openings
    )


def is_open_in(kept: Kept, window: Window) -> bool:
    after, before = (each.hour * 60 + each.minute for each in (window.after, window.before))
    return any(
        hours.weekday in window.days
        and hours.opens < before
        and (hours.opens >= after or after < hours.closes < 24 * 60)
        for hours in kept.openings
    )


def is_near(kept: Kept, criteria: Criteria) -> bool:
    if criteria.near is None or criteria.within_km is None:
        return True
    is_used_from_afar = kept.entry.x is None and bool(kept.entry.attending & FROM_AFAR)
    return is_used_from_afar or dot_of(kept, criteria.near) >= dot_at(criteria.within_km)


def speaks(kept: Kept, language: str) -> bool:
    code, spoken = Mappings.load().language_of(language), kept.tags["language"]
    return code in spoken or (code == "en" and not spoken)


def is_of_age(kept: Kept, age: int) -> bool:
    youngest, oldest = kept.entry.minimum_age, kept.entry.maximum_age
    return (youngest is None or youngest <= age) and (oldest is None or age <= oldest)


def fits(kept: Kept, criteria: Criteria) -> bool:
    entry = kept.entry
    ways = sum(ATTENDING_BITS[way] for way in criteria.attending)
    asks_hours = criteria.open_on is not None or criteria.open_at is not None
    return all(
        (
            entry.is_active,
            entry.checked_on >= OLDEST,
            not criteria.needs or meets(kept, criteria),
            is_near(kept, criteria),
            not criteria.free_only or entry.is_free,
            criteria.access <= kept.tags["access"].keys(),
            not asks_hours or is_open(kept, criteria),
            not criteria.open_in or any(is_open_in(kept, each) for each in criteria.open_in),
            criteria.language is None or speaks(kept, criteria.language),
            not ways or entry.attending & ways,
            criteria.age is None or is_of_age(kept, criteria.age),
            not criteria.named or any(each in kept.name for each in criteria.named),
            not {entry.id, entry.service_id} & criteria.exclude,
        )
    )


def scan(entries: list[Kept], criteria: Criteria) -> list[tuple[Kept, tuple[float, ...]]]:
    """Give the best entry of every service that fits, the best first, and what it ranks by."""
    words = (criteria.text or "").split()
    fitting = [each for each in entries if fits(each, criteria)]
    told = [each for each in fitting if says(each, words, any_word=False)]
    if not told and len(words) > 1:
        told = [each for each in fitting if says(each, words, any_word=True)]
    ranked = sorted(
        (
            (
                each,
                (
                    band_of(each, criteria.near),
                    -meets(each, criteria),
                    -dot_of(each, criteria.near),
                ),
            )
            for each in told
        ),
        key=lambda pair: (pair[1], pair[0].entry.id),
    )
    best: dict[uuid.UUID, tuple[Kept, tuple[float, ...]]] = {}
    for each, rank in ranked:
        best.setdefault(each.entry.service_id, (each, rank))
    return list(best.values())


def some_of(values: Any, most: int) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(values), max_size=most)


def seldom(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), st.none(), strategy)


CLOCKS = st.times(time(6), time(23)).map(lambda at: at.replace(microsecond=0, second=0))
PLACES = st.builds(
    lambda centre, north, east: Point(centre[0] + north, centre[1] + east),
    st.sampled_from(CENTRES),
    st.floats(-0.1, 0.1),
    st.floats(-0.1, 0.1),
)
WINDOWS = st.builds(
    lambda days, at: Window(days, at, at.replace(hour=min(23, at.hour + 3))),
    st.frozensets(st.sampled_from(Weekday), min_size=1, max_size=3),
    CLOCKS,
)


@st.composite
def searches(draw: st.DrawFn) -> Criteria:
    """What a conversation may ask for: mostly little, sometimes everything at once."""
    near = draw(st.one_of(st.none(), PLACES, PLACES))
    text = draw(seldom(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True)))
    return Criteria(
        needs=draw(some_of(NEEDS, 3)),
        near=near,
        within_km=draw(seldom(st.sampled_from((0.5, 2, 3, 8, 40)))) if near else None,
        free_only=draw(st.sampled_from((False, False, True))),
        open_on=draw(seldom(st.frozensets(st.sampled_from(Weekday), min_size=1, max_size=3))),
        open_at=draw(seldom(CLOCKS)),
        open_in=tuple(draw(seldom(st.lists(WINDOWS, min_size=1, max_size=2))) or ()),
        access=draw(st.one_of(st.just(frozenset()), some_of(("step_free", "hearing_loop"), 2))),
        language=draw(seldom(st.sampled_from(LANGUAGES))),
        attending=draw(st.one_of(st.just(frozenset()), some_of(list(Attending), 2))),
        age=draw(seldom(st.integers(10, 100))),
        text=" ".join(text) if text else None,
        named=draw(st.one_of(st.just(frozenset()), some_of(WORDS, 1))),
        limit=draw(st.sampled_from((1, 5, 10, 50))),
        offset=draw(st.sampled_from((0, 0, 3, 20))),
    )


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_search_gives_what_a_scan_gives(
    scanned: tuple[Database, list[Kept]], data: st.DataObject
) -> None:
    database, entries = scanned
    criteria = data.draw(searches())
    some = st.sampled_from(entries).map(lambda each: each.entry)
    left_out = data.draw(st.lists(some, max_size=2))
    ids = frozenset(each.id if number else each.service_id for number, each in enumerate(left_out))
    criteria = replace(criteria, exclude=ids)
    expected = scan(entries, criteria)
    with database.reading() as session:
        found = search(session, criteria, TODAY)
    assert found.total == min(len(expected), max(500, criteria.offset + criteria.limit))
    page = expected[criteria.offset : criteria.offset + criteria.limit]
    if criteria.text:
        # How well words fit is for each database to say; it counts after the band and the needs.
        ranks = {each.entry.id: rank for each, rank in expected}
        assert [ranks[each.id][:2] for each in found.items] == [rank[:2] for _, rank in page]
    else:
        assert [each.id for each in found.items] == [each.entry.id for each, _ in page]
        assert [each.name for each in found.items] == [each.name for each, _ in page]
