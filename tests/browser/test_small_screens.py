"""A phone of 320 by 568 pixels, held by somebody who may have to leave at once."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, Route, expect

from actions.triage_buttons import find_support_button
from api.config import ROOT
from tests.browser.assistant import (
    AFTERWARDS,
    CITIZEN_QUESTION,
    FORM,
    HELLO,
    HELP,
    NEED,
    REFER,
    RESULTS,
    SIGNPOST,
)
from tests.browser.chat_page import ChatPage
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenChat = Callable[..., ChatPage]
PHONE = {"width": 320, "height": 568}
KEYBOARD = {"width": 320, "height": 308}
LONG = "My mum is not well and I do not know who to ask about it, or what to do next. " * 3
HELD = {"has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
NARROW = """element => {
    const box = element.getBoundingClientRect();
    const root = element.getRootNode();
    const middle = box.left + box.width / 2;
    const shown = height => {
        const top = root.elementFromPoint(middle, height);
        return element.contains(top) || top?.contains(element) === true;
    };
    return box.top >= 0 && box.bottom <= innerHeight && shown(box.top + 4) && shown(box.bottom - 4);
}"""


def is_whole(found: Locator) -> bool:
    """Whether all of it is on the screen, under nothing."""
    return bool(found.evaluate(NARROW))


def way_out(chat: ChatPage) -> Locator:
    return chat.page.get_by_role("link", name="Exit this page")


def settle(chat: ChatPage) -> None:
    """Let what was changed be measured and drawn."""
    chat.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")


def double(route: Route) -> None:
    """Serve the page's style with text of twice the size, as a browser may be set to."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text() + "html { font-size: 200% }")


def enlarge(chat: ChatPage, how: str) -> None:
    if how == "200 %":
        chat.page.route("**/static/pages.css", double)
        chat.page.reload()
        chat.wait_for(HELLO)
    elif how != "as it is":
        chat.page.locator("signpost-chat summary", has_text="Options").click()
        chat.page.get_by_role("button", name=how).click()
        chat.page.keyboard.press("Escape")
    settle(chat)


SIZES = ["as it is", "Largest text", "200 %"]


@pytest.mark.parametrize("screen", [PHONE, KEYBOARD], ids=["phone", "keyboard open"])
@pytest.mark.parametrize("size", SIZES)
def test_the_way_out_and_the_box_never_leave_the_screen(
    open_chat: OpenChat, size: str, screen: dict[str, int]
):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    enlarge(chat, size)
    chat.page.set_viewport_size(screen)  # type: ignore[arg-type] -- a size
    places = {}

    def look(when: str) -> None:
        settle(chat)
        places[when] = (is_whole(way_out(chat)), is_whole(chat.box))

    look("at the start")
    chat.say("food")
    chat.wait_for(CITIZEN_QUESTION["text"])
    look("after an answer")
    chat.box.fill(LONG[:75])
    look("75 characters")
    chat.box.fill(LONG)
    look("a long text")
    chat.box.fill("")
    chat.send.click()
    expect(chat.page.get_by_role("alert")).to_contain_text("Write a message first")
    look("after an empty send")
    chat.page.evaluate("scrollTo(0, 0)")
    chat.page.locator("signpost-chat ol > li").first.scroll_into_view_if_needed()
    look("scrolled up")
    chat.say("can I come here, mum said so")
    look("after another answer")
    assert places == dict.fromkeys(places, (True, True))


@pytest.mark.parametrize("size", SIZES)
def test_the_box_grows_to_three_lines_and_no_more(open_chat: OpenChat, size: str):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    enlarge(chat, size)
    lines = """box => {
        const style = getComputedStyle(box);
        const around = parseFloat(style.paddingTop) * 2;
        return (box.clientHeight - around) / parseFloat(style.lineHeight);
    }"""
    chat.box.fill("one\ntwo\nthree")
    settle(chat)
    if size != "200 %":
        assert chat.box.evaluate(lines) == pytest.approx(3, abs=0.1)
    chat.box.fill(LONG)
    settle(chat)
    assert chat.box.evaluate(lines) <= 3.1


def test_the_way_out_stays_in_a_panel_on_a_phone(open_page: Callable[..., Page]):
    page = open_page("/demo/embed", viewport=PHONE, **HELD)
    page.get_by_role("button", name="Chat with Signpost").tap()
    chat = ChatPage(page)
    chat.wait_for(HELLO)
    enlarge(chat, "Largest text")
    for _ in range(3):
        chat.say("food")
        chat.wait_for(CITIZEN_QUESTION["text"])
    settle(chat)
    page.set_viewport_size(KEYBOARD)  # type: ignore[arg-type] -- a size
    chat.box.fill(LONG)
    chat.say("food")
    settle(chat)
    assert (is_whole(way_out(chat)), is_whole(chat.box)) == (True, True)
    last = chat.messages.last.get_by_text(str(CITIZEN_QUESTION["text"]))
    expect(last).to_be_in_viewport()


def real_opening() -> dict[str, Any]:
    """What the assistant says first, from its own files."""
    domain = yaml.safe_load((ROOT / "domain/_shared.yml").read_text(encoding="utf-8"))
    staff = yaml.safe_load((ROOT / "actions/buttons.yml").read_text(encoding="utf-8"))["staff"]
    buttons = [find_support_button(), {"title": staff, "payload": "/start_assessment"}]
    return {"text": domain["responses"]["utter_hello"][0]["text"], "buttons": buttons}


@pytest.fixture
def first_screen(browser: Browser, site_with_notice: Site) -> Any:
    site_with_notice.assistant.reset()
    site_with_notice.assistant.opening = real_opening()
    context = browser.new_context(
        base_url=site_with_notice.url, locale="en-GB", viewport=PHONE, **HELD
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/")
    chat = ChatPage(page)
    chat.wait_for("I keep our chat for 30 days")
    settle(chat)
    yield chat
    context.close()


def test_the_first_screen_is_a_question_with_its_buttons(first_screen: ChatPage):
    chat = first_screen
    expect(chat.messages).to_have_count(2)
    hello, notice = chat.messages.all()
    expect(hello).to_contain_text("What's going on? Tell me in a few words.")
    expect(hello.get_by_role("button")).to_have_text(
        ["Find support for me or someone else", "I work in social prescribing"]
    )
    for button in hello.get_by_role("button").all():
        assert is_whole(button)
    assert is_whole(way_out(chat))
    assert is_whole(chat.box)
    lead = notice.locator(".said > p").first
    assert lead.evaluate("p => p.clientHeight / parseFloat(getComputedStyle(p).lineHeight)") <= 2.1
    expect(notice.get_by_text("phone numbers, e-mails")).to_be_hidden()
    notice.locator("summary", has_text="More").click()
    expect(notice.get_by_text("phone numbers, e-mails")).to_be_visible()
    expect(notice.get_by_text("it forgets which chat was yours")).to_be_visible()


def test_one_can_carry_on_without_being_kept_from_the_first_screen(first_screen: ChatPage):
    chat = first_screen
    chat.button("Don't keep what I write").tap()
    chat.wait_for("From now on I do not keep what you write")


def test_every_line_of_help_can_be_tapped(open_chat: OpenChat):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    chat.say(HELP)
    said = chat.wait_for("These people listen:")
    ways = {
        (link.text_content() or "").partition(" (")[0].strip(): unquote(
            link.get_attribute("href") or ""
        )
        for link in said.get_by_role("link").all()
    }
    assert ways == {
        "Childline": "https://www.childline.org.uk",
        "0800 1111": "tel:08001111",
        "Shout": "https://giveusashout.org",
        "Text SHOUT to 85258": "sms:85258?&body=SHOUT",
        "01632 960009": "tel:01632960009",
        "111.nhs.uk": "https://111.nhs.uk",
    }
    chat.page.reload()
    again = chat.wait_for("These people listen:")
    expect(again.get_by_role("link", name="0800 1111")).to_have_attribute("href", "tel:08001111")


def test_the_big_button_of_a_child_is_the_line_that_is_named_first(open_chat: OpenChat):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    chat.say("I'm 12 and my dad hits me")
    care = chat.wait_for("Who can help now")
    calls = care.locator("a.call")
    expect(calls).to_have_text(["Call 0800 1111", "Call 999"])
    named = care.locator(".care strong")
    expect(named).to_have_text(["Childline (opens in a new tab)", "Shout (opens in a new tab)"])
    expect(named.first.locator("a")).to_have_attribute("href", "https://www.childline.org.uk")


def test_a_card_has_the_ways_to_it_under_its_name_and_little_else(open_chat: OpenChat):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    chat.say(NEED)
    card = chat.wait_for(SIGNPOST["name"])
    settle(chat)
    top = card.evaluate("card => card.getBoundingClientRect().top")
    for name in ("Call 01632 960001", "Directions"):
        way = card.get_by_role("link", name=name)
        assert is_whole(way)
        assert way.evaluate("way => way.getBoundingClientRect().bottom") - top < 250
    assert card.evaluate("card => card.clientHeight") < 650
    behind = ["Tell me more", "This is wrong", "Print this"]
    for title in behind:
        expect(card.get_by_role("button", name=title)).to_be_hidden()
    summary = card.locator("summary")
    summary.focus()
    chat.page.keyboard.press("Enter")
    for title in behind:
        expect(card.get_by_role("button", name=title)).to_be_visible()
    expect(card.get_by_role("link", name="Send as a text")).to_be_visible()


def test_after_the_results_the_screen_is_at_the_top_of_the_first_card(open_chat: OpenChat):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    chat.say(RESULTS)
    chat.wait_for(AFTERWARDS["text"])
    settle(chat)
    first = chat.messages.filter(has_text=SIGNPOST["name"]).first
    assert is_whole(first.get_by_role("heading", name=SIGNPOST["name"]))
    assert is_whole(first.get_by_role("link", name="Call 01632 960001"))


def test_after_another_language_is_chosen_the_question_is_in_view(open_chat: OpenChat):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    chat.say("food")
    chat.wait_for(CITIZEN_QUESTION["text"])
    chat.page.locator("signpost-chat summary", has_text="Options").click()
    chat.page.get_by_label("Language").select_option("ur")
    question = chat.messages.last
    expect(question.locator("[lang=ur]")).to_be_visible()
    expect(question.get_by_role("button")).to_have_count(3)
    settle(chat)
    for button in question.get_by_role("button").all():
        assert is_whole(button)


def test_a_form_is_opened_by_a_button_and_not_by_its_address(open_chat: OpenChat):
    chat = open_chat("/", viewport=PHONE, **HELD)
    chat.wait_for(HELLO)
    chat.say(REFER)
    said = chat.wait_for("Here is the form")
    button = said.get_by_role("link", name="Open the form")
    expect(button).to_have_attribute("href", FORM)
    expect(said).not_to_contain_text("https://")
