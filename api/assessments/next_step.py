"""Which statement comes next: a pure function of the order and the answers so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from api.assessments.schemas import AnswerKind


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask this statement next; ``skipped_before`` says that the person left it out once."""

    statement: str
    skipped_before: bool


@dataclass(frozen=True, slots=True)
class Finished:
    """Every statement has an answer."""


def next_step(
    statements: Sequence[str],
    answers: Mapping[str, AnswerKind],
    after: str | None = None,
    *,
    first: Collection[str] = (),
) -> Ask | Finished:
    """Return what to ask next, or that nothing is left.

    First come the statements that nobody has touched: of these, those of ``first`` wherever the
    person is, then those that follow ``after``, then, from the beginning, the earlier ones. Only
    then come the skipped ones, in the same turning order, so that skipping one again leads on to
    the next and never to the same one while others wait.

    Raises ``ValueError`` when ``after`` is not among ``statements``.
    """
    order = _turned(statements, after)
    for statement in sorted(order, key=lambda each: each not in first):
        if answers.get(statement, AnswerKind.CLEARED) is AnswerKind.CLEARED:
            return Ask(statement, skipped_before=False)
    for statement in order:
        if answers[statement] is AnswerKind.SKIPPED:
            return Ask(statement, skipped_before=True)
    return Finished()


def _turned(statements: Sequence[str], after: str | None) -> Sequence[str]:
    start = 0 if after is None else statements.index(after) + 1
    return [*statements[start:], *statements[:start]]
