"""How a citizen is asked and shown things; the words stand in ``domain/triage.yml``."""

from collections.abc import Sequence
from typing import Any

from actions.buttons import Button
from actions.speech import Speech
from actions.triage_buttons import (
    after_buttons,
    card_shown,
    card_text,
    may_ask_wellbeing,
    place_buttons,
    question_buttons,
    signpost_buttons,
)
from api.signposting.schemas import Given, SignpostView
from api.triage.answers import About, AgeBand, Group, Stage
from api.triage.schemas import QuestionView, ResultView, TriageView

ASKED = {
    "needs": ("utter_ask_needs", "utter_ask_needs_them"),
    "age": ("utter_ask_age", "utter_ask_age_them"),
    "confidence": ("utter_ask_confidence", "utter_ask_confidence_them"),
    "access": ("utter_ask_access", "utter_ask_access_them"),
    "reading": ("utter_ask_reading", "utter_ask_reading_them"),
    "getting_there": ("utter_ask_getting_there", "utter_ask_getting_there_them"),
    "tried": ("utter_ask_tried", "utter_ask_tried_them"),
    "support": ("utter_ask_support", "utter_ask_support_them"),
    "place": ("utter_ask_place", "utter_ask_place_them"),
}
# Whom ringing is no way for is not asked whether they could ring.
_WITHOUT_RINGING = {
    "confidence": ("utter_ask_confidence_no_phone", "utter_ask_confidence_no_phone_them"),
}
_MET = {
    Group.SELF_MOTIVATED: ("utter_result_alone", "utter_result_alone_them"),
    Group.SUPPORTED: ("utter_result_alongside", "utter_result_alongside_them"),
    Group.HARDER_TO_REACH: ("utter_result_one_step", "utter_result_one_step_them"),
}
_STAGES = {
    Stage.ACTIVE: ("utter_result_active", "utter_result_active_them"),
    Stage.POST: ("utter_result_post", "utter_result_post_them"),
}
_PEOPLE = ("utter_triage_human", "utter_triage_human_no_phone")
_PEOPLE_FOR_A_CHILD = ("utter_triage_human_child", "utter_triage_human_child_no_phone")
_CHILD = ("utter_result_child", "utter_result_child_them")


def say(speech: Speech, key: str, *, buttons: Sequence[Button] = (), **values: Any) -> None:
    """Say something without moving the conversation on."""
    speech.say(key, buttons=buttons, **values)


def ask(speech: Speech, view: TriageView) -> None:
    """Ask the question that is open, with a button for each answer."""
    question = view.question
    if question is None:
        return
    buttons = (
        place_buttons([]) if question.id == "place" else question_buttons(question, view.about)
    )
    words = _WITHOUT_RINGING if view.cannot_ring else {}
    key = _for(view, words.get(question.id, ASKED[question.id]))
    speech.say(key, buttons=buttons, custom={"state": state(question)})


def tell_of_people(speech: Speech, view: TriageView) -> None:
    """Say how to reach a person, by ringing unless that is no way; a child has its own line."""
    is_child = view.age is AgeBand.CHILD and view.about is About.ME
    with_voice, in_writing = _PEOPLE_FOR_A_CHILD if is_child else _PEOPLE
    speech.say(in_writing if view.cannot_ring else with_voice)


def tell_result(speech: Speech, view: TriageView, result: ResultView) -> None:
    """Say why what follows was picked, in plain words and without any label."""
    keys = _STAGES.get(result.stage, _MET[result.group])
    if view.age is AgeBand.CHILD:
        keys = _CHILD
    speech.say(_for(view, keys), custom={"state": state(None)}, because=result.because)


def show(speech: Speech, view: TriageView, given: Given, *, goes_on: bool = False) -> None:
    """Show signposts, first saying honestly what was not found; ``goes_on``: a question follows."""
    if given.gaps:
        key = "utter_nothing_near_counted" if given.counted else "utter_nothing_near"
        speech.say(key, place=given.place, needs=", ".join(given.gaps))
    elif not given.looked_near and given.signposts and not goes_on:
        speech.say("utter_no_place")
    for signpost in given.signposts:
        show_signpost(speech, signpost)
    if given.lacking:
        speech.say("utter_places_do_not_say", wants=", ".join(given.lacking))
    if goes_on:
        return
    buttons = after_buttons(
        may_ask_wellbeing=may_ask_wellbeing(view), is_more=bool(given.signposts)
    )
    key = "utter_after_signposts" if given.signposts else "utter_no_more"
    speech.say(key, buttons=buttons, custom={"state": state(None)})


def show_signpost(speech: Speech, signpost: SignpostView) -> None:
    """Show one signpost as a card, and as text where no cards are shown."""
    speech.say(
        "utter_signpost",
        buttons=signpost_buttons(signpost),
        custom={"kind": "card", "card": card_shown(signpost)},
        card=card_text(signpost),
    )


def state(question: QuestionView | None) -> dict[str, Any]:
    """Give the conversation's state for the gateway (DESIGN: chat gateway, State)."""
    return {"flow": "triage", "question": question.id if question else None}


def _for(view: TriageView, keys: tuple[str, str]) -> str:
    return keys[0] if view.about is About.ME else keys[1]
