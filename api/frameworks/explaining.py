"""Rules for the words by which a framework is explained: examples of levels, and the glossary.

They hold for a framework file and for the file of words beside it. Pure.
"""

from collections.abc import Iterator

from api.frameworks.nodes import (
    Finding,
    Node,
    Path,
    format_path,
    off_scale,
    scale_of,
    statements_of,
)

EVERY_LEVEL = "a sentence"


def examples_name_every_level(framework: Node) -> Iterator[Finding]:
    """Yield each statement whose examples leave out a level or name one that is not there."""
    for statement in statements_of(framework):
        yield from off_scale(statement, "in_practice", scale_of(framework), EVERY_LEVEL)


def terms_are_told_apart(glossary: Node) -> Iterator[Finding]:
    """Yield each way of writing a term that another term of the glossary has already."""
    first: dict[str, tuple[int, Path]] = {}
    for number, term in enumerate(glossary.nodes("glossary")):
        for path, form in _forms(term):
            owner, place = first.setdefault(form.casefold(), (number, path))
            if owner != number:
                yield Finding(path, form, f"a way of writing that {format_path(place)} has not")


def _forms(term: Node) -> Iterator[tuple[Path, str]]:
    for key in ("term", "stands_for"):
        if term.text(key):
            yield (*term.path, key), term.text(key)
    for index, form in enumerate(term.texts("also")):
        yield (*term.path, "also", index), form
