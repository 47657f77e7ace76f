"""The phrases around a level that say whether it holds: denials, bounds, what was or will be."""

from typing import Dict, List, NamedTuple, Set, Text

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

PHRASES = (
    "denied",
    "nearness",
    "was",
    "was_after",
    "will_be",
    "will_be_after",
    "questions",
    "not_answers",
    "unsure",
    "taken_back",
    "under",
    "over",
    "denied_after",
    "corrects",
    "let_go",
    "bounds",
    "fillers",
)


class Stretch(NamedTuple):
    """A run of words, from the first to the one after the last."""

    start: int
    end: int

    def holds(self, other: "Stretch") -> bool:
        """Whether the other run lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Phrases:
    """The phrases of the rules that occur in one message."""

    def __init__(self, doc: Doc, matcher: PhraseMatcher) -> None:
        self._found: Dict[Text, List[Stretch]] = {label: [] for label in PHRASES}
        for key, start, end in matcher(doc):
            self._found[doc.vocab.strings[key]].append(Stretch(start, end))
        fixed = [filler for filler in self._found["fillers"] if filler.end - filler.start > 1]
        for label in PHRASES:
            if label != "fillers":
                self._found[label] = [
                    phrase
                    for phrase in self._found[label]
                    if not any(filler.holds(phrase) and filler != phrase for filler in fixed)
                ]
        self.filled = self._words_of("fillers")
        self.qualifying = self._words_of(
            "denied",
            "nearness",
            "was",
            "was_after",
            "will_be",
            "will_be_after",
            "denied_after",
            "bounds",
        )

    def _words_of(self, *labels: Text) -> Set[int]:
        return {
            place
            for label in labels
            for phrase in self._found[label]
            for place in range(phrase.start, phrase.end)
        }

    def is_part_of_filler(self, stretch: Stretch) -> bool:
        """Whether the words are but a part of a longer phrase that says nothing ("out of 5")."""
        return any(filler.holds(stretch) and filler != stretch for filler in self._found["fillers"])

    def within(self, label: Text, stretch: Stretch) -> bool:
        """Whether one of the phrases lies inside the run of words."""
        return any(stretch.holds(phrase) for phrase in self._found[label])

    def of(self, label: Text) -> List[Stretch]:
        """Return where the phrases of one kind stand."""
        return self._found[label]

    def is_part_of_denial(self, place: int) -> bool:
        """Whether the word is but a part of a longer denial ("anything but")."""
        return any(denial.start < place < denial.end for denial in self._found["denied"])
