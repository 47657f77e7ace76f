"""How actions speak: by the keys of the domain's responses, with the state of the conversation."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.buttons import Button, answer_buttons, changed_buttons, side_buttons
from actions.phrases import answer_in_words, phrase
from api.assessments.schemas import AnswerKind, HandedOver, Position, Question
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
        """Ask the question of a position, announcing a new domain and who passed it on first.

        Where the last round has an answer, only a change is asked about.
        """
        question = position.question
        if question is None:
            return
        if question.handed_over is not None:
            self._say_who_passed_it_on(question.handed_over)
        elif question.first_of_domain and question.number != 1 and not question.skipped_before:
            self.say("utter_domain", domain=question.domain)
        if is_about_change(question):
            self.show(position, buttons=side_buttons(question))
            self._ask_for_change(question)
        else:
            self.show(position)

    def show(self, position: Position, buttons: Sequence[Button] | None = None) -> None:
        """Show the statement of a position with the buttons that answer it, or with others."""
        question = position.question
        if question is None:
            return
        self.say(
            _question_key(question),
            buttons=answer_buttons(question) if buttons is None else buttons,
            custom={
                "kind": "card",
                "card": {"type": "question", **question.model_dump(mode="json", by_alias=True)},
                "state": assessment_state(question.statement, position),
            },
            place=place_of(question),
            number=question.number,
            code=question.statement,
            total=question.total,
            domain=question.domain,
            group=question.group,
            statement=question.in_paragraphs or question.text,
            levels=levels_text(question),
        )

    def _say_who_passed_it_on(self, handed_over: HandedOver) -> None:
        if handed_over.note:
            self.say("utter_handed_over_with_note", giver=handed_over.giver, note=handed_over.note)
        else:
            self.say("utter_handed_over", giver=handed_over.giver)

    def _ask_for_change(self, question: Question) -> None:
        last = question.last_round
        if last is None:
            return
        answer = answer_in_words(last)
        if last.note:
            answer = phrase("last_answer", answer=answer, note=last.note)
        self.say(
            "utter_ask_changed",
            buttons=changed_buttons(question.statement),
            round=last.round,
            answer=answer,
        )

    def show_result(self, position: Position, key: str = "utter_result", **values: Any) -> None:
        """Say that nothing is left to ask, and where the result can be seen."""
        url = get_settings().result_url(position.assessment.id)
        progress = progress_of(position)
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
    return {"flow": "assessment", "question": statement, "progress": progress_of(position)}


def progress_of(position: Position) -> dict[str, Any]:
    """Give how far a person is, with the minutes that are left."""
    progress = position.progress
    return {
        "answered": progress.answered,
        "total": progress.total,
        "minutes_left": position.minutes_left,
    }


def level_names(question: Question) -> dict[str, int]:
    """Give the levels of a statement by their case-folded names."""
    return {level.name.casefold(): level.value for level in question.levels}


def is_about_change(question: Question) -> bool:
    """Say whether an open statement was answered in the last round, so that "changed?" is asked."""
    last = question.last_round
    if last is None or question.answer is not None:
        return False
    return last.kind in (AnswerKind.LEVEL, AnswerKind.NOT_APPLICABLE)


def place_of(question: Question) -> str:
    """Say where a statement stands in the person's list, and its code; off the list its code alone.

    A number out of another total than that of the list would not be found by it.
    """
    key = "place_off_the_list" if question.number is None else "place"
    return phrase(key, number=question.number, total=question.total, code=question.statement)


def levels_text(question: Question) -> str:
    """List what each level means for this statement, one a line."""
    return "\n".join(
        phrase(
            "level_line",
            value=level.value,
            name=level.name,
            text=level.descriptor or level.definition,
        )
        for level in question.levels
    )


def _question_key(question: Question) -> str:
    if question.skipped_before:
        return "utter_question_again"
    is_described = any(level.descriptor for level in question.levels)
    return "utter_question_of_aspect" if is_described else "utter_question"
