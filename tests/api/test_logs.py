"""Logs of every process: one format, one stream, from the level that the settings name."""

import json
import logging

import pytest
import structlog

from api.config import Settings
from api.logs import configure_logs


@pytest.fixture(autouse=True)
def as_before():
    """Leave the logging of the other tests alone."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def test_json_names_the_process_in_every_line(capsys: pytest.CaptureFixture[str]):
    configure_logs(Settings(log_format="json"), "actions")
    structlog.get_logger().info("answer.saved", statement="N1a")
    logging.getLogger("some.library").warning("Beware of %s", "this")
    seen = capsys.readouterr()
    assert seen.err == ""
    lines = [json.loads(line) for line in seen.out.splitlines()]
    assert [line["event"] for line in lines] == ["answer.saved", "Beware of this"]
    assert {line["process"] for line in lines} == {"actions"}
    assert all({"level", "timestamp"} <= set(line) for line in lines)


def test_the_console_leaves_the_process_to_the_prefix(capsys: pytest.CaptureFixture[str]):
    configure_logs(Settings(), "actions")
    logging.getLogger("some.library").warning("Beware")
    seen = capsys.readouterr()
    assert seen.err == ""
    assert "Beware" in seen.out
    assert "actions" not in seen.out


@pytest.mark.parametrize(("level", "seen"), [("DEBUG", 2), ("ERROR", 0)])
def test_the_level_of_the_settings_is_kept(
    capsys: pytest.CaptureFixture[str], level: str, seen: int
):
    configure_logs(Settings(log_level=level), "api")
    structlog.get_logger().debug("fine.detail")
    logging.getLogger("some.library").debug("Fine detail")
    assert len(capsys.readouterr().out.splitlines()) == seen


def test_libraries_that_would_name_conversations_stay_quiet(capsys: pytest.CaptureFixture[str]):
    configure_logs(Settings(log_level="DEBUG"), "api")
    logging.getLogger("httpx").info("GET /v1/secret")
    logging.getLogger("httpcore").debug("connect")
    assert capsys.readouterr().out == ""
