"""Find what a citizen needs: by the phrases of the product's own list, and by what was learnt.

The phrases are those of ``api/signposting/needs.yml``. The linear model has learnt from them, from
``words/need_messages.yml`` and from the marked sentences of ``data/nlu``. It finds needs that are
said in other words, and puts phrases aside that mean something else where they stand.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Set, Text, Tuple

import joblib
import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from bot.engine.language import build_language
from bot.engine.need_phrases import Found, NeedPhrases
from bot.engine.need_views import NeedViewMaker
from bot.engine.ngrams import LinearTable, NGrams, Views, letters, words_up_to
from bot.engine.normalise import Word, build_normaliser, load_words, rules_digest
from bot.engine.tokenizer import words_of

NEED = "need"
_PHRASES = Path(__file__).parent.parent.parent / "api" / "signposting" / "needs.yml"
_FILE = "needs.joblib"
_SOME_WORDS = 4
# What stands where a telephone number, an address or the like was taken out ("[phone number]").
_TAKEN_OUT = re.compile(r"\[[a-z ]{2,24}\]", re.IGNORECASE)

# Letters that English does not write, not even in words that it took from elsewhere ("café").
# What was learnt from English is not held against another language: Polish "mam" is no mother.
_OTHER_LETTERS = re.compile(r"[^\W\d_a-zàâäáçèéêëïîíñöóüúûùæœ]", re.IGNORECASE)


class Example(NamedTuple):
    """The views of a message, the needs that it tells, and how much it counts."""

    views: Views
    needs: Set[Text]
    weight: float


class NeedModel:
    """A linear classifier for each need."""

    def __init__(self, settings: Dict[Text, Any]) -> None:
        weights = settings["weights"]
        lengths = {"words": 3, "kinds": 3, "set": 1, "pairs": 1, "denials": 1, "phrases": 1}
        self._settings = settings
        self._table = LinearTable(
            [
                NGrams("words", weights["letters"], letters()),
                *(NGrams(view, weights[view], words_up_to(most)) for view, most in lengths.items()),
            ]
        )
        self._needs: List[Text] = []

    def train(self, examples: Sequence[Example]) -> None:
        """Learn from messages and phrases with the needs that each of them tells."""
        self._needs = sorted(set().union(*(example.needs for example in examples)))
        rows = self._table.learn([example.views for example in examples])
        counts = np.array([example.weight for example in examples])
        weights, offsets = [], []
        for need in self._needs:
            tells = np.array([need in example.needs for example in examples])
            machine = LinearSVC(C=self._settings["c"], random_state=0)
            machine.fit(rows, tells, counts * np.where(tells, self._settings["told"], 1.0))
            weights.append(machine.coef_[0])
            offsets.append(machine.intercept_[0])
        self._table.keep(np.array(weights), np.array(offsets))

    def decide(self, views: Views, found: Sequence[Found], length: int) -> List[Found]:
        """Return the phrases that are believed, then the needs of the message as a whole."""
        if not self._needs:
            return list(found)
        scores = dict(zip(self._needs, self._table.scores(views), strict=True))
        believed = [one for one in found if scores.get(one.need, 0.0) > self._settings["doubt"]]
        # A few words tell no situation: "help" alone is no wish to help others.
        margin = self._settings["margin" if length >= _SOME_WORDS else "margin_of_few_words"]
        return believed + [
            Found(need, 0, length, float(1 / (1 + np.exp(-4 * score))))
            for need, score in scores.items()
            if score > margin
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class NeedsExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity ``need`` for each need that a message tells, each need once."""

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        phrases: Optional[NeedPhrases] = None,
        model: Optional[NeedModel] = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._phrases = phrases
        self._model = model
        self._view_maker = NeedViewMaker()

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return what cross-validation on the training phrases chose.

        A learnt need counts from the score ``margin``, in a message of a few words from
        ``margin_of_few_words``; a phrase is put aside below ``doubt``. ``c`` is the machine's
        penalty and ``weights`` are those of the views. ``told`` is how much more a message counts
        for a need that it tells, and ``phrase`` how much a phrase counts beside a message. The
        digests make Rasa train again when a table or the phrases changed.
        """
        weights = {"words": 1.0, "letters": 1.2, "kinds": 1.0, "set": 1.0, "pairs": 0.7}
        return {
            "c": 0.5,
            "margin": -0.35,
            "margin_of_few_words": 0.0,
            "doubt": -0.65,
            "told": 2.0,
            "phrase": 0.5,
            "weights": {**weights, "denials": 0.5, "phrases": 1.0},
            "rules": rules_digest(),
            "phrases": sha256(_PHRASES.read_bytes()).hexdigest() if _PHRASES.exists() else "",
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "NeedsExtractor":
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
    ) -> "NeedsExtractor":
        """Load the trained component."""
        with model_storage.read_from(resource) as folder:
            phrases, model = joblib.load(folder / _FILE)
        return cls(config, model_storage, resource, phrases, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Read the phrases, learn from the marked sentences, and keep both."""
        table = yaml.safe_load(_PHRASES.read_text("utf-8"))
        self._phrases = NeedPhrases(table)
        self._model = NeedModel(self._config)
        messages = [e for e in training_data.intent_examples if e.get(TEXT)]
        marked = [self._example(message) for message in messages]
        self._model.train([*marked, *self._messages(), *self._examples_of(table)])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._phrases, self._model), folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the needs of each message to its entities."""
        for message in messages:
            text = message.get(TEXT) or ""
            words = _said(text, words_of(message)) if _tells_anything(text) else []
            if not words or self._phrases is None or self._model is None:
                continue
            found = self._phrases.find(text, words)
            views = self._view_maker.views(words, found)
            believed = found
            if not _OTHER_LETTERS.search(text):
                believed = self._model.decide(views, found, len(words))
            entities = [self._entity(one, words) for one in _each_once(believed)]
            before = message.get(ENTITIES) or []
            message.set(ENTITIES, before + entities, add_to_output=True)
        return messages

    def _example(self, message: Message) -> Example:
        words = _said(message.get(TEXT) or "", words_of(message))
        found = self._phrases.find(message.get(TEXT), words) if self._phrases else []
        return Example(self._view_maker.views(words, found), _marked(message), 1.0)

    def _examples_of(self, table: Dict[Text, Dict[Text, Any]]) -> Iterator[Example]:
        """Yield each phrase as a short message, and each span in which it means something else.

        The view of phrases is left empty: that a phrase is itself would teach the model to
        believe every phrase.
        """
        for need, entry in table.items():
            for way in map(str, entry["phrases"]):
                yield self._phrase(way, {need}, set())
            for way in map(str, entry.get("not") or []):
                yield self._phrase(way, set(), {need})

    def _phrase(self, way: Text, told: Set[Text], denied: Set[Text]) -> Example:
        words = _read(way)
        found = self._phrases.find(way, words) if self._phrases else []
        needs = (told | {one.need for one in found}) - denied
        return Example(self._view_maker.views(words), needs, self._config["phrase"])

    def _messages(self) -> Iterator[Example]:
        """Yield the messages of the table that is for needs only."""
        table = load_words("need_messages")
        told = [(text, {need}) for need, texts in table["told"].items() for text in texts]
        several = [(entry["text"], set(entry["needs"])) for entry in table["several"]]
        none: List[Tuple[Text, Set[Text]]] = [(text, set()) for text in table["none"]]
        for text, needs in told + several + none:
            words = _said(text, _read(text))
            found = self._phrases.find(text, words) if self._phrases else []
            yield Example(self._view_maker.views(words, found), needs, 1.0)

    def _entity(self, found: Found, words: Sequence[Word]) -> Dict[Text, Any]:
        return {
            "entity": NEED,
            "value": found.need,
            "start": words[found.start].start,
            "end": words[found.end - 1].end,
            "confidence": found.confidence,
            "extractor": type(self).__name__,
        }


def _each_once(found: Sequence[Found]) -> List[Found]:
    first: Dict[Text, Found] = {}
    for one in found:
        first.setdefault(one.need, one)
    return list(first.values())


def _tells_anything(text: Text) -> bool:
    """Return whether there is a letter in it: numbers tell no need."""
    return any(map(str.isalpha, text))


def _read(text: Text) -> List[Word]:
    return build_normaliser().words(build_language().make_doc(text.lower()))


def _said(text: Text, words: Sequence[Word]) -> List[Word]:
    """Return the words of a text without what stands in place of something taken out."""
    taken_out = [match.span() for match in _TAKEN_OUT.finditer(text)]
    return [
        word for word in words if not any(start <= word.start < end for start, end in taken_out)
    ]


def _marked(example: Message) -> Set[Text]:
    entities = example.get(ENTITIES) or []
    return {entity["value"] for entity in entities if entity["entity"] == NEED}
