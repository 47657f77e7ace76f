"""What to ask next, and what comes of the answers: pure functions over the rules."""

from collections.abc import Callable, Iterator, Sequence

from api.triage.answers import NEEDS, PASSED, Answers, Group, Question, Result, Stage
from api.triage.rules import QuestionRule, Rules, Weight

_MOST_REASONS = 2
_UNSAID = "unsaid"


def next_question(answers: Answers, rules: Rules) -> Question | Result:
    """Give the next question, or the result once more questions would change nothing.

    What was said already is never asked. At most ``rules.most_questions`` are asked, and nothing
    more of a person for whom it is clear that it is too much already.
    """
    left = list(_open(answers, rules))
    is_enough = any(question.is_enough(answers) for question in rules.questions)
    if not left or is_enough or len(answers.asked) >= rules.most_questions:
        return classify(answers, rules)
    first = left[0]
    if first.id != NEEDS and _is_certain(answers, left, rules):
        return classify(answers, rules)
    return Question(first.id, tuple(option.id for option in first.offered))


def classify(answers: Answers, rules: Rules) -> Result:
    """Give the stage and the group with the reasons, from what is known alone.

    Every weight is zero or more, so that an answer of more need for support never leads to a group
    of less support. Where nothing at all is known, somebody alongside is offered.
    """
    weights = list(_weights(answers, rules))
    group = _group(weights, rules)
    if not _knows_anything(answers):
        group = Group.SUPPORTED
    return Result(_stage(weights), group, _reasons(weights, group))


def _open(answers: Answers, rules: Rules) -> Iterator[QuestionRule]:
    for question in rules.questions:
        if question.applies(answers) and not answers.is_settled(question.id):
            yield question


def _is_certain(answers: Answers, left: Sequence[QuestionRule], rules: Rules) -> bool:
    """Whether no answer to what is left could change the group, nor settle an open stage."""
    weights = list(_weights(answers, rules))
    group = _group(weights, rules)
    if group is Group.HARDER_TO_REACH:
        return True
    if any(option.stage for question in left for option in question.options):
        return False
    most = [_heaviest(question) for question in left]
    return _group([*weights, *most], rules) is group


def _heaviest(question: QuestionRule) -> Weight:
    every = [question.passed, *question.options]
    return Weight(
        support=max(weight.support for weight in every),
        reach=max(weight.reach for weight in every),
        reason=_UNSAID,
    )


def _group(weights: Sequence[Weight], rules: Rules) -> Group:
    if sum(weight.reach for weight in weights) >= rules.reach_from:
        return Group.HARDER_TO_REACH
    if sum(weight.support for weight in weights) >= rules.support_from:
        return Group.SUPPORTED
    return Group.SELF_MOTIVATED


def _weights(answers: Answers, rules: Rules) -> Iterator[Weight]:
    told = len(answers.needs or ())
    reached = [count for count in rules.need_counts if told >= count.at_least]
    if reached:
        yield max(reached, key=lambda count: count.at_least)
    for question in rules.questions:
        if question.id in answers.values and (question.options or answers.values[question.id]):
            yield question.weight(answers.values[question.id])


def _knows_anything(answers: Answers) -> bool:
    return bool(answers.needs) or any(value is not PASSED for value in answers.values.values())


def _stage(weights: Sequence[Weight]) -> Stage:
    return next((weight.stage for weight in weights if weight.stage), Stage.PRE)


def _reasons(weights: Sequence[Weight], group: Group) -> tuple[str, ...]:
    """Give what weighed most for this group; for the lightest group, what weighed least."""
    said = [weight for weight in weights if weight.reason != _UNSAID]
    stages = [weight.reason for weight in said if weight.stage]
    ordered = [weight.reason for weight in sorted(said, key=_PULLS[group], reverse=True)]
    heavy = [weight.reason for weight in said if _PULLS[group](weight) > 0]
    counted = [reason for reason in ordered if reason in heavy] if heavy else ordered
    return tuple(dict.fromkeys([*stages, *counted]))[:_MOST_REASONS] or (_UNSAID,)


_PULLS: dict[Group, Callable[[Weight], int]] = {
    Group.SELF_MOTIVATED: lambda weight: -(weight.support + weight.reach),
    Group.SUPPORTED: lambda weight: weight.support,
    Group.HARDER_TO_REACH: lambda weight: 2 * weight.reach + weight.support,
}
