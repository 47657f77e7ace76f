"""Find what a message says of how far along something is: begun, talked about, settled, dropped.

The signals, their negations and their order are features for the classifier: they carry what it
learnt from one way of saying a thing to the others.
"""

from typing import Dict, List, Sequence, Text, Tuple

from spacy.language import Language

from bot.engine.normalise import Normaliser, Word, load_words

NEGATED = "NOT-"


class SignalReader:
    """Reads words into a sequence of signals, from the table ``words/signals.yml``."""

    def __init__(self, language: Language, normaliser: Normaliser) -> None:
        table = load_words("signals")
        self._exact: Dict[Text, List[Tuple[Tuple[Text, ...], Text]]] = {}
        self._lemmas: Dict[Text, List[Tuple[Tuple[Text, ...], Text]]] = {}
        for signal, phrases in table["signals"].items():
            for phrase in phrases.get("exact", []):
                _add(self._exact, tuple(str(phrase).split()), signal)
            for phrase in phrases.get("lemmas", []):
                words = normaliser.words(language.make_doc(str(phrase)))
                _add(self._lemmas, tuple(word.lemma for word in words), signal)
        for found in (self._exact, self._lemmas):
            for candidates in found.values():
                candidates.sort(key=lambda candidate: -len(candidate[0]))
        self._negations = set(table["negations"])
        self._ends = set(table["ends"])
        self._reach: int = table["reach"]

    def read(self, words: Sequence[Word]) -> List[Text]:
        """Return the signals of the words in their order."""
        return [signal for _, signal in self.placed(words)]

    def placed(self, words: Sequence[Word]) -> List[Tuple[int, Text]]:
        """Return each signal with the number of the word at which it stands."""
        texts = [word.text for word in words]
        lemmas = [word.lemma for word in words]
        found: List[Tuple[int, Text]] = []
        reach, place = 0, 0
        while place < len(words):
            if texts[place] in self._ends:
                reach = 0
            negates = texts[place] in self._negations
            length, signals = self._at(texts, lemmas, place)
            prefix = NEGATED if reach > 0 else ""
            found.extend((place, prefix + signal) for signal in signals)
            if negates:
                found.append((place, "NEG"))
                reach = self._reach + 1
            reach -= length
            place += length
        return found

    def _at(self, texts: List[Text], lemmas: List[Text], place: int) -> Tuple[int, List[Text]]:
        long_exact, exact = _longest(self._exact, texts, place)
        long_lemma, lemma = _longest(self._lemmas, lemmas, place)
        length = max(long_exact, long_lemma, 1)
        signals = (exact if long_exact == length else []) + (lemma if long_lemma == length else [])
        return length, sorted(set(signals))


def _add(
    table: Dict[Text, List[Tuple[Tuple[Text, ...], Text]]], words: Tuple[Text, ...], signal: Text
) -> None:
    table.setdefault(words[0], []).append((words, signal))


def _longest(
    table: Dict[Text, List[Tuple[Tuple[Text, ...], Text]]], words: List[Text], place: int
) -> Tuple[int, List[Text]]:
    longest, signals = 0, []
    for phrase, signal in table.get(words[place], ()):
        if len(phrase) < longest:
            break
        if tuple(words[place : place + len(phrase)]) == phrase:
            longest = len(phrase)
            signals.append(signal)
    return longest, signals
