"""The rules by which an assessment asks other partners than its framework would."""

import structlog

from api.assessments import repository
from api.assessments.questions import placed_in
from api.assessments.schemas import NewRouting, RoutedStatement
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.routing import partners_of
from api.frameworks.schemas import PlacedStatement
from api.models import Assessment
from api.participants.schemas import PartnerType

log = structlog.get_logger()


def routing_of(frameworks: FrameworkRegistry, assessment: Assessment) -> list[RoutedStatement]:
    """Return who is asked each statement of an assessment, in order."""
    framework = frameworks.get_or_raise(assessment.framework_id)
    scope = framework.scope(assessment.scope)
    return [_routed(placed, assessment) for placed in scope.placed_statements]


def ask_others(
    frameworks: FrameworkRegistry, assessment: Assessment, statement: str, new: NewRouting
) -> RoutedStatement:
    """Ask these partners the statement from now on; answers already given stay.

    The caller holds the assessment locked. Raises ``StatementNotFound`` and ``AssessmentClosed``.
    """
    placed = _check(frameworks, assessment, statement)
    assessment.routing = {**assessment.routing, statement: sorted(new.partners)}
    log.info("assessment.routing.changed", assessment=str(assessment.id), statement=statement)
    return _routed(placed, assessment)


def ask_as_framework(
    frameworks: FrameworkRegistry, assessment: Assessment, statement: str
) -> RoutedStatement:
    """Ask the partners whom the framework names again.

    The caller holds the assessment locked. Raises ``StatementNotFound`` and ``AssessmentClosed``.
    """
    placed = _check(frameworks, assessment, statement)
    assessment.routing = {k: v for k, v in assessment.routing.items() if k != statement}
    log.info("assessment.routing.restored", assessment=str(assessment.id), statement=statement)
    return _routed(placed, assessment)


def _check(
    frameworks: FrameworkRegistry, assessment: Assessment, statement: str
) -> PlacedStatement:
    framework = frameworks.get_or_raise(assessment.framework_id)
    placed = placed_in(framework, framework.scope(assessment.scope), statement)
    repository.check_open(assessment)
    return placed


def _routed(placed: PlacedStatement, assessment: Assessment) -> RoutedStatement:
    statement = placed.statement.id
    return RoutedStatement(
        statement=statement,
        partners=[PartnerType(each) for each in partners_of(placed, assessment.routing)],
        changed=statement in assessment.routing,
    )
