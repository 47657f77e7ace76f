"""What could not be stored is remembered for a day at most, and for so many people at most."""

import pytest

from api.chat import unkept
from api.chat.unkept import Unkept
from api.safety.finding import Category
from api.safety.staying import Stay
from tests.api.chat.fakes import Clock

DAY = 24 * 60 * 60
STAY = Stay(category=Category.CRISIS)


def test_it_is_remembered_for_a_day_after_the_last_word() -> None:
    clock = Clock()
    kept = Unkept(clock)
    kept.remember("first", STAY)
    kept.remember("second", STAY)
    clock.pass_time(DAY / 2)
    kept.remember("first", STAY)
    clock.pass_time(DAY / 2 + 1)
    assert (kept.recall("first"), kept.recall("second")) == (STAY, None)


def test_the_oldest_is_let_go_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unkept, "_MOST", 2)
    kept = Unkept(Clock())
    for name in ("a", "b", "c"):
        kept.remember(name, STAY)
    assert [kept.recall(name) for name in ("a", "b", "c")] == [None, STAY, STAY]


def test_only_what_was_stored_is_forgotten() -> None:
    kept = Unkept(Clock())
    kept.remember("one", STAY)
    kept.remember("one", newer := STAY.at("S6"))
    kept.forget("one", STAY)
    assert kept.recall("one") is newer
    kept.forget("one", newer)
    assert kept.recall("one") is None
