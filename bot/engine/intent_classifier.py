"""Tell the intent of a message with a linear classifier that trains in seconds.

A linear support vector machine, with a little of a naive Bayes model, on tf-idf weighted n-grams of
several views of a message (see ``bot.engine.views``). How it compares is in ``docs/nlu.md``.
"""

from typing import Any, Dict, List, Optional, Sequence, Set, Text

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
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from bot.engine.language import build_language
from bot.engine.ngrams import LinearTable, NGrams, Views, letters, words_up_to
from bot.engine.normalise import Word, build_normaliser, rules_digest
from bot.engine.tokenizer import words_of
from bot.engine.views import ViewMaker

_FILE = "classifier.joblib"
_RANKED = 10
_SOME_WORDS = 3
_NO_FLOW = "none"


class LinearModel:
    """The trained classifier with the names of the intents."""

    def __init__(self, settings: Dict[Text, Any]) -> None:
        weights = settings["weights"]
        self._settings = settings
        self._table = LinearTable(
            [
                NGrams("words", weights["words"], words_up_to(3)),
                NGrams("words", weights["letters"], letters()),
                NGrams("kinds", weights["kinds"], words_up_to(4)),
                NGrams("signals", weights["signals"], words_up_to(4)),
                NGrams("levels", weights["levels"], words_up_to(1)),
            ]
        )
        self.intents: List[Text] = []
        self._known: Set[Text] = set()

    def know(self, messages: Sequence[Sequence[Word]]) -> None:
        """Learn which words there are."""
        self._known = {word.text for words in messages for word in words}

    def is_strange(self, words: Sequence[Word]) -> bool:
        """Whether hardly a word of a message of some length has ever been seen."""
        said = [word for word in words if word.text.isalpha()]
        known = sum(word.text in self._known for word in said)
        return len(said) >= _SOME_WORDS and known < self._settings["known"] * len(said)

    def train(self, views: Sequence[Views], intents: Sequence[Text]) -> None:
        """Learn the intents from the views of labelled messages."""
        rows = self._table.learn(views)
        machine = LinearSVC(C=self._settings["c"], random_state=0).fit(rows, intents)
        counts = ComplementNB(alpha=self._settings["smoothing"]).fit(rows, intents)
        weights = machine.coef_ + self._settings["blend"] * counts.feature_log_prob_
        self.intents = [str(name) for name in machine.classes_]
        is_level = np.array([name.startswith("level_") for name in self.intents])
        self._table.keep(weights, machine.intercept_ - self._settings["level_bias"] * is_level)

    def probabilities(self, view: Views) -> np.ndarray:
        """Return how likely each intent is, in the order of ``intents``."""
        scores = self._table.scores(view)
        powers = np.exp(self._settings["sharpness"] * (scores - scores.max()))
        return powers / powers.sum()


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
        """Return what cross-validation on the training phrases chose (``docs/nlu.md``).

        ``c`` is the machine's penalty and ``weights`` are those of the views. ``blend`` is how much
        of a naive Bayes model (with its ``smoothing``) is added: it does not favour the intents
        that have most phrases. ``level_bias`` is taken from the levels: a wrong level is worse
        than a question. ``sharpness`` turns the sums into confidences. ``unlikely`` says by how
        much less likely an intent is inside a flow (or "none") than its phrases have it. A message
        of some length of whose words a smaller share than ``known`` was ever seen has no intent.
        """
        weights = {"words": 1.3, "letters": 1.5, "kinds": 1.0, "signals": 1.0, "levels": 1.0}
        return {
            "c": 0.5,
            "blend": 0.08,
            "smoothing": 0.1,
            "level_bias": 0.2,
            "sharpness": 4.0,
            "weights": weights,
            "unlikely": {},
            "known": 0.5,
            "rules": rules_digest(),
        }

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
        messages = [words_of(example) for example in examples]
        views = [self._view_maker.views(words) for words in messages]
        intents = [example.get(INTENT) for example in examples]
        self._model = LinearModel(self._config)
        self._model.know(messages)
        self._model.train(views, intents)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message."""
        for message in messages:
            words = words_of(message)
            flow = (message.get("metadata") or {}).get("flow")
            ranking = self._ranking(words, flow) if words else []
            intent = ranking[0] if ranking else {"name": None, "confidence": 0.0}
            message.set(INTENT, intent, add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, words: Sequence[Word], flow: Optional[Text]) -> List[Dict[Text, Any]]:
        if self._model is None or self._model.is_strange(words):
            return []
        likely = self._model.probabilities(self._view_maker.views(words))
        factors = self._config["unlikely"].get(flow or _NO_FLOW) or {}
        likely = likely * [factors.get(name, 1.0) for name in self._model.intents]
        likely = likely / likely.sum()
        return [
            {"name": self._model.intents[place], "confidence": float(likely[place])}
            for place in np.argsort(-likely)[:_RANKED]
        ]
