"""Bring the many ways of writing a word to one: short forms, abbreviations and misspellings.

The words are what every later component reads. Each keeps its place in the message, so that what
is found in the words can be shown in the text.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Set, Text, Tuple

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.tokens import Doc

from bot.engine.language import build_language

WORDS_FOLDER = Path(__file__).parent / "words"

_SHORTEST_TO_CORRECT = 5
_TWO_MISTAKES_FROM = 8
_ONE_WORD = re.compile(
    r"[^\W\d_]+|\d+(?:[/.\-]\d+)+|\d+(?:st|nd|rd|th)?%?|[a-z]{1,2}\d+[a-z]?|\S+@\S+|\w+://\S+|www\S+"
)
_PARTS = re.compile(r"\d+(?:\.\d+)?(?:st|nd|rd|th)?|[^\W\d_]+|[^\w\s]+|\S")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u0060\u00b4", "'"))


class Word(NamedTuple):
    """A word of a message in its shared form, its lemma, and where it stands in the message."""

    text: Text
    lemma: Text
    start: int
    end: int


class Normaliser:
    """Reads spaCy documents into words, with the tables of ``words/``."""

    def __init__(self, language: Language) -> None:
        tables = load_words("normal_forms")
        domain = load_words("domain_words")
        lemmas = language.get_pipe("lemmatizer").lookups.get_table("lemma_lookup")
        self._language = language
        self._lemmas = lemmas
        self._short: Dict[Text, Text] = tables["short"]
        self._forms: Dict[Text, List[Tuple[Tuple[Text, ...], Text]]] = {}
        self._known = _english_words()
        self._single_forms = {
            (way,) for ways in domain["forms"].values() for way in ways if " " not in way
        }
        self._corrected = lru_cache(maxsize=4096)(self._correct)
        spelled = set(domain["spelling"])
        for ways in domain["forms"].values():
            spelled.update(part for way in ways for part in way.split())
        self._spelled = sorted(word for word in spelled if len(word) >= _SHORTEST_TO_CORRECT)
        self._known.update(spelled)
        self._add_forms(domain["forms"])

    def _add_forms(self, forms: Dict[Text, List[Text]]) -> None:
        for shared, ways in forms.items():
            for way in ways:
                words = self._single_words(self._language.make_doc(way))
                lemmas = tuple(word.lemma for word in words)
                self._forms.setdefault(lemmas[0], []).append((lemmas, shared))
        for candidates in self._forms.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))

    def words(self, doc: Doc) -> List[Word]:
        """Return the words of a document that was made of a lower-cased text."""
        return list(self._share(list(self._single_words(doc))))

    def _single_words(self, doc: Doc) -> Iterator[Word]:
        for token in doc:
            if token.is_space:
                continue
            text = token.text
            if text.isalpha() or _ONE_WORD.fullmatch(text) or not any(map(str.isdigit, text)):
                yield self._word(token.norm_, token.idx, token.idx + len(text))
                continue
            for part in _PARTS.finditer(text):
                start, end = part.span()
                yield self._word(part.group(), token.idx + start, token.idx + end)

    def _word(self, written: Text, start: int, end: int) -> Word:
        text = unicodedata.normalize("NFKC", written.translate(_APOSTROPHES))
        text = self._short.get(text, text)
        text = self._corrected(text)
        lemma = self._lemmas.get(text, text)
        if lemma == text and text.endswith("s") and (text[:-1],) in self._single_forms:
            lemma = text[:-1]
        return Word(text, lemma, start, end)

    def _correct(self, word: Text) -> Text:
        """Return the word of the field that this one was meant to be, else the word itself."""
        if len(word) < _SHORTEST_TO_CORRECT or not word.isalpha() or self.is_known(word):
            return word
        most = 2 if len(word) >= _TWO_MISTAKES_FROM else 1
        alike = [other for other in self._spelled if other[0] == word[0]]
        found = process.extractOne(word, alike, scorer=OSA.distance, score_cutoff=most)
        return found[0] if found else word

    def is_known(self, word: Text) -> bool:
        """Say whether the word is one of the language or of the field, and so no misspelling."""
        return word in self._known or word in self._lemmas

    def _share(self, words: List[Word]) -> Iterator[Word]:
        """Put the shared form in place of each way of writing it, the longest way first."""
        place = 0
        while place < len(words):
            length, shared = self._longest_form(words, place)
            if length:
                last = words[place + length - 1]
                yield Word(shared, shared, words[place].start, last.end)
            else:
                yield words[place]
            place += length or 1

    def _longest_form(self, words: Sequence[Word], place: int) -> Tuple[int, Text]:
        for lemmas, shared in self._forms.get(words[place].lemma, ()):
            here = words[place : place + len(lemmas)]
            if tuple(word.lemma for word in here) == lemmas:
                return len(lemmas), shared
        return 0, ""


@lru_cache(maxsize=1)
def rules_digest() -> Text:
    """Return a digest of the word tables and of the code that reads them.

    Rasa trains a component again only when its settings or its own class have changed; with this
    among the settings, a changed table counts.
    """
    digest = sha256()
    files = [*WORDS_FOLDER.glob("*.yml"), *Path(__file__).parent.glob("*.py")]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def build_normaliser() -> Normaliser:
    """Build the normaliser of the engine's own language, once."""
    return Normaliser(build_language())


def _english_words() -> Set[Text]:
    """Return the words of the dictionary that the lemmas come with."""
    index = load_lookups("en", ["lemma_index"]).get_table("lemma_index")
    return {word for words in index.values() for word in words if len(word) >= _SHORTEST_TO_CORRECT}


def load_words(name: Text) -> Any:
    """Read one of the tables in ``words/``."""
    return yaml.safe_load((WORDS_FOLDER / f"{name}.yml").read_text("utf-8"))
