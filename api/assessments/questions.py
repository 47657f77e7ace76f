"""What a participant sees next: pure functions of the framework and the answers so far."""

from dataclasses import dataclass
from math import ceil

from api.assessments.history import Recorded
from api.assessments.next_step import Finished, next_step
from api.assessments.schemas import (
    AnswerKind,
    AssessmentBrief,
    Count,
    DomainProgress,
    GivenAnswer,
    LevelOfStatement,
    Position,
    Progress,
    Question,
    ResponseInHistory,
    ResponseView,
)
from api.exceptions import Conflict
from api.frameworks.schemas import (
    Framework,
    PlacedStatement,
    Scope,
    Statement,
    StatementNotFound,
)


class NoPreviousStatement(Conflict):
    """The statement is the first one."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The statements of one scope together with one participant's present answers."""

    framework: Framework
    scope: Scope
    answers: dict[str, Recorded]

    @property
    def is_finished(self) -> bool:
        """Whether every statement has an answer."""
        return all(self._kind(statement).is_answer for statement in self.scope.statements)

    def check(self, statement: str) -> PlacedStatement:
        """Return the statement of this scope; raises ``StatementNotFound``."""
        return placed_in(self.framework, self.scope, statement)

    def position(self, assessment: AssessmentBrief, *, after: str | None = None) -> Position:
        """Say what comes next, looking on from ``after``; raises ``StatementNotFound``."""
        if after is not None:
            self.check(after)
        kinds = {statement: answer.kind for statement, answer in self.answers.items()}
        step = next_step(self._order, kinds, after)
        count = self._count(self.scope.statements)
        return Position(
            status="finished" if isinstance(step, Finished) else "question",
            question=None if isinstance(step, Finished) else self.question(step.statement),
            progress=count,
            minutes_left=ceil(
                (count.total - count.answered) * self.framework.pace.minutes_per_statement
            ),
            assessment=assessment,
        )

    def question(self, statement: str) -> Question:
        """Return one statement ready to be asked; raises ``StatementNotFound``."""
        placed = self.check(statement)
        answer = self.answers.get(statement)
        return Question(
            statement=statement,
            number=self._order.index(statement) + 1,
            total=len(self.scope.statements),
            text=placed.statement.text,
            emphasis=placed.statement.emphasis,
            domain=placed.domain.title,
            domain_id=placed.domain.id,
            group=placed.group.title,
            plain=placed.statement.plain,
            why=placed.statement.why,
            levels=self._levels(placed.statement),
            answer=given_answer(self.framework, answer),
            first_of_domain=placed.domain.statements[0].id == statement,
            skipped_before=answer is not None and answer.kind is AnswerKind.SKIPPED,
        )

    def previous(self, statement: str) -> Question:
        """Return the statement before this one, ready to be asked.

        Raises ``StatementNotFound`` and, at the first statement, ``NoPreviousStatement``.
        """
        self.check(statement)
        place = self._order.index(statement)
        if place == 0:
            raise NoPreviousStatement(
                f"Statement '{statement}' is the first of scope {self.scope.id}: none is before it."
            )
        return self.question(self._order[place - 1])

    def progress(self) -> Progress:
        """Count what is answered, in all and by domain, and name what was skipped."""
        count = self._count(self.scope.statements)
        return Progress(
            answered=count.answered,
            total=count.total,
            skipped=[
                statement.id
                for statement in self.scope.statements
                if self._kind(statement) is AnswerKind.SKIPPED
            ],
            domains=[
                DomainProgress(
                    id=domain.id,
                    title=domain.title,
                    **self._count(domain.statements).model_dump(),
                )
                for domain in self.scope.domains
            ],
        )

    @property
    def _order(self) -> list[str]:
        return [statement.id for statement in self.scope.statements]

    def _kind(self, statement: Statement) -> AnswerKind:
        answer = self.answers.get(statement.id)
        return AnswerKind.CLEARED if answer is None else answer.kind

    def _count(self, statements: tuple[Statement, ...]) -> Count:
        answered = sum(self._kind(statement).is_answer for statement in statements)
        return Count(answered=answered, total=len(statements))

    def _levels(self, statement: Statement) -> list[LevelOfStatement]:
        return [
            LevelOfStatement(
                value=level.value,
                name=level.name,
                definition=level.definition,
                descriptor=described.text if described else None,
            )
            for level in self.framework.levels
            for described in [statement.descriptor(level.value)]
        ]


def placed_in(framework: Framework, scope: Scope, statement: str) -> PlacedStatement:
    """Return the statement of this scope; raises ``StatementNotFound`` naming both."""
    try:
        placed = framework.statement(statement)
    except StatementNotFound:
        placed = None
    if placed is None or placed.scope.id != scope.id:
        raise StatementNotFound(
            f"Scope {scope.id} of framework {framework.id} has no statement '{statement}': "
            f"it has {scope.statements[0].id} to {scope.statements[-1].id}."
        )
    return placed


def given_answer(framework: Framework, recorded: Recorded | None) -> GivenAnswer | None:
    """Return the answer in the shape that callers see, or None when it is not an answer."""
    if recorded is None or not recorded.kind.is_answer:
        return None
    return GivenAnswer(
        kind=recorded.kind,
        level=recorded.level,
        level_name=level_name(framework, recorded.level),
        note=recorded.note,
    )


def response_view(framework: Framework, recorded: Recorded) -> ResponseView:
    """Return the response in the shape that callers see."""
    return ResponseView(
        statement=recorded.statement,
        kind=recorded.kind,
        level=recorded.level,
        level_name=level_name(framework, recorded.level),
        note=recorded.note,
        channel=recorded.channel,
        recorded_at=recorded.recorded_at,
    )


def response_in_history(framework: Framework, recorded: Recorded) -> ResponseInHistory:
    """Return the response with whose it is and where it stands in that person's history."""
    return ResponseInHistory(
        **response_view(framework, recorded).model_dump(),
        participant_id=recorded.participant,
        sequence=recorded.sequence,
    )


def level_name(framework: Framework, level: int | None) -> str | None:
    """Return the name of a level, or None when there is no level or it left the scale."""
    names = {each.value: each.name for each in framework.levels}
    return None if level is None else names.get(level)
