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

from bot.engine.level_reading import build_level_reader
from bot.engine.tokenizer import words_of

LEVEL = "level_"
CLARIFY = "clarify"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class CautiousClassifier(GraphComponent, IntentClassifier):
    """Answers ``clarify`` where two levels are close, and ``nlu_fallback`` where nothing is likely.

    ``level_confidence`` is what a level needs, ``level_lead`` by how much it must lead the next
    level; ``confidence`` is what any other intent needs. ``needs_more`` says for a flow which
    intents need more than that: what leaves the question is not done on a guess. A level that the
    message denies ("no longer embedded") is not guessed at all, if it is of at most
    ``denied_within`` words: in a longer one the denial may be but a part of what is said.
    """

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config
        self._levels = build_level_reader()

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Thresholds chosen by cross-validation on the training phrases (``docs/nlu.md``)."""
        return {
            "confidence": 0.2,
            "level_confidence": 0.2,
            "level_lead": 0.02,
            "needs_more": {},
            "denied_within": 10,
        }

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
            kept = self._without_denied(message, ranking)
            flow = (message.get("metadata") or {}).get("flow")
            name = self._instead(kept, self._config["needs_more"].get(flow) or {})
            is_denied = _first(kept) != _first(ranking)
            if is_denied and not (name is None and kept[0]["name"].startswith(LEVEL)):
                name = CLARIFY
            if name or kept != ranking:
                _set(message, name, kept)
        return messages

    def _without_denied(
        self, message: Message, ranking: List[Dict[Text, Any]]
    ) -> List[Dict[Text, Any]]:
        """Return the ranking without the levels that the message denies."""
        words = words_of(message)
        if len(words) > self._config["denied_within"]:
            return ranking
        denied = self._levels.read(words).ruled_out
        kept = [one for one in ranking if one["name"] not in {f"{LEVEL}{n}" for n in denied}]
        if len(kept) == len(ranking):
            return ranking
        left = sum(one["confidence"] for one in kept) or 1.0
        share = sum(one["confidence"] for one in ranking) / left
        return [{**one, "confidence": one["confidence"] * share} for one in kept]

    def _instead(
        self, ranking: List[Dict[Text, Any]], needs_more: Dict[Text, float]
    ) -> Optional[Text]:
        """Return the intent to take instead of the likeliest one, if it is doubtful."""
        if not ranking:
            return DEFAULT_NLU_FALLBACK_INTENT_NAME
        first = ranking[0]
        if first["confidence"] < needs_more.get(first["name"], 0.0):
            return CLARIFY
        if not first["name"].startswith(LEVEL):
            is_likely = first["confidence"] >= self._config["confidence"]
            return None if is_likely else DEFAULT_NLU_FALLBACK_INTENT_NAME
        others = [other["confidence"] for other in ranking[1:] if other["name"].startswith(LEVEL)]
        if first["confidence"] - max(others, default=0.0) < self._config["level_lead"]:
            return CLARIFY
        if first["confidence"] < self._config["level_confidence"]:
            return DEFAULT_NLU_FALLBACK_INTENT_NAME
        return None


def _first(ranking: List[Dict[Text, Any]]) -> Optional[Text]:
    return ranking[0]["name"] if ranking else None


def _set(message: Message, name: Optional[Text], ranking: List[Dict[Text, Any]]) -> None:
    """Put the named intent first, or leave the ranking as it is."""
    if name:
        intent = {"name": name, "confidence": ranking[0]["confidence"] if ranking else 0.0}
        ranking = [intent, *(other for other in ranking if other["name"] != name)]
    message.set(INTENT, ranking[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
