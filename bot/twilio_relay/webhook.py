"""Being called by Twilio for each message; the answer goes out by its API, not in this one.

So an answer may take as long as it needs, in as many messages as it needs, also after the gateway
was away. A call is answered with 200 when its message was handled, and with 503 when that takes
longer than Twilio waits: Twilio then calls again if the number is set up so (``docs/channels.md``).
"""

from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qsl, urlsplit

import anyio
import structlog
from anyio.abc import TaskGroup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.assessments.schemas import Channel
from bot.channels.inbox import Inbox
from bot.channels.relay import Relay
from bot.channels.serving import health, small_body
from bot.twilio_relay.reading import channel_of, read_form
from bot.twilio_relay.signature import is_signed

log = structlog.get_logger()

_SIGNATURE = "X-Twilio-Signature"
_NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


class Webhook:
    """Takes what Twilio sends to ``url``; Twilio waits 15 s, so ``patience_s`` is less."""

    def __init__(
        self,
        relays: Mapping[Channel, Relay],
        tasks: TaskGroup,
        *,
        url: str,
        auth_token: str,
        patience_s: float = 12.0,
    ) -> None:
        self._relays = relays
        self._inbox = Inbox(tasks)
        self._url = url
        self._auth_token = auth_token
        self._patience_s = patience_s

    def app(self) -> Starlette:
        """Make the application that answers at the path of the address."""
        path = urlsplit(self._url).path or "/"
        return Starlette(routes=[Route(path, self._answer, methods=["POST"]), health()])

    async def _answer(self, request: Request) -> Response:
        body = await small_body(request)
        if body is None:
            return Response(status_code=413)
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        given = request.headers.get(_SIGNATURE, "")
        # The address is the one that was set, never the one that a caller claims to have called.
        if not is_signed(given, self._url, fields, self._auth_token):
            log.warning("twilio.signature.wrong")
            return Response(status_code=403)
        return await self._answer_form(dict(fields))

    async def _answer_form(self, form: dict[str, str]) -> Response:
        arrival = read_form(form)
        if arrival is not None:
            handle = partial(self._relays[channel_of(form)].handle, arrival)
            done = self._inbox.take(str(arrival.name), handle)
            with anyio.move_on_after(self._patience_s):
                await done.wait()
            if not done.is_set():
                return Response(status_code=503)
        return Response(_NO_ANSWER, media_type="text/xml")
