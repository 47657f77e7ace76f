"""The actions of the triage: every message inside it goes through the tables below."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import triage_answers as answers
from actions import triage_asides as asides
from actions import triage_facts as facts
from actions import triage_places as places
from actions import triage_signposts as signposts
from actions import triage_wellbeing as wellbeing
from actions.asides import outcome_said, shrugs, wishes_more
from actions.assessment import AssessmentAction
from actions.speech import Speech
from actions.triage_speech import ask, say
from actions.triage_turn import CitizenTurn, Memo, needs_of
from actions.turn import Turn
from api.client import ApiRefused, ApiUnreachable

Handler = Callable[[CitizenTurn], Awaitable[Memo]]
MayAnswer = Callable[[CitizenTurn], Awaitable[Memo | None]]

PRESSED: dict[str, Handler] = {
    "answer": answers.press_answer,
    "need": answers.press_need,
    "other": answers.ask_in_words,
    "place": answers.press_place,
    "pass": answers.press_pass,
    "about_me": answers.set_about_me,
    "again": answers.offer_again,
    "again_yes": answers.begin_again,
    "stay": answers.stay,
    "who_to_ring": answers.tell_of_people,
    "carry_on": answers.ask_again,
    "stop": answers.say_goodbye,
    "list_again": asides.show_list,
    "not_me": answers.disagree,
    "change": answers.change,
    "more": signposts.more,
    "tell_more": signposts.tell_more,
    "refer": signposts.refer,
    "not_for_me": signposts.judge,
    "report_wrong": signposts.judge,
    "followed": signposts.followed,
    "wellbeing": wellbeing.offer,
    "wellbeing_yes": wellbeing.begin,
    "wellbeing_no": wellbeing.stop,
    "feel": wellbeing.feel,
}

SAID: dict[str, Handler] = {
    "skip": answers.skip,
    "dont_know": answers.skip,
    "not_applicable": answers.skip,
    "back": answers.back,
    "change_answer": answers.back,
    "restart": answers.offer_again,
    "help": answers.help_along,
    "explain": answers.tell_why,
    "human": answers.tell_of_people,
    "privacy": answers.tell_of_privacy,
    "bot_challenge": answers.own_up,
    "thanks": answers.take_thanks,
    "goodbye": answers.say_goodbye,
    "pause": answers.pause,
    "resume": wellbeing.take_up,
    "open": answers.ask_again,
    "find_support": answers.seek,
    "greet": answers.ask_again,
    "start_triage": answers.ask_again,
    "start_assessment": answers.offer_leave,
}
# What is plainly a move, even where the words could also be read as an answer.
_MOVES = {"back", "restart", "privacy", "bot_challenge", "start_assessment", "open"}
# After the signposts a need that is told along with one of these is what is meant.
_ALSO_NEEDS = {"back", "open", "start_assessment", "bot_challenge"}
_ABOUT_SIGNPOSTS = {"not_for_me", "report_wrong"}

YES: dict[str, Handler] = {
    "again": answers.begin_again,
    "wellbeing_offer": wellbeing.begin,
    "follow_up": signposts.followed,
    "place_right": answers.ask_again,
    "near_place": answers.take_near_place,
    "who_to_ring": answers.tell_of_people,
    "wrong": answers.ask_in_words,
    "stop": answers.say_goodbye,
}
NO: dict[str, Handler] = {
    "again": answers.stay,
    "change": answers.stay,
    "wellbeing_offer": wellbeing.stop,
    "wellbeing": wellbeing.stop,
    "follow_up": signposts.followed,
    "place_right": places.other_places,
    "near_place": places.ask_place_again,
    "who_to_ring": answers.ask_again,
    "wrong": answers.ask_again,
    "stop": answers.ask_again,
}
_OFFERS = {"who_to_ring", "stop"}
_FOOD_FIRST = {"utter_food_first", "utter_food_first_them"}
_ASKS = ("utter_ask_", "utter_which_place")
_LEAVES_WELLBEING = {"skip", "pause", "dont_know", "deny", "back"}


async def take(at: CitizenTurn) -> Memo:
    """Answer one message of a citizen."""
    if at.pressed:
        return await PRESSED[at.pressed](at)
    if at.turn.is_button:
        is_known = at.turn.intent in SAID and at.turn.intent != "find_support"
        return await (SAID[at.turn.intent] if is_known else answers.ask_again)(at)
    if at.turn.is_typed_command or at.turn.is_unread:
        return await answers.misunderstand(at)
    for attempt in _ATTEMPTS:
        memo = await attempt(at)
        if memo is not None:
            return memo
    return await SAID.get(at.turn.intent, answers.misunderstand)(at)


async def _waited_for(at: CitizenTurn) -> Memo | None:
    """Take the message for the answer to what was asked beside the triage."""
    waiting = at.memo.waiting
    if waiting is None:
        return None
    if waiting == "wellbeing":
        if at.turn.intent in _LEAVES_WELLBEING:
            return await wellbeing.stop(at)
        return await wellbeing.take_number(at)
    outcome = outcome_said(at.turn.text) if waiting == "follow_up" and not at.needs else None
    if outcome is not None:
        entities = {**at.turn.entities, "value": outcome}
        return await signposts.followed(replace(at, turn=replace(at.turn, entities=entities)))
    if waiting in _OFFERS and at.needs:
        # "Fine, I'm lonely then" tells what is needed, and not that the offer is taken.
        return None
    table = {True: YES, False: NO}.get(at.says_yes) if at.says_yes is not None else None
    handler = table.get(waiting) if table else None
    return await handler(at) if handler else None


async def _about_signposts(at: CitizenTurn) -> Memo | None:
    """Take what is said of the signposts on view; somebody who is back is asked how it went."""
    if at.view.question is not None or not at.view.signposted:
        return None
    if at.memo.waiting != "follow_up" and (memo := await signposts.follow_words(at)) is not None:
        return memo
    if at.turn.intent in _ABOUT_SIGNPOSTS and not at.needs:
        return await signposts.judge(at)
    if (at.view.returning or at.turn.intent == "greet") and not at.needs:
        return None if at.memo.waiting == "follow_up" else await signposts.follow_up(at)
    if at.says_yes is not None and not at.needs:
        return await (signposts.more if at.says_yes else answers.say_goodbye)(at)
    return None


async def _shrugged(at: CitizenTurn) -> Memo | None:
    """Pass over a question that is all the same to the person; "any will do" names no place."""
    question = at.view.question
    if question is None or question.id == "place" or not shrugs(at.turn.text):
        return None
    return await answers.skip(at)


def _may_wish(at: CitizenTurn) -> bool:
    """Whether a wish is what is waited for: at the question for needs, and once all is asked."""
    return at.view.question is None or at.view.question.id == "needs"


async def _plain_move(at: CitizenTurn) -> Memo | None:
    if at.turn.intent == "pause" and _may_wish(at) and wishes_more(at.turn.text):
        return await asides.new_wish(at)
    asks_place = at.view.question is not None and at.view.question.id == "place"
    if at.needs and at.view.question is None and at.turn.intent in _ALSO_NEEDS:
        return None
    if at.turn.intent in _MOVES or (asks_place and at.turn.intent in SAID and not at.needs):
        return await SAID[at.turn.intent](at) if at.turn.intent != "find_support" else None
    return None


_ATTEMPTS: tuple[MayAnswer, ...] = (
    _waited_for,
    facts.answer,
    answers.hear_correction,
    answers.hear_disagreement,
    _shrugged,
    asides.answer,
    answers.hear_only_place,
    _about_signposts,
    _plain_move,
    answers.hear,
)


class TriageAction(AssessmentAction):
    """Base of the actions below; abstract, as it has no name."""

    async def attend(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Answer a turn and say whether the triage can go on."""
        speech = Speech(dispatcher)
        try:
            memo = await self._answer(Turn.of(tracker), tracker, dispatcher, speech)
        except ApiUnreachable:
            dispatcher.messages.clear()
            speech.unavailable()
            return [SlotSet("told", None), SlotSet("seeking", False)]
        return [*memo.events(), SlotSet("seeking", True)]

    async def begin(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> list[EventType]:
        """Say hello the first time, then answer the message."""
        events = await self.attend(tracker, dispatcher)
        if tracker.get_slot("triage_memo") is None and _can_go_on(events):
            _greet(dispatcher)
        return events

    async def _answer(
        self, turn: Turn, tracker: Tracker, dispatcher: CollectingDispatcher, speech: Speech
    ) -> Memo:
        view = await self.client.open_triage(turn.conversation)
        at = CitizenTurn(turn, needs_of(tracker), view, Memo.of(tracker), self.client, speech)
        try:
            return (await take(at)).after(at.memo)
        except ApiRefused:
            # A button of a triage that is over, or of a signpost that was forgotten.
            dispatcher.messages.clear()
            say(speech, "utter_triage_not_understood")
            ask(speech, await self.client.open_triage(turn.conversation))
            return Memo().after(at.memo)


def _can_go_on(events: list[EventType]) -> bool:
    return any(event.get("name") == "seeking" and event["value"] for event in events)


def _greet(dispatcher: CollectingDispatcher) -> None:
    """Say hello before all else, but after the human sentence for what was told.

    Whoever has no food has it first, and hears before the one question only what is new in it.
    """
    said = [message["response"] for message in dispatcher.messages]
    is_hungry = not _FOOD_FIRST.isdisjoint(said)
    if is_hungry and not said[-1].startswith(_ASKS):
        return
    Speech(dispatcher).say("utter_triage_hello_after_food" if is_hungry else "utter_triage_hello")
    hello = dispatcher.messages.pop()
    first = int(said[:1] == ["utter_warmth"])
    dispatcher.messages.insert(len(said) - 1 if is_hungry else first, hello)


def _was_answered(tracker: Tracker) -> bool:
    """Whether the message that opened the form was answered already, in this same turn.

    Within a turn only an action that answered it says beforehand that the triage can go on.
    """
    latest = takewhile(lambda event: event["event"] != "user", reversed(tracker.events))
    return any(event["event"] == "slot" and event["name"] == "seeking" for event in latest)


class ValidateTriageForm(TriageAction):
    """Takes what was said inside the triage."""

    def name(self) -> str:
        """Rasa's name for the form's validation."""
        return "validate_triage_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the message, once Rasa has put it into the form's slot."""
        if "told" not in tracker.slots_to_validate():
            return []
        if _was_answered(tracker):
            return [SlotSet("told", None), SlotSet("requested_slot", "told")]
        events = await self.attend(tracker, dispatcher)
        return [*events, SlotSet("requested_slot", "told")]


class ActionOpenTriage(TriageAction):
    """Begins a triage with the message that led to it, or takes it up again."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_open_triage"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Say hello the first time, then answer the message."""
        return await self.begin(tracker, dispatcher)
