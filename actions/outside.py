"""What is said while nothing is under way; a need that is told begins the search for support."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asides import Aside, Asides, Found, found_in, number_of
from actions.buttons import button
from actions.opening import first_buttons
from actions.review_queue import tell_the_queue
from actions.speech import Speech
from actions.triage import TriageAction
from actions.triage_buttons import find_support_button
from actions.triage_turn import needs_of
from actions.turn import Turn
from api.client import ApiRefused, ApiUnreachable
from api.referrals.schemas import Context
from api.triage.reading import tells_age

_OF_WHAT_IS_SHOWN = frozenset({"show_again", "give_number", "tell_where"})
_OF_CITIZENS = {
    "human": "utter_triage_human",
    "privacy": "utter_triage_privacy",
    "bot_challenge": "utter_triage_bot",
    "goodbye": "utter_goodbye_visitor",
}


class OutsideAction(TriageAction):
    """Base of the actions below; abstract, as it has no name.

    A message such as "where is the nearest food bank" may be taken for small talk, or for a
    question that is out of scope. The need in it counts for more, unless an assessment is open, and
    so does the age that somebody tells.
    """

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Begin the search for support if a need was told, else answer."""
        turn, needs = Turn.of(tracker), needs_of(tracker)
        is_citizen = turn.flow != "assessment" and turn.place is None and not turn.is_button
        found = found_in(turn.text) if is_citizen else Found()
        if found.asides and not found.rest and not (needs and found.asides[0].waits == "wrong"):
            await self.answer_asides(turn, found.asides, Speech(dispatcher))
            return []
        if not (is_citizen and tells_age(turn.text)) and (turn.flow == "assessment" or not needs):
            return await self.reply(turn, dispatcher)
        events = await self.begin(tracker, dispatcher)
        goes_on = any(event.get("name") == "seeking" and event["value"] for event in events)
        # The rules end with this action, so the form that takes the next message is named here.
        return [*events, FollowupAction("triage_form")] if goes_on else events

    async def answer_asides(self, turn: Turn, asides: Sequence[Aside], speech: Speech) -> None:
        """Answer what a citizen asks before anything was begun, and offer to begin."""
        begin = [find_support_button()]
        for aside in asides:
            if (text := _answer_outside(aside, turn)) is not None:
                speech.say("utter_aside", answer=text, buttons=begin)
            elif aside.does in _OF_WHAT_IS_SHOWN:
                speech.say("utter_nothing_shown_yet", buttons=begin)
            elif aside.does != "offer_call":
                speech.say("utter_help_visitor", buttons=begin)
            if aside.does == "offer_call" or aside.waits == "who_to_ring":
                await self._offer_people(turn, aside, speech)

    async def _offer_people(self, turn: Turn, aside: Aside, speech: Speech) -> None:
        """Say whom to ring; who asks for a call gets the form for it, where there is one."""
        asks_call = aside.does == "offer_call" and turn.speaks_english
        url = await self._form() if asks_call else None
        if url is not None:
            speech.say("utter_referral_form", url=url, buttons=[find_support_button()])
        else:
            speech.say("utter_triage_human", buttons=[find_support_button()])

    async def _form(self) -> str | None:
        """Give the link to the form for a link worker's call, None where there is none."""
        try:
            return (await self.client.referral_link(Context())).url
        except (ApiRefused, ApiUnreachable):
            return None

    def give_help(self, speech: Speech, turn: Turn) -> None:
        """Give the short help; who has no assessment may be looking for support."""
        if turn.place is not None:
            speech.say("utter_help", buttons=[button("carry_on", "resume")])
        elif turn.flow == "assessment":
            speech.say("utter_help")
        else:
            key = "utter_visitor_help" if turn.speaks_english else "utter_help_visitor"
            speech.say(key, buttons=first_buttons(turn))

    @abstractmethod
    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Answer a message that tells no need."""


def _answer_outside(aside: Aside, turn: Turn) -> str | None:
    """Give what an aside is answered with where no question is open."""
    if aside.does == "say_it_simpler":
        return Asides.load().simpler["needs"]
    if aside.does == "give_number":
        return number_of(turn.text)
    return aside.said() if aside.waits == "wrong" else aside.answer


class ActionGreet(OutsideAction):
    """Greets where nothing is under way, with the ways on."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_greet"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Say hello with the buttons that the conversation opens with."""
        Speech(dispatcher).say("utter_greet_visitor", buttons=first_buttons(turn))
        return []


class ActionSmallTalk(OutsideAction):
    """Answers thanks, a goodbye and the like, while nothing is under way."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_small_talk"

    async def reply(self, turn: Turn, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Answer by the intent; who has no assessment is answered as a citizen."""
        speech = Speech(dispatcher)
        if turn.place is None and turn.intent in _OF_CITIZENS:
            speech.say(_OF_CITIZENS[turn.intent], buttons=[find_support_button()])
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
        self.give_help(Speech(dispatcher), turn)
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
        self.give_help(speech, turn)
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
            self.give_help(speech, turn)
            return [SlotSet("assessing", False)]
        return await self.answer_while_closed(turn, turn.place, dispatcher)
