"""Take the pictures of docs/screenshots from the real, running product (``make screenshots``)."""

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from api.config import ROOT
from bot.launch.local import LocalProduct, new_invite

FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
ANSWERS = ("3", "2", "4, in every practice since May", "1", "don't know", "not applicable")
LAPTOP = {"width": 900, "height": 760}
PHONE = {"width": 360, "height": 700}
SMALLEST = {"width": 320, "height": 640}
SUPPORT = "Find support for me or someone else"


def take_all() -> None:
    """Start the product, hold the conversations, and save each picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, LocalProduct(Path(data)) as product:
        with product.http() as http:
            invite = new_invite(http, "nhs-spmf", "neighbourhood", "pcn")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            camera = Camera(browser, product.url)
            camera.take_start()
            camera.take_assessment(f"/chat?invite={invite['token']}")
            camera.take_result(f"/assessments/{invite['assessment']}")
            camera.take_care()
            camera.take_signpost()
            camera.take_arabic()
            camera.take_offline()
            camera.take_resumed()
            camera.take_phone()
            camera.take_dark()
            camera.take_floating()
            camera.take_plain()
            browser.close()


class Camera:
    """Takes pictures of a running product, each in a browser that remembers nothing."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._url = url

    def take_start(self) -> None:
        """The first words."""
        page = self._open("/")
        page.locator("signpost-chat li").first.wait_for()
        self._save(page, "chat-start")

    def take_assessment(self, path: str) -> None:
        """The middle of an assessment."""
        page = self._open(path)
        page.get_by_text("1 of 35").first.wait_for()
        for number, answer in enumerate(ANSWERS, start=2):
            _say(page, answer)
            page.get_by_text(f"{number} of 35").first.wait_for()
        self._save(page, "chat-assessment")

    def take_result(self, path: str) -> None:
        """The result of that assessment."""
        self._save(self._open(path), "result")

    def take_care(self) -> None:
        """Help after words about danger, on a phone in the dark."""
        page = self._open("/", viewport=PHONE, color_scheme="dark")
        page.locator("signpost-chat li").first.wait_for()
        _say(page, "I can't go on any more, I want to end my life")
        page.get_by_text("Who can help now").scroll_into_view_if_needed()
        self._save(page, "chat-care")

    def take_signpost(self) -> None:
        """A signpost at the end of a citizen's questions."""
        page = self._open("/")
        _find_support(page)
        page.get_by_text("First step").first.wait_for()
        page.wait_for_timeout(1_000)
        page.locator("signpost-chat .signpost h2").first.evaluate("each => each.scrollIntoView()")
        self._save(page, "chat-signpost")

    def take_arabic(self) -> None:
        """The chat in a language that runs from right to left."""
        page = self._open("/", viewport={"width": 640, "height": 700})
        page.locator("signpost-chat li").first.wait_for()
        page.locator("signpost-chat summary", has_text="Options").click()
        page.get_by_label("Language").select_option("ar")
        page.locator("signpost-chat section[dir=rtl]").wait_for()
        page.locator("signpost-chat li.assistant [dir=rtl]").last.wait_for()
        page.keyboard.press("Escape")
        page.wait_for_timeout(1_000)
        self._save(page, "chat-arabic")

    def take_offline(self) -> None:
        """A message that could not be sent."""
        page = self._open("/", viewport=PHONE)
        page.locator("signpost-chat li").first.wait_for()
        page.context.set_offline(True)
        _say(page, "I feel lonely")
        page.get_by_role("button", name="Send again").wait_for()
        page.wait_for_timeout(1_000)
        self._save(page, "chat-offline")

    def take_resumed(self) -> None:
        """A conversation after the page was loaded again."""
        page = self._open("/")
        page.locator("signpost-chat li").first.wait_for()
        _say(page, "What can you do?")
        page.locator("signpost-chat li").nth(2).wait_for()
        page.reload()
        page.locator("signpost-chat li").nth(2).wait_for()
        self._save(page, "chat-resumed")

    def take_phone(self) -> None:
        """A citizen's question on the smallest phone."""
        page = self._open("/", viewport=SMALLEST)
        page.get_by_role("button", name=SUPPORT).click()
        page.get_by_text("What would you like help with?").first.wait_for()
        page.wait_for_timeout(1_000)
        self._save(page, "chat-320px")

    def take_dark(self) -> None:
        """The first words for whoever prefers dark pages."""
        page = self._open("/", color_scheme="dark")
        page.locator("signpost-chat li").first.wait_for()
        self._save(page, "chat-dark")

    def take_floating(self) -> None:
        """The chat on somebody else's page."""
        page = self._open("/demo/embed", viewport={"width": 720, "height": 640})
        page.get_by_role("button", name="Chat with Signpost").click()
        page.locator("signpost-chat li").first.wait_for()
        self._save(page, "chat-floating")

    def take_plain(self) -> None:
        """The chat without JavaScript."""
        page = self._open("/chat/plain", java_script_enabled=False)
        page.get_by_role("button", name="Start", exact=True).click()
        self._save(page, "chat-plain")

    def _open(self, path: str, **options: Any) -> Page:
        still: dict[str, Any] = {"viewport": LAPTOP, "locale": "en-GB", "reduced_motion": "reduce"}
        context = self._browser.new_context(**{**still, **options})
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(self._url + path)
        return page

    @staticmethod
    def _save(page: Page, name: str) -> None:
        page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
        page.context.close()


def _find_support(page: Page) -> None:
    page.get_by_role("button", name=SUPPORT).click()
    page.get_by_text("What would you like help with?").first.wait_for()
    _say(page, "I want to lose weight")
    page.get_by_text("Could you ring someone").first.wait_for()
    _say(page, "1")
    page.get_by_text("easy for you to fill in a form").first.wait_for()
    _say(page, "no trouble")
    page.get_by_text("easy for you to read English").first.wait_for()
    _say(page, "of course")
    page.get_by_role("button", name="1 Nothing yet").click()
    page.get_by_text("Where should I look?").first.wait_for()
    page.get_by_role("button", name="I'd rather not say").last.click()


def _say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


if __name__ == "__main__":
    take_all()
