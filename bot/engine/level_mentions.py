"""Find the levels that a message mentions, and say of each whether it holds for today.

A mention is a number, an ordinal or a level's name where it stands for a level: "call it a two",
"the third option", "no longer developing, it's maturing". "Two practices" and "N1c" are none.
The words of the rules are in ``words/level_words.yml``.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Dict, FrozenSet, Iterator, List, Optional, Sequence, Text

from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.engine.level_phrases import PHRASES, Phrases, Stretch
from bot.engine.normalise import Word, load_words

_PUNCTUATION = frozenset({",", ".", ";", ":", "!", "?", "–", "—", "-", "...", "…", "(", ")"})
_OPENERS = frozenset(
    [
        "so",
        "because",
        "since",
        "but",
        "though",
        "although",
        "however",
        "whereas",
        "while",
        "except",
        "if",
        "when",
        "given",
    ]
)
_JOINS = ["or", "to", "-", "–", "/", "and"]
_GOING_ON = frozenset({"or", "and", "for", "in"})
_BAR = frozenset({"but", "except"})
_SAYING = frozenset({"said", "says", "thinks", "meant", "and", "or"})
_BEING = frozenset({"is", "are", "am", "be", "been", "being", "becoming", "keep"})
_NAMING = frozenset({"at", "a", "as", "level", "-", "option", "say", "stage", "called"})
_HYPHENS = frozenset({"-", "–"})
_HIGHEST = 5


class Holds(Enum):
    """Whether a mentioned level is said to be the case."""

    NOW = "now"
    DENIED = "denied"
    PAST = "past"
    FUTURE = "future"
    ASKED = "asked"


@dataclass(frozen=True)
class Mention:
    """A level that is mentioned, and where.

    ``marked`` says that its own words make it a level ("level 3", "a two", a name); ``framed`` that
    its clause says nothing else ("I'd call it two"). ``end`` is where the framed clause ends.
    ``rules_out`` holds the levels that a denial leaves impossible: "less than a 3" all from 3 up.
    """

    level: int
    place: Stretch
    clause: Stretch
    by_name: bool
    marked: bool
    holds: Holds = Holds.NOW
    framed: bool = False
    end: int = 0
    rules_out: FrozenSet[int] = frozenset()


@dataclass
class LevelsMentioned:
    """The mentions of a message, its clauses, and whether it names a range ("2 or 3")."""

    texts: List[Text]
    clauses: List[Stretch]
    phrases: Phrases
    mentions: List[Mention]
    has_range: bool


class MentionFinder:
    """Finds mentions of levels with spaCy's matchers."""

    def __init__(self, vocab: Vocab) -> None:
        table = load_words("level_words")
        names = table["names"]
        self._vocab = vocab
        self._values: Dict[Text, int] = {
            **table["numbers"],
            **table["ordinals"],
            **table["short_levels"],
            **names,
            **{wrong: names[right] for wrong, right in table["misspelt"].items()},
        }
        self._names = {*names, *table["misspelt"]}
        self._levels = {*table["numbers"], *table["short_levels"], *names, *table["misspelt"]}
        loose = set(table["loose_names"])
        loose.update(wrong for wrong, right in table["misspelt"].items() if right in loose)
        self._loose = loose
        self._before_one = set(table["before_one"])
        self._after_one = set(table["after_one"])
        self._reasons = set(table["reasons"])
        self._tens = set(table["tens"])
        self._prefixes = frozenset(table["denying_prefixes"])
        self._lower = frozenset(table["one_lower"])
        self._matcher = _mention_matcher(vocab, table)
        self._phrases = PhraseMatcher(vocab)
        for label in PHRASES:
            self._phrases.add(label, [Doc(vocab, words=str(way).split()) for way in table[label]])

    def is_level(self, text: Text) -> bool:
        """Whether the word is the number or the name of a level."""
        return text in self._levels

    def is_name(self, text: Text) -> bool:
        """Whether the word is the name of a level."""
        return text in self._names

    def value(self, text: Text) -> int:
        """Return the level that the word stands for."""
        return self._values[text]

    def find(self, words: Sequence[Word]) -> LevelsMentioned:
        """Find the mentions in the words of a message."""
        texts = [word.text for word in words]
        doc = Doc(self._vocab, words=texts)
        phrases = Phrases(doc, self._phrases)
        clauses = list(_clauses(texts, phrases, self._prefixes))
        found = LevelsMentioned(texts, clauses, phrases, [], has_range=False)
        for span in filter_spans(self._matcher(doc, as_spans=True)):
            if found.phrases.is_part_of_filler(Stretch(span.start, span.end)):
                continue
            self._add(found, span.label_, Stretch(span.start, span.end))
        found.mentions = [self._with_status(found, place) for place in range(len(found.mentions))]
        return found

    def _add(self, found: LevelsMentioned, kind: Text, place: Stretch) -> None:
        ends_well = self._ends_well(found, place)
        if kind == "RANGE":
            found.has_range |= ends_well and self._is_range(found.texts, place)
        elif kind == "LONE" and not self._is_alone(found, place):
            return
        elif kind == "NAME" or (ends_well and (kind != "PLAIN" or self._begins_well(found, place))):
            clause = next(clause for clause in found.clauses if clause.holds(place))
            level = next(
                self._values[text]
                for text in reversed(found.texts[slice(*place)])
                if text in self._values and not (kind == "ORDINAL" and text == "one")
            )
            if kind == "RELATIVE":
                is_lower = self._lower.intersection(found.texts[slice(*place)])
                level = max(1, level - 1) if is_lower else min(_HIGHEST, level + 1)
            found.mentions.append(
                Mention(
                    level,
                    place,
                    clause,
                    by_name=kind == "NAME",
                    marked=ends_well and kind != "PLAIN",
                )
            )

    def _is_alone(self, found: LevelsMentioned, place: Stretch) -> bool:
        """Whether the message says nothing but an ordinal ("the third, please")."""
        others = set(range(len(found.texts))) - set(range(*place)) - found.phrases.filled
        return all(found.texts[other] in _PUNCTUATION for other in others)

    def _is_range(self, texts: Sequence[Text], place: Stretch) -> bool:
        """Whether two levels stand side by side, and not one after the other ("from 2 to 3")."""
        values = [self._values[text] for text in texts[slice(*place)] if text in self._values]
        moved = "from" in texts[max(0, place.start - 2) : place.start]
        return not moved and len(set(values)) == len(values)

    def _ends_well(self, found: LevelsMentioned, place: Stretch) -> bool:
        """Whether what follows is not the thing that the number counts."""
        if place.end == len(found.texts):
            return True
        after = found.texts[place.end]
        allowed = found.phrases.filled | found.phrases.qualifying
        return (
            place.end in allowed
            or after in _PUNCTUATION
            or after in _OPENERS
            or after in self._reasons
            or after in _GOING_ON
        )

    def _begins_well(self, found: LevelsMentioned, place: Stretch) -> bool:
        """Whether a bare number stands where a level would."""
        if found.texts[place.start] == "one" and not self._is_number(found.texts, place):
            return False
        if place.start == 0:
            return True
        if self._is_part_of_a_number(found.texts, place.start):
            return False
        before = found.texts[place.start - 1]
        allowed = found.phrases.filled | found.phrases.qualifying
        return (
            place.start - 1 in allowed
            or before in _PUNCTUATION
            or (before in _OPENERS and (before not in _BAR or bool(found.mentions)))
            or before in _SAYING
        )

    def _is_part_of_a_number(self, texts: Sequence[Text], start: int) -> bool:
        """Whether the number is the second half of a longer one ("seventy-two")."""
        before = texts[max(0, start - 2) : start]
        return bool(before) and before[-1] in _HYPHENS and before[0] in self._tens

    def _is_number(self, texts: Sequence[Text], place: Stretch) -> bool:
        """Whether "one" is a number here, and not a word for some thing."""
        before = texts[place.start - 1] if place.start else ""
        after = texts[place.end] if place.end < len(texts) else "."
        ends = after in _PUNCTUATION or after in self._after_one
        return ends and before not in self._before_one

    def _with_status(self, found: LevelsMentioned, number: int) -> Mention:
        mention = found.mentions[number]
        before = (number - 1 >= 0 and found.mentions[number - 1].place.end) or 0
        after = (
            found.mentions[number + 1].place.start
            if number + 1 < len(found.mentions)
            else len(found.texts)
        )
        ahead = Stretch(max(before, mention.clause.start), mention.place.start)
        behind = Stretch(mention.place.end, min(after, mention.clause.end))
        holds = self._status(found, mention, ahead, behind)
        end = self._framed_end(found, mention)
        return replace(
            mention,
            holds=holds,
            framed=end is not None,
            end=end or mention.clause.end,
            rules_out=_ruled_out(found.phrases, mention.level, ahead, behind)
            if holds is Holds.DENIED
            else frozenset(),
        )

    def _status(
        self, found: LevelsMentioned, mention: Mention, ahead: Stretch, behind: Stretch
    ) -> Holds:
        phrases, clause = found.phrases, mention.clause
        asked = clause.end < len(found.texts) and found.texts[clause.end] == "?"
        compared = "than" in found.texts[mention.place.end : clause.end]
        if asked or phrases.within("questions", clause):
            return Holds.ASKED
        is_denied = phrases.within("denied", ahead) or phrases.within("denied_after", behind)
        if is_denied or (phrases.within("nearness", ahead) and not compared):
            return Holds.DENIED
        next_clause = self._qualifying_clause(found, clause)
        if phrases.within("was", ahead) or phrases.within("was_after", behind):
            return Holds.PAST
        if (
            phrases.within("will_be", ahead)
            or phrases.within("will_be_after", behind)
            or next_clause
        ):
            return Holds.FUTURE
        if self._is_loose_talk(found, mention):
            return Holds.FUTURE
        return Holds.NOW

    def _qualifying_clause(self, found: LevelsMentioned, clause: Stretch) -> bool:
        """Whether the next clause does nothing but qualify this one ("a 4, hopefully")."""
        following = next((other for other in found.clauses if other.start >= clause.end), None)
        if following is None or any(following.holds(m.place) for m in found.mentions):
            return False
        places = set(range(*following))
        return places <= (found.phrases.filled | found.phrases.qualifying) and bool(
            places & found.phrases.qualifying
        )

    def _is_loose_talk(self, found: LevelsMentioned, mention: Mention) -> bool:
        """Whether "it's developing" is plain English rather than the name of a level."""
        words = found.texts[mention.clause.start : mention.place.start]
        if not mention.by_name or found.texts[mention.place.start] not in self._loose:
            return False
        if len(found.mentions) > 1 or not _BEING.intersection(words):
            return False
        return words[-1] not in _NAMING

    def _framed_end(self, found: LevelsMentioned, mention: Mention) -> Optional[int]:
        """Where the clause ends if it says nothing but the level, else None."""
        said = set(found.phrases.filled)
        others = [other for other in found.mentions if other.place != mention.place]
        said.update(place for one in found.mentions for place in range(*one.place))
        ahead = range(mention.clause.start, mention.place.start)
        if any(place not in said | found.phrases.qualifying for place in ahead):
            return None
        if any(mention.clause.holds(other.place) for other in others):
            said |= found.phrases.qualifying
        behind = range(mention.place.end, mention.clause.end)
        unsaid = next((place for place in behind if place not in said), None)
        if unsaid is None:
            return mention.clause.end
        till = behind[: unsaid - behind.start + 1]
        reason = next((place for place in till if found.texts[place] in self._reasons), None)
        return None if mention.by_name else reason


def _ruled_out(phrases: Phrases, level: int, ahead: Stretch, behind: Stretch) -> FrozenSet[int]:
    """Return the levels that a denied one leaves impossible."""
    if phrases.within("under", ahead) or phrases.within("denied_after", behind):
        return frozenset(range(level, _HIGHEST + 1))
    if phrases.within("over", ahead):
        return frozenset(range(1, level + 1))
    return frozenset([level]) if phrases.within("denied", ahead) else frozenset()


def _clauses(
    texts: Sequence[Text], phrases: Phrases, prefixes: FrozenSet[Text]
) -> Iterator[Stretch]:
    start = 0
    for place, text in enumerate(texts):
        opens = text in _OPENERS and not phrases.is_part_of_filler(Stretch(place, place + 1))
        if text in _HYPHENS and place and texts[place - 1] in prefixes:
            continue
        if text in _PUNCTUATION or (opens and not phrases.is_part_of_denial(place)):
            if place > start:
                yield Stretch(start, place)
            start = place + 1
    if start < len(texts):
        yield Stretch(start, len(texts))


def _mention_matcher(vocab: Vocab, table: Dict[Text, Any]) -> Matcher:
    number = {"ORTH": {"IN": list(table["numbers"])}}
    ordinal = {"ORTH": {"IN": list(table["ordinals"])}}
    article = {"ORTH": {"IN": ["a", "an"]}}
    nouns = {"ORTH": {"IN": table["ordinal_nouns"]}}
    names = {"ORTH": {"IN": [*table["names"], *table["misspelt"]]}}
    matcher = Matcher(vocab)
    matcher.add("PLAIN", [[number]])
    short = {"ORTH": {"IN": list(table["short_levels"])}}
    matcher.add(
        "MARKED", [[{"ORTH": {"IN": table["level_nouns"]}}, number], [article, number], [short]]
    )
    the = {"ORTH": "the"}
    away = {"ORTH": {"IN": [*table["one_lower"], *table["one_higher"]]}}
    level = {"ORTH": "level", "OP": "?"}
    from_ = {"ORTH": {"IN": ["from", "on"]}, "OP": "?"}
    named = {"ORTH": {"IN": [*table["numbers"], *table["names"], *table["misspelt"]]}}
    stop = {"ORTH": {"IN": ["one", "level", "option", "rung", "step", "box"]}}
    matcher.add(
        "RELATIVE", [[{**the, "OP": "?"}, stop, away, from_, {**article, "OP": "?"}, level, named]]
    )
    matcher.add("LONE", [[{**the, "OP": "?"}, ordinal]])
    matcher.add("ORDINAL", [[{**the, "OP": "?"}, ordinal, nouns], [the, ordinal, {"ORTH": "one"}]])
    matcher.add("NAME", [[names]])
    matcher.add(
        "RANGE",
        [
            [number, {"ORTH": {"IN": _JOINS}}, {**article, "OP": "?"}, number],
            [number, {"ORTH": "and"}, {"ORTH": "a"}, {"ORTH": "half"}],
            [{"TEXT": {"REGEX": r"^[1-4]\.[1-9]$"}}],
            [{"TEXT": {"REGEX": r"^[1-5]/[1-5]$"}}],
        ],
    )
    return matcher
