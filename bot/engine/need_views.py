"""Look at a message in the ways that tell a need, each a string of features for the model.

The table is ``words/need_words.yml``.
"""

from itertools import combinations
from typing import Dict, Iterator, List, Sequence, Text

from spacy.tokens import Doc

from bot.engine.language import build_language
from bot.engine.need_phrases import Found, build_matcher, lemmas_of
from bot.engine.ngrams import Views
from bot.engine.normalise import Word, load_words

_DENIED = "not-"


class NeedViewMaker:
    """Makes the views of a message from its words and the phrases found in it.

    ``words`` in their shared form; ``kinds``, where a word of a kind is only that; ``set`` of the
    kinds that occur; ``pairs`` of them; ``denials``, the kinds with those that are denied marked;
    ``phrases`` that denote a need, likewise.
    """

    def __init__(self) -> None:
        table = load_words("need_words")
        self._matcher = build_matcher(
            {
                kind.upper(): [lemmas_of(way) for way in ways]
                for kind, ways in table["kinds"].items()
            }
        )
        self._denials = set(table["denials"])
        self._ends = set(table["ends"])
        self._reach: int = table["reach"]

    def views(self, words: Sequence[Word], found: Sequence[Found] = ()) -> Views:
        """Return each view as features with spaces between them."""
        at = self._kinds(words)
        denied = list(self._denied(words))
        kinds = sorted({kind for here in at.values() for kind in here})
        return {
            "words": " ".join(word.text for word in words),
            "kinds": " ".join(_of_kinds(words, at)),
            "set": " ".join(kinds),
            "pairs": " ".join("+".join(pair) for pair in combinations(kinds, 2)),
            "denials": " ".join(
                _marked(kind, denied[place]) for place, here in at.items() for kind in here
            ),
            "phrases": " ".join(sorted({_marked(one.need, denied[one.start]) for one in found})),
        }

    def _kinds(self, words: Sequence[Word]) -> Dict[int, List[Text]]:
        doc = Doc(build_language().vocab, words=[word.lemma for word in words])
        at: Dict[int, List[Text]] = {}
        for key, start, end in self._matcher(doc):
            for place in range(start, end):
                at.setdefault(place, []).append(doc.vocab.strings[key])
        return at

    def _denied(self, words: Sequence[Word]) -> Iterator[bool]:
        left = 0
        for word in words:
            if word.text in self._ends:
                left = 0
            yield left > 0
            denies = word.text in self._denials or word.text.endswith("n't")
            left = self._reach if denies else max(left - 1, 0)


def _of_kinds(words: Sequence[Word], at: Dict[int, List[Text]]) -> Iterator[Text]:
    last = None
    for place, word in enumerate(words):
        name = min(at[place]) if place in at else word.lemma
        if name != last:
            yield name
        last = name


def _marked(name: Text, denied: bool) -> Text:
    return f"{_DENIED}{name}" if denied else name
