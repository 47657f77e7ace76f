"""The first step of understanding: a message's words in their shared forms."""

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.language import build_language
from bot.engine.normalise import Word, build_normaliser


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SharedWordsTokenizer(Tokenizer):
    """Splits a message with spaCy and gives each word in its shared form, with its lemma."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        super().__init__(config)
        self._language = build_language()
        self._normaliser = build_normaliser()

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Rasa's own settings of a tokenizer; intents are never split."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Split the texts; intents and responses are not read word by word here."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Give each message its words."""
        for message in messages:
            if message.get(TEXT):
                message.set(TOKENS_NAMES[TEXT], self.tokenize(message, TEXT))
        return messages

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Return the words of one text of a message."""
        words = self._normaliser.words(self._language.make_doc(message.get(attribute).lower()))
        return [Token(word.text, word.start, word.end, lemma=word.lemma) for word in words]


def words_of(message: Message) -> List[Word]:
    """Return the words that the tokenizer gave a message."""
    return [
        Word(token.text, token.lemma, token.start, token.end)
        for token in message.get(TOKENS_NAMES[TEXT]) or []
    ]
