"""The shapes in which scores travel: figures of answers, each with what it is out of."""

from pydantic import BaseModel

from api.assessments.schemas import AssessmentBrief


class Spread(BaseModel):
    """How far apart levels lie; quartiles are interpolated between the levels given."""

    min: int
    lower_quartile: float
    upper_quartile: float
    max: int


class Figures(BaseModel):
    """What a set of answers comes to, each figure with what it is out of.

    ``counts`` holds the answers at each level and ``levels`` their sum, out of which ``median``
    and ``spread`` are taken. ``total`` counts, for each participant who started, the statements
    that this participant is asked (by route, domain and hand-over) or answered all the same. It is
    the sum of ``levels``, ``not_applicable``, ``dont_know``, ``skipped`` and ``unanswered``, and
    what ``share_answered`` (a level, not applicable or don't know) is out of. A statement that was
    not routed to a participant is therefore not unanswered for that participant; one that was
    handed over counts for whoever received it, and for the giver as long as nobody did.
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
