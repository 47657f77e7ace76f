"""Conversations in other languages, at the gateway: with the real care, screen and catalogues."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.languages.locales import direction, offered_codes
from api.languages.saying import say as say_in
from api.languages.switching import payload
from api.safety.care import CareMessages
from api.safety.screen import Screen
from api.safety.staying import Heard
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import fail, say

pytestmark = pytest.mark.anyio

OTHERS = [locale for locale in offered_codes() if locale != "en"]
ASKED = "Could you ring someone or go to a group by yourself?"
ALONE = {"title": "1 I can do it myself", "payload": '/triage_press{"value": "alone"}'}
HELP = {"title": "2 I'd like a bit of help", "payload": '/triage_press{"value": "bit_of_help"}'}
QUESTION = {
    "text": ASKED,
    "buttons": [ALONE, HELP],
    "custom": {"state": {"flow": "triage", "question": "confidence"}},
}
DISCLOSURES = {
    each["lang"]: each["text"]
    for each in map(
        json.loads, Path("tests/safety/languages.jsonl").read_text(encoding="utf-8").splitlines()
    )
    if each["category"] == "crisis" and each["expect"] == "certain"
}


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.fixture
async def chat(start: Start, screen: Screen) -> Chat:
    return await start(screen=screen, care=CareMessages.load())


async def asked(chat: Chat, **body: Any) -> Conversation:
    """Open a conversation in which a question with buttons was asked."""
    chat.engine.otherwise = say(QUESTION)
    return await chat.open(**body)


async def answer(talk: Conversation, text: str) -> dict[str, Any]:
    sent = await talk.say(text)
    assert sent.status_code == 200, sent.text
    given: dict[str, Any] = sent.json()
    return given


async def test_the_languages_are_listed(chat: Chat) -> None:
    listed = (await chat.http.get("/v1/chat/locales")).json()
    assert [each["locale"] for each in listed] == list(offered_codes())
    assert listed[0] == {
        "locale": "en",
        "name": "English",
        "dir": "ltr",
        "checked_by_native_speaker": True,
    }
    opened = (await chat.open()).opened
    assert opened["locales"] == list(offered_codes())


@pytest.mark.parametrize("locale", OTHERS)
async def test_a_conversation_is_held_in_the_language_it_is_opened_in(
    chat: Chat, locale: str
) -> None:
    talk = await asked(chat, locale=f"{locale}-GB")
    first, *_, last = talk.opened["messages"]
    assert (first["lang"], first["dir"]) == (locale, direction(locale))
    unchecked = say_in("These words were not yet checked by a native speaker.", locale)
    assert unchecked is not None
    assert unchecked in first["text"]
    assert (last["lang"], last["dir"]) == (locale, direction(locale))
    assert last["text"] == say_in(ASKED, locale)
    assert [button["payload"] for button in last["buttons"]] == [ALONE["payload"], HELP["payload"]]
    assert last["buttons"][1]["title"] == say_in(HELP["title"], locale)
    assert chat.engine.turns[-1]["metadata"]["locale"] == locale
    transcript = await talk.transcript()
    assert transcript["locale"] == locale
    assert transcript["messages"][-1]["text"] == last["text"]


@pytest.mark.parametrize("locale", OTHERS)
async def test_a_title_that_is_typed_is_the_press_of_its_button(chat: Chat, locale: str) -> None:
    talk = await asked(chat, locale=locale)
    title = talk.opened["messages"][-1]["buttons"][1]["title"]
    await answer(talk, title.removeprefix("2 ").upper())
    assert chat.engine.turns[-1]["payload"] == HELP["payload"]
    await answer(talk, "1")
    assert chat.engine.turns[-1]["payload"] == ALONE["payload"]


@pytest.mark.parametrize(
    ("locale", "text", "english"),
    [
        ("pl", "Tak!", "yes"),
        ("ur", "جی ہاں", "yes"),
        ("ar", "لا", "no"),
        ("bn", "\u09ed", "7"),
        ("uk", "назад", "go back"),
        ("ro", "nu știu", "I don't know"),
    ],
)
async def test_short_answers_reach_the_assistant_in_english(
    chat: Chat, locale: str, text: str, english: str
) -> None:
    talk = await asked(chat, locale=locale)
    await answer(talk, text)
    assert chat.engine.turns[-1]["text"] == english
    assert (await talk.transcript())["messages"][-2]["text"] == text


async def test_what_has_no_translation_says_that_it_is_english(chat: Chat) -> None:
    chat.engine.otherwise = say(
        {"text": "Which planet?", "buttons": [{"title": "Yes, ask me", "payload": "/x"}]}
    )
    talk = await chat.open(locale="ar")
    last = talk.opened["messages"][-1]
    assert (last["text"], last["lang"], last["dir"]) == ("Which planet?", "en", "ltr")
    assert last["buttons"][0]["title"] == "Yes, ask me"


async def test_a_card_is_said_too_but_for_names_and_numbers(chat: Chat) -> None:
    card = {"type": "signpost", "name": "Free", "cost": "Free", "access": ["By phone"],
            "phone": "0113 496 0000", "is_sample": True, "distance_text": None}  # fmt: skip
    chat.engine.otherwise = say({"text": "Cost: Free", "custom": {"kind": "card", "card": card}})
    said = (await chat.open(locale="pl")).opened["messages"][-1]["card"]
    assert said == {**card, "cost": "Za darmo", "access": ["Przez telefon"]}


async def test_the_language_is_switched_by_words_and_back(chat: Chat) -> None:
    talk = await asked(chat)
    there = await answer(talk, "Can we speak Polish, please?")
    assert there["messages"][0]["lang"] == "pl"
    assert there["messages"][-1]["text"] == say_in(ASKED, "pl")
    assert chat.engine.turns[-1]["payload"] == "/resume"
    assert chat.engine.turns[-1]["metadata"]["locale"] == "pl"
    back = await answer(talk, "English")
    assert [message["lang"] for message in back["messages"]] == ["en", "en"]
    assert back["messages"][-1]["text"] == ASKED
    assert back["locale"] == "en"
    assert "locale" not in await answer(talk, "1")
    assert (await talk.transcript())["locale"] == "en"


async def test_the_language_is_switched_by_its_button(chat: Chat) -> None:
    talk = await asked(chat)
    pressed = await talk.press(payload("ur"))
    assert pressed.status_code == 200
    assert pressed.json()["locale"] == "ur"
    assert {message["dir"] for message in pressed.json()["messages"]} == {"rtl"}
    assert (await talk.press('/language{"to": "fr"}')).status_code == 409


async def test_a_language_is_offered_once_in_both_languages(chat: Chat) -> None:
    talk = await asked(chat)
    told = "Szukam kogoś, kto mi powie, co mam teraz dalej zrobić"
    before = len(chat.engine.turns)
    offered = await answer(talk, told)
    assert [message["lang"] for message in offered["messages"]] == ["pl", "en"]
    titles = [button["title"] for message in offered["messages"] for button in message["buttons"]]
    assert titles == ["Polski", "English"]
    assert len(chat.engine.turns) == before
    assert (await answer(talk, "no"))["messages"][-1]["lang"] == "en"
    await answer(talk, told)
    assert chat.engine.turns[-1]["text"] == told
    assert (await answer(talk, "polski"))["messages"][-1]["lang"] == "pl"


async def test_who_writes_on_in_the_offered_language_takes_the_offer(chat: Chat) -> None:
    talk = await chat.open()
    await answer(talk, "Dzień dobry, jestem kierowcą i nie mam pracy")
    taken = await answer(talk, "Już napisałem, do tego mam długi")
    assert taken["locale"] == "pl"
    assert {message["lang"] for message in taken["messages"]} >= {"pl"}
    assert chat.engine.turns[-1]["text"] == "I need help with this: find a job, debt"


@pytest.mark.parametrize(
    ("said", "lang"),
    [
        ("tak", "pl"),
        ("yes please", "pl"),
        ("1", "pl"),
        ("tak, polski", "pl"),
        ("Tak, po polsku proszę", "pl"),
        ("yes polsky", "pl"),
        ("Pollish!", "pl"),
        ("jak najbardziej", "pl"),
        ("no", "en"),
        ("nie", "en"),
        ("nie, English", "en"),
        ("angielski", "en"),
    ],
)
async def test_the_offer_of_a_language_takes_yes_and_no(chat: Chat, said: str, lang: str) -> None:
    talk = await asked(chat)
    await answer(talk, "Szukam kogoś do rozmowy, bo nie wiem co dalej")
    assert (await answer(talk, said))["messages"][-1]["lang"] == lang
    assert chat.engine.turns[-1]["payload"] == "/resume"


async def test_the_need_that_led_to_the_offer_is_not_lost(chat: Chat) -> None:
    talk = await chat.open()
    await answer(talk, "Jestem bardzo samotna i nie mam z kim porozmawiać")
    await answer(talk, "tak")
    assert chat.engine.turns[-1]["text"] == "I need help with this: lonely"


@pytest.mark.parametrize(
    ("locale", "text", "need"),
    [
        ("pl", "bolą mnie plecy", "long term condition"),
        ("uk", "дуже болять коліна", "long term condition"),
        ("pl", "gdzie jest bank żywności", "food bank"),
        ("ro", "Mă simt foarte singură", "lonely"),
        ("ur", "میرے پاس نوکری نہیں ہے", "find a job"),
        ("ar", "أشعر بالوحدة كل يوم", "lonely"),
        ("bn", "আমার ভাড়া বাকি আছে", "housing"),
        ("uk", "багато боргів щомісяця", "debt"),
    ],
)
async def test_a_need_in_own_words_reaches_the_assistant_in_english(
    chat: Chat, locale: str, text: str, need: str
) -> None:
    talk = await chat.open(locale=locale)
    said = await answer(talk, text)
    assert chat.engine.turns[-1]["text"] == f"I need help with this: {need}"
    assert said["messages"][-1]["lang"] is not None
    assert (await talk.transcript())["messages"][-2]["text"] == text


async def test_hunger_in_own_words_is_told_before_the_need(chat: Chat) -> None:
    talk = await chat.open(locale="pl")
    await answer(talk, "nie mam na jedzenie")
    heard = "we have nothing to eat. I need help with this: food bank"
    assert chat.engine.turns[-1]["text"] == heard


async def test_words_for_an_assessment_or_a_place_stay_as_they_are(chat: Chat) -> None:
    state = {"flow": "assessment", "question": "N1a"}
    chat.engine.otherwise = say({"text": "Well?", "custom": {"state": state}})
    talk = await chat.open(locale="pl")
    await answer(talk, "mamy bank żywności")
    assert chat.engine.turns[-1]["text"] == "mamy bank żywności"


@pytest.mark.parametrize(
    ("locale", "text"), [("pl", "jeden"), ("ar", "واحد"), ("bn", "এক"), ("en", "1")]
)
async def test_a_number_presses_a_button_that_shows_none(
    chat: Chat, locale: str, text: str
) -> None:
    lonely = {"title": "Feeling lonely", "payload": '/triage_press{"value": "loneliness"}'}
    food = {"title": "Food", "payload": '/triage_press{"value": "food"}'}
    state = {"flow": "triage", "question": "needs"}
    asked_needs = {"text": "What would you like?", "buttons": [lonely, food]}
    chat.engine.otherwise = say({**asked_needs, "custom": {"state": state}})
    talk = await chat.open(locale=locale)
    await answer(talk, text)
    assert chat.engine.turns[-1]["payload"] == lonely["payload"]


@pytest.mark.parametrize("text", ["dzień dobry", "I am skint and on my tod, like", "LS6 2AB"])
async def test_nothing_is_offered_for_few_words_or_english(chat: Chat, text: str) -> None:
    talk = await asked(chat)
    await answer(talk, text)
    assert chat.engine.turns[-1]["text"] is not None


@pytest.mark.parametrize("locale", OTHERS)
async def test_a_disclosure_is_answered_in_the_language_and_stayed_with(
    chat: Chat, locale: str
) -> None:
    talk = await asked(chat, locale=locale)
    before = len(chat.engine.turns)
    care = await answer(talk, DISCLOSURES[locale])
    first = care["messages"][0]
    assert (first["lang"], first["dir"], first["card"]["type"]) == (
        locale,
        direction(locale),
        "care",
    )
    assert "999" in first["text"]
    no = {"pl": "nie", "ro": "nu", "ur": "نہیں", "ar": "لا", "bn": "না", "uk": "ні"}[locale]
    stayed = await answer(talk, no)
    assert stayed["messages"][0]["lang"] == locale
    assert "999" in stayed["messages"][0]["text"]
    assert len(chat.engine.turns) == before
    carry_on = stayed["messages"][-1]["buttons"][-1]["title"]
    again = await answer(talk, carry_on)
    assert chat.engine.turns[-1]["payload"] == "/resume"
    assert again["messages"][-1]["text"] == say_in(ASKED, locale)


@pytest.mark.parametrize("locale", OTHERS)
async def test_a_disclosure_in_another_language_is_answered_in_it(chat: Chat, locale: str) -> None:
    talk = await asked(chat)
    care = await answer(talk, DISCLOSURES[locale])
    assert care["messages"][0]["lang"] == locale


async def test_who_asks_for_a_language_after_a_disclosure_still_has_care(chat: Chat) -> None:
    talk = await asked(chat)
    await answer(talk, "I want to kill myself")
    before = len(chat.engine.turns)
    care = await answer(talk, "speak Polish")
    assert len(chat.engine.turns) == before
    assert care["messages"][-1]["buttons"][-1]["payload"] == talk.button(Heard.CARRY_ON)
    assert {message["lang"] for message in care["messages"]} == {"pl"}


async def test_care_and_refusals_are_in_the_language_while_the_database_is_away(
    chat: Chat,
) -> None:
    talk = await asked(chat, locale="uk")
    chat.database.away = True
    care = await answer(talk, DISCLOSURES["uk"])
    assert care["messages"][0]["lang"] == "uk"
    assert (await answer(talk, "ні"))["messages"][0]["lang"] == "uk"
    chat.database.away = False
    refused = await talk.say("   ")
    assert refused.json()["detail"] == say_in(
        "There are no words in this message. Please type your answer or choose a button.", "uk"
    )


async def test_the_apology_is_in_the_language(chat: Chat) -> None:
    talk = await asked(chat, locale="ro")
    chat.engine.otherwise = fail(httpx.ConnectError("away"))
    message = (await answer(talk, "da"))["messages"][0]
    assert message["lang"] == "ro"
    assert "Sunați la 999" in message["text"]


async def test_a_language_that_is_not_offered_is_answered_in_english(chat: Chat) -> None:
    talk = await asked(chat, locale="cy")
    assert {message["lang"] for message in talk.opened["messages"]} == {"en"}


async def test_an_answer_in_own_words_is_heard_beside_a_need(chat: Chat) -> None:
    talk = await asked(chat, locale="pl")
    await answer(talk, "Sama sobie nie poradzę, i jeszcze te długi")
    assert chat.engine.turns[-1]["text"] == "I need someone with me. this too: debt"
    assert "payload" not in chat.engine.turns[-1]


@pytest.mark.parametrize(
    ("locale", "text", "english"),
    [
        ("pl", "czy jesteś robotem?", "Are you a robot?"),
        ("pl", "do kogo mam zadzwonić?", "Who do I call?"),
        ("ro", "sunt deschiși sâmbătă?", "Is it open on Sunday?"),
        ("uk", "це безкоштовно?", "Is it free?"),
        (
            "pl",
            "nie słyszę przez telefon",
            "I cannot hear on the phone. I need help with this: disability",
        ),
        ("ur", "میں بریڈفورڈ میں رہتی ہوں", "I live in Bradford"),
    ],
)
async def test_facts_and_questions_about_the_service_reach_the_assistant(
    chat: Chat, locale: str, text: str, english: str
) -> None:
    talk = await chat.open(locale=locale)
    await answer(talk, text)
    assert chat.engine.turns[-1]["text"] == english


@pytest.mark.parametrize(
    ("locale", "text"), [("pl", "mam żonę"), ("ro", "mașina e roșie"), ("uk", "я люблю борщ")]
)
async def test_what_is_not_known_is_never_read_by_english_rules(
    chat: Chat, locale: str, text: str
) -> None:
    talk = await asked(chat, locale=locale)
    await answer(talk, text)
    assert chat.engine.turns[-1]["metadata"]["unread"] is True
    chat.engine.otherwise = say("Which one?")
    talk = await chat.open(locale=locale)
    said = await answer(talk, text)
    assert chat.engine.turns[-1]["text"] == "I need help"
    not_followed = "Sorry, I didn't follow that. You can press a button, or say it in other words."
    assert said["messages"][0]["text"] == say_in(not_followed, locale)


@pytest.mark.parametrize("text", ["Leeds", "S6 3BS", "ok", "1"])
async def test_a_name_or_a_code_is_not_taken_for_foreign(chat: Chat, text: str) -> None:
    talk = await asked(chat, locale="pl")
    await answer(talk, text)
    assert chat.engine.turns[-1]["metadata"]["unread"] is False


INTERPRETER = (
    "You can ask for an interpreter at your GP surgery and when you call NHS 111. It is free."
)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("ur", "کیا کوئی اردو بولتا ہے؟"),
        ("pl", "Czy ktoś tam mówi po polsku?"),
        ("bn", "কেউ কি বাংলা বলতে পারে?"),
    ],
)
async def test_who_asks_for_the_language_hears_of_interpreters(
    chat: Chat, locale: str, text: str
) -> None:
    talk = await asked(chat, locale=locale)
    said = await answer(talk, text)
    told = say_in(INTERPRETER, locale)
    assert told is not None
    assert told.split("NHS")[0] in said["messages"][0]["text"]
    assert said["messages"][-1]["text"] == say_in(ASKED, locale)
    assert chat.engine.turns[-1]["payload"] == "/resume"


@pytest.mark.parametrize("locale", ["ur", "en"])
async def test_the_first_signposts_in_another_language_name_the_interpreter(
    chat: Chat, locale: str
) -> None:
    talk = await asked(chat, locale=locale)
    card = {"type": "signpost", "name": "A place", "cost": "Free"}
    shown = {"text": "A place", "custom": {"kind": "card", "card": card}}
    after = {"flow": "triage", "question": None}
    chat.engine.otherwise = say(
        shown, {"text": "Would you like something else?", "custom": {"state": after}}
    )
    first = await answer(talk, "1")
    again = await answer(talk, "1")
    told = say_in(INTERPRETER, locale) if locale != "en" else INTERPRETER
    assert told is not None
    heads = [message["text"].split("NHS")[0] for message in first["messages"]]
    assert heads.count(told.split("NHS")[0]) == (locale != "en")
    assert told.split("NHS")[0] not in [m["text"].split("NHS")[0] for m in again["messages"]]
