"""The engine logs as the other processes do, and never a person's words."""

import json
import logging
from typing import Iterator

import pytest
import rasa.__main__
import rasa.utils.io
import structlog

from bot.engine import logs


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)
    structlog.reset_defaults()


def test_json_lines_name_the_process(monkeypatch, capsys) -> None:
    monkeypatch.setenv("SIGNPOST_LOG_FORMAT", "json")
    logs.configure()
    structlog.get_logger("bot.engine").info("engine.ready", model="m")
    logging.getLogger("rasa.core").error("Something broke")
    seen = capsys.readouterr()
    lines = [json.loads(line) for line in seen.out.splitlines()]
    assert [(line["process"], line["event"], line["level"]) for line in lines] == [
        ("engine", "engine.ready", "info"),
        ("engine", "Something broke", "error"),
    ]
    assert seen.err == ""


def test_rasa_never_logs_what_people_say(monkeypatch, capsys) -> None:
    monkeypatch.setenv("SIGNPOST_LOG_LEVEL", "DEBUG")
    logs.configure()
    structlog.get_logger("rasa.core.processor").debug("message.parse", text="my words")
    logging.getLogger("rasa.core.processor").info("my words")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("level", "seen"), [("ERROR", 0), ("INFO", 1)])
def test_the_level_is_the_one_that_was_set(monkeypatch, capsys, level: str, seen: int) -> None:
    monkeypatch.setenv("SIGNPOST_LOG_LEVEL", level)
    logs.configure()
    logging.getLogger("bot.engine").info("engine.ready")
    assert len(capsys.readouterr().out.splitlines()) == seen


def test_rasas_own_set_up_is_replaced(capsys) -> None:
    logs.install()
    rasa.utils.io.configure_colored_logging("DEBUG")
    rasa.__main__.configure_structlog(logging.DEBUG)
    assert len(logging.getLogger().handlers) == 1
    logging.getLogger("rasa").debug("my words")
    assert capsys.readouterr().out == ""
