"""Signals say how far along something is, and what a negation turns round."""

import pytest

from bot.engine.language import build_language
from bot.engine.normalise import build_normaliser, load_words
from bot.engine.signals import SignalReader

READER = SignalReader(build_language(), build_normaliser())


def _signals(text: str) -> list[str]:
    return READER.read(build_normaliser().words(build_language().make_doc(text)))


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("it was discussed", "TALK"),
        ("we are planning it", "PLAN"),
        ("they have begun", "START"),
        ("the pilot is running", "BUILD"),
        ("it is routine", "ROUTINE"),
        ("it was scrapped", "STOP"),
        ("half the practices", "COVERAGE"),
        ("it would survive a restructure", "SURVIVE"),
    ],
)
def test_finds_the_signal_in_any_form_of_the_word(text: str, signal: str) -> None:
    assert signal in _signals(text)


def test_a_negation_turns_the_signals_after_it_round() -> None:
    assert "NOT-START" in _signals("it has not been started")
    assert "START" not in _signals("it has not been started")


def test_a_negation_ends_with_its_clause() -> None:
    assert "START" in _signals("not yet, we started last week")


def test_every_signal_of_the_table_is_found_by_each_of_its_phrases() -> None:
    for signal, phrases in load_words("signals")["signals"].items():
        for phrase in phrases.get("exact", []):
            assert any(found.endswith(signal) for found in _signals(str(phrase))), phrase
