"""Being called by Telegram: an update is answered with 200 only when it was handled.

An update that takes longer is answered with 503, and Telegram brings it again; it then joins the
handling that is under way. So an update gets lost neither here nor on the way.
"""

import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

import anyio
import orjson
from anyio.abc import TaskGroup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.inbox import Inbox
from bot.channels.serving import health, small_body
from bot.telegram_relay.polling import Handle, is_update

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- the name of a header


def webhook_secret(key: str, token: str) -> str:
    """Give the secret by which a call is known to come from Telegram."""
    return hmac.new(key.encode(), f"telegram-webhook:{token}".encode(), hashlib.sha256).hexdigest()


class Webhook:
    """Takes updates that Telegram brings; ``patience_s`` is how long a call may stay open."""

    def __init__(
        self, handle: Handle, tasks: TaskGroup, *, secret: str, patience_s: float = 50.0
    ) -> None:
        self._handle = handle
        self._inbox = Inbox(tasks)
        self._secret = secret.encode()
        self._patience_s = patience_s

    def app(self, url: str) -> Starlette:
        """Make the application that answers at the path of ``url``."""
        path = urlsplit(url).path or "/"
        return Starlette(routes=[Route(path, self._answer, methods=["POST"]), health()])

    async def _answer(self, request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, self._secret):
            return Response(status_code=403)
        body = await small_body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            return Response(status_code=400)
        if not is_update(update):
            return Response(status_code=400)
        return Response(status_code=200 if await self._is_done(update) else 503)

    async def _is_done(self, update: dict[str, Any]) -> bool:
        async def handle() -> None:
            await self._handle(update)

        done = self._inbox.take(update["update_id"], handle)
        with anyio.move_on_after(self._patience_s):
            await done.wait()
        return done.is_set()
