"""What a person takes back of what was noted: "no, I didn't say that", "not online"."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from api.signposting.needs import Need, need_phrases, need_titles
from api.triage.plain_words import plain_words
from api.triage.sayings import Beside, Sayings

_DENIES = (
    r"\b(?:not|no|nothing|isnt|arent|wasnt|didnt|dont|havent|never|without|remove|forget|take|drop"
    r"|delete|cross|scratch|leave)\b(?: \w+){0,6}? "
)
_BEGINS = re.compile(
    r"^(?:(?:no|nope|nah|sorry|oh|um|er|wait|hang on|well|its|thats|im) )*not?"
    r"(?! (?:right|fair|ok|okay|good|enough|easy|much)\b) ",
)
_POINTS = re.compile(
    r"\b(?:that|this|it|them|those|these|say|said|mean|meant|wrong|misunderstood|misheard|mention"
    r"|mentioned|right)\b"
)
_SHORT_WORD = 3


def is_correction(text: str) -> bool:
    """Say whether a message says in so many words that what was noted is not so.

    >>> is_correction("No, I didn't say that."), is_correction("I'm not lonely")
    (True, False)
    """
    return Beside.TAKES_BACK in Sayings.load().beside(plain_words(text))


def taken_back(
    text: str, *, known: Collection[Need], noted: Sequence[Need], own: Collection[Need] = ()
) -> list[Need]:
    """Give the needs that a message takes back, of those that are ``known``.

    A correction takes back the needs that it names, and without a name those ``noted`` last. Right
    after a need was noted, "no, not online" is one too, but not as the answer to a question whose
    ``own`` words it uses.
    """
    plain = plain_words(text)
    named = [need for need in known if _denial(need).search(plain)]
    if is_correction(text):
        pointed = [need for need in noted if need in known] if _POINTS.search(plain) else []
        return named or pointed
    if not _BEGINS.match(f"{plain} "):
        return []
    return [need for need in named if need in noted and need not in own]


@lru_cache(maxsize=len(Need))
def _denial(need: Need) -> re.Pattern[str]:
    title = [word for word in plain_words(need_titles()[need]).split() if len(word) > _SHORT_WORD]
    ways = {plain_words(way) for way in (*need_phrases()[need], *title)}
    called = "|".join(sorted(map(re.escape, ways - _TOO_PLAIN), key=len, reverse=True))
    return re.compile(rf"{_DENIES}(?:{called})\b")


# Words of titles that name no need by themselves.
_TOO_PLAIN = frozenset(
    {"being", "getting", "more", "about", "living", "feeling", "time", "someone", "with"}
)
