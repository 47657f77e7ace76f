"""The human sentence that comes before anything else."""

import re

import pytest

from actions.warmth import load_lines, warm_lines
from api.signposting.needs import Need
from api.triage.answers import About

FEELS = re.compile(r"\bI (?:feel|know how|understand|am sad|am worried|worry|care)\b|\bmy heart\b")


def said(text: str, *needs: Need, about: About = About.ME, before: tuple[str, ...] = ()) -> str:
    lines = warm_lines(needs, needs, text, about, said_before=before)
    return " ".join(line.about(about) for line in lines)


@pytest.mark.parametrize(
    ("text", "needs", "line"),
    [
        (
            "Hello. My wife died in March and the house is very quiet now",
            (Need.BEREAVEMENT, Need.LONELINESS),
            "I'm sorry about your wife. A quiet house is hard.",
        ),
        ("i've just lost my husband", (Need.BEREAVEMENT,), "I'm sorry about your husband."),
        ("my mum passed away", (Need.BEREAVEMENT,), "I'm sorry about your mum."),
        ("we lost our baby", (Need.BEREAVEMENT,), "I'm so sorry about your child."),
        ("my best mate died", (Need.BEREAVEMENT,), "They must have meant a lot to you."),
        ("grieving", (Need.BEREAVEMENT,), "I'm sorry for your loss."),
        (
            "since the funeral i see nobody",
            (Need.BEREAVEMENT, Need.LONELINESS),
            "I'm sorry for your loss. It's hard to be on your own after that.",
        ),
        ("skint and can't pay the rent", (Need.MONEY_DEBT, Need.HOUSING), "that's a lot."),
        ("I panic all the time", (Need.LOW_MOOD_ANXIETY,), "Worry that won't stop is tiring."),
        ("i got made redundant", (Need.WORK,), "I'm sorry about your job."),
        (
            "he hits me and I'm low",
            (Need.LOW_MOOD_ANXIETY, Need.DOMESTIC_ABUSE),
            "Nobody should treat you like that.",
        ),
    ],
)
def test_it_fits_what_was_told(text: str, needs: tuple[Need, ...], line: str) -> None:
    assert line in said(text, *needs)


@pytest.mark.parametrize("need", list(Need))
@pytest.mark.parametrize("about", list(About))
def test_there_is_one_for_every_need(need: Need, about: About) -> None:
    assert said("…", need, about=about)


def test_none_is_said_twice() -> None:
    first = warm_lines([Need.ALCOHOL], [Need.ALCOHOL], "I drink", About.ME)
    before = [line.id for line in first]
    assert first
    again = [Need.ALCOHOL, Need.GAMBLING]
    # The same words stand for another need: they were heard already.
    assert warm_lines([Need.GAMBLING], again, "I bet", About.ME, said_before=before) == []
    assert warm_lines([Need.FOOD], [*again, Need.FOOD], "hard up", About.ME, said_before=before)


def test_it_is_about_what_is_new() -> None:
    told = [Need.BEREAVEMENT, Need.HOUSING]
    lines = warm_lines([Need.HOUSING], told, "and my flat is damp", About.ME)
    assert [line.id for line in lines] == ["home"]


@pytest.mark.parametrize(
    "text", ["where is the food bank", "any walking groups round here", "is there a debt advisor"]
)
def test_whoever_only_looks_for_a_thing_hears_none(text: str) -> None:
    assert said(text, Need.FOOD) == ""


def test_every_sentence_is_short_and_pretends_no_feeling() -> None:
    for line in load_lines():
        for text in (line.me, line.about(About.THEM)):
            assert len(text.split()) <= 13, text
            assert not FEELS.search(text), text
            assert "?" not in text


def test_a_child_who_is_bullied_is_not_spoken_to_as_a_parent() -> None:
    told = [Need.PARENTING]
    for text in ("everyone at my school hates me", "they call me names", "I'm being bullied"):
        (line,) = warm_lines(told, told, text, About.ME)
        assert "children" not in line.me
    (line,) = warm_lines(told, told, "my kids won't listen to me", About.ME)
    assert line.me == "Bringing up children is hard work."
