"""What matters is on the screen: notices, the buttons of a question, the page around the chat."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.assistant import HELLO
from tests.browser.chat_page import ChatPage
from tests.browser.elsewhere import Elsewhere
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenChat = Callable[..., ChatPage]
OpenPage = Callable[..., Page]
PHONE = {"width": 320, "height": 640}
LAPTOPS = [{"width": 1366, "height": 638}, {"width": 1280, "height": 720}]
MOST_BYTES = 25 * 1024


def is_whole(found: Locator) -> bool:
    """Say whether all of it is on the screen, under nothing."""
    return found.evaluate(
        """element => {
            const box = element.getBoundingClientRect();
            const root = element.getRootNode();
            return [box.top + 2, box.bottom - 2].every(height => {
                const top = root.elementFromPoint(box.left + box.width / 2, height);
                return element.contains(top) || top?.contains(element);
            });
        }"""
    )


def read_out(chat: ChatPage) -> Locator:
    return chat.page.get_by_role("log", name="New messages")


@pytest.mark.parametrize("viewport", [PHONE, *LAPTOPS], ids=str)
def test_that_one_is_offline_is_seen_and_heard(open_chat: OpenChat, viewport: dict[str, int]):
    chat = open_chat("/", viewport=viewport, reduced_motion="reduce")
    chat.start_practice()
    chat.answer("3 Maturing", 2)
    chat.page.context.set_offline(True)
    notice = chat.page.get_by_text("You are offline.")
    expect(notice).to_be_visible()
    assert is_whole(notice)
    chat.say("2")
    expect(read_out(chat)).to_contain_text("Not sent.")
    unsent = chat.page.get_by_role("button", name="Send again")
    expect(unsent).to_be_visible()
    chat.page.wait_for_timeout(100)
    assert is_whole(unsent)
    assert is_whole(notice)
    chat.page.context.set_offline(False)
    expect(read_out(chat)).to_contain_text("You are back online.")
    chat.wait_for("Saved: 2 Developing.")
    expect(chat.page.get_by_text("You are offline.")).to_have_count(0)


@pytest.mark.parametrize("viewport", LAPTOPS, ids=str)
def test_every_level_can_be_pressed_without_scrolling(
    open_chat: OpenChat, viewport: dict[str, int]
):
    chat = open_chat("/", viewport=viewport, reduced_motion="reduce")
    chat.start_practice()
    for number in range(2, 6):
        question = chat.answer("3 Maturing", number)
        levels = question.get_by_role("group", name="Which level fits best?")
        last = levels.get_by_role("button").last.bounding_box()
        log = chat.page.locator("signpost-chat .log").bounding_box()
        assert last
        assert log
        assert last["y"] + last["height"] <= log["y"] + log["height"]


@pytest.mark.parametrize("size", ["Normal text", "Largest text"])
def test_most_of_a_small_screen_is_for_the_conversation(open_chat: OpenChat, size: str):
    chat = open_chat("/", viewport=PHONE, reduced_motion="reduce")
    chat.start_practice()
    chat.page.locator("signpost-chat summary", has_text="Options").click()
    chat.page.get_by_role("button", name=size).click()
    chat.page.keyboard.press("Escape")
    question = chat.answer("3 Maturing", 2)
    expect(question).to_be_visible()
    share = chat.page.evaluate(
        """() => [...document.querySelector('signpost-chat').shadowRoot
            .querySelectorAll('.top, .below')]
            .filter(bar => getComputedStyle(bar).position === 'sticky')
            .reduce((sum, bar) => sum + bar.clientHeight, 0) / innerHeight"""
    )
    assert share <= 0.4


def test_a_page_that_holds_the_chat_is_not_scrolled_before_one_acts(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    tall = "<p>Long words.</p><pre>" + "\n" * 80 + "</pre><signpost-chat></signpost-chat>"
    page = open_page(elsewhere.show(site.url, instead=tall), reduced_motion="reduce")
    chat = ChatPage(page)
    chat.wait_for(HELLO)
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 0
    chat.say("hello")
    chat.wait_for("Sorry, I didn't follow that.")
    assert page.evaluate("scrollY") > 0
    page.evaluate("scrollTo(0, 0)")
    page.reload()
    chat.wait_for("Sorry, I didn't follow that.")
    page.wait_for_timeout(200)
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize("place", ["", "open"])
def test_a_chat_that_nobody_opened_lets_nobody_leave(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere, place: str
):
    address = elsewhere.show(site.url)
    page = open_page(address)
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Sunny."))
    if place == "open":
        page.get_by_role("button", name="Chat with Signpost").click()
        ChatPage(page).wait_for(HELLO)
        page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Shift")
    if place == "open":
        page.wait_for_url("https://www.bbc.co.uk/**")
    else:
        page.wait_for_timeout(200)
        assert page.url == address


def test_the_widget_travels_small(open_page: OpenPage):
    page = open_page("/assessments/none")
    with page.expect_response("**/signpost-chat.js") as found:
        page.goto("/")
    answer = found.value
    assert answer.header_value("content-encoding") == "gzip"
    assert "accept-encoding" in (answer.header_value("vary") or "").lower()
    assert answer.request.sizes()["responseBodySize"] <= MOST_BYTES
    assert len(gzip.compress(answer.body())) <= MOST_BYTES
