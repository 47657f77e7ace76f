"""Talk to the running assistant in the terminal (``signpost chat``)."""

import time
import uuid
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import yaml
from rich.console import Console

from bot.terminal.conversation import (
    Answer,
    Conversation,
    GatewayAway,
    GatewayRefused,
    Outgoing,
    invite_token,
)

_LEAVE = {"/quit", "/exit"}
_TIMEOUT_S = 60.0
_STARTING_PAUSE_S = 2.0
# A restart of the service takes some seconds; after a minute the person decides.
_PAUSES_S = (1, 1, 2, 3, 5, 8, 10, 10, 10, 10)
_UNAUTHORISED = httpx.codes.UNAUTHORIZED


@cache
def words() -> dict[str, str]:
    """Read what the terminal says of its own accord."""
    path = Path(__file__).with_name("words.yml")
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def talk(
    api_url: str,
    invite: str | None = None,
    *,
    ask: Callable[[str], str] = input,
    console: Console | None = None,
    sleep: Callable[[float], None] = time.sleep,
    transport: httpx.BaseTransport | None = None,
) -> None:
    """Hold a conversation until the person writes /quit or closes the input.

    Raises ``GatewayAway`` and ``GatewayRefused`` when it cannot be opened. ``transport`` replaces
    the network in tests.
    """
    with httpx.Client(base_url=api_url, timeout=_TIMEOUT_S, transport=transport) as http:
        conversation = Conversation(http, invite_token(invite))
        terminal = Terminal(conversation, ask=ask, console=console or Console(), sleep=sleep)
        try:
            terminal.run()
        except (EOFError, KeyboardInterrupt):
            return


class Terminal:
    """Reads what is typed and shows what is answered; a message not taken is kept to send again.

    ``EOFError`` and ``KeyboardInterrupt`` of ``ask`` end the conversation.
    """

    def __init__(
        self,
        conversation: Conversation,
        *,
        ask: Callable[[str], str],
        console: Console,
        sleep: Callable[[float], None],
    ) -> None:
        self._conversation = conversation
        self._ask = ask
        self._console = console
        self._sleep = sleep
        self._unsent: Outgoing | None = None

    def run(self) -> None:
        """Open the conversation, then answer line by line until the person leaves."""
        opened = self._conversation.open()
        self._note("hint")
        show(opened.messages, self._console)
        if opened.failed:
            self._wait_for_first_words()
        while (text := self._ask("\n> ").strip()) not in _LEAVE:
            message = Outgoing(text, uuid.uuid4()) if text else self._unsent
            if message is not None:
                self._say(message)

    def _wait_for_first_words(self) -> None:
        self._note("waiting")
        while (said := self._first_words()) is None:
            self._sleep(_STARTING_PAUSE_S)
        show(said.messages, self._console)

    def _first_words(self) -> Answer | None:
        try:
            return self._conversation.first_words()
        except GatewayAway:
            return None
        except GatewayRefused as refusal:
            if refusal.may_pass:
                return None
            raise

    def _say(self, message: Outgoing) -> None:
        self._unsent = message
        try:
            answer = self._deliver(message)
        except GatewayRefused as refusal:
            self._refuse(refusal)
            return
        if answer is None:
            self._note("gave_up")
            return
        show(answer.messages, self._console)
        if answer.failed:
            self._note("again")
        else:
            self._unsent = None

    def _deliver(self, message: Outgoing) -> Answer | None:
        """Send a message under its one name until an answer comes; None when none does."""
        for tried, pause in enumerate((*_PAUSES_S, None)):
            try:
                answer = self._conversation.send(message)
            except GatewayAway:
                if tried == 0:
                    self._note("away")
            else:
                if tried:
                    self._note("back")
                return answer
            if pause is not None:
                self._sleep(pause)
        return None

    def _refuse(self, refusal: GatewayRefused) -> None:
        self._console.print(refusal.detail, style="yellow", markup=False)
        if refusal.may_pass:
            self._note("again")
            return
        self._unsent = None
        if refusal.status == _UNAUTHORISED:
            self._note("lost")
            show(self._conversation.open().messages, self._console)

    def _note(self, key: str) -> None:
        self._console.print(words()[key], style="dim")


def show(messages: list[dict[str, Any]], console: Console) -> None:
    """Print messages with their buttons."""
    for message in messages:
        console.print()
        console.print(message["text"], markup=False, highlight=False)
        for button in message["buttons"]:
            console.print(f"  [ {button['title']} ]", markup=False, style="cyan")
