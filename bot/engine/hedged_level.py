"""Find the level that a person names with a hedge or a reservation ("I'd call it a bit of a two").

Such a level is understood, but never saved without asking: it was not named outright.
"""

from functools import lru_cache
from typing import Dict, Iterator, List, Optional, Sequence, Set, Text, Tuple

from bot.engine.level_reading import LevelReader, build_level_reader
from bot.engine.normalise import Word, load_words

_AFTER_A_LEVEL = "one"
_ASKS = "?"
_OF = ["out", "of"]
_FOUR = "4"
_SURE_OF_FOUR = frozenset({"1", "2"})
_SIGNS = frozenset({"...", "…", "–", "—", "--", "!!", "!!!", "??"})


class HedgedLevelReader:
    """Reads the level that remains when hedges and the ways of dictating a level are set aside."""

    def __init__(self, levels: LevelReader) -> None:
        table = load_words("level_words")
        self._levels = levels
        self._hedges = _by_first_word(table["hedges"])
        self._numbers: Dict[Text, int] = table["numbers"]
        self._run_together: Dict[Text, Text] = table["run_together"]
        self._sounds_like: Dict[Text, Text] = table["sounds_like"]
        self._nouns: Set[Text] = {*table["level_nouns"]}
        self._short: Set[Text] = {*table["short_levels"]}
        self._tops: Set[Text] = {*map(str, table["tops"])}

    def read(self, words: Sequence[Word]) -> Optional[int]:
        """Return the level, or None where none or more than one is meant."""
        spelled = list(self._out_of_the_top(self._spelled(words)))
        if not any(self._levels.is_level(word) for word in spelled):
            return None
        plain = tuple(self._without_hedges(spelled))
        for candidate in dict.fromkeys((tuple(spelled), plain, _after_a_question(plain))):
            level = self._levels.reserved(candidate)
            if level is not None:
                return level
        return None

    def _spelled(self, words: Sequence[Word]) -> Iterator[Word]:
        """Yield the words with "twoish" as "two", "level too" as "level two"."""
        for place, word in enumerate(words):
            before = words[place - 1].text if place else ""
            is_last = place + 1 == len(words) or not words[place + 1].text.isalnum()
            if word.text in self._run_together:
                yield word._replace(text=self._run_together[word.text])
            elif is_last and before in self._nouns and word.text in self._sounds_like:
                yield word._replace(text=self._sounds_like[word.text])
            elif not self._is_the_one(words, place) and not _is_picture(word.text):
                yield word

    def _is_the_one(self, words: Sequence[Word], place: int) -> bool:
        """Whether the word is "the" or "one" of "the L3 one", "the level 3 one", "the 3 one"."""
        texts = [word.text for word in words]
        ahead = next((near for near in (1, 2) if self._is_level(texts, place + near)), 0)
        if texts[place] == "the" and ahead:
            return texts[place + ahead + 1 : place + ahead + 2] == [_AFTER_A_LEVEL]
        before = texts[max(0, place - 3) : place]
        is_level = texts[place] == _AFTER_A_LEVEL and self._is_level(texts, place - 1)
        return is_level and "the" in before

    def _is_level(self, texts: Sequence[Text], place: int) -> bool:
        return 0 <= place < len(texts) and (
            texts[place] in self._short or texts[place] in self._numbers
        )

    def _out_of_the_top(self, words: Iterator[Word]) -> Iterator[Word]:
        """Yield the words with a whole "2 out of 4", "1/4" or "4/4" as the number alone.

        "3/4" stays as it is: it may be the third level or the fourth.
        """
        given = list(words)
        if not given:
            return
        texts = [word.text for word in given]
        number, _, top = texts[0].partition("/")
        if number == top and top in self._tops:
            yield given[0]._replace(text=number)
            yield from given[1:]
        elif len(texts) == 1 and number in _SURE_OF_FOUR and top == _FOUR:
            yield given[0]._replace(text=number)
        elif texts[1:3] == _OF and len(texts) == len(_OF) + 2 and self._is_top(texts[-1], texts[0]):
            yield given[0]
        else:
            yield from given

    def _is_top(self, text: Text, number: Text) -> bool:
        top = str(self._numbers.get(text, ""))
        return top in self._tops and (
            top != max(self._tops) or self._numbers.get(number) == int(top)
        )

    def _without_hedges(self, words: Sequence[Word]) -> List[Word]:
        kept: List[Word] = []
        place = 0
        while place < len(words):
            length = self._hedge_at(words, place)
            if not length:
                kept.append(words[place])
            place += length or 1
        while len(kept) < len(words) and kept and kept[-1].text == _ASKS:
            kept.pop()
        return kept

    def _hedge_at(self, words: Sequence[Word], place: int) -> int:
        """Return how many words the longest hedge at a place has, or none."""
        for hedge in self._hedges.get(words[place].text, ()):
            if tuple(word.text for word in words[place : place + len(hedge)]) == hedge:
                return len(hedge)
        return 0


def _after_a_question(words: Tuple[Word, ...]) -> Tuple[Word, ...]:
    """Return what is said after a question ("is that a 3? I'll say 3"), or all if nothing is."""
    last = max((place for place, word in enumerate(words) if word.text == _ASKS), default=-1)
    return words[last + 1 :]


def _is_picture(text: Text) -> bool:
    """Whether the word is an emoji or a smiley, which says nothing of a level."""
    is_sign = text in _SIGNS or (len(text) == 1 and text.isascii())
    return not is_sign and not any(map(str.isalnum, text))


def _by_first_word(phrases: Sequence[Text]) -> Dict[Text, List[Tuple[Text, ...]]]:
    table: Dict[Text, List[Tuple[Text, ...]]] = {}
    for phrase in sorted((tuple(str(one).split()) for one in phrases), key=lambda one: -len(one)):
        table.setdefault(phrase[0], []).append(phrase)
    return table


@lru_cache(maxsize=1)
def build_hedged_level_reader() -> HedgedLevelReader:
    """Build the reader, once."""
    return HedgedLevelReader(build_level_reader())
