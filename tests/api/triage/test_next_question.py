"""The rules of triage hold for every way through them."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.triage.answers import (
    AGE,
    NEEDS,
    PASSED,
    About,
    AgeBand,
    Answers,
    Group,
    Question,
    Result,
    Stage,
)
from api.triage.next_question import classify, next_question
from api.triage.rules import load_rules

RULES = load_rules()
OPTIONS = {
    q.id: [option.id for option in q.options]
    for q in RULES.questions
    if q.options and not q.told_only
}
ORDER = list(Group)
NEED_LISTS = st.lists(st.sampled_from(["food", "work", "arts", "housing", "smoking"]), unique=True)
VALUES = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([*ids, PASSED]) for name, ids in OPTIONS.items()}
)


def answers_of(values: dict[str, str | None], needs: Sequence[str] = ("food",)) -> Answers:
    return Answers(needs=tuple(needs), values=values)


def go_through(start: Answers, choose: st.DataObject | None) -> tuple[list[str], Result]:
    asked: list[str] = []
    answers = start
    while isinstance(step := next_question(answers, RULES), Question):
        assert step.id not in asked
        assert not answers.is_settled(step.id), "what was said is asked again"
        asked.append(step.id)
        value = choose.draw(st.sampled_from([*step.options, PASSED])) if choose else PASSED
        answers = answers.with_value(step.id, value, asked=True)
    return asked, step


@settings(deadline=None)
@given(needs=st.none() | NEED_LISTS, said=VALUES, hinted=st.booleans(), data=st.data())
def test_every_path_ends_within_six_questions_with_a_reason(
    needs: list[str] | None, said: dict[str, str | None], hinted: bool, data: st.DataObject
) -> None:
    start = Answers(None if needs is None else tuple(needs), said, child_hinted=hinted)
    asked, result = go_through(start, data)
    assert len(asked) <= RULES.most_questions == 6
    assert result.reasons
    for reason in result.reasons:
        for about in About:
            assert RULES.words(reason, about)


def test_everything_passed_over_ends_with_somebody_alongside() -> None:
    asked, result = go_through(Answers(), None)
    assert asked[0] == NEEDS
    assert result == Result(Stage.PRE, Group.SUPPORTED, ("unsaid",))


@settings(deadline=None)
@given(said=VALUES, data=st.data())
def test_a_weightier_answer_never_leads_to_less_support(
    said: dict[str, str | None], data: st.DataObject
) -> None:
    question = data.draw(st.sampled_from(sorted(OPTIONS)))
    rule = RULES.question(question)
    assert rule
    one, other = data.draw(st.sampled_from(list(product(rule.options, rule.options))))
    if one.support > other.support or one.reach > other.reach:
        one, other = other, one
    if one.support > other.support or one.reach > other.reach:
        return
    before = classify(answers_of({**said, question: one.id}), RULES)
    after = classify(answers_of({**said, question: other.id}), RULES)
    assert ORDER.index(after.group) >= ORDER.index(before.group)


@settings(deadline=None)
@given(said=VALUES, needs=NEED_LISTS)
def test_one_more_need_never_leads_to_less_support(
    said: dict[str, str | None], needs: list[str]
) -> None:
    known = {**said, "confidence": said.get("confidence") or "alone"}
    before = classify(answers_of(known, needs), RULES)
    after = classify(answers_of(known, [*needs, "nature"]), RULES)
    assert ORDER.index(after.group) >= ORDER.index(before.group)


@settings(deadline=None)
@given(said=VALUES, data=st.data())
def test_to_stop_early_changes_nothing(said: dict[str, str | None], data: st.DataObject) -> None:
    answers = answers_of(said)
    asked: list[str] = []
    while isinstance(step := next_question(answers, RULES), Question):
        asked.append(step.id)
        value = data.draw(st.sampled_from([*step.options, PASSED]))
        answers = answers.with_value(step.id, value, asked=True)
    for rule in RULES.questions:
        if rule.applies(answers) and not answers.is_settled(rule.id):
            value = data.draw(st.sampled_from([*OPTIONS[rule.id], PASSED]))
            answers = answers.with_value(rule.id, value, asked=False)
    assert classify(answers, RULES).group is step.group


def test_a_person_for_whom_it_is_too_much_is_asked_nothing_more() -> None:
    step = next_question(answers_of({"confidence": "too_much"}), RULES)
    assert isinstance(step, Result)
    assert step.group is Group.HARDER_TO_REACH
    assert step.reasons[0] == "too_much_now"


@settings(deadline=None)
@given(said=VALUES, needs=st.none() | NEED_LISTS)
def test_a_person_without_food_is_asked_nothing_and_is_never_left_to_it_alone(
    said: dict[str, str | None], needs: list[str] | None
) -> None:
    step = next_question(Answers(needs, {**said, "hunger": "now"}), RULES)
    assert isinstance(step, Result)
    assert step.group is not Group.SELF_MOTIVATED


def test_the_need_is_asked_even_when_all_else_is_clear() -> None:
    step = next_question(Answers(values={"confidence": "too_much"}), RULES)
    assert step == Question(NEEDS, ())


@pytest.mark.parametrize(
    ("said", "group"),
    [
        # The three examples of the motivation model's own text.
        ({"confidence": "alone", "access": "easy", "tried": "by_myself"}, Group.SELF_MOTIVATED),
        (
            {
                "confidence": "with_someone",
                "access": "online_hard",
                "getting_there": "with_help",
                "tried": "nothing",
                "support": "no_one",
            },
            Group.SUPPORTED,
        ),
        ({"confidence": "bit_of_help", "access": "both_hard"}, Group.HARDER_TO_REACH),
        ({"confidence": "alone", "access": "easy", "tried": "stopped"}, Group.SELF_MOTIVATED),
        ({"confidence": "with_someone", "access": "easy"}, Group.SUPPORTED),
        ({"confidence": "bit_of_help", "tried": "stopped", "support": "no_one"}, "harder_to_reach"),
    ],
)
def test_people_as_the_model_describes_them(said: dict[str, str], group: Group) -> None:
    assert classify(answers_of(dict(said)), RULES).group == group


@pytest.mark.parametrize(
    ("tried", "stage"),
    [
        ("nothing", Stage.PRE),
        ("link_worker_now", Stage.ACTIVE),
        ("link_worker_before", Stage.POST),
        (None, Stage.PRE),
    ],
)
def test_the_stage_comes_from_what_was_tried(tried: str | None, stage: Stage) -> None:
    assert classify(answers_of({"confidence": "alone", "tried": tried}), RULES).stage is stage


def test_age_is_asked_only_when_a_child_is_hinted_at() -> None:
    grown, child = Answers(needs=("food",)), Answers(needs=("food",), child_hinted=True)
    known = Answers(needs=("food",), child_hinted=True, age=AgeBand.CHILD)
    assert [next_question(a, RULES).id for a in (grown, child, known)] == [  # type: ignore[union-attr]
        "confidence",
        AGE,
        "confidence",
    ]


@pytest.mark.parametrize(
    ("years", "band"),
    [(0, "child"), (15, "child"), (16, "young"), (17, "young"), (18, "adult"), (64, "adult"),
     (65, "older"), (115, "older"), (116, None), (300, None), (-1, None)],
)  # fmt: skip
def test_bands_of_age(years: int, band: str | None) -> None:
    assert AgeBand.of(years) == band
