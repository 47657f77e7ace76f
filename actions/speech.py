"""How actions speak: by the keys of the domain's responses, with the state of the conversation."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.buttons import Button, answer_buttons
from api.assessments.schemas import Position, Question
from api.config import get_settings


class Speech:
    """Utters responses by key and lets the channels know where the conversation stands."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        self._dispatcher = dispatcher

    def say(
        self,
        key: str,
        *,
        buttons: Sequence[Button] = (),
        custom: dict[str, Any] | None = None,
        **values: Any,
    ) -> None:
        """Utter the response ``key`` of the domain, its placeholders filled from ``values``."""
        self._dispatcher.utter_message(
            response=key, buttons=list(buttons), json_message=custom, **values
        )

    def ask(self, position: Position) -> None:
        """Ask the question of a position, announcing a new domain first."""
        question = position.question
        if question is None:
            return
        if question.first_of_domain and question.number > 1 and not question.skipped_before:
            self.say("utter_domain", domain=question.domain)
        key = "utter_question_again" if question.skipped_before else "utter_question"
        self.say(
            key,
            buttons=answer_buttons(question),
            custom={
                "kind": "card",
                "card": {"type": "question", **question.model_dump(mode="json")},
                "state": assessment_state(question.statement, position),
            },
            number=question.number,
            code=question.statement,
            total=question.total,
            domain=question.domain,
            group=question.group,
            statement=question.text,
        )

    def show_result(self, position: Position, key: str = "utter_result", **values: Any) -> None:
        """Say that nothing is left to ask, and where the result can be seen."""
        url = get_settings().result_url(position.assessment.id)
        progress = position.progress.model_dump(mode="json")
        self.say(
            key,
            custom={
                "kind": "card",
                "card": {"type": "result", "url": url},
                "state": {"flow": None, "question": None, "progress": progress},
            },
            url=url,
            **{**progress, **values},
        )

    def unavailable(self) -> None:
        """Say that the API is away; the gateway lets the person send the message again."""
        self.say("utter_unavailable", custom={"failed": True})


def assessment_state(statement: str | None, position: Position) -> dict[str, Any]:
    """Give the conversation's state for the gateway (DESIGN: chat gateway, State)."""
    return {
        "flow": "assessment",
        "question": statement,
        "progress": position.progress.model_dump(mode="json"),
    }


def levels_text(question: Question) -> str:
    """List what each level means for this statement, one a line."""
    return "\n".join(
        f"{level.value} {level.name}: {level.descriptor or level.definition}"
        for level in question.levels
    )
