"""The actions of the assessment: every message inside it goes through one table of handlers."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import (
    addressed,
    another,
    answers,
    asking,
    changing,
    explaining,
    misunderstanding,
    moves,
    others,
    replying,
    second_thoughts,
)
from actions.buttons import practice_buttons
from actions.exchange import Exchange
from actions.level_names import on_the_scale
from actions.outcome import Outcome
from actions.reporting import say_profile
from actions.requested import answer_request
from actions.speech import Speech
from actions.triage_buttons import find_support_button
from actions.turn import Turn
from actions.words import lone_number
from api.client import ApiRefused, ApiUnreachable, Place, SignpostClient, get_client

Handler = Callable[[Exchange], Awaitable[Outcome]]

# What is read by rule, in this order, before the intent counts; None says that it is not meant.
_BY_RULE: tuple[Callable[[Exchange], Awaitable[Outcome | None]], ...] = (
    addressed.answer_addressed,
    changing.change_the_last,
    replying.answer_step,
    answer_request,
)

_OF_THE_FORM = {"answer", "requested_slot"}

HANDLERS: dict[str, Handler] = {
    **{f"level_{value}": answers.take_level for value in range(1, 6)},
    "not_applicable": others.take_other,
    "dont_know": others.take_other,
    "skip": others.take_other,
    "affirm": another.confirm,
    "deny": second_thoughts.refuse,
    "clarify": second_thoughts.ask_which,
    "note": answers.take_note,
    "back": moves.go_back,
    "change_answer": changing.change,
    "explain": explaining.explain,
    "progress": moves.tell_progress,
    "pause": moves.pause,
    "resume": asking.ask_next,
    "open": asking.ask_next,
    "start_assessment": another.offer_another,
    "restart": moves.offer_restart,
    "help": moves.give_help,
    "human": moves.make_small_talk,
    "privacy": moves.make_small_talk,
    "bot_challenge": moves.make_small_talk,
    "greet": moves.make_small_talk,
    "thanks": moves.make_small_talk,
    "goodbye": moves.make_small_talk,
    **dict.fromkeys(
        ("find_support", "give_location", "not_for_me", "report_wrong"), moves.tell_of_support
    ),
}


class AssessmentAction(Action, ABC):
    """Base of the actions below; abstract, so that the action server does not register it."""

    def __init__(self, client: SignpostClient | None = None) -> None:
        self._client = client

    @abstractmethod
    def name(self) -> str:
        """Name in the domain."""

    @property
    def client(self) -> SignpostClient:
        """The API client: the one given, else this process's own."""
        return self._client or get_client()

    async def converse(
        self, turn: Turn, place: Place, dispatcher: CollectingDispatcher
    ) -> Outcome | None:
        """Answer a turn; None when the API is away, and nothing was done."""
        at = Exchange(turn, place, self.client, Speech(dispatcher))
        try:
            try:
                return await _answer(at)
            except ApiRefused as refusal:
                dispatcher.messages.clear()
                return await _recover(at, refusal)
        except ApiUnreachable:
            dispatcher.messages.clear()
            at.speech.unavailable()
            return None

    async def answer_while_closed(
        self, turn: Turn, place: Place, dispatcher: CollectingDispatcher
    ) -> list[EventType]:
        """Answer a message while the form is closed, and say whether it is to be opened."""
        # What waited before something else was done is not asked any more; an outage is no such
        # thing, and leaves the conversation in the assessment.
        waiting = turn.pending if turn.flow == "assessment" else None
        outcome = await self.converse(replace(turn, pending=waiting), place, dispatcher)
        if outcome is None:
            return [SlotSet("assessing", False)]
        if outcome.finished:
            await self.show_result(turn, place, dispatcher)
        # The form that is opened next would take a slot of its own for an answer to be validated,
        # and so hear the message twice.
        kept = [event for event in outcome.events() if event["name"] not in _OF_THE_FORM]
        return [*kept, SlotSet("assessing", not outcome.finished)]

    async def show_result(self, turn: Turn, place: Place, dispatcher: CollectingDispatcher) -> None:
        """Say where the result can be seen, with the profile where the framework is an index."""
        at = Exchange(turn, place, self.client, Speech(dispatcher))
        await say_profile(at)
        at.speech.show_result(await self.client.position(place))


async def _answer(at: Exchange) -> Outcome:
    """Answer what is read by rule, else what the intent says."""
    if at.turn.is_typed_command:
        return await misunderstanding.misunderstand(at)
    outcome = await replying.answer_reply(at)
    if outcome is not None:
        return outcome
    at = replying.let_go(at)
    for read in _BY_RULE:
        outcome = await read(at)
        if outcome is not None:
            break
    else:
        at = await on_the_scale(at)
        outcome = await _handler(at.turn)(at)
    return await replying.remind(at, outcome)


def _handler(turn: Turn) -> Handler:
    """Choose what answers a turn; a lone number is never guessed at."""
    number = lone_number(turn.text)
    if number is not None and (number < 0 or not turn.intent.startswith("level_")):
        return answers.refuse_number
    return HANDLERS.get(turn.intent, misunderstanding.misunderstand)


async def _recover(at: Exchange, refusal: ApiRefused) -> Outcome:
    """Go on after a refusal that no handler expected, such as a statement that is gone."""
    if refusal.error == "AssessmentClosed":
        return asking.tell_closed(at, await at.client.position(at.place))
    at.speech.say("utter_not_understood")
    return await asking.ask_next(at)


class ValidateAssessmentForm(AssessmentAction):
    """Takes what was said inside the form: an answer, a move or a side question."""

    def name(self) -> str:
        """Rasa's name for the form's validation."""
        return "validate_assessment_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the message, once Rasa has put it into the answer slot."""
        if "answer" not in tracker.slots_to_validate():
            return []
        turn = Turn.of(tracker)
        if turn.place is None:
            return Outcome(finished=True).events()
        outcome = await self.converse(turn, turn.place, dispatcher)
        if outcome is None:
            return [SlotSet("answer", None), SlotSet("requested_slot", "answer")]
        return outcome.events()


class ActionStartAssessment(AssessmentAction):
    """Starts a practice run of the framework and scope that were chosen, or offers the choice."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_start_assessment"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Start, offer the choice, or say that practice runs are switched off."""
        turn, speech = Turn.of(tracker), Speech(dispatcher)
        try:
            return await self._start(turn, speech)
        except ApiUnreachable:
            speech.unavailable()
        except ApiRefused as refusal:
            if refusal.error != "PracticeSwitchedOff":
                raise
            speech.say("utter_practice_off")
        return [SlotSet("assessing", False)]

    async def _start(self, turn: Turn, speech: Speech) -> list[EventType]:
        framework, scope = turn.entities.get("framework"), turn.entities.get("scope")
        if not (framework and scope):
            if not turn.demo:
                speech.say("utter_practice_off", buttons=[find_support_button()])
                return [SlotSet("assessing", False)]
            buttons = practice_buttons(await self.client.frameworks())
            speech.say("utter_choose_assessment", buttons=buttons)
            return [SlotSet("assessing", False)]
        practice = await self.client.start_practice(turn.conversation, framework, scope)
        at = Exchange(
            turn,
            Place(assessment=practice.assessment_id, participant=practice.participant_id),
            self.client,
            speech,
        )
        another.begin(at, practice)
        return [
            SlotSet("assessment", str(practice.assessment_id)),
            SlotSet("participant", str(practice.participant_id)),
            SlotSet("assessing", True),
            SlotSet("last_saved", None),
            SlotSet("pending", None),
            SlotSet("tour", None),
            SlotSet("undo", None),
            SlotSet("misunderstandings", 0),
        ]


class ActionShowResult(AssessmentAction):
    """Says where the result can be seen, once every statement has had its turn."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_show_result"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Give the link to the result with what was answered."""
        turn, speech = Turn.of(tracker), Speech(dispatcher)
        if turn.place is not None:
            try:
                await self.show_result(turn, turn.place, dispatcher)
            except ApiUnreachable:
                dispatcher.messages.clear()
                speech.unavailable()
        return [SlotSet("assessing", False)]
