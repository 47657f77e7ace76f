"""The titles that the product itself gives its buttons, in every language.

Nobody's own words are among them. A person who presses "I'm not safe", or types it, answers what
was asked: the payload says what is meant, and is answered as such (``safety/staying.py``). Were
the title screened like a message, the first answer to a disclosure would come again and again.
"""

from functools import lru_cache
from itertools import chain

from api.languages.catalogue import read_catalogue
from api.languages.folding import folded
from api.languages.locales import SOURCE, offered_codes
from api.safety.care import CareMessages

_MOST_CHARS = 60


def is_own_title(text: str | None) -> bool:
    """Whether a text is a fixed title, however it is typed."""
    return text is not None and len(text) <= _MOST_CHARS and folded(text) in own_titles()


@lru_cache(maxsize=1)
def own_titles() -> frozenset[str]:
    """The fixed titles of every language, folded."""
    catalogues = [read_catalogue(code).exact for code in offered_codes() if code != SOURCE]
    said = chain.from_iterable((*exact, *exact.values()) for exact in catalogues)
    titles = (*said, *CareMessages.load().button_titles)
    return frozenset(folded(title) for title in titles if len(title) <= _MOST_CHARS)
