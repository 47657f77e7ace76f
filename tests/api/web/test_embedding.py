"""The chat on other sites' pages: who may ask, what for, and the lines that people copy."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from pydantic import ValidationError

from api.config import ROOT, Settings
from api.web.embedding import allow_embedding
from tests.api.in_process import client_of
from tests.api.web.html_check import Page, faults_of

SITE = "https://council.example"
ASKING = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization",
}


@pytest.fixture
def open_to_site(portal: BlockingPortal) -> Iterator[httpx.Client]:
    """A service that lets one site hold the chat."""
    app = FastAPI()

    def answer() -> dict[str, str]:
        return {}

    for path in ("/v1/chat/messages", "/readyz", "/v1/organisations"):
        app.add_api_route(path, answer)
    allow_embedding(app, [SITE])
    with client_of(app, portal, headers={}) as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/chat/messages", "/readyz"])
def test_a_named_site_may_use_the_chat(open_to_site: httpx.Client, path: str):
    asked = open_to_site.options(path, headers={"Origin": SITE, **ASKING})
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == SITE
    answer = open_to_site.get(path, headers={"Origin": SITE})
    assert answer.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-credentials" not in answer.headers


def test_no_other_site_may(open_to_site: httpx.Client):
    headers = {"Origin": "https://other.example", **ASKING}
    assert open_to_site.options("/v1/chat/messages", headers=headers).status_code == 400
    answer = open_to_site.get("/v1/chat/messages", headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in answer.headers


def test_nothing_else_is_opened(open_to_site: httpx.Client):
    answer = open_to_site.get("/v1/organisations", headers={"Origin": SITE})
    assert "access-control-allow-origin" not in answer.headers


def test_without_the_setting_no_site_may(client: httpx.Client):
    answer = client.get("/readyz", headers={"Origin": SITE})
    assert "access-control-allow-origin" not in answer.headers


def test_reads_several_origins():
    both = f"{SITE}  http://127.0.0.1:8001"
    assert Settings(widget_origins=both).embedding_origins == [SITE, "http://127.0.0.1:8001"]
    assert Settings().embedding_origins == []


@pytest.mark.parametrize("wrong", ["*", "council.example", "https://council.example/page", ""])
def test_refuses_what_is_no_origin(wrong: str):
    with pytest.raises(ValidationError):
        Settings(widget_origins=wrong)


def test_the_example_site_shows_the_lines_to_copy(client: httpx.Client):
    answer = client.get("/demo/embed")
    assert faults_of(answer.text) == []
    shown = Page(answer.text)
    lines, policy = (unescape(pre.text) for pre in shown.all("pre"))
    assert "connect-src 'self' https://signpost.example" in policy
    assert '<script src="https://signpost.example/widget/signpost-chat.js" defer></script>' in lines
    assert "floating" in shown.only("signpost-chat").attributes
    assert [link.attributes["href"] for link in shown.all("a")].count("/demo/embed/guide") == 1


def test_the_guide_names_what_the_document_names(client: httpx.Client):
    answer = client.get("/demo/embed/guide")
    assert faults_of(answer.text) == []
    guide = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([\w-]+)` \|", guide, re.MULTILINE)
    rows = [cell.text for cell in Page(answer.text).all("th") if cell.attributes["scope"] == "row"]
    assert rows == named
    _, policy = (unescape(pre.text) for pre in Page(answer.text).all("pre"))
    assert re.findall(r"^Content-Security-Policy: .*$", guide, re.MULTILINE) == [policy]
