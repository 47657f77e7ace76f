"""The small language in which the rules write families of phrases.

``kill(|s|ed|ing) (my|her)self`` stands for eight phrases: ``(a|b)`` is a choice, an empty branch or
``(a|b)?`` makes it optional, and brackets may stand inside brackets. Nothing else has a meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

type Node = list[str]
"""What one part of an expression may say: a text says one thing, a choice several."""


class FaultyPhrase(ValueError):
    """A phrase of a rule file cannot be read."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The phrases of one place in an expression; ``optional`` when the place may be bare."""

    phrases: tuple[str, ...]
    optional: bool


def expand(expression: str) -> list[str]:
    """List every phrase that an expression stands for, with single spaces.

    Raises ``FaultyPhrase`` when a bracket is not closed or a bar stands outside brackets.
    """
    return list(dict.fromkeys(" ".join(text.split()) for text in _products(_nodes(expression))))


def chunks(expression: str) -> list[Chunk]:
    """Cut an expression at the spaces that every one of its phrases has.

    ``(said|sent) (a |)goodbye`` has three chunks; matching them one after the other costs the sum
    of their phrases where the whole expression would cost the product.
    """
    found = []
    for glued in _glued(_nodes(expression)):
        phrases = dict.fromkeys(" ".join(text.split()) for text in _products(glued))
        optional = phrases.pop("", "absent") is None
        if phrases:
            found.append(Chunk(tuple(phrases), optional))
    return found


def branches(expression: str) -> list[str]:
    """Split an expression at the bars that stand outside brackets."""
    found, depth = [""], 0
    for char in expression:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return [branch.strip() for branch in found]


def sample(expression: str, most: int, chance: Random) -> list[str]:
    """Draw up to ``most`` different phrases of an expression that may stand for very many."""
    nodes = _nodes(expression)
    drawn: dict[str, None] = {}
    for _ in range(3 * most):
        text = " ".join("".join(chance.choice(node) for node in nodes).split())
        drawn[text.replace(" ,", ",")] = None
        if len(drawn) == most:
            break
    return list(drawn)


def _nodes(expression: str) -> list[Node]:
    nodes, end = _sequence(expression, 0)
    if end != len(expression):
        raise FaultyPhrase(f"Unexpected {expression[end]!r} at {end} in {expression!r}.")
    return nodes


def _products(nodes: list[Node]) -> Iterator[str]:
    return ("".join(parts) for parts in product(*nodes))


def _sequence(expression: str, start: int) -> tuple[list[Node], int]:
    """Read texts and choices up to a bar, a closing bracket or the end."""
    nodes: list[Node] = []
    at = start
    while at < len(expression) and expression[at] not in "|)":
        if expression[at] == "(":
            options, at = _choice(expression, at + 1)
            nodes.append(options)
        elif expression[at] == " ":
            nodes.append([" "])
            at += 1
        else:
            end = at
            while end < len(expression) and expression[end] not in "()| ":
                end += 1
            nodes.append([expression[at:end]])
            at = end
    return nodes, at


def _choice(expression: str, start: int) -> tuple[Node, int]:
    """Read the branches of a choice whose bracket was just opened."""
    options: list[str] = []
    at = start
    while True:
        branch, at = _sequence(expression, at)
        options.extend(_products(branch))
        if at >= len(expression):
            raise FaultyPhrase(f"A bracket is not closed in {expression!r}.")
        at += 1
        if expression[at - 1] == ")":
            break
    if expression[at : at + 1] == "?":
        return [*options, ""], at + 1
    return options, at


def _glued(nodes: list[Node]) -> Iterator[list[Node]]:
    """Group the nodes that may share a word; between two groups there is always a space."""
    before = _spaces(nodes, -1)
    after = _spaces(nodes[::-1], 0)[::-1]
    group: list[Node] = []
    for at, node in enumerate(nodes):
        group.append(node)
        if at + 1 == len(nodes) or before[at] or after[at + 1]:
            yield group
            group = []


def _spaces(nodes: list[Node], side: int) -> list[bool]:
    """For each node in turn: whether whatever it says leaves a space at that side of it."""
    spaces: list[bool] = []
    for node in nodes:
        spaced = all(option[side] == " " for option in node if option)
        bare = "" in node
        spaces.append(spaced and (not bare or not spaces or spaces[-1]))
    return spaces
