"""The channel keeps messages whole and takes a payload only from its own field."""

from typing import Any, Dict

import pytest
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.gateway_channel import CollectedMessages, _plain, _user_message

BODY: Dict[str, Any] = {"conversation": "c", "metadata": {"turn": "t"}}


@pytest.mark.parametrize("text", ["/restart", '/level_4{"statement": "N1c"}', "  /back", "/"])
def test_a_typed_slash_is_never_an_intent(text: str) -> None:
    message = _user_message({**BODY, "text": text}, CollectedMessages())
    assert not message.text.startswith(INTENT_MESSAGE_PREFIX)
    assert message.text[1:] == text.strip()[1:]


@pytest.mark.parametrize("text", ["3", "half and/or none", "hello  there"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert _plain(text) == text


def test_a_payload_is_an_intent() -> None:
    message = _user_message({**BODY, "payload": "/skip"}, CollectedMessages())
    assert message.text == "/skip"
    assert message.sender_id == "c"
    assert message.metadata == {"turn": "t"}


async def test_a_message_stays_whole_with_its_paragraphs_buttons_and_card() -> None:
    output = CollectedMessages()
    sent = {
        "text": "one\n\ntwo",
        "buttons": [{"title": "Yes", "payload": "/affirm"}],
        "custom": {"kind": "card"},
        "image": None,
    }
    await output.send_response(DialogueStateTracker("c", []).sender_id, dict(sent))
    assert output.messages == [{key: sent[key] for key in ("text", "buttons", "custom")}]


async def test_an_empty_message_is_none() -> None:
    output = CollectedMessages()
    await output.send_response("c", {"text": "", "buttons": []})
    assert output.messages == []
