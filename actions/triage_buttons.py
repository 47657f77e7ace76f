"""The buttons that citizens see; what they say stands in ``triage_buttons.yml``."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.buttons import Button
from api.signposting.schemas import Outcome, SignpostView
from api.triage.answers import About, Group
from api.triage.schemas import QuestionView, TriageView
from api.wellbeing.ons4 import HIGHEST, LOWEST

PRESS = "triage_press"
_OTHER = "other"
_REFERRAL = "route:link_worker_referral"
# What a text says of a signpost, in order: whoever reads it has no card beside it. What is needed
# to go or to ring comes first.
_LINES = (
    "alert",
    "first_step",
    "phone",
    "text_to",
    "address",
    "distance_text",
    "schedule",
    "cost",
    "access",
    "url",
    "map_url",
    "directions_url",
    "checked_on",
)
# What "tell me more" says: all that is known, and what stands on no card.
_DETAIL = (
    "organisation",
    "who",
    "expect",
    "alert",
    "all_hours",
    "address",
    "distance_text",
    "directions_url",
    "phone",
    "text_to",
    "email",
    "url",
    "cost",
    "access",
    "checked_on",
)
# Kept with a signpost for what may be asked of it; no part of the card that is shown.
_KEPT_BACK = ("about", "who", "expect", "email", "all_hours", "openings", "today")
# What stands in the first step already is not said again.
_MAY_STAND_IN_FIRST_STEP = frozenset({"phone", "text_to", "address", "url"})


@lru_cache(maxsize=1)
def titles() -> dict[str, Any]:
    """Read the titles once."""
    path = Path(__file__).with_name("triage_buttons.yml")
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def press(title: str, do: str, **more: str) -> Button:
    """Make a button that does something in the triage."""
    return Button(title=title, payload=f"/{PRESS}{json.dumps({'do': do, **more})}")


def find_support_button() -> Button:
    """Make the button that begins a triage."""
    return Button(title=titles()["find_support"], payload="/find_support")


def start_triage_button() -> Button:
    """Make the button that leaves an assessment for a triage."""
    return Button(title=titles()["find_support"], payload="/start_triage")


def leave_buttons() -> list[Button]:
    """Make the buttons that leave the triage for the assessments, or stay."""
    leave = Button(title=titles()["leave"], payload="/leave_triage")
    return [leave, press(titles()["stay"], "stay")]


def question_buttons(question: QuestionView, about: About) -> list[Button]:
    """Make one button for each answer, and one to pass the question over."""
    table = titles()
    named = table.get(question.id, {})
    if about is About.THEM:
        named = table.get(f"{question.id}_them", named)
    passed = press(table["pass"], "pass", question=question.id)
    if question.id == "needs":
        return [
            press(title, "other" if need == _OTHER else "need", question="needs", value=need)
            for need, title in named.items()
        ]
    options = [
        press(named[option], "answer", question=question.id, value=option)
        for option in question.options
    ]
    return [*options, passed]


def place_buttons(places: Sequence[str]) -> list[Button]:
    """Make one button for each place of a name."""
    chosen = [press(place, "place", value=place) for place in places]
    return [*chosen, press(titles()["pass"], "pass", question="place")]


def about_me_button() -> Button:
    """Make the button that says that it is about the person after all."""
    return press(titles()["about_me"], "about_me")


def signpost_buttons(signpost: SignpostView) -> list[Button]:
    """Make the buttons of one signpost."""
    named = str(signpost.id)
    first = ("refer",) if signpost.target == _REFERRAL else ()
    wanted = [press(titles()[do], do, signpost=named) for do in (*first, "not_for_me")]
    aside = [press(titles()[do], do, signpost=named) for do in ("tell_more", "report_wrong")]
    return [*wanted, *(Button(**each, aside=True) for each in aside)]


def after_buttons(*, may_ask_wellbeing: bool, is_more: bool = True) -> list[Button]:
    """Make the buttons after the signposts; others are offered while there may be some."""
    table = titles()
    found = [press(table["more"], "more")] if is_more else []
    found.append(press(table["not_me"], "not_me"))
    if may_ask_wellbeing:
        found.append(press(table["wellbeing"], "wellbeing"))
    return [*found, press(table["again"], "again")]


def change_buttons(about: About) -> list[Button]:
    """Make the buttons by which a person says what suits them better."""
    named = titles()["change" if about is About.ME else "change_them"]
    groups = [press(named[group], "change", value=group) for group in Group]
    return [*groups, press(named["keep"], "stay")]


def choose_signpost_buttons(do: str, signposts: list[SignpostView]) -> list[Button]:
    """Make one button for each signpost that may be meant."""
    return [
        press(f"{place} {signpost.card['name']}", do, signpost=str(signpost.id))
        for place, signpost in enumerate(signposts, start=1)
    ]


def follow_up_buttons(signpost: SignpostView) -> list[Button]:
    """Make the answers to "did you get in touch?"."""
    named, which = titles()["follow_up"], str(signpost.id)
    return [press(named[o], "followed", signpost=which, value=o) for o in Outcome]


def list_again_button() -> Button:
    """Make the button that shows the list once more."""
    return press(titles()["list_again"], "list_again")


def restart_buttons() -> list[Button]:
    """Make the buttons that confirm a fresh start."""
    return [press(titles()["restart_yes"], "again_yes"), press(titles()["restart_no"], "stay")]


def ring_buttons() -> list[Button]:
    """Make the answers to "shall I show you who to ring?"."""
    yes = press(titles()["ring_yes"], "who_to_ring")
    return [yes, press(titles()["ring_no"], "carry_on")]


def stop_buttons() -> list[Button]:
    """Make the answers to "shall we stop here?"."""
    return [press(titles()["stop_yes"], "stop"), press(titles()["stop_no"], "carry_on")]


def wellbeing_offer_buttons(moment: str) -> list[Button]:
    """Make the buttons that begin the four questions, or not."""
    yes = press(titles()["wellbeing_yes"], "wellbeing_yes", value=moment)
    return [yes, press(titles()["wellbeing_no"], "wellbeing_no")]


def scale_buttons(moment: str, question: str) -> list[Button]:
    """Make one button for each value of the scale, and one to stop."""
    values = [
        press(str(value), "feel", question=question, value=f"{moment} {value}")
        for value in range(LOWEST, HIGHEST + 1)
    ]
    return [*values, press(titles()["stop_wellbeing"], "wellbeing_no")]


def card_text(signpost: SignpostView) -> str:
    """Write a signpost as lines of text, for channels that show no cards."""
    card, words = signpost.card, titles()["card"]
    sample = words["sample"] if card["is_sample"] else None
    head = [card["name"], sample, card["what"], card["why"]]
    return "\n".join([*filter(None, head), *_lines(card, _LINES)])


def card_shown(signpost: SignpostView) -> dict[str, Any]:
    """Give the card as it is shown, without what is kept for questions about it."""
    shown = {key: value for key, value in signpost.card.items() if key not in _KEPT_BACK}
    return {**shown, "id": str(signpost.id)}


def detail_text(signpost: SignpostView) -> str:
    """Write all that is known of a signpost: more than stands on its card."""
    card = dict(signpost.card)
    if card["organisation"] == card["name"]:
        card["organisation"] = None
    head = [card["name"], card.get("about") or card["what"]]
    return "\n".join([*filter(None, head), *_lines(card, _DETAIL)])


def _lines(card: dict[str, Any], keys: tuple[str, ...]) -> list[str]:
    words = titles()["card"]
    first_step = card["first_step"] if "first_step" in keys else ""
    shown = {key: _in_words(key, card.get(key)) for key in keys}
    return [
        words[key].format(value=value)
        for key, value in shown.items()
        if value and not (key in _MAY_STAND_IN_FIRST_STEP and value in first_step)
    ]


def _in_words(key: str, value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(value)
    if key == "checked_on" and value:
        return f"{date.fromisoformat(value):%-d %B %Y}"
    return value or None


def may_ask_wellbeing(view: TriageView) -> bool:
    """Whether the four questions may be offered: about oneself, and not to a child.

    Nor to whoever came hungry or has just told of danger: they have other things to think of.
    """
    is_pressed = view.hungry or view.told_danger
    return view.about is About.ME and view.age != "child" and not is_pressed
