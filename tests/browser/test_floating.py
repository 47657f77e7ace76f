"""The chat on other pages: as a panel, on another origin, several at once, in other looks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.assistant import HELLO, NEED
from tests.browser.chat_page import ChatPage
from tests.browser.elsewhere import Elsewhere
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 640}


def open_panel(page: Page) -> ChatPage:
    page.get_by_role("button", name="Chat with Signpost").click()
    chat = ChatPage(page)
    chat.wait_for(HELLO)
    return chat


def test_opens_by_a_button_and_not_before(open_page: OpenPage, site: Site):
    page = open_page("/demo/embed")
    expect(page.get_by_role("button", name="Chat with Signpost")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert site.assistant.turns == []
    open_panel(page)
    expect(page.get_by_role("dialog", name="Chat with Signpost")).to_be_visible()


def test_works_with_the_keyboard_and_gives_the_focus_back(open_page: OpenPage):
    page = open_page("/demo/embed")
    launcher = page.get_by_role("button", name="Chat with Signpost")
    for _ in range(10):
        if launcher.evaluate("element => element.matches(':focus')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    chat = ChatPage(page)
    expect(chat.box).to_be_focused()
    chat.wait_for(HELLO)
    page.keyboard.type("a draft")
    page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    expect(chat.box).to_have_value("a draft")
    page.get_by_role("button", name="Close the chat").press("Enter")
    expect(launcher).to_be_focused()


def test_never_traps_the_focus(open_page: OpenPage):
    page = open_page("/demo/embed")
    open_panel(page)
    link = page.get_by_role("link", name="use the chat in plain pages")
    link.focus()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(link).to_be_focused()


def test_makes_way_where_it_covers_the_page(open_page: OpenPage):
    page = open_page("/demo/embed", viewport=PHONE)
    chat = open_panel(page)
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, **PHONE}
    chat.box.focus()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.get_by_role("dialog").count() == 0:
            break
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.localName") != "signpost-chat"


def test_a_touched_button_opens_no_keyboard(open_page: OpenPage):
    page = open_page("/demo/embed", viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Chat with Signpost").tap()
    expect(page.get_by_role("dialog")).to_be_focused()


def test_stays_open_on_the_next_page_and_takes_no_focus(open_page: OpenPage):
    page = open_page("/demo/embed")
    open_panel(page)
    page.reload()
    ChatPage(page).wait_for(HELLO)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.activeElement.localName") == "body"
    page.get_by_role("button", name="Close the chat").click()
    page.reload()
    expect(page.get_by_role("button", name="Chat with Signpost")).to_be_visible()


def test_says_that_something_was_answered_meanwhile(open_page: OpenPage, site: Site):
    page = open_page("/demo/embed")
    site.assistant.ready = False
    page.get_by_role("button", name="Chat with Signpost").click()
    expect(page.get_by_text("The assistant is starting")).to_be_visible()
    page.keyboard.press("Escape")
    site.assistant.ready = True
    launcher = page.get_by_role("button", name="Chat with Signpost 1 new message")
    expect(launcher).to_be_visible()
    expect(page.get_by_role("log", name="New messages")).to_contain_text(HELLO)
    launcher.click()
    ChatPage(page).wait_for(HELLO)


def test_works_on_another_site_as_the_guide_says(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    page = open_page(elsewhere.show(site.url))
    chat = open_panel(page)
    chat.start_practice()
    chat.answer("3 Maturing", 2)
    page.reload()
    chat.wait_for("Question 2 of 35")


def test_speaks_the_language_that_the_page_asks_for(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    chat = '<signpost-chat locale="ur"></signpost-chat>'
    page = open_page(elsewhere.show(site.url, instead=chat))
    expect(page.get_by_role("button", name="بھیجیں", exact=True)).to_be_visible()
    expect(page.locator("signpost-chat section")).to_have_attribute("lang", "ur")
    expect(page.locator("signpost-chat section")).to_have_css("direction", "rtl")


def test_no_other_site_can_use_the_service(open_page: OpenPage, site: Site, elsewhere: Elsewhere):
    address = elsewhere.show(site.url).replace("127.0.0.1", "localhost")
    page = open_page(address)
    page.get_by_role("button", name="Chat with Signpost").click()
    expect(page.get_by_text("The service can't be reached")).to_be_visible()
    assert site.assistant.turns == []


def test_several_on_one_page_keep_apart(open_page: OpenPage, site: Site, elsewhere: Elsewhere):
    two = '<signpost-chat></signpost-chat><signpost-chat id="second"></signpost-chat>'
    page = open_page(elsewhere.show(site.url, instead=two))
    first, second = page.locator("signpost-chat").all()
    for chat in (first, second):
        expect(chat.locator("ol > li")).to_contain_text(HELLO)
    first.get_by_label("Your message").fill(NEED)
    first.get_by_label("Your message").press("Enter")
    expect(first.get_by_role("heading", name="Example Walking Group")).to_be_visible()
    expect(second.locator("ol > li")).to_have_count(1)
    page.reload()
    expect(first.get_by_role("heading", name="Example Walking Group")).to_be_visible()
    expect(second.locator("ol > li")).to_have_count(1)
    assert len({turn["conversation"] for turn in site.assistant.turns}) == 2


def test_two_on_one_page_may_speak_two_languages(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    two = '<signpost-chat locale="ar"></signpost-chat><signpost-chat locale="pl"></signpost-chat>'
    page = open_page(elsewhere.show(site.url, instead=two))
    first, second = page.locator("signpost-chat").all()
    expect(first.get_by_role("button", name="إرسال", exact=True)).to_be_visible()
    expect(second.get_by_role("button", name="Wyślij", exact=True)).to_be_visible()
    second.get_by_label("Twoja wiadomość").fill("English")
    second.get_by_label("Twoja wiadomość").press("Enter")
    expect(second.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(first.locator("section")).to_have_css("direction", "rtl")
    expect(second.locator("section")).to_have_css("direction", "ltr")


def test_a_page_may_change_language_look_and_invite_later(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    page = open_page(elsewhere.show(site.url, instead="<signpost-chat></signpost-chat>"))
    chat = ChatPage(page)
    chat.wait_for(HELLO)
    element = page.locator("signpost-chat")
    element.evaluate("chat => { chat.theme = 'dark'; chat.locale = 'uk-UA'; }")
    expect(element).to_have_css("background-color", "rgb(23, 33, 42)")
    expect(page.get_by_role("button", name="Надіслати", exact=True)).to_be_visible()
    assert site.assistant.turns[-1]["metadata"]["locale"] == "uk"
    assessment = site.new_assessment(
        "nhs-spmf", "neighbourhood", people=0, answer=lambda _person, _statement: None
    )
    token = site.new_invite(assessment).partition("=")[2]
    element.evaluate("(chat, token) => { chat.locale = 'en'; chat.invite = token; }", token)
    chat.wait_for("Question 1 of 35")
    expect(chat.messages.filter(has_text="Welcome")).to_have_count(1)
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    assert site.assistant.turns[-1]["metadata"]["assessment"] == assessment


def test_takes_the_look_that_the_page_asks_for(
    open_page: OpenPage, site: Site, elsewhere: Elsewhere
):
    chats = (
        '<signpost-chat theme="dark"></signpost-chat><signpost-chat theme="light"></signpost-chat>'
    )
    for scheme in ("light", "dark"):
        page = open_page(elsewhere.show(site.url, instead=chats), color_scheme=scheme)
        dark, light = page.locator("signpost-chat").all()
        expect(dark).to_have_css("background-color", "rgb(23, 33, 42)")
        expect(light).to_have_css("background-color", "rgb(255, 255, 255)")


def test_takes_its_attributes(open_page: OpenPage, site: Site, elsewhere: Elsewhere):
    chat = (
        f'<signpost-chat floating open locale="en-GB" api="{site.url}" max-length="100" '
        'exit="https://neutral.example/"></signpost-chat>'
    )
    page = open_page(elsewhere.show(site.url, instead=chat))
    ChatPage(page).wait_for(HELLO)
    assert site.assistant.turns[0]["metadata"]["locale"] == "en"
    expect(page.get_by_text("You have 100 characters left.")).to_be_visible()
    way_out = page.get_by_role("link", name="Exit this page")
    expect(way_out).to_have_attribute("href", "https://neutral.example/")
