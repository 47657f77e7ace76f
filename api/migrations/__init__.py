"""The history of the database's shape, applied by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from api.database import Database

# Each database keeps its own full-text index of the directory; no model describes them.
TEXT_INDEXES = ("directory_text_index", "ix_directory_texts_words")


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the database to ``revision``; does nothing when it is there already."""
    with database.engine.connect() as connection:
        config = alembic_config(database.url)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def alembic_config(url: str) -> Config:
    """Alembic's settings for a database URL, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def is_described(name: str | None, kind: str, _parents: object = None) -> bool:
    """Whether what was found in a database is described by a model."""
    return kind not in {"table", "index"} or not (name or "").startswith(TEXT_INDEXES)
