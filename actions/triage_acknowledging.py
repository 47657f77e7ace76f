"""Says back to a citizen what was taken from their message."""

from actions.triage_buttons import about_me_button
from actions.triage_places import say_largest
from actions.triage_speech import say
from actions.triage_turn import CitizenTurn
from api.triage.answers import AGE, HUNGER, About
from api.triage.schemas import Heard, TriageView


def acknowledge(
    at: CitizenTurn, heard: Heard, view: TriageView, *, is_thanked: bool = False
) -> None:
    """Say what was taken from a message; ``is_thanked``: a human sentence was said for it."""
    if heard.about is About.THEM:
        say(at.speech, "utter_triage_for_them", buttons=[about_me_button()])
    elif heard.about is About.ME:
        say(at.speech, "utter_triage_for_me")
    if heard.taken_back:
        gone = [need.title for need in at.view.needs if need.id in heard.taken_back]
        say(at.speech, "utter_triage_taken_back", needs=", ".join(gone))
    if heard.no_phone or heard.cannot_ring:
        key = "utter_triage_no_phone" if heard.no_phone else "utter_triage_cannot_ring"
        say(at.speech, key)
    _acknowledge_wants(at, heard)
    is_hungry = HUNGER in heard.answers
    # Food comes first; what else was told is kept, and not talked of before it.
    noted = [] if is_hungry else heard.needs
    if noted:
        titles = [need.title for need in view.needs if need.id in noted]
        key = "utter_triage_noted_needs_only" if is_thanked else "utter_triage_noted_needs"
        say(at.speech, key, needs=", ".join(titles))
    asked = at.view.question.id if at.view.question else None
    if heard.any_place:
        say(at.speech, "utter_triage_passed")
    elif heard.place and heard.other_places:
        say_largest(at, heard)
    elif heard.place and asked != "place":
        say(at.speech, "utter_triage_noted_place", place=heard.place)
    elif _is_noted_only(heard, asked) and not (noted or is_hungry or heard.wants):
        say(at.speech, "utter_triage_noted")


def _is_noted_only(heard: Heard, asked: str | None) -> bool:
    """Whether something was said that no question asked for, and that no other words tell."""
    said = [*heard.answers, *([AGE] if heard.age else [])]
    return bool(said) and asked not in (None, *said)


def _acknowledge_wants(at: CitizenTurn, heard: Heard) -> None:
    if heard.unwanted:
        say(at.speech, "utter_triage_unwanted", wants=", ".join(heard.unwanted))
    if heard.wants and HUNGER not in heard.answers:
        say(at.speech, "utter_triage_wants", wants=", ".join(heard.wants))
