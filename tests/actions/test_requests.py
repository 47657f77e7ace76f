"""Every request that the engine can read is answered."""

import yaml

from actions.outside import ActionNotUnderstood
from actions.requested import REQUESTS
from api.config import ROOT
from tests.actions import fake_api as fake
from tests.actions.talking import said, take, turn


def test_every_request_has_what_answers_it() -> None:
    table = yaml.safe_load((ROOT / "bot/engine/words/requests.yml").read_text())
    only_by_button = {"carry_on", "rest", "how_sure", "levels", "show"}
    assert set(REQUESTS) - only_by_button == {*table["requests"], "confidence"}


def test_a_request_is_answered_also_while_nothing_is_asked() -> None:
    api = fake.FakeApi(
        {
            "GET /progress": (200, {"answered": 0, "total": 35, "skipped": [], "domains": []}),
        }
    )
    messages, slots = take(
        ActionNotUnderstood, api, turn("nlu_fallback", "review", entities={"request": "review"})
    )
    assert said(messages) == ["utter_review_which"]
    assert "requested_slot" not in slots


def test_what_is_not_understood_goes_to_the_queue_without_an_assessment() -> None:
    api = fake.FakeApi({"POST /misunderstandings": (201, {})})
    tracker = turn("out_of_scope", "any cakes going", invited=False)
    messages, _ = take(ActionNotUnderstood, api, tracker)
    assert said(messages) == ["utter_out_of_scope", "utter_help_visitor", "utter_help"]
    [(_, _, body)] = api.calls
    assert (body["text"], body["intent"], body["statement"]) == (
        "any cakes going",
        "out_of_scope",
        None,
    )
