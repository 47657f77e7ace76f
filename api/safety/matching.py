"""Finds the rules' patterns in plain words: spaCy's phrase matcher, then the words beside.

A pattern is a row of pieces. A piece is a slot (``{WANT}``, ``{WANT}?`` when it may be missing) or
literal words; ``~3`` between two pieces lets up to three words stand between them, and pieces
without it touch. A gap never steps over "not" or "never", which would turn the meaning round, nor
over the end of a sentence, unless ``~~3`` says that both may happen. ``^`` before the first piece
and ``$`` after the last ask for a break there: a comma, a full stop, the edge.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from api.safety.normalise import Break, PlainText
from api.safety.phrases import FaultyPhrase, chunks, expand

NEGATIONS = frozenset({"not", "never"})
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
MERGED_PHRASES = 40

_TOKEN = re.compile(r"(?P<gap>~~?\d+)|(?P<slot>\{[A-Z0-9_]+\}\??)|(?P<words>[^~{}]+)")

type Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One place of a pattern: the phrases that may stand there and how far from the last."""

    phrases: frozenset[Phrase]
    lengths: tuple[int, ...]
    gap: int = 0
    optional: bool = False
    over_sentences: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of pieces that belongs to an owner (a rule, an exemption, an audience).

    ``anchor`` is the place of the rarest piece: only where it is found are the others looked for.
    """

    owner: int
    row: "Row"
    anchor: int


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of a pattern in order, and whether it stands at the edges of a clause."""

    pieces: tuple[Piece, ...]
    at_start: bool = False
    at_end: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern of an owner was found: words ``start`` up to, not including, ``end``."""

    owner: int
    start: int
    end: int


class PatternReader:
    """Reads the patterns of the rule files into rows of pieces."""

    def __init__(self, slots: Mapping[str, Iterable[str]], plain: Callable[[str], Phrase]) -> None:
        # The same words stand in many patterns.
        self._plain = cache(plain)
        self._slots = {
            name: self._phrases(text for expression in expressions for text in expand(expression))
            for name, expressions in slots.items()
        }

    def read(self, text: str) -> Row:
        """Read one pattern with its edges.

        Raises ``FaultyPhrase`` as ``pieces`` does.
        """
        bare = text.strip()
        inner = bare.removeprefix("^").removesuffix("$")
        return Row(self.pieces(inner), bare.startswith("^"), bare.endswith("$"))

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Read the pieces of one pattern.

        Raises ``FaultyPhrase`` when something in it has no meaning, a slot is not known, or
        nothing is left of a piece.
        """
        pieces: list[Piece] = []
        gap, over, at = 0, False, 0
        for found in _TOKEN.finditer(text):
            if found.start() != at:
                break
            at = found.end()
            if found["gap"]:
                gap, over = int(found["gap"].strip("~")), found["gap"].startswith("~~")
                continue
            for choice in self._places(found):
                pieces.append(_piece(choice, gap, over=over))
                if not choice.optional:
                    gap, over = 0, False
        if at != len(text) or all(piece.optional for piece in pieces):
            raise FaultyPhrase(f"The pattern {text!r} cannot be read to its end.")
        return tuple(pieces)

    def _places(self, found: re.Match[str]) -> Iterable["Choice"]:
        if not found["slot"]:
            return _merged(self._choices(found["words"]))
        name = found["slot"].strip("{}?")
        if name not in self._slots:
            raise FaultyPhrase(f"There is no slot named {name!r}.")
        return [Choice(self._slots[name], found["slot"].endswith("?"))]

    def _choices(self, words: str) -> Iterator["Choice"]:
        """The chunks of literal words, without those that are only fillers."""
        for chunk in chunks(words.strip()):
            phrases = self._phrases(chunk.phrases)
            if phrases:
                yield Choice(phrases, chunk.optional)

    def _phrases(self, texts: Iterable[str]) -> frozenset[Phrase]:
        return frozenset(plain for text in texts if (plain := self._plain(text)))


@dataclass(frozen=True, slots=True)
class Choice:
    """The plain phrases that may stand at one place of a pattern."""

    phrases: frozenset[Phrase]
    optional: bool

    def joined(self, other: "Choice") -> "Choice | None":
        """Both in a row as one choice, or None when that would be too many phrases."""
        if self.optional or other.optional:
            return None
        if len(self.phrases) * len(other.phrases) > MERGED_PHRASES:
            return None
        return Choice(frozenset(a + b for a in self.phrases for b in other.phrases), False)


def _piece(choice: Choice, gap: int, *, over: bool) -> Piece:
    lengths = tuple(sorted({len(phrase) for phrase in choice.phrases}))
    return Piece(choice.phrases, lengths, gap, choice.optional, over)


def _merged(row: Iterable[Choice]) -> Iterator[Choice]:
    """Join neighbouring choices while that stays small: a longer phrase is a rarer anchor."""
    waiting: Choice | None = None
    for choice in row:
        joined = waiting and waiting.joined(choice)
        if waiting is not None and joined is None:
            yield waiting
        waiting = joined or choice
    if waiting is not None:
        yield waiting


class SequenceMatcher:
    """Finds every pattern of every owner in a text, in time that follows what the text holds."""

    def __init__(
        self,
        slots: Mapping[str, Iterable[str]],
        patterns: Iterable[tuple[int, str]],
        plain: Callable[[str], Phrase],
    ) -> None:
        reader = PatternReader(slots, plain)
        rows = [(owner, reader.read(text)) for owner, text in patterns]
        uses = Counter(word for _, row in rows for word in _words(row.pieces))
        self.words = frozenset(uses)
        self._rows = rows
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        self._anchored: dict[int, list[Pattern]] = {}
        self._add(Pattern(owner, row, _rarest(row.pieces, uses)) for owner, row in rows)

    def words_of(self, owners: Container[int]) -> frozenset[str]:
        """Every word in the patterns of some owners."""
        return frozenset(
            word for owner, row in self._rows if owner in owners for word in _words(row.pieces)
        )

    def find(self, text: PlainText) -> list[Match]:
        """List every match in a text."""
        if not text.words:
            return []
        words = [word if word in self.words else UNKNOWN for word in text.words]
        found: dict[Match, None] = {}
        for key, start, end in self._matcher(Doc(self._vocab, words=words)):
            if Break.HARD in text.breaks[start + 1 : end]:
                continue
            for pattern in self._anchored[key]:
                found.update(dict.fromkeys(_around(pattern, start, end, words, text.breaks)))
        return list(found)

    def _add(self, patterns: Iterable[Pattern]) -> None:
        """Give every anchor's phrases to spaCy once, with the patterns that wait for them."""
        waiting: defaultdict[frozenset[Phrase], list[Pattern]] = defaultdict(list)
        for pattern in patterns:
            waiting[pattern.row.pieces[pattern.anchor].phrases].append(pattern)
        for number, (phrases, anchored) in enumerate(waiting.items()):
            name = f"anchor {number}"
            self._matcher.add(
                name, [Doc(self._vocab, words=list(phrase)) for phrase in sorted(phrases)]
            )
            self._anchored[self._vocab.strings[name]] = anchored


def _words(row: Iterable[Piece]) -> set[str]:
    return {word for piece in row for phrase in piece.phrases for word in phrase}


def _rarest(row: Sequence[Piece], uses: Mapping[str, int]) -> int:
    """The place of the piece whose commonest phrase has the rarest word, as the rules use them."""

    def commonness(at: int) -> int:
        return max(min(uses[word] for word in phrase) for phrase in row[at].phrases)

    return min((at for at, piece in enumerate(row) if not piece.optional), key=commonness)


def _around(
    pattern: Pattern, start: int, end: int, words: list[str], breaks: list[Break]
) -> Iterator[Match]:
    """Every way to lay the other pieces of a pattern beside its anchor."""
    pieces = pattern.row.pieces
    ends = {end}
    for piece in pieces[pattern.anchor + 1 :]:
        reached = {new for old in ends for new in _forward(piece, old, words, breaks)}
        ends = reached | ends if piece.optional else reached
    if pattern.row.at_end:
        ends = {last for last in ends if last == len(words) or breaks[last]}
    if not ends:
        return
    starts = {start}
    for at in range(pattern.anchor, 0, -1):
        piece, before = pieces[at], pieces[at - 1]
        reached = {new for old in starts for new in _backward(before, piece, old, words, breaks)}
        starts = reached | starts if before.optional else reached
    if pattern.row.at_start:
        starts = {first for first in starts if breaks[first]}
    yield from (Match(pattern.owner, first, last) for first in starts for last in ends)


def _forward(piece: Piece, last: int, words: list[str], breaks: list[Break]) -> Iterator[int]:
    """Where the piece may end when the words before it end at ``last``."""
    for start in range(last, min(last + piece.gap, len(words) - 1) + 1):
        if not piece.over_sentences and _parted(start, last, words, breaks):
            return
        for length in piece.lengths:
            end = start + length
            if end > len(words) or Break.HARD in breaks[start + 1 : end]:
                continue
            if tuple(words[start:end]) in piece.phrases:
                yield end


def _parted(start: int, last: int, words: list[str], breaks: list[Break]) -> bool:
    """Whether the end of a sentence or a negation stands between two pieces."""
    over_negation = start > last and words[start - 1] in NEGATIONS
    return over_negation or (breaks[start] is Break.HARD and start > 0)


def _backward(
    before: Piece, piece: Piece, first: int, words: list[str], breaks: list[Break]
) -> Iterator[int]:
    """Where the piece before may start when ``piece`` starts at ``first``."""
    for end in range(first, max(first - piece.gap, 1) - 1, -1):
        if not piece.over_sentences:
            if end < len(words) and breaks[end] is Break.HARD:
                return
            if end < first and words[end] in NEGATIONS:
                return
        for length in before.lengths:
            start = end - length
            if start < 0 or Break.HARD in breaks[start + 1 : end]:
                continue
            if tuple(words[start:end]) in before.phrases:
                yield start
