"""The profile as pure sums, on the index that is shipped."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from api.assessments.schemas import AnswerKind, AssessmentBrief
from api.assessments.score_schemas import Scores, Turnout
from api.assessments.scoring import (
    Contribution,
    Given,
    scale_of,
    score_domains,
    score_sheet,
    score_statements,
)
from api.frameworks.loader import FrameworkRegistry
from api.profiles.profile import described, has_profile, profile_of
from tests.api.conftest import SHIPPED

REGISTRY = FrameworkRegistry.from_folder(SHIPPED)
INDEX = REGISTRY.get_or_raise("digital-maturity-index")
SCOPE = INDEX.scope("area")
STATEMENTS = [statement.id for statement in SCOPE.statements]
BRIEF = AssessmentBrief(
    id=uuid.UUID(int=1),
    framework=INDEX.id,
    framework_title=INDEX.title,
    scope=SCOPE.id,
    scope_title=SCOPE.title,
    organisation="Example Place",
    round=1,
)

levels = st.sampled_from(scale_of(INDEX)).map(lambda level: Given(AnswerKind.LEVEL, level))
silent = st.sampled_from([Given(AnswerKind.DONT_KNOW), Given(AnswerKind.SKIPPED)])
people = st.lists(st.dictionaries(st.sampled_from(STATEMENTS), levels | silent), max_size=4)


def scores(responses: list[dict[str, Given]]) -> Scores:
    sheet = score_sheet(scale_of(INDEX), [Contribution(STATEMENTS, each) for each in responses])
    return Scores(
        assessment=BRIEF,
        participants=Turnout(invited=len(responses), started=len(responses)),
        overall=sheet.figures(SCOPE.statements),
        domains=score_domains(SCOPE, sheet),
        statements=score_statements(SCOPE, sheet),
    )


@given(people)
def test_each_aspect_stands_where_its_levels_put_it(responses: list[dict[str, Given]]) -> None:
    profile = profile_of(SCOPE, scores(responses))
    assert [each.domain_id for each in profile.aspects] == [each.id for each in SCOPE.domains]
    for aspect in profile.aspects:
        given = [
            answer.level
            for each in responses
            for statement, answer in each.items()
            if statement in aspect.statements and answer.level is not None
        ]
        assert aspect.levels == len(given)
        assert (aspect.level is None) is (not given)
        if aspect.level is not None:
            assert min(given) <= aspect.level <= max(given)
        if aspect.descriptor is not None:
            assert aspect.level is not None
            assert aspect.level.is_integer()
    assert profile.index.levels == sum(each.levels for each in profile.aspects)
    assert profile.index.total == len(STATEMENTS) * len(responses)


def test_nothing_is_said_between_levels_or_where_the_index_is_silent() -> None:
    for statement in SCOPE.statements:
        assert described((statement,), None) is None
        assert described((statement,), 1.5) is None
        for level in scale_of(INDEX):
            found = statement.descriptor(level)
            assert described((statement,), float(level)) == (found.text if found else None)


def test_only_an_index_has_a_profile() -> None:
    assert has_profile(SCOPE)
    assert not any(has_profile(each) for each in REGISTRY.get_or_raise("nhs-spmf").scopes)
