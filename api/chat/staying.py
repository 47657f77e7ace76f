"""How a turn is answered while the assistant stays with a disclosure, and just after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from api.chat.beside import as_told, needs_of
from api.chat.offers import is_out_of_turn
from api.chat.schemas import Message
from api.chat.turn import Turn
from api.languages.locales import SOURCE
from api.safety.care import NOT_BY_RINGING, RESUME, CareMessages
from api.safety.care_buttons import pressed
from api.safety.finding import NOTHING, Category, Certainty, Finding
from api.safety.staying import (
    Heard,
    Stay,
    hear,
    is_bare_no,
    recalled,
    says_unsafe_plainly,
    tells_own_age,
    told_as_child,
)
from api.triage.reading import tells_no_ringing

_ANSWERS_TO_A_GENTLE_CHECK = frozenset(
    {
        Heard.UNSURE,
        Heard.BILL,
        Heard.BULLYING,
        Heard.CANT_TELL,
        Heard.CHILD,
        Heard.DEAF,
        Heard.DOMESTIC_ABUSE,
        Heard.FOUND_OUT,
        Heard.PRIVACY,
        Heard.SOMEONE_ELSE,
        Heard.TALK,
        Heard.TEXT,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """How a turn is answered: with ``messages`` of care, or, when there are none, by the engine.

    ``first`` stands before what the engine says; ``stay`` is what is stayed with afterwards.
    """

    turn: Turn
    messages: list[Message] | None = None
    stay: Stay | None = None
    first: list[Message] = field(default_factory=list)


class Staying:
    """Knows how an answer to care is answered; it needs no engine and no database."""

    def __init__(self, care: CareMessages) -> None:
        self._care = care

    def step(self, turn: Turn, finding: Finding = NOTHING) -> Step:
        """Say how a turn is answered when the assistant stays with a disclosure.

        After full care the engine is not asked until the person asks to go on. After a gentle
        check the next message goes on, unless it answers the check.
        """
        step = self._step(_in_the_language_told(turn), finding)
        return replace(step, turn=replace(step.turn, locale=turn.locale))

    def _step(self, turn: Turn, finding: Finding) -> Step:
        stay, press = turn.stay, pressed(turn.payload)
        if stay is not None and is_out_of_turn(turn.payload, turn.shown, stay):
            asked = self._care.ask_again(stay, turn.locale, turn.place)
            return Step(turn, messages_of(asked), stay)
        if press is not None:
            return self._after_press(turn, press.heard, finding)
        if turn.payload == RESUME:
            return self._go_on(turn)
        if turn.payload is not None or stay is None or not stay.is_stayed_with:
            return self._asked_apart(turn, finding) or Step(turn, stay=self._passed(turn))
        if stay.gentle and (answered := self._after_gentle_check(turn, stay)):
            return answered
        return self._heard(turn, stay, hear(turn.text or "", turn.locale), finding)

    def _after_press(self, turn: Turn, heard: Heard, finding: Finding) -> Step:
        """Answer a button of care; one that is left from before may be pressed later on."""
        stay = turn.stay
        if heard is Heard.TALK and not (stay and stay.is_open):
            listed = self._care.who_listens(stay or Stay(), turn.locale, turn.place)
            return Step(turn, messages_of(listed), stay)
        if heard is Heard.SAFE and not (stay and stay.is_stayed_with):
            return self._glad(turn)
        return self._heard(turn, stay or Stay(), heard, finding)

    def _heard(self, turn: Turn, stay: Stay, heard: Heard, finding: Finding) -> Step:
        if heard is Heard.CARRY_ON:
            return self._go_on(replace(turn, payload=RESUME))
        stay = stay.in_full(heard, finding, needs_of(turn))
        is_child = turn.payload is None and tells_own_age(turn.text or "", turn.locale)
        if is_child and heard is not Heard.SOMEONE_ELSE:
            stay = stay.noting_child()
        # Only what can be taken up is said to be remembered.
        kept = stay.needs if as_told(stay.needs, stay.about) else []
        about = _of_reach(turn, stay.about) if heard is Heard.CALL_ME else stay.about
        words_for = stay.model_copy(update={"needs": kept, "about": about})
        said = self._care.stay(words_for, heard, turn.locale, turn.place)
        return Step(turn, messages_of(said), stay)

    def _after_gentle_check(self, turn: Turn, stay: Stay) -> Step | None:
        """Say how what follows a gentle check is answered; None when it is told of in full.

        Whoever says that all is well gets one line, and then the open question again: their "yes"
        is no answer to it. What answers the open question goes on.
        """
        text = turn.text or ""
        heard = hear(text, turn.locale)
        is_told = says_unsafe_plainly(text, turn.locale) or tells_own_age(text, turn.locale)
        if is_bare_no(text) or (heard is Heard.UNSAFE and not is_told):
            asked = self._care.ask_gently_again(stay, turn.locale, turn.place)
            return Step(turn, messages_of(asked), stay)
        if is_told:
            return None
        if heard is Heard.SAFE:
            return self._glad(turn)
        if heard is Heard.CALL_ME:
            return self._asked_apart(turn)
        if heard in _ANSWERS_TO_A_GENTLE_CHECK and not _starts_with_a_level(turn):
            return None
        return Step(turn, stay=stay.gone_on())

    def _glad(self, turn: Turn) -> Step:
        """Go on after one line to who is safe; with nothing open, offer what can come next."""
        stay = turn.stay.gone_on() if turn.stay else None
        said = messages_of(self._care.glad(turn.locale))
        if turn.state.flow is None:
            ways_on = messages_of(self._care.nothing_open(turn.locale))
            return Step(turn, [*said, *ways_on], stay)
        return Step(replace(turn, payload=RESUME), stay=stay, first=said)

    def _asked_apart(self, turn: Turn, finding: Finding = NOTHING) -> Step | None:
        """Answer what is asked of this chat itself, while nothing is stayed with.

        Who fears that somebody finds out is told who is told what, and asked whether they are safe.
        Who wants to be rung hears that nobody rings, and then what was open goes on.
        """
        if turn.payload is not None or turn.is_opening or turn.state.flow == "assessment":
            return None
        if _fears_to_be_found_out(turn):
            about = recalled(NOTHING, turn.stay).about
            stay = Stay(category=Category.SAFEGUARDING, about=about, gentle=True)
            said = self._care.found_out(about, turn.locale, turn.place)
            return Step(turn, messages_of(said), stay)
        if finding.certainty is not None or not wants_a_call(turn):
            return None
        known = _of_reach(turn, turn.stay.about if turn.stay else [])
        is_open = turn.state.question is not None
        told = messages_of(self._care.no_calls(known, turn.locale, goes_on=is_open))
        if not is_open:
            return Step(turn, told, self._passed(turn))
        return Step(replace(turn, payload=RESUME), stay=self._passed(turn), first=told)

    def _go_on(self, turn: Turn) -> Step:
        """Go back to what was open, or to what was needed; else offer what can come next."""
        stay = turn.stay.gone_on() if turn.stay else None
        if turn.stay and turn.state.flow != "assessment":
            told = as_told(turn.stay.needs, turn.stay.about)
            if told is not None:
                return Step(replace(turn, payload=None, text=told), stay=stay)
        if turn.state.flow is None and turn.assessment is None:
            return Step(turn, messages_of(self._care.nothing_open(turn.locale)), stay)
        return Step(turn, stay=stay)

    @staticmethod
    def _passed(turn: Turn) -> Stay | None:
        stay = turn.stay.gone_on() if turn.stay else None
        if turn.is_opening or turn.payload or not tells_own_age(turn.text or "", turn.locale):
            return stay
        return stay.noting_child() if stay else told_as_child()


def messages_of(said: Iterable[dict[str, Any]]) -> list[Message]:
    """Give what is said of care as messages of a conversation."""
    return [Message.model_validate({**message, "id": uuid4()}) for message in said]


def weighed(turn: Turn, finding: Finding) -> Finding:
    """Take a second sign of danger that is only possible for certain, with what is known.

    One vague sentence may be an idiom; another one after it is not answered with a gentle
    check once more. An answer that says by itself how the person is, is answered as such. The
    worry that somebody finds out is what it says, and no sign of another danger.
    """
    stay = turn.stay
    if finding.certainty is Certainty.POSSIBLE and _fears_to_be_found_out(turn):
        is_open = stay is not None and stay.is_open
        category = stay.category if stay and is_open else Category.SAFEGUARDING
        return replace(recalled(finding, stay), category=category)
    if stay is None or finding.certainty is None:
        return finding
    known = recalled(finding, stay)
    is_same = stay.category is finding.category
    goes_on = is_same and (
        stay.is_open or (stay.is_asked and says_unsafe_plainly(turn.text or "", turn.locale))
    )
    if turn.payload is not None or not stay.is_near or goes_on:
        return known
    return replace(known, certainty=Certainty.CERTAIN)


def _in_the_language_told(turn: Turn) -> Turn:
    """Read what follows a disclosure in the language of it, where the talk is held in English.

    "No" and "I'm not safe" are said in the language in which the person told of danger.
    """
    stay = turn.stay
    if turn.locale != SOURCE or stay is None or stay.passed is not None or not stay.language:
        return turn
    return replace(turn, locale=stay.language)


def wants_a_call(turn: Turn) -> bool:
    """Whether a typed message asks to be rung."""
    is_typed = turn.payload is None and not turn.is_opening
    return is_typed and hear(turn.text or "", turn.locale) is Heard.CALL_ME


def _of_reach(turn: Turn, about: Iterable[str]) -> list[str]:
    """Add to whom care is about how they can be called: as they told before, and tell now."""
    told = [NOT_BY_RINGING] if tells_no_ringing(turn.text or "") else []
    return list(dict.fromkeys([*about, *turn.known, *told]))


def _fears_to_be_found_out(turn: Turn) -> bool:
    """Whether a typed message is the worry that somebody finds out what was told."""
    is_stayed_with = turn.stay is not None and turn.stay.is_open
    if turn.payload is not None or (turn.state.flow == "assessment" and not is_stayed_with):
        return False
    return hear(turn.text or "", turn.locale) is Heard.FOUND_OUT


def _starts_with_a_level(turn: Turn) -> bool:
    """Whether a message answers a statement: "3, we talk to people in each practice"."""
    return turn.state.flow == "assessment" and (turn.text or "").lstrip()[:1].isdecimal()
