"""A lever on how Rasa runs its components over a message (``DaskGraphRunner`` of Rasa 3.6.21).

Rasa builds a dask graph anew for every message and every prediction and has dask's scheduler, with
a queue and a pool of its own, walk through it one node at a time. The graph of a trained model does
not change: the order of its nodes is found once, and they are called one after the other. A fault
of a component is told as Rasa's nodes tell it; what is left out is only Rasa's other name for a
``RuntimeError`` of dask itself, and its check that no input is named like a node.
"""

from graphlib import TopologicalSorter
from typing import Any, Dict, List, NamedTuple, Optional, Text, Tuple
from weakref import WeakKeyDictionary

from rasa.engine.runner.dask import DaskGraphRunner


class Step(NamedTuple):
    """A node of the graph, and the nodes or inputs that it needs, in the order it takes them."""

    node: Text
    needs: Tuple[Text, ...]


_Plans = Dict[Tuple[Text, ...], List[Step]]
_PLANS: "WeakKeyDictionary[DaskGraphRunner, _Plans]" = WeakKeyDictionary()


def run(
    runner: DaskGraphRunner,
    inputs: Optional[Dict[Text, Any]] = None,
    targets: Optional[List[Text]] = None,
) -> Dict[Text, Any]:
    """Run the graph up to the targets, and return what each target gave, by its name."""
    wanted = tuple(targets or runner._graph_schema.target_names)
    given = inputs or {}
    # A node takes what another gave together with that one's name; a name alone says "not there".
    results: Dict[Text, Any] = {name: (name, value) for name, value in given.items()}
    for node, needs in _plan(runner, wanted):
        call = runner._instantiated_nodes[node]
        results[node] = call(*(results.get(name, name) for name in needs))
    return dict(results[name] for name in wanted)


def _plan(runner: DaskGraphRunner, targets: Tuple[Text, ...]) -> List[Step]:
    plans = _PLANS.setdefault(runner, {})
    if targets not in plans:
        nodes = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        needs = {name: tuple(node.needs.values()) for name, node in nodes.items()}
        order = TopologicalSorter(needs).static_order()
        plans[targets] = [Step(name, needs[name]) for name in order if name in needs]
    return plans[targets]


def install() -> None:
    """Put the lever in place for every graph that this process runs."""
    DaskGraphRunner.run = run
