"""A Bot API of Telegram on this machine: the real protocol over HTTP, with faults on demand."""

import json
import socket
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.serving import Server
from tests.channels.markdown_v2 import NotParsed, parse

TOKEN = "123456:a-token-for-tests"
BOT = {"id": 123456, "is_bot": True, "first_name": "Signpost", "username": "ExampleSignpostBot"}
LONGEST_TEXT = 4096
LONGEST_DATA = 64

type Params = dict[str, str]
type Fault = Callable[[], Response | Awaitable[Response]]


class Refused(Exception):
    """The Bot API says no."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def answer(self) -> Response:
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return JSONResponse(body, status_code=self.status)


def flood(seconds: int) -> Fault:
    text = f"Too Many Requests: retry after {seconds}"
    return Refused(429, text, retry_after=seconds).answer


def bad_gateway() -> Response:
    return Response("<html>Bad Gateway</html>", status_code=502)


def not_json() -> Response:
    return Response("{'this is': not JSON", status_code=200)


async def never() -> Response:
    """Take the request, and give no answer before everything ends."""
    with suppress(anyio.get_cancelled_exc_class()):
        await anyio.sleep_forever()
    return bad_gateway()


def refused(description: str) -> Fault:
    return Refused(400, f"Bad Request: {description}").answer


def migrated(to: int) -> Fault:
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, text, migrate_to_chat_id=to).answer


def conflict() -> Response:
    return Refused(409, "Conflict: terminated by other getUpdates request").answer()


def unauthorised() -> Response:
    return Refused(401, "Unauthorized").answer()


@dataclass
class Sent:
    """A message of the bot, as the person sees it."""

    chat: int
    id: int
    text: str
    bold: list[str]
    buttons: list[dict[str, str]]

    @property
    def titles(self) -> list[str]:
        return [button["text"] for button in self.buttons]


@dataclass
class FakeBotApi:
    """One bot and the people who write to it."""

    url: str = ""
    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, Params]] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    blocked: set[int] = field(default_factory=set)
    webhook: Params = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    confirmed: int = 0
    patience_s: float = 20
    _next_update: int = 700_000_001
    _next_message: int = 1
    _changed: anyio.Event = field(default_factory=anyio.Event)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["POST"])])

    # What people do.

    def message(self, chat: int, **content: Any) -> int:
        """A person sends something; gives the id of the update."""
        return self.update(message=self._message(chat, content))

    def say(self, chat: int, text: str, **content: Any) -> int:
        return self.message(chat, text=text, **content)

    def edit(self, chat: int, text: str) -> int:
        return self.update(edited_message=self._message(chat, {"text": text, "edit_date": 1}))

    def press(self, sent: Sent, title: str) -> int:
        """A person presses a button of a message, as it was sent."""
        data = next(button for button in sent.buttons if button["text"] == title)
        return self.press_data(sent, data["callback_data"])

    def press_data(self, sent: Sent, data: str) -> int:
        message = self._message(sent.chat, {"text": sent.text}) | {"message_id": sent.id}
        query = {
            "id": str(self._next_update),
            "from": person(sent.chat),
            "chat_instance": "1",
            "message": message,
            "data": data,
        }
        return self.update(callback_query=query)

    def update(self, **content: Any) -> int:
        name = self._next_update
        self._next_update += 1
        self.updates.append({"update_id": name, **content})
        self._notify()
        return name

    def raw(self, update: dict[str, Any]) -> None:
        self.updates.append(update)
        self._notify()

    # What a test waits for and looks at.

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        with anyio.fail_after(self.patience_s):
            while not is_so():
                await self._changed.wait()

    async def wait_for(self, chat: int, count: int) -> list[Sent]:
        """Wait until so many messages were sent to a chat, and give them."""
        await self.wait_until(lambda: len(self.to(chat)) >= count)
        return self.to(chat)

    async def wait_for_call(self, method: str, count: int = 1) -> list[Params]:
        await self.wait_until(lambda: len(self.called(method)) >= count)
        return self.called(method)

    async def wait_until_confirmed(self, update: int) -> None:
        """Wait until the bot has told that it handled an update and all before it."""
        await self.wait_until(lambda: self.confirmed > update)

    def to(self, chat: int) -> list[Sent]:
        return [sent for sent in self.sent if sent.chat == chat]

    def texts(self, chat: int) -> list[str]:
        return [sent.text for sent in self.to(chat)]

    def called(self, method: str) -> list[Params]:
        return [params for name, params in self.calls if name == method.lower()]

    # The protocol.

    async def _call(self, request: Request) -> Response:
        method = request.path_params["method"].lower()
        if request.path_params["token"] != TOKEN:
            return unauthorised()
        params = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        self.calls.append((method, params))
        try:
            if self.faults[method]:
                broken = self.faults[method].popleft()()
                return broken if isinstance(broken, Response) else await broken
            result = await self._result(method, params)
        except Refused as refused:
            return refused.answer()
        finally:
            self._notify()
        return JSONResponse({"ok": True, "result": result})

    async def _result(self, method: str, params: Params) -> Any:
        match method:
            case "getme":
                return BOT
            case "getupdates":
                return await self._get_updates(params)
            case "setwebhook":
                self.webhook = params
            case "deletewebhook":
                self.webhook = {}
            case "sendmessage":
                return self._send(params)
            case "editmessagereplymarkup":
                return self._edit_buttons(params)
            case "answercallbackquery" | "setmycommands":
                pass
            case _:
                raise Refused(404, "Not Found")
        return True

    async def _get_updates(self, params: Params) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(params.get("offset", "0"))
        self.confirmed = max(self.confirmed, offset)
        self.updates = [each for each in self.updates if each.get("update_id", offset) >= offset]
        self._notify()
        with anyio.move_on_after(int(params.get("timeout", "0"))):
            while not self.updates:
                await self._changed.wait()
        return self.updates[: int(params.get("limit", "100"))]

    def _send(self, params: Params) -> dict[str, Any]:
        chat = int(params["chat_id"])
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        text = params["text"]
        bold: list[str] = []
        if params.get("parse_mode") == "MarkdownV2":
            try:
                text, bold = parse(text)
            except NotParsed as error:
                raise Refused(400, f"Bad Request: can't parse entities: {error}") from error
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            raise Refused(400, "Bad Request: message is too long")
        sent = Sent(chat, self._next_message, text, bold, _buttons(params))
        self._next_message += 1
        self.sent.append(sent)
        return {"message_id": sent.id, "date": 1, "chat": chat_of(chat), "text": text}

    def _edit_buttons(self, params: Params) -> bool:
        for sent in self.sent:
            if sent.id == int(params["message_id"]) and sent.chat == int(params["chat_id"]):
                if sent.buttons == _buttons(params):
                    raise Refused(400, "Bad Request: message is not modified")
                sent.buttons = _buttons(params)
                return True
        raise Refused(400, "Bad Request: message to edit not found")

    def _message(self, chat: int, content: dict[str, Any]) -> dict[str, Any]:
        number = self._next_message
        self._next_message += 1
        return {
            "message_id": number,
            "date": 1,
            "chat": chat_of(chat),
            "from": person(abs(chat)),
            **content,
        }

    def _notify(self) -> None:
        self._changed.set()
        self._changed = anyio.Event()


def chat_of(chat: int) -> dict[str, Any]:
    """Groups have ids below 0, as at Telegram."""
    if chat < 0:
        return {"id": chat, "type": "group", "title": "A group"}
    return {"id": chat, "type": "private", "first_name": "Person"}


def person(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "Person", "language_code": "en"}


def _buttons(params: Params) -> list[dict[str, str]]:
    rows = json.loads(params.get("reply_markup", "{}")).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    for button in buttons:
        if len(button.get("callback_data", "").encode()) > LONGEST_DATA:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return buttons


@asynccontextmanager
async def running(app: Starlette) -> AsyncIterator[str]:
    """Serve an application in this event loop on a free port; gives its address."""
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none", access_log=False)
    server = Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host, port = listening.getsockname()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(server.serve, [listening])
            yield f"http://{host}:{port}"
            server.should_exit = server.force_exit = True


@asynccontextmanager
async def bot_api() -> AsyncIterator[FakeBotApi]:
    """Run a Bot API."""
    api = FakeBotApi()
    async with running(api.app()) as api.url:
        yield api
