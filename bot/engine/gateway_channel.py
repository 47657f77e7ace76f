"""The one channel of the engine: whole turns, from the chat gateway and from nobody else.

Rasa's own REST channel splits texts at blank lines, hides errors behind an empty list and takes a
typed ``/intent{…}`` for a button. This one answers a turn with every message as it was uttered,
says so when a turn failed, and takes a payload only from the field that the gateway has checked.
"""

import asyncio
import hmac
import os
from functools import wraps
from typing import Any, Awaitable, Callable, Dict, List, Optional, Text

import aiohttp
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from bot.engine import remote_actions

Handler = Callable[..., Awaitable[HTTPResponse]]

_ACTIONS_VARIABLE = "SIGNPOST_ACTIONS_URL"
_HEALTH_TIMEOUT = aiohttp.ClientTimeout(total=1.5)
_TOKEN_VARIABLE = "SIGNPOST_ENGINE_TOKEN"  # noqa: S105 -- the variable's name
# Rasa takes any text that begins with a slash for an intent; this sign looks the same to a reader.
_HARMLESS_SLASH = "\N{FULLWIDTH SOLIDUS}"


class CollectedMessages(OutputChannel):
    """Collects what was uttered in a turn, each message whole."""

    def __init__(self) -> None:
        self.messages: List[Dict[Text, Any]] = []

    @classmethod
    def name(cls) -> Text:
        """Name under which responses may be varied; they never are."""
        return "gateway"

    async def send_response(self, recipient_id: Text, message: Dict[Text, Any]) -> None:
        """Keep the message with its text, buttons and structured part together."""
        kept = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        if kept:
            self.messages.append(kept)


class GatewayInput(InputChannel):
    """Serves ``/webhooks/gateway/…``."""

    @classmethod
    def name(cls) -> Text:
        """Name of the channel, and the part of its URLs after ``/webhooks/``."""
        return "gateway"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes: ready, turn, understand, and forgetting a conversation."""
        routes = Blueprint("gateway", __name__)

        @routes.listener("after_server_stop")
        async def stopped(_app: Any, _loop: Any) -> None:
            await remote_actions.close()

        @routes.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            model, actions = _agent(request) is not None, await _actions_answer()
            status = 200 if model and actions else 503
            return json_response({"model": model, "actions": actions}, status=status)

        @routes.route("/turn", methods=["POST"])
        @_guarded
        async def turn(request: Request, _agent: Agent) -> HTTPResponse:
            output = CollectedMessages()
            await on_new_message(_user_message(request.json, output))
            return json_response({"messages": output.messages})

        @routes.route("/understand", methods=["POST"])
        @_guarded
        async def understand(request: Request, agent: Agent) -> HTTPResponse:
            return json_response(await agent.parse_message(_plain(request.json["text"])))

        @routes.route("/conversations/<conversation>", methods=["DELETE"])
        @_guarded
        async def forget(_request: Request, agent: Agent, conversation: Text) -> HTTPResponse:
            await agent.tracker_store._tracker_store.delete(conversation)
            return empty()

        @routes.route("/conversations/<conversation>/words", methods=["DELETE"])
        @_guarded
        async def forget_words(_request: Request, agent: Agent, conversation: Text) -> HTTPResponse:
            await agent.tracker_store._tracker_store.forget_words(conversation)
            return empty()

        return routes


def _guarded(handler: Handler) -> Handler:
    """Answer 401 without the right token and 503 while no model is loaded."""

    @wraps(handler)
    async def guarded(request: Request, **path: Any) -> HTTPResponse:
        expected = os.environ.get(_TOKEN_VARIABLE, "")
        if not hmac.compare_digest(request.args.get("token", "").encode(), expected.encode()):
            return json_response({"error": "Unauthorised"}, status=401)
        agent = _agent(request)
        if agent is None:
            return json_response({"error": "Starting"}, status=503)
        return await handler(request, agent, **path)

    return guarded


def _agent(request: Request) -> Optional[Agent]:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


async def _actions_answer() -> bool:
    """Say whether the action server, without which nothing can be saved, is up."""
    url = os.environ[_ACTIONS_VARIABLE].rsplit("/", 1)[0] + "/health"
    try:
        async with aiohttp.ClientSession(timeout=_HEALTH_TIMEOUT) as session:
            async with session.get(url) as answer:
                return bool(answer.ok)
    except (aiohttp.ClientError, asyncio.TimeoutError):
        return False


def _user_message(body: Dict[Text, Any], output: CollectedMessages) -> UserMessage:
    text = body["payload"] if body.get("payload") else _plain(body["text"])
    return UserMessage(
        text,
        output,
        body["conversation"],
        input_channel=GatewayInput.name(),
        metadata=body.get("metadata") or {},
    )


def _plain(text: Text) -> Text:
    stripped = text.lstrip()
    return _HARMLESS_SLASH + stripped[1:] if stripped.startswith("/") else text
