"""The terminal channel shows what the gateway says, and loses nothing that is typed."""

import json
from collections.abc import Callable
from io import StringIO

import httpx
import pytest
from rich.console import Console

from bot.terminal.chat import talk, words
from bot.terminal.conversation import GatewayAway, invite_token
from tests.terminal.fake_gateway import APOLOGY, HELLO, FakeGateway

URL = "http://api.test"


def hold(
    gateway: FakeGateway, *lines: str | Callable[[], str], invite: str | None = None
) -> tuple[str, list[float]]:
    """Type lines; give what was shown, and every pause. A callable runs before its line."""
    typed, pauses = iter(lines), []

    def ask(_prompt: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line() if callable(line) else line

    console = Console(file=StringIO(), width=200)
    transport = httpx.MockTransport(gateway.handle)
    talk(URL, invite, ask=ask, console=console, sleep=pauses.append, transport=transport)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue(), pauses


def typing(line: str, before: Callable[[], None]) -> Callable[[], str]:
    def type_it() -> str:
        before()
        return line

    return type_it


def test_sends_its_token_and_a_message_id():
    gateway = FakeGateway()
    shown, _ = hold(gateway, "3", invite="http://api.test/chat?invite=abc")
    opening, message = gateway.requests
    assert json.loads(opening.content) == {"channel": "terminal", "invite": "abc"}
    assert message.headers["authorization"] == "Bearer secret"
    assert len(gateway.sent[0]["client_message_id"]) == 36
    assert "Heard 3." in shown


def test_shows_messages_with_their_buttons_and_brackets_as_they_are():
    shown, _ = hold(FakeGateway())
    assert "How far along [is it]?" in shown
    assert "[ 1 Emerging ]" in shown


def test_leaves_when_asked_and_sends_no_empty_line():
    gateway = FakeGateway()
    hold(gateway, "", "   ", "/quit", "3")
    assert gateway.sent == []


def test_survives_a_restart_of_the_service_and_sends_the_same_message_once_more():
    gateway = FakeGateway()
    shown, pauses = hold(gateway, typing("3", lambda: setattr(gateway, "away", 3)))
    assert words()["away"] in shown
    assert words()["back"] in shown
    assert "Heard 3." in shown
    assert len(gateway.sent) == 4
    assert len({message["client_message_id"] for message in gateway.sent}) == 1
    assert len(pauses) == 3


def test_a_service_that_stays_away_leaves_the_message_to_be_sent_again():
    gateway = FakeGateway()
    gone = typing("3", lambda: setattr(gateway, "away", 11))
    shown, _ = hold(gateway, gone, "")
    assert words()["gave_up"] in shown
    assert "Heard 3." in shown
    assert len({message["client_message_id"] for message in gateway.sent}) == 1


def test_a_failed_turn_is_sent_again_with_enter_under_the_same_name():
    gateway = FakeGateway(failing=1)
    shown, _ = hold(gateway, "3", "", "")
    assert APOLOGY["text"] in shown
    assert words()["again"] in shown
    first, second = gateway.sent
    assert first == second
    assert shown.rstrip().endswith("Heard 3.")


@pytest.mark.parametrize("status", [429, 503])
def test_what_was_refused_for_now_is_sent_again_with_enter(status: int):
    gateway = FakeGateway(refusals=[status])
    shown, _ = hold(gateway, "3", "")
    assert "That can't be taken." in shown
    assert gateway.sent[0] == gateway.sent[1]


def test_what_was_refused_for_good_is_not_kept():
    gateway = FakeGateway(refusals=[422])
    shown, _ = hold(gateway, "3", "")
    assert "That can't be taken." in shown
    assert len(gateway.sent) == 1


def test_a_conversation_that_is_gone_is_opened_anew():
    gateway = FakeGateway(refusals=[401])
    shown, _ = hold(gateway, "3")
    assert words()["lost"] in shown
    assert shown.count(HELLO["text"]) == 2


def test_waits_for_the_first_words_of_an_assistant_that_still_starts():
    gateway = FakeGateway(starting=3)
    shown, pauses = hold(gateway, "3")
    assert words()["waiting"] in shown
    assert shown.index(APOLOGY["text"]) < shown.index(HELLO["text"]) < shown.index("Heard 3.")
    assert len(pauses) == 2


def test_says_where_nobody_answers():
    with pytest.raises(GatewayAway, match=r"http://api\.test.* does not answer"):
        hold(FakeGateway(away=1))


@pytest.mark.parametrize(
    ("invite", "token"),
    [
        (None, None),
        ("abc", "abc"),
        ("http://127.0.0.1:8000/chat?invite=abc-_1", "abc-_1"),
        ("http://127.0.0.1:8000/chat", None),
    ],
)
def test_an_invite_may_be_the_whole_link(invite: str | None, token: str | None) -> None:
    assert invite_token(invite) == token
