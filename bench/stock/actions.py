"""The stock bot's action server: Rasa's own form validation, one slot a question."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction


class ValidateSurveyForm(FormValidationAction):
    """Accepts a level from 1 to 4 for the slot that was asked."""

    def name(self) -> str:
        """Rasa's name for the form's validation."""
        return "validate_survey_form"

    async def validate(
        self,
        dispatcher: CollectingDispatcher,  # noqa: ARG002 -- Rasa's signature
        tracker: Tracker,
        domain: dict[str, Any],  # noqa: ARG002
    ) -> list[dict[str, Any]]:
        """Keep what is a level and ask again for what is not."""
        slots = tracker.slots_to_validate()
        checked = {
            name: value if value in {"1", "2", "3", "4"} else None for name, value in slots.items()
        }
        return [
            {"event": "slot", "timestamp": None, "name": name, "value": value}
            for name, value in checked.items()
        ]
