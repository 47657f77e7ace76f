"""What moved between two rounds: a pure function of their scores."""

from collections.abc import Sequence

from api.assessments.score_schemas import Figures, StatementScores
from api.assessments.scoring import figures
from api.rounds.schemas import MovedStatement


def moved_statements(
    before: Sequence[StatementScores], now: Sequence[StatementScores], scale: Sequence[int]
) -> list[MovedStatement]:
    """Return each statement of the present round with the figures of both.

    Medians are compared, and only where both rounds have a level: what nobody assessed has not
    moved. A statement that the last round did not have yet has empty figures there.
    """
    nothing = figures([], total=0, scale=scale)
    earlier = {each.statement: each for each in before}
    return [_moved(earlier.get(each.statement), each, nothing) for each in now]


def _moved(
    before: StatementScores | None, now: StatementScores, nothing: Figures
) -> MovedStatement:
    return MovedStatement(
        statement=now.statement,
        text=now.text,
        domain_id=now.domain_id,
        before=_figures(before) if before else nothing,
        now=_figures(now),
        moved=_difference(before.median if before else None, now.median),
    )


def _difference(before: float | None, now: float | None) -> float | None:
    return None if before is None or now is None else now - before


def _figures(scores: Figures) -> Figures:
    return Figures.model_validate(scores.model_dump(include=set(Figures.model_fields)))
