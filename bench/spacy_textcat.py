"""spaCy's text categorizer as a Rasa component, for the comparison only."""
# ruff: noqa: ARG003 -- Rasa gives these arguments to every component

import random
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

_EPOCHS = 8
_BATCH = 64


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpacyTextCategorizer(GraphComponent, IntentClassifier):
    """An ensemble of a bag of words and a convolutional network, trained from scratch."""

    def __init__(
        self, storage: ModelStorage, place: Resource, language: Language | None = None
    ) -> None:
        self._storage = storage
        self._place = place
        self._language = language

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SpacyTextCategorizer":
        """Create a component that is yet to be trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SpacyTextCategorizer":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, spacy.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Train spaCy's default text categorizer."""
        fix_random_seed(0)
        language = spacy.blank("en")
        language.add_pipe("textcat")
        labels = sorted(training_data.intents)
        examples = [
            Example.from_dict(
                language.make_doc(example.get(TEXT).lower()),
                {"cats": {label: float(label == example.get(INTENT)) for label in labels}},
            )
            for example in training_data.intent_examples
        ]
        optimizer = language.initialize(lambda: examples)
        shuffled = random.Random(0).shuffle
        for _ in range(_EPOCHS):
            shuffled(examples)
            for batch in minibatch(examples, size=_BATCH):
                language.update(batch, sgd=optimizer, drop=0.2)
        with self._storage.write_to(self._place) as folder:
            language.to_disk(folder)
        return self._place

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the likeliest intent and the ranking."""
        for message in messages:
            if self._language is None or not message.get(TEXT):
                continue
            likely = self._language(message.get(TEXT).lower()).cats
            ranking = [
                {"name": name, "confidence": float(likely[name])}
                for name in sorted(likely, key=lambda name: -likely[name])[:10]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages
