"""A need that is told while nothing is under way begins the search for support."""

import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment import AssessmentAction
from actions.opening import ActionOpen
from actions.outside import (
    ActionAssessmentTurn,
    ActionGreet,
    ActionHelp,
    ActionNotUnderstood,
    ActionSmallTalk,
    OutsideAction,
)
from actions.triage import ValidateTriageForm
from api.client import SignpostClient
from api.database import Database
from tests.api.conftest import SERVICE_KEY
from tests.api.triage.conftest import new_conversation
from tests.api.triage.test_dialogue import SAYS

FIRST_WORDS: list[tuple[str, str, str, type[OutsideAction]]] = [
    ("where is the nearest food bank", "out_of_scope", "food", ActionNotUnderstood),
    ("i need a job", "out_of_scope", "work", ActionNotUnderstood),
    ("somewhere for food", "nlu_fallback", "food", ActionNotUnderstood),
    ("need someone to talk to", "human", "loneliness", ActionSmallTalk),
    ("who can i talk to about debt", "human", "money_debt", ActionSmallTalk),
    ("thank you, i'm lonely", "thanks", "loneliness", ActionSmallTalk),
    ("bye then, lonely as ever", "goodbye", "loneliness", ActionSmallTalk),
    ("hello i'm lonely", "greet", "loneliness", ActionGreet),
    ("help me with my rent", "help", "housing", ActionHelp),
    ("how far is the food bank", "progress", "food", ActionAssessmentTurn),
    ("what is dementia", "explain", "dementia", ActionAssessmentTurn),
    ("i don't know how to pay the gas", "dont_know", "money_debt", ActionAssessmentTurn),
]
WITHOUT_A_NEED: list[tuple[str, type[OutsideAction], str]] = [
    ("out_of_scope", ActionNotUnderstood, "utter_out_of_scope"),
    ("human", ActionSmallTalk, "utter_triage_human"),
    ("thanks", ActionSmallTalk, "utter_thanks"),
    ("privacy", ActionSmallTalk, "utter_triage_privacy"),
    ("bot_challenge", ActionSmallTalk, "utter_triage_bot"),
    ("goodbye", ActionSmallTalk, "utter_goodbye_visitor"),
    ("greet", ActionGreet, "utter_greet_visitor"),
    ("help", ActionHelp, "utter_visitor_help"),
    ("progress", ActionAssessmentTurn, "utter_visitor_help"),
]


class Outside:
    """A conversation in which nothing is under way; keeps what the last action said and set."""

    def __init__(self, client: SignpostClient, portal: BlockingPortal, conversation: str) -> None:
        self._client = client
        self._portal = portal
        self._conversation = conversation

    def take(
        self,
        action: type[AssessmentAction],
        text: str,
        intent: str,
        *needs: str,
        flow: str | None,
        locale: str = "en",
        invited: bool = False,
    ) -> list[dict[str, Any]]:
        """Run an action over a message and return its events."""
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.6},
            "entities": [{"entity": "need", "value": need} for need in needs],
            "metadata": {
                "turn": str(uuid.uuid4()),
                "channel": "web",
                "demo": True,
                "flow": flow,
                "locale": locale,
                "assessment": str(uuid.uuid4()) if invited else None,
                "participant": str(uuid.uuid4()) if invited else None,
            },
        }
        said = [{"event": "user", "text": text, "parse_data": message}]
        tracker = Tracker(self._conversation, {}, message, said, False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()

        async def run() -> list[Any]:
            return await action(self._client).run(dispatcher, tracker, {})

        events: list[dict[str, Any]] = self._portal.call(run)
        self.messages = dispatcher.messages
        self.events = [*said, *events]
        return events

    @property
    def keys(self) -> list[str]:
        return [message["response"] for message in self.messages]


@pytest.fixture
def outside(app: FastAPI, portal: BlockingPortal, database: Database) -> Iterator[Outside]:
    client = SignpostClient("http://signpost", SERVICE_KEY, transport=httpx.ASGITransport(app=app))
    with portal.wrap_async_context_manager(client) as entered:
        yield Outside(entered, portal, new_conversation(database))


@pytest.mark.parametrize(("text", "intent", "need", "action"), FIRST_WORDS)
def test_a_need_leads_on_whatever_else_the_message_was_taken_for(
    outside: Outside, text: str, intent: str, need: str, action: type[OutsideAction]
) -> None:
    events = outside.take(action, text, intent, need, flow=None)
    first = [key for key in outside.keys if key != "utter_warmth"]
    assert first[0] == "utter_triage_hello"
    # What is noted is told with thanks only where no human sentence was said for it.
    is_warm = "utter_warmth" in outside.keys
    noted = {key for key in outside.keys if key.startswith("utter_triage_noted_needs")}
    assert noted == {"utter_triage_noted_needs_only" if is_warm else "utter_triage_noted_needs"}
    assert outside.keys[-1].startswith("utter_ask_")
    assert (events[-1]["event"], events[-1]["name"]) == ("followup", "triage_form")


@pytest.mark.parametrize("text", ["im 7", "I'm in year 6", "my nan is 91"])
def test_an_age_leads_on_to_the_question_for_needs(outside: Outside, text: str) -> None:
    outside.take(ActionNotUnderstood, text, "nlu_fallback", flow=None)
    assert "utter_triage_hello" in outside.keys
    assert outside.keys[-1] in {"utter_ask_needs", "utter_ask_needs_them"}
    outside.take(ActionNotUnderstood, text, "nlu_fallback", flow="assessment")
    assert outside.keys[0] == "utter_not_understood"


def test_hunger_leads_on_to_food_before_any_question(outside: Outside) -> None:
    text = "got nothing in the cupboard"
    events = outside.take(ActionNotUnderstood, text, "nlu_fallback", "food", flow=None)
    assert outside.keys[0] == "utter_food_first"
    assert outside.keys[-2:] == ["utter_triage_hello_after_food", "utter_ask_place"]
    assert (events[-1]["event"], events[-1]["name"]) == ("followup", "triage_form")


@pytest.mark.parametrize(("intent", "action", "key"), WITHOUT_A_NEED)
def test_without_a_need_the_message_is_answered_and_nothing_begins(
    outside: Outside, intent: str, action: type[OutsideAction], key: str
) -> None:
    events = outside.take(action, "…", intent, flow=None)
    assert outside.keys[0] == key
    assert "followup" not in [event["event"] for event in events]


@pytest.mark.parametrize(
    ("action", "intent", "before"),
    [
        (ActionHelp, "help", []),
        (ActionAssessmentTurn, "affirm", []),
        (ActionNotUnderstood, "nlu_fallback", ["utter_not_understood"]),
    ],
)
def test_support_comes_first_and_the_way_of_staff_is_in_english_alone(
    outside: Outside, action: type[OutsideAction], intent: str, before: list[str]
) -> None:
    outside.take(action, "…", intent, flow=None)
    assert outside.keys == [*before, "utter_visitor_help"]
    titles = [button["title"] for said in outside.messages for button in said["buttons"]]
    assert titles == ["Find support for me or someone else", "I work in social prescribing"]
    assert SAYS["utter_visitor_help"].startswith("I can help you find support")
    outside.take(action, "…", intent, flow=None, locale="ar")
    assert outside.keys == [*before, "utter_help_visitor"]
    titles = [button["title"] for said in outside.messages for button in said["buttons"]]
    assert titles == ["Find support for me or someone else"]


def test_whoever_says_hello_has_the_buttons_of_the_first_screen(outside: Outside) -> None:
    for locale in ("en", "pl"):
        outside.take(ActionOpen, "/open", "open", flow=None, locale=locale)
        first = outside.messages[-1]["buttons"]
        outside.take(ActionGreet, "hello", "greet", flow=None, locale=locale)
        assert outside.messages[-1]["buttons"] == first
        assert len(first) == (2 if locale == "en" else 1)


def test_whoever_takes_leave_before_anything_is_told_hears_of_nothing_that_was_kept(
    outside: Outside,
) -> None:
    outside.take(ActionSmallTalk, "bye", "goodbye", flow=None)
    (said,) = outside.messages
    assert SAYS[said["response"]] == "Take care. You can come back to this chat at any time."


def test_an_open_assessment_is_not_left_for_a_need(outside: Outside) -> None:
    outside.take(
        ActionNotUnderstood, "is there a food bank", "out_of_scope", "food", flow="assessment"
    )
    assert outside.keys == ["utter_out_of_scope", "utter_help"]


def test_the_form_does_not_answer_the_same_message_again(
    outside: Outside, portal: BlockingPortal
) -> None:
    outside.take(ActionNotUnderstood, "food bank please", "out_of_scope", "food", flow=None)
    message = outside.events[0]["parse_data"]
    told = {"event": "slot", "name": "told", "value": "food bank please"}
    events = [event for event in outside.events if event["event"] != "followup"]
    tracker = Tracker("c", {}, message, [*events, told], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()

    async def run() -> list[Any]:
        return await ValidateTriageForm(None).run(dispatcher, tracker, {})

    assert portal.call(run)
    assert dispatcher.messages == []


ASIDES: list[tuple[str, str, type[OutsideAction], str]] = [
    ("what is a link worker?", "explain", ActionAssessmentTurn, "someone from your GP surgery"),
    ("how much does it cost?", "help", ActionHelp, "I don't charge anything."),
    ("are you a robot?", "bot_challenge", ActionSmallTalk, "a computer program"),
    ("do I need to give my name", "privacy", ActionSmallTalk, "I don't ask for your name"),
    ("is this the nhs", "out_of_scope", ActionNotUnderstood, "not a doctor"),
    ("😢", "nlu_fallback", ActionNotUnderstood, "That sounds sad. What's wrong?"),
    ("I don't understand", "dont_know", ActionAssessmentTurn, "what is hard just now?"),
    ("whats the number for Samaritans", "progress", ActionAssessmentTurn, "116 123"),
]


@pytest.mark.parametrize(("text", "intent", "action", "part"), ASIDES)
def test_a_citizen_who_asks_first_is_answered_without_a_word_for_staff(
    outside: Outside, text: str, intent: str, action: type[OutsideAction], part: str
) -> None:
    outside.take(action, text, intent, flow=None)
    assert part in str(outside.messages[0])
    titles = {button["title"] for said in outside.messages for button in said["buttons"]}
    assert titles == {"Find support for me or someone else"}


def test_with_an_invite_the_words_are_those_for_staff(outside: Outside) -> None:
    for intent in ("privacy", "bot_challenge", "human"):
        outside.take(ActionSmallTalk, "…", intent, flow=None, invited=True)
        assert outside.keys == [f"utter_{intent}"]
    outside.take(ActionSmallTalk, "are you a robot?", "bot_challenge", flow=None, invited=True)
    assert outside.keys == ["utter_bot_challenge"]


def test_whoever_swears_or_asks_for_a_call_is_told_who_to_ring(outside: Outside) -> None:
    outside.take(ActionNotUnderstood, "this is shit, you are useless", "out_of_scope", flow=None)
    assert outside.keys == ["utter_aside", "utter_triage_human"]
    outside.take(ActionSmallTalk, "can someone ring me", "human", flow=None)
    assert outside.keys == ["utter_aside", "utter_referral_form"]
    assert "cannot ring you" in outside.messages[0]["answer"]
    outside.take(ActionSmallTalk, "can someone ring me", "human", flow=None, locale="pl")
    assert outside.keys == ["utter_aside", "utter_triage_human"]


def test_a_need_beside_a_question_begins_and_the_question_is_answered(outside: Outside) -> None:
    text = "I'm lonely. What is a link worker?"
    outside.take(ActionNotUnderstood, text, "find_support", "loneliness", flow=None)
    assert "utter_aside" in outside.keys
    assert "utter_triage_noted_needs_only" in outside.keys
