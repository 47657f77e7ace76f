"""Look at a message in several ways, each a string of features for the classifier."""

from typing import Dict, Iterable, Iterator, Sequence, Text

from spacy.language import Language

from bot.engine.level_mentions import Holds
from bot.engine.level_reading import build_level_reader
from bot.engine.normalise import Normaliser, Word, load_words
from bot.engine.signals import SignalReader


class ViewMaker:
    """Makes the views of a message from its words.

    ``words`` in their shared form; ``kinds``, where each person, organisation or subject is only
    that; ``signals`` of how far along something is; ``levels`` that are mentioned.
    """

    def __init__(self, language: Language, normaliser: Normaliser) -> None:
        self._signals = SignalReader(language, normaliser)
        self._levels = build_level_reader()
        self._kinds = {
            word: kind.upper()
            for kind, words in load_words("domain_words")["kinds"].items()
            for word in words
        }

    def views(self, words: Sequence[Word]) -> Dict[Text, Text]:
        """Return each view as words with spaces between them."""
        return {
            "words": " ".join(word.text for word in words),
            "kinds": " ".join(_without_repeats(self._kind(word) for word in words)),
            "signals": " ".join(["^", *_without_repeats(self._signals.read(words)), "$"]),
            "levels": " ".join(self._level_features(words)),
        }

    def _kind(self, word: Word) -> Text:
        if word.text.isdigit():
            return "NUMBER"
        return self._kinds.get(word.lemma) or self._kinds.get(word.text) or word.lemma

    def _level_features(self, words: Sequence[Word]) -> Iterator[Text]:
        reading = self._levels.read(words)
        for mention in reading.mentions:
            yield f"{mention.holds.value}{mention.level}"
            if mention.framed and mention.holds is Holds.NOW:
                yield f"framed{mention.level}"
        if reading.named:
            yield f"named{reading.named.level}"
        if reading.several:
            yield "several"


def _without_repeats(names: Iterable[Text]) -> Iterator[Text]:
    last = None
    for name in names:
        if name != last:
            yield name
        last = name
