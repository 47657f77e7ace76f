"""Alembic's entry: migrate over the connection that was handed in."""

from alembic import context
from sqlalchemy import Connection

from api.migrations import is_described
from api.models import Base


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=is_described,
    )
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes["connection"])
