"""What citizens ask or say beside the triage's questions, and what only looks like it."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.asides import (
    Asides,
    asks_a_thing,
    found_in,
    number_of,
    outcome_said,
    shrugs,
    wishes_a_break,
    wishes_more,
)
from actions.triage import NO, YES
from actions.triage_asides import DOES
from actions.triage_speech import ASKED
from api.signposting.schemas import Outcome

CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("asides.yml").read_text(encoding="utf-8")
)
ASIDES = Asides.load()


def asked() -> Iterator[tuple[str, str]]:
    for aside, texts in CASES["asks"].items():
        yield from ((text, aside) for text in texts)


@pytest.mark.parametrize(("text", "aside"), list(asked()))
def test_what_is_asked_beside_the_triage_is_known(text: str, aside: str) -> None:
    assert aside in [each.id for each in found_in(text).asides]


@pytest.mark.parametrize("text", CASES["nothing"])
def test_what_tells_something_or_answers_is_no_aside(text: str) -> None:
    assert [each.id for each in found_in(text).asides] == []


def test_every_aside_has_messages_an_answer_and_what_it_names() -> None:
    assert set(CASES["asks"]) == set(ASIDES.asides)
    for aside in ASIDES.asides.values():
        assert aside.answer or aside.does, aside.id
        assert aside.does is None or aside.does in DOES, aside.id
        assert (aside.then is None) == (aside.waits is None), aside.id
        assert aside.waits is None or (aside.waits in YES and aside.waits in NO), aside.id


def test_a_fact_of_the_health_service_says_where_it_was_read() -> None:
    told = re.compile(r"\b(?:GP|link worker|Citizens Advice|health visitor)\b")
    for aside in ASIDES.asides.values():
        if aside.answer and told.search(aside.answer):
            assert aside.source is not None, aside.id
            assert aside.source.startswith("https://"), aside.id


def test_every_question_has_easier_words() -> None:
    assert set(ASIDES.simpler) == set(ASKED)
    assert set(ASIDES.simpler_without_ringing) < set(ASKED)


def test_whom_ringing_is_no_way_for_is_not_told_to_ring() -> None:
    of_ringing = re.compile(r"\b(?:ring|call|phone)\b(?! for you)")
    said = [*ASIDES.simpler_without_ringing.values(), ASIDES.asides["no_help"].then_without_ringing]
    assert not [text for text in said if of_ringing.search(text or "")]


def test_what_is_answered_is_short_and_plain() -> None:
    asides = ASIDES.asides.values()
    said = [a.said(after=after) for a in asides for after in (False, True)]
    said += list(ASIDES.simpler.values())
    said += list(ASIDES.simpler_without_ringing.values())
    said += [aside.said(cannot_ring=True) for aside in asides]
    for text in filter(None, said):
        for sentence in re.split(r"(?<=[.?!:])\s", text):
            assert len(sentence.split()) <= 22, sentence
        assert len(text.split()) <= 36, text
        assert text.count("?") <= 1, text


def test_the_rest_of_a_message_is_kept_for_the_triage() -> None:
    found = found_in("I dont know what you mean. I am new to these phones")
    assert [each.id for each in found.asides] == ["puzzled"]
    assert found.rest == "I am new to these phones"
    both = found_in("Is it free? I'm lonely. And what's a link worker?")
    assert [each.id for each in both.asides] == ["cost", "link_worker"]
    assert both.rest == "I'm lonely"


@pytest.mark.parametrize(
    "text",
    [
        "the the the " * 200,
        "please " * 300 + "x",
        "show me the list list list things places again again " * 40,
        "so really very just fucking bloody " * 50,
        "?!.,;" * 500,
    ],
)
def test_reading_a_long_message_costs_no_more_than_its_length(text: str) -> None:
    quarter, whole = _seconds_of_work(text[: len(text) // 4]), _seconds_of_work(text)
    assert whole < 12 * max(quarter, 0.02)


def _seconds_of_work(text: str) -> float:
    start = time.process_time()
    found_in(text)
    outcome_said(text)
    wishes_more(text)
    return time.process_time() - start


def test_a_number_is_found_by_the_name_of_a_national_service() -> None:
    assert number_of("whats the number for the samaritans") == "Samaritans: 116 123"
    assert number_of("have you got a number for childline please") == "Childline: 0800 1111"
    assert number_of("have you got a number") is None


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("I rang them yesterday", Outcome.WENT),
        ("yes i went, it was lovely", Outcome.WENT),
        ("going well thanks", Outcome.WENT),
        ("not yet", Outcome.NOT_YET),
        ("I forgot", Outcome.NOT_YET),
        ("nobody answered the phone", Outcome.NOT_YET),
        ("changed my mind", Outcome.NOT_GOING),
        ("it's not for me", Outcome.NOT_GOING),
        ("can I see the list again", None),
        ("my dog died", None),
    ],
)
def test_how_it_went_is_read_from_words(text: str, outcome: Outcome | None) -> None:
    assert outcome_said(text) is outcome


@pytest.mark.parametrize(
    ("text", "is_wish"),
    [
        ("I need a break", True),
        ("I meant for me, I need a break", True),
        ("we could do with some time off", True),
        ("mum needs a rest", True),
        ("I need to stop", False),
        ("stop", False),
        ("that's enough for now", False),
        ("I want to finish", False),
        ("I need to go", False),
        ("take a break", False),
    ],
)
def test_a_wish_is_told_from_a_wish_to_stop(text: str, is_wish: bool) -> None:
    assert wishes_more(text) is is_wish


def test_a_break_is_told_from_other_wishes() -> None:
    assert wishes_a_break("I need some time to myself")
    assert not wishes_a_break("I need a job")


@pytest.mark.parametrize("text", ["what is a PIP form", "when is bin day", "who is the mayor"])
def test_a_question_about_some_thing_is_known(text: str) -> None:
    assert asks_a_thing(text)


@pytest.mark.parametrize(
    "text", ["why do you ask", "why", "what do you need that for", "what can I say", "help"]
)
def test_why_and_what_can_be_said_are_no_such_question(text: str) -> None:
    assert not asks_a_thing(text)


@pytest.mark.parametrize(
    "text", ["whatever", "you tell me", "Oh, up to you mate", "idc", "I don't really care", "meh"]
)
def test_what_is_all_the_same_to_somebody_is_known(text: str) -> None:
    assert shrugs(text)


@pytest.mark.parametrize(
    "text",
    ["whatever is near", "you tell me where", "I don't care for my mum any more", "I don't know"],
)
def test_what_says_something_is_no_shrug(text: str) -> None:
    assert not shrugs(text)
