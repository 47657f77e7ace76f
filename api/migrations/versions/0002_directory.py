"""Create the directory of services.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

SQLITE = (
    """CREATE VIRTUAL TABLE directory_text_index USING fts5(
        title, terms, body, content='directory_texts', content_rowid='number',
        tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER directory_texts_added AFTER INSERT ON directory_texts BEGIN
        INSERT INTO directory_text_index (rowid, title, terms, body)
        VALUES (new.number, new.title, new.terms, new.body); END""",
    """CREATE TRIGGER directory_texts_removed AFTER DELETE ON directory_texts BEGIN
        INSERT INTO directory_text_index (directory_text_index, rowid, title, terms, body)
        VALUES ('delete', old.number, old.title, old.terms, old.body); END""",
    """CREATE TRIGGER directory_texts_changed AFTER UPDATE ON directory_texts BEGIN
        INSERT INTO directory_text_index (directory_text_index, rowid, title, terms, body)
        VALUES ('delete', old.number, old.title, old.terms, old.body);
        INSERT INTO directory_text_index (rowid, title, terms, body)
        VALUES (new.number, new.title, new.terms, new.body); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION directory_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        new.words := setweight(to_tsvector('english', new.title), 'A')
            || setweight(to_tsvector('english', new.terms), 'B')
            || setweight(to_tsvector('english', new.body), 'D');
        RETURN new; END $$""",
    """CREATE TRIGGER directory_texts_words BEFORE INSERT OR UPDATE ON directory_texts
        FOR EACH ROW EXECUTE FUNCTION directory_words()""",
    "CREATE INDEX ix_directory_texts_words ON directory_texts USING gin (words)",
)
revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 -- one table after the other
    """Apply the change."""
    op.create_table(
        "directory_sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("data_date", sa.Date(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_sources")),
        sa.UniqueConstraint("key", name=op.f("uq_directory_sources_key")),
    )
    op.create_table(
        "directory_locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("location_type", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("position_from", sa.String(length=10), nullable=True),
        sa.Column("external_identifier", sa.Text(), nullable=True),
        sa.Column("external_identifier_type", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL)",
            name=op.f("ck_directory_locations_whole_position"),
        ),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90", name=op.f("ck_directory_locations_latitude_on_earth")
        ),
        sa.CheckConstraint(
            "longitude BETWEEN -180 AND 180", name=op.f("ck_directory_locations_longitude_on_earth")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_directory_locations_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_locations")),
        sa.UniqueConstraint(
            "source_id", "external_id", name=op.f("uq_directory_locations_source_id_external_id")
        ),
    )
    op.create_table(
        "directory_organisations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("logo", sa.Text(), nullable=True),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column(
            "identifiers",
            JSON,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_directory_organisations_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_organisations")),
        sa.UniqueConstraint(
            "source_id",
            "external_id",
            name=op.f("uq_directory_organisations_source_id_external_id"),
        ),
    )
    op.create_table(
        "directory_taxonomies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_directory_taxonomies_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_taxonomies")),
        sa.UniqueConstraint(
            "source_id", "external_id", name=op.f("uq_directory_taxonomies_source_id_external_id")
        ),
    )
    op.create_table(
        "directory_accessibilities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["directory_locations.id"],
            name=op.f("fk_directory_accessibilities_location_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_accessibilities")),
    )
    with op.batch_alter_table("directory_accessibilities", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_accessibilities_location_id"), ["location_id"], unique=False
        )

    op.create_table(
        "directory_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("attention", sa.Text(), nullable=True),
        sa.Column("address_1", sa.Text(), nullable=True),
        sa.Column("address_2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("state_province", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("address_type", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["directory_locations.id"],
            name=op.f("fk_directory_addresses_location_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_addresses")),
    )
    with op.batch_alter_table("directory_addresses", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_addresses_location_id"), ["location_id"], unique=False
        )

    op.create_table(
        "directory_services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=600), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("fees", sa.Text(), nullable=True),
        sa.Column("accreditations", sa.Text(), nullable=True),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("assured_date", sa.Date(), nullable=True),
        sa.Column("assurer_email", sa.Text(), nullable=True),
        sa.Column("alert", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "funding",
            JSON,
            nullable=False,
        ),
        sa.Column(
            "areas",
            JSON,
            nullable=False,
        ),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["directory_organisations.id"],
            name=op.f("fk_directory_services_organisation_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_directory_services_source_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_services")),
        sa.UniqueConstraint(
            "source_id", "external_id", name=op.f("uq_directory_services_source_id_external_id")
        ),
    )
    with op.batch_alter_table("directory_services", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_services_last_modified"), ["last_modified"], unique=False
        )
        batch_op.create_index("ix_directory_services_name_id", ["name", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_directory_services_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "directory_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("taxonomy_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("taxonomy", sa.Text(), nullable=True),
        sa.Column("term_uri", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["directory_sources.id"],
            name=op.f("fk_directory_terms_source_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["taxonomy_id"],
            ["directory_taxonomies.id"],
            name=op.f("fk_directory_terms_taxonomy_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_terms")),
        sa.UniqueConstraint(
            "source_id", "external_id", name=op.f("uq_directory_terms_source_id_external_id")
        ),
    )
    with op.batch_alter_table("directory_terms", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_terms_taxonomy_id"), ["taxonomy_id"], unique=False
        )

    op.create_table(
        "directory_attributes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("link_type", sa.String(length=40), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["directory_terms.id"],
            name=op.f("fk_directory_attributes_term_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_attributes")),
    )
    with op.batch_alter_table("directory_attributes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_attributes_link_id"), ["link_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_directory_attributes_term_id"), ["term_id"], unique=False
        )

    op.create_table(
        "directory_contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_contacts_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_contacts")),
    )
    with op.batch_alter_table("directory_contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_contacts_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "directory_cost_options",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("option", sa.Text(), nullable=True),
        sa.Column("currency", sa.String(length=10), nullable=True),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("amount_description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_cost_options_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_cost_options")),
    )
    with op.batch_alter_table("directory_cost_options", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_cost_options_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "directory_languages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_languages_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_languages")),
    )
    with op.batch_alter_table("directory_languages", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_languages_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "directory_service_at_locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["directory_locations.id"],
            name=op.f("fk_directory_service_at_locations_location_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_service_at_locations_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_service_at_locations")),
        sa.UniqueConstraint(
            "service_id",
            "external_id",
            name=op.f("uq_directory_service_at_locations_service_id_external_id"),
        ),
    )
    with op.batch_alter_table("directory_service_at_locations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_service_at_locations_location_id"),
            ["location_id"],
            unique=False,
        )

    op.create_table(
        "directory_texts",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "words", sa.Text().with_variant(postgresql.TSVECTOR(), "postgresql"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_texts_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_directory_texts")),
        sa.UniqueConstraint("service_id", name=op.f("uq_directory_texts_service_id")),
    )

    op.create_table(
        "directory_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("service_at_location_id", sa.Uuid(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("x", sa.Double(), nullable=True),
        sa.Column("y", sa.Double(), nullable=True),
        sa.Column("z", sa.Double(), nullable=True),
        sa.Column("is_free", sa.Boolean(), nullable=True),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("attending", sa.Integer(), nullable=False),
        sa.Column(
            "shown",
            JSON,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"],
            ["directory_service_at_locations.id"],
            name=op.f("fk_directory_entries_service_at_location_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_entries_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entries")),
    )
    with op.batch_alter_table("directory_entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_directory_entries_position", ["latitude", "longitude"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_directory_entries_service_at_location_id"),
            ["service_at_location_id"],
            unique=False,
        )
        batch_op.create_index("ix_directory_entries_service_id", ["service_id"], unique=False)

    op.create_table(
        "directory_phones",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("service_at_location_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("extension", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["directory_contacts.id"],
            name=op.f("fk_directory_phones_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"],
            ["directory_service_at_locations.id"],
            name=op.f("fk_directory_phones_service_at_location_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_phones_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_phones")),
    )
    with op.batch_alter_table("directory_phones", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_phones_contact_id"), ["contact_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_directory_phones_service_at_location_id"),
            ["service_at_location_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_directory_phones_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "directory_schedules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.String(length=300), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("service_at_location_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("dtstart", sa.Date(), nullable=True),
        sa.Column("freq", sa.String(length=10), nullable=True),
        sa.Column("interval", sa.Integer(), nullable=True),
        sa.Column("byday", sa.Text(), nullable=True),
        sa.Column("bymonthday", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("opens_at", sa.Time(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("schedule_link", sa.Text(), nullable=True),
        sa.Column("attending_type", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"],
            ["directory_service_at_locations.id"],
            name=op.f("fk_directory_schedules_service_at_location_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["directory_services.id"],
            name=op.f("fk_directory_schedules_service_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_schedules")),
    )
    with op.batch_alter_table("directory_schedules", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_schedules_service_at_location_id"),
            ["service_at_location_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_directory_schedules_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "directory_openings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["directory_entries.id"],
            name=op.f("fk_directory_openings_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_openings")),
    )
    with op.batch_alter_table("directory_openings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_directory_openings_entry_id"), ["entry_id"], unique=False
        )

    op.create_table(
        "directory_tags",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["directory_entries.id"],
            name=op.f("fk_directory_tags_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "kind", "value", name=op.f("pk_directory_tags")),
    )
    with op.batch_alter_table("directory_tags", schema=None) as batch_op:
        batch_op.create_index(
            "ix_directory_tags_kind_value", ["kind", "value", "entry_id"], unique=False
        )

    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back; the indexes go with their tables."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        op.execute("DROP TABLE directory_text_index")
    for table in (
        "directory_tags",
        "directory_openings",
        "directory_schedules",
        "directory_phones",
        "directory_entries",
        "directory_texts",
        "directory_service_at_locations",
        "directory_languages",
        "directory_cost_options",
        "directory_contacts",
        "directory_attributes",
        "directory_terms",
        "directory_services",
        "directory_addresses",
        "directory_accessibilities",
        "directory_taxonomies",
        "directory_organisations",
        "directory_locations",
        "directory_sources",
    ):
        op.drop_table(table)
    if not on_sqlite:
        op.execute("DROP FUNCTION directory_words()")
