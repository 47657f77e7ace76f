"""Keep triages of citizens, the signposts they were given, and what these showed.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "signpost_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signpost_reports")),
        sa.UniqueConstraint("target", "what", name=op.f("uq_signpost_reports_target_what")),
    )
    op.create_table(
        "unmet_needs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_needs")),
        sa.UniqueConstraint("area", "need", "month", name=op.f("uq_unmet_needs_area_need_month")),
    )
    op.create_table(
        "triages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("age", sa.String(length=10), nullable=True),
        sa.Column("child_hinted", sa.Boolean(), nullable=False),
        sa.Column("needs", JSON, nullable=False),
        sa.Column("needs_settled", sa.Boolean(), nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.Column("asked", JSON, nullable=False),
        sa.Column("place", sa.String(length=80), nullable=True),
        sa.Column("place_settled", sa.Boolean(), nullable=False),
        sa.Column("wishes", JSON, nullable=False),
        sa.Column("gaps_counted", JSON, nullable=False),
        sa.Column("last_turn", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signposted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["chat_sessions.id"],
            name=op.f("fk_triages_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triages")),
    )
    op.create_index(
        op.f("ix_triages_conversation_id"), "triages", ["conversation_id"], unique=False
    )
    op.create_index(op.f("ix_triages_last_seen_at"), "triages", ["last_seen_at"], unique=False)
    op.create_table(
        "signposts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("triage_id", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Uuid(), nullable=False),
        sa.Column("card", JSON, nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["triage_id"], ["triages.id"], name=op.f("fk_signposts_triage_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signposts")),
        sa.UniqueConstraint("triage_id", "target", name=op.f("uq_signposts_triage_id_target")),
    )
    op.create_table(
        "triage_results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("triage_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("motivation", sa.String(length=20), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("decided_by", sa.String(length=10), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["triage_id"],
            ["triages.id"],
            name=op.f("fk_triage_results_triage_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_results")),
        sa.UniqueConstraint("triage_id", "number", name=op.f("uq_triage_results_triage_id_number")),
    )
    op.create_table(
        "wellbeing_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("triage_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "value >= 0 AND value <= 10", name=op.f("ck_wellbeing_answers_value_on_scale")
        ),
        sa.ForeignKeyConstraint(
            ["triage_id"],
            ["triages.id"],
            name=op.f("fk_wellbeing_answers_triage_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wellbeing_answers")),
        sa.UniqueConstraint(
            "triage_id",
            "moment",
            "question",
            name=op.f("uq_wellbeing_answers_triage_id_moment_question"),
        ),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("wellbeing_answers")
    op.drop_table("triage_results")
    op.drop_table("signposts")
    op.drop_index(op.f("ix_triages_last_seen_at"), table_name="triages")
    op.drop_index(op.f("ix_triages_conversation_id"), table_name="triages")
    op.drop_table("triages")
    op.drop_table("unmet_needs")
    op.drop_table("signpost_reports")
