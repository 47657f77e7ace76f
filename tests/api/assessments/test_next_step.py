from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.assessments.next_step import Ask, Finished, next_step
from api.assessments.schemas import AnswerKind

STATEMENTS = ["N1a", "N1b", "N2a", "N2b", "N3a"]
LEVEL, SKIPPED, CLEARED = AnswerKind.LEVEL, AnswerKind.SKIPPED, AnswerKind.CLEARED
ANSWER_KINDS = [kind for kind in AnswerKind if kind.is_answer]

CASES: list[tuple[str, dict[str, AnswerKind], str | None, Ask | Finished]] = [
    ("begins at the first", {}, None, Ask("N1a", skipped_before=False)),
    ("goes on after the last answer", {"N1a": LEVEL}, "N1a", Ask("N1b", skipped_before=False)),
    ("finds the first gap on return", {"N1a": LEVEL, "N2a": LEVEL}, None, Ask("N1b", False)),
    ("moves forward after a jump", {"N2a": LEVEL}, "N2a", Ask("N2b", False)),
    ("wraps round to earlier gaps", {"N2b": LEVEL, "N3a": LEVEL}, "N3a", Ask("N1a", False)),
    ("leaves skipped ones for later", {"N1a": SKIPPED}, "N1a", Ask("N1b", False)),
    (
        "comes back to the skipped ones at the end",
        {**dict.fromkeys(STATEMENTS, LEVEL), "N1b": SKIPPED, "N2b": SKIPPED},
        "N3a",
        Ask("N1b", skipped_before=True),
    ),
    (
        "skipping a skipped one again leads to the next skipped one",
        {**dict.fromkeys(STATEMENTS, LEVEL), "N1b": SKIPPED, "N2b": SKIPPED},
        "N1b",
        Ask("N2b", skipped_before=True),
    ),
    (
        "a cleared one is asked as if new",
        {**dict.fromkeys(STATEMENTS, LEVEL), "N1b": CLEARED},
        None,
        Ask("N1b", skipped_before=False),
    ),
    (
        "not applicable and don't know are answers",
        {
            **dict.fromkeys(STATEMENTS, AnswerKind.DONT_KNOW),
            "N2a": AnswerKind.NOT_APPLICABLE,
        },
        None,
        Finished(),
    ),
]


@pytest.mark.parametrize(
    ("answers", "after", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_next_step(answers: dict[str, AnswerKind], after: str | None, expected: Any) -> None:
    assert next_step(STATEMENTS, answers, after) == expected


def test_refuses_a_place_that_is_not_in_the_list() -> None:
    with pytest.raises(ValueError, match="Z9"):
        next_step(STATEMENTS, {}, after="Z9")


statement_lists = st.lists(
    st.integers(min_value=1, max_value=60).map(lambda n: f"N{n}"), unique=True, max_size=40
)


@st.composite
def situations(draw: st.DrawFn) -> tuple[list[str], dict[str, AnswerKind], str | None]:
    statements = draw(statement_lists)
    answers = draw(
        st.dictionaries(st.sampled_from(statements), st.sampled_from(AnswerKind))
        if statements
        else st.just({})
    )
    after = draw(st.sampled_from([None, *statements]))
    return statements, answers, after


@given(situations())
def test_never_asks_what_is_answered_and_finishes_only_when_all_is(
    situation: tuple[list[str], dict[str, AnswerKind], str | None],
) -> None:
    statements, answers, after = situation
    step = next_step(statements, answers, after)
    open_ones = [s for s in statements if not answers.get(s, CLEARED).is_answer]
    if isinstance(step, Finished):
        assert open_ones == []
    else:
        assert step.statement in open_ones
        assert step.skipped_before is (answers.get(step.statement) is SKIPPED)
        if step.skipped_before:
            assert all(answers.get(s) is SKIPPED for s in open_ones)


@given(statements=statement_lists, data=st.data())
def test_every_run_visits_all_and_ends(statements: list[str], data: st.DataObject) -> None:
    """Answers in any order, with skips, clears, jumps and pauses, come to an end."""
    answers: dict[str, AnswerKind] = {}
    after: str | None = None
    answered: set[str] = set()
    detours = data.draw(st.integers(0, 2 * len(statements)), label="detours")
    most_steps = len(statements) + 2 * detours
    steps = 0
    while isinstance(step := next_step(statements, answers, after), Ask):
        steps += 1
        assert steps <= most_steps
        assert not answers.get(step.statement, CLEARED).is_answer
        moves = ["answer", "skip", "jump", "clear", "leave"] if detours else ["answer"]
        move = data.draw(st.sampled_from(moves))
        detours -= move != "answer"
        if move == "leave":
            after = None
            continue
        after = step.statement
        if move == "answer":
            answers[after] = data.draw(st.sampled_from(ANSWER_KINDS))
            answered.add(after)
        elif move == "skip":
            answers[after] = SKIPPED
        else:
            after = data.draw(st.sampled_from(statements))
            if move == "clear":
                answers[after] = CLEARED
    assert answered == set(statements)
    assert all(answers[statement].is_answer for statement in statements)


@given(st.integers(2, 20))
def test_skipping_for_ever_goes_round_all_of_them(count: int) -> None:
    statements = [f"N{n}" for n in range(count)]
    answers: dict[str, AnswerKind] = {}
    after = None
    asked = []
    for _ in range(3 * count):
        step = next_step(statements, answers, after)
        assert isinstance(step, Ask)
        asked.append(step.statement)
        after = step.statement
        answers[after] = SKIPPED
    assert asked == statements * 3


@given(situations(), st.data())
def test_what_somebody_waits_for_comes_before_all_else_that_is_open(
    situation: tuple[list[str], dict[str, AnswerKind], str | None], data: st.DataObject
) -> None:
    statements, answers, after = situation
    first = data.draw(st.sets(st.sampled_from(statements)) if statements else st.just(set()))
    step, usual = (next_step(statements, answers, after, first=each) for each in (first, ()))
    waiting = [s for s in statements if s in first and answers.get(s, CLEARED) is CLEARED]
    if waiting:
        assert isinstance(step, Ask)
        assert step.statement in waiting
    else:
        assert step == usual
