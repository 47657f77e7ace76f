import httpx
import pytest

from tests.api.web.conftest import FakeDrawing
from tests.api.web.html_check import Page, faults_of

pytestmark = pytest.mark.usefixtures("drawing")

ODD = "\"><script>alert(1)</script>&amp;'…"


def page(client: httpx.Client, path: str, **query: str) -> Page:
    answer = client.get(path, params=query)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


@pytest.mark.parametrize("path", ["/", "/chat", "/chat?invite=abc"])
def test_is_sound_html_with_nothing_inline(client: httpx.Client, path: str):
    assert faults_of(client.get(path).text) == []


def test_shows_the_chat_and_what_signpost_is(client: httpx.Client):
    shown = page(client, "/")
    assert shown.only("script").attributes["src"] == "/widget/signpost-chat.js"
    assert shown.only("signpost-chat").attributes["max-length"] == "4000"
    for words in ("If you work in social prescribing", "If you want support for yourself"):
        assert words in shown.text


def test_says_at_once_that_the_assistant_is_starting(client: httpx.Client):
    assert "The assistant is starting" in page(client, "/").only("signpost-chat").text


def test_says_what_to_do_without_javascript(client: httpx.Client):
    said = " ".join(page(client, "/").only("noscript").text.split())
    assert "Use the chat without JavaScript" in said


def test_hands_the_invite_to_the_chat(client: httpx.Client):
    assert page(client, "/chat", invite="abc").only("signpost-chat").attributes["invite"] == "abc"
    assert "invite" not in page(client, "/chat").only("signpost-chat").attributes


def test_an_odd_invite_stays_an_attribute(client: httpx.Client):
    shown = page(client, "/chat", invite=ODD)
    assert shown.only("signpost-chat").attributes["invite"] == ODD
    assert len(shown.all("script")) == 1


def test_gets_ready_to_draw_while_people_chat(client: httpx.Client, drawing: FakeDrawing):
    client.get("/")
    assert drawing.prepared == 1


def test_may_stand_in_search_engines_only_without_an_invite(client: httpx.Client):
    assert "x-robots-tag" not in client.get("/").headers
    assert client.get("/chat").headers["x-robots-tag"] == "noindex, nofollow"
