"""The plain pages over HTTP, as a browser without JavaScript uses them."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from api.app import create_app
from api.chat.engine import Engine
from api.config import ROOT, Settings
from api.frameworks.loader import FrameworkRegistry
from api.languages.locales import direction, name_of, offered_codes
from api.migrations import migrate
from api.web.plain_words import words_of
from tests.api.in_process import client_of
from tests.api.web.html_check import Page, faults_of
from tests.browser.assistant import FORM, HELLO, HELP, NEED, REFER, START, Assistant

ADDRESS = "/chat/plain"
DANGER = "I want to kill myself"


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    framework = FrameworkRegistry.from_folder(ROOT / "frameworks").get_or_raise("nhs-spmf")
    return Assistant(framework, "neighbourhood")


@pytest.fixture(scope="module")
def whole(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The whole application with an assistant that is played."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("plain"), demo=False)
    engine = Engine("http://engine", transport=httpx.MockTransport(assistant.handle))
    app = create_app(settings, engine=engine)
    migrate(app.state.database)
    yield app
    app.state.database.dispose()


class Browser:
    """A browser that knows forms and cookies and nothing else."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.page = ""
        self.status = 0

    def get(self, path: str = ADDRESS) -> str:
        return self._take(self.http.get(path))

    def post(self, action: str, **fields: str) -> str:
        return self._take(self.http.post(f"{ADDRESS}/{action}", data=fields))

    def start(self, **fields: str) -> str:
        self.get()
        return self.post("start", form=self.hidden("form"), **fields)

    def say(self, text: str) -> str:
        return self.send(text=text)

    def press(self, title: str) -> str:
        found = re.search(rf'name="payload" value="([^"]*)">{re.escape(title)}<', self.page)
        assert found, f"no button {title!r}"
        return self.send(payload=unescape(found[1]))

    def send(self, **fields: str) -> str:
        own = {"form": self.hidden("form"), "place": self.hidden("place")}
        return self.post("messages", **{**own, **fields})

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found, f"no field {name!r}"
        return unescape(found[1])

    def _take(self, answer: httpx.Response) -> str:
        if answer.status_code == 303:
            answer = self.http.get(answer.headers["location"])
        # What the assistant says may lead to other sites.
        faults = [fault for fault in faults_of(answer.text) if not fault.endswith(" is elsewhere")]
        assert faults == []
        self.page, self.status = answer.text, answer.status_code
        return Page(answer.text).text


@pytest.fixture
def browser(whole: FastAPI, assistant: Assistant, portal: BlockingPortal) -> Iterator[Browser]:
    assistant.reset()
    with client_of(whole, portal, headers={}) as http:
        yield Browser(http)


def test_opens_no_conversation_before_it_is_asked_to(browser: Browser, assistant: Assistant):
    shown = browser.get()
    assert "It works without JavaScript" in shown
    assert assistant.turns == []


@pytest.mark.parametrize("locale", offered_codes())
def test_begins_in_the_language_that_is_chosen_at_the_top(browser: Browser, locale: str):
    browser.get()
    links = {link.text: link.attributes["href"] for link in Page(browser.page).all("a")}
    shown = browser.get(links[name_of(locale)])
    page, words = Page(browser.page), words_of(locale)
    assert page.only("html").attributes["lang"] == ("en-GB" if locale == "en" else locale)
    assert page.only("html").attributes.get("dir", "ltr") == direction(locale)
    for name in ("chat", "about", "cookie", "start", "skip_content"):
        assert words[name] in shown, name
    if locale != "en":
        assert "It works without JavaScript" not in shown
    browser.post("start", form=browser.hidden("form"), locale=browser.hidden("locale"))
    assert words["send"] in Page(browser.page).text


def test_begins_in_the_first_language_of_the_browser_that_is_offered(browser: Browser):
    browser.http.headers["accept-language"] = "cy, ur-PK;q=0.9, pl;q=0.8"
    assert words_of("ur")["about"] in browser.get()
    assert words_of("pl")["about"] in browser.get(f"{ADDRESS}?language=pl")
    assert words_of("en")["about"] in browser.get(f"{ADDRESS}?language=xx")


def test_an_invite_is_opened_in_english(browser: Browser):
    browser.http.headers["accept-language"] = "pl"
    assert "Open my assessment" in browser.get(f"{ADDRESS}?invite=abc")
    assert "Język" not in browser.page


def test_a_problem_at_the_start_is_told_in_the_language(browser: Browser):
    browser.get(f"{ADDRESS}?language=pl")
    assert words_of("pl")["stale"] in browser.post("start", form="other", locale="pl")


def test_choosing_a_language_keeps_what_was_not_sent(browser: Browser):
    browser.start()
    unsent = 'I need "food" & <help>'
    browser.http.cookies.delete("signpost-plain")
    assert unsent in browser.say(unsent)
    for locale in ("pl", "ur"):
        own = {"form": browser.hidden("form"), "text": browser.hidden("text")}
        shown = browser.post("language", locale=locale, **own)
        assert words_of(locale)["about"] in shown
        assert unsent in shown
    assert unsent not in browser.post("language", locale="pl", text=unsent, form="other")
    assert browser.status == 403


def test_holds_a_conversation_by_buttons_and_words(browser: Browser):
    assert HELLO.split(",")[0] in browser.start()
    assert "Question 1 of 35" in browser.press(START["title"])
    assert "Question 2 of 35" in browser.press("3 Maturing")
    shown = browser.say("2")
    assert "Saved: 2 Developing." in shown
    assert "2 of 35 answered" in shown
    assert "You said: 2" in shown


def test_answers_a_message_with_a_redirect(browser: Browser):
    browser.start()
    fields = {"form": browser.hidden("form"), "place": browser.hidden("place"), "text": "hello"}
    answer = browser.http.post(f"{ADDRESS}/messages", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, ADDRESS)


def test_a_form_that_is_sent_twice_is_answered_once(browser: Browser, assistant: Assistant):
    browser.start()
    browser.press(START["title"])
    fields = {"form": browser.hidden("form"), "place": browser.hidden("place"), "text": "3"}
    browser.post("messages", **fields)
    turns = len(assistant.turns)
    shown = browser.post("messages", **fields)
    assert len(assistant.turns) == turns
    assert "Question 2 of 35" in shown


def test_the_cookies_are_out_of_reach_of_scripts_and_other_sites(browser: Browser):
    browser.get()
    answer = browser.http.post(f"{ADDRESS}/start", data={"form": browser.hidden("form")})
    for cookie in answer.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert f"Path={ADDRESS}" in cookie


def test_a_secure_site_keeps_its_cookies_to_secure_ways(whole: FastAPI, portal: BlockingPortal):
    with client_of(whole, portal, headers={}) as http:
        http.base_url = "https://signpost.example"
        assert "Secure" in http.get(ADDRESS).headers["set-cookie"]


@pytest.mark.parametrize("form", ["", "forged"])
def test_takes_no_form_of_another_site(browser: Browser, assistant: Assistant, form: str):
    browser.start()
    turns = len(assistant.turns)
    shown = browser.send(form=form, text="my own words")
    assert browser.status == 403
    assert len(assistant.turns) == turns
    assert "Please send it again" in shown
    assert "my own words" in shown
    assert browser.post("start", form=form)
    assert browser.status == 403


def test_cares_first_and_carries_on(browser: Browser):
    browser.start()
    browser.press(START["title"])
    shown = browser.say(DANGER)
    assert shown.index("Who can help now") < shown.index("Your message")
    assert 'href="tel:999"' in browser.page
    assert "Question 1 of 35" in browser.press("Carry on where I was")


def test_cares_whatever_is_wrong_with_the_form(browser: Browser):
    browser.get()
    browser.post("messages", form="forged", text=DANGER)
    assert "Who can help now" in browser.page
    browser.post("messages", text=DANGER + " too long" * 1000)
    assert "Who can help now" in browser.page


@pytest.fixture
def away(whole: FastAPI) -> Iterator[Callable[[bool], None]]:
    """Let the database of the conversations go away and come back."""
    is_away = False

    def refuse(_connection: Connection) -> None:
        if is_away:
            raise OperationalError("BEGIN", {}, Exception("the disk is gone"))

    def switch(to: bool) -> None:
        nonlocal is_away
        is_away = to

    event.listen(whole.state.database.engine, "begin", refuse, insert=True)
    yield switch
    event.remove(whole.state.database.engine, "begin", refuse)


def test_cares_while_the_database_is_away(browser: Browser, away: Callable[[bool], None]):
    browser.start()
    away(True)
    shown = browser.say(DANGER)
    assert "Who can help now" in browser.page
    assert shown.index("Who can help now") < shown.index("There is a problem")


def test_keeps_the_place_while_the_database_is_away(browser: Browser, away: Callable[[bool], None]):
    browser.start()
    browser.press(START["title"])
    away(True)
    shown = browser.say("my own words")
    assert browser.status == 503
    assert "my own words" in shown
    away(False)
    assert "Question 1 of 35" in browser.get()


def test_says_what_is_wrong_and_keeps_the_words(browser: Browser):
    browser.start()
    shown = browser.say("long words " * 500)
    assert browser.status == 413
    assert "There is a problem" in shown
    assert "Up to 4000 can be taken at once" in shown
    assert "long words long words" in Page(browser.page).only("textarea").text
    assert "There are no words in this message" in browser.say("  ")


def test_a_message_without_answer_can_be_sent_again(browser: Browser, assistant: Assistant):
    browser.start()
    browser.press(START["title"])
    assistant.away = True
    shown = browser.say("3")
    assert "Send again: 3" in shown
    assistant.away = False
    assert "Question 2 of 35" in browser.send(text="3")
    assert len({turn["turn"] for turn in assistant.turns}) == len(assistant.turns)


def test_odd_words_stay_words(browser: Browser):
    browser.start()
    browser.say('<img src=x onerror=alert(1)> "quoted"')
    assert Page(browser.page).all("img") == []


def test_an_unknown_invite_is_explained(browser: Browser):
    browser.get(f"{ADDRESS}?invite=nonsense")
    shown = browser.post("start", form=browser.hidden("form"), invite="nonsense")
    assert browser.status == 404
    assert "There is a problem" in shown
    assert "Start without an invite" in shown
    browser.post("start", form=browser.hidden("form"), invite="x" * 900)
    assert browser.status == 422


def test_says_when_a_conversation_is_not_kept_any_more(browser: Browser):
    browser.http.cookies.set("signpost-plain", "unknown", domain="signpost.local", path=ADDRESS)
    assert "is not kept here any more" in browser.get()
    assert "is not kept here any more" not in browser.get()


def test_a_person_can_see_what_is_held_and_delete_it(browser: Browser):
    browser.start()
    assert "what do you hold about me?" in Page(browser.page).text
    browser.press("Don't keep what I write".replace("'", "&#39;"))
    assert "I do not keep what you write" in Page(browser.page).text
    browser.press("Keep it after all")
    browser.say("delete my chat")
    shown = browser.press("Yes, delete it now")
    assert "It is deleted" in shown
    assert "There is a problem" not in shown
    assert "Start" in shown


@pytest.mark.parametrize(
    ("locale", "send", "title"), [("pl", "Wyślij", "Kto może pomóc teraz"), ("ar", "إرسال", None)]
)
def test_speaks_the_language_of_the_conversation(
    browser: Browser, locale: str, send: str, title: str | None
):
    browser.start(locale=locale)
    page = Page(browser.page)
    assert page.only("html").attributes["lang"] == locale
    assert page.only("html").attributes.get("dir", "ltr") == direction(locale)
    assert send in [button.text for button in page.all("button")]
    shown = browser.say(NEED)
    assert words_of(locale)["you_said"] in shown
    assert "Your message" not in shown
    shown = browser.say(DANGER)
    assert (title or words_of(locale)["careTitle"]) in shown
    assert 'href="tel:116123" rel="noopener noreferrer">116 123</a>' in browser.page
    browser.say("English")
    assert Page(browser.page).only("html").attributes["lang"] == "en-GB"


def test_the_same_words_said_later_are_another_message(browser: Browser):
    browser.start()
    browser.press(START["title"])
    browser.say("don't keep what I write")
    for number in (2, 3):
        assert f"Question {number} of 35" in browser.say("3")


def test_a_button_of_care_of_an_older_page_leads_to_the_question_of_care(browser: Browser):
    browser.start()
    browser.say("I want to kill myself")
    older = browser.page
    browser.say("I have taken all my pills")
    browser.page = older
    said = browser.press("Carry on where I was")
    assert "That button belongs to an earlier message" in said
    assert "Are you safe right now?" in said
    assert "I am glad that you are safe" in browser.press("I&#39;m safe for now")


def test_leaves_without_a_trace_of_the_words(browser: Browser):
    browser.start()
    browser.say("something private")
    left = browser.http.post(f"{ADDRESS}/leave", data={"form": browser.hidden("form")})
    assert left.headers["location"].startswith("https://www.bbc.co.uk/")
    assert left.headers["location"] in left.headers["content-security-policy"]
    assert "something private" not in browser.get()
    assert "Start" in browser.page


def cookie(answer: httpx.Response, name: str) -> str:
    """Give how a cookie was set last."""
    return [each for each in answer.headers.get_list("set-cookie") if each.startswith(name)][-1]


def test_the_place_is_kept_only_when_that_is_chosen_and_until_an_end(browser: Browser):
    browser.start()
    form = browser.hidden("form")
    assert "If others use this phone or computer, leave this off" in browser.page
    kept = browser.http.post(f"{ADDRESS}/keep", data={"form": form, "keep": "yes"})
    assert "Max-Age=2592000" in cookie(kept, "signpost-plain=")
    shown = browser.get()
    assert unescape(words_of("en")["forget_place"]) in unescape(shown)
    ended = browser.http.post(f"{ADDRESS}/keep", data={"form": form, "keep": "no"})
    assert "Max-Age" not in cookie(ended, "signpost-plain=")
    assert "Max-Age=0" in cookie(ended, "signpost-plain-kept=")
    assert words_of("en")["keep"] in browser.get()


def test_a_kept_place_stays_for_as_long_after_each_message(browser: Browser):
    browser.start()
    browser.http.post(f"{ADDRESS}/keep", data={"form": browser.hidden("form"), "keep": "yes"})
    browser.get()
    fields = {"form": browser.hidden("form"), "place": browser.hidden("place"), "text": "hello"}
    said = browser.http.post(f"{ADDRESS}/messages", data=fields)
    for name in ("signpost-plain=", "signpost-plain-kept="):
        assert "Max-Age=2592000" in cookie(said, name)


def test_a_place_that_is_not_kept_does_not_become_kept_by_a_message(browser: Browser):
    browser.start()
    fields = {"form": browser.hidden("form"), "place": browser.hidden("place"), "text": "hello"}
    said = browser.http.post(f"{ADDRESS}/messages", data=fields)
    assert said.status_code == 303
    assert "set-cookie" not in said.headers


def test_a_place_is_kept_no_longer_than_the_conversation(browser: Browser, whole: FastAPI):
    browser.start()
    form = browser.hidden("form")
    settings = whole.state.settings
    for days, most in ((7, 7), (90, 30)):
        whole.state.settings = settings.model_copy(update={"keep_conversations_days": days})
        try:
            kept = browser.http.post(f"{ADDRESS}/keep", data={"form": form, "keep": "yes"})
        finally:
            whole.state.settings = settings
        assert f"Max-Age={most * 24 * 3600};" in cookie(kept, "signpost-plain=")


def test_another_conversation_is_kept_only_when_that_is_chosen_again(browser: Browser):
    browser.start()
    browser.http.post(f"{ADDRESS}/keep", data={"form": browser.hidden("form"), "keep": "yes"})
    browser.get(f"{ADDRESS}?invite=abc")
    begun = browser.http.post(f"{ADDRESS}/start", data={"form": browser.hidden("form")})
    assert "Max-Age" not in cookie(begun, "signpost-plain=")
    assert "Max-Age=0" in cookie(begun, "signpost-plain-kept=")
    assert words_of("en")["keep"] in browser.get()


@pytest.mark.parametrize("how", ["leave", "delete"])
def test_a_kept_place_is_forgotten_by_leaving_and_by_deleting(browser: Browser, how: str):
    browser.start()
    form = browser.hidden("form")
    browser.http.post(f"{ADDRESS}/keep", data={"form": form, "keep": "yes"})
    browser.get()
    if how == "leave":
        browser.http.post(f"{ADDRESS}/leave", data={"form": form})
    else:
        browser.say("delete my chat")
        browser.press("Yes, delete it now")
    browser.get()
    assert "signpost-plain" not in browser.http.cookies
    assert "signpost-plain-kept" not in browser.http.cookies


def test_no_other_site_keeps_a_place(browser: Browser):
    browser.start()
    kept = browser.http.post(f"{ADDRESS}/keep", data={"form": "made up", "keep": "yes"})
    assert "set-cookie" not in kept.headers


def test_every_line_of_help_can_be_tapped(browser: Browser):
    browser.start()
    browser.say(HELP)
    links = {link.text: link.attributes["href"] for link in Page(browser.page).all("a")}
    assert links["0800 1111"] == "tel:08001111"
    assert links["Text SHOUT to 85258"] == "sms:85258?&body=SHOUT"
    assert links["111.nhs.uk"] == "https://111.nhs.uk"
    assert links["01632 960009"] == "tel:01632960009"


def test_a_form_is_opened_by_its_name(browser: Browser):
    browser.start()
    browser.say(REFER)
    page = Page(browser.page)
    links = {link.text: link.attributes["href"] for link in page.all("a")}
    assert links["Open the form"] == FORM
    assert FORM not in page.text


def test_is_linked_from_the_chat(browser: Browser):
    for path in ("/", "/chat?invite=a%26b"):
        links = [
            link.attributes.get("href", "") for link in Page(browser.http.get(path).text).all("a")
        ]
        expected = ADDRESS if path == "/" else f"{ADDRESS}?invite=a%26b"
        assert links.count(expected) == 2


def test_no_page_of_it_is_kept_or_listed(browser: Browser):
    headers = browser.http.get(ADDRESS).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex, nofollow"
