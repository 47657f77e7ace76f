"""The history of the database's shape, applied by Alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from api.database import Database


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
