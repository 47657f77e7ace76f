"""The small parts of a framework file: its source, its scale, its timing and its glossary."""

from pydantic import BaseModel, ConfigDict, Field

from api.frameworks.fields import (
    BulletId,
    Count,
    Line,
    Minutes,
    PlainWords,
    WebAddress,
)


class Part(BaseModel):
    """Base of every part of a framework file: unknown fields are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)


class Source(Part):
    """The document that the words come from."""

    publisher: Line = Field(description="Who published the document.")
    document: Line = Field(description="Title of the document.")
    section: Line | None = Field(None, description="Part of the document that is quoted.")
    url: WebAddress | None = Field(None, description="Where the document can be read.")
    status: Line = Field(description="What the document says of itself, such as 'draft'.")


class Pace(Part):
    """How long the statements take to answer, before anybody has been timed."""

    minutes_per_statement: Minutes = Field(
        0.5, description="A first estimate, in minutes; recorded times replace it."
    )


class Rounds(Part):
    """When to assess again, and when to set priorities anew."""

    reassess_after_months: Count = Field(6, description="Months until the next round is due.")
    priorities_after_months: Count = Field(
        12, description="Months until partners set priorities together again."
    )
    section: Line | None = Field(
        None, description="Part of the source that asks for it, if the source does."
    )


class Term(Part):
    """A word or an abbreviation of the framework, explained by us."""

    term: Line = Field(description="The word or the abbreviation, as it is mostly written.")
    also: tuple[Line, ...] = Field((), description="Other ways in which it is written.")
    stands_for: Line | None = Field(None, description="What an abbreviation is short for.")
    meaning: PlainWords = Field(description="What it means, in plain words written by us.")
    source: Line | None = Field(None, description="Where the meaning can be looked up.")

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way of writing the term."""
        return (self.term, *self.also, *([self.stands_for] if self.stands_for else []))


class Bullet(Part):
    """One point by which the source describes a level."""

    id: BulletId = Field(description="`L`, the level's value, a full stop, and its place: `L1.3`.")
    text: Line = Field(description="The point, in the source's exact words.")


class Level(Part):
    """One step of the maturity scale."""

    value: Count = Field(description="Place on the scale: 1, 2, 3 and so on without a gap.")
    name: Line = Field(description="Short name, as people say it in chat.")
    definition: Line = Field(description="What the level means, in the source's exact words.")
    bullets: tuple[Bullet, ...] = Field(
        (), description="The points by which the source describes the level, if it lists any."
    )


class Descriptor(Part):
    """What one level means for one statement."""

    text: Line = Field(description="The description, in the source's exact words.")
    bullets: tuple[BulletId, ...] = Field(
        (), description="Bullets of this level that the text is quoted from, in its order."
    )
