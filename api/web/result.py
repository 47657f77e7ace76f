"""What the result page shows: the scores with the framework's own words and two charts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from api.assessments import repository, service
from api.assessments.remarks import Remarks, remarks_of
from api.assessments.schemas import AssessmentView
from api.assessments.score_schemas import DomainScores, Scores, StatementScores
from api.assessments.turnout import PartnerTurnout, turnout_of
from api.config import Settings
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework, Scope, Statement
from api.handovers import service as handovers
from api.handovers.schemas import HandoverInList
from api.models import Assessment
from api.participants.roles import role_in_words
from api.profiles.profile import described, has_profile, profile_of
from api.profiles.schemas import Profile
from api.reports.drawing import Drawing
from api.reports.rows import ChartKind, ChartRequest, ChartRow, ScaleStep
from api.rounds import service as rounds
from api.rounds.schemas import Changes, MovedStatement
from api.safety.redaction import redact


@dataclass(frozen=True, slots=True)
class Line:
    """One statement with its figures; ``reached`` is what its median level means right here."""

    statement: Statement
    scores: StatementScores
    reached: str | None
    remarks: Remarks

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
class Partner:
    """One kind of partner in words, with how many took part."""

    name: str
    turnout: PartnerTurnout


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
    changes: Changes
    partners: list[Partner]
    waiting: list[HandoverInList]
    index: Profile | None

    @property
    def lines(self) -> list[Line]:
        """Every statement, in order."""
        return [line for domain in self.domains for group in domain.groups for line in group.lines]

    @property
    def is_flat(self) -> bool:
        """Whether each part is a single statement, so that one table holds them all."""
        return len(self.lines) == len(self.domains)

    @property
    def moved(self) -> list[MovedStatement]:
        """Statements whose median differs from the last round's."""
        return [each for each in self.changes.statements if each.moved]

    @property
    def comparable(self) -> int:
        """How many statements have a median in both rounds."""
        return sum(each.moved is not None for each in self.changes.statements)

    @property
    def remarked(self) -> list[Line]:
        """Statements with a note or with an answer that says how sure it is."""
        return [line for line in self.lines if line.remarks]

    @property
    def has_own_lists(self) -> bool:
        """Whether people were asked different statements."""
        return self.scores.overall.total != len(self.lines) * self.scores.participants.started

    @property
    def asked_of_nobody(self) -> list[Line]:
        """Statements that are asked of nobody who has started."""
        return [line for line in self.lines if not line.scores.total]

    @property
    def open_to_all(self) -> list[Line]:
        """Statements that were asked and that nobody has answered."""
        return [line for line in self.lines if line.scores.total and not line.answered]

    @property
    def open_to_some(self) -> list[Line]:
        """Statements that some have answered and others have not."""
        return [line for line in self.lines if line.answered and line.missing]


def show_result(
    session: Session,
    frameworks: FrameworkRegistry,
    assessment_id: UUID,
    *,
    settings: Settings,
    drawing: Drawing,
    now: datetime,
) -> Result:
    """Put together the result of an assessment.

    Raises ``AssessmentNotFound`` and, when the framework's file is gone, ``FrameworkNotFound``.
    """
    found = repository.get_or_raise(session, assessment_id)
    assessment = service.view_of(session, frameworks, found, settings=settings)
    framework = frameworks.get_or_raise(assessment.framework)
    scope = framework.scope(assessment.scope)
    scores = service.scores(session, frameworks, assessment_id)
    present = repository.present_answers_of_all(session, assessment_id)
    # Chat takes personal details out before a note is kept; other callers may not have.
    remarks = remarks_of(replace(each, note=each.note and redact(each.note)) for each in present)
    profile, answers = _charts(framework, scores, drawing)
    return Result(
        assessment=assessment,
        framework=framework,
        scope=scope,
        scores=scores,
        domains=list(_domains(scope, scores, remarks)),
        profile=profile,
        answers=answers,
        as_of=now,
        changes=rounds.changes(session, frameworks, assessment_id),
        partners=_partners(session, found, scope),
        waiting=[each for each in handovers.list_of(session, assessment_id) if not each.assigned],
        index=profile_of(scope, scores) if has_profile(scope) else None,
    )


def _partners(session: Session, assessment: Assessment, scope: Scope) -> list[Partner]:
    turnout = turnout_of(service.guests_of(session, assessment, scope))
    return [Partner(role_in_words(None, each.partner_type), each) for each in turnout]


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


def _domains(scope: Scope, scores: Scores, remarks: Mapping[str, Remarks]) -> Iterator[Domain]:
    statements = {statement.id: statement for statement in scope.statements}
    for domain in scores.domains:
        own = [each for each in scores.statements if each.domain_id == domain.id]
        groups = [
            Group(
                None if title == domain.title else title,
                [_line(statements[each.statement], each, remarks) for each in grouped],
            )
            for title, grouped in groupby(own, key=lambda each: each.group)
        ]
        yield Domain(domain, groups)


def _line(statement: Statement, scores: StatementScores, remarks: Mapping[str, Remarks]) -> Line:
    reached = described((statement,), scores.median)
    return Line(statement, scores, reached, remarks.get(statement.id) or Remarks())
