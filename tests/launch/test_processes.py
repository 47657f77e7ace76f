"""What each process is started with."""

import socket
from pathlib import Path

import pytest

from api.config import Settings
from bot.launch.action_server import action_app
from bot.launch.local import free_ports
from bot.launch.model import engine_environment
from bot.launch.processes import SERVE, PortTaken, listens_at, require_free_ports, serve_api


def test_the_engine_logs_as_the_settings_say():
    environment = engine_environment(Settings(log_format="json", log_level="ERROR"))
    assert environment["SIGNPOST_LOG_FORMAT"] == "json"
    assert environment["SIGNPOST_LOG_LEVEL"] == "ERROR"


def test_the_action_server_offers_what_the_engine_asks_for():
    routes = {(route.path, *sorted(route.methods)) for route in action_app().router.routes}
    assert {("webhook", "POST"), ("health", "GET")} <= routes


def test_a_port_that_is_in_use_is_named_before_anything_is_started(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = Settings(data_dir=tmp_path / "data", port=port)
        for start in (require_free_ports, serve_api):
            with pytest.raises(PortTaken) as refused:
                start(settings)
            assert f"Port {port} of 127.0.0.1" in refused.value.detail
            assert "SIGNPOST_PORT" in refused.value.detail
    assert not (tmp_path / "data").exists()


RELAYS = {
    "telegram_port": {"telegram_token": "1:a"},
    "twilio_port": {"twilio_account_sid": "AC1"},
}


@pytest.mark.parametrize("port_of", RELAYS)
def test_a_relay_s_port_that_is_in_use_is_named_before_anything_is_started(port_of: str):
    start = SERVE[port_of.replace("_port", "_relay")]
    free = dict(zip(("port", "actions_port", "engine_port"), free_ports(3), strict=True))
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = {**free, port_of: other.getsockname()[1]}
        for refusing in (require_free_ports, start):
            with pytest.raises(PortTaken) as refused:
                refusing(Settings(**taken, **RELAYS[port_of]))
            assert f"SIGNPOST_{port_of.upper()}" in refused.value.detail
        # Nothing is wrong with it where the relay is not to run.
        require_free_ports(Settings(**taken))


def test_two_processes_on_one_port_are_refused():
    port, actions, engine = free_ports(3)
    ports = {"port": port, "actions_port": actions, "engine_port": engine}
    with pytest.raises(PortTaken) as refused:
        require_free_ports(Settings(**ports, twilio_account_sid="AC1", twilio_port=actions))
    assert "SIGNPOST_TWILIO_PORT" in refused.value.detail


def test_every_process_says_where_it_listens():
    places = [listens_at(Settings(), name) for name in SERVE]
    assert len({port for _, port, _ in places}) == len({setting for *_, setting in places}) == 5
    fields = {setting.removeprefix("SIGNPOST_").lower() for *_, setting in places}
    assert fields <= set(Settings.model_fields)


def test_free_ports_are_left_free():
    free = dict(zip(("port", "actions_port", "engine_port"), free_ports(3), strict=True))
    for _ in range(2):
        require_free_ports(Settings(**free))
