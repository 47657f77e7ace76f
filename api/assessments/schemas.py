"""The shapes in which assessments, questions, answers and scores travel."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from api.fields import Key, Lines
from api.participants.schemas import PartnerType


class AnswerKind(StrEnum):
    """What a response says; only the first three are answers."""

    LEVEL = "level"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    SKIPPED = "skipped"
    CLEARED = "cleared"

    @property
    def is_answer(self) -> bool:
        """Whether the statement is done with: skipped and cleared ones are not."""
        return self not in (AnswerKind.SKIPPED, AnswerKind.CLEARED)


class Confidence(StrEnum):
    """How sure a participant is of an answer."""

    SURE = "sure"
    FAIRLY = "fairly"
    GUESS = "guess"


class Pathway(StrEnum):
    """How much a participant wants to be asked.

    ``routed`` is what the kind of partner can know and change, ``all`` the whole scope, and ``key``
    the few statements of the route that tell most.
    """

    ROUTED = "routed"
    ALL = "all"
    KEY = "key"


class Channel(StrEnum):
    """Where a response came from."""

    WEB = "web"
    TELEGRAM = "telegram"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    TERMINAL = "terminal"
    API = "api"


class AssessmentStatus(StrEnum):
    """Whether an assessment takes answers."""

    OPEN = "open"
    CLOSED = "closed"


class NewAssessment(BaseModel):
    """An assessment to be opened: the next round of a framework's scope at an organisation."""

    model_config = ConfigDict(extra="forbid")

    framework: Key
    scope: Key
    organisation_id: uuid.UUID


class AssessmentBrief(BaseModel):
    """An assessment as people name it; ``organisation`` is the organisation's name.

    ``due_on`` is the day from which the next round is due, and ``priorities_due_on`` the day by
    which partners set their priorities anew; both are null once the next round was opened.
    """

    id: uuid.UUID
    framework: str
    framework_title: str
    scope: str
    scope_title: str
    organisation: str
    round: int
    status: AssessmentStatus = AssessmentStatus.OPEN
    due_on: date | None = None
    priorities_due_on: date | None = None


class AssessmentView(AssessmentBrief):
    """An assessment as it is kept; ``result_url`` is the page of its result, for people."""

    result_url: str
    framework_version: str
    organisation_id: uuid.UUID
    created_at: datetime
    closed_at: datetime | None


class LevelOfStatement(BaseModel):
    """One step of the scale, as it is for one statement.

    ``descriptor`` is what the source says that it means there; ``in_practice`` is an example of how
    it would look there, in our own words.
    """

    value: int
    name: str
    definition: str
    descriptor: str | None
    in_practice: str | None = None


class TermOfStatement(BaseModel):
    """A word or an abbreviation that a statement uses, with what it means in our own words."""

    term: str
    meaning: str


class SourceOfStatement(BaseModel):
    """The document that a statement is quoted from."""

    document: str
    section: str | None


class LastRound(BaseModel):
    """What the same person answered in the round before; ``closed_on`` is null if it is open."""

    round: int
    closed_on: date | None
    kind: AnswerKind
    level: int | None
    level_name: str | None
    note: str | None


class HandedOver(BaseModel):
    """That a statement was handed over to this participant, by whom and with which words.

    ``from`` is the giver's role or, without one, the kind of partner in words.
    """

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    giver: str = Field(validation_alias="from", serialization_alias="from")
    note: str | None


class GivenAnswer(BaseModel):
    """The answer that a statement has."""

    kind: AnswerKind
    level: int | None
    level_name: str | None
    note: str | None
    confidence: Confidence | None = None


class Question(BaseModel):
    """One statement, ready to be asked.

    ``answer`` is null while there is none; a statement that was skipped has none. ``number`` counts
    in the participant's own list, of which ``total`` is the length; a statement that is not on it
    has none. ``in_paragraphs`` is the text with a line break in it, null where it is one paragraph.
    """

    statement: str
    number: int | None
    total: int
    text: str
    in_paragraphs: str | None = None
    emphasis: str
    domain: str
    domain_id: str
    group: str
    plain: str | None
    why: str | None
    levels: list[LevelOfStatement]
    answer: GivenAnswer | None
    first_of_domain: bool
    skipped_before: bool
    source: SourceOfStatement
    glossary: list[TermOfStatement] = []
    last_round: LastRound | None = None
    handed_over: HandedOver | None = None


class Count(BaseModel):
    """How many statements have an answer: a level, not applicable or don't know."""

    answered: int
    total: int


class Pace(BaseModel):
    """How long a statement takes.

    ``recorded`` is out of how many recorded times the seconds are the median; 0 means that they are
    a first estimate, since too few times were recorded.
    """

    seconds: float
    recorded: int


class Missing(BaseModel):
    """Statements of a participant's list without a level, by why; each is named by its id."""

    skipped: list[str] = []
    dont_know: list[str] = []
    handed_over: list[str] = []


class Position(BaseModel):
    """Where a participant stands: the question that comes next, or that nothing is left to ask.

    ``status`` is about the pathway: "finished" means that nothing on it is left. ``finished_at`` is
    when the person said that it is finished, until another answer comes.
    """

    status: Literal["question", "finished"]
    question: Question | None
    progress: Count
    minutes_left: int
    pace: Pace | None = None
    pathway: Pathway = Pathway.ROUTED
    missing: Missing = Missing()
    finished_at: datetime | None = None
    assessment: AssessmentBrief


class DomainProgress(Count):
    """How far a participant is in one domain."""

    id: str
    title: str


class Progress(Count):
    """How far a participant is, with the statements left out for now."""

    minutes_left: int = 0
    skipped: list[str]
    domains: list[DomainProgress]


class FoundStatement(BaseModel):
    """A statement that fits some words, and how well: 1 is as well as can be, 0 not at all."""

    statement: str
    text: str
    domain: str
    domain_id: str
    score: float
    answer: GivenAnswer | None


class FoundDomain(BaseModel):
    """A domain that fits some words."""

    id: str
    title: str


class AnswerInReview(BaseModel):
    """One statement of a participant's list with the answer that it has.

    ``number`` is its place in the list, null for what was handed over or answered besides, and
    ``handed_over`` names the role that it was handed over to.
    """

    statement: str
    number: int | None = None
    text: str
    emphasis: str
    answer: GivenAnswer | None
    skipped: bool
    handed_over: str | None


StatementId = Annotated[str, Field(min_length=1, max_length=40)]


class NewResponse(BaseModel):
    """What a participant says to one statement.

    ``level`` goes with the kind ``level`` and with no other. The same ``turn`` and statement again
    change nothing. An answer that replaces another keeps its note unless it brings one or
    ``keep_note`` is false, but not the confidence, which belongs to the answer that was rated.
    """

    model_config = ConfigDict(extra="forbid")

    statement: StatementId
    kind: AnswerKind
    level: Annotated[int, Strict()] | None = None
    note: Lines | None = None
    keep_note: bool = True
    confidence: Confidence | None = None
    channel: Channel
    turn: uuid.UUID | None = None

    @model_validator(mode="after")
    def keep_level_and_kind_together(self) -> Self:
        """Refuse the kind ``level`` without a level, and a level with any other kind."""
        if (self.kind is AnswerKind.LEVEL) != (self.level is not None):
            raise PydanticCustomError(
                "level_with_its_kind",
                "a level goes with kind 'level' and with no other: "
                "here the kind is '{kind}' and the level {level}",
                {"kind": self.kind.value, "level": self.level},
            )
        return self

    @model_validator(mode="after")
    def rate_answers_only(self) -> Self:
        """Refuse a confidence with a kind that is no answer."""
        if self.confidence is not None and not self.kind.is_answer:
            raise PydanticCustomError(
                "confidence_with_an_answer",
                "a confidence goes with an answer (level, not_applicable or dont_know): "
                "here the kind is '{kind}'",
                {"kind": self.kind.value},
            )
        return self


class NewNote(BaseModel):
    """A note to a statement that has an answer."""

    model_config = ConfigDict(extra="forbid")

    statement: StatementId
    note: Lines
    channel: Channel
    turn: uuid.UUID | None = None


class NewConfidence(BaseModel):
    """How sure a participant is of the answer that a statement has."""

    model_config = ConfigDict(extra="forbid")

    statement: StatementId
    confidence: Confidence
    channel: Channel
    turn: uuid.UUID | None = None


class Finish(BaseModel):
    """The wish to be done: what is missing stays open, and another answer opens it again."""

    model_config = ConfigDict(extra="forbid")

    channel: Channel
    turn: uuid.UUID | None = None


class NewPathway(BaseModel):
    """How much the participant wants to be asked from now on; answers already given stay."""

    model_config = ConfigDict(extra="forbid")

    pathway: Pathway


class NewRouting(BaseModel):
    """The partners who are asked a statement in one assessment, instead of the framework's."""

    model_config = ConfigDict(extra="forbid")

    partners: Annotated[set[PartnerType], Field(min_length=1)]


class RoutedStatement(BaseModel):
    """Who is asked a statement; ``changed`` says that this assessment asks others than usual."""

    statement: str
    partners: list[PartnerType]
    changed: bool


class Restart(BaseModel):
    """The wish to begin again; the history stays."""

    model_config = ConfigDict(extra="forbid")

    channel: Channel
    turn: uuid.UUID | None = None


class ResponseView(GivenAnswer):
    """One response as it is kept."""

    statement: str
    channel: Channel
    recorded_at: datetime


class ResponseInHistory(ResponseView):
    """One response of the history, with who gave it; ``sequence`` counts that person's."""

    participant_id: uuid.UUID
    sequence: int


class Saved(BaseModel):
    """A response that is kept, the answer that it replaced, and what comes next.

    ``repeated`` says that the turn had been applied before, so that nothing was changed now.
    """

    response: ResponseView
    previous: ResponseView | None
    repeated: bool
    position: Position
