"""Ask instead of guessing: what the classifier is not sure of is not taken for an answer."""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

LEVEL = "level_"
CLARIFY = "clarify"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CautiousClassifier(GraphComponent, IntentClassifier):
    """Answers ``clarify`` where two levels are close, and ``nlu_fallback`` where nothing is likely.

    ``level_confidence`` is what a level needs, ``level_lead`` by how much it must lead the next
    level; ``confidence`` is what any other intent needs.
    """

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Thresholds chosen by cross-validation on the training phrases (``docs/nlu.md``)."""
        return {"confidence": 0.2, "level_confidence": 0.2, "level_lead": 0.02}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "CautiousClassifier":
        """Create the component; it learns nothing."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Put a doubtful guess aside."""
        for message in messages:
            ranking = message.get(INTENT_RANKING_KEY) or []
            name = self._instead(ranking)
            if name:
                intent = {"name": name, "confidence": ranking[0]["confidence"] if ranking else 0.0}
                others = [other for other in ranking if other["name"] != name]
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
        return messages

    def _instead(self, ranking: List[Dict[Text, Any]]) -> Optional[Text]:
        """Return the intent to take instead of the likeliest one, if it is doubtful."""
        if not ranking:
            return DEFAULT_NLU_FALLBACK_INTENT_NAME
        first = ranking[0]
        if not first["name"].startswith(LEVEL):
            is_likely = first["confidence"] >= self._config["confidence"]
            return None if is_likely else DEFAULT_NLU_FALLBACK_INTENT_NAME
        others = [other["confidence"] for other in ranking[1:] if other["name"].startswith(LEVEL)]
        if first["confidence"] - max(others, default=0.0) < self._config["level_lead"]:
            return CLARIFY
        if first["confidence"] < self._config["level_confidence"]:
            return DEFAULT_NLU_FALLBACK_INTENT_NAME
        return None
