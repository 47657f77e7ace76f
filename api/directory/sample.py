"""The sample directory: real services with their date and licence, shown as a sample."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from api.directory.importing import repository
from api.directory.importing.incoming import SourceInfo
from api.directory.importing.service import Transaction, import_directory
from api.directory.sources.plain_csv import load_mapping, read_csv

_FOLDER = Path(__file__).parent / "data" / "sample"
_TABLES = ("food_banks", "libraries")


def load_sample(session: Session, now: datetime) -> None:
    """Import the sample that comes with the product, unless there is any directory already."""
    if repository.any_source(session):
        return
    for table in _TABLES:
        _load(session, table, f"sample/{table}", now)


def _load(session: Session, table: str, key: str, now: datetime) -> None:
    mapping = load_mapping(_FOLDER / f"{table}.yml")
    info = SourceInfo(
        key=key,
        title=mapping.title,
        is_sample=True,
        attribution=mapping.attribution,
        data_date=mapping.data_date,
    )
    content = (_FOLDER / f"{table}.csv").read_bytes()
    import_directory(_within(session), info, read_csv(f"{table}.csv", content, mapping), now=now)


def _within(session: Session) -> Transaction:
    @contextmanager
    def transaction() -> Iterator[Session]:
        yield session
        session.flush()

    return transaction
