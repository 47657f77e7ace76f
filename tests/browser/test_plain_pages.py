"""The plain pages in a browser whose JavaScript is off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.web.security import NEUTRAL_PAGE
from tests.browser.assistant import HELLO, NEED
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]


def start(page: Page) -> None:
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text(HELLO)).to_be_visible()


def say(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_role("button", name="Send", exact=True).click()


@pytest.fixture
def plain(open_page: OpenPage) -> Page:
    return open_page("/chat/plain", java_script_enabled=False)


def test_completes_statements_and_keeps_its_place(plain: Page):
    start(plain)
    plain.get_by_role("button", name="1. Neighbourhood (Maturity Framework)").click()
    plain.get_by_role("button", name="3 Maturing").click()
    expect(plain.get_by_text("Question 2 of 35")).to_be_visible()
    say(plain, "2")
    expect(plain.get_by_text("Question 3 of 35")).to_be_visible()
    plain.reload()
    expect(plain.get_by_text("Question 3 of 35")).to_be_visible()
    expect(plain.get_by_text("2 of 35 answered")).to_be_visible()


def test_an_invite_opens_its_place(open_page: OpenPage, site: Site):
    assessment = site.new_assessment(
        "nhs-spmf", "neighbourhood", people=0, answer=lambda _person, _statement: None
    )
    page = open_page(site.new_invite(assessment), java_script_enabled=False)
    page.get_by_role("link", name="Go to the chat in plain pages").click()
    page.get_by_role("button", name="Open my assessment").click()
    expect(page.get_by_text("Question 1 of 35")).to_be_visible()
    assert "invite" not in page.url
    assert site.assistant.turns[0]["metadata"]["assessment"] == assessment


def test_cares_first(plain: Page):
    start(plain)
    plain.get_by_role("button", name="1. Neighbourhood (Maturity Framework)").click()
    say(plain, "I want to kill myself")
    first = plain.locator("main section .said").first
    expect(first.get_by_role("heading", name="Who can help now")).to_be_visible()
    expect(first.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")
    plain.get_by_role("button", name="Carry on where I was").click()
    expect(plain.get_by_text("Question 1 of 35")).to_be_visible()


def test_shows_a_signpost(plain: Page):
    start(plain)
    say(plain, NEED)
    expect(plain.get_by_role("heading", name="Example Walking Group")).to_be_visible()
    expect(plain.get_by_role("link", name="Call 01632 960001")).to_be_visible()
    expect(plain.get_by_role("link", name="Map (Example Walking Group)")).to_be_visible()
    expect(plain.get_by_role("button", name="Not for me")).to_be_visible()


def test_works_with_the_keyboard_alone(plain: Page):
    keyboard = plain.keyboard
    for _ in range(20):
        keyboard.press("Tab")
        if plain.get_by_role("button", name="Start").evaluate("one => one.matches(':focus')"):
            break
    keyboard.press("Enter")
    expect(plain.get_by_text(HELLO)).to_be_visible()
    for _ in range(8):
        keyboard.press("Tab")
        if plain.get_by_label("Your message").evaluate("one => one.matches(':focus')"):
            break
    keyboard.type("what for?")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(plain.get_by_text("Sorry, I didn't follow that.")).to_be_visible()


def test_leaves_and_forgets(plain: Page):
    start(plain)
    say(plain, "something private")
    with plain.expect_response("**/chat/plain/leave") as answer:
        plain.get_by_role("button", name="Exit this page").click()
    assert answer.value.headers["location"] == NEUTRAL_PAGE
    plain.wait_for_url(lambda address: not address.startswith("http://127.0.0.1"))
    plain.goto("/chat/plain")
    expect(plain.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(plain.get_by_text("something private")).to_have_count(0)
