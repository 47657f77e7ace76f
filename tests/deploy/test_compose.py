"""The compose file starts what the code can serve, by settings that exist, without secrets."""

import json
import re
from typing import Any

import pytest
import yaml
from sqlalchemy import make_url

from api.config import ROOT, Settings
from bot.launch.processes import SERVE

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("api", "actions", "engine")
RELAYS = ("telegram_relay", "twilio_relay")
# Set by the start-up code for Rasa, which is no reader of our settings.
ENGINE_VARIABLES = {"SIGNPOST_ACTIONS_URL", "SIGNPOST_TRACKER_URL", "SIGNPOST_ENGINE_TOKEN"}
SECRETS = {
    "POSTGRES_PASSWORD",
    "SIGNPOST_API_KEY",
    "SIGNPOST_ENGINE_TOKEN",
    "SIGNPOST_REFERRAL_KEYS",
}


def _settings_variables() -> set[str]:
    return {f"SIGNPOST_{name.upper()}" for name in Settings.model_fields}


def test_every_process_of_the_product_and_its_database_is_there() -> None:
    assert set(SERVICES) == {"db", *OURS, *RELAYS}


@pytest.mark.parametrize("name", ["api", "actions", *RELAYS])
def test_commands_are_ones_that_can_be_served(name: str) -> None:
    command = SERVICES[name]["command"]
    assert command == ["serve", name]
    assert command[1] in SERVE


@pytest.mark.parametrize("name", ["api", "actions", *RELAYS])
def test_every_variable_is_a_setting(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= _settings_variables()


def test_the_engine_gets_what_its_endpoints_file_and_channel_read() -> None:
    variables = set(SERVICES["engine"]["environment"])
    assert variables == ENGINE_VARIABLES
    endpoints = (ROOT / "bot" / "engine" / "endpoints.yml").read_text()
    assert set(re.findall(r"\$\{(\w+)\}", endpoints)) <= variables


def test_the_settings_make_a_safe_production_start() -> None:
    environment = SERVICES["api"]["environment"]
    plain = {
        key.removeprefix("SIGNPOST_").lower(): re.sub(r"\$\{[^}]*\}", "x" * 40, value)
        for key, value in environment.items()
    }
    plain["public_url"] = "https://signpost.example.org"
    settings = Settings.model_validate(plain)
    assert settings.environment == "production"
    assert settings.demo is False


def test_ports_agree() -> None:
    api, actions, engine = (SERVICES[name]["environment"] for name in OURS)
    assert SERVICES["api"]["ports"] == [f"127.0.0.1:{api['SIGNPOST_PORT']}:8000"]
    assert actions["SIGNPOST_API_URL"] == f"http://api:{api['SIGNPOST_PORT']}"
    assert engine["SIGNPOST_ACTIONS_URL"] == (
        f"http://actions:{actions['SIGNPOST_ACTIONS_PORT']}/webhook"
    )
    dockerfile = (ROOT / "bot" / "engine" / "Dockerfile").read_text()
    engine_port = re.search(r'"--port", "(\d+)"', dockerfile)
    assert engine_port is not None
    assert api["SIGNPOST_ENGINE_URL"] == f"http://engine:{engine_port.group(1)}"


@pytest.mark.parametrize("name", OURS)
def test_a_service_is_asked_for_its_health_where_it_listens(name: str) -> None:
    asked = re.search(
        r"http://127\.0\.0\.1:(\d+)/", " ".join(SERVICES[name]["healthcheck"]["test"])
    )
    assert asked is not None
    environment = SERVICES[name]["environment"]
    if name == "engine":
        listens = SERVICES["api"]["environment"]["SIGNPOST_ENGINE_URL"].rpartition(":")[2]
    else:
        listens = environment["SIGNPOST_PORT" if name == "api" else "SIGNPOST_ACTIONS_PORT"]
    assert asked.group(1) == listens


def test_the_databases_are_the_ones_of_the_database_server() -> None:
    db = SERVICES["db"]["environment"]
    product = make_url(SERVICES["api"]["environment"]["SIGNPOST_DATABASE_URL"])
    tracker = make_url(SERVICES["engine"]["environment"]["SIGNPOST_TRACKER_URL"])
    for url in (product, tracker):
        assert (url.host, url.port, url.username) == ("db", 5432, db["POSTGRES_USER"])
        assert url.password == "${POSTGRES_PASSWORD}"
    assert product.database == db["POSTGRES_DB"]
    (mounted,) = (each for each in SERVICES["db"]["volumes"] if "initdb" in each)
    sql = (ROOT / mounted.split(":")[0]).read_text()
    assert f"CREATE DATABASE {tracker.database}" in sql


def test_every_placeholder_is_a_setting_or_the_database_password() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    names = set(re.findall(r"\$\{(\w+)", text))
    assert names <= _settings_variables() | {"POSTGRES_PASSWORD"}


def test_the_head_says_how_to_make_each_secret() -> None:
    head = (ROOT / "docker-compose.yml").read_text("utf-8").partition("\nname:")[0]
    for secret in SECRETS:
        assert f"{secret}=$(" in head, secret


@pytest.mark.parametrize("path", ["Dockerfile", "bot/engine/Dockerfile"])
def test_what_an_image_runs_is_in_it(path: str) -> None:
    text = (ROOT / path).read_text().replace("\\\n", " ")
    command = json.loads(re.findall(r"^CMD (\[.*\])", text, flags=re.MULTILINE)[-1])
    files = [part for part in command if part.endswith(".yml")]
    copied = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ")]
    sources = [source for each in copied for source in each if not source.startswith("--")]
    for file in files:
        assert (ROOT / file).exists()
        assert any(file.startswith(f"{source}/") for source in sources), file


def test_only_the_api_can_be_reached_from_outside() -> None:
    assert [name for name in SERVICES if "ports" in SERVICES[name]] == ["api"]
    outside = [name for name in SERVICES if "front" in SERVICES[name]["networks"]]
    assert outside == ["api", *RELAYS]
    assert COMPOSE["networks"]["back"]["internal"] is True


@pytest.mark.parametrize("name", RELAYS)
def test_a_relay_starts_only_when_asked_for_and_sees_nothing_but_the_api(name: str) -> None:
    assert SERVICES[name]["profiles"]
    assert SERVICES[name]["networks"] == ["front"]
    port = SERVICES[name]["environment"][f"SIGNPOST_{name.split('_', maxsplit=1)[0].upper()}_PORT"]
    assert f"127.0.0.1:{port}/healthz" in " ".join(SERVICES[name]["healthcheck"]["test"])


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_says_when_it_is_healthy(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


def test_no_secret_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    for secret in SECRETS:
        uses = re.findall(r"\$\{" + secret + r"([^}]*)\}", text)
        assert uses
        assert all(use == "" or use.startswith(":?") for use in uses), secret
        assert any(use.startswith(":?") for use in uses), secret


@pytest.mark.parametrize("path", ["Dockerfile", "bot/engine/Dockerfile"])
def test_images_do_not_run_as_root(path: str) -> None:
    instructions = (ROOT / path).read_text().splitlines()
    last_stage = instructions[max(i for i, x in enumerate(instructions) if x.startswith("FROM")) :]
    assert "USER signpost" in last_stage


@pytest.mark.parametrize("path", ["Dockerfile", "bot/engine/Dockerfile"])
def test_images_copy_only_what_exists(path: str) -> None:
    for line in (ROOT / path).read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            *sources, _target = line.split()[1:]
            assert all((ROOT / source).exists() for source in sources), line
