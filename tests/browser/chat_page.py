"""The chat as a person meets it: by labels, roles and words."""

import re

from playwright.sync_api import Locator, Page, expect


class ChatPage:
    """A tab with a chat in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.box = page.get_by_label("Your message")
        self.send = page.get_by_role("button", name="Send", exact=True)
        self.messages = page.locator("signpost-chat ol > li")

    def wait_for(self, text: str | re.Pattern[str]) -> Locator:
        """Wait until a message with this text is the newest or among them, and give it."""
        found = self.messages.filter(has_text=text).last
        expect(found).to_be_visible()
        return found

    def say(self, text: str) -> None:
        """Type a message and send it with Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def button(self, name: str) -> Locator:
        """Give the newest button of that name."""
        return self.page.get_by_role("button", name=name, exact=True).last

    def start_practice(self) -> Locator:
        """Begin the practice run and wait for its first question."""
        self.button("1. Neighbourhood (Maturity Framework)").click()
        return self.wait_for("Question 1 of 35")

    def answer(self, level: str, next_number: int) -> Locator:
        """Press a level and wait for the next question."""
        self.button(level).click()
        return self.wait_for(f"Question {next_number} of 35")
