"""Decide which level a message names outright, if it names one at all."""

from dataclasses import dataclass
from typing import Optional, Sequence

from bot.engine.level_mentions import Holds, LevelsMentioned, Mention, MentionFinder, Stretch
from bot.engine.normalise import Word

_CONTRASTS = frozenset(
    {"but", "though", "although", "however", "whereas", "while", "except", "if", "when"}
)


@dataclass(frozen=True)
class LevelReading:
    """What a message says of levels.

    ``named`` is the level that it names outright, if any, and ``note_from`` the number of the word
    at which the reason begins; ``several`` says that two levels are named at once.
    """

    mentions: Sequence[Mention] = ()
    named: Optional[Mention] = None
    note_from: Optional[int] = None
    several: bool = False


class LevelReader:
    """Decides which level a message names, if it names one."""

    def __init__(self, finder: MentionFinder) -> None:
        self._finder = finder

    def read(self, words: Sequence[Word]) -> LevelReading:
        """Read the words of a message."""
        if not words:
            return LevelReading()
        found = self._finder.find(words)
        mentions = found.mentions
        now = [mention for mention in mentions if mention.holds is Holds.NOW]
        if any(mention.holds is Holds.ASKED for mention in mentions):
            return LevelReading(mentions)
        levels = {mention.level for mention in now}
        if len(levels) > 1 or found.has_range:
            return LevelReading(mentions, several=not _is_no_answer(found, len(words)))
        named = next((mention for mention in now if mention.framed), None)
        if named is None or not _is_safe(found, named):
            return LevelReading(mentions)
        return LevelReading(mentions, named, _note_from(found, named))

    def last_level(self, words: Sequence[Word]) -> Optional[int]:
        """Return the place of the last word that is a level's number or name, if there is one."""
        places = [place for place, word in enumerate(words) if self._finder.is_level(word.text)]
        counted = [place for place in places if words[place].text != "one" or place in _ends(words)]
        return counted[-1] if counted else None

    def value(self, word: Word) -> int:
        """Return the level that the word stands for."""
        return self._finder.value(word.text)


def _ends(words: Sequence[Word]) -> Sequence[int]:
    """The last word, where "one" after "to" or "a" is a number: "make it a one"."""
    last = len(words) - 1
    is_number = last > 0 and words[last - 1].text in {"to", "a", "level", "number", "be"}
    return [last] if is_number else []


def _is_safe(found: LevelsMentioned, named: Mention) -> bool:
    """Whether nothing else in the message takes the level back or is about something else."""
    if _is_no_answer(found, named.end) or found.phrases.within("unsure", named.clause):
        return False
    if not named.marked and found.texts[named.place.end : named.place.end + 2] == ["out", "of"]:
        return named.clause.start < named.place.start  # "3 out of 4" alone may count practices.
    rest = Stretch(named.end, len(found.texts))
    if named.by_name and found.phrases.within("denied", rest):
        return _only_other_levels(found, named)
    opener = found.texts[named.end] if named.end < len(found.texts) else ""
    return opener not in _CONTRASTS or _only_other_levels(found, named)


def _is_no_answer(found: LevelsMentioned, end: int) -> bool:
    before = Stretch(0, end)
    return found.phrases.within("not_answers", before) or found.phrases.within("questions", before)


def _only_other_levels(found: LevelsMentioned, named: Mention) -> bool:
    """Whether what follows speaks of levels that do not hold ("3 now but hoping for a 4")."""
    later = [mention for mention in found.mentions if mention.place.start >= named.end]
    return bool(later) and all(mention.holds is not Holds.NOW for mention in later)


def _note_from(found: LevelsMentioned, named: Mention) -> Optional[int]:
    wordless = {place for place, text in enumerate(found.texts) if not any(map(str.isalnum, text))}
    start = named.end
    while start in wordless:
        start += 1
    said = found.phrases.filled | wordless
    for mention in found.mentions:
        if mention.level == named.level:
            said = said | set(range(*mention.place))
    return start if set(range(start, len(found.texts))) - said else None
