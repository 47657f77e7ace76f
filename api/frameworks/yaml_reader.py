"""Reads YAML strictly, and remembers the line of every value.

Stricter than PyYAML's own safe loader: a key that stands twice is a fault instead of a silent loss,
anchors are refused (an id must be unique, so nothing is worth sharing), and a date stays text, so
that a wrong one is reported where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from api.frameworks.nodes import Path


class UnreadableYaml(Exception):
    """The text is not YAML that can be read; ``line`` counts from 1."""

    def __init__(self, problem: str, line: int | None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """A key that stands twice in one mapping, and where it stood first."""

    path: Path
    line: int
    first_line: int


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML text holds, with the line of each path."""

    data: object
    lines: dict[Path, int]
    duplicate_keys: tuple[DuplicateKey, ...]

    def line_of(self, path: Path) -> int | None:
        """Return the line of the value, or of the nearest part around it that is there."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None


class _StrictLoader(yaml.SafeLoader):
    """PyYAML's safe loader without anchors and without dates."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            raise yaml.MarkedYAMLError(
                problem="anchors and aliases are not used here: write the value out",
                problem_mark=event.start_mark,
            )
        return super().compose_node(parent, index)

    def construct_timestamp_as_text(self, node: yaml.ScalarNode) -> str | int | float | None:
        return self.construct_scalar(node)


_StrictLoader.add_constructor(
    "tag:yaml.org,2002:timestamp", _StrictLoader.construct_timestamp_as_text
)


def read_yaml(text: str) -> Document:
    """Read one YAML document; raises ``UnreadableYaml`` with the line of the first fault."""
    try:
        return _read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise UnreadableYaml(error.problem or "not YAML", line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnreadableYaml(f"character #x{error.character:04x}: {error.reason}", line) from error
    except RecursionError as error:
        raise UnreadableYaml("nested too deeply", None) from error
    except ValueError as error:
        raise UnreadableYaml(str(error), None) from error


def _read(text: str) -> Document:
    loader = _StrictLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return Document(None, {}, ())
        lines = dict(_lines(root, (), 1))
        return Document(loader.construct_document(root), lines, tuple(_duplicates(root, ())))
    finally:
        loader.dispose()


def _children(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int, yaml.Node]]:
    """Yield the path, line and node of each part, a mapping's counted from its key."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, str(key.value)), key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.line + 1, item


def _lines(node: yaml.Node, path: Path, line: int) -> Iterator[tuple[Path, int]]:
    yield path, line
    for child_path, child_line, child in _children(node, path):
        yield from _lines(child, child_path, child_line)


def _duplicates(node: yaml.Node, path: Path) -> Iterator[DuplicateKey]:
    first: dict[Path, int] = {}
    for child_path, line, child in _children(node, path):
        if child_path in first:
            yield DuplicateKey(child_path, line, first[child_path])
        first.setdefault(child_path, line)
        yield from _duplicates(child, child_path)
