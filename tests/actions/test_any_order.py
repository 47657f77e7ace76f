"""Whatever a person does, and in whatever order: nothing is lost, and the place is found again."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.assessment import HANDLERS
from actions.closed import reply
from actions.requested import REQUESTS
from api.config import ROOT
from tests.actions.conftest import Sit
from tests.actions.sitting import Sitting

CODES = [f"N1{letter}" for letter in "abcdefgh"] + ["N2a", "N3a", "N4Eb", "N5c"]
NEVER = {"utter_unavailable", "utter_not_understood"}
SIDE_STEPS = [
    "explain",
    "levels",
    "whats_left",
    "review",
    "figures",
    "disagreements",
    "skipped",
    "dont_knows",
    "five_minutes",
    "everything",
    "routed",
    "how_sure",
    "last_question",
    "finish",
]


@dataclass
class Expected:
    """What the API should hold, by the simplest rules, and what an undo would bring back."""

    answers: dict[str, Any] = field(default_factory=dict)
    undo: tuple[str, Any] | None = None

    def put(self, statement: str, answer: Any) -> None:
        self.undo = (statement, self.answers.get(statement))
        self._set(statement, answer)

    def take_back(self) -> None:
        if self.undo is not None:
            statement, before = self.undo
            self._set(statement, None if before == "skipped" else before)
            self.undo = None

    def _set(self, statement: str, answer: Any) -> None:
        self.answers.pop(statement, None)
        if answer is not None:
            self.answers[statement] = answer


def _level(talk: Sitting, expected: Expected, level: int) -> None:
    asked = talk.asked
    talk.say(f"level_{level}", str(level), level=level)
    if asked is not None:
        expected.put(asked, level)


def _inferred(talk: Sitting, expected: Expected, level: int, *, agreed: bool) -> None:
    asked = talk.asked
    talk.say(f"level_{level}", "it comes up at every meeting")
    if asked is None:
        return
    assert talk.answers() == expected.answers
    talk.say("affirm" if agreed else "deny")
    if agreed:
        expected.put(asked, level)


def _other(talk: Sitting, expected: Expected, kind: str) -> None:
    asked = talk.asked
    talk.say({"skipped": "skip"}.get(kind, kind))
    before = expected.answers.get(asked or "", "skipped")
    if asked is None or (kind == "skipped" and before != "skipped"):
        return
    if isinstance(before, int):
        assert talk.answers() == expected.answers
        talk.say("affirm")
    expected.put(asked, kind)


def _change(talk: Sitting, expected: Expected, what: tuple[str, int]) -> None:
    code, level = what
    talk.say("change_answer", f"change {code} to {level}")
    expected.put(code, level)


def _hand_over(talk: Sitting, expected: Expected, role: str) -> None:
    asked = talk.asked
    talk.ask_for("hand_over", about=role)
    if asked is not None:
        expected.undo = None


def _undo(talk: Sitting, expected: Expected, _: None) -> None:
    talk.ask_for("undo")
    expected.take_back()


def _ask_for(talk: Sitting, expected: Expected, request: str) -> None:
    talk.ask_for(request)
    if talk.said[-1] == "utter_result":
        # Whoever is done has nothing left to undo.
        expected.undo = None


def _reopen(talk: Sitting, expected: Expected, _: None) -> None:
    talk.open()
    expected.undo = None


DOING: dict[str, Callable[[Sitting, Expected, Any], None]] = {
    "level": _level,
    "infer": partial(_inferred, agreed=True),
    "misread": partial(_inferred, agreed=False),
    "other": _other,
    "change": _change,
    "hand_over": _hand_over,
    "ask_for": _ask_for,
    "go_to": lambda talk, _, what: talk.ask_for("go_to", about=what),
    "undo": _undo,
    "reopen": _reopen,
    **{
        intent: lambda talk, _, __, intent=intent: talk.say(intent)
        for intent in ("back", "pause", "resume")
    },
}

STEPS = st.one_of(
    st.tuples(st.sampled_from(["level", "infer", "misread"]), st.integers(1, 4)),
    st.tuples(st.just("other"), st.sampled_from(["skipped", "dont_know", "not_applicable"])),
    st.tuples(st.just("change"), st.tuples(st.sampled_from(CODES), st.integers(1, 4))),
    st.tuples(st.just("go_to"), st.sampled_from([*CODES, "digital", "workforce"])),
    st.tuples(st.just("hand_over"), st.sampled_from(["digital lead", "practice manager"])),
    st.tuples(st.just("ask_for"), st.sampled_from(SIDE_STEPS)),
    st.tuples(st.sampled_from(["undo", "back", "pause", "resume", "reopen"]), st.none()),
)


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, min_size=6, max_size=14))
def test_no_answer_is_lost_and_the_place_is_found(sit: Sit, steps: list[tuple[str, Any]]) -> None:
    talk, expected = sit(partner_type="link_worker", role="Link worker"), Expected()
    talk.open()
    for step in steps:
        verb, what = step
        DOING[verb](talk, expected, what)
        assert talk.said, f"nothing was said to {step}"
        assert not NEVER & set(talk.said), f"{talk.said} to {step}"
        assert talk.answers() == expected.answers, f"after {step}"
    _is_found_again(talk)


_TEXTS = [
    row["text"]
    for name in ("answers", "commands", "needs", "recording")
    for row in yaml.safe_load((ROOT / f"tests/nlu/evaluation/{name}.yml").read_text("utf-8"))
]
_NAMED = re.compile(
    r"\d|\b(?:one|two|three|four|five|emerg\w*|develop\w*|matur\w*|embed\w*)\b", re.IGNORECASE
)
UNNAMED = [text for text in _TEXTS if not _NAMED.search(text)]
# Whatever the engine takes a message for, short of a level that its rule found named.
INTENTS = [*HANDLERS, "nlu_fallback", "out_of_scope"]
# These show a statement, and to take back what was said is what they are for.
_TAKES_BACK = frozenset({"undo"})
ASKED_FOR = [None, *sorted(set(REQUESTS) - _TAKES_BACK - {"hand_over"})]


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.sampled_from(UNNAMED),
    intent=st.sampled_from(INTENTS),
    request=st.sampled_from(ASKED_FOR),
    goes_back=st.booleans(),
    waits=st.booleans(),
)
def test_no_level_changes_without_one_that_is_named(
    sit: Sit, text: str, intent: str, request: str | None, *, goes_back: bool, waits: bool
) -> None:
    talk = sit()
    talk.open()
    talk.say("level_4", "4", level=4)
    if goes_back:
        talk.say("back")
    if waits:
        talk.say("level_2", "it comes up at every meeting of ours")
    about = {} if request is None else {"request": request, "about": "fairly"}
    talk.say(intent, text, **about)
    levels = {key: value for key, value in talk.answers().items() if isinstance(value, int)}
    is_agreed = waits and (reply(text) == "affirm" or request == "confidence")
    assert levels == {"N1a": 4} or is_agreed


def _is_found_again(talk: Sitting) -> None:
    """Wherever the person is, going on leads to what is open, or to being asked if that is all."""
    talk.say("resume", "carry on")
    position = talk.position()
    open_ones = position["status"] == "question" and not position["question"]["skipped_before"]
    on_a_tour = bool(talk.slots.get("tour"))
    if open_ones or on_a_tour:
        assert talk.asked is not None
        assert on_a_tour or talk.asked == position["question"]["statement"]
    else:
        assert talk.said[-1] in {"utter_closing", "utter_result"}
