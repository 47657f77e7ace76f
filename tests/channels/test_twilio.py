"""People talk with the assistant by SMS and WhatsApp, through forms in Twilio's format."""

import base64
import hashlib
import hmac
import subprocess
import uuid
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import anyio
import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.channels.words import WORDS
from bot.launch.local import free_ports
from bot.twilio_relay.gsm import segments
from bot.twilio_relay.service import Account, TwilioRelay, TwilioSettingsMissing
from bot.twilio_relay.signature import sign
from bot.twilio_relay.webhook import Webhook
from tests.api.chat.fakes import raw, say
from tests.channels.bot_api import running
from tests.channels.conftest import Naps, Product

pytestmark = pytest.mark.anyio

SID, SECRET = "AC" + "0" * 32, "an-auth-token-for-tests"
URL = "https://sms.signpost.example/twilio?to=signpost"
ANNA, SERVICE = "+447700900123", "+447700900999"
CRISIS = "I want to kill myself"


def signature(url: str, form: dict[str, str], secret: str = SECRET) -> str:
    """Sign as Twilio's page describes it, in other words than the relay does."""
    text = url
    for name in sorted(form):
        text += f"{name}{form[name]}"
    mac = hmac.new(secret.encode("utf-8"), text.encode("utf-8"), hashlib.sha1)
    return base64.b64encode(mac.digest()).decode("ascii")


@dataclass
class FakeTwilio:
    """Twilio's API for sending: it asks for the account's key, and refuses on demand."""

    sent: list[dict[str, str]] = field(default_factory=list)
    statuses: deque[int] = field(default_factory=deque)
    keys: set[str] = field(default_factory=set)

    def app(self) -> Starlette:
        path = f"/2010-04-01/Accounts/{SID}/Messages.json"
        return Starlette(routes=[Route(path, self._send, methods=["POST"])])

    async def _send(self, request: Request) -> JSONResponse:
        self.keys.add(request.headers.get("authorization", ""))
        form = dict(parse_qsl((await request.body()).decode()))
        status = self.statuses.popleft() if self.statuses else 201
        if status != 201:
            return JSONResponse({"code": 20000, "status": status}, status_code=status)
        if len(form["Body"]) > 1600:
            return JSONResponse({"code": 21617, "status": 400}, status_code=400)
        self.sent.append(form)
        return JSONResponse({"sid": "SM" + uuid.uuid4().hex}, status_code=201)

    @property
    def texts(self) -> list[str]:
        return [form["Body"] for form in self.sent]


@dataclass
class Phone:
    """Somebody's phone, the relay and the two sides that it stands between."""

    http: httpx.AsyncClient
    twilio: FakeTwilio
    product: Product
    naps: Naps

    async def send(
        self, body: str = "", *, person: str = ANNA, service: str = SERVICE, **more: str
    ) -> httpx.Response:
        form = {
            "MessageSid": "SM" + uuid.uuid4().hex,
            "AccountSid": SID,
            "From": person,
            "To": service,
            "Body": body,
            "NumMedia": "0",
            **more,
        }
        return await self.post(form, signature(URL, form))

    async def post(self, form: dict[str, str], signed: str) -> httpx.Response:
        headers = {"X-Twilio-Signature": signed}
        return await self.http.post("/twilio?to=signpost", data=form, headers=headers)


@pytest.fixture
async def phone(product: Product, naps: Naps, screen: Any, care: Any) -> AsyncIterator[Phone]:
    twilio = FakeTwilio()
    (port,) = free_ports(1)
    async with running(twilio.app()) as url, anyio.create_task_group() as tasks:
        product.use(
            twilio_account_sid=SID,
            twilio_auth_token=SecretStr(SECRET),
            twilio_webhook_url=URL,
            twilio_api_url=url,
            twilio_port=port,
        )
        relay = TwilioRelay(product.settings, screen, care, sleep=naps, gateways=product.gateway)
        tasks.start_soon(relay.run)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as http:
            await _until_it_listens(http)
            yield Phone(http, twilio, product, naps)
        tasks.cancel_scope.cancel()


async def _until_it_listens(http: httpx.AsyncClient) -> None:
    with anyio.fail_after(20):
        while True:
            try:
                await http.get("/healthz")
            except httpx.TransportError:
                await anyio.lowlevel.checkpoint()
            else:
                return


async def test_a_citizen_just_talks_by_sms(phone: Phone) -> None:
    phone.product.engine.next.extend([say({"text": "Hello."}), say({"text": "Tell me more."})])
    answer = await phone.send("I feel lonely")
    assert (answer.status_code, answer.headers["content-type"][:8]) == (200, "text/xml")
    assert answer.text.endswith("<Response/>")
    assert phone.twilio.texts == ["Hello.", "Tell me more."]
    assert {form["To"] for form in phone.twilio.sent} == {ANNA}
    assert {form["From"] for form in phone.twilio.sent} == {SERVICE}
    assert phone.product.engine.turns[-1]["metadata"]["channel"] == "sms"
    key = base64.b64encode(f"{SID}:{SECRET}".encode()).decode()
    assert phone.twilio.keys == {f"Basic {key}"}


QUESTION = {
    "text": "How far is it?",
    "buttons": [
        {"title": "1 Emerging", "payload": "/level_1"},
        {"title": "2 Growing", "payload": "/level_2"},
        {"title": "Skip", "payload": "/skip"},
    ],
}


@pytest.mark.parametrize(
    ("typed", "payload"),
    [("2", "/level_2"), (" 3. ", "/skip"), ("skip", "/skip"), ("2 growing", "/level_2")],
)
async def test_choices_are_numbered_and_answered_by_number_or_words(
    phone: Phone, typed: str, payload: str
) -> None:
    phone.product.engine.next.extend([say({"text": "Hello."}), say(QUESTION)])
    await phone.send("hello")
    expected = "How far is it?\n\nReply with a number:\n1 Emerging\n2 Growing\n3 Skip"
    assert phone.twilio.texts[-1] == expected
    await phone.send(typed)
    assert phone.product.engine.turns[-1]["payload"] == payload


async def test_a_number_that_is_no_choice_is_words(phone: Phone) -> None:
    phone.product.engine.next.append(say(QUESTION))
    await phone.send("hello")
    await phone.send("7")
    assert phone.product.engine.turns[-1]["text"] == "7"


async def test_whatsapp_is_the_same_with_longer_texts(phone: Phone) -> None:
    sentence = "This is a sentence that says very little. "
    phone.product.engine.next.append(say({"text": sentence * 60}))
    await phone.send("hello", person=f"whatsapp:{ANNA}", service=f"whatsapp:{SERVICE}")
    assert phone.product.engine.turns[-1]["metadata"]["channel"] == "whatsapp"
    assert [len(text) <= 1600 for text in phone.twilio.texts[:2]] == [True, True]
    assert phone.twilio.sent[0]["To"] == f"whatsapp:{ANNA}"


async def test_texts_are_short_and_in_the_alphabet_of_sms(phone: Phone) -> None:
    sentence = "That’s a “long” sentence – with marks… • and more. "
    phone.product.engine.next.append(say({"text": sentence * 40}))
    await phone.send("hello")
    longest = max(segments(text) for text in phone.twilio.texts)
    assert longest == 3
    assert "’" not in "".join(phone.twilio.texts)
    assert all(len(text) > 200 for text in phone.twilio.texts[:3])


async def test_danger_is_answered_with_care_at_once(phone: Phone) -> None:
    phone.product.door.shut = True
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(phone.send, CRISIS)
        with anyio.fail_after(20):
            while not any("999" in text for text in phone.twilio.texts):
                await anyio.lowlevel.checkpoint()
        phone.product.door.shut = False
    assert "Are you safe" in phone.twilio.texts[0]


async def test_after_danger_a_number_answers_what_was_asked_last(phone: Phone) -> None:
    await phone.send(CRISIS)
    await phone.send("I have taken all my pills")
    before = len(phone.twilio.texts)
    await phone.send("1")
    said = "\n".join(phone.twilio.texts[before:])
    assert "I am glad that you are safe for now" in said


async def test_a_staff_invite_begins_in_the_participants_place(phone: Phone) -> None:
    invite = await phone.product.new_invite()
    await phone.send(f"Begin {invite['token']}")
    metadata = phone.product.engine.turns[-1]["metadata"]
    assert metadata["participant"] == invite["participant"]


async def test_a_conversation_goes_on_in_a_web_browser(phone: Phone) -> None:
    await phone.send("hello")
    await phone.send("WEB")
    token = phone.twilio.texts[-1].split("invite=")[1]
    async with phone.product.http() as http:
        opened = await http.post("/v1/chat/sessions", json={"channel": "web", "invite": token})
    assert opened.json()["session"] == phone.product.engine.turns[0]["conversation"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"NumMedia": "1", "MediaContentType0": "image/jpeg"}, WORDS.remarks["photo"]),
        ({"NumMedia": "1", "MediaContentType0": "audio/ogg"}, WORDS.remarks["voice"]),
        ({"NumMedia": "1", "MediaContentType0": "text/vcard"}, WORDS.remarks["contact"]),
        ({"NumMedia": "1", "MediaContentType0": "application/pdf"}, WORDS.remarks["file"]),
        ({"Latitude": "48.85", "Longitude": "2.29"}, WORDS.remarks["place_unknown"]),
        ({"Latitude": "north", "Longitude": "2.29"}, WORDS.remarks["place_unknown"]),
        ({"Latitude": "nan", "Longitude": "inf"}, WORDS.remarks["place_unknown"]),
    ],
)
async def test_what_has_no_words_is_answered(phone: Phone, more: dict[str, str], said: str) -> None:
    await phone.send(**more)
    assert phone.twilio.texts == [said]
    assert phone.product.engine.turns == []


async def test_of_a_place_the_first_part_of_the_postcode_is_used(phone: Phone) -> None:
    await phone.send(Latitude="53.8072645", Longitude="-1.5711209")
    assert phone.product.engine.turns[-1]["text"] == "LS6"


@pytest.mark.parametrize("kind", ["STOP", "START", "HELP"])
async def test_what_twilio_answers_itself_is_left_to_it(phone: Phone, kind: str) -> None:
    assert (await phone.send(kind, OptOutType=kind)).status_code == 200
    assert phone.twilio.sent == []


async def test_who_is_not_twilio_is_turned_away(phone: Phone) -> None:
    form = {"MessageSid": "SM1", "From": ANNA, "To": SERVICE, "Body": "hello"}
    for wrong in ("", "AAAA", signature(URL, form, "another-token"), signature(URL + "x", form)):
        assert (await phone.post(form, wrong)).status_code == 403
    changed = {**form, "From": "+447700900555"}
    assert (await phone.post(changed, signature(URL, form))).status_code == 403
    assert (await phone.post(form, signature(URL, form))).status_code == 200


async def test_a_message_that_comes_twice_is_answered_once(phone: Phone) -> None:
    for _ in range(2):
        await phone.send("hello", MessageSid="SM" + "1" * 32)
    assert phone.twilio.texts == ["I see.", "I see."]


async def test_a_form_without_a_sender_is_left(phone: Phone) -> None:
    assert (await phone.send("hello", person="")).status_code == 200
    assert phone.twilio.sent == []


async def test_a_body_that_no_message_needs_is_refused(phone: Phone) -> None:
    assert (await phone.http.post("/twilio", content=b"x" * 1_000_001)).status_code == 413


async def test_a_text_that_twilio_did_not_take_is_sent_again(phone: Phone) -> None:
    phone.twilio.statuses.extend([429, 503, 401])
    await phone.send("hello")
    assert phone.twilio.texts == ["I see.", "I see."]
    assert phone.naps.taken == [1, 2, 4]


async def test_a_number_that_asked_to_stop_is_left_in_peace(phone: Phone) -> None:
    phone.twilio.statuses.append(400)
    assert (await phone.send("hello")).status_code == 200
    assert phone.twilio.sent == []
    assert phone.naps.taken == []


async def test_while_the_engine_is_away_the_person_is_told_once(phone: Phone) -> None:
    phone.product.engine.next.extend([say({"text": "Hello."}), raw(503, b""), raw(503, b"")])
    await phone.send("hello")
    assert phone.twilio.texts[0] == "Hello."
    assert phone.twilio.texts[1].startswith("I can't reach the assistant just now.")
    assert phone.twilio.texts[-1] == "I see."


async def test_nobodys_number_is_kept(phone: Phone) -> None:
    await phone.send("hello")
    with phone.product.app.state.database.reading() as session:
        dump = "\n".join(session.connection().connection.driver_connection.iterdump())
    assert "I see." in dump
    assert ANNA not in dump


def test_the_signature_is_the_one_of_twilios_own_example() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert sign(url, form.items(), "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_the_signature_is_the_one_that_openssl_computes() -> None:
    form = {"Body": "Cześć & ünïcode 👋", "From": ANNA, "Empty": ""}
    text = URL + "".join(name + form[name] for name in sorted(form))
    command = ["openssl", "dgst", "-sha1", "-hmac", SECRET, "-binary"]
    digest = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    assert sign(URL, form.items(), SECRET) == base64.b64encode(digest).decode()


async def test_a_message_that_takes_long_is_brought_again_and_joins_the_first() -> None:
    go_on = anyio.Event()
    handled = []

    class Slow:
        async def handle(self, arrival: object) -> None:
            handled.append(arrival)
            await go_on.wait()

    async with anyio.create_task_group() as tasks:
        relays: Any = {"sms": Slow()}
        webhook = Webhook(relays, tasks, url=URL, auth_token=SECRET, patience_s=0.01)
        transport = httpx.ASGITransport(webhook.app())
        form = {"MessageSid": "SM1", "From": ANNA, "To": SERVICE, "Body": "hello"}
        headers = {"X-Twilio-Signature": signature(URL, form)}
        async with httpx.AsyncClient(transport=transport, base_url="http://relay") as http:
            first = await http.post("/twilio", data=form, headers=headers)
            go_on.set()
            await anyio.wait_all_tasks_blocked()
            second = await http.post("/twilio", data=form, headers=headers)
    assert (first.status_code, second.status_code) == (503, 200)
    assert len(handled) == 1


def test_missing_settings_are_named(product: Product) -> None:
    product.use(twilio_account_sid=SID)
    with pytest.raises(TwilioSettingsMissing) as missing:
        Account.from_settings(product.settings)
    assert "SIGNPOST_TWILIO_AUTH_TOKEN, SIGNPOST_TWILIO_WEBHOOK_URL" in missing.value.detail
