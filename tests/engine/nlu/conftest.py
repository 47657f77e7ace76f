"""What the tests of components share: a place to keep what is learnt, and a few phrases."""

from pathlib import Path
from typing import Any, Dict, List, Type

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.needs import NeedsExtractor
from bot.engine.tokenizer import SharedWordsTokenizer

PHRASES = {
    "level_1": [
        "nobody is doing it",
        "no plans at all",
        "it was scrapped",
        "no interest in it",
        "call it a 1",
    ],
    "level_2": ["we are discussing it", "it is planned", "talked about", "waiting for approval"],
    "level_3": ["we have begun", "the pilot has started", "rolling it out", "being built"],
    "level_4": ["it is routine", "in every contract", "it would survive anyone", "for years"],
    "back": ["go back", "back one please", "previous question", "the one before"],
    "find_support": ["i am lonely", "i cannot pay my rent", "i want to stop smoking", "no food"],
}
NEEDS = {
    "i am lonely": "loneliness",
    "i cannot pay my rent": "money_debt",
    "i want to stop smoking": "smoking",
    "no food": "food",
}


class Workbench:
    """Makes, trains and loads components as Rasa does."""

    def __init__(self, folder: Path) -> None:
        self._storage = LocalModelStorage.create(folder)
        self._context = ExecutionContext(GraphSchema({}))
        self._tokenizer = SharedWordsTokenizer(SharedWordsTokenizer.get_default_config())

    def make(self, kind: Type[GraphComponent], **settings: Any) -> Any:
        config = {**kind.get_default_config(), **settings}
        return kind.create(config, self._storage, Resource(kind.__name__), self._context)

    def load(self, kind: Type[GraphComponent], **settings: Any) -> Any:
        config = {**kind.get_default_config(), **settings}
        return kind.load(config, self._storage, Resource(kind.__name__), self._context)

    def message(self, text: str, **data: Any) -> Message:
        message = Message({"text": text, **data})
        self._tokenizer.process([message])
        return message

    def training_data(self) -> TrainingData:
        return TrainingData(
            [
                self.message(text, intent=intent, entities=_marked(text))
                for intent, texts in PHRASES.items()
                for text in texts
            ]
        )


def _marked(text: str) -> List[Dict[str, Any]]:
    if text not in NEEDS:
        return []
    return [{"entity": "need", "value": NEEDS[text], "start": 0, "end": len(text)}]


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """Return a workbench on which the needs have been learnt."""
    workbench = Workbench(tmp_path_factory.mktemp("needs"))
    workbench.make(NeedsExtractor).train(workbench.training_data())
    return workbench
