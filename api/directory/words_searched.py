"""The words of a text that a full-text search looks for."""

import re

# Words that say nothing about a service; both databases are asked without them.
_EMPTY = frozenset(
    """
    a an and any are as at be by can do for from get go has have help how i im in is it like me my
    near need of on or please some someone somewhere that the there to want was what where who with
    would you your
    """.split()  # noqa: SIM905 -- sixty strings in quotes would be hard to read
)
_MOST_WORDS = 12
_LONGEST_WORD = 40


def searched_words(text: str) -> tuple[str, ...]:
    """Return the words to look for, in order, each once; all words when each of them is empty."""
    words = dict.fromkeys(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "")))
    telling = [word for word in words if word not in _EMPTY] or list(words)
    return tuple(word[:_LONGEST_WORD] for word in telling[:_MOST_WORDS])
