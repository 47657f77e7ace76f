"""Stored events are read back as the classes that Rasa would choose."""

import pytest
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses

from bot.engine import event_types

RASAS_OWN = Event.resolve_by_type


@pytest.mark.parametrize("name", sorted({kind.type_name for kind in all_subclasses(Event)}))
def test_a_name_means_what_it_means_to_rasa(name: str) -> None:
    assert event_types.resolve_by_type(name) is RASAS_OWN(name)
    assert event_types.resolve_by_type(name) is RASAS_OWN(name)


def test_an_unknown_name_is_an_error_unless_there_is_a_default() -> None:
    for resolve in (RASAS_OWN, event_types.resolve_by_type):
        assert resolve("no such event", SlotSet) is SlotSet
        with pytest.raises(ValueError, match="no such event"):
            resolve("no such event")


def test_installing_puts_it_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Event, "resolve_by_type", staticmethod(RASAS_OWN))
    event_types.install()
    assert Event.resolve_by_type is event_types.resolve_by_type
    restored = Event.from_parameters({"event": "slot", "name": "answer", "value": 3})
    assert restored == SlotSet("answer", 3)
