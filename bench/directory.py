# ruff: noqa: PLR2004 -- the shares of a made-up directory stand where they are used
"""How long a search of the directory takes, beside a plain table's, and how both grow with it."""

import os
import random
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import create_engine, make_url, text

from api.database import Database
from api.directory.geometry import Point
from api.directory.importing.incoming import SourceInfo
from api.directory.importing.service import import_directory
from api.directory.search import Attending, Criteria, Weekday, search
from api.directory.sources.oruk3 import read_data
from api.migrations import migrate
from bench import plain_search

SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
SERVER_VARIABLE = "SIGNPOST_TEST_POSTGRES_URL"
_SEED = 20260302
_NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_SEARCHES = 200
_SPREAD_DEGREES = 0.09
_SPACE = uuid.UUID("0d7fd4a1-5c0e-4b53-9d5a-9c6b7b7f6a10")
_CENTRES = (
    (51.51, -0.12),
    (52.48, -1.90),
    (53.48, -2.24),
    (53.80, -1.55),
    (53.38, -1.47),
    (53.41, -2.98),
    (51.45, -2.59),
    (54.97, -1.61),
    (52.95, -1.15),
    (52.64, -1.13),
    (50.37, -4.14),
    (50.90, -1.40),
)
TERMS = {
    "loneliness": "Befriending",
    "low_mood_anxiety": "Mental health support",
    "bereavement": "Bereavement",
    "exercise": "Walking groups",
    "food": "Food banks",
    "money_debt": "Debt advice",
    "housing": "Housing advice",
    "work": "Employment support",
    "english_language": "ESOL",
    "digital": "Digital skills",
    "transport": "Community transport",
    "carers": "Carers support",
    "dementia": "Dementia support",
    "disability": "Disability",
    "alcohol": "Alcohol support",
    "parenting": "Parenting",
    "arts": "Arts and crafts",
    "nature": "Community gardens",
    "volunteering": "Volunteering",
}
# None of these means a need: a service is for the need of its term, as in a real directory.
_WORDS = """
friendly weekly beginners evening morning corner circle local open warm lively gentle welcome
together street hall riverside bridge green hill square mill seasonal monthly
""".split()  # noqa: SIM905 -- as in a word list
_KINDS = ("group", "club", "centre", "project", "service", "drop-in", "workshop")
_LANGUAGES = ("Polish", "Urdu", "Arabic", "Romanian", "Bengali")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Say = Callable[[str], None]


def search_figures(say: Say, *, large: bool) -> dict[str, float]:
    """Measure each size on SQLite, and on PostgreSQL where a server is named.

    The ``large`` one takes some minutes. Gives the 95th percentiles, in milliseconds, also as
    ratios to those of a plain table in the same run and as growth from size to size, and how many
    services an import writes a second.
    """
    figures: dict[str, float] = {}
    for name, size in SIZES.items():
        if name == "100k" and not large:
            continue
        with tempfile.TemporaryDirectory(prefix="signpost-bench-") as folder:
            database = Database(f"sqlite:///{Path(folder) / 'directory.db'}")
            figures |= _measure(database, "", name, size, say)
        if os.environ.get(SERVER_VARIABLE):
            with _fresh_postgres() as database:
                figures |= _measure(database, "_postgresql", name, size, say)
    return figures | growth(figures)


def growth(figures: dict[str, float]) -> dict[str, float]:
    """Give how many times longer a search takes in ten times as many services, and the peer's."""
    return {
        f"{kind}_growth_{more}_over_{fewer}{where}": figures[key] / figures[before]
        for kind in ("search", "plain_search")
        for fewer, more in (("1k", "10k"), ("10k", "100k"))
        for where in ("", "_postgresql")
        if (key := f"{kind}_p95_ms_{more}{where}") in figures
        and (before := f"{kind}_p95_ms_{fewer}{where}") in figures
    }


def _measure(database: Database, where: str, name: str, size: int, say: Say) -> dict[str, float]:
    say(f"a directory of {size:,} services{where.replace('_', ' on ')}")
    migrate(database)
    started = time.perf_counter()
    services = [made_up_service(number) for number in range(size)]
    info = SourceInfo("bench", "Made up")
    import_directory(database.transaction, info, read_data(services), now=_NOW)
    rate = size / (time.perf_counter() - started)
    with database.engine.connect() as connection:
        plain_search.fill(connection, services)
    _gather_statistics(database)
    taken, plain = _search_all(database)
    database.dispose()
    return {
        f"search_p95_ratio_{name}{where}": quantiles(taken, n=20)[-1] / quantiles(plain, n=20)[-1],
        f"plain_search_p95_ms_{name}{where}": quantiles(plain, n=20)[-1],
        f"search_p95_ms_{name}{where}": quantiles(taken, n=20)[-1],
        f"search_p50_ms_{name}{where}": quantiles(taken, n=2)[0],
        f"import_per_second_{name}{where}": rate,
    }


def made_up_service(number: int) -> dict[str, Any]:
    """Make one service, always the same for a number, in the shape of Open Referral UK v3."""
    chance = random.Random(_SEED + number)
    need = chance.choice(list(TERMS))
    words = chance.sample(_WORDS, 6)
    latitude, longitude = chance.choice(_CENTRES)
    place = {
        "id": str(uuid.uuid5(_SPACE, f"location {number}")),
        "location_type": "physical",
        "latitude": chance.gauss(latitude, _SPREAD_DEGREES),
        "longitude": chance.gauss(longitude, _SPREAD_DEGREES * 1.6),
        "addresses": [{"address_1": f"{number} Example Street", "city": "Example"}],
        "accessibility": [{"description": "Wheelchair access"}] if chance.random() < 0.5 else [],
    }
    opens = chance.randint(8, 18)
    schedule = {
        "freq": "WEEKLY",
        "byday": ",".join(chance.sample(_DAYS, chance.randint(1, 4))),
        "opens_at": f"{opens:02d}:00",
        "closes_at": f"{opens + 2:02d}:00",
    }
    return {
        "id": str(uuid.uuid5(_SPACE, f"service {number}")),
        "name": f"{words[0].title()} {words[1]} {chance.choice(_KINDS)} {number}",
        "description": f"For people who like {', '.join(words)}. Come as you are.",
        "status": "active",
        "assured_date": "2026-01-15",
        "organization": {"id": f"organisation-{number // 3}", "name": f"Example {number // 3}"},
        "service_at_locations": [] if chance.random() < 0.1 else [{"location": place}],
        "schedules": [schedule],
        "phones": [{"number": "0113 496 0000"}],
        "fees": chance.choice(["Free", "£3 a session", ""]),
        "languages": [{"name": chance.choice(_LANGUAGES)}] if chance.random() < 0.2 else [],
        "attributes": [{"taxonomy_term": {"name": TERMS[need], "taxonomy": "Example"}}],
    }


def made_up_search(number: int) -> Criteria:
    """Make one search as a conversation would ask for, always the same for a number."""
    chance = random.Random(-_SEED - number)
    latitude, longitude = chance.choice(_CENTRES)
    near = Point(chance.gauss(latitude, 0.05), chance.gauss(longitude, 0.08))
    some = chance.random
    return Criteria(
        needs=frozenset(chance.sample(list(TERMS), chance.randint(1, 2)) if some() < 0.9 else ()),
        near=near if some() < 0.9 else None,
        text=" ".join(chance.sample(_WORDS, 2)) if some() < 0.25 else None,
        free_only=some() < 0.2,
        open_on=frozenset({Weekday(chance.randrange(7))}) if some() < 0.2 else None,
        open_at=clock(chance.randint(9, 17)) if some() < 0.1 else None,
        access=frozenset({"wheelchair"}) if some() < 0.1 else frozenset(),
        language=chance.choice(_LANGUAGES) if some() < 0.1 else None,
        attending=frozenset({Attending.IN_PERSON}) if some() < 0.2 else frozenset(),
        age=chance.randint(16, 90) if some() < 0.3 else None,
        limit=10,
    )


def _search_all(database: Database) -> tuple[list[float], list[float]]:
    """Search with each criteria after a round that warms up; give the milliseconds of each.

    The peer's are beside them: one is measured right after the other, so that both meet the same.
    """
    criteria = [made_up_search(number) for number in range(_SEARCHES)]
    for each in criteria:
        _taken_ms(database, each)
        _plain_ms(database, each)
    taken = [(_taken_ms(database, each), _plain_ms(database, each)) for each in criteria]
    return [ours for ours, _ in taken], [plain for _, plain in taken]


def _taken_ms(database: Database, criteria: Criteria) -> float:
    started = time.perf_counter()
    with database.reading() as session:
        search(session, criteria, _NOW.date())
    return (time.perf_counter() - started) * 1000


def _plain_ms(database: Database, criteria: Criteria) -> float:
    started = time.perf_counter()
    with database.engine.connect() as connection:
        plain_search.search(connection, criteria, TERMS)
    return (time.perf_counter() - started) * 1000


def _gather_statistics(database: Database) -> None:
    """Do at once what PostgreSQL does by itself some minutes after an import."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


@contextmanager
def _fresh_postgres() -> Iterator[Database]:
    server = os.environ[SERVER_VARIABLE]
    name = f"signpost_bench_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield Database(make_url(server).set(database=name).render_as_string(hide_password=False))
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()
