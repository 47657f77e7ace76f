"""How large the web chat is, and how long until a reply is on the screen of a real browser."""

import gzip
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from api.web.files import WIDGET
from bot.launch.local import LocalProduct, new_invite

_CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
_WARM_UP = 4
_ANSWERS = 33
_PERCENTILES = 20

# Sends one answer and waits for the next question: from the press of Enter until the first frame
# after the reply was put in has been painted.
_ANSWER = """([text, number]) => new Promise(done => {
    const root = document.querySelector('signpost-chat').shadowRoot;
    const box = root.querySelector('textarea');
    box.value = text;
    box.dispatchEvent(new Event('input'));
    const watching = new MutationObserver(() => {
        if (!root.querySelector('ol').innerText.includes(`Question ${number} of`)) return;
        watching.disconnect();
        requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => done(performance.now() - pressed);
            painted.port2.postMessage(null);
        });
    });
    watching.observe(root.querySelector('ol'), {childList: true, subtree: true});
    const enter = {key: 'Enter', bubbles: true, cancelable: true};
    const pressed = performance.now();
    box.dispatchEvent(new KeyboardEvent('keydown', enter));
})"""


def widget_figures(folder: Path, say: Callable[[str], None]) -> dict[str, float]:
    """Give the widget's size in bytes, compressed, and where Chromium is found how fast it paints.

    ``reply_painted_p50_ms`` and ``…_p95_ms`` are over the answers of one assessment, each saved by
    the running product.
    """
    size = len(gzip.compress((WIDGET / "signpost-chat.js").read_bytes(), 9))
    figures = {"widget_gzip_bytes": float(size)}
    if not _CHROMIUM.exists():
        say(f"{_CHROMIUM} is missing, so the time until a reply is painted was not measured")
        return figures
    say("measuring replies in Chromium")
    taken = _replies_ms(folder)
    return figures | {
        "reply_painted_p50_ms": median(taken),
        "reply_painted_p95_ms": quantiles(taken, n=_PERCENTILES)[-1],
    }


def _replies_ms(folder: Path) -> list[float]:
    with LocalProduct(folder, {"SIGNPOST_LOG_LEVEL": "WARNING"}) as product:
        with product.http() as http:
            invite = new_invite(http, "nhs-spmf", "neighbourhood", "pcn")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
            try:
                page = browser.new_page()
                page.goto(f"{product.url}/chat?invite={invite['token']}")
                page.get_by_text("Question 1 of").first.wait_for()
                return [_answer(page, number) for number in range(2, _ANSWERS + 2)][_WARM_UP:]
            finally:
                browser.close()


def _answer(page: Page, number: int) -> float:
    taken: float = page.evaluate(_ANSWER, ["3", number])
    return taken
