"""The start says what it waits for, once for each change, and the addresses at the end."""

from api.config import Settings
from bot.launch.announcement import addresses, announce, waiting_for

READY = {"database": True, "engine": True}


def _announce(readiness: list[dict[str, object] | None]) -> list[str]:
    said: list[str] = []
    answers = iter(readiness)
    time = iter(range(1000))
    announce(
        Settings(),
        fetch=lambda: next(answers),
        example=lambda: None,
        sleep=lambda _: None,
        clock=lambda: float(next(time)) / 10,
        say=said.append,
    )
    return said


def test_names_what_is_missing() -> None:
    assert waiting_for(None) == ["api"]
    assert waiting_for({"database": True, "engine": False}) == ["engine"]
    assert waiting_for(dict(READY)) == []


def test_says_each_change_once_and_then_the_addresses() -> None:
    starting: dict[str, object] = {"database": True, "engine": False}
    said = _announce([None, None, None, starting, starting, dict(READY)])
    waiting = [line for line in said if line.startswith("Waiting")]
    assert [line.split(" (")[0] for line in waiting] == ["Waiting for: api", "Waiting for: engine"]
    assert "Ready." in said


def test_reminds_when_it_takes_long() -> None:
    said = _announce([None] * 300 + [dict(READY)])
    assert 2 <= len([line for line in said if line.startswith("Waiting")]) <= 8


def test_addresses_begin_with_the_public_one() -> None:
    settings = Settings(public_url="https://signpost.example.org/")
    lines = addresses(settings, None)
    assert any("https://signpost.example.org/" in line for line in lines)
    assert not any("example result" in line for line in lines)
    assert any(
        "https://signpost.example.org/assessments/a1" in x for x in addresses(settings, "a1")
    )
