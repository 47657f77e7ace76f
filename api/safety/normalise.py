"""Written text to the plain words that the rules are made of.

Nothing here decides about danger. It undoes how people write: capitals, apostrophes, short forms,
misspellings of key words, letters with spaces between, digits for letters, emoji, look-alike
letters, dragged-out letters, and words that only add force.
"""

import gzip
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from api.safety.rulefiles import Words
from api.safety.sounds import SoundIndex

NUMBER = "#"
YEAR = "#year"
LONGEST_WORD = 40
ARABIC_AND = ("\u0648", "\u0641")  # "and", "so": written as one word with what follows

_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"  # Latin and Arabic
    "\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u09d7"  # Devanagari and Bengali
)
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
_PIECE = re.compile(
    rf"(?P<word>{_LETTER}+(?:['*@$!|€£+_]+{_LETTER}+)*(?:[*@$]+)?)|(?P<mark>[^\w\s]+|\n)"
)
_SPACED = re.compile(r"(?<![\w'])(?:[^\W\d_](?:[ .*_-]{1,3})){2,}[^\W\d_](?![\w'])")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011/](?=\w)")
_ASTERISKS = re.compile(r"[^\W\d_]\*+[^\W\d_]|[^\W\d_]+\*+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
_REPEATS = re.compile(r"(.)\1{2,}")
_HARD = re.compile(r"[!?;\n]|(?<!\.)\.(?!\.)")
_LETTER_IN_LATIN = re.compile(r"[a-z]")
_CODE = re.compile(r"[npie]\d[a-z]?|\d+(?:st|nd|rd|th|mg|am|pm|s|yr|yrs|x|k|y|m|h)?")
_DOT = re.compile(r"(?<=[^\W\d_])[._](?=[^\W\d_])")


_TURNS = frozenset({"but", "because", "now", "though", "although", "then", "yet", "however"})
_SMALL = frozenset(
    {"a", "and", "at", "be", "for", "i", "in", "is", "it", "me", "of", "on", "out", "so"}
    | {"that", "the", "there", "they", "this", "to", "when", "with", "was"}
)
_SUBJECTS = frozenset(
    {"he", "her", "his", "i", "it", "my", "now", "she", "the", "then", "there", "they", "this"}
    | {"today", "we", "someone", "mum", "dad"}
)


class Break(IntEnum):
    """What stands before a word: nothing, a comma or dash, or the end of a sentence."""

    NONE = 0
    SOFT = 1
    HARD = 2


@dataclass(frozen=True, slots=True)
class PlainText:
    """The words of a text and the break before each of them."""

    words: list[str]
    breaks: list[Break]

    def clauses(self) -> list[int]:
        """The number of the clause in which each word stands.

        A clause begins after a comma or the end of a sentence, at a word such as "but", and at an
        "and" that a new subject follows.
        """
        numbers: list[int] = []
        now = 0
        for at, word in enumerate(self.words):
            after = self.words[at + 1] if at + 1 < len(self.words) else ""
            joins = word in _TURNS or (word == "and" and after in _SUBJECTS)
            now += bool(numbers) and (bool(self.breaks[at]) or joins)
            numbers.append(now)
        return numbers


@cache
def read_lemmas() -> dict[str, str]:
    """Read spaCy's lookup table of English word forms and their base forms."""
    packed = files("spacy_lookups_data").joinpath("data/en_lemma_lookup.json.gz").read_bytes()
    lemmas: dict[str, str] = json.loads(gzip.decompress(packed))
    return lemmas


def read_known_words() -> frozenset[str]:
    """List the English word forms of the lookup table: these are never "put right"."""
    lemmas = read_lemmas()
    return frozenset(lemmas) | frozenset(lemmas.values())


class Normaliser:
    """Turns written text into plain words, by the tables of ``words.yml``.

    ``known`` are words that must stay as they are; ``learn`` adds the words that the rules use.
    """

    def __init__(self, words: Words, known: Iterable[str] = ()) -> None:
        self._forms = {**words.short_forms, **words.misspellings}
        self._fillers = frozenset(words.fillers.split())
        self._emoji = {mark: f" {text} " for mark, text in words.emoji.items()}
        self._look_alikes = str.maketrans(words.look_alikes)
        self._leet = str.maketrans(words.leet)
        self._same = str.maketrans(words.same_letters)
        self._key_words = sorted(words.key_words.split())
        self._masked = [*self._key_words, *sorted(self._fillers)]
        self._known = frozenset(known) | frozenset(self._key_words)
        self._rule_words: frozenset[str] = frozenset(self._key_words)
        self._parts = self._rule_words
        self._sounds = SoundIndex(self._key_words)

    def learn(self, rule_words: Iterable[str], kept: Iterable[str] = ()) -> None:
        """Add the words of the rules: they are kept, and run-together words split into them.

        ``kept`` are words that stay as they are too, but nothing is put right to one of them.
        """
        self._rule_words |= frozenset(rule_words)
        self._known |= self._rule_words | frozenset(kept)
        written = (form for form in self._forms if len(form) > 2 and form.isalpha())  # noqa: PLR2004
        self._parts = self._rule_words.union(written)
        self._sounds = SoundIndex(self._rule_words)

    def read(self, text: str) -> PlainText:
        """Turn a text into plain words with the breaks between them."""
        words: list[str] = []
        breaks: list[Break] = []
        waiting = Break.HARD
        for written, is_word in self._pieces(self._clean(text)):
            if not is_word:
                waiting = max(waiting, Break.HARD if _HARD.search(written) else Break.SOFT)
                continue
            for word in self._plain(written):
                words.append(word)
                breaks.append(waiting)
                waiting = Break.NONE
        return PlainText(words, breaks)

    def phrase(self, text: str) -> tuple[str, ...]:
        """Turn a phrase of the rules into plain words by the same tables.

        A phrase that loses a filler and keeps only small words ("and still") says too little: it
        gives nothing.
        """
        spaced = (text if text.isascii() else self._clean(text)).split()
        words = tuple(
            word
            for piece in self._joined(spaced)
            for word in ([piece] if piece.startswith(NUMBER) else self._mapped(piece))
        )
        lost = not self._fillers.isdisjoint(spaced)
        return () if lost and _SMALL.issuperset(words) else words

    def _clean(self, text: str) -> str:
        text = unicodedata.normalize("NFKC", text)
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
        text = text.casefold().translate(_APOSTROPHES).translate(self._same)
        text = _without_latin_accents(text)
        for mark, words in self._emoji.items():
            if mark in text:
                text = text.replace(mark, words)
        text = _SPACED.sub(_close_up, text)
        return _HYPHEN.sub(" ", _DOT.sub(" ", text))

    def _pieces(self, text: str) -> Iterator[tuple[str, bool]]:
        """Cut a cleaned text into words (with two-word table entries joined) and marks."""
        row: list[str] = []
        for found in _PIECE.finditer(text):
            if found["word"]:
                row.append(found["word"])
                continue
            yield from ((piece, True) for piece in self._joined(row))
            row = []
            if found["mark"] not in ("'", '"'):
                yield found["mark"], False
        yield from ((piece, True) for piece in self._joined(row))

    def _joined(self, row: list[str]) -> Iterator[str]:
        """Join neighbours that the tables know as one entry."""
        at = 0
        while at < len(row):
            pair = " ".join(row[at : at + 2])
            step = 2 if len(row) - at > 1 and pair in self._forms else 1
            yield pair if step == 2 else row[at]  # noqa: PLR2004
            at += step

    def _mapped(self, word: str) -> list[str]:
        return [
            plain for plain in self._forms.get(word, word).split() if plain not in self._fillers
        ]

    def _plain(self, written: str) -> list[str]:
        """The plain words of one written word; none when it only adds force."""
        word = written.replace("_", "")
        if word in self._forms or word in self._fillers:
            return self._mapped(word)
        if word.isdecimal():
            return [YEAR if _YEAR.fullmatch(word) else NUMBER]
        word = self._without_possessive(word)
        if word in self._known:
            return self._mapped(word)
        return [plain for part in self._put_right(word[:LONGEST_WORD]) for plain in part]

    def _without_possessive(self, word: str) -> str:
        stem, mark, tail = word.rpartition("'")
        if mark and tail in ("s", ""):
            return stem
        return word.replace("'", "")

    def _put_right(self, word: str) -> Iterator[list[str]]:
        """Undo disguises and misspellings of a word that is not a known one."""
        letters = self._letters(word)
        for guess in (word, letters, *_respelt(letters)):
            if guess in self._forms or guess in self._known or guess in self._fillers:
                yield self._mapped(guess)
                return
        nearest = self._nearest_key_word(letters)
        heard = self._sounds.find(letters) if nearest == letters else nearest
        if heard is None and (parts := split_words(letters, self._parts)):
            yield from (self._mapped(part) for part in parts)
            return
        yield self._mapped(heard or letters)

    def _letters(self, word: str) -> str:
        """The letters that were meant where signs, digits or other alphabets stand for them."""
        if _ASTERISKS.search(word):
            word = self._unmasked(word)
        if not word.isalpha() and not _CODE.fullmatch(word):
            word = word.translate(self._leet)
        if any("a" <= char <= "z" for char in word):
            word = word.translate(self._look_alikes)
        return "".join(char for char in word if char.isalnum())

    def _unmasked(self, word: str) -> str:
        """The key word whose letters fit around asterisks (``s**cide``), or the word as it is."""
        shape = re.compile(re.escape(word).replace(r"\*", "[a-z]"))
        return next((key for key in self._masked if shape.fullmatch(key)), word)

    def _nearest_key_word(self, word: str) -> str:
        """The key word within one slip (two in long words) that begins alike, or the word."""
        if len(word) < 5 or not word.isalpha():  # noqa: PLR2004
            return word
        allowed = 1 if len(word) < 8 else 2  # noqa: PLR2004
        best = process.extractOne(
            word, self._key_words, scorer=DamerauLevenshtein.distance, score_cutoff=allowed
        )
        if best is None or best[0][0] != word[0]:
            return word
        return str(best[0])


def _respelt(word: str) -> Iterator[str]:
    """Shorten dragged-out letters, restore a dropped g (``endin``), drop an Arabic "and"."""
    if _REPEATS.search(word):
        yield _REPEATS.sub(r"\1\1", word)
        yield _REPEATS.sub(r"\1", word)
    if word[-1:] == word[-2:-1]:
        yield word[:-1]
    if word.endswith("in"):
        yield f"{word}g"
    if word[:1] in ARABIC_AND and len(word) > 3:  # noqa: PLR2004
        yield word[1:]
    if word.endswith("z"):
        yield f"{word[:-1]}s"


def split_words(text: str, vocabulary: frozenset[str]) -> list[str]:
    """Split run-together words (``killmyself``) into words of the vocabulary, or give none.

    A single letter counts as a word only when it is "i" or "a".
    """
    if not 6 <= len(text) <= LONGEST_WORD or not text.isalpha():  # noqa: PLR2004
        return []
    ways: list[list[str] | None] = [[], *[None] * len(text)]
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 12), end):
            before, part = ways[start], text[start:end]
            if before is None or part not in vocabulary or (end - start == 1 and part not in "ia"):
                continue
            best = ways[end]
            if best is None or len(before) + 1 < len(best):
                ways[end] = [*before, part]
    return ways[-1] or []


def _close_up(spaced: re.Match[str]) -> str:
    """Close up "k i l l"; a gap of two or more spaces stays a gap between words."""
    words = re.split(r" {2,}", spaced.group())
    return " ".join(re.sub(r"[ .*_-]+", "", word) for word in words)


def _without_latin_accents(text: str) -> str:
    """Take accents off Latin letters only: other scripts need their marks."""
    if text.isascii():
        return text
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.category(char) == "Mn" and kept and _LETTER_IN_LATIN.match(kept[-1]):
            continue
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))
