"""The migrations lead from nothing to the models and back, on each database."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import inspect

from api.database import Database
from api.migrations import alembic_config, is_described, migrate
from api.models import Base, Organisation
from tests.api.directory.arrange import LEEDS, a_service, at, bring_in, look, termed
from tests.api.postgres import fresh_postgres

OWN_TABLE = "alembic_version"
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, once of each kind."""
    if request.param == "postgres":
        with fresh_postgres() as url:
            database = Database(url)
            yield database
            database.dispose()
    else:
        database = Database(f"sqlite:///{tmp_path / 'bare.db'}")
        yield database
        database.dispose()


def take_back(database: Database, revision: str) -> None:
    with database.engine.connect() as connection:
        config = alembic_config(database.url)
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def tables(database: Database) -> set[str]:
    found = set(inspect(database.engine).get_table_names()) - {OWN_TABLE}
    return {name for name in found if is_described(name, "table")}


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_described}
        )
        return list(compare_metadata(context, Base.metadata))


def revisions() -> list[Script]:
    """Every revision, first to last."""
    scripts = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return list(scripts.walk_revisions())[::-1]


def test_the_models_match_the_migrations(bare_database: Database) -> None:
    migrate(bare_database)
    assert tables(bare_database) == set(Base.metadata.tables)
    assert differences(bare_database) == []


def test_a_missing_column_would_be_noticed(bare_database: Database) -> None:
    migrate(bare_database)
    with bare_database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE enrolments DROP COLUMN paused_at")
    assert len(differences(bare_database)) == 1


def test_every_migration_can_be_taken_back_and_applied_again(bare_database: Database) -> None:
    shapes: list[set[str]] = [set()]
    for revision in revisions():
        migrate(bare_database, revision.revision)
        shapes.append(tables(bare_database))
    for revision, before, after in zip(
        reversed(revisions()), shapes[-2::-1], shapes[::-1], strict=False
    ):
        take_back(bare_database, str(revision.down_revision or "base"))
        assert tables(bare_database) == before
        migrate(bare_database, revision.revision)
        assert tables(bare_database) == after
        take_back(bare_database, str(revision.down_revision or "base"))
    assert tables(bare_database) == set()
    migrate(bare_database)
    assert differences(bare_database) == []


def test_a_directory_is_found_alike_before_and_after_migrations_of_its_tables(
    bare_database: Database,
) -> None:
    migrate(bare_database)
    place = at(53.805, -1.55, postcode="LS1 4AG", accessibility=[{"description": "Ramp"}])
    choir = {
        "service_at_locations": [place],
        "attributes": termed("Singing"),
        "schedules": [{"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "11:00"}],
    }
    bring_in(bare_database, [a_service("Choir", **choir), a_service("Book club")])
    wanted = {
        "needs": frozenset({"arts"}),
        "near": LEEDS,
        "access": frozenset({"step_free"}),
        "open_at": time(10, 30),
    }
    before = look(bare_database, **wanted)
    everything = look(bare_database)
    assert [found.name for found in before] == ["Choir"]
    take_back(bare_database, "0008")
    migrate(bare_database)
    assert look(bare_database, **wanted) == before
    assert look(bare_database) == everything


def test_migrating_again_changes_nothing(database: Database) -> None:
    with database.transaction() as session:
        kept = Organisation(name="Kept", kind="pcn", created_at=NOW)
        session.add(kept)
    migrate(database)
    with database.reading() as session:
        assert session.get(Organisation, kept.id) is not None


def test_there_is_one_line_of_migrations() -> None:
    found = revisions()
    assert [each.down_revision for each in found] == [
        None,
        *[each.revision for each in found[:-1]],
    ]
