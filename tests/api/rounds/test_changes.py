from hypothesis import given
from hypothesis import strategies as st

from api.assessments.schemas import AnswerKind
from api.assessments.score_schemas import StatementScores
from api.assessments.scoring import Contribution, Given, score_sheet, score_statements
from api.rounds.changes import moved_statements
from tests.api.example_framework import VILLAGE, example_framework

SCOPE = example_framework().scope("village")
SCALE = [1, 2, 3]

given_answers = st.one_of(
    st.sampled_from(SCALE).map(lambda level: Given(AnswerKind.LEVEL, level)),
    st.sampled_from([Given(AnswerKind.DONT_KNOW), Given(AnswerKind.SKIPPED)]),
)


@st.composite
def rounds(draw: st.DrawFn) -> list[StatementScores]:
    responses = st.dictionaries(st.sampled_from(VILLAGE), given_answers)
    people = [Contribution(VILLAGE, each) for each in draw(st.lists(responses, max_size=4))]
    return score_statements(SCOPE, score_sheet(SCALE, people))


@given(rounds(), rounds())
def test_only_what_has_levels_in_both_rounds_moved(
    before: list[StatementScores], now: list[StatementScores]
) -> None:
    moved = moved_statements(before, now, SCALE)
    assert [each.statement for each in moved] == VILLAGE
    for each, earlier, later in zip(moved, before, now, strict=True):
        assert (each.moved is not None) is bool(earlier.levels and later.levels)
        if each.moved is not None:
            assert each.before.median is not None
            assert each.before.median + each.moved == each.now.median
        assert (each.before.total, each.now.total) == (earlier.total, later.total)


@given(rounds())
def test_turned_round_it_moves_the_other_way(now: list[StatementScores]) -> None:
    assert {each.moved for each in moved_statements(now, now, SCALE)} <= {0.0, None}
    assert {each.moved for each in moved_statements([], now, SCALE)} == {None}
