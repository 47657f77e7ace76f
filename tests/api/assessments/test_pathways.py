from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.assessments.pathways import Terms, statements_asked, statements_owed
from api.assessments.schemas import Pathway
from api.frameworks.loader import FrameworkRegistry
from api.participants.schemas import PartnerType
from tests.api.example_framework import VILLAGE, example_framework

SCOPE = example_framework().scope("village")
FOR_PCNS = {"V1a": ["pcn"], "V1b": ["pcn", "vcse"]}

subsets = st.lists(st.sampled_from(VILLAGE), unique=True)


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    domains = st.lists(st.sampled_from(["people", "places"]), min_size=1, unique=True)
    partners = st.lists(st.sampled_from(PartnerType), min_size=1)
    return Terms(
        partner_type=draw(st.sampled_from(PartnerType)),
        pathway=draw(st.sampled_from(Pathway)),
        domains=draw(st.none() | domains),
        changed=draw(st.dictionaries(st.sampled_from(VILLAGE), partners)),
        given=draw(subsets),
        received=draw(subsets),
    )


def asked(**changes: Any) -> list[str]:
    usual = Terms(partner_type=PartnerType.VCSE, changed=FOR_PCNS)
    return statements_asked(SCOPE, replace(usual, **changes))


def test_each_partner_gets_only_their_own() -> None:
    assert asked() == ["V1b", "V2a", "V3a", "V3b"]
    assert asked(partner_type=PartnerType.PCN) == VILLAGE
    assert asked(partner_type=PartnerType.ICB) == ["V2a", "V3a", "V3b"]
    assert asked(partner_type=PartnerType.OTHER) == VILLAGE
    assert asked(pathway=Pathway.ALL) == VILLAGE


def test_an_invitation_may_be_for_some_domains_only() -> None:
    assert asked(domains=["people"]) == ["V1b", "V2a"]
    nobody_else = {statement: ["pcn"] for statement in VILLAGE}
    assert asked(domains=["places"], changed=nobody_else) == ["V3a", "V3b"]
    assert asked(domains=["people"], pathway=Pathway.ALL) == VILLAGE


def test_what_was_handed_over_leaves_one_list_and_comes_first_in_the_other() -> None:
    assert asked(given=["V2a"]) == ["V1b", "V3a", "V3b"]
    assert asked(received=["V3b", "V1a"]) == ["V3b", "V1a", "V1b", "V2a", "V3a"]


def test_five_minutes_bring_the_key_statements_of_the_route(shipped: FrameworkRegistry) -> None:
    scope = shipped.get_or_raise("nhs-spmf").scope("neighbourhood")
    for partner in PartnerType:
        whole = statements_asked(scope, Terms(partner_type=partner))
        short = statements_asked(scope, Terms(partner_type=partner, pathway=Pathway.KEY))
        assert short
        assert set(short) <= set(whole)
        assert len(short) <= 8
        owed = statements_owed(scope, Terms(partner_type=partner, pathway=Pathway.KEY))
        assert owed == whole


def test_without_key_statements_the_route_is_asked() -> None:
    assert asked(pathway=Pathway.KEY) == asked()


@given(terms())
def test_nobody_is_asked_twice_or_what_they_handed_over(wanted: Terms) -> None:
    found = statements_asked(SCOPE, wanted)
    assert len(found) == len(set(found))
    assert set(found) <= set(VILLAGE)
    assert found[: len(wanted.received)] == list(wanted.received)
    assert not set(found) & (set(wanted.given) - set(wanted.received))
