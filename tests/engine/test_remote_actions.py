"""Calls of the action server are small, and results are judged exactly as Rasa 3.6.21 does."""

import asyncio
import inspect
from typing import Any, Dict, List

import jsonschema
import pytest
import rasa
from aiohttp import web
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.engine import remote_actions
from bot.engine.remote_actions import format_action_call, validate_action_result

ACTION = RemoteAction("action_any", None)
RASAS_OWN = RemoteAction._validate_action_result
RASAS_CALL = RemoteAction._action_call_format
RASAS_SESSION = EndpointConfig.session

WELL_FORMED: List[Dict[str, Any]] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "answer", "value": None}], "responses": [{"text": "x"}]},
    {"events": [{"event": "form", "name": None}], "responses": [{"response": "utter_x"}]},
    {"events": [{"event": "bot", "text": "x", "data": {}}, {"event": "session_started"}]},
]
MALFORMED: List[Any] = [
    [],
    "text",
    {"events": {}},
    {"events": [{"name": "no event type"}]},
    {"events": [{"event": "no such event"}]},
    {"events": [{"event": 3}]},
    {"events": [{"event": "slot", "name": "answer"}]},
    {"events": [{"event": "slot", "name": 3, "value": None}]},
    {"events": ["slot"]},
    {"responses": {}},
    {"responses": ["text"]},
]


def test_rasa_is_the_version_that_this_was_read_in() -> None:
    assert rasa.__version__ == "3.6.21"
    assert list(inspect.signature(RASAS_OWN).parameters) == ["self", "result"]


@pytest.mark.parametrize("result", WELL_FORMED)
def test_accepts_what_rasa_accepts(result: Dict[str, Any]) -> None:
    assert RASAS_OWN(ACTION, result)
    assert validate_action_result(ACTION, result)


@pytest.mark.parametrize("result", MALFORMED)
def test_refuses_what_rasa_refuses(result: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        RASAS_OWN(ACTION, result)
    with pytest.raises(jsonschema.ValidationError, match="action server's answer"):
        validate_action_result(ACTION, result)


def test_no_two_kinds_of_event_share_a_name() -> None:
    kinds = RemoteAction.action_response_format_spec()["properties"]["events"]["items"]["oneOf"]
    assert len(remote_actions._EVENT_KINDS) == len(kinds)


def test_a_well_formed_result_is_not_held_against_the_whole_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remote_actions, "_VALIDATOR", None)
    for result in WELL_FORMED:
        assert validate_action_result(ACTION, result)


def test_a_call_says_all_but_the_domain() -> None:
    domain = Domain.load("domain")
    tracker = DialogueStateTracker.from_events("c", [], slots=domain.slots, domain=domain)
    quiet = RemoteAction(
        "action_any", EndpointConfig(url="http://127.0.0.1:1", enable_selective_domain=True)
    )
    body = format_action_call(quiet, tracker, domain)
    assert body.pop("domain") == {}
    assert body == RASAS_CALL(quiet, tracker, domain)
    assert {"next_action", "sender_id", "tracker", "version"} == set(body)


def test_a_domain_that_is_wanted_is_sent() -> None:
    domain = Domain.load("domain")
    tracker = DialogueStateTracker.from_events("c", [], slots=domain.slots, domain=domain)
    assert format_action_call(ACTION, tracker, domain)["domain"] == domain.as_dict()


async def _count_connections(calls: int) -> int:
    """Call an action server so often, one after the other; count the connections it sees."""
    seen = set()

    async def answer(request: web.Request) -> web.Response:
        seen.add(request.transport.get_extra_info("peername"))
        return web.json_response({"events": [], "responses": []})

    app = web.Application()
    app.router.add_post("/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    endpoint = EndpointConfig(url=f"http://{host}:{port}/webhook")
    for _ in range(calls):
        assert await endpoint.request(json={}) == {"events": [], "responses": []}
    await remote_actions.close()
    await runner.cleanup()
    return len(seen)


def test_calls_share_a_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(_count_connections(3)) == 3
    monkeypatch.setattr(EndpointConfig, "session", remote_actions.session)
    assert asyncio.run(_count_connections(3)) == 1


def test_a_session_is_as_rasa_makes_it() -> None:
    endpoint = EndpointConfig(
        url="http://127.0.0.1:1",
        headers={"X-One": "1"},
        basic_auth={"username": "u", "password": "p"},
    )

    async def both() -> None:
        async with RASAS_SESSION(endpoint) as theirs, remote_actions.session(endpoint) as ours:
            assert (ours.headers, ours.auth) == (theirs.headers, theirs.auth)
            assert ours.timeout == theirs.timeout
        await remote_actions.close()

    asyncio.run(both())


def test_installing_puts_all_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EndpointConfig, "session", RASAS_SESSION)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RASAS_OWN)
    monkeypatch.setattr(RemoteAction, "_action_call_format", RASAS_CALL)
    remote_actions.install()
    assert RemoteAction._validate_action_result is validate_action_result
    assert RemoteAction._action_call_format is format_action_call
    assert EndpointConfig.session is remote_actions.session
