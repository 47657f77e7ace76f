"""What the answers of an assessment come to: pure functions, each figure with its denominator.

Only a level counts as a level. A statement that is unanswered, skipped, not applicable or not
known never moves a median: the framework is "not a performance management tool" (NHS England,
Social Prescribing Maturity Framework v2.0, section 1), so silence is never read as the lowest
level.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from api.assessments.schemas import AnswerKind
from api.assessments.score_schemas import (
    DomainScores,
    Figures,
    GroupScores,
    Spread,
    StatementScores,
)
from api.frameworks.schemas import Domain, Framework, Scope, Statement


@dataclass(frozen=True, slots=True)
class Given:
    """What one participant's present answer to one statement says."""

    kind: AnswerKind
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The present answers to each statement, and how many participants could have given one.

    ``asked`` counts, for each statement, the participants who are asked it or answered it.
    """

    scale: Sequence[int]
    asked: Mapping[str, int]
    answers: Mapping[str, Sequence[Given]]

    def figures(self, statements: Collection[Statement]) -> Figures:
        """Return the figures of these statements together."""
        given = [each for one in statements for each in self.answers.get(one.id, ())]
        total = sum(self.asked.get(one.id, 0) for one in statements)
        return figures(given, total=total, scale=self.scale)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One participant who started: the statements asked of them, and every present response."""

    owed: Collection[str]
    responses: Mapping[str, Given]

    @property
    def counted(self) -> dict[str, Given | None]:
        """What counts of this participant, by statement; None where nothing was said yet.

        An answer to a statement that is not asked of the participant (any more) counts; having
        skipped one does not.
        """
        answered = {name: each for name, each in self.responses.items() if each.kind.is_answer}
        return {name: self.responses.get(name) for name in self.owed} | answered


def score_sheet(scale: Sequence[int], contributions: Iterable[Contribution]) -> ScoreSheet:
    """Put together what each participant who started gave and was asked."""
    asked: Counter[str] = Counter()
    answers: defaultdict[str, list[Given]] = defaultdict(list)
    for each in contributions:
        for statement, given in each.counted.items():
            asked[statement] += 1
            if given is not None:
                answers[statement].append(given)
    return ScoreSheet(scale, asked, answers)


def figures(given: Iterable[Given], *, total: int, scale: Iterable[int]) -> Figures:
    """Return what a set of answers comes to, out of ``total`` that could have been given."""
    given = list(given)
    kinds = Counter(each.kind for each in given)
    levels = sorted(each.level for each in given if each.level is not None)
    at_level = Counter(levels)
    answered = sum(count for kind, count in kinds.items() if kind.is_answer)
    return Figures(
        counts={str(value): at_level[value] for value in scale},
        levels=len(levels),
        median=float(median(levels)) if levels else None,
        spread=_spread(levels),
        not_applicable=kinds[AnswerKind.NOT_APPLICABLE],
        dont_know=kinds[AnswerKind.DONT_KNOW],
        skipped=kinds[AnswerKind.SKIPPED],
        unanswered=total - answered - kinds[AnswerKind.SKIPPED],
        total=total,
        share_answered=answered / total if total else None,
    )


def score_domains(scope: Scope, sheet: ScoreSheet) -> list[DomainScores]:
    """Return the figures of each domain, with those of its groups, in the framework's order."""
    return [
        DomainScores(
            **sheet.figures(domain.statements).model_dump(),
            id=domain.id,
            title=domain.title,
            groups=_score_groups(domain, sheet),
        )
        for domain in scope.domains
    ]


def score_statements(scope: Scope, sheet: ScoreSheet) -> list[StatementScores]:
    """Return the figures of each statement, in the framework's order."""
    return [
        StatementScores(
            **sheet.figures([placed.statement]).model_dump(),
            statement=placed.statement.id,
            text=placed.statement.text,
            domain_id=placed.domain.id,
            group=placed.group.title,
        )
        for placed in scope.placed_statements
    ]


def scale_of(framework: Framework) -> list[int]:
    """Return the values of the framework's levels, lowest first."""
    return [level.value for level in framework.levels]


def _score_groups(domain: Domain, sheet: ScoreSheet) -> list[GroupScores]:
    return [
        GroupScores(**sheet.figures(group.statements).model_dump(), id=group.id, title=group.title)
        for group in domain.groups
    ]


def _spread(levels: list[int]) -> Spread | None:
    if not levels:
        return None
    # The inclusive method takes the answers for all there are, not for a sample of more.
    lower, _, upper = quantiles(levels * 2 if len(levels) == 1 else levels, n=4, method="inclusive")
    return Spread(min=levels[0], lower_quartile=lower, upper_quartile=upper, max=levels[-1])
