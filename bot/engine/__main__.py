"""Run Rasa with this project's levers in place: ``python -m bot.engine run|train|…``."""

from rasa.__main__ import main

from bot.engine.action_results import install_compiled_validator

if __name__ == "__main__":
    install_compiled_validator()
    main()
