"""Every query of a search of the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    case,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    union_all,
)
from sqlalchemy.orm import Session

from api.directory.criteria import Criteria
from api.directory.geometry import Point, box_around, dot_at
from api.directory.narrowing import FROM_AFAR, closeness, conditions_of, in_box, tagged, within
from api.models import (
    DirectoryEntry,
    DirectoryShown,
    DirectorySource,
    DirectoryTag,
    DirectoryText,
)

_BANDS_KM = (1, 3, 5, 10, 25, 50)
_BAND_FROM_AFAR = 2
_BAND_UNKNOWN = len(_BANDS_KM) + 1
# The dot product of unit vectors is never below -1, so this one stands for "not known".
_NOWHERE = -2.0
# Both end a band.
_VERY_CLOSE_KM, _CLOSE_KM = 3, 10
_KM_FROM_AFAR = _BANDS_KM[_BAND_FROM_AFAR]
_MANY = 300
MOST_COUNTED = 500
_MORE_ROWS = 20
# How much a word counts in the title, in the terms and in the description.
_SQLITE_RANK = "-bm25(directory_text_index, 8.0, 4.0, 1.0)"
Selected = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]
# Said as it stands, for then each database knows the index of the needs for the one to use.
_IS_NEED = DirectoryTag.kind == literal_column("'need'")
_index = table("directory_text_index", column("rowid"), column("directory_text_index"))


@dataclass(frozen=True)
class _Ranking:
    """What the entries are ordered by, the best first."""

    band: ColumnElement[Any]
    meets: ColumnElement[Any]
    text: ColumnElement[Any]
    dot: ColumnElement[Any]

    def columns(self) -> list[ColumnElement[Any]]:
        return [self.band, self.meets, self.text, self.dot]

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
) -> tuple[list[tuple[DirectoryEntry, dict[str, Any], float | None]], int]:
    """Return one page of the best entry of each service that fits, and how many services fit.

    They are counted up to ``MOST_COUNTED``, or to the end of the page if that is further.

    Each entry comes with what is shown of it, and the dot product of its position and that of
    ``criteria.near``.
    """
    conditions = [*conditions_of(criteria, today), *_worth_showing(session, oldest)]
    needed = criteria.offset + criteria.limit
    if words:
        fitting, ranking = _saying(session, criteria, words, any_word=any_word)
        best, total = _distinct_and_counted(session, fitting.where(*conditions), ranking, needed)
    else:
        best, total = _best(session, criteria, conditions, needed)
    return _shown(session, best[criteria.offset : needed]), total


def _best(
    session: Session, criteria: Criteria, conditions: Sequence[ColumnElement[bool]], needed: int
) -> tuple[list[_Found], int]:
    """Return the first entries of ``needed`` services, and how many services fit."""
    best = _closest(session, criteria, conditions, needed)
    if len(best) < needed:
        fitting, ranking = _meeting(criteria)
        return _distinct_and_counted(session, fitting.where(*conditions), ranking, needed)
    counted = _meeting_any(criteria.needs) if criteria.needs else select(DirectoryEntry.service_id)
    return best, max(len(best), _count(session, counted.where(*conditions)))


def _closest(
    session: Session, criteria: Criteria, conditions: Sequence[ColumnElement[bool]], needed: int
) -> list[_Found]:
    """Return the best entries within ``_CLOSE_KM``, which come before all others anyway."""
    near = criteria.near
    if near is None:
        return []
    found: list[_Found] = []
    for km in _distances(session, near, criteria.within_km):
        fitting, ranking = _meeting(criteria, km)
        close = fitting.where(*conditions, within(near, km, from_afar=km >= _KM_FROM_AFAR))
        found = _distinct(session, _ranked(close, ranking), needed)
        if len(found) >= needed:
            break
    return found


def _shown(
    session: Session, page: Sequence[_Found]
) -> list[tuple[DirectoryEntry, dict[str, Any], float | None]]:
    if not page:
        return []
    wanted = (
        select(DirectoryEntry, DirectoryShown.shown)
        .join(DirectoryShown, DirectoryShown.entry_id == DirectoryEntry.id)
        .where(DirectoryEntry.id.in_([row.id for row in page]))
    )
    entries = {entry.id: (entry, shown) for entry, shown in session.execute(wanted)}
    return [(*entries[row.id], None if row.dot < -1 else row.dot) for row in page]


def _distances(session: Session, near: Point, within_km: float | None) -> list[int]:
    """Say how far to look: a short way first where much is near, so that not all is ranked.

    Each ends a band, so that what is found comes before everything that is further.
    """
    box = box_around(near, _VERY_CLOSE_KM)
    some = select(literal(1)).where(*in_box(box)).limit(_MANY).subquery()
    many = session.scalar(select(func.count()).select_from(some)) == _MANY
    distances = [_VERY_CLOSE_KM, _CLOSE_KM] if many else [_CLOSE_KM]
    return [km for km in distances if within_km is None or km <= within_km]


def _ranked(fitting: Selected, ranking: _Ranking) -> Selected:
    return fitting.add_columns(ranking.dot).order_by(*ranking.order(), DirectoryEntry.id)


def _distinct(session: Session, ranked: Selected, needed: int) -> list[_Found]:
    """Return the first entries of ``needed`` services, or of all if there are no more."""
    at_once = needed * 2 + _MORE_ROWS
    while True:
        rows = session.execute(ranked.limit(at_once)).all()
        first = _first_of_each(rows)
        if len(rows) < at_once or len(first) >= needed:
            return first
        at_once *= 4


def _distinct_and_counted(
    session: Session, fitting: Selected, ranking: _Ranking, needed: int
) -> tuple[list[_Found], int]:
    """Return the first entries of ``needed`` services, and how many services fit.

    All that fits has to be gone through to find the best, so that it is counted on the way.
    """
    all_of_it = fitting.add_columns(*ranking.columns()).cte("fitting")
    services = select(all_of_it.c.service_id).distinct().limit(MOST_COUNTED).subquery()
    total = select(func.count()).select_from(services).scalar_subquery().label("total")
    columns = all_of_it.c
    order = [columns.band, columns.meets.desc(), columns.text.desc(), columns.dot.desc()]
    ranked = select(columns.id, columns.service_id, columns.dot, total).order_by(*order, columns.id)
    at_once = needed * 2 + _MORE_ROWS
    while True:
        rows = session.execute(ranked.limit(at_once)).all()
        first = _first_of_each(rows)
        if len(rows) < at_once or len(first) >= needed:
            return first, max(len(first), rows[0].total if rows else 0)
        at_once *= 4


def _first_of_each(rows: Sequence[_Found]) -> list[_Found]:
    by_service: dict[Any, _Found] = {}
    for row in rows:
        by_service.setdefault(row.service_id, row)
    return list(by_service.values())


def _meeting_any(needs: frozenset[str]) -> Selected:
    """Begin with the entries that meet a need, in no order and each once for every need."""
    entry, tag = DirectoryEntry, DirectoryTag
    wanted = select(tag.entry_id).where(_IS_NEED, tag.value.in_(sorted(needs))).subquery("met")
    return select(entry.service_id).join(wanted, wanted.c.entry_id == entry.id)


def _count(session: Session, fitting: Selected) -> int:
    """Count the services that fit, but not for ever: nobody turns so many pages.

    The first rows are mostly enough, and need not all be found before any can be counted.
    """
    if (counted := _count_of_first(session, fitting)) is not None:
        return counted
    whole = fitting.distinct().limit(MOST_COUNTED)
    return session.scalar(select(func.count()).select_from(whole.subquery())) or 0


def _count_of_first(session: Session, fitting: Selected) -> int | None:
    first = fitting.limit(MOST_COUNTED * 2).subquery()
    counted = select(func.count(), func.count(first.c.service_id.distinct())).select_from(first)
    rows, services = session.execute(counted).one()
    if rows < MOST_COUNTED * 2 or services >= MOST_COUNTED:
        return min(services, MOST_COUNTED)
    return None


def _meeting(criteria: Criteria, within_km: int | None = None) -> tuple[Selected, _Ranking]:
    """Begin with what meets the needs, if there are some, and may be so near."""
    entry = DirectoryEntry
    if not criteria.needs:
        return select(entry.id, entry.service_id), _ranking(criteria)
    met = _sum_met(criteria, within_km).subquery("met")
    fitting = select(entry.id, entry.service_id).join(met, met.c.entry_id == entry.id)
    return fitting, _ranking(criteria, meets=met.c.meets)


def _saying(
    session: Session, criteria: Criteria, words: Sequence[str], *, any_word: bool
) -> tuple[Selected, _Ranking]:
    """Begin with what says the words; each entry is asked which needs it meets, if some are."""
    entry = DirectoryEntry
    said = services_saying(session, words, any_word=any_word).subquery("said")
    fitting = select(entry.id, entry.service_id).join(said, said.c.service_id == entry.service_id)
    if not criteria.needs:
        return fitting, _ranking(criteria, text=said.c.text)
    tag, needs = DirectoryTag, sorted(criteria.needs)
    meets = select(func.sum(tag.weight)).where(
        tag.entry_id == entry.id, tag.kind == "need", tag.value.in_(needs)
    )
    ranking = _ranking(criteria, meets=meets.correlate(entry).scalar_subquery(), text=said.c.text)
    return fitting.where(tagged("need", needs)), ranking


def _ranking(
    criteria: Criteria,
    *,
    meets: ColumnElement[Any] | None = None,
    text: ColumnElement[Any] | None = None,
) -> _Ranking:
    dot: ColumnElement[Any] = literal(_NOWHERE)
    band: ColumnElement[Any] = literal(0)
    if criteria.near:
        dot = func.coalesce(closeness(criteria.near), _NOWHERE)
        band = _band(closeness(criteria.near))
    return _Ranking(
        band=band.label("band"),
        meets=(literal(0) if meets is None else meets).label("meets"),
        text=(literal(0.0) if text is None else text).label("text"),
        dot=dot.label("dot"),
    )


def _sum_met(criteria: Criteria, within_km: int | None = None) -> Selected:
    """The sum of the weights of the needs that each entry meets: more and surer ones first.

    If a distance is given, only those in a box are looked at, and what is used from afar.
    """
    tag = DirectoryTag
    met = select(tag.entry_id, tag.weight).where(_IS_NEED, tag.value.in_(sorted(criteria.needs)))
    if criteria.near and within_km is not None:
        box = box_around(criteria.near, within_km)
        inside = met.where(
            tag.latitude.between(box.south, box.north), tag.longitude.between(box.west, box.east)
        )
        nowhere = met.where(tag.latitude.is_(None))
        either = union_all(inside, nowhere).subquery("near").c
        from_afar = within_km >= _KM_FROM_AFAR
        met = select(either.entry_id, either.weight) if from_afar else inside
    columns = met.subquery("weighed").c
    total = func.sum(columns.weight).label("meets")
    return select(columns.entry_id, total).group_by(columns.entry_id)


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


def _band(dot: ColumnElement[Any]) -> ColumnElement[Any]:
    unknown = case(
        (DirectoryEntry.attending.op("&")(FROM_AFAR) != 0, _BAND_FROM_AFAR), else_=_BAND_UNKNOWN
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
