"""What is said while nothing is under way; a need that is told begins the search for support."""

from abc import abstractmethod
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.buttons import Button, button, practice_buttons
from actions.review_queue import tell_the_queue
from actions.speech import Speech
from actions.triage import TriageAction
from actions.triage_buttons import find_support_button
from actions.triage_turn import needs_of
from actions.turn import Turn
from api.client import ApiUnreachable


class OutsideAction(TriageAction):
    """Base of the actions below; abstract, as it has no name.

    A message such as "where is the nearest food bank" may be taken for small talk, or for a
    question that is out of scope. The need in it counts for more, unless an assessment is open.
    """

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Begin the search for support if a need was told, else answer."""
        turn = Turn.of(tracker)
        if turn.flow == "assessment" or not needs_of(tracker):
            return await self.reply(turn, dispatcher)
        events = await self.begin(tracker, dispatcher)
        goes_on = any(event.get("name") == "seeking" and event["value"] for event in events)
        # The rules end with this action, so the form that takes the next message is named here.
        return [*events, FollowupAction("triage_form")] if goes_on else events

    async def give_help(self, speech: Speech, turn: Turn) -> None:
        """Give the short help; who has no assessment may be looking for support, or try one."""
        if turn.place is not None:
            speech.say("utter_help", buttons=[button("carry_on", "resume")])
        elif turn.flow == "assessment":
            speech.say("utter_help")
        elif turn.may_practise:
            speech.say("utter_visitor_help", buttons=await self.ways_on(turn))
        elif turn.speaks_english:
            speech.say("utter_visitor_help_closed", buttons=[find_support_button()])
        else:
            speech.say("utter_help_visitor", buttons=[find_support_button()])

    async def ways_on(self, turn: Turn) -> list[Button]:
        """Offer support first and, where these are open, the practice runs; fewer without API."""
        try:
            allowed = turn.may_practise
            frameworks = await self.client.frameworks() if allowed else []
            practice = practice_buttons(frameworks, first=2)
        except ApiUnreachable:
            practice = []
        return [find_support_button(), *practice]

    @abstractmethod
    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Answer a message that tells no need."""


class ActionGreet(OutsideAction):
    """Greets where nothing is under way, with the ways on."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_greet"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Say hello and offer support, and a practice run where these are open."""
        speech = Speech(dispatcher)
        buttons = [find_support_button()]
        try:
            if turn.may_practise:
                buttons += practice_buttons(await self.client.frameworks(), first=2)
        except ApiUnreachable:
            speech.unavailable()
            return []
        speech.say("utter_greet_visitor", buttons=buttons)
        return []


class ActionSmallTalk(OutsideAction):
    """Answers thanks, a goodbye or the wish for a person, while nothing is under way."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_small_talk"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Answer by the intent; who has no assessment is told of people who support citizens."""
        speech = Speech(dispatcher)
        if turn.intent == "human" and turn.place is None:
            speech.say("utter_triage_human", buttons=[find_support_button()])
        else:
            speech.say(f"utter_{turn.intent}")
        return []


class ActionHelp(OutsideAction):
    """Says what can be said while no assessment is under way."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_help"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Give the short help; a request about an assessment is answered."""
        if turn.place is not None and turn.request:
            return await self.answer_while_closed(turn, turn.place, dispatcher)
        await self.give_help(Speech(dispatcher), turn)
        return []


class ActionNotUnderstood(OutsideAction):
    """Says that a message was not understood, and what would be."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_not_understood"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Say so, then give the short help; a request about an assessment is answered."""
        speech = Speech(dispatcher)
        if turn.place is not None and turn.request:
            return await self.answer_while_closed(turn, turn.place, dispatcher)
        await tell_the_queue(self.client, turn)
        is_outside = turn.intent == "out_of_scope"
        speech.say("utter_out_of_scope" if is_outside else "utter_not_understood")
        await self.give_help(speech, turn)
        return []


class ActionAssessmentTurn(OutsideAction):
    """Answers a message about the assessment while the form is closed, and opens it again."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_assessment_turn"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Answer the message if there is an assessment, else say that there is none."""
        if turn.place is None:
            speech = Speech(dispatcher)
            await self.give_help(speech, turn)
            return [SlotSet("assessing", False)]
        return await self.answer_while_closed(turn, turn.place, dispatcher)
