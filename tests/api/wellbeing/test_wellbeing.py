"""ONS4: who is asked, in which words, and what comes of an answer."""

from typing import Any

import httpx
import pytest

from api.database import Database
from api.wellbeing.ons4 import load_ons4
from tests.api.arrange import created, refused
from tests.api.triage.conftest import Citizen, new_conversation


@pytest.fixture
def citizen(client: httpx.Client, database: Database) -> Citizen:
    return Citizen(client, new_conversation(database))


def ask(citizen: Citizen, moment: str = "before") -> Any:
    return citizen.client.get(f"/v1/wellbeing/{citizen.triage}", params={"moment": moment}).json()


def answer(citizen: Citizen, question: str, value: int, moment: str = "before") -> httpx.Response:
    body = {"moment": moment, "question": question, "value": value}
    return citizen.client.post(f"/v1/wellbeing/{citizen.triage}/answers", json=body)


def test_the_wording_is_that_of_the_office_for_national_statistics() -> None:
    assert [question.text for question in load_ons4().questions.values()] == [
        "Overall, how satisfied are you with your life nowadays?",
        "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        "Overall, how happy did you feel yesterday?",
        "Overall, how anxious did you feel yesterday?",
    ]
    assert load_ons4().intro == (
        "Next I would like to ask you four questions about your feelings on aspects of your life."
        " There are no right or wrong answers. For each of these questions I'd like you to give an"
        ' answer on a scale of 0 to 10, where 0 is "not at all" and 10 is "completely".'
    )


@pytest.mark.parametrize(
    ("question", "bands"),
    [
        ("satisfied", ["low"] * 5 + ["medium"] * 2 + ["high"] * 2 + ["very_high"] * 2),
        ("anxious", ["very_low"] * 2 + ["low"] * 2 + ["medium"] * 2 + ["high"] * 5),
    ],
)
def test_the_bands_are_those_of_the_office_for_national_statistics(
    question: str, bands: list[str]
) -> None:
    assert [load_ons4().questions[question].band(value) for value in range(11)] == bands


def test_four_questions_one_after_the_other_and_no_total(citizen: Citizen) -> None:
    following = ask(citizen)["next"]
    assert following["intro"].startswith("Next I would like")
    asked = []
    while following["question"]:
        asked.append(following["question"])
        following = created(answer(citizen, asked[-1], 7))
        assert following["intro"] is None
    assert asked == ["satisfied", "worthwhile", "happy", "anxious"]
    view = ask(citizen)
    assert set(view) == {"answers", "next"}
    assert [each["band"] for each in view["answers"]] == ["high", "high", "high", "high"]
    assert ask(citizen, "after")["next"]["question"] == "satisfied"


def test_an_answer_again_takes_the_place_of_the_first(citizen: Citizen) -> None:
    answer(citizen, "happy", 3)
    answer(citizen, "happy", 8)
    answer(citizen, "happy", 5, "after")
    kept = [(each["moment"], each["value"]) for each in ask(citizen)["answers"]]
    assert sorted(kept) == [("after", 5), ("before", 8)]


@pytest.mark.parametrize(
    ("question", "value", "offered"),
    [("happy", 0, True), ("happy", 2, True), ("happy", 3, False), ("anxious", 10, True),
     ("anxious", 0, False), ("satisfied", 1, True)],
)  # fmt: skip
def test_a_very_low_answer_brings_an_offer(
    citizen: Citizen, question: str, value: int, offered: bool
) -> None:
    assert created(answer(citizen, question, value))["offer_help"] is offered


@pytest.mark.parametrize("value", [-1, 11, 300])
def test_a_value_that_is_not_on_the_scale_is_refused(citizen: Citizen, value: int) -> None:
    detail = refused(answer(citizen, "happy", value), 422, "ValueOutsideScale")
    assert f"'{value}'" in detail
    assert "0 to 10" in detail


def test_an_unknown_question_is_refused(citizen: Citizen) -> None:
    refused(answer(citizen, "rich", 5), 404, "WellbeingQuestionNotFound")


@pytest.mark.parametrize(
    "said", ["I'm 15 and lonely", "my mum is lonely", "I'm at school and being bullied"]
)
def test_neither_children_nor_anybody_by_proxy_is_asked(citizen: Citizen, said: str) -> None:
    citizen.tell(said, "loneliness")
    assert ask(citizen)["next"] is None
    refused(answer(citizen, "happy", 5), 409, "NotToBeAsked")


def test_young_people_of_sixteen_are_asked(citizen: Citizen) -> None:
    citizen.tell("I'm 16 and lonely", "loneliness")
    assert ask(citizen)["next"]["question"] == "satisfied"
