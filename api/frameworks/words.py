"""The file of words beside a framework file: what we say of its statements, in words of our own.

The framework file quotes its source; ``NAME.words.yml`` beside ``NAME.yml`` explains. Kept apart,
nobody takes the one for the other. The loader puts both together as one ``Framework``.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal

from pydantic import Field

from api.frameworks.explaining import EVERY_LEVEL, terms_are_told_apart
from api.frameworks.fields import Example, KebabId, PlainWords
from api.frameworks.nodes import Finding, Node, off_scale, scale_of, statements_of
from api.frameworks.parts import Part, Term
from api.frameworks.schemas import IN_PRACTICE, PLAIN, WHY


class Explanation(Part):
    """What we say of one statement."""

    plain: PlainWords | None = Field(None, description=PLAIN)
    why: PlainWords | None = Field(None, description=WHY)
    in_practice: Mapping[int, Example] | None = Field(None, description=IN_PRACTICE)


class Words(Part):
    """A file of words: explanations of the framework that stands beside it."""

    schema_version: Literal[1] = Field(
        alias="schema", description="Version of this file format: 1."
    )
    framework: KebabId = Field(description="Id of the framework that the words explain.")
    glossary: tuple[Term, ...] = Field((), description="Words and abbreviations, explained.")
    statements: Mapping[str, Explanation] = Field(
        {}, description="Explanations by the id of their statement."
    )


def misfits(words: object, framework: object) -> Iterator[Finding]:
    """Yield every value of a file of words that does not fit its framework.

    Args:
        words: the file of words as plain data.
        framework: the framework file as plain data; of what cannot be read there, nothing is said.
    """
    ours, theirs = Node(words), Node(framework)
    yield from terms_are_told_apart(ours)
    if ours.text("framework") and theirs.text("id") not in {"", ours.text("framework")}:
        yield ours.finding("framework", f"'{theirs.text('id')}', the id in the file beside it")
    yield from _said_twice(ours, theirs, "glossary")
    known = {statement.text("id"): statement for statement in statements_of(theirs)}
    for name, entry in (ours.entries("statements") or {}).items() if known else ():
        if name in known:
            yield from _said_twice(entry, known[name], *Explanation.model_fields)
            yield from off_scale(entry, "in_practice", scale_of(theirs), EVERY_LEVEL)
        else:
            close = get_close_matches(name, known, n=1) or [*known]
            allowed = f"the id of a statement of the framework, such as {close[0]}"
            yield Finding(entry.path, name, allowed)


def with_words(framework: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return a framework's data with its words put in; neither may have a fault."""
    said = {name: entry.model_dump(exclude_none=True) for name, entry in words.statements.items()}
    explained: dict[str, Any] = _explained(framework, said)
    if words.glossary:
        explained["glossary"] = [term.model_dump() for term in words.glossary]
    return explained


def _said_twice(ours: Node, theirs: Node, *keys: str) -> Iterator[Finding]:
    for key in keys:
        if ours.get(key) and theirs.get(key):
            yield ours.finding(key, "nothing here, since the framework file has it already")


def _explained(part: Any, said: Mapping[str, dict[str, Any]]) -> Any:
    """Return a copy of the data in which each statement that has words has them too."""
    if isinstance(part, list):
        return [_explained(item, said) for item in part]
    if not isinstance(part, Mapping):
        return part
    # No other part has an id of a statement's form.
    own = said.get(str(part.get("id")), {})
    return {**{key: _explained(value, said) for key, value in part.items()}, **own}
