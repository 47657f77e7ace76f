"""Components run in the order that they need each other, with the results that dask gives."""

import inspect
from pathlib import Path
from typing import Any, ClassVar, Dict, List, Text

import pytest
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.engine import graph_run

RUN_BY_DASK = DaskGraphRunner.run


class Words(GraphComponent):
    """Adds words to what it is given, and notes in ``calls`` that it was asked to."""

    calls: ClassVar[List[Text]] = []

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Words":
        return cls()

    def first(self, said: Text) -> Text:
        self.calls.append("first")
        return f"{said} one"

    def second(self, said: Text) -> Text:
        self.calls.append("second")
        return f"{said} two"

    def both(self, left: Text, right: Text) -> Text:
        self.calls.append("both")
        return f"({left}) and ({right})"

    def fail(self, said: Text) -> Text:
        raise ZeroDivisionError(said)


def _node(needs: Dict[Text, Text], method: Text, *, target: bool = False) -> SchemaNode:
    return SchemaNode(
        needs=needs,
        uses=Words,
        constructor_name="create",
        fn=method,
        config={},
        eager=True,
        is_target=target,
    )


@pytest.fixture
def runner(tmp_path: Path) -> DaskGraphRunner:
    # The nodes stand in an order in which they cannot be run.
    schema = GraphSchema(
        {
            "both": _node({"left": "second", "right": "first"}, "both", target=True),
            "second": _node({"said": "first"}, "second"),
            "first": _node({"said": "__message__"}, "first"),
            "fails": _node({"said": "first"}, "fail"),
        }
    )
    Words.calls = []
    return DaskGraphRunner.create(
        schema, LocalModelStorage(tmp_path), ExecutionContext(schema, "m")
    )


def test_rasa_takes_what_it_took_when_this_was_read() -> None:
    assert list(inspect.signature(RUN_BY_DASK).parameters) == ["self", "inputs", "targets"]


@pytest.mark.parametrize("targets", [None, ["both"], ["second"], ["first", "both"]])
def test_gives_what_dask_gives(runner: DaskGraphRunner, targets: Any) -> None:
    for said in ("hello", "bye"):
        inputs = {"__message__": said}
        by_dask = RUN_BY_DASK(runner, inputs, targets)
        assert graph_run.run(runner, inputs, targets) == by_dask
        assert by_dask


def test_runs_a_node_once_and_only_where_it_is_needed(runner: DaskGraphRunner) -> None:
    graph_run.run(runner, {"__message__": "hello"}, ["both"])
    assert Words.calls == ["first", "second", "both"]
    Words.calls = []
    graph_run.run(runner, {"__message__": "hello"}, ["second"])
    assert Words.calls == ["first", "second"]


@pytest.mark.parametrize(("targets", "inputs"), [(["fails"], {"__message__": "x"}), (["both"], {})])
def test_a_fault_is_told_as_dask_tells_it(
    runner: DaskGraphRunner, targets: List[Text], inputs: Dict[Text, Any]
) -> None:
    with pytest.raises(Exception) as by_dask:  # noqa: PT011 -- whatever Rasa raises
        RUN_BY_DASK(runner, inputs, targets)
    with pytest.raises(by_dask.type, match=str(by_dask.value)):
        graph_run.run(runner, inputs, targets)


def test_installing_puts_it_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DaskGraphRunner, "run", RUN_BY_DASK)
    graph_run.install()
    assert DaskGraphRunner.run is graph_run.run
