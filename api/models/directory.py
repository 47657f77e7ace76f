"""The directory of services, in the shape of Open Referral UK v3, and what searching it needs."""

import uuid
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.models.base import Base, JsonList, JsonObject, Moment, UtcDateTime, UuidKey

_IS_NEED = text("kind = 'need'")


class DirectorySource(Base):
    """A directory that was imported: who it is from, under which licence, as of which day.

    A sample is shown as one, and steps aside as soon as another directory is there.
    """

    __tablename__ = "directory_sources"

    id: Mapped[UuidKey]
    key: Mapped[str] = mapped_column(String(300), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(String(20))
    is_sample: Mapped[bool] = mapped_column(default=False)
    attribution: Mapped[str | None] = mapped_column(Text)
    data_date: Mapped[date | None]
    imported_at: Mapped[Moment]


class DirectoryOrganisation(Base):
    """Who delivers services."""

    __tablename__ = "directory_organisations"
    __table_args__ = (UniqueConstraint("source_id", "external_id"),)

    id: Mapped[UuidKey]
    source_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_sources.id", ondelete="CASCADE")
    )
    external_id: Mapped[str] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    website: Mapped[str | None] = mapped_column(Text)
    logo: Mapped[str | None] = mapped_column(Text)
    uri: Mapped[str | None] = mapped_column(Text)
    parent_id: Mapped[uuid.UUID | None]
    identifiers: Mapped[JsonList]


class DirectoryTaxonomy(Base):
    """A vocabulary that terms come from."""

    __tablename__ = "directory_taxonomies"
    __table_args__ = (UniqueConstraint("source_id", "external_id"),)

    id: Mapped[UuidKey]
    source_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_sources.id", ondelete="CASCADE")
    )
    external_id: Mapped[str] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    uri: Mapped[str | None] = mapped_column(Text)
    version: Mapped[str | None] = mapped_column(Text)

    terms: Mapped[list["DirectoryTerm"]] = relationship(
        lazy="raise", order_by="(DirectoryTerm.name, DirectoryTerm.id)", viewonly=True
    )


class DirectoryTerm(Base):
    """One term of a vocabulary; ``parent_id`` names the broader term."""

    __tablename__ = "directory_terms"
    __table_args__ = (UniqueConstraint("source_id", "external_id"),)

    id: Mapped[UuidKey]
    source_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_sources.id", ondelete="CASCADE")
    )
    external_id: Mapped[str] = mapped_column(String(300))
    taxonomy_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("directory_taxonomies.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[uuid.UUID | None]
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    taxonomy: Mapped[str | None] = mapped_column(Text)
    term_uri: Mapped[str | None] = mapped_column(Text)


class DirectoryAttribute(Base):
    """A term that is said of something: of a service, an organisation, a location or a contact."""

    __tablename__ = "directory_attributes"

    id: Mapped[UuidKey]
    link_id: Mapped[uuid.UUID] = mapped_column(index=True)
    link_type: Mapped[str] = mapped_column(String(40))
    term_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_terms.id", ondelete="CASCADE"), index=True
    )

    term: Mapped[DirectoryTerm] = relationship(lazy="raise", viewonly=True)


class DirectoryService(Base):
    """A service that people can use, with its eligibility by age (years).

    ``gone_at`` is set when a full import of its source no longer holds it: it is then inactive, but
    kept. ``checked_on`` is the day its details were last known to be right. ``fingerprint`` is that
    of the record it was made from, so that an import leaves alone what did not change.
    """

    __tablename__ = "directory_services"
    __table_args__ = (
        UniqueConstraint("source_id", "external_id"),
        Index("ix_directory_services_name_id", "name", "id"),
    )

    id: Mapped[UuidKey]
    source_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_sources.id", ondelete="CASCADE")
    )
    external_id: Mapped[str] = mapped_column(String(300))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("directory_organisations.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(600))
    description: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(30))
    fees: Mapped[str | None] = mapped_column(Text)
    accreditations: Mapped[str | None] = mapped_column(Text)
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    assured_date: Mapped[date | None]
    assurer_email: Mapped[str | None] = mapped_column(Text)
    alert: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[Moment] = mapped_column(index=True)
    funding: Mapped[JsonList]
    areas: Mapped[JsonList]
    checked_on: Mapped[date]
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    fingerprint: Mapped[str] = mapped_column(String(64))

    organisation: Mapped[DirectoryOrganisation | None] = relationship(lazy="raise", viewonly=True)
    places: Mapped[list["DirectoryServiceAtLocation"]] = relationship(
        lazy="raise", order_by="DirectoryServiceAtLocation.id", viewonly=True
    )
    schedules: Mapped[list["DirectorySchedule"]] = relationship(
        lazy="raise",
        order_by="(DirectorySchedule.position, DirectorySchedule.id)",
        viewonly=True,
        primaryjoin="and_(DirectorySchedule.service_id == DirectoryService.id,"
        " DirectorySchedule.service_at_location_id.is_(None))",
    )
    contacts: Mapped[list["DirectoryContact"]] = relationship(
        lazy="raise", order_by="DirectoryContact.position", viewonly=True
    )
    phones: Mapped[list["DirectoryPhone"]] = relationship(
        lazy="raise",
        order_by="(DirectoryPhone.position, DirectoryPhone.id)",
        viewonly=True,
        primaryjoin="and_(DirectoryPhone.service_id == DirectoryService.id,"
        " DirectoryPhone.service_at_location_id.is_(None))",
    )
    cost_options: Mapped[list["DirectoryCostOption"]] = relationship(
        lazy="raise", order_by="DirectoryCostOption.position", viewonly=True
    )
    languages: Mapped[list["DirectoryLanguage"]] = relationship(
        lazy="raise", order_by="DirectoryLanguage.position", viewonly=True
    )
    attributes: Mapped[list[DirectoryAttribute]] = relationship(
        lazy="raise",
        order_by=DirectoryAttribute.id,
        viewonly=True,
        primaryjoin="foreign(DirectoryAttribute.link_id) == DirectoryService.id",
    )


class DirectoryLocation(Base):
    """A place, in degrees of WGS 84.

    ``position_from`` says how the position is known: ``given`` by the directory, or that of the
    ``outcode`` of the address.
    """

    __tablename__ = "directory_locations"
    __table_args__ = (
        UniqueConstraint("source_id", "external_id"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_on_earth"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_on_earth"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_position"),
    )

    id: Mapped[UuidKey]
    source_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_sources.id", ondelete="CASCADE")
    )
    external_id: Mapped[str] = mapped_column(String(300))
    location_type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    position_from: Mapped[str | None] = mapped_column(String(10))
    external_identifier: Mapped[str | None] = mapped_column(Text)
    external_identifier_type: Mapped[str | None] = mapped_column(Text)

    addresses: Mapped[list["DirectoryAddress"]] = relationship(
        lazy="raise", order_by="DirectoryAddress.position", viewonly=True
    )
    accessibility: Mapped[list["DirectoryAccessibility"]] = relationship(
        lazy="raise", order_by="DirectoryAccessibility.position", viewonly=True
    )


class DirectoryServiceAtLocation(Base):
    """A service at one of its places: what a person is sent to."""

    __tablename__ = "directory_service_at_locations"
    __table_args__ = (UniqueConstraint("service_id", "external_id"),)

    id: Mapped[UuidKey]
    external_id: Mapped[str] = mapped_column(String(300))
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE")
    )
    location_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_locations.id", ondelete="CASCADE"), index=True
    )
    description: Mapped[str | None] = mapped_column(Text)

    service: Mapped[DirectoryService] = relationship(lazy="raise", viewonly=True)
    location: Mapped[DirectoryLocation] = relationship(lazy="raise", viewonly=True)
    schedules: Mapped[list["DirectorySchedule"]] = relationship(
        lazy="raise", order_by="DirectorySchedule.position", viewonly=True
    )
    phones: Mapped[list["DirectoryPhone"]] = relationship(
        lazy="raise", order_by="DirectoryPhone.position", viewonly=True
    )


class DirectoryAddress(Base):
    """The address of a location."""

    __tablename__ = "directory_addresses"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    location_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_locations.id", ondelete="CASCADE"), index=True
    )
    attention: Mapped[str | None] = mapped_column(Text)
    address_1: Mapped[str | None] = mapped_column(Text)
    address_2: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(Text)
    state_province: Mapped[str | None] = mapped_column(Text)
    postal_code: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    address_type: Mapped[str] = mapped_column(String(20))


class DirectoryAccessibility(Base):
    """What makes a location usable for somebody with a disability."""

    __tablename__ = "directory_accessibilities"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    location_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_locations.id", ondelete="CASCADE"), index=True
    )
    description: Mapped[str | None] = mapped_column(Text)
    details: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)


class DirectoryContact(Base):
    """A person or a desk to ask for."""

    __tablename__ = "directory_contacts"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    department: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)


class DirectoryPhone(Base):
    """A number to ring, of a service or of a service at one of its places."""

    __tablename__ = "directory_phones"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE"), index=True
    )
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("directory_service_at_locations.id", ondelete="CASCADE"), index=True
    )
    contact_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("directory_contacts.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[str] = mapped_column(Text)
    extension: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)


class DirectorySchedule(Base):
    """When a service is open, as a rule that repeats (RFC 5545's words)."""

    __tablename__ = "directory_schedules"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE"), index=True
    )
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("directory_service_at_locations.id", ondelete="CASCADE"), index=True
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    dtstart: Mapped[date | None]
    freq: Mapped[str | None] = mapped_column(String(10))
    interval: Mapped[int | None]
    byday: Mapped[str | None] = mapped_column(Text)
    bymonthday: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    schedule_link: Mapped[str | None] = mapped_column(Text)
    attending_type: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


class DirectoryCostOption(Base):
    """What a service costs, and for whom."""

    __tablename__ = "directory_cost_options"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE"), index=True
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    option: Mapped[str | None] = mapped_column(Text)
    currency: Mapped[str | None] = mapped_column(String(10))
    amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    amount_description: Mapped[str | None] = mapped_column(Text)


class DirectoryLanguage(Base):
    """A language in which a service is given."""

    __tablename__ = "directory_languages"

    id: Mapped[UuidKey]
    external_id: Mapped[str | None] = mapped_column(String(300))
    position: Mapped[int]
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)


class DirectoryEntry(Base):
    """What a search looks through: a service at one of its places, or one without any.

    It is made from the tables above by an import and has the id of the service at location (or of
    the service). ``x``, ``y``, ``z`` are the unit vector of the position, so that the great-circle
    distance can be compared with sums and products alone. ``attending`` is a sum of 1 (in person),
    2 (online) and 4 (phone). What is told about it is kept apart (``DirectoryShown``), for a search
    goes through many more entries than it tells of.
    """

    __tablename__ = "directory_entries"
    __table_args__ = (
        Index("ix_directory_entries_position", "latitude", "longitude"),
        Index("ix_directory_entries_service_id", "service_id"),
    )

    id: Mapped[UuidKey]
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE")
    )
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("directory_service_at_locations.id", ondelete="CASCADE"), index=True
    )
    is_active: Mapped[bool]
    is_sample: Mapped[bool]
    checked_on: Mapped[date]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    x: Mapped[float | None]
    y: Mapped[float | None]
    z: Mapped[float | None]
    is_free: Mapped[bool | None]
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    attending: Mapped[int]


class DirectoryShown(Base):
    """What is told about an entry."""

    __tablename__ = "directory_shown"

    entry_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_entries.id", ondelete="CASCADE"), primary_key=True
    )
    shown: Mapped[JsonObject]


class DirectoryTag(Base):
    """Something that an entry can be searched by: a need, a language or a kind of access.

    ``weight`` is 2 when the directory's own terms say so, 1 when its words do. The position is that
    of the entry, so that one index leads to what meets a need in some area.
    """

    __tablename__ = "directory_tags"
    __table_args__ = (
        Index(
            "ix_directory_tags_needs",
            *("value", "latitude", "longitude", "entry_id", "weight"),
            sqlite_where=_IS_NEED,
            postgresql_where=_IS_NEED,
        ),
    )

    entry_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_entries.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    value: Mapped[str] = mapped_column(String(60), primary_key=True)
    weight: Mapped[int]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]


class DirectoryOpening(Base):
    """Hours of an entry on one weekday (0 is Monday), in minutes after midnight."""

    __tablename__ = "directory_openings"
    __table_args__ = (
        Index(
            "ix_directory_openings_entry_hours",
            *("entry_id", "weekday", "opens", "closes", "valid_from", "valid_to"),
        ),
    )

    id: Mapped[UuidKey]
    entry_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_entries.id", ondelete="CASCADE")
    )
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class DirectoryText(Base):
    """The words of a service for full-text search.

    The database keeps its own index of them by triggers: an FTS5 table (``directory_text_index``)
    on SQLite, the column ``words`` with a GIN index on PostgreSQL.
    """

    __tablename__ = "directory_texts"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("directory_services.id", ondelete="CASCADE"), unique=True
    )
    title: Mapped[str] = mapped_column(Text)
    terms: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    words: Mapped[Any | None] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"))
