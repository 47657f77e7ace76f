"""Run Rasa with this project's logs and levers in place: ``python -m bot.engine run|train|…``."""

from bot.engine import logs


def main() -> None:
    """Set up the logs before Rasa is imported, for its libraries warn while they are."""
    logs.configure()
    from rasa.__main__ import main as run_rasa  # noqa: PLC0415

    from bot.engine import event_types, graph_run, remote_actions  # noqa: PLC0415

    logs.install()
    for levers in (event_types, graph_run, remote_actions):
        levers.install()
    run_rasa()


if __name__ == "__main__":
    main()
