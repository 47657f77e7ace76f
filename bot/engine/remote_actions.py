"""Three levers on Rasa's calls of the action server (``RemoteAction`` of Rasa 3.6.21).

``_validate_action_result`` calls ``jsonschema.validate``, which checks the schema itself against
its meta-schema at every action call: about three quarters of a turn's time. The schema never
changes, so it is compiled once. It says of an event that it fits one of 23 kinds; each kind is
compiled by its name, so that an event is held against its own kind alone.

``_action_call_format`` leaves the domain out, as the endpoints file asks, for it is large and our
actions have no use for it. rasa-sdk 3.21 then asks for it again; an empty one satisfies it.

``EndpointConfig.session`` opens a session with connections of its own at every call, and so pays
for a new connection each time. The sessions share one pool of connections instead.
"""

import asyncio
from typing import Any, Dict, Text
from weakref import WeakKeyDictionary

import aiohttp
import ujson
from jsonschema import Draft7Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

_SCHEMA = RemoteAction.action_response_format_spec()
_VALIDATOR = Draft7Validator(_SCHEMA)
_EVENT_KINDS = {
    kind["properties"]["event"]["const"]: Draft7Validator(kind)
    for kind in _SCHEMA["properties"]["events"]["items"]["oneOf"]
}
_FORMAT_CALL = RemoteAction._action_call_format
_TIMEOUT = aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT)
# Far below the 120 seconds after which the action server drops an idle connection.
_KEEP_ALIVE_S = 30.0
_POOLS: "WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector]" = WeakKeyDictionary()
_ADVICE = (
    ". The action server's answer does not have the shape that Rasa expects: "
    "an object with 'events' and 'responses'."
)


def validate_action_result(_action: RemoteAction, result: Dict[str, Any]) -> bool:
    """Return True for a well-formed result; raise ``jsonschema.ValidationError`` otherwise."""
    if _is_of_known_kinds(result):
        return True
    fault = next(_VALIDATOR.iter_errors(result), None)
    if fault is None:
        return True
    raise ValidationError(fault.message + _ADVICE, path=fault.path, schema=_SCHEMA)


def _is_of_known_kinds(result: Any) -> bool:
    """Return whether the result is well-formed; false also where only the whole schema can say."""
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events", []), result.get("responses", [])
    return (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(response, dict) for response in responses)
        and all(_fits_its_kind(event) for event in events)
    )


def _fits_its_kind(event: Any) -> bool:
    name = event.get("event") if isinstance(event, dict) else None
    kind = _EVENT_KINDS.get(name) if isinstance(name, str) else None
    return kind is not None and kind.is_valid(event)


def format_action_call(
    action: RemoteAction, tracker: DialogueStateTracker, domain: Domain
) -> Dict[Text, Any]:
    """Return the body of an action call, with an empty domain where Rasa leaves it out."""
    return {"domain": {}, **_FORMAT_CALL(action, tracker, domain)}


def session(endpoint: EndpointConfig) -> aiohttp.ClientSession:
    """Return a session as Rasa would make it, over connections that outlive it."""
    auth = endpoint.basic_auth
    return aiohttp.ClientSession(
        headers=endpoint.headers,
        auth=aiohttp.BasicAuth(auth["username"], auth["password"]) if auth else None,
        timeout=_TIMEOUT,
        connector=_connections(),
        connector_owner=False,
        json_serialize=ujson.dumps,
    )


def _connections() -> aiohttp.TCPConnector:
    loop = asyncio.get_running_loop()
    if loop not in _POOLS or _POOLS[loop].closed:
        _POOLS[loop] = aiohttp.TCPConnector(keepalive_timeout=_KEEP_ALIVE_S)
    return _POOLS[loop]


async def close() -> None:
    """Close the connections of this event loop."""
    pool = _POOLS.pop(asyncio.get_running_loop(), None)
    if pool is not None:
        await pool.close()


def install() -> None:
    """Put the levers in place for every remote action of this process."""
    RemoteAction._validate_action_result = validate_action_result
    RemoteAction._action_call_format = format_action_call
    EndpointConfig.session = session
