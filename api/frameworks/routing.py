"""Which statements a person is asked, and which first: pure functions of the framework.

The framework document says that "different partners have different levels of influence" and asks
to learn the burden on smaller organisations beforehand (section 2). So each statement names the
partners who can know and change what it is about, and a few are marked as those that tell most.
"""

from api.frameworks.schemas import Scope, Statement
from api.participants.schemas import PartnerType


def route(scope: Scope, partner_type: PartnerType) -> list[Statement]:
    """Return the statements that such a partner is asked by default, in the source's order."""
    return [
        placed.statement for placed in scope.placed_statements if partner_type in placed.partners
    ]


def key_statements(scope: Scope) -> list[Statement]:
    """Return the few statements that tell most in five minutes, in the source's order."""
    return [statement for statement in scope.statements if statement.key]
