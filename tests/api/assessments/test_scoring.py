import random
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.assessments.schemas import AnswerKind
from api.assessments.scoring import (
    Given,
    ScoreSheet,
    figures,
    scale_of,
    score_domains,
    score_statements,
)
from tests.api.example_framework import example_framework

SCALE = [1, 2, 3, 4]
SILENT = [kind for kind in AnswerKind if kind is not AnswerKind.LEVEL]

levels = st.integers(1, 4).map(lambda level: Given(AnswerKind.LEVEL, level))
silent = st.sampled_from(SILENT).map(Given)
answers = st.lists(levels | silent, max_size=60)


def level(value: int) -> Given:
    return Given(AnswerKind.LEVEL, value)


CASES: list[tuple[str, list[Given], int, dict[str, Any]]] = [
    (
        "nobody started",
        [],
        0,
        {"median": None, "spread": None, "levels": 0, "total": 0, "share_answered": None},
    ),
    (
        "started but silent",
        [],
        10,
        {"median": None, "levels": 0, "unanswered": 10, "total": 10, "share_answered": 0.0},
    ),
    (
        "one level is its own median and spread",
        [level(3)],
        1,
        {
            "median": 3.0,
            "spread": {"min": 3, "lower_quartile": 3.0, "upper_quartile": 3.0, "max": 3},
            "counts": {"1": 0, "2": 0, "3": 1, "4": 0},
        },
    ),
    (
        "between two levels the median lies half-way",
        [level(2), level(3)],
        2,
        {
            "median": 2.5,
            "spread": {"min": 2, "lower_quartile": 2.25, "upper_quartile": 2.75, "max": 3},
        },
    ),
    (
        "silence is counted and never scored",
        [
            level(4),
            Given(AnswerKind.DONT_KNOW),
            Given(AnswerKind.NOT_APPLICABLE),
            Given(AnswerKind.SKIPPED),
            Given(AnswerKind.CLEARED),
        ],
        6,
        {
            "median": 4.0,
            "levels": 1,
            "dont_know": 1,
            "not_applicable": 1,
            "skipped": 1,
            "unanswered": 2,
            "share_answered": 0.5,
        },
    ),
    (
        "quartiles of a whole group",
        [level(value) for value in (1, 1, 2, 3, 4)],
        5,
        {"spread": {"min": 1, "lower_quartile": 1.0, "upper_quartile": 3.0, "max": 4}},
    ),
]


@pytest.mark.parametrize(
    ("given_answers", "total", "expected"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_figures(given_answers: list[Given], total: int, expected: dict[str, Any]) -> None:
    found = figures(given_answers, total=total, scale=SCALE).model_dump()
    assert {name: found[name] for name in expected} == expected


@given(answers, st.integers(0, 20))
def test_denominators_add_up(given_answers: list[Given], missing: int) -> None:
    total = len(given_answers) + missing
    found = figures(given_answers, total=total, scale=SCALE)
    parts = (found.levels, found.not_applicable, found.dont_know, found.skipped, found.unanswered)
    assert sum(parts) == found.total == total
    assert min(parts) >= 0
    assert sum(found.counts.values()) == found.levels
    assert list(found.counts) == ["1", "2", "3", "4"]
    if total:
        answered = found.levels + found.not_applicable + found.dont_know
        assert found.share_answered == answered / total


@given(st.lists(levels, max_size=30), st.lists(silent, max_size=30), st.integers(0, 9))
def test_silence_never_shifts_a_median_or_a_spread(
    said: list[Given], unsaid: list[Given], missing: int
) -> None:
    alone = figures(said, total=len(said), scale=SCALE)
    total = len(said) + len(unsaid) + missing
    together = figures([*unsaid, *said], total=total, scale=SCALE)
    assert together.median == alone.median
    assert together.spread == alone.spread
    assert together.counts == alone.counts
    assert together.levels == alone.levels == len(said)


@given(answers, st.randoms(use_true_random=False))
def test_order_does_not_matter(given_answers: list[Given], shuffler: random.Random) -> None:
    shuffled = list(given_answers)
    shuffler.shuffle(shuffled)
    total = len(given_answers)
    assert figures(shuffled, total=total, scale=SCALE) == figures(
        given_answers, total=total, scale=SCALE
    )


@given(st.lists(levels, min_size=1, max_size=40))
def test_the_spread_encloses_the_median(said: list[Given]) -> None:
    found = figures(said, total=len(said), scale=SCALE)
    assert found.spread is not None
    assert found.median == median(each.level or 0 for each in said)
    spread = found.spread
    assert spread.min <= spread.lower_quartile <= found.median
    assert found.median <= spread.upper_quartile <= spread.max


@st.composite
def sheets(draw: st.DrawFn) -> ScoreSheet:
    framework = example_framework()
    started = draw(st.integers(0, 5))
    scale = scale_of(framework)
    one = st.sampled_from(scale).map(level) | silent
    return ScoreSheet(
        scale,
        {statement.id: started for statement in framework.scope("village").statements},
        {
            statement.id: draw(st.lists(one, max_size=started))
            for statement in framework.scope("village").statements
        },
    )


@given(sheets())
def test_parts_of_the_result_add_up_to_the_whole(sheet: ScoreSheet) -> None:
    scope = example_framework().scope("village")
    overall = sheet.figures(scope.statements)
    domains = score_domains(scope, sheet)
    groups = [group for domain in domains for group in domain.groups]
    statements = score_statements(scope, sheet)
    assert overall.total == sum(sheet.asked.values())
    for parts in (domains, groups, statements):
        for name in ("levels", "not_applicable", "dont_know", "skipped", "unanswered", "total"):
            assert sum(getattr(part, name) for part in parts) == getattr(overall, name)
        for value, count in overall.counts.items():
            assert sum(part.counts[value] for part in parts) == count
    assert [each.statement for each in statements] == [each.id for each in scope.statements]
    assert [each.id for each in domains] == [each.id for each in scope.domains]


def test_answers_to_statements_that_left_the_framework_do_not_count() -> None:
    scope = example_framework().scope("village")
    sheet = ScoreSheet([1, 2, 3], {"V1a": 1}, {"V1a": [level(2)], "V99": [level(1)]})
    assert sheet.figures(scope.statements).levels == 1
