"""What a participant sees next: pure functions of the framework and the answers so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self

from api.assessments.burden import CHANNELS_OF_PEOPLE, minutes_for, pace_of
from api.assessments.history import PreviousRound, Recorded
from api.assessments.next_step import Finished, next_step
from api.assessments.pathways import Terms, statements_asked
from api.assessments.schemas import (
    AnswerInReview,
    AnswerKind,
    AssessmentBrief,
    Count,
    DomainProgress,
    GivenAnswer,
    HandedOver,
    LastRound,
    LevelOfStatement,
    Missing,
    Pace,
    Pathway,
    Position,
    Progress,
    Question,
    ResponseInHistory,
    ResponseView,
    SourceOfStatement,
    TermOfStatement,
)
from api.exceptions import Conflict
from api.frameworks.glossary import glossary_of
from api.frameworks.schemas import (
    Domain,
    Framework,
    PlacedStatement,
    Scope,
    Statement,
    StatementNotFound,
)


class NoPreviousStatement(Conflict):
    """The statement is the first one."""


@dataclass(frozen=True)
class Questionnaire:
    """The statements that one participant is asked, with the present answers.

    ``answers`` may hold more than the list: what was answered before a route or pathway changed
    stays. ``received`` and ``given`` are hand-overs by statement, with the giver's words for the
    one and the role that it went to for the other. ``others`` is how long statements took others.
    """

    framework: Framework
    scope: Scope
    answers: dict[str, Recorded]
    terms: Terms = field(default_factory=Terms)
    received: Mapping[str, HandedOver] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    previous_round: PreviousRound | None = None
    others: Pace | None = None

    def along(self, pathway: Pathway) -> Self:
        """Return the same with another pathway."""
        return replace(self, terms=replace(self.terms, pathway=pathway))

    @cached_property
    def asked(self) -> list[str]:
        """Ids of the statements that the participant is asked, in order."""
        return statements_asked(self.scope, self.terms)

    @property
    def pace(self) -> Pace:
        """How long a statement takes this participant; what was cleared tells nothing.

        Neither does what a program answered.
        """
        moments = (
            each.recorded_at
            for each in self.answers.values()
            if each.kind is not AnswerKind.CLEARED and each.channel in CHANNELS_OF_PEOPLE
        )
        return pace_of(moments, self.others, self.framework.pace.minutes_per_statement)

    def check(self, statement: str) -> PlacedStatement:
        """Return the statement of this scope; raises ``StatementNotFound``."""
        return placed_in(self.framework, self.scope, statement)

    def position(self, assessment: AssessmentBrief, *, after: str | None = None) -> Position:
        """Say what comes next, looking on from ``after``; raises ``StatementNotFound``."""
        kinds = {statement: answer.kind for statement, answer in self.answers.items()}
        place = None if after is None else self._place_of(self.check(after).statement.id)
        step = next_step(self.asked, kinds, place, first=self.received)
        count, pace = self._count(self.asked), self.pace
        return Position(
            status="finished" if isinstance(step, Finished) else "question",
            question=None if isinstance(step, Finished) else self.question(step.statement),
            progress=count,
            minutes_left=minutes_for(count.total - count.answered, pace),
            pace=pace,
            pathway=self.terms.pathway,
            missing=self._missing(),
            assessment=assessment,
        )

    def question(self, statement: str) -> Question:
        """Return one statement ready to be asked; raises ``StatementNotFound``."""
        placed = self.check(statement)
        answer = self.answers.get(statement)
        source = self.framework.source
        return Question(
            statement=statement,
            number=self._number_of(statement),
            total=len(self.asked),
            text=placed.statement.text,
            in_paragraphs=placed.statement.in_paragraphs,
            emphasis=placed.statement.emphasis,
            domain=placed.domain.title,
            domain_id=placed.domain.id,
            group=placed.group.title,
            plain=placed.statement.plain,
            why=placed.statement.why,
            levels=self._levels(placed.statement),
            answer=given_answer(self.framework, answer),
            first_of_domain=self._is_first_of_domain(placed),
            skipped_before=answer is not None and answer.kind is AnswerKind.SKIPPED,
            source=SourceOfStatement(document=source.document, section=source.section),
            glossary=self._terms_in(placed.statement),
            last_round=self._last_round(statement),
            handed_over=self.received.get(statement),
        )

    def previous(self, statement: str) -> Question:
        """Return the statement before this one, ready to be asked.

        Raises ``StatementNotFound`` and, at the first statement, ``NoPreviousStatement``.
        """
        self.check(statement)
        before = self._before(statement)
        if before is None:
            raise NoPreviousStatement(
                f"Statement '{statement}' is the first of scope {self.scope.id} that this "
                "participant is asked: none is before it."
            )
        return self.question(before)

    def progress(self) -> Progress:
        """Count what is answered, in all and by domain, and name what was skipped."""
        count = self._count(self.asked)
        return Progress(
            **count.model_dump(),
            minutes_left=minutes_for(count.total - count.answered, self.pace),
            skipped=self._missing().skipped,
            domains=[
                DomainProgress(id=domain.id, title=domain.title, **self._count(own).model_dump())
                for domain in self.scope.domains
                if (own := self._asked_of(domain))
            ],
        )

    def review(self, domain_id: str | None = None) -> list[AnswerInReview]:
        """Return the list with what was handed over or answered besides, in the source's order.

        Raises ``DomainNotFound``.
        """
        domains = self.scope.domains if domain_id is None else [self.scope.domain(domain_id)]
        return [
            self._in_review(statement)
            for domain in domains
            for statement in domain.statements
            if self._concerns(statement.id)
        ]

    @property
    def _all(self) -> list[str]:
        return [statement.id for statement in self.scope.statements]

    def _asked_of(self, domain: Domain) -> list[str]:
        asked = set(self.asked)
        return [statement.id for statement in domain.statements if statement.id in asked]

    def _is_first_of_domain(self, placed: PlacedStatement) -> bool:
        own = self._asked_of(placed.domain) or [placed.domain.statements[0].id]
        return own[0] == placed.statement.id

    def _place_of(self, statement: str) -> str | None:
        """Return the statement if it is on the list, else the nearest one of the list before it."""
        return statement if statement in self.asked else self._before(statement)

    def _before(self, statement: str) -> str | None:
        if statement in self.asked:
            place = self.asked.index(statement)
            return self.asked[place - 1] if place else None
        earlier = self._all[: self._all.index(statement)]
        return next((each for each in reversed(earlier) if each in self.asked), None)

    def _concerns(self, statement: str) -> bool:
        return (
            statement in self.asked
            or statement in self.given
            or self._kind(statement) is not AnswerKind.CLEARED
        )

    def _in_review(self, statement: Statement) -> AnswerInReview:
        return AnswerInReview(
            statement=statement.id,
            number=self._number_of(statement.id),
            text=statement.text,
            emphasis=statement.emphasis,
            answer=given_answer(self.framework, self.answers.get(statement.id)),
            skipped=self._kind(statement.id) is AnswerKind.SKIPPED,
            handed_over=self.given.get(statement.id),
        )

    def _number_of(self, statement: str) -> int | None:
        return self.asked.index(statement) + 1 if statement in self.asked else None

    def _missing(self) -> Missing:
        return Missing(
            skipped=[each for each in self.asked if self._kind(each) is AnswerKind.SKIPPED],
            dont_know=[each for each in self.asked if self._kind(each) is AnswerKind.DONT_KNOW],
            handed_over=[each for each in self._all if each in self.given],
        )

    def _kind(self, statement: str) -> AnswerKind:
        answer = self.answers.get(statement)
        return AnswerKind.CLEARED if answer is None else answer.kind

    def _count(self, statements: list[str]) -> Count:
        answered = sum(self._kind(statement).is_answer for statement in statements)
        return Count(answered=answered, total=len(statements))

    def _levels(self, statement: Statement) -> list[LevelOfStatement]:
        examples = statement.in_practice or {}
        return [
            LevelOfStatement(
                value=level.value,
                name=level.name,
                definition=level.definition,
                descriptor=described.text if described else None,
                in_practice=examples.get(level.value),
            )
            for level in self.framework.levels
            for described in [statement.descriptor(level.value)]
        ]

    def _terms_in(self, statement: Statement) -> list[TermOfStatement]:
        return [
            TermOfStatement(
                term=f"{each.term} ({each.stands_for})" if each.stands_for else each.term,
                meaning=each.meaning,
            )
            for each in glossary_of(self.framework, statement)
        ]

    def _last_round(self, statement: str) -> LastRound | None:
        before = self.previous_round
        answer = before and before.answers.get(statement)
        if not (before and answer and answer.kind.is_answer):
            return None
        return LastRound(
            round=before.round,
            closed_on=before.closed_on,
            kind=answer.kind,
            level=answer.level,
            level_name=level_name(self.framework, answer.level),
            note=answer.note,
        )


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
        confidence=recorded.confidence,
    )


def response_view(framework: Framework, recorded: Recorded) -> ResponseView:
    """Return the response in the shape that callers see."""
    return ResponseView(
        statement=recorded.statement,
        kind=recorded.kind,
        level=recorded.level,
        level_name=level_name(framework, recorded.level),
        note=recorded.note,
        confidence=recorded.confidence,
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
