"""Add rounds, routing, confidence, hand-overs and messages that were not understood.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
MOMENT = sa.DateTime(timezone=True)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OPENED_AFTER = """
UPDATE assessments SET next_round_at = (
    SELECT later.created_at FROM assessments AS later
    WHERE later.organisation_id = assessments.organisation_id
      AND later.framework_id = assessments.framework_id
      AND later.scope = assessments.scope
      AND later.round = assessments.round + 1
)
"""


def upgrade() -> None:
    """Apply the change."""
    op.add_column("assessments", sa.Column("next_round_at", MOMENT))
    op.add_column("assessments", sa.Column("routing", JSON, nullable=False, server_default="{}"))
    op.add_column("assessments", sa.Column("pace_seconds", sa.Double()))
    op.add_column(
        "assessments", sa.Column("pace_recorded", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("enrolments", sa.Column("finished_turn", sa.Uuid()))
    op.add_column(
        "enrolments",
        sa.Column("pathway", sa.String(length=20), nullable=False, server_default="routed"),
    )
    op.add_column("enrolments", sa.Column("domains", JSON))
    op.add_column("responses", sa.Column("confidence", sa.String(length=10)))
    op.execute(_OPENED_AFTER)
    _create_continuations()
    _create_handovers()
    _create_misunderstandings()


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("misunderstandings")
    op.drop_table("handovers")
    op.drop_table("continuations")
    op.drop_column("responses", "confidence")
    for column in ("domains", "pathway", "finished_turn"):
        op.drop_column("enrolments", column)
    for column in ("pace_recorded", "pace_seconds", "routing", "next_round_at"):
        op.drop_column("assessments", column)


def _create_continuations() -> None:
    op.create_table(
        "continuations",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("previous_assessment_id", sa.Uuid(), nullable=False),
        sa.Column("previous_participant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id", "participant_id"],
            ["enrolments.assessment_id", "enrolments.participant_id"],
            name=op.f("fk_continuations_assessment_id_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["previous_assessment_id", "previous_participant_id"],
            ["enrolments.assessment_id", "enrolments.participant_id"],
            name=op.f("fk_continuations_previous"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", "participant_id", name=op.f("pk_continuations")),
    )
    op.create_index(
        "ix_continuations_previous",
        "continuations",
        ["previous_assessment_id", "previous_participant_id"],
    )


def _create_handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("receiver_id", sa.Uuid(), nullable=True),
        sa.Column("statement_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("turn", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_handovers_assessment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"],
            ["participants.id"],
            name=op.f("fk_handovers_giver_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["participants.id"],
            name=op.f("fk_handovers_receiver_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint(
            "assessment_id", "number", name=op.f("uq_handovers_assessment_id_number")
        ),
        sa.UniqueConstraint(
            "assessment_id",
            "giver_id",
            "turn",
            "statement_id",
            name=op.f("uq_handovers_assessment_id_giver_id_turn_statement_id"),
        ),
    )
    op.create_index("ix_handovers_giver", "handovers", ["assessment_id", "giver_id"])
    op.create_index("ix_handovers_receiver", "handovers", ["assessment_id", "receiver_id"])


def _create_misunderstandings() -> None:
    op.create_table(
        "misunderstandings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(length=80), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("flow", sa.String(length=40), nullable=True),
        sa.Column("framework", sa.String(length=80), nullable=True),
        sa.Column("statement", sa.String(length=40), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=True),
        sa.Column("first_seen_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_misunderstandings")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_misunderstandings_fingerprint")),
    )
    op.create_index("ix_misunderstandings_status", "misunderstandings", ["status", "last_seen_at"])
