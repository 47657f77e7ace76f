"""Stay with a disclosure, and count that care was given.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("chat_sessions") as batch_op:
        batch_op.add_column(sa.Column("care", JSON, nullable=True))
    op.create_table(
        "care_incidents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("certainty", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_incidents")),
    )
    with op.batch_alter_table("care_incidents") as batch_op:
        batch_op.create_index(batch_op.f("ix_care_incidents_hour"), ["hour"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("care_incidents")
    with op.batch_alter_table("chat_sessions") as batch_op:
        batch_op.drop_column("care")
