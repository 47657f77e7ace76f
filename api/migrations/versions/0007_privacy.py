"""Keep the notice that was shown and the choice about words, and what is still to be erased.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("chat_sessions") as batch_op:
        batch_op.add_column(sa.Column("notice", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column("keeps_words", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    with op.batch_alter_table("chat_sessions") as batch_op:
        batch_op.alter_column("keeps_words", existing_type=sa.Boolean(), server_default=None)
    op.create_table(
        "pending_erasures",
        sa.Column("conversation", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_pending_erasures")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("pending_erasures")
    with op.batch_alter_table("chat_sessions") as batch_op:
        batch_op.drop_column("keeps_words")
        batch_op.drop_column("notice")
