"""Read a text as tf-idf weighted n-grams, fast enough for every message.

scikit-learn learns the tables. Reading one message with them costs scikit-learn 2 ms a table, most
of it checks of its arguments, so that a message is read here: a tenth of the time.
"""

from collections import Counter
from typing import Any, Callable, Dict, List, Optional, Sequence, Text, Tuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

Views = Dict[Text, Text]


class NGrams:
    """The n-grams of one view of a message, which are worth ``weight`` beside the other views."""

    def __init__(self, view: Text, weight: float, vectorizer: TfidfVectorizer) -> None:
        self.view = view
        self._weight = weight
        self._vectorizer = vectorizer
        self._split: Optional[Callable[[Text], List[Text]]] = None
        self._rarity = np.zeros(0)

    def __len__(self) -> int:
        return len(self._vectorizer.vocabulary_)

    def __getstate__(self) -> Dict[Text, Any]:
        return {**self.__dict__, "_split": None}

    def learn(self, texts: Sequence[Text]) -> sparse.csr_matrix:
        """Learn the table of n-grams, and return the texts as rows of numbers."""
        rows = self._vectorizer.fit_transform(texts) * self._weight
        self._rarity = self._vectorizer.idf_
        return rows

    def read(self, text: Text) -> Tuple[List[int], np.ndarray]:
        """Return the columns of the n-grams of a text, and their values."""
        if self._split is None:
            self._split = self._vectorizer.build_analyzer()
        vocabulary = self._vectorizer.vocabulary_
        counts = Counter(vocabulary.get(gram, -1) for gram in self._split(text))
        counts.pop(-1, None)
        columns = list(counts)
        often = np.fromiter(counts.values(), dtype=np.float64, count=len(columns))
        values = (1 + np.log(often)) * self._rarity[columns]
        length = np.sqrt(values @ values)
        return columns, values * (self._weight / length) if columns else values


class LinearTable:
    """Several views with a weight for each n-gram and label: a trained linear classifier."""

    def __init__(self, parts: Sequence[NGrams]) -> None:
        self._parts = parts
        self._weights: List[np.ndarray] = []
        self._offsets = np.zeros(0)

    def learn(self, views: Sequence[Views]) -> sparse.csr_matrix:
        """Learn the n-grams of the messages, and return the messages as rows of numbers."""
        columns = [part.learn([view[part.view] for view in views]) for part in self._parts]
        return sparse.hstack(columns).tocsr()

    def keep(self, weights: np.ndarray, offsets: np.ndarray) -> None:
        """Keep what a classifier learnt: a row of weights and an offset for each label."""
        bounds = np.cumsum([len(part) for part in self._parts])[:-1]
        parts = np.split(weights.T.astype(np.float32), bounds)
        self._weights = [np.ascontiguousarray(part) for part in parts]
        self._offsets = offsets

    def scores(self, view: Views) -> np.ndarray:
        """Return the score of each label for a message."""
        scores = self._offsets.copy()
        for part, weights in zip(self._parts, self._weights, strict=False):
            columns, values = part.read(view[part.view])
            scores += values @ weights[columns]
        return scores


def words_up_to(longest: int) -> TfidfVectorizer:
    """Return a reader of runs of up to so many words."""
    return TfidfVectorizer(
        tokenizer=str.split,
        token_pattern=None,
        lowercase=False,
        ngram_range=(1, longest),
        sublinear_tf=True,
    )


def letters() -> TfidfVectorizer:
    """Return a reader of runs of two to five letters inside words, which stand misspellings."""
    return TfidfVectorizer(
        analyzer="char_wb", lowercase=False, ngram_range=(2, 5), min_df=2, sublinear_tf=True
    )
