"""What a person can do with the chat itself: leave, size, copy, print, undo, change language."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Route, expect

from api.web.security import NEUTRAL_PAGE
from tests.browser.assistant import HELLO, NEED, SIGNPOST
from tests.browser.chat_page import ChatPage
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenChat = Callable[..., ChatPage]
OpenPage = Callable[..., Page]
PRIVATE = "something that nobody else may read"


def stand_in_for_the_neutral_page(page: Page) -> None:
    page.context.route(f"{NEUTRAL_PAGE}**", lambda route: route.fulfill(body="Sunny spells."))


def options(chat: ChatPage) -> None:
    chat.page.locator("signpost-chat summary", has_text="Options").click()


@pytest.mark.parametrize("way", ["link", "shift"])
def test_leaves_at_once_and_forgets(open_chat: OpenChat, site: Site, way: str):
    chat = open_chat("/chat")
    stand_in_for_the_neutral_page(chat.page)
    chat.wait_for(HELLO)
    chat.say(PRIVATE)
    chat.wait_for("Sorry, I didn't follow that.")
    if way == "link":
        chat.page.get_by_role("link", name="Exit this page").click()
    else:
        for _ in range(3):
            chat.page.keyboard.press("Shift")
    chat.page.wait_for_url(f"{NEUTRAL_PAGE}**")
    chat.page.go_back()
    assert not chat.page.url.startswith(site.url)
    chat.page.goto("/chat")
    chat.wait_for(HELLO)
    expect(chat.messages.filter(has_text=PRIVATE)).to_have_count(0)


def test_a_place_is_kept_on_this_phone_when_that_is_chosen(open_chat: OpenChat):
    chat = open_chat("/chat")
    chat.wait_for(HELLO)
    chat.say(PRIVATE)
    chat.wait_for("Sorry, I didn't follow that.")

    def close_and_open_again() -> Page:
        later = chat.page.context.new_page()
        later.goto("/chat")
        expect(later.get_by_text(HELLO).first).to_be_visible()
        return later

    expect(close_and_open_again().get_by_text(PRIVATE)).to_have_count(0)
    options(chat)
    chat.page.get_by_label("Keep my place on this phone or computer").check()
    expect(close_and_open_again().get_by_text(PRIVATE)).to_have_count(1)
    chat.page.get_by_label("Keep my place on this phone or computer").uncheck()
    expect(close_and_open_again().get_by_text(PRIVATE)).to_have_count(0)


def test_capital_letters_do_not_leave(open_chat: OpenChat, site: Site):
    chat = open_chat()
    chat.wait_for(HELLO)
    for letter in "ABCD":
        chat.box.press(f"Shift+{letter}")
    expect(chat.box).to_have_value("ABCD")
    assert chat.page.url.startswith(site.url)


def test_an_assessment_has_no_way_out_in_a_hurry(open_chat: OpenChat, site: Site):
    chat = open_chat()
    expect(chat.page.get_by_role("link", name="Exit this page")).to_be_visible()
    chat.start_practice()
    expect(chat.page.get_by_role("link", name="Exit this page")).to_have_count(0)
    for _ in range(3):
        chat.page.keyboard.press("Shift")
    chat.answer("3 Maturing", 2)
    assert chat.page.url.startswith(site.url)


def test_text_can_be_made_larger_and_stays_so(open_chat: OpenChat):
    chat = open_chat("/", viewport={"width": 320, "height": 640})
    said = chat.wait_for(HELLO).locator("p").first
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    before = said.evaluate(size)
    options(chat)
    largest = chat.page.get_by_role("button", name="Largest text")
    largest.click()
    expect(largest).to_have_attribute("aria-pressed", "true")
    assert said.evaluate(size) == pytest.approx(1.5 * before)
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chat.page.reload()
    assert chat.wait_for(HELLO).locator("p").first.evaluate(size) == pytest.approx(1.5 * before)


def test_escape_closes_the_options(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    options(chat)
    chat.page.get_by_role("button", name="Large text").focus()
    chat.page.keyboard.press("Escape")
    expect(chat.page.get_by_role("button", name="Large text")).to_be_hidden()
    expect(chat.page.locator("signpost-chat summary", has_text="Options")).to_be_focused()


def test_the_conversation_can_be_copied(open_chat: OpenChat):
    chat = open_chat("/", permissions=["clipboard-read", "clipboard-write"])
    chat.wait_for(HELLO)
    chat.say("hello")
    chat.wait_for("Sorry, I didn't follow that.")
    options(chat)
    chat.page.get_by_role("button", name="Copy the conversation").click()
    expect(chat.page.get_by_text("Copied.")).to_be_visible()
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"Signpost: {HELLO}")
    assert "You: hello\n\nSignpost: Sorry" in copied


def test_the_lines_for_another_site_can_be_copied(open_page: OpenPage):
    page = open_page("/demo/embed", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy these lines").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<script src=")
    assert copied.endswith("</noscript>")


def test_no_copy_button_is_shown_that_would_do_nothing(open_page: OpenPage):
    page = open_page("/demo/embed", java_script_enabled=False)
    expect(page.get_by_text("Copy these lines to the end of the page")).to_be_visible()
    expect(page.get_by_role("button", name="Copy these lines")).to_have_count(0)


def test_the_conversation_can_be_downloaded(open_chat: OpenChat, tmp_path: Path):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say("hello")
    chat.wait_for("Sorry, I didn't follow that.")
    options(chat)
    with chat.page.expect_download() as started:
        chat.page.get_by_role("button", name="Download the conversation").click()
    assert started.value.suggested_filename == "signpost-conversation.txt"
    started.value.save_as(tmp_path / "kept.txt")
    assert "You: hello\n\nSignpost: Sorry" in (tmp_path / "kept.txt").read_text(encoding="utf-8")


def print_by(chat: ChatPage, button: str) -> None:
    """Press a button that prints, and show the page as paper does until it is printed."""
    chat.page.evaluate("window.print = () => {}")
    chat.page.get_by_role("button", name=button).click()
    expect(chat.page.locator("signpost-chat[printing]")).to_have_count(1)
    chat.page.emulate_media(media="print")


def test_prints_the_conversation_and_nothing_around_it(open_chat: OpenChat):
    chat = open_chat("/", color_scheme="dark")
    chat.wait_for(HELLO)
    chat.say(NEED)
    chat.wait_for("Example Walking Group")
    options(chat)
    print_by(chat, "Print the conversation")
    for message in chat.messages.all():
        expect(message).to_be_visible()
    expect(chat.page.locator("h1")).to_be_hidden()
    expect(chat.box).to_be_hidden()
    expect(chat.page.get_by_role("button")).to_have_count(0)
    expect(chat.page.locator("signpost-chat")).to_have_css("background-color", "rgb(255, 255, 255)")
    chat.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    chat.page.emulate_media(media="screen")
    expect(chat.page.locator("h1")).to_be_visible()


def test_prints_one_card_alone(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say(NEED)
    card = chat.wait_for("Example Walking Group")
    card.locator("summary", has_text="More").click()
    print_by(chat, "Print this (Example Walking Group)")
    expect(card.get_by_text("Tuesdays at 10 am")).to_be_visible()
    expect(chat.messages.first).to_be_hidden()


def test_a_signpost_leads_there_in_every_way(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say(NEED)
    card = chat.wait_for("Example Walking Group")
    expect(card.get_by_role("heading", name="Example Walking Group")).to_be_visible()
    card.locator("summary", has_text="More").click()
    shown = ("Sample entry", "Free", "about a mile away", "Checked on 2 November 2026")
    for words in (*shown, "Example Walkers", "In person, Wheelchair"):
        expect(card.get_by_text(words)).to_be_visible()
    ways = {
        "Call 01632 960001": "tel:01632960001",
        "Website (Example Walking Group)": SIGNPOST["url"],
        "Map (Example Walking Group)": SIGNPOST["map_url"],
        "Directions (Example Walking Group)": SIGNPOST["directions_url"],
    }
    for name, address in ways.items():
        link = card.get_by_role("link", name=name)
        assert unquote(link.get_attribute("href") or "") == address
    text = card.get_by_role("link", name="Send as a text").get_attribute("href") or ""
    assert text.startswith("sms:?&body=")
    assert "Example Walking Group" in unquote(text)
    chat.button("Not for me").click()
    expect(chat.messages.filter(has_text="You:").last).to_contain_text("Not for me")
    judging = card.get_by_role("group", name="What about Example Walking Group?").last
    expect(judging.get_by_role("button", name="Tell me more")).to_be_enabled()


def test_undo_goes_back_one_question(open_chat: OpenChat):
    chat = open_chat()
    chat.start_practice()
    undo = chat.page.get_by_role("button", name="Undo my last answer")
    expect(undo).to_have_count(0)
    chat.answer("3 Maturing", 2)
    undo.click()
    expect(chat.messages.filter(has_text="Question 1 of 35")).to_have_count(2)
    expect(undo).to_have_count(0)


def test_goes_on_in_a_language_that_the_service_offers(open_chat: OpenChat):
    asked: list[dict[str, str]] = []

    def name_languages(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "locales": ["en", "cy"]})

    def change(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or "{}"))
        said = {"id": "1", "kind": "text", "text": "Iawn.", "buttons": []}
        messages = [{**said, "lang": "cy", "dir": "ltr"}]
        route.fulfill(json={"messages": messages, "state": {"flow": None}})

    chat = open_chat("/assessments/none")
    chat.page.route("**/v1/chat/sessions", name_languages)
    chat.page.route("**/v1/chat/messages", change)
    chat.page.goto("/")
    chat.wait_for(HELLO)
    options(chat)
    chat.page.get_by_label("Language").select_option("cy")
    expect(chat.wait_for("Iawn.").locator("[lang=cy]")).to_be_visible()
    assert [body["payload"] for body in asked] == ['/language{"to": "cy"}']


def test_a_language_that_is_typed_changes_the_words_of_the_chat_too(open_chat: OpenChat):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say("polski")
    expect(chat.page.get_by_role("button", name="Wyślij", exact=True)).to_be_visible()
    expect(chat.page.locator("signpost-chat section")).to_have_attribute("lang", "pl")
    chat.page.get_by_label("Twoja wiadomość").fill("English")
    chat.page.get_by_label("Twoja wiadomość").press("Enter")
    expect(chat.send).to_be_visible()


def test_a_link_to_another_device_can_be_copied_and_put_away(open_chat: OpenChat):
    chat = open_chat("/", permissions=["clipboard-read", "clipboard-write"])
    chat.wait_for(HELLO)
    summary = chat.page.locator("signpost-chat summary", has_text="Options")
    for button in ("Copy this address", "Close this"):
        options(chat)
        chat.page.get_by_role("button", name="Carry on elsewhere").click()
        link = chat.page.locator("signpost-chat .handover")
        expect(link).to_contain_text("/chat?invite=go-")
        address = link.inner_text()
        chat.page.get_by_role("button", name=button).press("Enter")
        expect(link).to_have_count(0)
        expect(summary).to_be_focused()
        if button == "Copy this address":
            expect(chat.page.get_by_text("Copied.")).to_be_visible()
            assert chat.page.evaluate("navigator.clipboard.readText()") == address


def test_what_the_options_hold_is_named_and_begins_at_one_edge(open_chat: OpenChat):
    chat = open_chat("/", viewport={"width": 320, "height": 640})
    chat.wait_for(HELLO)
    options(chat)
    menu = chat.page.locator("signpost-chat .menu")
    expect(menu.get_by_text("Text size", exact=True)).to_be_visible()
    expect(menu.get_by_role("group", name="Text size")).to_be_visible()
    edges = menu.locator("span#sizes, label, .plain-button").evaluate_all(
        "all => all.map(one => { const range = document.createRange();"
        " range.selectNodeContents(one); return Math.round(range.getBoundingClientRect().left); })"
    )
    assert len(edges) == 7
    assert max(edges) - min(edges) <= 1


def test_an_erased_conversation_is_cleared(open_chat: OpenChat, site: Site):
    chat = open_chat()
    chat.wait_for(HELLO)
    chat.say(PRIVATE)
    chat.wait_for("Sorry, I didn't follow that.")
    site.forget_conversations()
    chat.say("still there?")
    expect(chat.page.get_by_role("alert")).to_contain_text("is not kept here any more")
    expect(chat.messages).to_have_count(0)
    assert "token" not in chat.page.evaluate("JSON.stringify(sessionStorage)")
    chat.page.get_by_role("button", name="Start a new conversation").click()
    chat.wait_for(HELLO)
    expect(chat.box).to_have_value("still there?")


def test_a_message_that_was_not_sent_outlives_a_reload(open_chat: OpenChat):
    chat = open_chat()
    chat.start_practice()
    sent: list[str] = []
    chat.page.on("request", lambda request: sent.append(request.post_data or ""))
    chat.page.route("**/v1/chat/messages", lambda route: route.abort(), times=1)
    chat.say("2")
    chat.wait_for("Not sent.")
    chat.page.reload()
    chat.wait_for("Saved: 2 Developing.")
    bodies = [json.loads(body) for body in sent if "client_message_id" in body]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
