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


def test_without_an_assessment_each_way_to_ask_for_one_leads_to_the_practice_runs() -> None:
    scope = {
        "id": "neighbourhood",
        "title": "Neighbourhood",
        "organisation_kinds": ["pcn"],
        "statement_count": 35,
    }
    framework = {
        "id": "nhs-spmf",
        "title": "Framework",
        "short_title": "Framework",
        "version": "2.0",
        "levels": [],
        "scopes": [scope],
    }
    for action, intent in ((ActionHelp, "help"), (ActionAssessmentTurn, "progress")):
        api = fake.FakeApi({"GET /frameworks": (200, [framework])})
        messages, _ = take(action, api, turn(intent, intent, invited=False))
        assert said(messages)[-1] == "utter_visitor_help"
        titles = [each["title"] for each in messages[-1]["buttons"]]
        assert len(titles) == 2
        assert titles[-1].startswith("2. Neighbourhood")
        messages, _ = take(action, api, turn(intent, intent, invited=False, demo=False))
        assert said(messages)[-1] == "utter_visitor_help_closed"
        assert len(messages[-1]["buttons"]) == 1


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
    api = fake.FakeApi({"POST /misunderstandings": (201, {}), "GET /frameworks": (200, [])})
    tracker = turn("out_of_scope", "any cakes going", invited=False)
    messages, _ = take(ActionNotUnderstood, api, tracker)
    assert said(messages) == ["utter_out_of_scope", "utter_visitor_help"]
    _, _, body = api.calls[0]
    assert (body["text"], body["intent"], body["statement"]) == (
        "any cakes going",
        "out_of_scope",
        None,
    )
