"""Find what a citizen needs: by the phrases of the product's own list, and by what was learnt.

The phrases are those of ``api/signposting/needs.yml``; the linear model has learnt from the marked
sentences of ``data/nlu/triage.yml`` and finds needs that are said in other words.
"""

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
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.engine.language import build_language
from bot.engine.ngrams import LinearTable, NGrams, Views, letters, words_up_to
from bot.engine.normalise import Word, build_normaliser, rules_digest
from bot.engine.tokenizer import words_of

NEED = "need"
_PHRASES = Path(__file__).parent.parent.parent / "api" / "signposting" / "needs.yml"
_FILE = "needs.joblib"
Phrase = Tuple[Text, ...]


class Found(NamedTuple):
    """A need, the run of words that says so, and how sure it is."""

    need: Text
    start: int
    end: int
    confidence: float


class NeedPhrases:
    """The phrases of each need, and the spans in which they mean something else."""

    def __init__(self, table: Dict[Text, Dict[Text, Any]]) -> None:
        self._single: Dict[Text, Set[Text]] = {}
        self._phrases: Dict[Text, List[Phrase]] = {}
        self._others: Dict[Text, List[Phrase]] = {}
        for need, entry in table.items():
            for phrase in map(str, entry["phrases"]):
                if len(phrase.split()) == 1:
                    self._single.setdefault(_as_written(phrase), set()).add(need)
                else:
                    self._phrases.setdefault(need, []).append(_lemmas(phrase))
            self._others[need] = [_lemmas(str(phrase)) for phrase in entry.get("not") or []]
        self._matchers: Optional[Tuple[PhraseMatcher, PhraseMatcher]] = None

    def __getstate__(self) -> Dict[Text, Any]:
        return {**self.__dict__, "_matchers": None}

    def find(self, text: Text, words: Sequence[Word]) -> List[Found]:
        """Return each phrase that counts, in the order of the words."""
        phrases, others = self._matchers = self._matchers or (
            _matcher(self._phrases),
            _matcher(self._others),
        )
        doc = Doc(build_language().vocab, words=[word.lemma for word in words])
        barred = list(_matches(others, doc))
        found = [*_matches(phrases, doc), *self._single_words(text, words)]
        return sorted((one for one in found if _counts(one, barred)), key=lambda one: one.start)

    def _single_words(self, text: Text, words: Sequence[Word]) -> Iterator[Found]:
        for place, word in enumerate(words):
            for form in {_as_written(text[word.start : word.end]), _as_written(word.text)}:
                for need in self._single.get(form, ()):
                    yield Found(need, place, place + 1, 1.0)


class NeedModel:
    """A linear classifier for each need."""

    def __init__(self, settings: Dict[Text, Any]) -> None:
        self._settings = settings
        self._table = LinearTable(
            [NGrams("words", 1.0, words_up_to(3)), NGrams("words", 1.0, letters())]
        )
        self._needs: List[Text] = []

    def train(self, views: Sequence[Views], needs: Sequence[Set[Text]]) -> None:
        """Learn from messages and the set of needs that each of them tells."""
        self._needs = sorted(set().union(*needs))
        rows = self._table.learn(views)
        weights, offsets = [], []
        for need in self._needs:
            machine = LinearSVC(C=self._settings["c"], random_state=0)
            machine.fit(rows, [need in told for told in needs])
            weights.append(machine.coef_[0])
            offsets.append(machine.intercept_[0])
        self._table.keep(np.array(weights), np.array(offsets))

    def find(self, words: Sequence[Word]) -> List[Found]:
        """Return the needs that the message as a whole tells."""
        if not self._needs:
            return []
        scores = self._table.scores(_views(words))
        return [
            Found(self._needs[place], 0, len(words), float(1 / (1 + np.exp(-4 * scores[place]))))
            for place in np.flatnonzero(scores > self._settings["margin"])
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

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the score from which a learnt need counts (``margin``), and the penalty ``c``.

        The digests make Rasa train again when a table or the phrases have changed.
        """
        phrases = sha256(_PHRASES.read_bytes()).hexdigest() if _PHRASES.exists() else ""
        return {"c": 1.0, "margin": 0.0, "rules": rules_digest(), "phrases": phrases}

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
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        self._phrases = NeedPhrases(table)
        self._model = NeedModel(self._config)
        self._model.train(
            [_views(words_of(example)) for example in examples],
            [_marked(example) for example in examples],
        )
        with self._storage.write_to(self._resource) as folder:
            joblib.dump((self._phrases, self._model), folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the needs of each message to its entities."""
        for message in messages:
            words = words_of(message)
            if not words or self._phrases is None or self._model is None:
                continue
            found = self._phrases.find(message.get(TEXT), words) + self._model.find(words)
            entities = [self._entity(one, words) for one in _each_once(found)]
            before = message.get(ENTITIES) or []
            message.set(ENTITIES, before + entities, add_to_output=True)
        return messages

    def _entity(self, found: Found, words: Sequence[Word]) -> Dict[Text, Any]:
        return {
            "entity": NEED,
            "value": found.need,
            "start": words[found.start].start,
            "end": words[found.end - 1].end,
            "confidence": found.confidence,
            "extractor": type(self).__name__,
        }


def _as_written(word: Text) -> Text:
    return word.lower().replace("'", "").replace("’", "")


def _lemmas(phrase: Text) -> Phrase:
    words = build_normaliser().words(build_language().make_doc(phrase.lower()))
    return tuple(word.lemma for word in words)


def _matcher(phrases: Dict[Text, List[Phrase]]) -> PhraseMatcher:
    vocab = build_language().vocab
    matcher = PhraseMatcher(vocab)
    for need, ways in phrases.items():
        matcher.add(need, [Doc(vocab, words=way) for way in ways])
    return matcher


def _matches(matcher: PhraseMatcher, doc: Doc) -> Iterator[Found]:
    for key, start, end in matcher(doc):
        yield Found(doc.vocab.strings[key], start, end, 1.0)


def _counts(found: Found, barred: Sequence[Found]) -> bool:
    """Whether no span that means something else shares a word with the phrase."""
    return not any(
        other.need == found.need
        and other.start < found.end
        and found.start < other.end
        and not (found.start <= other.start and other.end <= found.end)
        for other in barred
    )


def _each_once(found: Sequence[Found]) -> List[Found]:
    first: Dict[Text, Found] = {}
    for one in found:
        first.setdefault(one.need, one)
    return list(first.values())


def _views(words: Sequence[Word]) -> Views:
    return {"words": " ".join(word.text for word in words)}


def _marked(example: Message) -> Set[Text]:
    entities = example.get(ENTITIES) or []
    return {entity["value"] for entity in entities if entity["entity"] == NEED}
