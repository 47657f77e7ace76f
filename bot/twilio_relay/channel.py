"""SMS and WhatsApp as channels of the relay: each message is one call of Twilio's API."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple, Self

import anyio
import httpx
import structlog

from api.chat.schemas import Message
from bot.channels.relay import Unreachable
from bot.channels.waiting import waits

log = structlog.get_logger()

_RETRIED = {401, 403, 408, 425, 429}


class Line(NamedTuple):
    """Two numbers that talk: a person's and the service's, as Twilio writes them."""

    person: str
    service: str

    @classmethod
    def read(cls, recipient: str) -> Self:
        """Read a line as ``str`` wrote it."""
        return cls(*recipient.split(" "))

    def __str__(self) -> str:
        return f"{self.person} {self.service}"


class TwilioChannel:
    """Sends texts through Twilio; ``write`` gives the texts of a message."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        account_sid: str,
        write: Callable[[Message], list[str]],
        *,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self._http = http
        self._path = f"/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._write = write
        self._sleep = sleep

    async def deliver(self, recipient: str, messages: Sequence[Message]) -> None:
        """Send messages in order; raises ``Unreachable`` when the number can't be written to."""
        line = Line.read(recipient)
        for message in messages:
            for text in self._write(message):
                await self._send(line, text)

    async def _send(self, line: Line, text: str) -> None:
        form = {"From": line.service, "To": line.person, "Body": text}
        for wait_s in waits():
            status = await self._post(form)
            if httpx.codes.is_success(status):
                return
            if httpx.codes.is_client_error(status) and status not in _RETRIED:
                # The number asked to stop, can't be reached, or does not exist.
                log.info("twilio.send.refused", status=status)
                raise Unreachable("Twilio does not let the service write to this number.")
            log.warning("twilio.send.failed", status=status)
            await self._sleep(wait_s)

    async def _post(self, form: dict[str, str]) -> int:
        """Give the status of Twilio's answer, 503 when there is none."""
        try:
            return (await self._http.post(self._path, data=form)).status_code
        except httpx.TransportError:
            return httpx.codes.SERVICE_UNAVAILABLE
