"""Rules for frameworks whose source describes each level by a list of bullets.

A descriptor says what one level means for one statement. It is quoted from bullets of that level,
and these rules keep the quotation honest: no invented word, no bullet lost. Pure.
"""

from collections.abc import Iterator, Sequence

from api.frameworks.nodes import Finding, Node, off_scale, scale_of, statements_of


def bullets_are_numbered(framework: Node) -> Iterator[Finding]:
    """Yield each bullet whose id is not its level and its place in the list."""
    for value, level in enumerate(framework.nodes("levels"), start=1):
        for place, bullet in enumerate(level.nodes("bullets"), start=1):
            if bullet.text("id") not in {"", f"L{value}.{place}"}:
                yield bullet.finding("id", f"L{value}.{place}, the level and its place in the list")


def descriptors_name_every_level(framework: Node) -> Iterator[Finding]:
    """Yield each statement whose descriptors leave out a level or name one that is not there."""
    for statement in statements_of(framework):
        yield from off_scale(statement, "levels", scale_of(framework), "a description, or null")


def descriptors_cite_their_own_level(framework: Node) -> Iterator[Finding]:
    """Yield each cited bullet that the descriptor's level does not have."""
    bullets = _bullets_by_level(framework)
    for value, descriptor in _descriptors(framework):
        own = bullets.get(value, {})
        for index, cited in enumerate(descriptor.texts("bullets")):
            if cited not in own:
                path = (*descriptor.path, "bullets", index)
                allowed = ", ".join(own) or "none, it lists no bullets"
                yield Finding(path, cited, f"a bullet of level {value}: {allowed}")


def descriptors_quote_their_bullets(framework: Node) -> Iterator[Finding]:
    """Yield each descriptor with a word that its bullets do not have, or have in another order."""
    bullets = _bullets_by_level(framework)
    for value, descriptor in _descriptors(framework):
        own = bullets.get(value, {})
        cited = descriptor.texts("bullets")
        quotable = [own[bullet] for bullet in cited if bullet in own]
        if len(quotable) < len(cited) or not cited:
            continue
        if not is_quoted_from(descriptor.text("text"), quotable):
            words = " … ".join(quotable)
            yield descriptor.finding("text", f"words taken in order from each of: {words}")


def every_bullet_is_cited(framework: Node) -> Iterator[Finding]:
    """Yield each bullet that no descriptor cites, in a framework whose descriptors cite bullets."""
    cited = {
        each for _, descriptor in _descriptors(framework) for each in descriptor.texts("bullets")
    }
    for level in framework.nodes("levels") if cited else ():
        for bullet in level.nodes("bullets"):
            if bullet.text("id") not in cited:
                yield bullet.finding("id", "a bullet that a statement cites at this level")


def is_quoted_from(text: str, sources: Sequence[str]) -> bool:
    """Tell whether ``text`` is one unbroken piece of each source, in order, and nothing more."""
    if not text or not sources:
        return not text and not sources
    words = text.split(" ")
    return any(
        " ".join(words[:count]) in sources[0]
        and is_quoted_from(" ".join(words[count:]), sources[1:])
        for count in range(1, len(words) + 1)
    )


def _bullets_by_level(framework: Node) -> dict[str, dict[str, str]]:
    return {
        str(value): {bullet.text("id"): bullet.text("text") for bullet in level.nodes("bullets")}
        for value, level in enumerate(framework.nodes("levels"), start=1)
    }


def _descriptors(framework: Node) -> Iterator[tuple[str, Node]]:
    """Yield each descriptor with its level, unless the scale itself cannot be read."""
    for statement in statements_of(framework) if framework.nodes("levels") else ():
        yield from (statement.entries("levels") or {}).items()
