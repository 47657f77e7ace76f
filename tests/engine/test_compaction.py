"""A compacted conversation is short, and what comes next is the same as without compaction."""

from typing import List

import pytest
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.compaction import KEPT_TURNS, compact

DOMAIN = Domain.load("domain")


def _turn(number: int) -> List[Event]:
    return [
        UserUttered(f"message {number}", intent={"name": "level_3", "confidence": 1.0}),
        SlotSet("answer", f"message {number}"),
        ActionExecuted("assessment_form"),
        SlotSet("answer", None),
        SlotSet("last_saved", f"N1{chr(97 + number % 8)}"),
        SlotSet("requested_slot", "answer"),
        ActionExecuted(ACTION_LISTEN_NAME),
    ]


def _tracker(turns: int) -> DialogueStateTracker:
    events: List[Event] = [ActionExecuted(ACTION_LISTEN_NAME), ActiveLoop("assessment_form")]
    for number in range(turns):
        events += _turn(number)
    return DialogueStateTracker.from_events("c", events, slots=DOMAIN.slots, domain=DOMAIN)


def _replay(events: List[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c", events, slots=DOMAIN.slots, domain=DOMAIN)


def test_a_short_conversation_stays_as_it_is() -> None:
    tracker = _tracker(KEPT_TURNS)
    assert compact(tracker, DOMAIN) == list(tracker.events)


@pytest.mark.parametrize("turns", [3, 10, 150])
def test_the_size_does_not_grow_with_the_turns(turns: int) -> None:
    assert len(compact(_tracker(turns), DOMAIN)) <= len(compact(_tracker(3), DOMAIN))


@pytest.mark.parametrize("turns", [3, 10, 40])
def test_the_state_is_the_same(turns: int) -> None:
    whole = _tracker(turns)
    short = _replay(compact(whole, DOMAIN))
    assert short.current_slot_values() == whole.current_slot_values()
    assert short.active_loop_name == whole.active_loop_name == "assessment_form"
    assert short.latest_action_name == whole.latest_action_name
    assert short.latest_message == whole.latest_message


def test_compacting_again_changes_nothing_more() -> None:
    once = compact(_tracker(20), DOMAIN)
    assert len(compact(_replay(once), DOMAIN)) == len(once)


def test_a_closed_form_stays_closed() -> None:
    events = [*_tracker(5).events, ActiveLoop(None), ActionExecuted(ACTION_LISTEN_NAME)]
    for number in range(4):
        events += [
            UserUttered(f"thanks {number}", intent={"name": "thanks", "confidence": 1.0}),
            ActionExecuted("utter_thanks"),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
    assert _replay(compact(_replay(events), DOMAIN)).active_loop_name is None
