"""A framework file as plain data that is read without trusting its shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

type Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that does not fit the rest of the file, and what would."""

    path: Path
    value: object
    allowed: str


def format_path(path: Path) -> str:
    """Write a path as an author reads it: ``scopes[0].domains[2].title``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the file and the path to it; what has the wrong shape reads as empty."""

    raw: object
    path: Path = ()

    def get(self, key: str) -> object:
        """Return the field as it stands, or None."""
        if isinstance(self.raw, Mapping):
            return self.raw.get(key)
        return getattr(self.raw, key, None)

    def text(self, key: str) -> str:
        """Return the field if it is text, else an empty text."""
        value = self.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> list[str]:
        """Return the texts of a list."""
        return [item for item in self._items(key) if isinstance(item, str)]

    def nodes(self, key: str) -> "list[Node]":
        """Return the parts of a list."""
        return [
            Node(item, (*self.path, key, index))
            for index, item in enumerate(self._items(key))
            if isinstance(item, Mapping | BaseModel)
        ]

    def entries(self, key: str) -> "dict[str, Node] | None":
        """Return a mapping's parts by the text of their key, or None when it is no mapping."""
        value = self.get(key)
        if not isinstance(value, Mapping):
            return None
        return {str(name): Node(part, (*self.path, key, str(name))) for name, part in value.items()}

    def finding(self, key: str, allowed: str) -> Finding:
        """Return a finding about the field."""
        return Finding((*self.path, key), self.get(key), allowed)

    def _items(self, key: str) -> list[object]:
        value = self.get(key)
        return list(value) if isinstance(value, list | tuple) else []


def scale_of(framework: Node) -> list[str]:
    """Return the values of the scale as text, counted by the levels that can be read."""
    return [str(value) for value, _ in enumerate(framework.nodes("levels"), start=1)]


def off_scale(part: Node, key: str, scale: list[str], wanted: str) -> Iterator[Finding]:
    """Yield what a mapping from levels leaves out of the scale, and what it has besides.

    Args:
        part: what holds the mapping.
        key: the mapping's name.
        scale: the levels that it should name, every one.
        wanted: what should stand at each level.
    """
    entries = part.entries(key)
    missing = [] if entries is None else [value for value in scale if value not in entries]
    if scale and missing:
        yield part.finding(key, f"also level {', '.join(missing)}: {wanted}")
    for value, node in (entries or {}).items():
        if scale and value not in scale:
            yield Finding(node.path, value, f"a level of the scale: {', '.join(scale)}")


def groups_of(framework: Node) -> list[tuple[Node, Node]]:
    """Return every group with its scope."""
    return [
        (scope, group)
        for scope in framework.nodes("scopes")
        for domain in scope.nodes("domains")
        for group in domain.nodes("groups")
    ]


def statements_of(framework: Node) -> list[Node]:
    """Return every statement of every scope, in the order of the file."""
    return [each for _, group in groups_of(framework) for each in group.nodes("statements")]
