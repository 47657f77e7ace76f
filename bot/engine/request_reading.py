"""Read what a person asks for around an answer: to go somewhere, to see something, to be done.

A request is a whole message. The table of ``words/requests.yml`` says how each may be put; a
message that says more is left to the classifier.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any, Dict, Iterator, List, Match, Optional, Pattern, Sequence, Set, Text, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.engine.normalise import Word, build_normaliser, load_words

CONFIDENCE = "confidence"
_SHORTEST_TO_CORRECT = 5
_TWO_MISTAKES_FROM = 8
_PARTS = re.compile(r'<\w+>|[()\[\]|]|"[^"]+"|[^\s()\[\]|"]+')
_ANY_WORD = r"[^ ]+ "
_CODE = r"[a-z]{1,2} ?\d+ ?(?:[a-z]{1,2})? "
_LONG_CODE = r"[a-z]{1,2} ?\d+ ?[a-z]{1,2} "
_ABOUT = "about"
_BREAKS = frozenset({",", ".", ";", ":", "-", "–"})
_BECAUSE = frozenset({"because", "cos", "cause", "coz", "since", "as"})
_HAND_OVER = "hand_over"
_NEGATIONS = frozenset({"n't", "not"})
# A request's name, how sure it says that somebody is, and how it may be put.
_Pattern = Tuple[Text, Optional[Text], Pattern[Text]]


@dataclass(frozen=True)
class Request:
    """What is asked for by ``name``; ``about`` and ``note`` stand as they were written."""

    name: Text
    about: Optional[Text] = None
    level: Optional[Text] = None
    note: Optional[Text] = None


class RequestReader:
    """Reads requests from the words of a message."""

    def __init__(self, table: Dict[Text, Any]) -> None:
        self._not_about = set(table["not_about"])
        self._of_confidence = set(table["confidence_words"])
        levels = load_words("level_words")
        named = [*levels["numbers"], *levels["names"], *levels["misspelt"]]
        role = f"(?:[^ ]*_)?(?:{_either(table['roles'])}) "
        alone = f"(?:{_either(table['roles_alone'])}) "
        nobody = _either([*table["not_names"], *table["roles"], *table["roles_alone"]])
        self._gaps = {
            "<about>": rf"(?P<about>(?:{_ANY_WORD}){{1,8}}?)",
            "<term>": rf"(?P<about>(?:{_ANY_WORD}){{1,4}}?)",
            "<word>": rf"(?P<about>{_ANY_WORD})",
            "<role>": rf"(?P<about>{alone}|(?:{_ANY_WORD}){{0,5}}?{role})",
            "<team>": rf"(?P<about>(?:{_ANY_WORD}){{1,3}})",
            "<name>": rf"(?:(?!(?:{nobody}) ){_ANY_WORD}){{1,2}}?",
            "<who>": rf"(?P<about>(?:(?!(?:{nobody}|of) ){_ANY_WORD}){{0,2}}{role})",
            "<words>": rf"(?:{_ANY_WORD}){{1,3}}",
            "<rest>": rf"(?P<about>(?:{_ANY_WORD}){{1,80}})",
            "<number>": r"(?P<about>\d+ )",
            "<count>": rf"(?P<about>(?:\d+|{_either(levels['numbers'])}) )",
            "<code>": f"(?P<about>{_CODE})",
            "<long_code>": f"(?P<about>{_LONG_CODE})",
            "<level>": f"(?P<level>(?:{_either(named)}) )",
        }
        self._vocabulary: Set[Text] = set()
        before, after = _either(table["before"]), _either(table["after"])
        self._around = (f"(?:(?:{before}) )*", f"(?:(?:{after}) )*")
        self._patterns = [
            (name, None, self._compile(template))
            for name, templates in table["requests"].items()
            for template in templates
        ]
        self._with_reasons = [one for one in self._patterns if one[0] in table["with_reasons"]]
        self._of_hand_over = [one for one in self._with_reasons if one[0].startswith(_HAND_OVER)]
        self._of_hand_over += [
            (_HAND_OVER, None, self._compile(template))
            for template in table["hand_over_after_dont_know"]
        ]
        dont_know = ("".join(self._translate(template)) for template in table["dont_know"])
        self._without_break = set(table["without_break"])
        begin, end = self._around
        self._dont_know = re.compile(f"{begin}(?:{'|'.join(dont_know)}){end}{begin}")
        self._asked = [("glossary", None, self._compile(template)) for template in table["asked"]]
        self._degrees = self._compile_degrees(table[CONFIDENCE])
        self._degrees_beside_level = self._compile_degrees(table["confidence_beside_level"])
        self._spelled = sorted(
            word for word in self._vocabulary if len(word) >= _SHORTEST_TO_CORRECT
        )

    def _compile_degrees(self, table: Dict[Text, List[Text]]) -> List[_Pattern]:
        return [
            (CONFIDENCE, degree, self._compile(template))
            for degree, templates in table.items()
            for template in templates
        ]

    def _compile(self, template: Text) -> Pattern[Text]:
        begin, end = self._around
        return re.compile(begin + "".join(self._translate(template)) + end)

    def _translate(self, template: Text) -> Iterator[Text]:
        for part in _PARTS.findall(template):
            if part in self._gaps:
                yield self._gaps[part]
            elif part in "([":
                yield "(?:"
            elif part in ")]":
                yield ")?" if part == "]" else ")"
            elif part == "|":
                yield "|"
            else:
                word = part.strip('"')
                self._vocabulary.add(word)
                yield re.escape(word) + " "

    def read(self, text: Text, words: Sequence[Word]) -> Optional[Request]:
        """Return the request that the whole message is, or None.

        Some may be followed by a reason ("ask the digital lead, she has the figures").
        """
        whole = self._read(text, words, [*self._degrees, *self._patterns])
        if whole is None and text.rstrip().endswith("?"):
            whole = self._read(text, words, self._asked)
        if whole:
            return whole
        reasoned = self._read_reasoned(text, words, self._with_reasons)
        return reasoned or self._read_after_dont_know(text, words)

    def _read_reasoned(
        self, text: Text, words: Sequence[Word], patterns: Sequence[_Pattern]
    ) -> Optional[Request]:
        """Return a request that is followed by a reason, which is its note."""
        for marks in (_BREAKS, _BECAUSE):
            place = next((n for n, word in enumerate(words) if word.text in marks), 0)
            if not place or place + 1 == len(words):
                continue
            head = self._read(text, words[:place], patterns)
            # "About the same as everyone else" gives no reason: only with whom to ask does "as".
            if head and (marks is _BREAKS or head.name.startswith(_HAND_OVER)):
                return replace(head, note=text[words[place + 1].start :].strip())
        return None

    def _read_after_dont_know(self, text: Text, words: Sequence[Word]) -> Optional[Request]:
        """Return the hand-over that follows a "don't know": it says more than that alone."""
        said = _said(words)
        found = self._dont_know.match("".join(f"{word.text} " for word in said))
        matched = found.end() if found else 0
        ends = accumulate(len(word.text) + 1 for word in said)
        count = sum(end <= matched for end in ends)
        if count in {0, len(said)}:
            return None
        between = [w for w in words if said[count - 1].start < w.start < said[count].start]
        if not between and said[count].text not in self._without_break:
            return None
        rest = [word for word in words if word.start >= said[count].start]
        whole = self._read(text, rest, self._of_hand_over)
        return whole or self._read_reasoned(text, rest, self._of_hand_over)

    def confidence(
        self, text: Text, words: Sequence[Word], *, beside_level: bool = False
    ) -> Optional[Text]:
        """Return how sure the words say a person is, if they say nothing else.

        ``beside_level`` takes also what without a level would be an answer: "not sure".
        """
        degrees = [*self._degrees, *self._degrees_beside_level] if beside_level else self._degrees
        found = self._read(text, words, degrees)
        return found.about if found else None

    def tells_confidence(self, words: Sequence[Word]) -> bool:
        """Return whether anything may be said of how sure somebody is, at a glance."""
        return any(word.text in self._of_confidence for word in words)

    def _read(
        self,
        text: Text,
        words: Sequence[Word],
        patterns: Sequence[_Pattern],
    ) -> Optional[Request]:
        said = _said(words)
        line = "".join(f"{self._spelled_right(word.text)} " for word in said)
        for name, degree, pattern in patterns:
            match = pattern.fullmatch(line)
            if match is None:
                continue
            about = degree or self._group(_ABOUT, match, text, said, line)
            if about is None and _ABOUT in pattern.groupindex:
                continue
            if name == _HAND_OVER and _runs_over_a_break(match, said, words, line):
                continue
            return Request(name, about, self._group("level", match, text, said, line))
        return None

    def _group(
        self, name: Text, match: Match[Text], text: Text, said: Sequence[Word], line: Text
    ) -> Optional[Text]:
        """Return what was written where the pattern leaves a gap, unless it names nothing."""
        if name not in match.re.groupindex or match.group(name) is None:
            return None
        first, last = _words_at(line, said, match.span(name))
        if name == _ABOUT and self._names_nothing(said[first : last + 1]):
            return None
        return text[said[first].start : said[last].end]

    def _names_nothing(self, words: Sequence[Word]) -> bool:
        return words[0].text in _NEGATIONS or all(w.text in self._not_about for w in words)

    def _spelled_right(self, word: Text) -> Text:
        """Return the word of the table that a misspelt one was meant to be."""
        if len(word) < _SHORTEST_TO_CORRECT or word in self._vocabulary or not word.isalpha():
            return word
        if build_normaliser().is_known(word):
            return word
        most = 2 if len(word) >= _TWO_MISTAKES_FROM else 1
        found = process.extractOne(word, self._spelled, scorer=OSA.distance, score_cutoff=most)
        return found[0] if found and found[0][0] == word[0] else word


@lru_cache(maxsize=1)
def build_request_reader() -> RequestReader:
    """Build the reader from its table, once."""
    return RequestReader(load_words("requests"))


def _either(words: Sequence[Any]) -> Text:
    return "|".join(
        re.escape(str(word)) for word in sorted(words, key=lambda word: -len(str(word)))
    )


def _said(words: Sequence[Word]) -> List[Word]:
    """Return the words without the marks between them."""
    return [word for word in words if any(map(str.isalnum, word.text))]


def _words_at(line: Text, said: Sequence[Word], span: Tuple[int, int]) -> Tuple[int, int]:
    """Return the numbers of the first and the last word in a stretch of the line."""
    return line.count(" ", 0, span[0]), line.count(" ", 0, span[1]) - 1


def _runs_over_a_break(
    match: Match[Text], said: Sequence[Word], words: Sequence[Word], line: Text
) -> bool:
    """Return whether a role would hold a reason too: "the council, they run it" is no role."""
    first, last = _words_at(line, said, match.span(_ABOUT))
    within = [w for w in words if said[first].start <= w.start < said[last].start]
    marks = (_BREAKS - {"-", "–"}) | _BECAUSE
    return any(word.text in marks for word in within)


def confident_part(reader: RequestReader, text: Text, words: List[Word]) -> Optional[Text]:
    """Return how sure a reason says that the person is, in one of its parts between commas."""
    part: List[Word] = []
    for word in [*words, Word(",", ",", len(text), len(text))]:
        if word.text not in {",", ".", ";", "-", "–", "!", "but"}:
            part.append(word)
            continue
        degree = reader.confidence(text, part) if part else None
        if degree:
            return degree
        part = []
    return None
