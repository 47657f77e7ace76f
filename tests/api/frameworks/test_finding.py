"""What people say of a statement finds it, in the frameworks that are shipped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.frameworks.finding import find_domains, find_statements
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework
from tests.api.conftest import SHIPPED

REGISTRY = FrameworkRegistry.from_folder(SHIPPED)
MATURITY = REGISTRY.get_or_raise("nhs-spmf")
NEIGHBOURHOOD = MATURITY.scope("neighbourhood")


def found(about: str, framework: Framework = MATURITY, scope: str = "neighbourhood") -> list[str]:
    return [
        hit.placed.statement.id for hit in find_statements(framework, framework.scope(scope), about)
    ]


@pytest.mark.parametrize(
    ("about", "word"),
    [
        ("the one about supervision", "supervis"),
        ("supervise", "supervis"),
        ("supervison", "supervis"),
        ("the champion question", "hampion"),
        ("inequalities", "inequalit"),
        ("case management system", "case management"),
        ("the thing with volunteers", "volunteer"),
        ("training", "training"),
    ],
)
def test_the_first_hit_is_about_it(about: str, word: str) -> None:
    first, *_ = find_statements(MATURITY, NEIGHBOURHOOD, about)
    statement = first.placed.statement
    assert word in f"{statement.text} {statement.plain} {first.placed.group.title}"


def test_an_id_is_meant_as_it_stands() -> None:
    assert found("change n1c") == ["N1c"]
    assert found("N1c") == ["N1c"]


@pytest.mark.parametrize("about", ["", "the one about", "???", "giraffes", "xyzzy plugh"])
def test_nothing_is_found_when_nothing_fits(about: str) -> None:
    assert found(about) == []


@pytest.mark.parametrize(
    ("about", "domain"),
    [
        ("digital", "digital"),
        ("Digital", "digital"),
        ("leadership", "leadership"),
        ("the workforce part", "workforce"),
        ("workfroce", "workforce"),
        ("evidence", "evidence"),
    ],
)
def test_domains_are_found_by_their_words(about: str, domain: str) -> None:
    assert [each.id for each in find_domains(NEIGHBOURHOOD, about)][:1] == [domain]


def test_no_domain_is_found_when_nothing_fits() -> None:
    assert find_domains(NEIGHBOURHOOD, "giraffes") == []


@pytest.mark.parametrize("framework", [*REGISTRY], ids=lambda each: each.id)
def test_the_phrase_that_a_statement_turns_on_finds_it(framework: Framework) -> None:
    for scope in framework.scopes:
        for statement in scope.statements:
            hits = find_statements(framework, scope, statement.emphasis)
            best = [hit for hit in hits if hit.score >= hits[0].score - 0.25]
            assert statement.id in [hit.placed.statement.id for hit in best]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_hits_are_ordered_and_in_bounds_whatever_is_said(about: str) -> None:
    hits = find_statements(MATURITY, NEIGHBOURHOOD, about)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({hit.placed.statement.id for hit in hits}) == len(hits)
