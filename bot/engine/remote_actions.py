"""Two levers on Rasa's calls of the action server (``RemoteAction`` of Rasa 3.6.21).

``_validate_action_result`` calls ``jsonschema.validate``, which checks the schema itself against
its meta-schema at every action call: about three quarters of a turn's time. The schema never
changes, so it is compiled once.

``_action_call_format`` leaves the domain out, as the endpoints file asks, for it is large and our
actions have no use for it. rasa-sdk 3.21 then asks for it again; an empty one satisfies it.
"""

from typing import Any, Dict, Text

from jsonschema import Draft7Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

_SCHEMA = RemoteAction.action_response_format_spec()
_VALIDATOR = Draft7Validator(_SCHEMA)
_FORMAT_CALL = RemoteAction._action_call_format
_ADVICE = (
    ". The action server's answer does not have the shape that Rasa expects: "
    "an object with 'events' and 'responses'."
)


def validate_action_result(_action: RemoteAction, result: Dict[str, Any]) -> bool:
    """Return True for a well-formed result; raise ``jsonschema.ValidationError`` otherwise."""
    fault = next(_VALIDATOR.iter_errors(result), None)
    if fault is None:
        return True
    raise ValidationError(fault.message + _ADVICE, path=fault.path, schema=_SCHEMA)


def format_action_call(
    action: RemoteAction, tracker: DialogueStateTracker, domain: Domain
) -> Dict[Text, Any]:
    """Return the body of an action call, with an empty domain where Rasa leaves it out."""
    return {"domain": {}, **_FORMAT_CALL(action, tracker, domain)}


def install() -> None:
    """Put both levers in place for every remote action of this process."""
    RemoteAction._validate_action_result = validate_action_result
    RemoteAction._action_call_format = format_action_call
