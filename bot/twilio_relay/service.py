"""The Twilio relay as a process: SMS and WhatsApp behind one address."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import anyio
import httpx
import structlog

from api.assessments.schemas import Channel
from api.config import Settings
from api.exceptions import SignpostError
from api.safety.care import CareMessages
from api.safety.screen import Screen
from bot.channels.gateway import Gateway
from bot.channels.relay import Relay
from bot.channels.serving import serve, stop_on_signal
from bot.twilio_relay.channel import TwilioChannel
from bot.twilio_relay.webhook import Webhook
from bot.twilio_relay.writing import texts_for_sms, texts_for_whatsapp

log = structlog.get_logger()

WRITERS = {Channel.SMS: texts_for_sms, Channel.WHATSAPP: texts_for_whatsapp}
_TIMEOUT_S = 15.0


class TwilioSettingsMissing(SignpostError):
    """The relay was started without all that it needs to know of the Twilio account."""


@dataclass(frozen=True, slots=True)
class Account:
    """What the relay knows of a Twilio account."""

    sid: str
    token: str
    url: str

    @classmethod
    def from_settings(cls, settings: Settings) -> "Account":
        """Read the account from the settings; raises ``TwilioSettingsMissing``."""
        token = settings.twilio_auth_token
        given = {
            "SIGNPOST_TWILIO_ACCOUNT_SID": settings.twilio_account_sid or "",
            "SIGNPOST_TWILIO_AUTH_TOKEN": token.get_secret_value() if token else "",
            "SIGNPOST_TWILIO_WEBHOOK_URL": settings.twilio_webhook_url or "",
        }
        if missing := [name for name, value in given.items() if not value]:
            raise TwilioSettingsMissing(f"Set {', '.join(missing)} to run the Twilio relay.")
        return cls(*given.values())


@dataclass
class TwilioRelay:
    """Everything that the relay is made of; ``sleep`` comes in so that tests need not wait.

    ``gateways`` and ``http`` replace the ones that the settings name, for tests.
    """

    settings: Settings
    screen: Screen
    care: CareMessages
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    gateways: Callable[[Channel, str], Gateway] | None = None

    async def run(self) -> None:
        """Relay until cancelled."""
        account = Account.from_settings(self.settings)
        sender = httpx.AsyncClient(
            base_url=self.settings.twilio_api_url,
            auth=(account.sid, account.token),
            timeout=_TIMEOUT_S,
        )
        async with sender, anyio.create_task_group() as tasks:
            relays = {channel: self._relay(sender, account, channel) for channel in WRITERS}
            webhook = Webhook(relays, tasks, url=account.url, auth_token=account.token)
            log.info("twilio.relay.started", port=self.settings.twilio_port)
            await serve(
                webhook.app(), host=self.settings.relay_host, port=self.settings.twilio_port
            )
            tasks.cancel_scope.cancel()

    def _relay(self, sender: httpx.AsyncClient, account: Account, channel: Channel) -> Relay:
        return Relay(
            TwilioChannel(sender, account.sid, WRITERS[channel], sleep=self.sleep),
            (self.gateways or self._gateway)(channel, account.sid),
            screen=self.screen,
            care=self.care,
            sleep=self.sleep,
        )

    def _gateway(self, channel: Channel, account: str) -> Gateway:
        return Gateway.from_settings(self.settings, channel, account)


def serve_twilio(settings: Settings) -> None:
    """Run the relay until it is told to stop; raises ``TwilioSettingsMissing``."""
    Account.from_settings(settings)
    anyio.run(_run_until_told, TwilioRelay(settings, Screen.load(), CareMessages.load()))


async def _run_until_told(relay: TwilioRelay) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(stop_on_signal, tasks.cancel_scope)
        await relay.run()
        tasks.cancel_scope.cancel()
