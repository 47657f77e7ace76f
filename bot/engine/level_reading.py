"""Decide which level a message names outright, if it names one at all."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import FrozenSet, Iterator, Optional, Sequence, Tuple

from bot.engine.language import build_language
from bot.engine.level_mentions import Holds, LevelsMentioned, Mention, MentionFinder
from bot.engine.level_phrases import Stretch
from bot.engine.normalise import Word

_CONTRASTS = frozenset(
    {"but", "though", "although", "however", "whereas", "while", "except", "if", "when"}
)

_SORRY = "sorry"


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

    @property
    def ruled_out(self) -> FrozenSet[int]:
        """The levels that the message denies, and says nowhere else."""
        denied = (mention.rules_out for mention in self.mentions)
        said = {mention.level for mention in self.mentions if mention.holds is Holds.NOW}
        return frozenset().union(*denied) - said


class LevelReader:
    """Decides which level a message names, if it names one."""

    def __init__(self, finder: MentionFinder) -> None:
        self._finder = finder
        self._read_once = lru_cache(maxsize=4)(self._read)

    def read(self, words: Sequence[Word]) -> LevelReading:
        """Read the words of a message; the last messages are remembered."""
        return self._read_once(tuple(words))

    def _read(self, words: Tuple[Word, ...]) -> LevelReading:
        if not words:
            return LevelReading()
        found = self._finder.find(words)
        mentions = found.mentions
        now = [mention for mention in mentions if mention.holds is Holds.NOW]
        corrected = self._corrected(found)
        if corrected is not None:
            return LevelReading([corrected], corrected, _note_from(found, corrected))
        if any(mention.holds is Holds.ASKED for mention in mentions):
            return LevelReading(mentions)
        levels = {mention.level for mention in now}
        if len(levels) > 1 or found.has_range:
            return LevelReading(mentions, several=not _is_no_answer(found, len(words)))
        named = next((mention for mention in now if mention.framed), None)
        if named is None or not _is_safe(found, named):
            return LevelReading(mentions)
        return LevelReading(mentions, named, _note_from(found, named))

    def _corrected(self, found: LevelsMentioned) -> Optional[Mention]:
        """Return the level that is put right in the same breath ("3, I mean 2"), if one is."""
        first = next((one for one in found.mentions if one.holds is Holds.NOW and one.framed), None)
        if first is None or _is_no_answer(found, first.place.end):
            return None
        for place in _after_corrections(found, first):
            end = place + 1
            is_last = end == len(found.texts) or not found.texts[end].isalnum()
            if is_last and self._finder.is_level(found.texts[place]):
                level = self._finder.value(found.texts[place])
                clause = Stretch(first.clause.start, end)
                return replace(
                    first, level=level, place=Stretch(place, end), clause=clause, end=end
                )
        return None

    def reserved(self, words: Sequence[Word]) -> Optional[int]:
        """Return the one level that a message gives with a reservation ("a 4, though it's new").

        It is not safe enough to be saved unasked, or it would be ``named``.
        """
        found = self._finder.find(words)
        now = [one for one in found.mentions if one.holds is Holds.NOW]
        first = next((one for one in now if one.framed), None)
        if first is None or found.has_range or len({one.level for one in now}) > 1:
            return None
        whole = Stretch(0, len(found.texts))
        denies_another = any(one.holds is Holds.DENIED for one in found.mentions)
        is_plain = denies_another and not first.by_name
        takes_back = ("bounds", "let_go", "unsure", *(() if is_plain else ("taken_back",)))
        is_taken_back = any(found.phrases.within(label, whole) for label in takes_back)
        is_asked = any(one.holds is Holds.ASKED for one in found.mentions)
        is_no_level = _is_no_answer(found, first.end) or _may_count_practices(found, first)
        return None if is_taken_back or is_asked or is_no_level else first.level

    def last_level(self, words: Sequence[Word]) -> Optional[int]:
        """Return the place of the last word that is a level's number or name, if there is one."""
        places = [place for place, word in enumerate(words) if self._finder.is_level(word.text)]
        counted = [place for place in places if words[place].text != "one" or place in _ends(words)]
        return counted[-1] if counted else None

    def is_level(self, word: Word) -> bool:
        """Whether the word is the number or the name of a level."""
        return self._finder.is_level(word.text)

    def is_name(self, word: Word) -> bool:
        """Whether the word is a level's name, and no number."""
        return self._finder.is_name(word.text)

    def value(self, word: Word) -> int:
        """Return the level that the word stands for."""
        return self._finder.value(word.text)


@lru_cache(maxsize=1)
def build_level_reader() -> LevelReader:
    """Build the reader that the classifier and the rule share, once."""
    return LevelReader(MentionFinder(build_language().vocab))


def _ends(words: Sequence[Word]) -> Sequence[int]:
    """The last word, where "one" after "to" or "a" is a number: "make it a one"."""
    last = len(words) - 1
    is_number = last > 0 and words[last - 1].text in {"to", "a", "level", "number", "be"}
    return [last] if is_number else []


def _after_corrections(found: LevelsMentioned, first: Mention) -> Iterator[int]:
    """Yield where each correction that follows the first level at once gets to its own words."""
    blank = found.phrases.filled | {
        place for place, text in enumerate(found.texts) if not any(map(str.isalnum, text))
    }
    corrects = found.phrases.of("corrects")
    taking = {place for phrase in corrects for place in range(*phrase)}
    for phrase in corrects:
        between = set(range(first.place.end, phrase.start))
        place = phrase.end
        while place in blank | taking and not found.texts[place].isdigit():
            place += 1
        follows = phrase.start >= first.place.end and between <= blank | taking
        if follows and place < len(found.texts):
            yield place


def _is_safe(found: LevelsMentioned, named: Mention) -> bool:
    """Whether nothing else in the message takes the level back or is about something else."""
    return not (
        _is_no_answer(found, named.end)
        or found.phrases.within("unsure", named.clause)
        or _may_count_practices(found, named)
        or _may_put_right(found, named)
        or (not named.marked and _is_correction(found, named))
        or _is_taken_back(found, named)
        or found.phrases.within("let_go", Stretch(named.end, len(found.texts)))
        or found.phrases.within("bounds", Stretch(named.clause.start, len(found.texts)))
    )


def _may_count_practices(found: LevelsMentioned, named: Mention) -> bool:
    """Whether the message is but "3 out of 4", which may be a share rather than a level."""
    behind = found.texts[named.place.end : named.place.end + 2]
    alone = named.clause.start == named.place.start
    return alone and not named.marked and behind == ["out", "of"]


def _may_put_right(found: LevelsMentioned, named: Mention) -> bool:
    """Whether the message is but "sorry, 2", which may put right the answer before."""
    spoken = [text for text in found.texts if any(map(str.isalnum, text))]
    begins = spoken[0] == _SORRY and found.texts.index(_SORRY) < named.place.start
    return begins and len(spoken) == 1 + named.place.end - named.place.start


def _is_taken_back(found: LevelsMentioned, named: Mention) -> bool:
    """Whether what follows says something else, and not only of levels that do not hold."""
    following = next((clause for clause in found.clauses if clause.start >= named.end), None)
    if following is None:
        return False
    if found.phrases.within("unsure", following):
        return True
    rest = Stretch(named.end, len(found.texts))
    if set(range(*following)) <= found.phrases.filled and following.end == len(found.texts):
        return False
    contrasts = _CONTRASTS.intersection(found.texts[named.end : following.start])
    denies = named.by_name and found.phrases.within("taken_back", rest)
    return bool(contrasts or denies) and not _only_other_levels(found, named)


def _is_no_answer(found: LevelsMentioned, end: int) -> bool:
    before = Stretch(0, end)
    return found.phrases.within("not_answers", before) or found.phrases.within("questions", before)


def _only_other_levels(found: LevelsMentioned, named: Mention) -> bool:
    """Whether what follows speaks of levels that do not hold ("3 now but hoping for a 4")."""
    later = [mention for mention in found.mentions if mention.place.start >= named.end]
    return bool(later) and all(mention.holds is not Holds.NOW for mention in later)


def _is_correction(found: LevelsMentioned, named: Mention) -> bool:
    """Whether two bare numbers stand against each other ("3 not 2"), as in a correction."""
    others = [mention for mention in found.mentions if mention.place != named.place]
    return any(other.holds is Holds.DENIED and not other.marked for other in others)


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
