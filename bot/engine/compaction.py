"""Shorten a conversation's events without changing what happens next.

Every turn, Rasa replays all events of the conversation, so that a turn's cost grows with its
number. What a later turn depends on is little: the slots, the active form and the last few turns.
"""

from typing import Any, Iterator, List, Optional

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_TURNS = 2
# What a person wrote stands in slots until it is answered, under these keys, however deep.
_WORDS_IN_SLOTS = frozenset({"note", "said", "text"})


def compact(
    tracker: DialogueStateTracker, domain: Domain, kept_turns: int = KEPT_TURNS
) -> List[Event]:
    """Return the events that give the same state: its summary, then the last user turns whole.

    Of a conversation whose words are not to be kept, only the summary stays.
    """
    events = list(tracker.events)
    if _is_forgetful(events):
        return wordless_summary(tracker)
    cut = _start_of_last_turns(events, kept_turns)
    if cut is None:
        return events
    before = DialogueStateTracker.from_events(
        tracker.sender_id, events[:cut], slots=domain.slots, domain=domain
    )
    return summary(before) + events[cut:]


def _is_forgetful(events: List[Event]) -> bool:
    turns = (event for event in reversed(events) if isinstance(event, UserUttered))
    latest = next(turns, None)
    return latest is not None and (latest.metadata or {}).get("keep") is False


def _start_of_last_turns(events: List[Event], kept_turns: int) -> Optional[int]:
    starts = [place for place, event in enumerate(events) if isinstance(event, UserUttered)]
    return starts[-kept_turns] if len(starts) > kept_turns else None


def summary(tracker: DialogueStateTracker) -> List[Event]:
    """Return the fewest events that give the same slots and form."""
    return list(_summary(tracker))


def wordless_summary(tracker: DialogueStateTracker) -> List[Event]:
    """Return the summary without a word that anyone wrote, also while it waits for an answer."""
    return [_without_words(event) for event in summary(tracker)]


def _without_words(event: Event) -> Event:
    if not isinstance(event, SlotSet):
        return event
    return SlotSet(event.key, _wordless(event.value))


def _wordless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _wordless(x) for key, x in value.items() if key not in _WORDS_IN_SLOTS}
    return [_wordless(one) for one in value] if isinstance(value, list) else value


def _summary(tracker: DialogueStateTracker) -> Iterator[Event]:
    yield ActionExecuted(ACTION_SESSION_START_NAME)
    yield SessionStarted()
    yield ActionExecuted(ACTION_LISTEN_NAME)
    for name, slot in tracker.slots.items():
        if slot.value != slot.initial_value:
            yield SlotSet(name, slot.value)
    if tracker.active_loop_name:
        yield ActiveLoop(tracker.active_loop_name)
        yield ActionExecuted(tracker.active_loop_name)
        yield ActionExecuted(ACTION_LISTEN_NAME)
