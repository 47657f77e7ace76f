"""What each process is started with."""

from api.config import Settings
from bot.launch.action_server import action_app
from bot.launch.model import engine_environment


def test_the_engine_logs_as_the_settings_say():
    environment = engine_environment(Settings(log_format="json", log_level="ERROR"))
    assert environment["SIGNPOST_LOG_FORMAT"] == "json"
    assert environment["SIGNPOST_LOG_LEVEL"] == "ERROR"


def test_the_action_server_offers_what_the_engine_asks_for():
    routes = {(route.path, *sorted(route.methods)) for route in action_app().router.routes}
    assert {("webhook", "POST"), ("health", "GET")} <= routes
