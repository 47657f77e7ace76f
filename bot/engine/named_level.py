"""Take a level that a person names outright by rule: a level that is named is never guessed."""

from typing import Any, Dict, List, Optional, Sequence, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.engine.caution import CLARIFY, LEVEL
from bot.engine.hedged_level import build_hedged_level_reader
from bot.engine.level_reading import LevelReading, build_level_reader
from bot.engine.normalise import Word
from bot.engine.tokenizer import words_of

_CHANGE = "change_answer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class NamedLevelClassifier(GraphComponent, IntentClassifier):
    """Sets the intent ``level_N`` with certainty when a message names level N.

    Entities: ``level`` with the number as its value, ``level_name`` where it was told by its name
    and by no number (another framework may have other names), and ``note`` with what was said
    after it. A
    message that corrects an earlier answer keeps its intent and gets the ``level`` alone. Two
    levels at once give ``clarify``. A level that is named with a hedge ("a bit of a two") gives its
    intent without the entity, like one that is only inferred: it is confirmed before it is saved.
    """

    def __init__(self) -> None:
        self._reader = build_level_reader()
        self._hedged = build_hedged_level_reader()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NamedLevelClassifier":
        """Create the component; it has neither settings nor training."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Overrule the classifier's guess where a level is named outright."""
        for message in messages:
            self._read(message, words_of(message))
        return messages

    def _read(self, message: Message, words: Sequence[Word]) -> None:
        reading = self._reader.read(words)
        guess = (message.get(INTENT) or {}).get("name") or DEFAULT_NLU_FALLBACK_INTENT_NAME
        hedged = None if reading.named else self._hedged.read(words)
        if reading.named:
            _set_intent(message, f"{LEVEL}{reading.named.level}")
            _add_entities(message, words, reading)
            self._add_name(message, words, reading)
        elif hedged is not None:
            _set_intent(message, f"{LEVEL}{hedged}")
        elif reading.several and (
            guess.startswith(LEVEL) or guess == DEFAULT_NLU_FALLBACK_INTENT_NAME
        ):
            _set_intent(message, CLARIFY)
        elif guess == _CHANGE:
            place = self._reader.last_level(words)
            if place is not None:
                value = self._reader.value(words[place])
                _add(message, [_entity("level", value, words[place].start, words[place].end)])

    def _add_name(self, message: Message, words: Sequence[Word], reading: LevelReading) -> None:
        """Say by which name the level is told, if no number tells the same."""
        level = reading.named.level if reading.named else 0
        told = [words[slice(*one.place)] for one in reading.mentions if one.level == level]
        if all(any(self._reader.is_name(word) for word in some) for some in told):
            name = " ".join(word.text for word in told[0])
            _add(message, [_entity("level_name", name, told[0][0].start, told[0][-1].end)])


def _set_intent(message: Message, name: Text) -> None:
    intent = {"name": name, "confidence": 1.0}
    others = [other for other in message.get(INTENT_RANKING_KEY) or [] if other["name"] != name]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)


def _add_entities(message: Message, words: Sequence[Word], reading: LevelReading) -> None:
    if reading.named is None:
        return
    first, last = words[reading.named.place.start], words[reading.named.place.end - 1]
    entities = [_entity("level", reading.named.level, first.start, last.end)]
    note = _note(message.get(TEXT), words, reading.note_from)
    if note:
        entities.append(note)
    _add(message, entities)


def _note(text: Text, words: Sequence[Word], note_from: Optional[int]) -> Optional[Dict[Text, Any]]:
    if note_from is None:
        return None
    start = words[note_from].start
    note = text[start:].rstrip()
    return _entity("note", note, start, start + len(note))


def _add(message: Message, entities: List[Dict[Text, Any]]) -> None:
    message.set(ENTITIES, (message.get(ENTITIES) or []) + entities, add_to_output=True)


def _entity(name: Text, value: Any, start: int, end: int) -> Dict[Text, Any]:
    return {
        "entity": name,
        "value": value,
        "start": start,
        "end": end,
        "extractor": NamedLevelClassifier.__name__,
    }
