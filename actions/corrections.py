"""What a correction says by rule: which statement, and to which level; anything else is asked."""

import re
from dataclasses import dataclass
from typing import Final

from actions.closed import is_plain_reason, plain, reasoned
from actions.words import levels_in, note_body

_CODE: Final = "code"
_LAST: Final = "last"
_THAT: Final = "that"

_LEAD = (
    r"(?:(?:please|sorry|ok|okay|oh|oops|actually|right|wait|hang on|hold on|no|um|er|well|so|and|"
    r"can (?:you|i|we)|could (?:you|i|we)|id like to|i want to|i need to|we need to|lets|let me|"
    r"just) )*"
)
_VERB = (
    r"(?:change|make|set|put|mark|move|switch|update|amend|correct|alter|revise|turn|score|rate|"
    r"record|have)"
)
_MINE = r"(?:(?:my|our|the) (?:answer|score|level|rating) (?:to|for|on|at|of) )?(?:statement )?"
_TARGETS = (
    (_CODE, r"thecode"),
    (_LAST, r"(?:(?:my|our|the) )?(?:last|previous) (?:one|answer|statement|question|level|score)"),
    (_THAT, r"(?:that one|that|it)"),
)
_TO = r"(?:(?:back|down|up|over) )*(?:(?:to|as|at|into|be|a|an|level|the|number|its) )*"
_AFTER = r"(?: (?:please|instead|now|thanks|thank you|then|for me|again|ta))*"
_ONLY = re.compile(
    r"\b(?:change|edit|amend|correct|alter|redo|revise|revisit|update|fix|swap|switch|adjust|"
    r"rethink|reconsider|undo|wrong|mistakes?|meant|mistyped|misread|typo|oops|whoops)\b"
    r"|\banother (?:go|look|try)\b|\bsecond thoughts?\b|\bchange my mind\b"
    r"|\b(?:last|previous) (?:one|answer|score)\b(?= (?:should|is|was|needs|ought|to|wants)\b)"
    r"|\b(?:my|our) (?:last|previous) (?:one|answer)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:some|few|several|two|three|four|five|both|all|[2-9])(?: of (?:them|these|those|my|the))?"
    r" (?:answers|of them)\b|\b(?:one|two|three|some|few|several) (?:of|in) "
    r"(?:my|our|the|them|these|those)\b|\banswers\b"
    r"|\b(?:change|redo|edit|fix|amend|got|change to) (?:one|some|a few|[0-9]|two|three|four)"
    r"(?: (?:wrong|please))?$|\bone (?:needs|wrong)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:higher|lower|more|less|better|worse|above|below|than|too|at (?:least|most)|up to)\b",
    re.IGNORECASE,
)
_ASKS_FOR_IT = re.compile(r"\W*(?:can|could|would|will|please)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Correction:
    """A level for an answer that the words name: by a code, as the last one, or as "that"."""

    target: str
    level: int
    note: str | None = None

    @property
    def by_last(self) -> bool:
        """Whether the last answer is named as such."""
        return self.target == _LAST


def read_correction(text: str, names: dict[str, int], code: str | None = None) -> Correction | None:
    """Read a correction that says its statement and its level and no more, but for a reason.

    ``names`` maps the case-folded names of levels to their values; ``code`` is the one code that
    stands in the text, if any.
    """
    if text.rstrip().endswith("?") and not _ASKS_FOR_IT.match(text):
        return None
    for head, reason in _splits(text, code):
        found = _read_head(plain(_masked(head, code)), names)
        if found is None:
            continue
        if reason and not leaves_level(reason, names):
            return None
        return Correction(found[0], found[1], note_body(reason) or None)
    return None


def _splits(text: str, code: str | None) -> list[tuple[str, str]]:
    """Split at the first break and, where the code stands alone before it, at the second."""
    whole = [(text.strip(), "")]
    head, rest = reasoned(text)
    if not rest:
        return whole
    if code is not None and plain(head) == code.casefold():
        second, reason = reasoned(rest)
        return [(f"{head} {second}", reason), *whole]
    return [(head, rest), *whole]


def _masked(text: str, code: str | None) -> str:
    return text if code is None else re.sub(rf"\b{code}\b", "thecode", text, flags=re.IGNORECASE)


def _read_head(head: str, names: dict[str, int]) -> tuple[str, int] | None:
    spoken = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, **names}
    level = "(?:" + "|".join([r"[1-9]", *map(re.escape, spoken)]) + ")"
    for target, words in _TARGETS:
        begin = f"{_LEAD}{_MINE}{words}"
        end = f"{_TO}(?P<level>{level}){_AFTER}"
        there = f"(?:(?:answer|score|level) )?(?:(?:down|up) )?(?:from (?:a )?{level} )?"
        shapes = [f"{_LEAD}{_VERB} {_MINE}{words} {there}{end}"]
        if target != _THAT:
            ought = "(?:should|ought to|needs to|must) (?:be|have been|say|go to)"
            shapes.append(f"{begin} {ought} {end}")
        if target == _CODE:
            shapes.append(f"{begin} (?:(?:is|its) )?{end}")
        for shape in shapes:
            found = re.fullmatch(shape, head)
            if found:
                said = found["level"]
                return target, int(said) if said.isdigit() else spoken[said]
    return None


def leaves_level(reason: str, names: dict[str, int]) -> bool:
    """Say whether a reason leaves the level before it: it names none and doubts nothing.

    "We have two now" counts something, and is no level.
    """
    levels = "|".join([r"[1-9]", "one", "two", "three", "four", "five", *map(re.escape, names)])
    before = "a|an|level|to|be|or|like|at|is|its|mean|meant|no|not|from|was"
    counted = rf"(?:^|\b(?:{before}) |\band )(?:{levels})(?: |$)"
    named = re.search("|".join([counted, *(rf"\b{re.escape(n)}\b" for n in names)]), plain(reason))
    return named is None and is_plain_reason(note_body(reason))


def is_about_an_answer(text: str) -> bool:
    """Say whether the text speaks of correcting an answer, rather than giving one."""
    return _ONLY.search(plain(text)) is not None


def says_should(text: str) -> bool:
    """Say whether the text says what an answer should be or have been."""
    return re.search(r"\b(?:should|ought to) (?:be|have been)\b", text, re.IGNORECASE) is not None


def leaves_open_which(text: str) -> bool:
    """Say whether one of several answers is meant, without saying which."""
    return _SEVERAL.search(plain(text)) is not None


def level_meant(text: str, names: dict[str, int], before: int | None) -> int | None:
    """Give the one level that a correction may be after, to be asked about; None if none is clear.

    The level that is there already may be named too ("from 2 to 4"); a comparison names none.
    """
    if _COMPARED.search(text):
        return None
    levels = levels_in(text, names) - {before}
    return levels.pop() if len(levels) == 1 else None
