"""Every request that the engine can read is answered."""

import yaml

from actions.outside import ActionAssessmentTurn, ActionHelp, ActionNotUnderstood
from actions.requested import REQUESTS
from api.config import ROOT
from tests.actions import fake_api as fake
from tests.actions.talking import said, take, turn


def test_every_request_has_what_answers_it() -> None:
    table = yaml.safe_load((ROOT / "bot/engine/words/requests.yml").read_text())
    only_by_button = {"carry_on", "rest", "how_sure"}
    assert set(REQUESTS) - only_by_button == {*table["requests"], "confidence"}


def test_without_an_assessment_each_way_to_ask_for_one_leads_to_the_ways_of_the_first_screen() -> (
    None
):
    first = ["Find support for me or someone else", "I work in social prescribing"]
    for action, intent in ((ActionHelp, "help"), (ActionAssessmentTurn, "progress")):
        for demo in (True, False):
            messages, _ = take(
                action, fake.FakeApi({}), turn(intent, intent, invited=False, demo=demo)
            )
            assert said(messages)[-1] == "utter_visitor_help"
            assert [each["title"] for each in messages[-1]["buttons"]] == first


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
    assert said(messages) == ["utter_out_of_scope", "utter_visitor_help"]
    _, _, body = api.calls[0]
    assert (body["text"], body["intent"], body["statement"]) == (
        "any cakes going",
        "out_of_scope",
        None,
    )
