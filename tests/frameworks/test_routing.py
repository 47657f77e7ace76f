"""Who is asked what in the frameworks that are shipped, and what can be asked in five minutes."""

import pytest

from api.frameworks.routing import key_statements, route
from api.participants.schemas import PartnerType
from tests.frameworks.conftest import FRAMEWORKS

SCOPES = [
    pytest.param(framework, scope, id=f"{framework.id}/{scope.id}")
    for framework in FRAMEWORKS
    for scope in framework.scopes
]
# Whoever runs a scope is asked all of it, and nothing of it is left to nobody.
LEADS = {"neighbourhood": "pcn", "ics": "icb", "area": "pcn"}


@pytest.mark.parametrize(("framework", "scope"), SCOPES)
def test_every_statement_reaches_somebody(framework, scope):
    asked = {statement.id for partner in PartnerType for statement in route(scope, partner)}
    assert asked == {statement.id for statement in scope.statements}, framework.id


@pytest.mark.parametrize("partner", PartnerType)
@pytest.mark.parametrize(("framework", "scope"), SCOPES)
def test_every_kind_of_partner_is_asked_something_even_in_five_minutes(framework, scope, partner):
    asked = route(scope, partner)
    assert 3 <= len(asked) <= len(scope.statements), framework.id
    assert any(statement.key for statement in asked)


@pytest.mark.parametrize(("framework", "scope"), SCOPES)
def test_people_with_lived_experience_have_a_short_list(framework, scope):
    asked = route(scope, PartnerType.LIVED_EXPERIENCE)
    assert len(asked) <= 8, framework.id
    assert len(asked) * framework.pace.minutes_per_statement <= 5


@pytest.mark.parametrize(("scope_id", "partner"), LEADS.items())
def test_whoever_runs_a_scope_is_asked_all_of_it(frameworks, scope_id, partner):
    (scope,) = [
        each for framework in frameworks for each in framework.scopes if each.id == scope_id
    ]
    assert route(scope, PartnerType(partner)) == [*scope.statements]


@pytest.mark.parametrize(
    ("statement_id", "asked", "spared"),
    [
        ("N2a", ["link_worker", "pcn", "vcse"], ["icb", "lived_experience"]),
        ("N4b", ["gp_practice"], ["vcse", "lived_experience"]),
        ("N5b", ["lived_experience", "link_worker"], ["icb"]),
        ("N3c", [*PartnerType], []),
        ("P3f", ["vcse", "local_authority", "icb"], ["gp_practice"]),
        ("I3e", ["vcse", "icb"], ["link_worker", "gp_practice"]),
    ],
)
def test_those_are_asked_who_can_know_and_change_it(frameworks, statement_id, asked, spared):
    partners = frameworks.get_or_raise("nhs-spmf").statement(statement_id).partners
    assert set(asked) <= set(partners)
    assert not set(spared) & set(partners)


@pytest.mark.parametrize(("framework", "scope"), SCOPES)
def test_the_key_statements_fit_in_five_minutes_and_leave_no_theme_out(framework, scope):
    chosen = key_statements(scope)
    assert len(chosen) * framework.pace.minutes_per_statement <= 5
    assert len(chosen) >= 5
    touched = [any(each in chosen for each in domain.statements) for domain in scope.domains]
    assert all(touched) or len(scope.domains) > len(chosen)


def test_rounds_are_those_that_the_document_asks_for(frameworks):
    rounds = frameworks.get_or_raise("nhs-spmf").rounds
    assert (rounds.reassess_after_months, rounds.priorities_after_months) == (6, 12)
    assert rounds.section is not None
    assert "Monitoring and reporting" in rounds.section
