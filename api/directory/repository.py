"""Every query of a search of the directory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    and_,
    case,
    column,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from api.directory.criteria import ATTENDING_BITS, Attending, Criteria, Window
from api.directory.geometry import Box, Point, box_around, dot_at, unit_vector
from api.directory.mapping import Mappings
from api.models import (
    DirectoryEntry,
    DirectoryOpening,
    DirectoryService,
    DirectorySource,
    DirectoryTag,
    DirectoryText,
)

_FROM_AFAR = ATTENDING_BITS[Attending.ONLINE] | ATTENDING_BITS[Attending.PHONE]
_BANDS_KM = (1, 3, 5, 10, 25, 50)
_BAND_FROM_AFAR = 2
_BAND_UNKNOWN = len(_BANDS_KM) + 1
_ENGLISH = "en"
# The dot product of unit vectors is never below -1, so this one stands for "not known".
_NOWHERE = -2.0
# Both end a band.
_VERY_CLOSE_KM, _CLOSE_KM = 3, 10
_KM_FROM_AFAR = _BANDS_KM[_BAND_FROM_AFAR]
_MANY = 300
# Hours whose end is not known are kept as ending here.
_MIDNIGHT = 24 * 60
MOST_COUNTED = 500
_MORE_ROWS = 20
# How much a word counts in the title, in the terms and in the description.
_SQLITE_RANK = "-bm25(directory_text_index, 8.0, 4.0, 1.0)"
Selected = Select[*tuple[Any, ...]]
_index = table("directory_text_index", column("rowid"), column("directory_text_index"))


@dataclass(frozen=True)
class _Ranking:
    """What the entries are ordered by, the best first."""

    band: ColumnElement[Any]
    meets: ColumnElement[Any]
    text: ColumnElement[Any]
    dot: ColumnElement[Any]

    def order(self) -> list[ColumnElement[Any]]:
        return [self.band, self.meets.desc(), self.text.desc(), self.dot.desc()]


def has_own_directory(session: Session) -> bool:
    """Whether there is a directory besides the sample."""
    own = select(DirectorySource.id).where(DirectorySource.is_sample.is_(False)).limit(1)
    return session.scalar(own) is not None


def find_entries(
    session: Session,
    criteria: Criteria,
    words: Sequence[str],
    *,
    today: date,
    oldest: date,
    any_word: bool = False,
) -> tuple[list[tuple[DirectoryEntry, float | None]], int]:
    """Return one page of the best entry of each service that fits, and how many services fit.

    They are counted up to ``MOST_COUNTED``, or to the end of the page if that is further.

    Each entry comes with the dot product of its position and that of ``criteria.near``.
    """
    conditions = [*_conditions(criteria, today), *_worth_showing(session, oldest)]
    fitting, ranking = _fitting(session, criteria, words, any_word=any_word)
    best, is_all = _closest(session, criteria, words, conditions, any_word=any_word), False
    needed = criteria.offset + criteria.limit
    if len(best) < needed:
        ranked = _ranked(fitting.where(*conditions), ranking)
        best, is_all = _distinct(session, ranked, needed)
    total = len(best)
    if not is_all:
        by_need = criteria.needs and not words
        counted = _meeting_any(criteria.needs) if by_need else fitting
        counted = counted.where(*conditions).with_only_columns(DirectoryEntry.service_id)
        total = max(total, _count(session, counted, at_once=bool(words)))
    page = best[criteria.offset : needed]
    wanted = select(DirectoryEntry).where(DirectoryEntry.id.in_([row.id for row in page]))
    entries = {entry.id: entry for entry in session.scalars(wanted)} if page else {}
    return [(entries[row.id], None if row.dot < -1 else row.dot) for row in page], total


def _closest(
    session: Session,
    criteria: Criteria,
    words: Sequence[str],
    conditions: Sequence[ColumnElement[bool]],
    *,
    any_word: bool,
) -> list[Row[*tuple[Any, ...]]]:
    """Return the best entries within ``_CLOSE_KM``, which come before all others anyway."""
    near, needed = criteria.near, criteria.offset + criteria.limit
    if near is None:
        return []
    found: list[Row[*tuple[Any, ...]]] = []
    fitting, ranking = _fitting(session, criteria, words, any_word=any_word, by_place=True)
    for km in _distances(session, near, criteria.within_km):
        close = fitting.where(*conditions, _within(near, km, from_afar=km >= _KM_FROM_AFAR))
        found, _ = _distinct(session, _ranked(close, ranking), needed)
        if len(found) >= needed:
            break
    return found


def _distances(session: Session, near: Point, within_km: float | None) -> list[int]:
    """Say how far to look: a short way first where much is near, so that not all is ranked.

    Each ends a band, so that what is found comes before everything that is further.
    """
    box = box_around(near, _VERY_CLOSE_KM)
    some = select(literal(1)).where(*_in_box(box)).limit(_MANY).subquery()
    many = session.scalar(select(func.count()).select_from(some)) == _MANY
    distances = [_VERY_CLOSE_KM, _CLOSE_KM] if many else [_CLOSE_KM]
    return [km for km in distances if within_km is None or km <= within_km]


def _ranked(fitting: Selected, ranking: _Ranking) -> Selected:
    return fitting.add_columns(ranking.dot).order_by(*ranking.order(), DirectoryEntry.id)


def _distinct(
    session: Session, ranked: Selected, needed: int
) -> tuple[list[Row[*tuple[Any, ...]]], bool]:
    """Return the first entries of ``needed`` services, and whether there are no more."""
    at_once = needed * 2 + _MORE_ROWS
    while True:
        rows = session.execute(ranked.limit(at_once)).all()
        by_service: dict[Any, Row[*tuple[Any, ...]]] = {}
        for row in rows:
            by_service.setdefault(row.service_id, row)
        first = list(by_service.values())
        if len(rows) < at_once:
            return first, True
        if len(first) >= needed:
            return first, False
        at_once *= 4


def _meeting_any(needs: frozenset[str]) -> Selected:
    """Begin with the entries that meet a need, in no order and each once for every need."""
    entry, met = DirectoryEntry, DirectoryTag.__table__.alias("met")
    wanted = [met.c.kind == "need", met.c.value.in_(sorted(needs))]
    return select(entry.id).join(met, met.c.entry_id == entry.id).where(*wanted)


def _count(session: Session, fitting: Selected, *, at_once: bool) -> int:
    """Count the services that fit, but not for ever: nobody turns so many pages.

    The first rows are mostly enough, and need not all be found before any can be counted; but not
    where the words of a search are what leads to them (``at_once``).
    """
    whole = fitting.distinct().limit(MOST_COUNTED)
    if not at_once and (counted := _count_of_first(session, fitting)) is not None:
        return counted
    return session.scalar(select(func.count()).select_from(whole.subquery())) or 0


def _count_of_first(session: Session, fitting: Selected) -> int | None:
    first = fitting.limit(MOST_COUNTED * 2).subquery()
    counted = select(func.count(), func.count(first.c.service_id.distinct())).select_from(first)
    rows, services = session.execute(counted).one()
    if rows < MOST_COUNTED * 2 or services >= MOST_COUNTED:
        return min(services, MOST_COUNTED)
    return None


def _fitting(
    session: Session,
    criteria: Criteria,
    words: Sequence[str],
    *,
    any_word: bool,
    by_place: bool = False,
) -> tuple[Selected, _Ranking]:
    """Begin with what the search is about: the needs, the words, the place."""
    entry = DirectoryEntry
    meets: ColumnElement[Any] = literal(0)
    text: ColumnElement[Any] = literal(0.0)
    joined: FromClause = entry.__table__
    wanted: list[ColumnElement[bool]] = []
    if criteria.needs and by_place:
        # The place leads to few entries, so each is asked what it meets.
        meets = _meeting(criteria.needs, entry.id).scalar_subquery()
        wanted = [_tagged("need", sorted(criteria.needs))]
    elif criteria.needs:
        met = _meeting(criteria.needs).subquery()
        joined, meets = joined.join(met, met.c.entry_id == entry.id), met.c.meets
    if words:
        said = services_saying(session, words, any_word=any_word).subquery()
        joined, text = joined.join(said, said.c.service_id == entry.service_id), said.c.text
    dot: ColumnElement[Any] = literal(_NOWHERE)
    band: ColumnElement[Any] = literal(0)
    if criteria.near:
        dot = func.coalesce(closeness(criteria.near), _NOWHERE)
        band = _band(closeness(criteria.near))
    ranking = _Ranking(
        band=band.label("band"),
        meets=meets.label("meets"),
        text=text.label("text"),
        dot=dot.label("dot"),
    )
    return select(entry.id, entry.service_id).select_from(joined).where(*wanted), ranking


def _meeting(needs: frozenset[str], entry_id: Any = None) -> Selected:
    """The sum of the weights of the needs that are met: more needs and surer ones first.

    It is that of one entry, or of each entry that meets any.
    """
    tag = DirectoryTag
    wanted = [tag.kind == "need", tag.value.in_(sorted(needs))]
    total = func.sum(tag.weight).label("meets")
    if entry_id is not None:
        return select(total).where(tag.entry_id == entry_id, *wanted).correlate(DirectoryEntry)
    return select(tag.entry_id, total).where(*wanted).group_by(tag.entry_id)


def services_saying(session: Session, words: Sequence[str], *, any_word: bool = False) -> Selected:
    """Services with these words, and how well they fit, by the database's own full-text search."""
    text = DirectoryText
    if session.get_bind().dialect.name == "sqlite":
        wanted = (" OR " if any_word else " ").join(f'"{word}"' for word in words)
        return (
            select(text.service_id, literal_column(_SQLITE_RANK).label("text"))
            .select_from(_index)
            .join(text, text.number == _index.c.rowid)
            .where(_index.c.directory_text_index.op("MATCH")(wanted))
        )
    query = func.to_tsquery("english", (" | " if any_word else " & ").join(words))
    rank = func.ts_rank(text.words, query)
    return select(text.service_id, rank.label("text")).where(text.words.op("@@")(query))


def closeness(near: Point) -> ColumnElement[Any]:
    """The dot product of an entry's position and a point's: the greater, the nearer."""
    x, y, z = unit_vector(near.latitude, near.longitude)
    return DirectoryEntry.x * x + DirectoryEntry.y * y + DirectoryEntry.z * z


def _band(dot: ColumnElement[Any]) -> ColumnElement[Any]:
    unknown = case(
        (DirectoryEntry.attending.op("&")(_FROM_AFAR) != 0, _BAND_FROM_AFAR), else_=_BAND_UNKNOWN
    )
    bands = [(dot >= dot_at(km), band) for band, km in enumerate(_BANDS_KM)]
    return case((DirectoryEntry.x.is_(None), unknown), *bands, else_=len(_BANDS_KM))


def _worth_showing(session: Session, oldest: date) -> list[ColumnElement[bool]]:
    entry = DirectoryEntry
    if has_own_directory(session):
        return [
            entry.is_active.is_(True),
            entry.is_sample.is_(False),
            entry.checked_on >= oldest,
        ]
    return [entry.is_active.is_(True)]


def _conditions(criteria: Criteria, today: date) -> list[ColumnElement[bool]]:
    """Everything besides needs and words that an entry must fulfil."""
    entry = DirectoryEntry
    wanted = [_tagged("access", [kind]) for kind in sorted(criteria.access)]
    if criteria.near and criteria.within_km is not None:
        wanted.append(_within(criteria.near, criteria.within_km))
    if criteria.free_only:
        wanted.append(entry.is_free.is_(True))
    if criteria.open_on is not None or criteria.open_at is not None:
        wanted.append(_open(criteria, today))
    if criteria.open_in:
        wanted.append(_open_in(criteria.open_in, today))
    if criteria.language:
        wanted.append(_speaks(criteria.language))
    if criteria.attending:
        bits = sum(ATTENDING_BITS[way] for way in criteria.attending)
        wanted.append(entry.attending.op("&")(bits) != 0)
    if criteria.age is not None:
        wanted.append(or_(entry.minimum_age.is_(None), entry.minimum_age <= criteria.age))
        wanted.append(or_(entry.maximum_age.is_(None), entry.maximum_age >= criteria.age))
    if criteria.named:
        wanted.append(_named(criteria.named))
    if criteria.exclude:
        wanted.append(entry.service_id.not_in(criteria.exclude))
        wanted.append(entry.id.not_in(criteria.exclude))
    return wanted


def _within(near: Point, km: float, *, from_afar: bool = True) -> ColumnElement[bool]:
    entry = DirectoryEntry
    inside = and_(*_in_box(box_around(near, km)), closeness(near) >= dot_at(km))
    if not from_afar:
        return inside
    # Said of the latitude, so that the same index serves.
    return or_(inside, and_(entry.latitude.is_(None), entry.attending.op("&")(_FROM_AFAR) != 0))


def _in_box(box: Box) -> list[ColumnElement[bool]]:
    entry = DirectoryEntry
    return [
        entry.latitude.between(box.south, box.north),
        entry.longitude.between(box.west, box.east),
    ]


def _open(criteria: Criteria, today: date) -> ColumnElement[bool]:
    hours = DirectoryOpening
    wanted = _hours_of_entry(today)
    if criteria.open_on is not None:
        wanted.append(hours.weekday.in_(sorted(criteria.open_on)))
    if criteria.open_at is not None:
        minute = _minute(criteria.open_at)
        wanted += [hours.opens <= minute, hours.closes > minute]
    return exists().where(*wanted)


def _open_in(windows: Iterable[Window], today: date) -> ColumnElement[bool]:
    """Whether some hours overlap with a window; those without an end must begin in it."""
    hours = DirectoryOpening
    spans = [
        and_(
            hours.weekday.in_(sorted(window.days)),
            hours.opens < _minute(window.before),
            or_(
                hours.opens >= _minute(window.after),
                and_(hours.closes > _minute(window.after), hours.closes < _MIDNIGHT),
            ),
        )
        for window in windows
    ]
    return exists().where(*_hours_of_entry(today), or_(*spans))


def _hours_of_entry(today: date) -> list[ColumnElement[bool]]:
    hours = DirectoryOpening
    return [
        hours.entry_id == DirectoryEntry.id,
        or_(hours.valid_from.is_(None), hours.valid_from <= today),
        or_(hours.valid_to.is_(None), hours.valid_to >= today),
    ]


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _named(names: Iterable[str]) -> ColumnElement[bool]:
    service = DirectoryService
    holds = [service.name.icontains(name, autoescape=True) for name in sorted(names)]
    return exists().where(service.id == DirectoryEntry.service_id, or_(*holds))


def _speaks(language: str) -> ColumnElement[bool]:
    code = Mappings.load().language_of(language)
    speaks = _tagged("language", [code])
    if code != _ENGLISH:
        return speaks
    any_language = exists().where(
        DirectoryTag.entry_id == DirectoryEntry.id, DirectoryTag.kind == "language"
    )
    return or_(speaks, ~any_language)


def _tagged(kind: str, values: Sequence[str]) -> ColumnElement[bool]:
    tag = DirectoryTag
    return exists().where(
        tag.entry_id == DirectoryEntry.id, tag.kind == kind, tag.value.in_(values)
    )
