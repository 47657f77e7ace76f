"""Take the pictures of docs/screenshots from the real, running product (``make screenshots``)."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from api.config import ROOT
from bot.launch.local import LocalProduct, new_invite

FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
ANSWERS = ("3", "2", "4, in every practice since May", "1", "don't know", "not applicable")
WIDTH, HEIGHT = 900, 1000


def take_all() -> None:
    """Start the product, hold the conversations, and save each picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, LocalProduct(Path(data)) as product:
        with product.http() as http:
            invite = new_invite(http, "nhs-spmf", "neighbourhood", "pcn")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(f"{product.url}/chat?invite={invite['token']}")
            _answer(page, ANSWERS)
            page.screenshot(path=FOLDER / "chat-assessment.png")
            page.goto(f"{product.url}/assessments/{invite['assessment']}")
            page.screenshot(path=FOLDER / "result.png")
            browser.close()


def _answer(page: Page, answers: tuple[str, ...]) -> None:
    page.get_by_text("1 of 35").first.wait_for()
    for number, answer in enumerate(answers, start=2):
        page.get_by_role("textbox").fill(answer)
        page.keyboard.press("Enter")
        page.get_by_text(f"{number} of 35").first.wait_for()


if __name__ == "__main__":
    take_all()
