"""Every query of a search of the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
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

from api.directory.criteria import ATTENDING_BITS, Attending, Criteria
from api.directory.geometry import Point, box_around, dot_at, unit_vector
from api.directory.mapping import Mappings
from api.models import (
    DirectoryEntry,
    DirectoryOpening,
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

    Each entry comes with the dot product of its position and that of ``criteria.near``.
    """
    fitting, ranking = _fitting(session, criteria, words, any_word=any_word)
    fitting = fitting.where(*_conditions(criteria, today))
    fitting = fitting.where(*_worth_showing(session, oldest))
    best = _best_of_each_service(fitting, ranking).subquery()
    page = (
        select(best.c.id, best.c.dot, func.count().over().label("total"))
        .where(best.c.nth == 1)
        .order_by(
            best.c.band, best.c.meets.desc(), best.c.text.desc(), best.c.dot.desc(), best.c.id
        )
    )
    rows = session.execute(page.limit(criteria.limit).offset(criteria.offset)).all()
    if not rows:
        counted = select(func.count()).select_from(best).where(best.c.nth == 1)
        return [], (session.scalar(counted) or 0) if criteria.offset else 0
    wanted = select(DirectoryEntry).where(DirectoryEntry.id.in_([row.id for row in rows]))
    entries = {entry.id: entry for entry in session.scalars(wanted)}
    found = [(entries[row.id], None if row.dot < -1 else row.dot) for row in rows]
    return found, rows[0].total


def _fitting(
    session: Session, criteria: Criteria, words: Sequence[str], *, any_word: bool
) -> tuple[Selected, _Ranking]:
    """Begin with what the search is about: the needs, the words, the place."""
    entry = DirectoryEntry
    meets: ColumnElement[Any] = literal(0)
    text: ColumnElement[Any] = literal(0.0)
    joined: FromClause = entry.__table__
    if criteria.needs:
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
    return select(entry.id, entry.service_id).select_from(joined), ranking


def _best_of_each_service(fitting: Selected, ranking: _Ranking) -> Selected:
    nth = func.row_number().over(
        partition_by=DirectoryEntry.service_id, order_by=[*ranking.order(), DirectoryEntry.id]
    )
    return fitting.add_columns(
        ranking.band, ranking.meets, ranking.text, ranking.dot, nth.label("nth")
    )


def _meeting(needs: frozenset[str]) -> Selected:
    """Entries that meet a need, with the sum of the weights: more needs and surer ones first."""
    return (
        select(DirectoryTag.entry_id, func.sum(DirectoryTag.weight).label("meets"))
        .where(DirectoryTag.kind == "need", DirectoryTag.value.in_(sorted(needs)))
        .group_by(DirectoryTag.entry_id)
    )


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
    wanted = [_tagged("access", kind) for kind in sorted(criteria.access)]
    if criteria.near and criteria.within_km is not None:
        wanted.append(_within(criteria.near, criteria.within_km))
    if criteria.free_only:
        wanted.append(entry.is_free.is_(True))
    if criteria.open_on is not None or criteria.open_at is not None:
        wanted.append(_open(criteria, today))
    if criteria.language:
        wanted.append(_speaks(criteria.language))
    if criteria.attending:
        bits = sum(ATTENDING_BITS[way] for way in criteria.attending)
        wanted.append(entry.attending.op("&")(bits) != 0)
    if criteria.age is not None:
        wanted.append(or_(entry.minimum_age.is_(None), entry.minimum_age <= criteria.age))
        wanted.append(or_(entry.maximum_age.is_(None), entry.maximum_age >= criteria.age))
    if criteria.exclude:
        wanted.append(entry.service_id.not_in(criteria.exclude))
        wanted.append(entry.id.not_in(criteria.exclude))
    return wanted


def _within(near: Point, km: float) -> ColumnElement[bool]:
    entry = DirectoryEntry
    box = box_around(near, km)
    return or_(
        and_(
            entry.latitude.between(box.south, box.north),
            entry.longitude.between(box.west, box.east),
            closeness(near) >= dot_at(km),
        ),
        and_(entry.x.is_(None), entry.attending.op("&")(_FROM_AFAR) != 0),
    )


def _open(criteria: Criteria, today: date) -> ColumnElement[bool]:
    hours = DirectoryOpening
    wanted = [
        hours.entry_id == DirectoryEntry.id,
        or_(hours.valid_from.is_(None), hours.valid_from <= today),
        or_(hours.valid_to.is_(None), hours.valid_to >= today),
    ]
    if criteria.open_on is not None:
        wanted.append(hours.weekday.in_(sorted(criteria.open_on)))
    if criteria.open_at is not None:
        minute = criteria.open_at.hour * 60 + criteria.open_at.minute
        wanted += [hours.opens <= minute, hours.closes > minute]
    return exists().where(*wanted)


def _speaks(language: str) -> ColumnElement[bool]:
    code = Mappings.load().language_of(language)
    speaks = _tagged("language", code)
    if code != _ENGLISH:
        return speaks
    any_language = exists().where(
        DirectoryTag.entry_id == DirectoryEntry.id, DirectoryTag.kind == "language"
    )
    return or_(speaks, ~any_language)


def _tagged(kind: str, value: str) -> ColumnElement[bool]:
    tag = DirectoryTag
    return exists().where(tag.entry_id == DirectoryEntry.id, tag.kind == kind, tag.value == value)
