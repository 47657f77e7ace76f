from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.handovers.standing import HandedStatement, standing_of
from api.participants.roles import is_called, plain_role, role_in_words
from api.participants.schemas import PartnerType

ANN, BOB, CAT = (UUID(int=number) for number in (1, 2, 3))


def handed(
    number: int, giver: UUID, receiver: UUID | None, statement: str = "V1a"
) -> HandedStatement:
    return HandedStatement(
        id=UUID(int=100 + number),
        number=number,
        statement=statement,
        giver=giver,
        receiver=receiver,
        role="lead",
        note=None,
        giver_role=None,
        giver_type=PartnerType.PCN,
    )


def test_a_statement_goes_from_the_giver_to_the_receiver() -> None:
    made = [handed(1, ANN, BOB)]
    assert list(standing_of(ANN, made).given) == ["V1a"]
    assert list(standing_of(BOB, made).received) == ["V1a"]
    assert standing_of(CAT, made) == standing_of(CAT, [])


def test_what_nobody_received_waits() -> None:
    assert standing_of(ANN, [handed(1, ANN, None)]).waiting == ["V1a"]
    assert standing_of(ANN, [handed(1, ANN, BOB)]).waiting == []


def test_the_last_hand_over_counts_when_a_statement_comes_back() -> None:
    made = [handed(2, BOB, ANN), handed(1, ANN, BOB)]
    assert (list(standing_of(ANN, made).received), standing_of(ANN, made).given) == (["V1a"], {})
    assert (list(standing_of(BOB, made).given), standing_of(BOB, made).received) == (["V1a"], {})


def test_the_longest_waiting_comes_first() -> None:
    made = [handed(2, ANN, BOB, "V1a"), handed(1, CAT, BOB, "V3b")]
    assert list(standing_of(BOB, made).received) == ["V3b", "V1a"]


chains = st.lists(
    st.tuples(
        st.sampled_from([ANN, BOB, CAT]), st.sampled_from([ANN, BOB, CAT, None]), st.integers(1, 3)
    ).filter(lambda each: each[0] != each[1]),
    max_size=12,
)


@given(chains)
def test_nobody_both_has_and_gave_a_statement(chain: list[tuple[UUID, UUID | None, int]]) -> None:
    made = [
        handed(number, giver, receiver, f"V{statement}a")
        for number, (giver, receiver, statement) in enumerate(chain)
    ]
    for one in (ANN, BOB, CAT):
        standing = standing_of(one, made)
        assert not set(standing.given) & set(standing.received)
        assert all(each.giver == one for each in standing.given.values())
        assert all(each.receiver == one for each in standing.received.values())


def test_roles_are_the_same_without_case_and_articles() -> None:
    for wanted in ("the Digital Lead", "digital lead", "our digital-lead", " Digital  lead. "):
        assert plain_role(wanted) == "digital lead"
        assert is_called(wanted, "Digital lead", PartnerType.ICB)
    assert not is_called("digital", "Digital lead", PartnerType.ICB)


def test_kinds_of_partner_are_known_by_their_words() -> None:
    assert is_called("the link worker", None, PartnerType.LINK_WORKER)
    assert is_called("SPLW", "Anything", PartnerType.LINK_WORKER)
    assert is_called("the council", None, PartnerType.LOCAL_AUTHORITY)
    assert not is_called("the", None, PartnerType.OTHER)
    assert role_in_words(None, PartnerType.VCSE) == "VCSE organisation"
    assert role_in_words("Digital lead", PartnerType.VCSE) == "Digital lead"


def test_every_kind_of_partner_has_words() -> None:
    for partner in PartnerType:
        assert is_called(role_in_words(None, partner), None, partner)
