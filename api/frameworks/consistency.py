"""Rules that tie the parts of a framework file together, checked on the data as it was read.

They pass over whatever has the wrong shape, so that a fault of shape in one place does not hide a
fault of consistency in another. Pure: nothing is read or changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from api.frameworks import explaining, quoting
from api.frameworks.nodes import Finding, Node, Path, format_path, groups_of, statements_of


def inconsistencies(raw: object) -> Iterator[Finding]:
    """Yield every value that does not fit the rest of the file.

    Args:
        raw: a framework file as plain data, or the arguments of a ``Framework``.
    """
    framework = Node(raw)
    return chain.from_iterable(rule(framework) for rule in _RULES)


def _repeats(nodes: Iterable[Node], key: str, within: str) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for node in nodes:
        value = node.text(key).casefold()
        if value in first:
            place = format_path(first[value])
            yield node.finding(key, f"a value that is used once in {within}; {place} has it too")
        elif value:
            first[value] = (*node.path, key)


def _levels_count_up(framework: Node) -> Iterator[Finding]:
    levels = framework.nodes("levels")
    for expected, level in enumerate(levels, start=1):
        if isinstance(level.get("value"), int) and level.get("value") != expected:
            yield level.finding("value", f"{expected}, since levels count up from 1 without a gap")
    yield from _repeats(levels, "name", "the scale")


def _scope_and_domain_ids_are_unique(framework: Node) -> Iterator[Finding]:
    scopes = framework.nodes("scopes")
    yield from _repeats(scopes, "id", "the file")
    yield from _repeats(scopes, "prefix", "the file")
    for scope in scopes:
        domains = scope.nodes("domains")
        yield from _repeats(domains, "id", "its scope")
        groups = (group for domain in domains for group in domain.nodes("groups"))
        yield from _repeats(groups, "id", "its scope")


def _statement_ids_are_unique(framework: Node) -> Iterator[Finding]:
    yield from _repeats(statements_of(framework), "id", "the file")
    for _, group in groups_of(framework):
        yield from _repeats(group.nodes("statements"), "letter", "its group")


def _shared_domains_have_one_title(framework: Node) -> Iterator[Finding]:
    titles: dict[str, str] = {}
    for scope in framework.nodes("scopes"):
        for domain in scope.nodes("domains"):
            title = titles.setdefault(domain.text("id"), domain.text("title"))
            if domain.text("id") and domain.text("title") != title:
                yield domain.finding("title", f"'{title}', its title in another scope")


def _statement_ids_say_where(framework: Node) -> Iterator[Finding]:
    for scope, group in groups_of(framework):
        prefix = scope.text("prefix")
        for statement in group.nodes("statements"):
            capitals = re.match("[A-Z]+", statement.text("id"))
            if prefix and capitals and capitals.group() != prefix:
                yield statement.finding("id", f"an id that begins with '{prefix}' and a number")
            letter = statement.text("letter")
            if capitals and not statement.text("id").endswith(letter):
                yield statement.finding("id", f"an id that ends with its letter '{letter}'")


_RULES: tuple[Callable[[Node], Iterator[Finding]], ...] = (
    _levels_count_up,
    _scope_and_domain_ids_are_unique,
    _statement_ids_are_unique,
    _shared_domains_have_one_title,
    _statement_ids_say_where,
    quoting.bullets_are_numbered,
    quoting.descriptors_name_every_level,
    quoting.descriptors_cite_their_own_level,
    quoting.descriptors_quote_their_bullets,
    quoting.every_bullet_is_cited,
    explaining.examples_name_every_level,
    explaining.terms_are_told_apart,
)
