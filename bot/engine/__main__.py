"""Run Rasa with this project's levers in place: ``python -m bot.engine run|train|…``."""

from rasa.__main__ import main

from bot.engine import remote_actions

if __name__ == "__main__":
    remote_actions.install()
    main()
