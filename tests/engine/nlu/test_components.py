"""Components learn, keep what they learnt, and say the same after loading."""

from typing import Any, Dict, List

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.engine.caution import CautiousClassifier
from bot.engine.intent_classifier import LinearIntentClassifier
from bot.engine.named_level import NamedLevelClassifier

TEXTS = ["the pilot began", "nobody has a plan", "please go back", "so lonely here"]


def _intent(message: Message) -> str:
    return message.get("intent")["name"]


def _values(message: Message, entity: str) -> List[Any]:
    return [item["value"] for item in message.get("entities") or [] if item["entity"] == entity]


def _ranked(*pairs: Any) -> Dict[str, Any]:
    ranking = [{"name": name, "confidence": confidence} for name, confidence in pairs]
    return {"intent": ranking[0], "intent_ranking": ranking}


def test_the_classifier_says_the_same_after_loading(workbench: Any) -> None:
    trained = workbench.make(LinearIntentClassifier)
    trained.train(workbench.training_data())
    before = trained.process([workbench.message(text) for text in TEXTS])
    loaded = workbench.load(LinearIntentClassifier)
    after = loaded.process([workbench.message(text) for text in TEXTS])
    assert [_intent(message) for message in after] == [_intent(message) for message in before]
    assert after[0].get("intent_ranking") == before[0].get("intent_ranking")


def test_training_twice_gives_the_same_confidences(workbench: Any) -> None:
    rankings = []
    for _ in range(2):
        classifier = workbench.make(LinearIntentClassifier)
        classifier.train(workbench.training_data())
        [message] = classifier.process([workbench.message("it has been planned")])
        rankings.append(message.get("intent_ranking"))
    assert rankings[0] == rankings[1]


def test_the_classifier_learns(workbench: Any) -> None:
    classifier = workbench.make(LinearIntentClassifier)
    classifier.train(workbench.training_data())
    messages = classifier.process(
        [workbench.message("can you go back"), workbench.message("it is under discussion")]
    )
    assert [_intent(message) for message in messages] == ["back", "level_2"]
    ranking = messages[0].get("intent_ranking")
    assert sum(item["confidence"] for item in ranking) == pytest.approx(1.0)


def test_a_flow_makes_some_intents_less_likely(workbench: Any) -> None:
    settings = {"unlikely": {"assessment": {"find_support": 0.0}}}
    workbench.make(LinearIntentClassifier).train(workbench.training_data())
    classifier = workbench.load(LinearIntentClassifier, **settings)
    outside = workbench.message("no food")
    inside = workbench.message("no food", metadata={"flow": "assessment"})
    classifier.process([outside, inside])
    assert _intent(outside) == "find_support"
    assert _intent(inside) != "find_support"


def test_an_intent_may_be_less_likely_outside_of_any_flow(workbench: Any) -> None:
    settings = {"unlikely": {"none": {"find_support": 0.0}}}
    workbench.make(LinearIntentClassifier).train(workbench.training_data())
    classifier = workbench.load(LinearIntentClassifier, **settings)
    outside = workbench.message("no food")
    inside = workbench.message("no food", metadata={"flow": "triage"})
    classifier.process([outside, inside])
    assert _intent(outside) != "find_support"
    assert _intent(inside) == "find_support"


def test_a_message_without_words_has_no_intent(workbench: Any) -> None:
    classifier = workbench.make(LinearIntentClassifier)
    classifier.train(workbench.training_data())
    message = workbench.message("")
    workbench.make(CautiousClassifier).process(classifier.process([message]))
    assert _intent(message) == "nlu_fallback"


@pytest.mark.parametrize(
    ("ranking", "intent"),
    [
        ([("level_2", 0.9), ("level_1", 0.05)], "level_2"),
        ([("level_2", 0.45), ("level_1", 0.44)], "clarify"),
        ([("level_2", 0.19), ("back", 0.15), ("level_1", 0.1)], "nlu_fallback"),
        ([("back", 0.3), ("level_1", 0.28)], "back"),
        ([("back", 0.1), ("level_1", 0.08)], "nlu_fallback"),
    ],
)
def test_what_is_doubtful_is_asked(workbench: Any, ranking: Any, intent: str) -> None:
    message = workbench.message("words", **_ranked(*ranking))
    workbench.make(CautiousClassifier).process([message])
    assert _intent(message) == intent
    assert message.get("intent_ranking")[0]["name"] == intent


def test_a_denied_level_is_not_guessed(workbench: Any) -> None:
    ranked = _ranked(("level_4", 0.8), ("level_1", 0.1), ("level_2", 0.02))
    message = workbench.message("no longer embedded", **ranked)
    workbench.make(CautiousClassifier).process([message])
    assert _intent(message) == "level_1"
    assert "level_4" not in [one["name"] for one in message.get("intent_ranking")]


def test_a_denied_level_beside_which_nothing_is_likely_is_asked_about(workbench: Any) -> None:
    message = workbench.message("far from embedded", **_ranked(("level_4", 0.9)))
    workbench.make(CautiousClassifier).process([message])
    assert _intent(message) == "clarify"


def test_a_denied_level_leaves_another_intent_as_it_is(workbench: Any) -> None:
    ranked = _ranked(("change_answer", 0.9), ("level_4", 0.05))
    message = workbench.message("I take that back, not embedded", **ranked)
    workbench.make(CautiousClassifier).process([message])
    assert _intent(message) == "change_answer"


@pytest.mark.parametrize(("flow", "intent"), [("assessment", "clarify"), (None, "pause")])
def test_what_leaves_the_question_needs_more(workbench: Any, flow: Any, intent: str) -> None:
    needs_more = {"assessment": {"pause": 0.5}}
    ranked = _ranked(("pause", 0.4), ("level_2", 0.3))
    message = workbench.message("on hold", metadata={"flow": flow}, **ranked)
    workbench.make(CautiousClassifier, needs_more=needs_more).process([message])
    assert _intent(message) == intent


@pytest.mark.parametrize(
    ("text", "names"),
    [("embeded", ["embedded"]), ("level 4, embedded", []), ("the third option", []), ("4", [])],
)
def test_a_level_that_is_told_only_by_its_name_says_so(
    workbench: Any, text: str, names: List[str]
) -> None:
    message = workbench.message(text, **_ranked(("level_4", 0.9)))
    workbench.make(NamedLevelClassifier).process([message])
    assert _values(message, "level_name") == names


def test_a_named_level_is_certain_and_carries_the_entity_and_the_note(workbench: Any) -> None:
    text = "3, pilot in two practices since May"
    message = workbench.message(text, **_ranked(("level_2", 0.5)))
    workbench.make(NamedLevelClassifier).process([message])
    assert message.get("intent") == {"name": "level_3", "confidence": 1.0}
    level, note = message.get("entities")
    assert (level["entity"], level["value"], level["extractor"]) == (
        "level",
        3,
        "NamedLevelClassifier",
    )
    assert (note["entity"], note["value"]) == ("note", "pilot in two practices since May")
    assert text[note["start"] : note["end"]] == note["value"]


def test_an_inferred_level_never_carries_the_entity(workbench: Any) -> None:
    message = workbench.message("we have begun in 2 practices", **_ranked(("level_3", 0.9)))
    workbench.make(NamedLevelClassifier).process([message])
    assert _intent(message) == "level_3"
    assert _values(message, "level") == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("change N1c to 3", 3),
        ("make the last one a 2", 2),
        ("change the supervision one from 2 to 4", 4),
        ("the one before should be embedded", 4),
    ],
)
def test_a_correction_keeps_its_intent_and_gets_the_level(
    workbench: Any, text: str, level: int
) -> None:
    message = workbench.message(text, **_ranked(("change_answer", 0.9)))
    workbench.make(NamedLevelClassifier).process([message])
    assert _intent(message) == "change_answer"
    assert _values(message, "level") == [level]


def test_a_correction_without_a_level_gets_none(workbench: Any) -> None:
    message = workbench.message("change the last one", **_ranked(("change_answer", 0.9)))
    workbench.make(NamedLevelClassifier).process([message])
    assert _values(message, "level") == []


@pytest.mark.parametrize("guess", ["level_3", "nlu_fallback"])
def test_two_levels_at_once_are_asked_about(workbench: Any, guess: str) -> None:
    message = workbench.message("between a 2 and a 3", **_ranked((guess, 0.9)))
    workbench.make(NamedLevelClassifier).process([message])
    assert _intent(message) == "clarify"
    assert _values(message, "level") == []


def test_two_levels_in_a_question_leave_its_intent(workbench: Any) -> None:
    message = workbench.message("is there a 2 or 3", **_ranked(("explain", 0.9)))
    workbench.make(NamedLevelClassifier).process([message])
    assert _intent(message) == "explain"
