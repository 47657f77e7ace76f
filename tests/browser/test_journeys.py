"""Whole journeys in a real browser against the real, running product."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.launch.local import LocalProduct, new_invite
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.e2e]

OpenDevice = Callable[..., ChatPage]
PATIENCE_MS = 60_000
USUAL_MS = 5_000
# How many statements "Leadership and Governance" has in a Neighbourhood assessment.
DOMAIN = 8


@pytest.fixture
def open_device(browser: Browser, product: LocalProduct) -> Iterator[OpenDevice]:
    """Open a path of the real product in a browser that shares nothing with another."""
    contexts = []

    def open_path(path: str, **options: object) -> ChatPage:
        context = browser.new_context(base_url=product.url, viewport=DESKTOP, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(path)
        return ChatPage(page)

    expect.set_options(timeout=PATIENCE_MS)
    yield open_path
    expect.set_options(timeout=USUAL_MS)
    for context in contexts:
        context.close()


@pytest.fixture
def invite(product: LocalProduct) -> str:
    with product.http() as http:
        return f"/chat?invite={new_invite(http, 'nhs-spmf', 'neighbourhood', 'pcn')['token']}"


def test_staff_complete_a_domain_leave_and_resume_elsewhere(open_device: OpenDevice, invite: str):
    first = open_device(invite)
    first.wait_for("Question 1 of 35")
    for number in range(1, DOMAIN + 1):
        first.button("3 Maturing").click()
        first.wait_for(f"Question {number + 1} of 35")
    expect(first.page.locator(".progress")).to_contain_text(f"{DOMAIN} of 35 answered, about")
    first.page.close()
    second = open_device(invite)
    question = second.wait_for(f"Question {DOMAIN + 1} of 35")
    expect(question).to_contain_text("Social Prescribing Workforce")
    second.say("2")
    second.wait_for(f"Question {DOMAIN + 2} of 35")
    second.page.get_by_role("button", name="Undo my last answer").click()
    expect(second.messages.filter(has_text=f"Question {DOMAIN + 1} of 35")).to_have_count(2)


def test_a_citizen_gets_from_hello_to_signposts(open_device: OpenDevice):
    chat = open_device("/")
    expect(chat.page.get_by_role("link", name="Exit this page")).to_be_visible()
    chat.button("Find support for me or someone else").click()
    chat.wait_for("What would you like help with?")
    chat.say("I want to lose weight")
    chat.wait_for("Could you ring someone")
    chat.say("1")
    chat.wait_for("easy for you to fill in a form")
    chat.say("no trouble")
    chat.wait_for("easy for you to read English")
    chat.say("of course")
    chat.button("1 Nothing yet").click()
    chat.wait_for("Where should I look?")
    chat.button("I'd rather not say").click()
    card = chat.wait_for("NHS Weight Loss Plan")
    expect(card.get_by_role("link", name="Website (NHS Weight Loss Plan)")).to_be_visible()
    expect(card.get_by_text("First step", exact=True)).to_be_visible()
    said = chat.messages.count()
    card.locator("summary", has_text="More").click()
    card.get_by_role("button", name="Tell me more").click()
    expect(chat.messages).not_to_have_count(said + 1)
    expect(card.get_by_role("button", name="Not for me")).to_be_enabled()
    expect(chat.page.get_by_role("link", name="Exit this page")).to_be_visible()


def test_care_stays_with_a_person_and_the_form_waits(open_device: OpenDevice, invite: str):
    chat = open_device(invite)
    chat.wait_for("Question 1 of 35")
    chat.say("I want to kill myself")
    care = chat.wait_for("Who can help now")
    expect(care.get_by_role("link", name="Call 999")).to_be_visible()
    chat.say("I don't know what to do")
    chat.wait_for("I have read what you wrote")
    expect(chat.page.locator(".progress")).to_contain_text("0 of 35 answered")
    chat.button("Carry on where I was").click()
    expect(chat.messages.filter(has_text="Question 1 of 35")).to_have_count(2)
    chat.button("3 Maturing").click()
    chat.wait_for("Question 2 of 35")


def test_goes_on_when_the_engine_was_stopped_and_started(
    open_device: OpenDevice, product: LocalProduct, invite: str
):
    chat = open_device(invite)
    chat.wait_for("Question 1 of 35")
    product.stop("engine")
    try:
        chat.say("3")
        chat.wait_for("I can't reach the assistant just now")
    finally:
        product.start("engine")
        product.wait_until_ready()
    chat.page.get_by_role("button", name="Send again").click()
    chat.wait_for("Question 2 of 35")
    expect(chat.messages.filter(has_text="I can't reach")).to_have_count(0)


def test_staff_answer_in_plain_pages(open_device: OpenDevice, invite: str):
    page = open_device(invite, java_script_enabled=False).page
    page.get_by_role("link", name="Go to the chat in plain pages").click()
    page.get_by_role("button", name="Open my assessment").click()
    for number in range(1, 4):
        expect(page.get_by_text(f"Question {number} of 35")).to_be_visible()
        page.get_by_role("button", name="3 Maturing").click()
    expect(page.get_by_text("3 of 35 answered")).to_be_visible()


def test_a_citizen_finds_support_in_plain_pages(open_device: OpenDevice):
    page = open_device("/chat/plain", java_script_enabled=False).page
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Find support for me or someone else").click()
    expect(page.get_by_text("What would you like help with?").first).to_be_visible()
    say_plainly(page, "I want to lose weight")
    expect(page.get_by_text("Could you ring someone").first).to_be_visible()
    say_plainly(page, "1")
    say_plainly(page, "no trouble")
    say_plainly(page, "of course")
    page.get_by_role("button", name="1 Nothing yet").click()
    page.get_by_role("button", name="I'd rather not say").first.click()
    expect(page.get_by_role("heading", name="NHS Weight Loss Plan")).to_be_visible()
    expect(page.get_by_role("link", name="Website (NHS Weight Loss Plan)")).to_be_visible()


def test_a_citizen_gets_there_and_to_care_with_the_keyboard_alone(open_device: OpenDevice):
    chat = open_device("/")
    keyboard = chat.page.keyboard
    reach(chat, chat.button("Find support for me or someone else"))
    keyboard.press("Enter")
    chat.wait_for("What would you like help with?")
    for words, answer in (
        ("I want to lose weight", "Could you ring someone"),
        ("1", "easy for you to fill in a form"),
        ("no trouble", "easy for you to read English"),
        ("of course", "Nothing yet"),
        ("nothing yet", "Where should I look?"),
        ("I'd rather not say", "NHS Weight Loss Plan"),
    ):
        expect(chat.box).to_be_focused()
        keyboard.type(words)
        keyboard.press("Enter")
        chat.wait_for(answer)
    reach(chat, chat.messages.locator("summary", has_text="More").last)
    keyboard.press("Enter")
    reach(chat, chat.button("Tell me more"))
    said = chat.messages.count()
    keyboard.press("Enter")
    expect(chat.messages.nth(said + 1)).to_be_visible()
    reach(chat, chat.page.locator("signpost-chat summary", has_text="Options"))
    keyboard.press("Enter")
    # The menu closes behind whoever goes back out of it.
    reach(chat, chat.page.get_by_role("button", name="Large text", exact=True), "Tab")
    keyboard.press("Escape")
    chat.box.focus()
    keyboard.type("I want to kill myself")
    keyboard.press("Enter")
    care = chat.wait_for("Who can help now")
    reach(chat, care.get_by_role("link", name="Call 999"))


def say_plainly(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


def reach(chat: ChatPage, wanted: Locator, *ways: str) -> None:
    """Press Tab, backwards and then forwards or as told, until something has the focus."""
    expect(wanted).to_be_visible()
    for key in (key for way in ways or ("Shift+Tab", "Tab") for key in [way] * 120):
        chat.page.keyboard.press(key)
        if wanted.evaluate("one => one.matches(':focus')"):
            return
    raise AssertionError(f"The keyboard does not reach {wanted}.")
