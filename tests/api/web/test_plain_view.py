from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.chat.schemas import State, Transcript, TranscriptMessage
from api.web.plain_view import arrange, blocks, name_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BUTTONS = [{"title": "3 Maturing", "payload": "/level_3"}]


def message(sender: str, text: str, **more: Any) -> TranscriptMessage:
    fields = {"id": uuid4(), "text": text, "from": sender, "at": NOW, **more}
    return TranscriptMessage.model_validate(fields)


def texts(messages: list[TranscriptMessage]) -> list[str]:
    return [message.text for message in messages]


def test_shows_the_newest_answer_first():
    said = [message("assistant", "Hello"), message("person", "Hi"), message("assistant", "Yes?")]
    view = arrange(Transcript(messages=said, state=State()))
    assert texts(view.current) == ["Yes?"]
    assert texts(view.earlier) == ["Hello", "Hi"]
    assert view.question is None


def test_keeps_an_open_question_in_reach():
    said = [
        message("assistant", "Question", buttons=BUTTONS),
        message("person", "how far?"),
        message("assistant", "1 of 7"),
    ]
    view = arrange(Transcript(messages=said, state=State(flow="assessment", question="N1a")))
    assert view.question is said[0]
    assert arrange(Transcript(messages=said, state=State())).question is None


def test_keeps_what_was_suggested_in_reach():
    card = {"type": "signpost", "name": "Example Walk"}
    said = [
        message("assistant", "Example Walk", buttons=BUTTONS, card=card),
        message("person", "Tell me more"),
        message("assistant", "It is on Tuesdays."),
    ]
    assert arrange(Transcript(messages=said, state=State())).signposts == said[:1]


def test_offers_what_was_not_answered_again():
    said = [message("assistant", "Hello"), message("person", "Hi"), message("assistant", "Away")]
    view = arrange(Transcript(messages=said, state=State(), failed=[said[1].id]))
    assert texts(view.current) == ["Hello", "Hi", "Away"]
    assert view.unanswered == "Hi"


def test_a_message_keeps_its_name_until_something_was_answered():
    said = [message("assistant", "Hello"), message("person", "Hi"), message("assistant", "Away")]
    before = arrange(Transcript(messages=said[:1], state=State())).place
    failed = arrange(Transcript(messages=said, state=State(), failed=[said[1].id])).place
    answered = arrange(Transcript(messages=said, state=State())).place
    assert name_of(before, "Hi") == name_of(failed, "Hi")
    assert name_of(failed, "Hi") != name_of(answered, "Hi")
    assert name_of(before, "Hi") != name_of(before, "Ho")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("One\ntwo\n\nThree", [(False, ["One", "two"]), (False, ["Three"])]),
        (
            "Call:\n• 999\n- 111\nDone",
            [(False, ["Call:"]), (True, ["999", "111"]), (False, ["Done"])],
        ),
    ],
)
def test_takes_a_text_apart(text: str, parts: list[tuple[bool, list[str]]]):
    assert [tuple(block) for block in blocks(text)] == parts


def test_every_place_is_a_name_for_others():
    assert isinstance(arrange(Transcript(messages=[], state=State())).place, UUID)
