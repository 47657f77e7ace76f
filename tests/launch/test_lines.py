"""The lines of several processes in one stream."""

import json
from datetime import UTC, datetime
from io import StringIO

from honcho.printer import Message

from bot.launch.lines import Lines


def printed(*data: str | bytes, as_json: bool) -> list[str]:
    output = StringIO()
    lines = Lines(output, as_json=as_json)
    lines.width = 7
    for each in data:
        message = Message(
            type="line", data=each, time=datetime(2026, 1, 5, tzinfo=UTC), name="api", colour=""
        )
        lines.write(message)
    return output.getvalue().splitlines()


def test_each_line_has_the_name_of_its_process_once():
    assert printed(b"one\ntwo\n", as_json=False) == ["api     | one", "api     | two"]


def test_what_cannot_be_decoded_is_shown_as_far_as_it_can():
    assert printed(b"caf\xe9", as_json=False) == ["api     | caf\N{REPLACEMENT CHARACTER}"]


def test_json_lines_stay_as_they_are_and_others_become_json():
    own, made = printed('{"event": "x"}', "Training the model", as_json=True)
    assert own == '{"event": "x"}'
    assert json.loads(made)["process"] == "api"
    assert json.loads(made)["event"] == "Training the model"
