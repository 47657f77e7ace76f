"""Chromium and a running product for every browser test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from api.config import ROOT
from tests.browser.chat_page import ChatPage
from tests.browser.elsewhere import Elsewhere, another_site
from tests.browser.site import Site, serve

CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "bot/widget/node_modules/axe-core/axe.min.js"
# Without these, Chromium looks for its maker's servers at every start.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No test leaves this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, which can be started once in a process."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing: install Debian's package chromium")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """Somebody else's site, which may hold the chat."""
    with another_site() as site:
        yield site


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory, elsewhere: Elsewhere) -> Iterator[Site]:
    with serve(tmp_path_factory.mktemp("site"), embedded_on=elsewhere.origin) as site:
        yield site


@pytest.fixture(scope="module")
def site_with_notice(
    tmp_path_factory: pytest.TempPathFactory, elsewhere: Elsewhere
) -> Iterator[Site]:
    """A product that shows the notice of what is kept."""
    folder = tmp_path_factory.mktemp("site")
    with serve(folder, embedded_on=elsewhere.origin, privacy_notice=True) as site:
        yield site


@pytest.fixture
def site(running_site: Site) -> Site:
    """The running product, with an assistant that remembers nothing of other tests."""
    running_site.assistant.reset()
    return running_site


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a path in a tab of its own; a tab that reports an error fails the test."""
    contexts, faults = [], []

    def open_path(path: str, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site.url, locale="en-GB", **{"viewport": DESKTOP, **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: _note_violation(said.text, faults))
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def open_chat(open_page: Callable[..., Page]) -> Callable[..., ChatPage]:
    """Open a page with a chat."""
    return lambda path="/", **options: ChatPage(open_page(path, **options))


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip(f"{AXE} is missing: run 'npm ci' in bot/widget")
    return AXE.read_text(encoding="utf-8")


def _note_violation(text: str, faults: list[str]) -> None:
    if "Content Security Policy" in text:
        faults.append(text)
