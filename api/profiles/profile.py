"""Where an area stands on each aspect of an index: a pure function of the scores.

"Different aspects of digital maturity, even within a borough or a neighbourhood", can be at
different levels (Digital Maturity Index and Social Prescribing Motivation Model, Digital Maturity
Index), so a profile has a level for each aspect and no single mark.
"""

from api.assessments.score_schemas import Figures, Scores
from api.frameworks.schemas import Scope, Statement
from api.profiles.schemas import Aspect, Profile


def has_profile(scope: Scope) -> bool:
    """Whether the source describes the levels of each statement, as an index does."""
    return all(statement.levels is not None for statement in scope.statements)


def profile_of(scope: Scope, scores: Scores) -> Profile:
    """Return the profile of an assessment of this scope, aspect by aspect."""
    statements = {domain.id: domain.statements for domain in scope.domains}
    return Profile(
        assessment=scores.assessment,
        aspects=[
            Aspect(
                **domain.model_dump(include=set(Figures.model_fields)),
                domain_id=domain.id,
                title=domain.title,
                statements=[each.id for each in statements[domain.id]],
                level=domain.median,
                descriptor=described(statements[domain.id], domain.median),
            )
            for domain in scores.domains
        ],
        index=scores.overall,
    )


def described(statements: tuple[Statement, ...], level: float | None) -> str | None:
    """Return what the source says of a level, or None between levels and where it is silent."""
    if level is None or not level.is_integer():
        return None
    found = (statement.descriptor(int(level)) for statement in statements)
    return " ".join(each.text for each in found if each is not None) or None
