"""An answer from the first second: the application takes seconds to load, a page must not.

Until it is loaded, a page says that the assistant is starting and where help is; then every request
goes to the application.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyio import to_thread

if TYPE_CHECKING:
    from fastapi import FastAPI


Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_PAGE = (Path(__file__).parent / "starting.html").read_bytes()
_ANSWER = (
    b'{"error": "Starting", "detail": "The service is starting. Please try again shortly. If you '
    b'need help now: call 999 if anyone is in danger, 111 for urgent help, or 116 123 to talk."}'
)
_NOT_READY = b'{"database": false, "engine": false}'
_HEADERS = [
    (b"cache-control", b"no-store"),
    (b"retry-after", b"2"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


class EarlyAnswers:
    """An ASGI application that answers while ``load`` makes the real one in a thread.

    When that cannot be made or cannot start, ``failure`` says why.
    """

    def __init__(self, load: Callable[[], "FastAPI"]) -> None:
        self._load = load
        self._failed: Callable[[], None] = lambda: None
        self._app: FastAPI | None = None
        self._stopping = asyncio.Event()
        self.failure: BaseException | None = None

    def on_failure(self, act: Callable[[], None]) -> None:
        """Name what is done when the application cannot start, such as ending the server."""
        self._failed = act

    @property
    def is_loaded(self) -> bool:
        """Whether the real application answers by now."""
        return self._app is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await _answer_early(scope, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        running = asyncio.create_task(self._run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._stopping.set()
        await running
        await send({"type": "lifespan.shutdown.complete"})

    async def _run(self) -> None:
        try:
            app = await to_thread.run_sync(self._load)
            async with app.router.lifespan_context(app):
                self._app = app
                await self._stopping.wait()
        except Exception as error:  # noqa: BLE001 -- whatever it is, the server has to end with it
            self.failure = error
            self._failed()


async def _answer_early(scope: Scope, send: Send) -> None:
    path, is_reading = scope["path"], scope["method"] in {"GET", "HEAD"}
    if path == "/readyz":
        status, kind, body = 503, b"application/json", _NOT_READY
    elif path == "/healthz":
        status, kind, body = 200, b"application/json", b'{"status": "starting"}'
    elif not path.startswith(("/v1/", "/oruk/")):
        # A form that is sent now is not taken; the page beside it still says where help is.
        status, kind, body = 200 if is_reading else 503, b"text/html; charset=utf-8", _PAGE
    else:
        status, kind, body = 503, b"application/json", _ANSWER
    headers = [*_HEADERS, (b"content-type", kind), (b"content-length", str(len(body)).encode())]
    with suppress(OSError):
        await send({"type": "http.response.start", "status": status, "headers": headers})
        sent = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": sent})
