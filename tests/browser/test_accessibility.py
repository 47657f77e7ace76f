"""Every state of the pages, held to axe-core's rules and to what axe cannot see."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from api.assessments.schemas import AnswerKind
from tests.browser.assistant import HELLO, NEED
from tests.browser.chat_page import ChatPage
from tests.browser.site import Site

pytestmark = pytest.mark.browser

OpenChat = Callable[..., ChatPage]
PHONE = {"width": 320, "height": 640}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "200%": {"viewport": {"width": 640, "height": 400}},
    "320px": {"viewport": PHONE},
    "zoomed": {"viewport": {"width": 320, "height": 256}},
}


def start(chat: ChatPage, _site: Site) -> None:
    chat.wait_for(HELLO)


def starting(chat: ChatPage, _site: Site) -> None:
    expect(chat.page.locator(".wait")).to_be_visible()


def mid_assessment(chat: ChatPage, _site: Site) -> None:
    chat.start_practice()
    chat.answer("3 Maturing", 2)
    chat.page.get_by_text("what the levels mean").last.click()


def notice(chat: ChatPage, _site: Site) -> None:
    chat.start_practice()
    chat.say("I want to kill myself")
    chat.wait_for("Who can help now")


def away(chat: ChatPage, site: Site) -> None:
    chat.start_practice()
    site.assistant.away = True
    chat.say("3")
    chat.wait_for("I can't reach the assistant just now")


def problem(chat: ChatPage, _site: Site) -> None:
    chat.wait_for(HELLO)
    chat.say("too long " * 600)
    expect(chat.page.get_by_role("alert")).not_to_be_empty()


def offline(chat: ChatPage, _site: Site) -> None:
    chat.wait_for(HELLO)
    chat.page.context.set_offline(True)
    expect(chat.page.get_by_text("You are offline.")).to_be_visible()


def signpost(chat: ChatPage, _site: Site) -> None:
    chat.wait_for(HELLO)
    chat.say(NEED)
    chat.wait_for("Example Walking Group")


def options(chat: ChatPage, _site: Site) -> None:
    chat.wait_for(HELLO)
    chat.page.locator("signpost-chat summary", has_text="Options").click()
    expect(chat.page.get_by_role("button", name="Largest text")).to_be_visible()


def largest(chat: ChatPage, _site: Site) -> None:
    chat.start_practice()
    chat.page.locator("signpost-chat summary", has_text="Options").click()
    chat.page.get_by_role("button", name="Largest text").click()
    chat.page.keyboard.press("Escape")


def staying(chat: ChatPage, site: Site) -> None:
    notice(chat, site)
    chat.button("I'm not safe").click()
    expect(chat.page.get_by_text("Who can help now")).to_have_count(2)


def right_to_left(chat: ChatPage, _site: Site) -> None:
    text = "مرحبا، كيف يمكنني المساعدة؟"
    button = {"title": "نعم", "payload": "/affirm"}
    said = {
        "id": "1",
        "kind": "text",
        "text": text,
        "buttons": [button],
        "lang": "ar",
        "dir": "rtl",
    }
    answer = {"messages": [said], "state": {"flow": None}}
    chat.wait_for(HELLO)
    chat.page.route("**/v1/chat/messages", lambda route: route.fulfill(json=answer))
    chat.say("مرحبا")
    chat.wait_for(text)


def arabic(chat: ChatPage, site: Site) -> None:
    signpost(chat, site)
    chat.page.locator("signpost-chat summary", has_text="Options").click()
    chat.page.get_by_label("Language").select_option("ar")
    expect(chat.page.get_by_role("button", name="إرسال", exact=True)).to_be_visible()
    expect(chat.page.locator("signpost-chat section")).to_have_css("direction", "rtl")
    chat.page.keyboard.press("Escape")


def closed_panel(chat: ChatPage, _site: Site) -> None:
    expect(chat.page.get_by_role("button", name="Chat with Signpost")).to_be_visible()


def open_panel(chat: ChatPage, _site: Site) -> None:
    chat.page.get_by_role("button", name="Chat with Signpost").click()
    chat.start_practice()


def plain(chat: ChatPage, _site: Site) -> None:
    expect(chat.page.get_by_role("button", name="Start", exact=True)).to_be_visible()


def plain_question(chat: ChatPage, site: Site) -> None:
    plain(chat, site)
    chat.button("Start").click()
    chat.button("1. Neighbourhood (Maturity Framework)").click()
    chat.page.get_by_text("what the levels mean").click()


def plain_care(chat: ChatPage, site: Site) -> None:
    plain_question(chat, site)
    chat.box.fill("I want to kill myself")
    chat.send.click()
    expect(chat.page.get_by_text("Who can help now")).to_be_visible()


def plain_problem(chat: ChatPage, site: Site) -> None:
    plain_question(chat, site)
    chat.send.click()
    expect(chat.page.get_by_text("There is a problem")).to_be_visible()


def plain_signpost(chat: ChatPage, site: Site) -> None:
    plain(chat, site)
    chat.button("Start").click()
    chat.box.fill(NEED)
    chat.send.click()
    expect(chat.page.get_by_text("Example Walking Group").first).to_be_visible()


def plain_arabic_start(chat: ChatPage, site: Site) -> None:
    plain(chat, site)
    chat.page.get_by_role("link", name="العربية").click()
    expect(chat.button("ابدأ")).to_be_visible()


def plain_arabic(chat: ChatPage, site: Site) -> None:
    plain_arabic_start(chat, site)
    chat.button("ابدأ").click()
    chat.page.get_by_label("رسالتك").fill("I want to kill myself")
    chat.button("إرسال").click()
    expect(chat.page.get_by_text("من يمكنه المساعدة الآن")).to_be_visible()


def handover(chat: ChatPage, _site: Site) -> None:
    chat.wait_for(HELLO)
    chat.page.locator("signpost-chat summary", has_text="Options").click()
    chat.page.get_by_role("button", name="Carry on elsewhere").click()
    expect(chat.page.get_by_text("Open this address on the other device.")).to_be_visible()


def erased(chat: ChatPage, site: Site) -> None:
    chat.wait_for(HELLO)
    site.forget_conversations()
    chat.say("still there?")
    expect(chat.page.get_by_role("button", name="Start a new conversation")).to_be_visible()


def result_link(chat: ChatPage, site: Site) -> None:
    site.assistant.result = "/assessments/none"
    chat.start_practice()
    for conversation in site.assistant.places:
        site.assistant.places[conversation] = 34
    chat.button("1 Emerging").click()
    expect(chat.page.get_by_role("link", name="See the result")).to_be_visible()


def several(chat: ChatPage, _site: Site) -> None:
    more = (
        '<signpost-chat></signpost-chat><signpost-chat aria-label="Ask here"></signpost-chat>'
        "<signpost-chat floating></signpost-chat>"
    )
    body = chat.page.locator("body")
    body.evaluate("(body, more) => body.insertAdjacentHTML('beforeend', more)", more)
    for name in ("Chat with Signpost 2", "Ask here"):
        expect(chat.page.get_by_role("region", name=name, exact=True)).to_contain_text(HELLO)
    first, second = chat.page.locator("signpost-chat .launcher").all()
    boxes = first.bounding_box(), second.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[1]["y"] + boxes[1]["height"] < boxes[0]["y"]


def guide(chat: ChatPage, _site: Site) -> None:
    expect(chat.page.get_by_role("heading", name="The chat on your own site")).to_be_visible()


def refused(chat: ChatPage, _site: Site) -> None:
    expect(chat.page.get_by_role("alert")).not_to_be_empty()


STATES = {
    "start": ("/", start),
    "starting": ("/", starting),
    "mid-assessment": ("/", mid_assessment),
    "notice": ("/", notice),
    "away": ("/", away),
    "problem": ("/", problem),
    "offline": ("/", offline),
    "refused": ("/chat?invite=nonsense", refused),
    "signpost": ("/", signpost),
    "options": ("/", options),
    "largest text": ("/", largest),
    "staying": ("/", staying),
    "right-to-left": ("/", right_to_left),
    "arabic": ("/", arabic),
    "handover": ("/", handover),
    "erased": ("/", erased),
    "result link": ("/", result_link),
    "several": ("/demo/embed", several),
    "embedding guide": ("/demo/embed/guide", guide),
    "floating closed": ("/demo/embed", closed_panel),
    "floating open": ("/demo/embed", open_panel),
    "plain": ("/chat/plain", plain),
    "plain question": ("/chat/plain", plain_question),
    "plain care": ("/chat/plain", plain_care),
    "plain problem": ("/chat/plain", plain_problem),
    "plain arabic": ("/chat/plain", plain_arabic),
    "plain arabic start": ("/chat/plain", plain_arabic_start),
    "plain signpost": ("/chat/plain", plain_signpost),
}


def violations(page: Page, axe: str) -> list[str]:
    """Run axe-core on the page as it stands, shadow roots and all."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_chat_has_no_violations(open_chat: OpenChat, site: Site, axe: str, state: str, look: str):
    path, reach = STATES[state]
    site.assistant.ready = state != "starting"
    chat = open_chat(path, **LOOKS[look])
    reach(chat, site)
    assert violations(chat.page, axe) == []
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("kind", ["full", "empty", "profile", "unknown"])
def test_result_has_no_violations(
    open_page: Callable[..., Page], results: dict[str, str], axe: str, kind: str, look: str
):
    page = open_page(results[kind], **LOOKS[look])
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="session")
def results(running_site: Site) -> dict[str, str]:
    """The paths of result pages of each kind."""

    def mixed(person: int, statement: str) -> tuple[AnswerKind, int | None] | None:
        turn = sum(map(ord, statement)) + person
        if turn % 7 == 0:
            return None
        kind = list(AnswerKind)[turn % 7] if turn % 7 < 4 else AnswerKind.LEVEL
        return kind, (turn % 4 + 1 if kind is AnswerKind.LEVEL else None)

    neighbourhood = ("nhs-spmf", "neighbourhood")
    made = {
        "full": running_site.new_assessment(*neighbourhood, people=3, answer=mixed),
        "empty": running_site.new_assessment(*neighbourhood, people=2, answer=lambda *_: None),
        "profile": running_site.new_assessment(
            "digital-maturity-index", "area", people=2, answer=mixed
        ),
    }
    return {kind: f"/assessments/{made.get(kind, 'unknown')}" for kind in (*made, "unknown")}


def test_result_charts_are_pictures_with_names(
    open_page: Callable[..., Page], results: dict[str, str]
):
    page = open_page(results["full"])
    for title, explained in (
        ("Where each part stands on the scale", "The dot is the median level"),
        ("How the answers are spread", "Each bar is 100% of the answers"),
    ):
        picture = page.get_by_role("img", name=title)
        expect(picture).to_be_visible()
        expect(picture).to_have_accessible_name(re.compile(explained))


def test_a_question_reads_well_in_the_accessibility_tree(open_chat: OpenChat):
    question = open_chat().start_practice()
    expect(question).to_match_aria_snapshot(
        """
        - listitem:
          - text: "Signpost:"
          - paragraph:
            - strong: Question 1 of 35
          - paragraph: Leadership and Governance · Leadership
          - paragraph:
            - strong: named Social Prescribing Champion in every GP practice
          - group
          - group "Which level fits best?":
            - button "1 Emerging"
            - button "2 Developing"
            - button "3 Maturing"
            - button "4 Embedded"
          - group "Other answers":
            - button "Not applicable"
            - button "Don't know"
            - button "Skip"
        """
    )


@pytest.mark.parametrize(
    "state",
    [
        "start",
        "mid-assessment",
        "notice",
        "away",
        "refused",
        "signpost",
        "options",
        "floating open",
    ],
)
def test_targets_are_large_enough(open_chat: OpenChat, site: Site, state: str):
    path, reach = STATES[state]
    chat = open_chat(path, viewport=PHONE)
    reach(chat, site)
    small = chat.page.evaluate(
        """() => {
            const root = document.querySelector('signpost-chat').shadowRoot;
            const targets = root.querySelectorAll(
                'button, summary, select, textarea, .call, .action, .exit, a.chip, a.plain-button'
            );
            return [...targets]
                .filter(target => target.checkVisibility())
                .map(target => [target.innerText, target.getBoundingClientRect()])
                .filter(([, box]) => box.width < 44 || box.height < 44)
                .map(([text, box]) => `${text}: ${box.width} x ${box.height}`);
        }"""
    )
    assert small == []


@pytest.mark.parametrize("state", ["plain question", "plain care", "plain signpost"])
def test_targets_of_plain_pages_are_large_enough(open_chat: OpenChat, site: Site, state: str):
    path, reach = STATES[state]
    chat = open_chat(path, viewport=PHONE)
    reach(chat, site)
    targets = chat.page.locator("main").locator("button, summary, textarea, .call, .way")
    boxes = [target.bounding_box() for target in targets.all() if target.is_visible()]
    assert boxes
    assert [box for box in boxes if box and min(box["width"], box["height"]) < 44] == []


# The element that has the focus, and whether any point of it is on top where it stands.
FOCUS = """() => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    const box = focused.getBoundingClientRect();
    const name = focused === document.body ? 'body' : focused.outerHTML.slice(0, 80);
    const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
    const seen = shares.some(across => shares.some(down => {
        const place = [box.x + across * box.width, box.y + down * box.height];
        let top = document.elementFromPoint(...place);
        while (top?.shadowRoot) {
            const inner = top.shadowRoot.elementFromPoint(...place);
            if (!inner || inner === top) break;
            top = inner;
        }
        return top !== null && focused.contains(top);
    }));
    return [name, seen];
}"""


@pytest.mark.parametrize("look", ["light", "320px", "zoomed"])
@pytest.mark.parametrize("state", ["mid-assessment", "signpost", "floating open", "plain question"])
def test_what_has_the_focus_can_be_seen(open_chat: OpenChat, site: Site, state: str, look: str):
    path, reach = STATES[state]
    chat = open_chat(path, **LOOKS[look])
    reach(chat, site)
    stops: dict[str, bool] = {}
    for key in ("Shift+Tab", "Tab"):
        for _ in range(60):
            chat.page.keyboard.press(key)
            name, is_seen = chat.page.evaluate(FOCUS)
            if name == "body":
                break
            stops[name] = stops.get(name, True) and is_seen
    assert len(stops) > 3
    assert [name for name, is_seen in stops.items() if not is_seen] == []


def test_text_grows_with_the_browsers_text_size(open_chat: OpenChat):
    chat = open_chat()
    said = chat.wait_for(HELLO).locator("p").first
    sizes = []
    for size in ("16px", "32px"):
        chat.page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        sizes.append(said.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))
    assert sizes[1] == 2 * sizes[0]
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_moves_for_whoever_wants_it_still(open_chat: OpenChat, site: Site):
    site.assistant.ready = False
    chat = open_chat("/", reduced_motion="reduce")
    spinner = chat.page.locator(".wait .spinner")
    expect(spinner).to_have_css("animation-name", "none")


def test_focus_can_be_seen_in_forced_colours(open_chat: OpenChat):
    chat = open_chat("/", forced_colors="active")
    chat.start_practice()
    chat.page.keyboard.press("Shift+Tab")
    skip = chat.button("Skip")
    expect(skip).to_be_focused()
    outline = skip.evaluate("element => getComputedStyle(element).outline")
    assert "solid" in outline
    assert "rgba(0, 0, 0, 0)" not in outline
