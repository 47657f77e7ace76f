"""Find the phrases that denote a need by themselves, from ``api/signposting/needs.yml``."""

from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Set, Text, Tuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.engine.language import build_language
from bot.engine.normalise import Word, build_normaliser

Phrase = Tuple[Text, ...]


class Found(NamedTuple):
    """A need, the run of words that says so, and how sure it is."""

    need: Text
    start: int
    end: int
    confidence: float


class NeedPhrases:
    """The phrases of each need, and the spans in which they mean something else."""

    def __init__(self, table: Dict[Text, Dict[Text, Any]]) -> None:
        self._single: Dict[Text, Set[Text]] = {}
        self._phrases: Dict[Text, List[Phrase]] = {}
        self._others: Dict[Text, List[Phrase]] = {}
        for need, entry in table.items():
            for phrase in map(str, entry["phrases"]):
                if len(phrase.split()) == 1:
                    self._single.setdefault(_as_written(phrase), set()).add(need)
                else:
                    self._phrases.setdefault(need, []).append(lemmas_of(phrase))
            self._others[need] = [lemmas_of(str(phrase)) for phrase in entry.get("not") or []]
        self._matchers: Optional[Tuple[PhraseMatcher, PhraseMatcher]] = None

    def __getstate__(self) -> Dict[Text, Any]:
        return {**self.__dict__, "_matchers": None}

    def find(self, text: Text, words: Sequence[Word]) -> List[Found]:
        """Return each phrase that counts, in the order of the words."""
        phrases, others = self._matchers = self._matchers or (
            build_matcher(self._phrases),
            build_matcher(self._others),
        )
        doc = Doc(build_language().vocab, words=[word.lemma for word in words])
        barred = list(_matches(others, doc))
        found = [*_matches(phrases, doc), *self._single_words(text, words)]
        return sorted((one for one in found if _counts(one, barred)), key=lambda one: one.start)

    def _single_words(self, text: Text, words: Sequence[Word]) -> Iterator[Found]:
        for place, word in enumerate(words):
            for form in {_as_written(text[word.start : word.end]), _as_written(word.text)}:
                for need in self._single.get(form, ()):
                    yield Found(need, place, place + 1, 1.0)


def lemmas_of(phrase: Text) -> Phrase:
    """Return the lemmas of a phrase, as the words of a message are read."""
    words = build_normaliser().words(build_language().make_doc(phrase.lower()))
    return tuple(word.lemma for word in words)


def build_matcher(phrases: Dict[Text, List[Phrase]]) -> PhraseMatcher:
    """Build a matcher that tells the key of each phrase, given as lemmas."""
    vocab = build_language().vocab
    matcher = PhraseMatcher(vocab)
    for key, ways in phrases.items():
        matcher.add(key, [Doc(vocab, words=way) for way in ways])
    return matcher


def _as_written(word: Text) -> Text:
    return word.lower().replace("'", "").replace("’", "")


def _matches(matcher: PhraseMatcher, doc: Doc) -> Iterator[Found]:
    for key, start, end in matcher(doc):
        yield Found(doc.vocab.strings[key], start, end, 1.0)


def _counts(found: Found, barred: Sequence[Found]) -> bool:
    """Whether no span that means something else shares a word with the phrase."""
    return not any(
        other.need == found.need
        and other.start < found.end
        and found.start < other.end
        and not (found.start <= other.start and other.end <= found.end)
        for other in barred
    )
