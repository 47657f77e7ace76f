"""Which statements a person is asked, and which first: pure functions of the framework.

The framework document says that "different partners have different levels of influence" and asks
to learn the burden on smaller organisations beforehand (section 2). So each statement names the
partners who can know and change what it is about, and a few are marked as those that tell most.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from api.frameworks.schemas import PlacedStatement, Scope, Statement
from api.participants.schemas import PartnerType

_NOTHING_CHANGED: Mapping[str, Collection[str]] = MappingProxyType({})


def route(
    scope: Scope,
    partner_type: PartnerType,
    changed: Mapping[str, Collection[str]] = _NOTHING_CHANGED,
) -> list[Statement]:
    """Return the statements that such a partner is asked, in the source's order.

    Somebody of no kind that is named is asked everything, as nothing says what can be left out.

    Args:
        scope: the scope that is assessed.
        partner_type: the kind of partner who is asked.
        changed: the partners of a statement where they are not the framework's, by its id.
    """
    return [
        placed.statement
        for placed in scope.placed_statements
        if partner_type is PartnerType.OTHER or partner_type in partners_of(placed, changed)
    ]


def partners_of(
    placed: PlacedStatement, changed: Mapping[str, Collection[str]] = _NOTHING_CHANGED
) -> Collection[str]:
    """Return who is asked a statement: what was changed for it, else what the framework says."""
    own = changed.get(placed.statement.id)
    return placed.partners if own is None else own


def key_statements(scope: Scope) -> list[Statement]:
    """Return the few statements that tell most in five minutes, in the source's order."""
    return [statement for statement in scope.statements if statement.key]
