"""Mark in a message what the person asks for beside answering; the intent stays as it is.

Only a level that was hidden by words of confidence ("pretty sure it's a 3") becomes the intent.
"""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.caution import LEVEL
from bot.engine.confident_level import read_confident_level
from bot.engine.level_reading import build_level_reader
from bot.engine.request_reading import CONFIDENCE, build_request_reader, confident_part
from bot.engine.tokenizer import words_of

_OTHER_FLOWS = frozenset({"triage"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RequestExtractor(GraphComponent, EntityExtractorMixin):
    """Adds the entity ``request`` where a whole message asks for something, with its argument.

    Entities: ``request``, ``about`` (what it is about, as it was written), ``level`` (the level
    that an answer is to be changed to), ``note`` (a reason given with it) and ``confidence`` (how
    sure the person is of a level that the message names). A message that names a level outright is
    an answer and no request.
    """

    def __init__(self) -> None:
        self._reader = build_request_reader()
        self._levels = build_level_reader()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "RequestExtractor":
        """Create the component; it has neither settings nor training."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark each message that is a request, outside of the flows that know none."""
        for message in messages:
            if (message.get("metadata") or {}).get("flow") in _OTHER_FLOWS:
                continue
            if _names_level(message):
                found = self._confidence(message)
            elif self._find_confident_level(message):
                continue
            else:
                found = self._request(message)
            if found:
                length = len(message.get(TEXT))
                entities = [_entity(name, value, length) for name, value in found.items()]
                kept = message.get(ENTITIES) or []
                message.set(ENTITIES, [*kept, *entities], add_to_output=True)
        return messages

    def _confidence(self, message: Message) -> Dict[Text, Any]:
        level = next(one for one in message.get(ENTITIES) if one["entity"] == "level")
        words = [word for word in words_of(message) if word.start >= level["end"]]
        degree = confident_part(self._reader, message.get(TEXT), words)
        return {CONFIDENCE: degree} if degree else {}

    def _find_confident_level(self, message: Message) -> bool:
        """Set the level that stands beside words of confidence; false where there is none."""
        text = message.get(TEXT) or ""
        found = read_confident_level(self._levels, self._reader, text, words_of(message))
        if found is None:
            return False
        intent = {"name": f"{LEVEL}{found.level}", "confidence": 1.0}
        others = [
            other
            for other in message.get(INTENT_RANKING_KEY) or []
            if other["name"] != intent["name"]
        ]
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
        entities = [
            _entity("level", found.level, len(text)),
            _entity(CONFIDENCE, found.confidence, len(text)),
        ]
        if found.note:
            start, end = found.note
            entities.append(_entity("note", text[start:end], len(text)))
        kept = message.get(ENTITIES) or []
        message.set(ENTITIES, [*kept, *entities], add_to_output=True)
        return True

    def _request(self, message: Message) -> Dict[Text, Any]:
        words = words_of(message)
        request = self._reader.read(message.get(TEXT) or "", words)
        if request is None:
            return {}
        found: Dict[Text, Any] = {
            "request": request.name,
            "about": request.about,
            "note": request.note,
        }
        if request.level and not _values(message, "level"):
            place: Optional[int] = self._levels.last_level(words)
            found["level"] = None if place is None else self._levels.value(words[place])
        return {name: value for name, value in found.items() if value is not None}


def _names_level(message: Message) -> bool:
    intent = (message.get(INTENT) or {}).get("name") or ""
    return intent.startswith(LEVEL) and bool(_values(message, "level"))


def _values(message: Message, entity: Text) -> List[Any]:
    return [one["value"] for one in message.get(ENTITIES) or [] if one["entity"] == entity]


def _entity(name: Text, value: Any, length: int) -> Dict[Text, Any]:
    return {
        "entity": name,
        "value": value,
        "start": 0,
        "end": length,
        "extractor": RequestExtractor.__name__,
    }
