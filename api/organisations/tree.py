"""How organisations stand to each other: a PCN in a place, a place in an ICS."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from api.exceptions import Conflict
from api.frameworks.fields import OrganisationKind
from api.organisations.schemas import OrganisationTree, OrganisationView

SMALLEST_FIRST = (OrganisationKind.PCN, OrganisationKind.PLACE, OrganisationKind.ICS)


class ParentNotLarger(Conflict):
    """An organisation can only belong to one of a larger kind."""


def larger_kinds(kind: OrganisationKind) -> tuple[OrganisationKind, ...]:
    """Return the kinds that an organisation of this kind can belong to."""
    return SMALLEST_FIRST[SMALLEST_FIRST.index(kind) + 1 :]


def check_parent(kind: OrganisationKind, parent: OrganisationKind) -> None:
    """Raise ``ParentNotLarger`` unless ``parent`` is a larger kind than ``kind``.

    Each step up the tree is to a strictly larger kind, so no organisation can ever stand above
    itself: a cycle cannot be made.
    """
    allowed = larger_kinds(kind)
    if parent not in allowed:
        names = " or ".join(allowed) or "nothing, since no kind is larger"
        raise ParentNotLarger(
            f"Organisation of kind '{kind}' cannot belong to one of kind '{parent}': "
            f"allowed is {names}."
        )


def build_tree(root: uuid.UUID, organisations: Iterable[OrganisationView]) -> OrganisationTree:
    """Arrange the root and all below it as a tree, children by name."""
    by_id: dict[uuid.UUID, OrganisationView] = {}
    children: dict[uuid.UUID | None, list[OrganisationView]] = defaultdict(list)
    for organisation in sorted(organisations, key=lambda each: (each.name, each.id)):
        by_id[organisation.id] = organisation
        children[organisation.parent_id].append(organisation)

    def grow(organisation: OrganisationView) -> OrganisationTree:
        below = [grow(child) for child in children[organisation.id]]
        return OrganisationTree(**organisation.model_dump(), children=below)

    return grow(by_id[root])
