"""A conversation in a real browser, over the real gateway, with an assistant that is played."""

import json
import re
from collections.abc import Callable
from math import ceil
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.assistant import HELLO
from tests.browser.chat_page import ChatPage
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenChat = Callable[..., ChatPage]


def message_ids(page: Page) -> list[tuple[str, str]]:
    """Collect what is sent from now on, as text or payload with its id."""
    sent: list[tuple[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/v1/chat/messages"):
            body = json.loads(request.post_data or "{}")
            sent.append((body.get("text") or body["payload"], body["client_message_id"]))

    page.on("request", note)
    return sent


def test_answers_with_buttons(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.start_practice()
    chat.answer("3 Maturing", 2)
    chat.wait_for("Saved: 3 Maturing.")
    expect(chat.messages.filter(has_text="You:").last).to_contain_text("3 Maturing")


def test_a_number_presses_its_button(open_chat: OpenChat, site: Site):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say("1")
    chat.wait_for("Question 1 of 35")
    assert site.assistant.turns[-1]["payload"] == "/start_assessment"


def test_a_question_shows_all_that_belongs_to_it(open_chat: OpenChat):
    chat = open_chat()
    question = chat.start_practice()
    expect(question).to_contain_text("Question 1 of 35")
    expect(question).to_contain_text("Leadership and Governance · Leadership")
    expect(question.locator(".statement strong")).to_have_text(
        "named Social Prescribing Champion in every GP practice"
    )
    levels = question.get_by_role("group", name="Which level fits best?")
    expect(levels.get_by_role("button")).to_have_text(
        [re.compile(name) for name in ("Emerging", "Developing", "Maturing", "Embedded")]
    )
    question.get_by_text("what the levels mean").click()
    expect(question.get_by_text("fully embedded and will be sustained")).to_be_visible()


def test_shows_how_far_and_how_long(open_chat: OpenChat, site: Site):
    pace = site.assistant.framework.pace.minutes_per_statement
    chat = open_chat()
    chat.start_practice()
    for done in (0, 1, 2):
        minutes = ceil((35 - done) * pace)
        expect(chat.page.locator(".progress")).to_have_text(
            f"{done} of 35 answered, about {minutes} minutes left"
        )
        expect(chat.page.get_by_role("progressbar")).to_have_js_property("value", done)
        chat.answer("2 Developing", done + 2)


def test_old_buttons_cannot_be_pressed_again(open_chat: OpenChat):
    chat = open_chat()
    first = chat.start_practice()
    chat.answer("3 Maturing", 2)
    assert all(button.is_disabled() for button in first.get_by_role("button").all())
    expect(first.get_by_role("button", name="Maturing (chosen)")).to_be_visible()
    expect(chat.button("3 Maturing")).to_be_enabled()


def test_a_question_stays_open_while_something_else_is_said(open_chat: OpenChat):
    chat = open_chat()
    chat.start_practice()
    chat.say("what for?")
    chat.wait_for("Sorry, I didn't follow that.")
    chat.answer("3 Maturing", 2)


def test_works_with_the_keyboard_alone(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    keyboard = chat.page.keyboard
    keyboard.press("Tab")
    expect(chat.page.get_by_role("link", name="Skip to the chat")).to_be_focused()
    start = chat.button("1. Neighbourhood (Maturity Framework)")
    for _ in range(10):
        if start.evaluate("element => element.matches(':focus')"):
            break
        keyboard.press("Tab")
    keyboard.press("Enter")
    chat.wait_for("Question 1 of 35")
    expect(chat.box).to_be_focused()
    keyboard.type("3")
    keyboard.press("Enter")
    chat.wait_for("Question 2 of 35")
    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_value("")
    keyboard.press("Shift+Tab")
    expect(chat.button("Skip")).to_be_focused()
    for _ in range(3):
        keyboard.press("Shift+Tab")
    expect(chat.button("4 Embedded")).to_be_focused()
    keyboard.press("Space")
    chat.wait_for("Saved: 4 Embedded.")


def test_a_finger_on_a_button_opens_no_keyboard(open_chat: OpenChat):
    chat = open_chat(has_touch=True)
    chat.start_practice()
    chat.button("3 Maturing").tap()
    chat.wait_for("Question 2 of 35")
    expect(chat.box).not_to_be_focused()
    expect(chat.page.locator("signpost-chat .log")).to_be_focused()


def test_shift_and_enter_start_a_new_line(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.box.focus()
    chat.page.keyboard.type("one")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("two")
    expect(chat.box).to_have_value("one\ntwo")
    chat.page.keyboard.press("Enter")
    expect(chat.messages.filter(has_text="You:").last).to_contain_text("one\ntwo")


def test_asks_for_words_when_there_are_none(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    sent = message_ids(chat.page)
    chat.send.click()
    expect(chat.page.get_by_role("alert")).to_have_text(re.compile("Write a message first"))
    expect(chat.box).to_be_focused()
    assert sent == []


def test_reads_out_only_what_is_new(open_chat: OpenChat):
    chat = open_chat()
    spoken = chat.page.get_by_role("log", name="New messages").locator("p")
    expect(spoken).to_have_count(1)
    expect(spoken).to_contain_text(HELLO)
    chat.start_practice()
    expect(spoken).to_have_count(2)
    expect(spoken.nth(0)).to_have_text("This is a practice run.")
    expect(spoken.nth(1)).to_contain_text(
        "Question 1 of 35. Leadership and Governance · Leadership"
    )
    expect(spoken.nth(1)).to_contain_text("1 Emerging, 2 Developing")
    chat.page.reload()
    expect(spoken).to_have_text(["Your conversation is back, with 4 messages."])


def test_a_reload_loses_nothing(open_chat: OpenChat, site: Site):
    chat = open_chat()
    chat.start_practice()
    chat.answer("3 Maturing", 2)
    before = chat.messages.all_inner_texts()
    opened = len(site.assistant.turns)
    chat.page.reload()
    expect(chat.messages).to_have_count(len(before))
    assert chat.messages.all_inner_texts() == before
    assert len(site.assistant.turns) == opened
    chat.answer("1 Emerging", 3)


def test_an_invite_opens_its_place(open_chat: OpenChat, site: Site):
    assessment = site.new_assessment(
        "nhs-spmf", "neighbourhood", people=0, answer=lambda _person, _statement: None
    )
    chat = open_chat(site.new_invite(assessment))
    chat.wait_for("Question 1 of 35")
    assert site.assistant.turns[0]["metadata"]["assessment"] == assessment


def test_a_wrong_invite_is_explained_and_can_be_left_out(open_chat: OpenChat):
    chat = open_chat("/chat?invite=nonsense")
    expect(chat.page.get_by_role("alert")).to_contain_text("invite")
    chat.page.get_by_role("button", name="Start without an invite").click()
    chat.wait_for(HELLO)


def test_says_that_the_assistant_is_starting_and_begins_by_itself(open_chat: OpenChat, site: Site):
    site.assistant.ready = False
    chat = open_chat()
    starting = chat.page.locator(".wait")
    expect(starting).to_contain_text("The assistant is starting")
    expect(starting.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    site.assistant.ready = True
    chat.wait_for(HELLO)
    expect(starting).to_have_count(0)


def test_what_is_written_during_the_start_is_answered_afterwards(open_chat: OpenChat, site: Site):
    site.assistant.ready = False
    chat = open_chat()
    chat.say("hello there")
    chat.wait_for("I can't reach the assistant just now")
    site.assistant.ready = True
    chat.wait_for("Sorry, I didn't follow that.")
    expect(chat.messages.first).to_contain_text(HELLO)
    expect(chat.messages.filter(has_text="I can't reach")).to_have_count(0)


def test_gives_help_during_the_start(open_chat: OpenChat, site: Site):
    site.assistant.ready = False
    chat = open_chat()
    chat.say("I want to kill myself")
    care = chat.wait_for("Who can help now")
    title = "Immediate action required: Who can help now"
    expect(care.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(care.get_by_role("link", name="Call 999")).to_be_visible()


def test_sends_again_under_the_same_id(open_chat: OpenChat, site: Site):
    chat = open_chat()
    chat.start_practice()
    sent = message_ids(chat.page)
    site.assistant.away = True
    chat.button("3 Maturing").click()
    apology = chat.wait_for("I can't reach the assistant just now")
    expect(apology.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    expect(chat.button("3 Maturing")).to_be_enabled()
    site.assistant.away = False
    chat.page.get_by_role("button", name="Send again").click()
    chat.wait_for("Question 2 of 35")
    expect(chat.messages.filter(has_text="I can't reach")).to_have_count(0)
    assert len(sent) == 2
    assert sent[0] == sent[1]


def test_sends_after_a_reload_what_was_not_answered(open_chat: OpenChat, site: Site):
    chat = open_chat()
    chat.start_practice()
    sent = message_ids(chat.page)
    site.assistant.away = True
    chat.say("3")
    chat.wait_for("I can't reach the assistant just now")
    site.assistant.away = False
    chat.page.reload()
    chat.wait_for("Question 2 of 35")
    assert sent[0] == sent[1]


def test_sends_when_the_connection_is_back(open_chat: OpenChat):
    chat = open_chat()
    chat.start_practice()
    sent = message_ids(chat.page)
    chat.page.context.set_offline(True)
    expect(chat.page.get_by_text("You are offline.")).to_be_visible()
    chat.say("2")
    chat.wait_for("Not sent.")
    chat.page.context.set_offline(False)
    chat.wait_for("Saved: 2 Developing.")
    expect(chat.page.get_by_text("You are offline.")).to_have_count(0)
    assert sent[0] == sent[1]


def test_keeps_a_message_that_is_too_long(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    text = "much too long " * 400
    chat.box.fill(text)
    expect(chat.page.get_by_text("too long. Please send it in shorter parts.")).to_be_visible()
    chat.box.press("Enter")
    expect(chat.page.get_by_role("alert")).to_contain_text("Up to 4000 can be taken at once")
    expect(chat.box).to_have_value(text.strip())
    expect(chat.messages.filter(has_text="You:")).to_have_count(0)


def test_says_how_much_room_is_left(open_chat: OpenChat):
    chat = open_chat()
    chat.box.fill("x" * 3900)
    expect(chat.page.get_by_text("You have 100 characters left.")).to_be_visible()


def test_cares_first_and_keeps_the_place(open_chat: OpenChat):
    chat = open_chat()
    chat.start_practice()
    chat.say("I want to kill myself")
    care = chat.wait_for("Who can help now")
    expect(care.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    expect(chat.page.locator(".progress")).to_contain_text("0 of 35 answered")
    chat.button("Carry on where I was").click()
    expect(chat.messages.filter(has_text="Question 1 of 35")).to_have_count(2)


@pytest.mark.parametrize("base", ["", "whole address"])
def test_leads_to_the_result_and_back(open_chat: OpenChat, site: Site, base: str):
    assessment = site.new_assessment(
        "nhs-spmf", "neighbourhood", people=1, answer=lambda _person, _statement: None
    )
    site.assistant.result = (site.url if base else "") + f"/assessments/{assessment}"
    chat = open_chat()
    chat.start_practice()
    for conversation in site.assistant.places:
        site.assistant.places[conversation] = 34
    chat.button("1 Emerging").click()
    expect(chat.page.locator(".progress")).to_contain_text("All 35 answered")
    chat.page.get_by_role("link", name="See the result").click()
    expect(chat.page.get_by_role("heading", name="Example PCN")).to_be_visible()
    chat.page.get_by_role("link", name="Back to the chat").first.click()
    chat.wait_for("That was the last one.")


def test_opens_other_sites_apart(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say("gibberish")
    link = chat.wait_for("Sorry, I didn't follow that.").get_by_role("link")
    expect(link).to_have_accessible_name("https://example.org/help (opens in a new tab)")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_words_of_a_person_are_never_taken_for_html(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say("<img src=x onerror=alert(1)> <b>bold</b>")
    own = chat.messages.filter(has_text="You:").last
    expect(own).to_contain_text("<img src=x onerror=alert(1)> <b>bold</b>")
    expect(own.locator("img, b")).to_have_count(0)


def test_starts_anew_when_the_conversation_was_erased(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    forgotten = {"token": "not-known-here", "unsent": []}
    chat.page.evaluate(
        "kept => sessionStorage.setItem(sessionStorage.key(0), kept)", json.dumps(forgotten)
    )
    chat.page.reload()
    expect(chat.page.get_by_role("alert")).to_contain_text("not kept here any more")
    chat.wait_for(HELLO)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_each_message_runs_in_its_own_direction(open_chat: OpenChat, direction: str):
    def answer(route: Route) -> None:
        said: dict[str, Any] = {"id": "1", "kind": "text", "text": "مرحبا", "buttons": []}
        message = {**said, "lang": "ar", "dir": direction}
        state = {"flow": None}
        route.fulfill(json={"session": "s", "token": "t", "messages": [message], "state": state})

    chat = open_chat("/assessments/none")
    chat.page.route("**/v1/chat/sessions", answer)
    chat.page.goto("/")
    said = chat.wait_for("مرحبا").locator("[lang]")
    expect(said).to_have_attribute("lang", "ar")
    expect(said).to_have_css("direction", direction)


def test_leads_to_plain_pages_without_javascript(open_page: Callable[..., Page]):
    page = open_page("/", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Use the chat without JavaScript")).to_be_visible()
    page.get_by_role("link", name="Go to the chat in plain pages").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
