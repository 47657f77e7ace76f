"""What the Back button brings: pages come back as they were left, so nothing private may be left.

Browsers keep a page that is left in memory (the back/forward cache), which Playwright switches off;
here it is on, as it is for everybody.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from api.web.security import NEUTRAL_PAGE
from tests.browser.assistant import HELLO
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.elsewhere import Elsewhere
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PRIVATE = "something that nobody else may read"
# Says later whether the page came from memory, and what could be read at that moment.
NOTE = """() => addEventListener('pageshow', event => {
    const section = document.querySelector('signpost-chat').shadowRoot.querySelector('section');
    const log = section.querySelector('.log');
    window.back = {
        kept: event.persisted,
        seen: log.checkVisibility({visibilityProperty: true}) ? log.innerText : '',
    };
})"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


def tell(page: Page) -> ChatPage:
    """Say something private, and note how the page comes back."""
    chat = ChatPage(page)
    chat.wait_for(HELLO)
    chat.say(PRIVATE)
    chat.wait_for("Sorry, I didn't follow that.")
    page.evaluate(NOTE)
    return chat


def go_back(page: Page) -> dict[str, Any]:
    """Press Back; give what was noted when the page came from memory."""
    press_back(page)
    page.wait_for_function("window.back?.kept")
    return page.evaluate("window.back")


def press_back(page: Page) -> None:
    with page.expect_event("framenavigated"):
        page.evaluate("() => { setTimeout(() => history.back()) }")


def stand_in_for_the_neutral_page(page: Page) -> None:
    page.context.route(f"{NEUTRAL_PAGE}**", lambda route: route.fulfill(body="Sunny spells."))


@pytest.mark.parametrize("chat", ["<signpost-chat></signpost-chat>", None], ids=["open", "panel"])
def test_a_page_left_before_the_exit_shows_nothing_of_it(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere, chat: str | None
):
    page = open_page(elsewhere.show(site.url, instead=chat))
    stand_in_for_the_neutral_page(page)
    if chat is None:
        page.get_by_role("button", name="Chat with Signpost").click()
    held = tell(page)
    page.goto(elsewhere.show(site.url, instead="<signpost-chat></signpost-chat>"))
    held.wait_for(PRIVATE)
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url(f"{NEUTRAL_PAGE}**")
    assert PRIVATE not in go_back(page)["seen"]
    if chat is None:
        page.get_by_role("button", name="Chat with Signpost").click()
    held.wait_for(HELLO)
    expect(held.messages).to_have_count(1)
    assert PRIVATE not in page.evaluate("JSON.stringify(sessionStorage)")


def test_the_own_page_left_before_the_exit_shows_nothing_of_it(open_page: OpenPage):
    page = open_page("/")
    stand_in_for_the_neutral_page(page)
    chat = tell(page)
    page.goto("/chat")
    chat.wait_for(PRIVATE)
    page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url(f"{NEUTRAL_PAGE}**")
    # A page that is not to be stored comes from memory in some browsers only.
    press_back(page)
    page.wait_for_function("location.pathname === '/'")
    chat.wait_for(HELLO)
    expect(chat.messages).to_have_count(1)


def test_a_page_that_was_only_left_goes_on_where_it_was(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    page = open_page(elsewhere.show(site.url, instead="<signpost-chat></signpost-chat>"))
    chat = tell(page)
    page.goto(elsewhere.show(site.url, instead="<p>Another page.</p>"))
    go_back(page)
    chat.wait_for(PRIVATE)
    expect(chat.messages).to_have_count(3)
    chat.say("again")
    expect(chat.messages).to_have_count(5)
