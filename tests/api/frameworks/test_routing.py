import pytest

from api.frameworks.routing import key_statements, route
from api.participants.schemas import PartnerType


def ids(statements):
    return [statement.id for statement in statements]


@pytest.mark.parametrize(
    ("partner", "asked"),
    [
        ("pcn", ["B1a", "B2a"]),  # what is said of the domain
        ("local_authority", ["B1Ca", "B2a"]),  # what is said of the group instead
        ("lived_experience", ["B1b", "B2a"]),  # what is said of the statement instead
        ("nhs_trust", ["B2a"]),  # where nothing is said, everyone
        ("other", ["B1a", "B1b", "B1Ca", "B2a"]),  # nothing says what can be left out
    ],
)
def test_a_partner_is_asked_what_the_nearest_word_says(garden, partner, asked):
    assert ids(route(garden.scope("bed"), PartnerType(partner))) == asked


def test_where_nothing_is_said_every_kind_of_partner_is_asked(garden):
    assert garden.statement("G1a").partners == tuple(PartnerType)


def test_key_statements_come_in_the_order_of_the_source(garden):
    assert ids(key_statements(garden.scope("bed"))) == ["B1b", "B1Ca"]
    assert key_statements(garden.scope("garden")) == []
