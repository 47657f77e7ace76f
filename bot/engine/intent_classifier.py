"""Tell the intent of a message with a linear classifier that trains in seconds.

A linear support vector machine on tf-idf weighted n-grams of several views of a message (see
``bot.engine.views``). The comparison with other classifiers is in ``docs/nlu.md``.
"""

from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Text

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.engine.language import build_language
from bot.engine.normalise import Word, build_normaliser
from bot.engine.tokenizer import words_of
from bot.engine.views import ViewMaker

_FILE = "classifier.joblib"
_RANKED = 10
Views = Dict[Text, Text]


@dataclass
class LinearModel:
    """The trained part: how the views become numbers, and the weights of each intent."""

    vectorizers: Dict[Text, TfidfVectorizer]
    weights: np.ndarray
    offsets: np.ndarray
    intents: List[Text]
    sharpness: float

    @classmethod
    def train(cls, views: Sequence[Views], intents: Sequence[Text], config: Dict[Text, Any]) -> "LinearModel":
        """Learn the intents from the views of labelled messages."""
        vectorizers = _vectorizers()
        columns = [
            vectorizer.fit_transform([view[_source(name)] for view in views])
            for name, vectorizer in vectorizers.items()
        ]
        machine = LinearSVC(C=config["c"], random_state=0)
        machine.fit(sparse.hstack(columns).tocsr(), intents)
        weights = np.ascontiguousarray(machine.coef_.T.astype(np.float32))
        names = [str(name) for name in machine.classes_]
        return cls(vectorizers, weights, machine.intercept_, names, config["sharpness"])

    def probabilities(self, view: Views) -> np.ndarray:
        """Return how likely each intent is, in the order of ``intents``."""
        columns = [
            vectorizer.transform([view[_source(name)]])
            for name, vectorizer in self.vectorizers.items()
        ]
        scores = (sparse.hstack(columns).tocsr() @ self.weights)[0] + self.offsets
        powers = np.exp(self.sharpness * (scores - scores.max()))
        return powers / powers.sum()


def _vectorizers() -> Dict[Text, TfidfVectorizer]:
    def of_words(longest: int) -> TfidfVectorizer:
        return TfidfVectorizer(
            tokenizer=str.split,
            token_pattern=None,
            lowercase=False,
            ngram_range=(1, longest),
            sublinear_tf=True,
            dtype=np.float32,
        )

    letters = TfidfVectorizer(
        analyzer="char_wb", lowercase=False, ngram_range=(2, 5), min_df=2, sublinear_tf=True,
        dtype=np.float32,
    )
    return {
        "words": of_words(3),
        "letters": letters,
        "kinds": of_words(4),
        "signals": of_words(4),
        "levels": of_words(1),
    }


def _source(name: Text) -> Text:
    return "words" if name == "letters" else name


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Sets the likeliest intent with its confidence, and the ranking of the next ones."""

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Optional[LinearModel] = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._model = model
        self._view_maker = ViewMaker(build_language(), build_normaliser())

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """``c`` is the machine's penalty; ``sharpness`` turns its margins into confidences."""
        return {"c": 0.5, "sharpness": 4.0}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """Create a component that is yet to be trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / _FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the labelled messages, and keep what was learnt."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        views = [self._view_maker.views(words_of(example)) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        self._model = LinearModel.train(views, intents, self._config)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message."""
        for message in messages:
            words = words_of(message)
            ranking = self._ranking(words) if words else []
            intent = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, words: Sequence[Word]) -> List[Dict[Text, Any]]:
        if self._model is None:
            return []
        likely = self._model.probabilities(self._view_maker.views(words))
        return [
            {"name": self._model.intents[place], "confidence": float(likely[place])}
            for place in np.argsort(-likely)[:_RANKED]
        ]
