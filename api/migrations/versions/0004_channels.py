"""Let a conversation be reached from several channels, and carried from one to another.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "chat_handovers",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["chat_sessions.id"],
            name=op.f("fk_chat_handovers_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_chat_handovers")),
    )
    op.create_table(
        "chat_keys",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["chat_sessions.id"],
            name=op.f("fk_chat_keys_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_chat_keys")),
    )
    op.create_index(op.f("ix_chat_handovers_session_id"), "chat_handovers", ["session_id"])
    op.create_index(op.f("ix_chat_keys_session_id"), "chat_keys", ["session_id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_chat_keys_session_id"), table_name="chat_keys")
    op.drop_index(op.f("ix_chat_handovers_session_id"), table_name="chat_handovers")
    op.drop_table("chat_keys")
    op.drop_table("chat_handovers")
