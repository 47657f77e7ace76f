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

    def take_floating(self) -> None:
        """The chat on somebody else's page."""
        page = self._open("/demo/embed")
        page.get_by_role("button", name="Chat with Signpost").click()
        page.locator("signpost-chat li").first.wait_for()
        self._save(page, "chat-floating")

    def take_plain(self) -> None:
        """The chat without JavaScript."""
        page = self._open("/chat/plain", java_script_enabled=False)
        page.get_by_role("button", name="Start", exact=True).click()
        self._save(page, "chat-plain")

    def _open(self, path: str, **options: Any) -> Page:
        context = self._browser.new_context(**{"viewport": LAPTOP, "locale": "en-GB", **options})
        page = context.new_page()
        page.goto(self._url + path)
        return page

    @staticmethod
    def _save(page: Page, name: str) -> None:
        page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")
        page.context.close()


def _say(page: Page, text: str) -> None:
    page.get_by_role("textbox").fill(text)
    page.keyboard.press("Enter")


if __name__ == "__main__":
    take_all()
