"""The triage's actions over the real API: what is said to which message, and with which buttons."""

import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import yaml
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select

from actions import triage_buttons
from actions.triage import ActionOpenTriage, ValidateTriageForm
from actions.triage_buttons import titles
from actions.triage_speech import ASKED
from api.client import SignpostClient
from api.config import ROOT
from api.database import Database
from api.dependencies import _now
from api.models import Triage
from api.triage.answers import AgeBand
from api.triage.rules import load_rules
from tests.api.conftest import SERVICE_KEY
from tests.api.triage.conftest import new_conversation

DOMAIN = yaml.safe_load((ROOT / "domain" / "triage.yml").read_text(encoding="utf-8"))
SHARED = yaml.safe_load((ROOT / "domain" / "_shared.yml").read_text(encoding="utf-8"))
SAYS = {
    key: variants[0]["text"]
    for key, variants in (SHARED["responses"] | DOMAIN["responses"]).items()
}
START = datetime(2026, 3, 2, 10, tzinfo=UTC)


class Talk:
    """A conversation with the triage, without the engine: a test says what was understood."""

    def __init__(self, client: SignpostClient, portal: BlockingPortal, conversation: str) -> None:
        self._client = client
        self._portal = portal
        self._conversation = conversation
        self._slots: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []

    def say(
        self, text: str, intent: str = "nlu_fallback", *needs: str, certainty: float = 1.0
    ) -> "Talk":
        entities = [{"entity": "need", "value": need} for need in needs]
        return self._send(text, intent, entities, certainty)

    def press(self, title: str) -> "Talk":
        found = [b["payload"] for m in self.messages for b in m["buttons"] if b["title"] == title]
        assert found, f"no button {title!r} in {self.titles()}"
        intent, _, body = found[-1][1:].partition("{")
        given = yaml.safe_load("{" + body) if body else {}
        entities = [{"entity": key, "value": value} for key, value in given.items()]
        return self._send(found[-1], intent, entities)

    @property
    def keys(self) -> list[str]:
        return [message["response"] for message in self.messages]

    @property
    def heard(self) -> str:
        return "\n".join(_text(message) for message in self.messages)

    @property
    def conversation(self) -> str:
        return self._conversation

    def titles(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]

    def cards(self) -> list[dict[str, Any]]:
        customs = [message["custom"] or {} for message in self.messages]
        return [custom["card"] for custom in customs if "card" in custom]

    def _send(
        self, text: str, intent: str, entities: list[dict[str, Any]], certainty: float = 1.0
    ) -> "Talk":
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": certainty},
            "entities": entities,
            "metadata": {"turn": str(uuid.uuid4()), "channel": "web", "demo": True},
        }
        began = bool(self._slots)
        events = [
            {"event": "user", "text": text, "parse_data": message},
            {"event": "slot", "name": "told", "value": text},
        ]
        tracker = Tracker(
            self._conversation, dict(self._slots), message, events, False, None, {}, "action_listen"
        )
        action = (ValidateTriageForm if began else ActionOpenTriage)(self._client)
        dispatcher = CollectingDispatcher()

        async def run() -> list[Any]:
            return await action.run(dispatcher, tracker, {})

        for event in self._portal.call(run):
            self._slots[event["name"]] = event["value"]
        self.messages = dispatcher.messages
        return self


def _text(message: dict[str, Any]) -> str:
    template: str = SAYS[message["response"]]
    return re.sub(r"\{(\w+)\}", lambda found: str(message[found[1]]), template)


@pytest.fixture
def signpost(app: FastAPI, portal: BlockingPortal) -> Iterator[SignpostClient]:
    client = SignpostClient("http://signpost", SERVICE_KEY, transport=httpx.ASGITransport(app=app))
    with portal.wrap_async_context_manager(client) as entered:
        yield entered


@pytest.fixture
def talk(signpost: SignpostClient, portal: BlockingPortal, database: Database) -> Talk:
    return Talk(signpost, portal, new_conversation(database))


@pytest.fixture
def today(app: FastAPI) -> Iterator[Callable[[int], None]]:
    def set_day(days: int) -> None:
        app.dependency_overrides[_now] = lambda: START + timedelta(days=days)

    set_day(0)
    yield set_day
    del app.dependency_overrides[_now]


def given_signposts(talk: Talk) -> Talk:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    return talk.press("I'd rather not say")


def test_from_a_need_to_signposts(talk: Talk) -> None:
    talk.say("I want to lose weight", "find_support", "weight")
    assert talk.keys == [
        "utter_warmth",
        "utter_triage_hello",
        "utter_triage_noted_needs_only",
        "utter_ask_confidence",
    ]
    talk.press("1 I can do it myself").press("1 Yes, that's easy").press("1 Yes, that's easy")
    talk.press("1 Nothing yet")
    assert talk.keys == ["utter_ask_place"]
    talk.press("I'd rather not say")
    assert talk.keys[0:2] == ["utter_triage_passed", "utter_result_alone"]
    assert len(talk.cards()) == 3
    assert "NHS Weight Loss Plan" in talk.heard
    for card in talk.cards():
        assert {"why", "first_step", "cost", "access", "distance_text", "checked_on"} <= set(card)


def test_a_typed_number_and_words_are_the_same_as_a_button(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.say("2", "level_2").keys == ["utter_ask_access"]
    assert talk.say("going online is hard", "level_1").keys == ["utter_ask_reading"]
    assert talk.say("1", "level_1").keys == ["utter_ask_getting_there"]
    assert talk.say("yep", "affirm").keys == ["utter_ask_tried"]


def test_side_questions_keep_the_place(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    for intent in ("help", "explain", "human", "privacy", "bot_challenge", "thanks"):
        assert talk.say("…", intent).keys[-1] == "utter_ask_confidence", intent
    assert talk.say("…", "resume").keys == ["utter_ask_confidence"]


def test_skip_back_and_start_again(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.say("skip", "skip").keys == ["utter_triage_passed", "utter_ask_access"]
    assert talk.say("back", "back").keys == ["utter_ask_confidence"]
    talk.say("start again", "restart")
    assert talk.press("No, keep this").keys == ["utter_triage_kept", "utter_ask_confidence"]
    talk.say("start again", "restart")
    assert talk.say("yes", "affirm").keys == ["utter_ask_needs"]
    assert talk.say("back", "back").keys == ["utter_triage_at_start", "utter_ask_needs"]


def test_what_is_not_understood_is_asked_twice_and_then_left(talk: Talk) -> None:
    talk.say("/find_support", "find_support")
    assert talk.say("wug").keys == ["utter_triage_not_understood", "utter_ask_needs"]
    assert talk.say("wug").keys == ["utter_triage_moving_on", "utter_ask_confidence"]


def test_nonsense_that_was_guessed_to_be_a_wish_for_support_is_not_taken_for_one(
    talk: Talk,
) -> None:
    talk.say("/find_support", "find_support")
    talk.say("flurble wug snark", "find_support", certainty=0.37)
    assert talk.keys == ["utter_triage_not_understood", "utter_ask_needs"]
    talk.say("flurble wug snark", "find_support", certainty=0.37)
    assert talk.keys == ["utter_triage_moving_on", "utter_ask_confidence"]


def test_a_wish_for_support_that_names_no_need_is_asked_for_the_need(talk: Talk) -> None:
    talk.say("/find_support", "find_support")
    assert talk.say("can you help me with a form", "find_support").keys == ["utter_ask_needs"]


def test_tell_me_more_gives_the_website_and_for_a_call_what_happens(talk: Talk) -> None:
    talk.say("I want to lose weight", "find_support", "weight")
    talk.press("1 I can do it myself").press("1 Yes, that's easy").press("1 Yes, that's easy")
    talk.press("1 Nothing yet")
    talk.press("I'd rather not say")
    named = {m["custom"]["card"]["name"]: m for m in talk.messages if "card" in (m["custom"] or {})}
    talk.messages = [named["NHS Weight Loss Plan"]]
    talk.press("Tell me more")
    assert "Website: https://" in talk.heard
    talk.messages = [named["Ask a link worker to call you"]]
    talk.press("Tell me more")
    assert "a link worker rings you" in talk.heard
    assert "Ask a link worker to call me" in talk.titles()


def test_the_age_may_be_chosen_or_typed_after_a_mistake(talk: Talk) -> None:
    talk.say("I'm at school and I'm sad", "find_support", "low_mood_anxiety")
    assert talk.say("wug").titles()[:4] == list(titles()["age"].values())
    talk.say("300", "level_3")
    assert talk.titles()[:4] == list(titles()["age"].values())
    assert talk.say("I am 14", "level_1").keys == ["utter_ask_confidence"]


def test_something_else_is_asked_for_in_words(talk: Talk) -> None:
    talk.say("/find_support", "find_support")
    assert talk.press("Something else").keys == ["utter_needs_in_words"]
    assert talk.say("skint", "find_support", "money_debt").keys[-1] == "utter_ask_confidence"


def test_the_person_can_disagree_and_is_met_as_they_say(talk: Talk) -> None:
    given_signposts(talk).press("That's not me")
    assert talk.titles()[-1] == "4 It was right"
    talk.press("2 I'd like someone alongside me")
    assert talk.keys[:2] == ["utter_changed", "utter_result_alongside"]


def test_not_for_me_in_words_asks_which_one_and_gives_another(talk: Talk) -> None:
    given_signposts(talk)
    shown = [card["name"] for card in talk.cards()]
    talk.say("that's no good for me, it's too far", "not_for_me")
    assert talk.keys == ["utter_which_signpost"]
    talk.press(f"1 {shown[0]}")
    assert talk.keys[0] == "utter_not_for_me"
    assert shown[0] not in [card["name"] for card in talk.cards()]


def test_a_question_which_one_is_answered_by_its_place_or_left(talk: Talk) -> None:
    given_signposts(talk)
    shown = [card["name"] for card in talk.cards()]
    assert talk.say("Tell me more", "explain").keys == ["utter_which_signpost"]
    assert shown[1] in talk.say("number 2", "nlu_fallback").heard
    assert shown[0] in talk.say("the first one", "nlu_fallback").heard
    talk.say("not for me", "not_for_me")
    assert talk.keys == ["utter_which_signpost"]
    talk.say("something else", "not_for_me")
    assert "utter_which_signpost" not in talk.keys


def test_after_the_signposts_there_is_always_a_way_on_and_none_that_leads_nowhere(
    talk: Talk,
) -> None:
    given_signposts(talk)
    talk.say("flibber", "nlu_fallback")
    assert talk.keys == ["utter_triage_not_understood"]
    assert "Something else" in talk.titles()
    for _ in range(12):
        talk.press("Something else")
        if "utter_no_more" in talk.keys:
            break
    assert talk.keys[-1] == "utter_no_more"
    assert "Something else" not in talk.titles()
    assert "Start again" in talk.titles()


def test_somebody_who_is_deaf_is_sent_to_no_telephone(talk: Talk) -> None:
    talk.say("I'm deaf and lonely, it's all too much", "find_support", "loneliness")
    talk.press("I'd rather not say")
    assert talk.cards()
    for card in talk.cards():
        assert card["access"] != ["By phone"]
        assert "Call" not in card["first_step"]
        assert "Ring" not in card["first_step"]


def test_an_english_help_line_comes_last_for_whom_english_is_hard(talk: Talk) -> None:
    talk.say("lonely, my english not good", "find_support", "loneliness")
    talk.press("I'd rather not say")
    shown = [card["name"] for card in talk.cards()]
    assert shown == ["A link worker who calls you", "Your local library", "Samaritans"]


@pytest.mark.parametrize("intent", ["affirm", "deny"])
def test_a_bare_yes_or_no_answers_each_question_that_can_be_answered_so(
    talk: Talk, intent: str
) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.keys[-1] == "utter_ask_confidence"
    assert talk.say("…", intent).keys == ["utter_ask_access"]
    assert talk.say("…", intent).keys == ["utter_ask_reading"]
    assert "utter_triage_not_understood" not in talk.say("…", intent).keys
    assert "utter_ask_reading" not in talk.keys


def test_a_link_workers_call_is_asked_for_by_a_form_and_only_where_it_is_on(talk: Talk) -> None:
    given_signposts(talk)
    assert "Ask a link worker to call you" in talk.heard
    talk.press("Ask a link worker to call me")
    assert talk.keys == ["utter_referral_form"]
    assert "https://signpost.example/referral?ticket=" in talk.heard


def test_a_form_in_english_is_not_offered_to_whom_it_would_be_a_hurdle(talk: Talk) -> None:
    talk.say("lonely, I don't speak English", "find_support", "loneliness")
    talk.press("I'd rather not say")
    assert "Ask a link worker to call me" not in talk.titles()
    assert "You can ask for an interpreter" in talk.heard


def test_this_is_wrong_reaches_the_owner(talk: Talk, client: httpx.Client) -> None:
    given_signposts(talk)
    assert talk.press("This is wrong").keys[0] == "utter_reported"
    assert client.get("/v1/signposts/reports").json()["total"] == 1


def test_a_need_told_after_the_signposts_gets_its_own(talk: Talk) -> None:
    given_signposts(talk)
    talk.say("and I'm in debt", "find_support", "money_debt")
    assert "StepChange" in talk.heard


def test_a_need_that_was_told_before_is_looked_for_again(talk: Talk) -> None:
    talk.say("lonely and hard up, it's all too much", "find_support", "loneliness", "food")
    talk.press("I'd rather not say")
    talk.say("is there a food bank", "find_support", "food")
    assert any("food and eating" in card["why"] for card in talk.cards())
    assert not any("feeling lonely" in card["why"] for card in talk.cards())
    for _ in range(4):
        talk.say("is there a food bank", "find_support", "food")
        assert talk.cards(), "what was shown is shown again"
        assert "utter_triage_not_understood" not in talk.keys


def test_what_was_put_aside_is_not_shown_again(talk: Talk) -> None:
    talk.say("lonely and hard up, it's all too much", "find_support", "loneliness", "food")
    talk.press("I'd rather not say")
    put_aside = set()
    for intent in ("not_for_me", "report_wrong"):
        talk.say("is there a food bank", "find_support", "food")
        name = talk.cards()[0]["name"]
        talk.say(f"{name} is no good", intent)
        put_aside.add(name)
    for _ in range(6):
        talk.say("is there a food bank", "find_support", "food")
        assert not put_aside & {card["name"] for card in talk.cards()}


@pytest.mark.parametrize("intent", ["deny", "affirm", "open", "start_assessment", "not_for_me"])
def test_a_need_after_the_signposts_counts_whatever_the_message_was_taken_for(
    talk: Talk, intent: str
) -> None:
    given_signposts(talk)
    talk.say("no, have you got anything for debt", intent, "money_debt")
    assert "utter_triage_noted_needs_only" in talk.keys
    assert "StepChange" in talk.heard


def test_many_needs_after_the_signposts_reopen_no_question(talk: Talk) -> None:
    talk.say("I want to lose weight", "find_support", "weight")
    talk.press("1 I can do it myself").press("1 Yes, that's easy").press("1 Yes, that's easy")
    talk.press("1 Nothing yet")
    talk.press("I'd rather not say")
    for need in ("work", "arts", "smoking", "nature", "volunteering"):
        talk.say("and that too", "find_support", need)
        assert talk.cards(), need


def test_whoever_has_no_food_gets_food_before_any_question(talk: Talk) -> None:
    talk.say("I've got nothing to eat today", "nlu_fallback")
    assert talk.keys == [
        "utter_food_first",
        "utter_signpost",
        "utter_signpost",
        "utter_triage_hello_after_food",
        "utter_ask_place",
    ]
    shown = [card["name"] for card in talk.cards()]
    assert shown == ["Help through Hardship", "Emergency help from your council"]
    assert "0808 208 2138" in talk.heard
    talk.say("TR21", "give_location")
    assert talk.keys[0] == "utter_nothing_near"
    assert talk.cards()
    assert not set(shown) & {card["name"] for card in talk.cards()}
    assert talk.keys[-1] == "utter_after_signposts"


def test_food_comes_at_once_when_the_place_is_told_with_it_and_for_others_too(talk: Talk) -> None:
    talk.say("my mum has no food in the house, she lives in TR21", "find_support", "food")
    assert talk.keys[:3] == [
        "utter_triage_for_them",
        "utter_triage_noted_place",
        "utter_food_first_them",
    ]
    assert talk.keys[-1] == "utter_after_signposts"


def test_going_back_after_food_first_asks_the_last_question_again(talk: Talk) -> None:
    for place in ("", ", I live in TR21"):
        talk.say(f"lonely{place}", "find_support", "loneliness").say("2", "level_2")
        talk.say("the kids haven't eaten", "nlu_fallback")
        assert "utter_food_first" in talk.keys
        assert talk.say("back", "back").keys == ["utter_ask_confidence"]
        talk.say("start again", "restart").say("yes", "affirm")


def test_another_place_after_food_first_is_looked_in_for_food(talk: Talk) -> None:
    talk.say("no food in the house", "find_support", "food").say("TR21", "give_location")
    assert talk.say("back", "back").keys == ["utter_ask_place"]
    talk.say("S6", "give_location")
    assert talk.cards()
    assert all("food and eating" in card["why"] for card in talk.cards())


def test_food_comes_before_the_question_which_place_is_meant(talk: Talk) -> None:
    talk.say("no food in the house, I live in Newport", "give_location", "food")
    assert talk.keys == [
        "utter_food_first",
        "utter_signpost",
        "utter_signpost",
        "utter_triage_hello_after_food",
        "utter_which_place",
    ]
    talk.press(next(title for title in talk.titles() if "Newport" in title))
    assert talk.keys[-1] == "utter_after_signposts"


def test_hunger_told_later_is_helped_first_and_other_needs_are_kept(
    talk: Talk, database: Database
) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("the kids haven't eaten and I'm in debt", "find_support", "money_debt")
    assert talk.keys[0] == "utter_food_first"
    assert talk.keys[-1] == "utter_ask_place"
    with database.reading() as session:
        kept = session.scalars(select(Triage.needs)).one()
    assert set(kept) == {"loneliness", "food", "money_debt"}


def test_a_place_in_passing_is_acknowledged_and_the_open_question_asked_again(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("I'm in S6 by the way", "nlu_fallback")
    assert talk.keys == ["utter_triage_noted_place", "utter_ask_confidence"]
    assert "I'll look near S6." in talk.heard
    talk.say("well, I'm in Sheffield now", "nlu_fallback")
    assert talk.keys == ["utter_triage_noted_place", "utter_ask_confidence"]
    talk.say("it's all too much", "nlu_fallback")
    assert "utter_ask_place" not in talk.keys
    assert talk.cards()


def test_where_others_live_is_not_where_the_person_lives(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness").say("back", "back")
    talk.say("lonely, they've all moved to Leeds", "find_support", "loneliness")
    assert talk.keys[-1] == "utter_ask_place"
    assert "utter_triage_noted_place" not in talk.keys


def test_what_was_said_already_is_not_asked(talk: Talk) -> None:
    talk.say(
        "I can't work the internet, I live alone in Sheffield and I haven't tried owt",
        "find_support",
        "loneliness",
    )
    asked, shown = [talk.keys[-1]], list(talk.cards())
    for text in ("I wouldn't know where to start", "not too far", "my daughter pops in"):
        talk.say(text, "nlu_fallback")
        asked.append(talk.keys[-1])
        shown += talk.cards()
    assert not {"utter_ask_access", "utter_ask_tried", "utter_ask_place"} & set(asked)
    assert len({card["name"] for card in shown}) == len(shown) == 4


def test_an_answer_to_another_question_is_acknowledged(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("I can't work the internet by the way", "nlu_fallback")
    assert talk.keys == ["utter_triage_noted", "utter_ask_confidence"]
    assert talk.say("2", "level_2").keys == ["utter_ask_getting_there"]


def test_the_words_of_an_answer_are_no_new_need(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness").say("2", "level_2")
    talk.say("English fine but not the internet", "find_support", "digital", "english_language")
    assert talk.keys == ["utter_ask_getting_there"]


def test_a_question_about_the_signposts_is_answered_from_what_is_known(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.press("I'd rather not say")
    cards = talk.cards()
    shown = {card["name"] for card in cards}
    assert "Samaritans" in shown
    talk.say("is it free", "not_for_me")
    assert talk.keys == ["utter_signpost_facts"]
    for card in cards:
        assert f"What {card['name']} costs: {card['cost']}" in talk.heard
    talk.say("how do I get there", "find_support", "transport")
    assert "You don't have to go anywhere for Samaritans." in talk.heard
    talk.say("when are the Samaritans open?", "open")
    assert talk.heard == "When Samaritans is open: Any time, day or night"
    talk.say("what's the phone number", "human")
    assert "How to reach Samaritans: 116 123" in talk.heard
    talk.say("can I bring my dog", "nlu_fallback")
    assert "My list doesn't say that about Samaritans. Call 116 123 to ask." in talk.heard
    place = [card["name"] for card in cards].index("Samaritans")
    ordinal = ("first", "second", "third")[place]
    talk.say(f"is the {ordinal} one open", "open")
    assert talk.heard == "When Samaritans is open: Any time, day or night"
    talk.say("is it wheelchair accessible", "find_support", "disability")
    assert "utter_triage_noted_needs" not in talk.keys


def test_before_there_are_signposts_nothing_is_asked_of_them(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert "utter_signpost_facts" not in talk.say("is it free", "nlu_fallback").keys


def test_a_question_is_answered_while_the_place_is_still_asked_for(talk: Talk) -> None:
    talk.say("no food in the house", "find_support", "food")
    assert talk.say("is it free?", "nlu_fallback").keys == [
        "utter_signpost_facts",
        "utter_ask_place",
    ]


def test_the_place_that_is_given_as_an_example_has_food_and_a_library_in_the_sample() -> None:
    examples = set(re.findall(r"like ([A-Z]{1,2}\d+)", "".join(SAYS.values())))
    assert len(examples) == 1
    (outcode,) = examples
    folder = ROOT / "api" / "directory" / "data" / "sample"
    for name in ("food_banks.csv", "libraries.csv"):
        assert re.search(rf",{outcode} ?\d[A-Z]{{2}},", (folder / name).read_text("utf-8")), name


def test_somebody_who_is_back_is_asked_how_it_went_and_then_afresh(
    talk: Talk, today: Callable[[int], None]
) -> None:
    given_signposts(talk)
    today(2)
    assert talk.say("hello", "greet").keys == ["utter_follow_up_need"]
    assert talk.press("Not yet").keys == ["utter_not_yet"]
    today(40)
    assert talk.say("hi again", "greet").keys == ["utter_follow_up_need"]
    assert talk.say("yes", "affirm").keys == ["utter_triage_welcome_back", "utter_ask_needs"]


def test_somebody_who_went_may_say_how_life_is_afterwards(talk: Talk) -> None:
    given_signposts(talk)
    talk.say("hello", "greet").press("Yes, I did")
    assert talk.keys == ["utter_went"]
    talk.say("hello", "resume").press("Four questions on how life is").press("Yes, ask me")
    assert talk.keys == ["utter_wellbeing_intro", "utter_wellbeing_question"]
    assert "after 7" in str([b["payload"] for m in talk.messages for b in m["buttons"]])
    assert talk.say("7", "level_3").keys == ["utter_wellbeing_question"]
    assert talk.say("99", "level_3").keys == ["utter_wellbeing_outside"]
    assert talk.say("no more", "pause").keys == ["utter_wellbeing_stopped"]


def test_a_very_low_answer_brings_an_offer_of_help(talk: Talk) -> None:
    given_signposts(talk).press("Four questions on how life is").press("Yes, ask me").press("0")
    assert talk.keys == ["utter_wellbeing_gentle", "utter_wellbeing_question"]
    assert "116 123" in talk.heard


def test_for_somebody_else_the_words_are_about_them(talk: Talk) -> None:
    talk.say("my mum is lonely", "find_support", "loneliness")
    assert talk.keys == [
        "utter_warmth",
        "utter_triage_hello",
        "utter_triage_for_them",
        "utter_triage_noted_needs_only",
        "utter_ask_confidence_them",
    ]
    assert talk.press("No, it's for me").keys == ["utter_triage_for_me", "utter_ask_confidence"]


@pytest.mark.parametrize("text", ["im 7", "I'm in year 6", "i'll be 16 in june", "13 yo"])
def test_a_child_who_tells_their_age_is_met_as_one_and_not_asked_it(talk: Talk, text: str) -> None:
    talk.say(f"{text} and i am sad", "find_support", "low_mood_anxiety")
    assert talk.keys[-1] == "utter_ask_confidence"
    talk.say("it's all too much")
    talk.press("I'd rather not say")
    assert "utter_result_child" in talk.keys
    assert "Childline" in talk.heard


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("im in year 11 and mum drinks", "utter_triage_human_child"),
        ("im 13 and i cant use the phone", "utter_triage_human_child_no_phone"),
        ("i drink too much", "utter_triage_human"),
    ],
)
def test_a_child_who_wants_a_person_is_sent_to_childline(
    talk: Talk, text: str, response: str
) -> None:
    talk.say(text, "find_support", "alcohol")
    talk.say("can i talk to a person", "human")
    assert talk.keys[0] == response
    assert ("Childline" in talk.heard) is ("child" in response)


def test_forms_that_are_hard_are_an_answer_and_no_need(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("I can manage a phone but not these computer forms", "inform", "digital")
    assert "utter_triage_noted_needs" not in talk.keys
    assert "utter_triage_noted_needs_only" not in talk.keys
    talk.say("and I want help to learn computers", "find_support", "digital")
    assert "Getting online" in talk.heard


@pytest.mark.parametrize("text", ["I don't want any help", "leave me alone", "not interested"])
def test_who_wants_no_help_is_asked_whether_to_stop(talk: Talk, text: str) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say(text, "find_support")
    assert "You don't have to take any help. Shall we stop here?" in talk.heard
    assert talk.press("No, carry on").keys == ["utter_ask_confidence"]
    talk.say(text, "find_support")
    assert talk.press("Yes, stop here").keys[0].startswith("utter_triage_goodbye")
    talk.say(text, "find_support")
    assert talk.say("yes", "affirm").keys[0].startswith("utter_triage_goodbye")


@pytest.mark.parametrize("text", ["whatever", "you tell me", "idc"])
def test_a_shrug_passes_the_question_over(talk: Talk, text: str) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.say(text, "privacy").keys == ["utter_triage_passed", "utter_ask_access"]


def test_that_they_never_help_answers_what_was_tried_and_is_else_a_complaint(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert "Sorry that I'm no help" in talk.say("nobody helps me", "find_support").heard
    talk.press("No, go on")
    talk.press("2 I'd like a bit of help")
    while "utter_ask_tried" not in talk.keys:
        talk.press(talk.titles()[0])
    assert "Sorry that I'm no help" not in talk.say("they never help", "find_support").heard


def test_an_age_told_in_the_middle_is_noted_and_the_question_asked_again(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.say("i am 14").keys == ["utter_triage_noted", "utter_ask_confidence"]


def test_a_child_that_is_hinted_at_is_asked_their_age(talk: Talk) -> None:
    talk.say("I'm at school and I'm sad", "find_support", "low_mood_anxiety")
    assert talk.keys[-1] == "utter_ask_age"
    talk.say("300", "level_3")
    assert talk.keys == ["utter_impossible_age", "utter_ask_age"]
    assert talk.say("12", "level_1").keys == ["utter_ask_confidence"]
    talk.say("it's all too much")
    talk.press("I'd rather not say")
    assert "utter_result_child" in talk.keys
    assert "Childline" in talk.heard
    assert "Four questions on how life is" not in talk.titles()


def test_a_place_of_which_there_are_several_is_chosen(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.say("Newport", "give_location")
    assert talk.keys == ["utter_which_place"]
    talk.press(talk.titles()[0])
    assert "utter_nothing_near_counted" in talk.keys
    assert "utter_nothing_near" not in talk.press("Not for me").keys


@pytest.mark.parametrize(
    ("text", "intent", "place"),
    [
        ("S1", "start_assessment", "S1"),
        ("S1 2HH", "start_assessment", "S1"),
        ("N2", "change_answer", "N2"),
        ("n1c", "back", "N1C"),
        ("Reading", "privacy", "Reading"),
        ("in Reading please", "privacy", "Reading"),
        ("Deal", "bot_challenge", "Deal, Dover"),
        ("I live in Sale", "deny", "Sale, Trafford"),
        ("Rugby", "find_support", "Rugby"),
        ("Bath.", "restart", "Bath, Bath and North East Somerset"),
        ("Bury", "goodbye", "Bury"),
        ("Hope", "greet", None),
    ],
)
def test_a_place_is_a_place_where_one_is_asked_for(
    talk: Talk, database: Database, text: str, intent: str, place: str | None
) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    assert talk.keys[-1] == "utter_ask_place"
    talk.say(text, intent)
    if place is None:
        assert talk.keys == ["utter_which_place"]
        return
    assert "utter_result_one_step" in talk.keys
    with database.reading() as session:
        assert session.scalars(select(Triage.place)).one() == place


def test_a_word_that_is_a_move_stays_one_where_a_place_is_asked_for(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    assert talk.say("back", "back").keys == ["utter_ask_needs"]


def test_a_place_is_used_when_it_comes_after_the_question_was_passed_over(talk: Talk) -> None:
    given_signposts(talk)
    assert "utter_no_place" in talk.keys
    talk.say("Sheffield", "nlu_fallback")
    assert talk.cards()
    assert "utter_no_place" not in talk.keys
    talk.say("S1", "start_assessment")
    assert "utter_triage_leave" not in talk.keys


def test_before_a_place_is_asked_for_a_word_is_not_taken_for_a_town(talk: Talk) -> None:
    talk.say("hello", "greet")
    assert talk.say("Hope", "nlu_fallback").keys[0] == "utter_triage_not_understood"


def test_the_text_of_a_signpost_says_how_to_reach_it(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.say("S1", "give_location")
    said = [m for m in talk.messages if "card" in (m["custom"] or {})]
    assert said
    for message in said:
        card = message["custom"]["card"]
        for key in ("url", "phone", "text_to", "address", "map_url", "directions_url"):
            assert not card[key] or card[key] in message["card"]
        lines = message["card"].split("\n")
        assert len(lines) == len(set(lines))
    assert any(message["custom"]["card"]["url"] for message in said)


# What a card tells to programs, or by the button and the words around it.
_NOT_IN_TEXT = {"type", "is_sample", "id", "name", "organisation", "what", "why"}


def test_everything_on_a_card_is_in_its_text(talk: Talk) -> None:
    keys = set(given_signposts(talk).cards()[0]) - _NOT_IN_TEXT
    assert keys == set(triage_buttons._LINES)
    assert keys <= set(titles()["card"])


def test_what_the_first_step_says_is_not_said_again() -> None:
    bare = dict.fromkeys(triage_buttons._LINES)
    card = {**bare, "first_step": "Call 0113 496 0000.", "phone": "0113 496 0000"}
    lines = triage_buttons._lines({**card, "checked_on": "2026-11-22"}, triage_buttons._LINES)
    assert lines == ["First step: Call 0113 496 0000.", "Last checked: 22 November 2026"]


def test_nobody_hears_the_name_of_a_group() -> None:
    told = [*SAYS.values(), str(titles()), str(load_rules().reasons)]
    labels = re.compile(r"hard(?:er)? to reach|self[- ]motivated|supported citizen", re.IGNORECASE)
    assert not [text for text in told if labels.search(text)]


def test_every_question_can_be_asked_and_every_answer_has_a_button() -> None:
    for rule in load_rules().questions:
        if rule.told_only:
            assert rule.id not in ASKED
            continue
        assert rule.id in ASKED
        assert set(titles()[rule.id]) >= {option.id for option in rule.offered}, rule.id
        assert not {o.id for o in rule.options if o.told_only} & set(titles().get(rule.id, ()))
    assert set(titles()["age"]) == set(AgeBand)


def test_what_citizens_hear_is_short_and_plain() -> None:
    for key, text in SAYS.items():
        if key not in DOMAIN["responses"] or key == "utter_find_support":
            continue
        for sentence in re.split(r"(?<=[.?!:])\s", re.sub(r"\{\w+\}", "word", text)):
            assert len(sentence.split()) <= 20, f"{key}: {sentence}"
        assert text.count("?") <= 1, f"{key} asks more than one thing"


@pytest.mark.parametrize("text", ["whatever", "anywhere is fine", "I'm not fussed where"])
def test_any_place_will_do_where_one_is_asked_for(talk: Talk, text: str) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.say(text, "out_of_scope")
    assert talk.keys[0] == "utter_triage_passed"
    assert "utter_no_place" in talk.keys


def test_what_is_only_spelt_like_a_place_is_asked_about(talk: Talk, database: Database) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    assert talk.say("doctor gave me tablets", "find_support").keys[-1] == "utter_ask_place"
    assert "Garve" not in talk.heard
    talk.say("gave", "nlu_fallback")
    assert talk.heard == "Do you mean Garve, Highland?"
    assert talk.titles() == ["Garve, Highland", "I'd rather not say"]
    assert talk.say("no", "deny").keys == ["utter_ask_place"]
    talk.say("gave", "nlu_fallback").say("yes", "affirm")
    assert talk.cards()
    with database.reading() as session:
        assert session.scalars(select(Triage.place)).one() == "Garve, Highland"


def test_a_misspelt_city_is_taken_at_once(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.say("shefield", "nlu_fallback")
    assert "utter_near_place" not in talk.keys
    assert talk.cards()


def test_the_largest_place_of_a_name_is_taken_with_the_others_one_press_away(talk: Talk) -> None:
    talk.say("my wife died and im on my own, 78, live in barnsley", "find_support", "bereavement")
    assert "I'll look near Barnsley. If that's the wrong one, press the right one." in talk.heard
    assert talk.keys[-1] == "utter_ask_confidence"
    assert {"Barnsley, Cotswold", "Barnsley, Shropshire"} <= set(talk.titles())
    assert talk.say("yes", "affirm").keys == ["utter_ask_confidence"]
    talk.say("can't face it", "nlu_fallback")
    assert "utter_ask_place" not in talk.keys
    assert talk.cards()


def test_the_largest_place_of_a_name_is_changed_for_another(talk: Talk, database: Database) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.say("Washington", "give_location")
    assert "utter_place_right" in talk.keys
    assert talk.cards()
    assert talk.say("no", "deny").keys == ["utter_which_place"]
    talk.press("Washington, Horsham")
    with database.reading() as session:
        assert session.scalars(select(Triage.place)).one() == "Washington, Horsham"


def test_a_need_that_was_not_meant_is_taken_back(talk: Talk) -> None:
    talk.say("I'm lonely and in debt", "find_support", "loneliness", "money_debt")
    talk.say("and the computer", "find_support", "digital")
    assert "I've noted: Getting online." in talk.heard
    talk.say("no i didnt say that, not online. i mean talking", "deny")
    assert talk.keys == ["utter_triage_taken_back", "utter_ask_confidence"]
    assert "I've taken this off again: Getting online." in talk.heard
    talk.say("I don't need help with money", "deny", "money_debt")
    assert "I've taken this off again: Money worries." in talk.heard
    assert "utter_triage_noted_needs" not in talk.keys


def test_when_the_only_need_is_taken_back_it_is_asked_for_again(talk: Talk) -> None:
    talk.say("I'm on the internet", "find_support", "digital")
    talk.say("that's not what I meant", "deny")
    assert talk.keys == ["utter_triage_taken_back", "utter_ask_needs"]


def test_a_need_is_taken_back_after_the_signposts_too(talk: Talk) -> None:
    given_signposts(talk)
    talk.say("and the internet", "find_support", "digital")
    talk.say("no, I didn't say that", "deny")
    assert talk.keys[0] == "utter_triage_taken_back"
    assert "utter_triage_goodbye" not in talk.keys


@pytest.mark.parametrize(
    ("text", "intent", "needs"),
    [
        ("i cant phone ppl it freaks me out", "find_support", ["digital"]),
        ("id rather not talk to anyone on phone, text or chat is ok", "human", []),
        ("im deaf cant use phone", "find_support", ["disability", "digital"]),
        ("please no phone calls", "nlu_fallback", []),
    ],
)
def test_a_wish_about_the_telephone_is_kept_and_no_need(
    talk: Talk, text: str, intent: str, needs: list[str]
) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say(text, intent, *needs)
    assert talk.keys == ["utter_triage_no_phone", "utter_ask_confidence_no_phone"]
    talk.say("it's all too much", "nlu_fallback").press("I'd rather not say")
    assert talk.cards()
    assert ["By phone"] not in [card["access"] for card in talk.cards()]
    assert any("Face to face" in card["access"] for card in talk.cards())


@pytest.mark.parametrize("text", ["yes can do online", "both easy, I use the internet"])
def test_going_online_with_ease_is_an_answer_and_no_need(talk: Talk, text: str) -> None:
    talk.say("lonely", "find_support", "loneliness").say("bit of help", "nlu_fallback")
    assert talk.keys == ["utter_ask_access"]
    talk.say(text, "find_support", "digital")
    assert talk.keys == ["utter_ask_reading"]
    assert talk.say("yes", "affirm").keys == ["utter_ask_getting_there"]


def test_reading_that_is_hard_is_no_wish_to_learn_english(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("I can't read very well", "find_support", "english_language")
    assert talk.keys == ["utter_triage_noted", "utter_ask_place"]


def test_a_hedged_yes_is_an_answer_even_where_it_sounds_like_asking_for_a_person(
    talk: Talk,
) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("I could ring somebody I suppose", "human")
    assert talk.keys == ["utter_ask_access"]


def test_getting_about_a_bit_is_not_asked_again(talk: Talk) -> None:
    talk.say("lonely, i can get about a bit", "find_support", "loneliness")
    talk.say("bit of help", "nlu_fallback").say("both easy", "nlu_fallback")
    assert talk.say("yes", "affirm").keys == ["utter_ask_tried"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("me, I'm the one who needs help", "find_support"),
        ("I meant for me", "change_answer"),
        ("no, help for me not her", "deny"),
    ],
)
def test_who_asks_for_another_can_say_that_it_is_for_themselves(
    talk: Talk, text: str, intent: str
) -> None:
    talk.say("I look after my mum who is lonely", "find_support", "loneliness")
    talk.say("it's for my mum", "nlu_fallback")
    assert talk.keys[-1] == "utter_ask_confidence_them"
    talk.say(text, intent)
    assert talk.keys == ["utter_triage_for_me", "utter_ask_confidence"]


def test_who_looks_after_somebody_does_not_ask_for_themselves_by_saying_so(talk: Talk) -> None:
    talk.say("my mum is lonely, I'm the one who looks after her", "find_support", "loneliness")
    assert talk.keys[-1] == "utter_ask_confidence_them"


def test_an_outcode_is_taken_out_of_a_pasted_address(talk: Talk) -> None:
    talk.say(
        "please help, my number is [phone number] and I live at [address] S6, I'm lonely",
        "find_support",
        "loneliness",
    )
    assert "I'll look near S6." in talk.heard


def test_who_wants_to_start_a_group_is_not_asked_what_was_said(talk: Talk) -> None:
    talk.say(
        "I want to start a walking group in my area, I can do it myself", "find_support", "exercise"
    )
    assert "Volunteering and giving time" in talk.heard
    assert talk.keys[-1] == "utter_ask_access"
    talk.say("both easy", "nlu_fallback").say("nothing", "nlu_fallback").say("S6", "give_location")
    assert talk.cards()[0]["name"] == "Your local voluntary service council"
    assert "you want to start something for others" in talk.heard


def test_a_question_beside_the_triage_is_answered_and_what_was_open_asked_again(
    talk: Talk,
) -> None:
    talk.say("lonely", "find_support", "loneliness")
    for text, part in (
        ("what is a link worker?", "someone from your GP surgery"),
        ("how much does it cost?", "I don't charge anything"),
        ("will my doctor see this", "don't send this chat to your doctor"),
        ("what's the number for Samaritans", "Samaritans: 116 123"),
        ("whats their number", "haven't shown you anything yet"),
        ("can I see the list again?", "haven't shown you anything yet"),
        ("who gives a referral", "Citizens Advice"),
    ):
        talk.say(text, "explain")
        assert part in talk.heard, text
        assert talk.keys[-1] == "utter_ask_confidence", text
        assert "utter_triage_why" not in talk.keys


def test_what_cannot_be_answered_is_said_to_be_so(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("when is bin day", "explain")
    assert talk.keys == ["utter_cannot_answer", "utter_ask_confidence"]
    talk.say("why do you ask", "explain")
    assert talk.keys == ["utter_triage_why", "utter_ask_confidence"]


def test_a_question_that_is_not_followed_is_asked_in_easier_words(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("I dont know what you mean. I am new to these phones", "dont_know")
    assert talk.keys[0] == "utter_aside"
    assert "For example: ringing a help line" in talk.heard
    assert talk.keys[-1] == "utter_ask_confidence"
    # It was said that going online is new: that is not asked.
    assert talk.say("2", "level_2").keys == ["utter_ask_reading"]


def test_swearing_and_tears_are_met_and_no_question_is_passed_over(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("fuck off", "deny")
    assert talk.heard == "Sorry that I'm no help. Shall I show you who to ring?"
    assert talk.press("Yes, show me").keys == ["utter_triage_human", "utter_ask_confidence"]
    talk.say("this is shit, you are useless", "out_of_scope")
    assert talk.say("no", "deny").keys == ["utter_ask_confidence"]
    talk.say("😢")
    assert talk.heard == "That sounds sad. What's wrong?"
    talk.say("my dog died", "find_support", "bereavement")
    assert talk.keys[0] == "utter_warmth"
    assert talk.say("😢").say("nothing really", "deny").keys == ["utter_ask_confidence"]


def test_a_thumb_is_a_yes_or_a_no(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.say("👍").keys == ["utter_ask_access"]
    assert talk.say("👎").keys == ["utter_ask_reading"]


def test_a_plea_to_be_called_gets_a_plain_answer_and_the_form(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("can someone phone me please", "human")
    assert talk.keys == ["utter_aside", "utter_referral_form", "utter_ask_confidence"]
    assert "I am a computer program, so I cannot ring you." in talk.heard


def test_the_list_is_shown_again_as_it_was(talk: Talk) -> None:
    given_signposts(talk)
    names = [card["name"] for card in talk.cards()]
    talk.say("can I see the list again?", "explain")
    assert [card["name"] for card in talk.cards()] == names
    assert talk.keys[-1] == "utter_after_signposts"
    talk.say("whats their number", "progress")
    assert "Samaritans: 116 123" in talk.heard


def test_who_gives_a_referral_is_said_with_what_the_entry_tells(talk: Talk) -> None:
    talk.say("no food in the house, I live in S11", "find_support", "food")
    talk.say("this says need referral who give referral?", "explain")
    assert talk.keys[0] == "utter_aside"
    assert "Your GP surgery, a school, a health visitor" in talk.heard


def test_a_human_sentence_comes_first_and_never_twice(talk: Talk) -> None:
    talk.say(
        "Hello. My wife died in March and the house is very quiet now",
        "find_support",
        "bereavement",
        "loneliness",
    )
    assert talk.keys[:2] == ["utter_warmth", "utter_triage_hello"]
    assert talk.heard.startswith("I'm sorry about your wife. A quiet house is hard.")
    assert "utter_warmth" not in talk.say("my wife died", "find_support", "bereavement").keys
    talk.say("start again", "restart").say("yes", "affirm")
    talk.say("my wife died", "find_support", "bereavement")
    assert "I'm sorry about your wife." not in talk.heard


def test_a_need_of_a_button_is_met_kindly_too(talk: Talk) -> None:
    talk.say("/find_support", "find_support")
    talk.press("Caring for someone")
    assert talk.keys == ["utter_warmth", "utter_ask_confidence"]
    assert talk.heard.startswith("Looking after someone is hard work.")


def test_who_writes_english_well_is_not_asked_whether_they_read_it(talk: Talk) -> None:
    talk.say(
        "I've been so lonely since I moved to this town in spring", "find_support", "loneliness"
    )
    asked = [talk.say("2", "level_2").keys[-1] for _ in range(4)]
    assert "utter_ask_access" in asked
    assert "utter_ask_reading" not in asked


@pytest.mark.parametrize(
    "text",
    [
        "lonely",
        "i not have friend here and i need help find for my family",
        "my mum is lonely and she has been on her own since we moved to the coast",
    ],
)
def test_where_it_is_not_known_whether_somebody_reads_english_it_is_asked(
    talk: Talk, text: str
) -> None:
    talk.say(text, "find_support", "loneliness")
    talk.say("2", "level_2")
    assert talk.say("1", "level_1").keys[-1].startswith("utter_ask_reading")


def test_reading_that_is_hard_is_met_as_english_that_is_hard(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness").say("1", "level_1").say("1", "level_1")
    talk.press("2 No, that's hard").press("I'd rather not say")
    assert "utter_result_one_step" in talk.keys
    assert talk.cards()[0]["name"] == "A link worker who calls you"


def test_whoever_is_back_is_asked_about_what_they_wanted_first(
    talk: Talk, today: Callable[[int], None]
) -> None:
    talk.say("I want to walk more and get online, it's all too much", "find_support", "exercise")
    talk.say("S6", "give_location")
    talk.say("and get online", "find_support", "digital")
    assert "library" in talk.heard
    today(8)
    talk.say("hello again", "greet")
    assert talk.keys == ["utter_follow_up_need"]
    assert "Being more active" in talk.heard or "exercise" in talk.heard.casefold()
    assert "library" not in talk.heard
    talk.press("Show me the list again")
    assert talk.cards()
    talk.say("hello", "greet")
    assert talk.say("not yet, I was poorly", "nlu_fallback").keys == ["utter_not_yet"]


def test_a_break_after_the_results_is_a_wish_and_no_end(talk: Talk) -> None:
    talk.say("my mum has dementia, it's all too much", "find_support", "dementia")
    talk.press("I'd rather not say")
    talk.say("I meant for me, I need a break", "pause")
    assert "utter_triage_paused" not in talk.keys
    assert "utter_triage_for_me" in talk.keys
    assert talk.cards()
    assert talk.say("stop", "pause").keys == ["utter_triage_paused"]


def test_a_wish_that_is_not_clear_is_asked_for_in_words(talk: Talk) -> None:
    given_signposts(talk)
    assert talk.say("we need some time off", "pause").keys == ["utter_needs_in_words"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I'm deaf", "utter_triage_no_phone"),
        ("I can't talk on the phone", "utter_triage_no_phone"),
        ("I haven't got a phone", "utter_triage_no_phone"),
        ("I've got no credit", "utter_triage_cannot_ring"),
        ("my phone got cut off", "utter_triage_cannot_ring"),
    ],
)
def test_whom_ringing_is_no_way_for_is_not_asked_whether_they_could(
    talk: Talk, text: str, said: str
) -> None:
    talk.say("lonely", "find_support", "loneliness")
    assert talk.keys[-1] == "utter_ask_confidence"
    assert talk.say(text).keys == [said, "utter_ask_confidence_no_phone"]
    assert talk.say("what do you mean", "explain").keys[-1] == "utter_ask_confidence_no_phone"
    assert not re.search(r"\bring|\bcall|\bphone", talk.heard)
    assert "Shall I show you how to reach a person?" in talk.say("you are useless").heard
    reached = talk.say("yes", "affirm")
    assert reached.keys == ["utter_triage_human_no_phone", "utter_ask_confidence_no_phone"]
    assert not re.search(r"\bring\b|\bcall\b", talk.heard)
    # Said again, it answers the question that speaks of no telephone.
    assert talk.say(f"no, {text}", "deny").keys == ["utter_ask_access"]


def test_who_asks_for_someone_who_cannot_hear_is_not_asked_whether_they_could_ring(
    talk: Talk,
) -> None:
    talk.say("my mum is deaf and she is lonely", "find_support", "loneliness")
    assert talk.keys[-1] == "utter_ask_confidence_no_phone_them"


def test_a_line_that_is_free_is_still_shown_to_whoever_has_no_credit(talk: Talk) -> None:
    talk.say("no credit and I'm lonely", "find_support", "loneliness")
    for answer in ("3", "1", "1", "1", "1", "3"):
        talk.say(answer, "level_1")
    talk.say("S6", "give_location")
    assert any(card["phone"] for card in talk.cards())


@pytest.mark.parametrize("text", ["That's wrong about me", "you've got me wrong", "I'm not shy"])
def test_whoever_was_got_wrong_hears_what_was_noted_and_may_put_it_right(
    talk: Talk, text: str
) -> None:
    talk.say("lonely", "find_support", "loneliness").say("someone with me")
    for answer in ("1", "1", "1", "1", "1"):
        if "utter_ask_place" not in talk.keys:
            talk.say(answer, "level_1")
    talk.press("I'd rather not say")
    talk.say(text, "report_wrong")
    assert talk.keys == [
        "utter_got_you_wrong",
        "utter_triage_noted_needs_only",
        "utter_understood",
        "utter_change_choice",
    ]
    assert "Feeling lonely" in talk.heard
    assert "you would like someone with you" in talk.heard
    assert talk.press("1 I can do more by myself").keys[0] == "utter_changed"
    # What the person chose is not said to be worked out.
    talk.say("i never said that")
    assert "utter_understood" not in talk.keys


def test_a_need_told_while_putting_it_right_is_noted(talk: Talk) -> None:
    given_signposts(talk)
    talk.say("I'm not shy, I just don't have the money", "find_support", "money_debt")
    assert talk.keys[0] == "utter_got_you_wrong"
    assert "Money" in talk.heard
    assert talk.keys[-1] == "utter_change_choice"


def test_while_a_question_is_open_what_was_noted_is_said_and_it_is_asked_again(talk: Talk) -> None:
    talk.say("lonely", "find_support", "loneliness")
    talk.say("2", "level_2").say("you don't know me", "deny")
    assert talk.keys == [
        "utter_got_you_wrong",
        "utter_triage_noted_needs_only",
        "utter_ask_access",
    ]
