"""What runs on CI may not skip a group of tests."""

import configparser
import re
import tomllib

from api.config import ROOT

SERVICES = (ROOT / "scripts/ci-services.sh").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_group_of_tests_must_run_on_ci():
    markers = PROJECT["tool"]["pytest"]["ini_options"]["markers"]
    engine = configparser.ConfigParser()
    engine.read(ROOT / "bot/engine/pytest.ini", encoding="utf-8")
    markers += engine["pytest"]["markers"].strip().splitlines()
    groups = {marker.split(":")[0] for marker in markers}
    (required,) = re.findall(r'SIGNPOST_TEST_REQUIRE="(.*)"', SERVICES)
    assert set(required.split()) == groups


def test_every_tool_that_a_group_needs_is_installed_there():
    for tool in ("chromium", "npm ci", "initdb", "curl", "jq"):
        assert tool in SERVICES
