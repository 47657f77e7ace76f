"""What a framework file holds, as strict and frozen models, with the ways to find a part of it.

::

    Framework ── levels ── Level ── bullets
        ├── pace, rounds, glossary ── Term
        └── scopes ── Scope ── domains ── Domain ── groups ── Group ── statements ── Statement
                                                                                        │
                                                                Descriptor per level ───┘

A model that exists is consistent: ids are unique, levels count up from 1, an emphasised phrase is
part of its statement. Building one raises pydantic's ``ValidationError`` with every fault at once.
``docs/frameworks.md`` describes each field for authors.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import (
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from api.exceptions import InvalidRequest, NotFound
from api.frameworks.consistency import inconsistencies
from api.frameworks.fields import (
    Count,
    Day,
    Example,
    KebabId,
    Letter,
    Line,
    OrganisationKind,
    OrganisationKinds,
    Partners,
    PlainWords,
    ScopePrefix,
    StatementId,
    Version,
    YesNo,
    refusal,
)
from api.frameworks.parts import Descriptor, Level, Pace, Part, Rounds, Source, Term
from api.participants.schemas import PartnerType

PLAIN = "The statement in plain words, written by us."
WHY = "Why it matters, written by us."
IN_PRACTICE = (
    "How each level would look for this statement, an example written by us; all levels or none."
)

# The assistant understands level_1 to level_5; a longer scale needs new training.
MOST_LEVELS = 5
_EVERYONE = tuple(PartnerType)


class ScopeNotFound(NotFound):
    """The framework has no scope of that id."""


class DomainNotFound(NotFound):
    """The scope has no domain of that id."""


class StatementNotFound(NotFound):
    """The framework has no statement of that id."""


class LevelOutsideScale(InvalidRequest):
    """The level is not on the framework's scale."""


class Statement(Part):
    """One thing that is assessed."""

    id: StatementId = Field(description="Stable id, unique in the file: `N1a`, `N4Eb`, `D3`.")
    letter: Letter | None = Field(None, description="The letter that the source prints.")
    text: Line = Field(description="The statement, in the source's exact words.")
    emphasis: Line = Field(description="The phrase that it turns on: an exact part of `text`.")
    break_before: Line | None = Field(
        None,
        description=(
            "Where the source begins a second paragraph: an exact part of `text`, which is shown on"
            " a line of its own."
        ),
    )
    plain: PlainWords | None = Field(None, description=PLAIN)
    why: PlainWords | None = Field(None, description=WHY)
    in_practice: Mapping[int, Example] | None = Field(None, description=IN_PRACTICE)
    levels: Mapping[int, Descriptor | None] | None = Field(
        None,
        description=(
            "What each level means for this statement. Every level is named; `null` says that the"
            " source has no words for it, and then only the level's own definition is shown."
        ),
    )
    partners: Partners | None = Field(
        None, description="Partners who are asked by default, if not those of the group or domain."
    )
    key: YesNo = Field(
        False, description="Whether it belongs to the few that tell most in five minutes."
    )

    @field_validator("emphasis", "break_before")
    @classmethod
    def _quote_the_text(cls, quoted: str | None, info: ValidationInfo) -> str | None:
        text: str | None = info.data.get("text")
        if text is not None and quoted is not None and quoted not in text:
            raise refusal(f"an exact part of the text '{text}'")
        return quoted

    @property
    def in_paragraphs(self) -> str | None:
        """The text with a line break where a second paragraph begins; None where there is none."""
        if self.break_before is None:
            return None
        first, second, rest = self.text.partition(self.break_before)
        return f"{first.rstrip()}\n{second}{rest}"

    def descriptor(self, value: int) -> Descriptor | None:
        """Return what the level means for this statement, or None when the source is silent."""
        return None if self.levels is None else self.levels.get(value)


class Group(Part):
    """The statements under one sub-heading of the source."""

    id: KebabId = Field(description="Unique in its scope.")
    title: Line = Field(description="The sub-heading as printed.")
    number: Count | None = Field(None, description="The number that the source prints before it.")
    partners: Partners | None = Field(
        None, description="Partners who are asked its statements, if not those of the domain."
    )
    statements: tuple[Statement, ...] = Field(min_length=1, description="In the source's order.")


class Domain(Part):
    """A theme of the framework; one id names the same theme in every scope."""

    id: KebabId = Field(description="Unique in its scope; the same in every scope.")
    title: Line = Field(description="The theme's name as printed.")
    partners: Partners | None = Field(
        None, description="Partners who are asked its statements; everyone, if left out."
    )
    groups: tuple[Group, ...] = Field(min_length=1, description="Its sub-headings, in order.")

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the domain, in the order of the source."""
        return tuple(statement for group in self.groups for statement in group.statements)


class Scope(Part):
    """A level of the health system with its own list of statements."""

    id: KebabId = Field(description="Unique in the file.")
    prefix: ScopePrefix = Field(description="Begins the id of each of its statements.")
    title: Line = Field(description="Its name as people see it.")
    organisation_kinds: OrganisationKinds = Field(
        description="Kinds of organisation that can be assessed here."
    )
    domains: tuple[Domain, ...] = Field(min_length=1, description="In the source's order.")

    @cached_property
    def placed_statements(self) -> "tuple[PlacedStatement, ...]":
        """Every statement with the group and domain that it stands in, in order."""
        return tuple(
            PlacedStatement(self, domain, group, statement)
            for domain in self.domains
            for group in domain.groups
            for statement in group.statements
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the scope, in the order of the source."""
        return tuple(placed.statement for placed in self.placed_statements)

    def domain(self, domain_id: str) -> Domain:
        """Return the domain of that id; raises ``DomainNotFound``."""
        for domain in self.domains:
            if domain.id == domain_id:
                return domain
        known = ", ".join(domain.id for domain in self.domains)
        raise DomainNotFound(f"Scope {self.id} has no domain '{domain_id}': it has {known}.")


@dataclass(frozen=True, slots=True)
class PlacedStatement:
    """A statement together with where it stands."""

    scope: Scope
    domain: Domain
    group: Group
    statement: Statement

    @property
    def partners(self) -> tuple[PartnerType, ...]:
        """Who is asked by default: what is said nearest to the statement, else everyone."""
        parts = (self.statement, self.group, self.domain)
        return next((part.partners for part in parts if part.partners), _EVERYONE)


class Framework(Part):
    """A maturity framework: what is assessed, and on what scale."""

    schema_version: Literal[1] = Field(
        alias="schema", description="Version of this file format: 1."
    )
    id: KebabId = Field(description="Names the framework for good, in addresses and the database.")
    version: Version = Field(description='Version of the source, in quotes: `"2.0"`.')
    title: Line = Field(description="Full title.")
    short_title: Line = Field(description="Title for buttons and tables.")
    source: Source = Field(description="The document that the words come from.")
    published: Day | None = Field(description="Day of the document; `null` if it bears none.")
    licence: Line = Field(description="On what terms the words are quoted.")
    levels: tuple[Level, ...] = Field(
        min_length=2, max_length=MOST_LEVELS, description="The scale, lowest level first."
    )
    pace: Pace = Field(Pace(), description="How long the statements take to answer.")
    rounds: Rounds = Field(Rounds(), description="When to assess again.")
    glossary: tuple[Term, ...] = Field((), description="Words and abbreviations, explained.")
    scopes: tuple[Scope, ...] = Field(
        min_length=1, description="The lists of statements, one for each level of the system."
    )

    @model_validator(mode="wrap")
    @classmethod
    def _report_every_fault(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Check shape and consistency together, so that neither hides the other's faults."""
        if isinstance(data, cls):
            return handler(data)
        faults = [
            InitErrorDetails(type=refusal(found.allowed), loc=found.path, input=found.value)
            for found in inconsistencies(data)
        ]
        try:
            framework = handler(data)
        except ValidationError as error:
            faults = [*map(_again, error.errors()), *faults]
        if faults:
            raise ValidationError.from_exception_data(cls.__name__, faults)
        return framework

    def level(self, value: int) -> Level:
        """Return the level of that value; raises ``LevelOutsideScale``."""
        if 1 <= value <= len(self.levels):
            return self.levels[value - 1]
        raise LevelOutsideScale(
            f"Level {value} is not on the scale of {self.id}: allowed are 1 to {len(self.levels)}."
        )

    def scope(self, scope_id: str) -> Scope:
        """Return the scope of that id; raises ``ScopeNotFound``."""
        for scope in self.scopes:
            if scope.id == scope_id:
                return scope
        known = ", ".join(scope.id for scope in self.scopes)
        raise ScopeNotFound(f"Framework {self.id} has no scope '{scope_id}': it has {known}.")

    def statement(self, statement_id: str) -> PlacedStatement:
        """Return the statement of that id and where it stands; raises ``StatementNotFound``."""
        placed = self._by_id.get(statement_id)
        if placed is not None:
            return placed
        spans = ", ".join(
            f"{scope.statements[0].id} to {scope.statements[-1].id} ({scope.id})"
            for scope in self.scopes
        )
        raise StatementNotFound(
            f"Framework {self.id} has no statement '{statement_id}': it has {spans}."
        )

    @cached_property
    def term_by_form(self) -> dict[str, Term]:
        """The glossary's terms by each way of writing them, the longest first."""
        owners = {form: term for term in self.glossary for form in term.forms}
        return {form: owners[form] for form in sorted(owners, key=len, reverse=True)}

    @cached_property
    def _by_id(self) -> dict[str, PlacedStatement]:
        return {
            placed.statement.id: placed
            for scope in self.scopes
            for placed in scope.placed_statements
        }


class ScopeSummary(Part):
    """A scope in the list of frameworks."""

    id: str
    title: str
    organisation_kinds: tuple[OrganisationKind, ...]
    statement_count: int


class LevelSummary(Part):
    """A level in the list of frameworks."""

    value: int
    name: str
    definition: str


class FrameworkSummary(Part):
    """A framework in the list of frameworks."""

    id: str
    version: str
    title: str
    short_title: str
    levels: tuple[LevelSummary, ...]
    scopes: tuple[ScopeSummary, ...]


def _again(found: ErrorDetails) -> InitErrorDetails:
    """Return one of pydantic's own findings in the form in which it can be raised again."""
    context = {**found.get("ctx", {}), "said": found["msg"]}
    error = PydanticCustomError(found["type"], "{said}", context)
    return InitErrorDetails(type=error, loc=found["loc"], input=found["input"])
