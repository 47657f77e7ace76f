"""Which statements a participant is asked, in order: a pure function of who and what was agreed.

::

    scope ─ domains of the invitation ─ route of the partner type ─ pathway ─ hand-overs ─► list
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from api.assessments.schemas import Pathway
from api.frameworks.routing import route
from api.frameworks.schemas import Scope
from api.participants.schemas import PartnerType


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides which statements a participant is asked.

    ``changed`` holds the partners of statements where they are not the framework's; ``domains`` are
    those that the invitation is limited to, if any. ``given`` were handed over to somebody else;
    ``received`` were handed over to this participant, the longest waiting first.
    """

    partner_type: PartnerType = PartnerType.OTHER
    pathway: Pathway = Pathway.ROUTED
    domains: Collection[str] | None = None
    changed: Mapping[str, Collection[str]] = field(default_factory=dict)
    given: Collection[str] = ()
    received: Sequence[str] = ()


def statements_asked(scope: Scope, terms: Terms) -> list[str]:
    """Return the ids of the statements that the participant is asked, first to last.

    What was handed over to the participant comes first: somebody waits for it.
    """
    known = {statement.id for statement in scope.statements}
    first = [statement for statement in terms.received if statement in known]
    left_out = {*first, *terms.given}
    return [*first, *(each for each in _pathway(scope, terms) if each not in left_out)]


def statements_owed(scope: Scope, terms: Terms) -> list[str]:
    """Return the statements that figures are out of: the whole route, even in five minutes."""
    if terms.pathway is Pathway.KEY:
        terms = replace(terms, pathway=Pathway.ROUTED)
    return statements_asked(scope, terms)


def _pathway(scope: Scope, terms: Terms) -> list[str]:
    if terms.pathway is Pathway.ALL:
        return [statement.id for statement in scope.statements]
    routed = _limited_route(scope, terms)
    if terms.pathway is Pathway.ROUTED:
        return routed
    # A route without a key statement still has something to ask.
    return [each.id for each in scope.statements if each.key and each.id in routed] or routed


def _limited_route(scope: Scope, terms: Terms) -> list[str]:
    routed = [each.id for each in route(scope, terms.partner_type, terms.changed)]
    if terms.domains is None:
        return routed
    wanted = [
        each.id for one in scope.domains if one.id in terms.domains for each in one.statements
    ]
    # Whoever is asked about a domain by name is asked about it, even if no route leads there.
    return [each for each in wanted if each in routed] or wanted
