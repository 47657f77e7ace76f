"""The Telegram relay as a process: by polling, or called by Telegram when an address is set."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import anyio
import structlog
from anyio.abc import TaskGroup
from starlette.applications import Starlette
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from api.assessments.schemas import Channel
from api.config import Settings
from api.credentials import service_key
from api.exceptions import SignpostError
from api.safety.care import CareMessages
from api.safety.screen import Screen
from bot.channels.gateway import Gateway
from bot.channels.relay import Relay
from bot.channels.serving import health, serve, stop_on_signal
from bot.channels.waiting import waits
from bot.channels.words import WORDS
from bot.telegram_relay.channel import TelegramChannel
from bot.telegram_relay.groups import Groups
from bot.telegram_relay.polling import Poller
from bot.telegram_relay.updates import WANTED, Updates
from bot.telegram_relay.webhook import Webhook, webhook_secret

log = structlog.get_logger()

_TOKEN_REFUSED_S = 60.0


class TelegramTokenMissing(SignpostError):
    """The relay was started without a token."""


@dataclass
class TelegramRelay:
    """Everything that the relay is made of.

    ``read_timeout_s`` is how long Telegram may take to answer what is sent. ``sleep`` and
    ``gateway`` come in so that tests need not wait, nor need a network.
    """

    settings: Settings
    screen: Screen
    care: CareMessages
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    gateway: Gateway | None = None
    read_timeout_s: float = 15.0
    bot: Bot = field(init=False)

    def __post_init__(self) -> None:
        token = self.settings.telegram_token
        if token is None or not token.get_secret_value():
            raise TelegramTokenMissing("Set SIGNPOST_TELEGRAM_TOKEN to run the Telegram relay.")
        self.bot = Bot(
            token.get_secret_value(),
            base_url=f"{self.settings.telegram_api_url.rstrip('/')}/bot",
            request=HTTPXRequest(read_timeout=self.read_timeout_s),
        )

    async def run(self) -> None:
        """Relay until cancelled or told to stop."""
        await self._insist(self.bot.initialize)
        gateway = self.gateway or self._gateway()
        try:
            async with anyio.create_task_group() as tasks:
                await self._run(self._updates(gateway), tasks)
                tasks.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await gateway.close()
                await self.bot.shutdown()

    async def _run(self, updates: Updates, tasks: TaskGroup) -> None:
        commands = [BotCommand(name, words) for name, words in WORDS.commands.items()]
        await self._insist(partial(self.bot.set_my_commands, commands))
        url = self.settings.telegram_webhook_url
        log.info("telegram.relay.started", bot=self.bot.username, polling=url is None)
        if url is None:
            # Telegram gives no updates by polling while it has an address to call.
            await self._insist(self.bot.delete_webhook)
            poller = Poller(self.bot, updates.handle, tasks, sleep=self.sleep)
            tasks.start_soon(self._serve, Starlette(routes=[health(poller.is_well)]))
            await poller.run()
        else:
            await self._be_called(updates, tasks, url)

    async def _be_called(self, updates: Updates, tasks: TaskGroup, url: str) -> None:
        secret = webhook_secret(service_key(self.settings), self.bot.token)
        app = Webhook(updates.handle, tasks, secret=secret).app(url)
        set_webhook = partial(
            self.bot.set_webhook, url, secret_token=secret, allowed_updates=WANTED
        )
        tasks.start_soon(self._insist, set_webhook)
        await self._serve(app)

    async def _serve(self, app: Starlette) -> None:
        await serve(app, host=self.settings.relay_host, port=self.settings.telegram_port)

    def _updates(self, gateway: Gateway) -> Updates:
        channel = TelegramChannel(self.bot, sleep=self.sleep)
        relay = Relay(channel, gateway, screen=self.screen, care=self.care, sleep=self.sleep)
        groups = Groups(channel, relay, url=f"https://t.me/{self.bot.username}")
        return Updates(self.bot, channel, relay, groups)

    def _gateway(self) -> Gateway:
        return Gateway.from_settings(self.settings, Channel.TELEGRAM, str(self.bot.id))

    async def _insist(self, call: Callable[[], Awaitable[object]]) -> None:
        """Call Telegram until it answers.

        A token that is refused is no reason to end: in one run with the other processes, the end
        of one would end them all.
        """
        for wait_s in waits():
            try:
                await call()
            except InvalidToken:
                log.error(  # noqa: TRY400 -- its text may hold the token
                    "telegram.token.refused", hint="Check SIGNPOST_TELEGRAM_TOKEN."
                )
                await self.sleep(_TOKEN_REFUSED_S)
            except TelegramError as error:
                log.warning("telegram.not_reached", error=type(error).__name__)
                await self.sleep(wait_s)
            else:
                return


def serve_telegram(settings: Settings) -> None:
    """Run the relay until it is told to stop; raises ``TelegramTokenMissing``."""
    # What Telegram sent stands in the library's own records when it can't be read.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    relay = TelegramRelay(settings, Screen.load(), CareMessages.load())
    anyio.run(_run_until_told, relay)


async def _run_until_told(relay: TelegramRelay) -> None:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(stop_on_signal, tasks.cancel_scope)
        await relay.run()
        tasks.cancel_scope.cancel()
