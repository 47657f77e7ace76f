"""The published figures are those of the screen as it is."""

from api.safety.report import PAGE, page
from api.safety.screen import Screen


def test_the_published_figures_are_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(Screen.load()), "run python -m api.safety.report"
