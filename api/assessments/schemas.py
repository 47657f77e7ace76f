"""The shapes in which assessments, questions, answers and scores travel."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from api.fields import Key, Lines


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
    """An assessment as people name it; ``organisation`` is the organisation's name."""

    id: uuid.UUID
    framework: str
    framework_title: str
    scope: str
    scope_title: str
    organisation: str
    round: int


class AssessmentView(AssessmentBrief):
    """An assessment as it is kept."""

    framework_version: str
    organisation_id: uuid.UUID
    status: AssessmentStatus
    created_at: datetime
    closed_at: datetime | None


class LevelOfStatement(BaseModel):
    """One step of the scale; ``descriptor`` says what it means for this very statement."""

    value: int
    name: str
    definition: str
    descriptor: str | None


class GivenAnswer(BaseModel):
    """The answer that a statement has."""

    kind: AnswerKind
    level: int | None
    level_name: str | None
    note: str | None


class Question(BaseModel):
    """One statement, ready to be asked.

    ``answer`` is null while there is none; a statement that was skipped has none.
    """

    statement: str
    number: int
    total: int
    text: str
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


class Count(BaseModel):
    """How many statements have an answer: a level, not applicable or don't know."""

    answered: int
    total: int


class Position(BaseModel):
    """Where a participant stands: the question that comes next, or that all is answered."""

    status: Literal["question", "finished"]
    question: Question | None
    progress: Count
    minutes_left: int
    assessment: AssessmentBrief


class DomainProgress(Count):
    """How far a participant is in one domain."""

    id: str
    title: str


class Progress(Count):
    """How far a participant is, with the statements left out for now."""

    skipped: list[str]
    domains: list[DomainProgress]


StatementId = Annotated[str, Field(min_length=1, max_length=40)]


class NewResponse(BaseModel):
    """What a participant says to one statement.

    ``level`` goes with the kind ``level`` and with no other. The same ``turn`` and statement again
    change nothing. An answer that replaces another keeps its note unless it brings one.
    """

    model_config = ConfigDict(extra="forbid")

    statement: StatementId
    kind: AnswerKind
    level: Annotated[int, Strict()] | None = None
    note: Lines | None = None
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


class NewNote(BaseModel):
    """A note to a statement that has an answer."""

    model_config = ConfigDict(extra="forbid")

    statement: StatementId
    note: Lines
    channel: Channel
    turn: uuid.UUID | None = None


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


class Spread(BaseModel):
    """How far apart levels lie; quartiles are interpolated between the levels given."""

    min: int
    lower_quartile: float
    upper_quartile: float
    max: int


class Figures(BaseModel):
    """What a set of answers comes to, each figure with what it is out of.

    ``counts`` holds the answers at each level and ``levels`` their sum, out of which ``median``
    and ``spread`` are taken. ``total`` is statements times participants who started: the sum of
    ``levels``, ``not_applicable``, ``dont_know``, ``skipped`` and ``unanswered``, and what
    ``share_answered`` (a level, not applicable or don't know) is out of.
    """

    counts: dict[str, int]
    levels: int
    median: float | None
    spread: Spread | None
    not_applicable: int
    dont_know: int
    skipped: int
    unanswered: int
    total: int
    share_answered: float | None


class GroupScores(Figures):
    """The figures of one sub-heading."""

    id: str
    title: str


class DomainScores(Figures):
    """The figures of one domain."""

    id: str
    title: str
    groups: list[GroupScores]


class StatementScores(Figures):
    """The figures of one statement; ``group`` is the title of its sub-heading."""

    statement: str
    text: str
    domain_id: str
    group: str


class Turnout(BaseModel):
    """How many were invited, and how many of them gave at least one response."""

    invited: int
    started: int


class Scores(BaseModel):
    """The result of an assessment: a picture to improve from, never a mark."""

    assessment: AssessmentBrief
    participants: Turnout
    overall: Figures
    domains: list[DomainScores]
    statements: list[StatementScores]
