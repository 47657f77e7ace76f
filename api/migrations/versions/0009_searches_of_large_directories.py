"""Let a search of a large directory read little: what it ranks by is kept apart from what it shows.

The position of an entry is kept with its tags too, and opening hours can be read from their index.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

IS_NEED = sa.text("kind = 'need'")
# No table is built anew, for SQLite would take that for the removal of all its entries.
PLACE_TAGS = """UPDATE directory_tags SET
    latitude = (SELECT latitude FROM directory_entries WHERE id = entry_id),
    longitude = (SELECT longitude FROM directory_entries WHERE id = entry_id)"""


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "directory_shown",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("shown", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["directory_entries.id"],
            name=op.f("fk_directory_shown_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_directory_shown")),
    )
    op.execute("INSERT INTO directory_shown SELECT id, shown FROM directory_entries")
    op.drop_column("directory_entries", "shown")
    if op.get_bind().dialect.name == "postgresql":
        # A column that is dropped stays in the rows until they are written anew.
        op.execute("CLUSTER directory_entries USING pk_directory_entries")
        op.execute("ALTER TABLE directory_entries SET WITHOUT CLUSTER")

    op.drop_index("ix_directory_tags_kind_value", table_name="directory_tags")
    op.add_column("directory_tags", sa.Column("latitude", sa.Double(), nullable=True))
    op.add_column("directory_tags", sa.Column("longitude", sa.Double(), nullable=True))
    op.execute(PLACE_TAGS)
    op.create_index(
        "ix_directory_tags_needs",
        "directory_tags",
        ["value", "latitude", "longitude", "entry_id", "weight"],
        sqlite_where=IS_NEED,
        postgresql_where=IS_NEED,
    )

    op.drop_index("ix_directory_openings_entry_id", table_name="directory_openings")
    op.create_index(
        "ix_directory_openings_entry_hours",
        "directory_openings",
        ["entry_id", "weekday", "opens", "closes", "valid_from", "valid_to"],
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_directory_openings_entry_hours", table_name="directory_openings")
    op.create_index("ix_directory_openings_entry_id", "directory_openings", ["entry_id"])

    op.drop_index("ix_directory_tags_needs", table_name="directory_tags")
    op.drop_column("directory_tags", "longitude")
    op.drop_column("directory_tags", "latitude")
    op.create_index("ix_directory_tags_kind_value", "directory_tags", ["kind", "value", "entry_id"])

    op.add_column(
        "directory_entries", sa.Column("shown", JSON, nullable=False, server_default="{}")
    )
    op.execute(
        "UPDATE directory_entries SET shown ="
        " (SELECT shown FROM directory_shown WHERE entry_id = directory_entries.id)"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("directory_entries", "shown", server_default=None)
    op.drop_table("directory_shown")
