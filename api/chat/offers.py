"""What was offered in a conversation, and whether a pressed button is taken."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.schemas import Button, Message
from api.chat.turn import Outcome, Shown
from api.languages.switching import pressed as pressed_language
from api.privacy.asking import Wish
from api.privacy.asking import pressed as wish_pressed
from api.safety.care_buttons import of_response, pressed
from api.safety.staying import Heard, Stay

_ASKED_OF_WORDS = frozenset({Wish.SHOW, Wish.ERASE, Wish.FORGET, Wish.KEEP})


class Looked(NamedTuple):
    """The title under which a button was seen last, where that is known, and when it was shown."""

    title: str | None
    shown: Shown


def look_for(
    session: Session, conversation: uuid.UUID, payload: str | None, unkept: Stay | None = None
) -> Looked:
    """Look for a button among what was offered; what has no payload was typed just now."""
    if payload is None:
        return Looked(None, Shown.NOW)
    answers = repository.replies_backwards(session, conversation)
    latest = next(answers, [])
    if title := _title(latest, payload):
        return Looked(title, Shown.NOW if is_on_view(latest, unkept) else Shown.BEFORE)
    if not repository.is_offered(session, conversation, payload):
        return Looked(None, Shown.NEVER)
    titles = (_title(each, payload) for each in answers)
    return Looked(next(filter(None, titles), None), Shown.BEFORE)


def is_on_view(latest: Iterable[dict[str, Any]], unkept: Stay | None) -> bool:
    """Whether the latest answer that is stored is what was said last.

    After care that could not be stored it is an older one, unless it is that care: storing it may
    have gone on after nobody waited for it any more.
    """
    if unkept is None:
        return True
    presses = (pressed(button.payload) for button in buttons_of(latest))
    return any(press is not None and press.of == unkept.response for press in presses)


def is_always_taken(payload: str, shown: Shown, stay: Stay | None) -> bool:
    """Whether a pressed button is answered at all.

    One that was never offered is not, but for the languages and what asks for help or to go on:
    care is given even when the database is away and cannot note what it offers. After a disclosure
    nothing is refused: there, whatever is not open is answered with the question of care.
    """
    if shown is not Shown.NEVER or pressed_language(payload) is not None:
        return True
    if stay is not None and stay.is_stayed_with:
        return True
    press = pressed(payload)
    return press is not None and (press.calls_for_help or press.heard is Heard.CARRY_ON)


def is_out_of_turn(payload: str | None, shown: Shown, stay: Stay | None) -> bool:
    """Whether, after a disclosure, a button was pressed that is not open now.

    An answer to care has to belong to what was said last. While every message is answered with
    care, so has anything else, but for another language and what somebody may ask of their words.
    After a gentle check, which lets a conversation go on, it must have been offered at some time.
    """
    if payload is None or stay is None or not stay.is_stayed_with:
        return False
    if (press := pressed(payload)) is not None:
        return not press.belongs_to(stay)
    if pressed_language(payload) is not None:
        return False
    may_be_earlier = stay.gentle or wish_pressed(payload) in _ASKED_OF_WORDS
    return shown is Shown.NEVER if may_be_earlier else shown is not Shown.NOW


def of_turn(outcome: Outcome, name: str) -> Outcome:
    """Give an outcome whose buttons of care, if it has any, belong to this response alone."""
    messages = [_named(message, name) for message in outcome.messages]
    if outcome.stay is None or messages == outcome.messages:
        return replace(outcome, messages=messages)
    stay = outcome.stay.model_copy(update={"response": name})
    return replace(outcome, messages=messages, stay=stay)


def buttons_of(replies: Iterable[dict[str, Any]]) -> list[Button]:
    """Give the buttons of an answer as it is kept."""
    return [Button.model_validate(button) for reply in replies for button in reply["buttons"]]


def _named(message: Message, name: str) -> Message:
    if not message.buttons:
        return message
    buttons = of_response((button.model_dump() for button in message.buttons), name)
    return message.model_copy(update={"buttons": [Button(**button) for button in buttons]})


def _title(replies: list[dict[str, Any]], payload: str) -> str | None:
    titles = (button.title for button in buttons_of(replies) if button.payload == payload)
    return next(titles, None)
