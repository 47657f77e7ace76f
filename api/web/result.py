"""What the result page shows: the scores with the framework's own words and two charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from api.assessments import repository, service
from api.assessments.schemas import AssessmentView, DomainScores, Scores, StatementScores
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework, Scope, Statement
from api.reports.drawing import Drawing
from api.reports.rows import ChartKind, ChartRequest, ChartRow, ScaleStep


@dataclass(frozen=True, slots=True)
class Line:
    """One statement with its figures; ``reached`` is what its median level means right here."""

    statement: Statement
    scores: StatementScores
    reached: str | None

    @property
    def missing(self) -> int:
        """How many participants have left it open, skipped or not yet come to it."""
        return self.scores.unanswered + self.scores.skipped

    @property
    def answered(self) -> int:
        """How many participants have answered it, with a level or without."""
        return self.scores.total - self.missing


@dataclass(frozen=True, slots=True)
class Group:
    """The statements under one sub-heading; ``title`` is None when it only repeats the domain."""

    title: str | None
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Domain:
    """One theme with its figures and statements."""

    scores: DomainScores
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Result:
    """All that the result page shows; a chart is None when it could not be drawn."""

    assessment: AssessmentView
    framework: Framework
    scope: Scope
    scores: Scores
    domains: list[Domain]
    profile: str | None
    answers: str | None
    as_of: datetime

    @property
    def lines(self) -> list[Line]:
        """Every statement, in order."""
        return [line for domain in self.domains for group in domain.groups for line in group.lines]

    @property
    def is_flat(self) -> bool:
        """Whether each part is a single statement, so that one table holds them all."""
        return len(self.lines) == len(self.domains)

    @property
    def open_to_all(self) -> list[Line]:
        """Statements that nobody has answered."""
        return [line for line in self.lines if not line.answered]

    @property
    def open_to_some(self) -> list[Line]:
        """Statements that some have answered and others have not."""
        return [line for line in self.lines if line.answered and line.missing]


def show_result(
    session: Session,
    frameworks: FrameworkRegistry,
    assessment_id: UUID,
    *,
    drawing: Drawing,
    now: datetime,
) -> Result:
    """Put together the result of an assessment.

    Raises ``AssessmentNotFound`` and, when the framework's file is gone, ``FrameworkNotFound``.
    """
    assessment = service.view_of(
        session, frameworks, repository.get_or_raise(session, assessment_id)
    )
    framework = frameworks.get_or_raise(assessment.framework)
    scope = framework.scope(assessment.scope)
    scores = service.scores(session, frameworks, assessment_id)
    profile, answers = _charts(framework, scores, drawing)
    return Result(
        assessment=assessment,
        framework=framework,
        scope=scope,
        scores=scores,
        domains=list(_domains(scope, scores)),
        profile=profile,
        answers=answers,
        as_of=now,
    )


def _charts(
    framework: Framework, scores: Scores, drawing: Drawing
) -> tuple[str | None, str | None]:
    if not scores.participants.started:
        return None, None
    rows = [ChartRow(title=domain.title, figures=domain) for domain in scores.domains]
    steps = [ScaleStep(value=level.value, name=level.name) for level in framework.levels]
    profile = drawing.draw(ChartRequest(kind=ChartKind.PROFILE, rows=rows, steps=steps))
    # A drawing that just failed is not waited for once more.
    if profile is None:
        return None, None
    return profile, drawing.draw(ChartRequest(kind=ChartKind.ANSWERS, rows=rows, steps=steps))


def _domains(scope: Scope, scores: Scores) -> Iterator[Domain]:
    statements = {statement.id: statement for statement in scope.statements}
    for domain in scores.domains:
        own = [each for each in scores.statements if each.domain_id == domain.id]
        groups = [
            _group(domain.title, title, list(grouped), statements)
            for title, grouped in groupby(own, key=lambda each: each.group)
        ]
        yield Domain(domain, groups)


def _group(
    domain: str, title: str, scores: Sequence[StatementScores], statements: Mapping[str, Statement]
) -> Group:
    lines = [_line(statements[each.statement], each) for each in scores]
    return Group(None if title == domain else title, lines)


def _line(statement: Statement, scores: StatementScores) -> Line:
    median = scores.median
    described = None
    if median is not None and median.is_integer():
        described = statement.descriptor(int(median))
    return Line(statement, scores, described.text if described else None)
