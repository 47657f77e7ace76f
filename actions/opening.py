"""How a conversation opens."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asking import ask
from actions.assessment import AssessmentAction
from actions.buttons import Button, staff_button
from actions.exchange import Exchange
from actions.phrases import minutes, to_go
from actions.speech import Speech
from actions.triage_buttons import find_support_button
from actions.turn import Turn
from api.assessments.schemas import AssessmentStatus, Position
from api.client import ApiUnreachable


class ActionOpen(AssessmentAction):
    """Greets: by the assessment that the invite is for, or with a question of one line."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_open"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Greet and ask the first open question, or what is going on."""
        turn, speech = Turn.of(tracker), Speech(dispatcher)
        try:
            if turn.place is not None:
                return await self._greet_participant(
                    Exchange(turn, turn.place, self.client, speech)
                )
            _greet_visitor(turn, speech)
        except ApiUnreachable:
            dispatcher.messages.clear()
            speech.unavailable()
        return [SlotSet("assessing", False)]

    async def _greet_participant(self, at: Exchange) -> list[EventType]:
        position = await self.client.position(at.place)
        if position.assessment.status == AssessmentStatus.CLOSED:
            at.speech.show_result(position, "utter_open_closed", **_facts(position))
            return [SlotSet("assessing", False)]
        if position.question is None and position.finished_at is not None:
            at.speech.show_result(position)
            return [SlotSet("assessing", False)]
        at.speech.say(_welcome(position), **_facts(position))
        outcome = ask(at, position)
        return [SlotSet("assessing", True), SlotSet("pending", outcome.pending)]


def first_buttons(turn: Turn) -> list[Button]:
    """Make the buttons of the first screen; the way of staff is one, in their language alone."""
    staff = [staff_button()] if turn.speaks_english else []
    return [find_support_button(), *staff]


def _greet_visitor(turn: Turn, speech: Speech) -> None:
    """Ask a citizen what is going on."""
    speech.say("utter_hello", buttons=first_buttons(turn))


def _welcome(position: Position) -> str:
    if position.progress.answered:
        return "utter_welcome_back"
    return "utter_welcome_next_round" if position.assessment.round > 1 else "utter_welcome"


def _facts(position: Position) -> dict[str, Any]:
    assessment = position.assessment
    return {
        "title": assessment.framework_title,
        "organisation": assessment.organisation,
        "scope": assessment.scope_title,
        "answered": position.progress.answered,
        "total": position.progress.total,
        "minutes": minutes(position.minutes_left),
        "to_go": to_go(position.minutes_left),
        "round": position.assessment.round,
    }
