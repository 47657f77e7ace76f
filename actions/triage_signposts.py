"""Giving signposts, and what people say of them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from actions.triage_buttons import (
    choose_signpost_buttons,
    detail_text,
    follow_up_buttons,
    list_again_button,
    place_buttons,
    signpost_buttons,
)
from actions.triage_speech import ask, say, show, tell_of_people, tell_result
from actions.triage_turn import CitizenTurn, Memo
from api.client import ApiRefused
from api.referrals.schemas import Context
from api.signposting.needs import Need
from api.signposting.schemas import Outcome, SignpostView, Verdict
from api.triage.answers import About, Stage
from api.triage.schemas import TriageView

_AROUND_PLACE = frozenset({"number", "no", "the", "one", "option", "please"})
_APOSTROPHES = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]")
_MARKS = re.compile(r"[^\w ]")
_VERDICTS = {"not_for_me": Verdict.NOT_FOR_ME, "report_wrong": Verdict.WRONG}


@lru_cache(maxsize=1)
def said() -> dict[str, Any]:
    """Read what people type of the signposts on view."""
    path = Path(__file__).with_name("triage_said.yml")
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def plain_text(text: str) -> str:
    """Give the words of a text in small letters, without marks and apostrophes."""
    return " ".join(_MARKS.sub(" ", _APOSTROPHES.sub("", text.casefold())).split())


async def go_on(
    at: CitizenTurn, view: TriageView, new_needs: Sequence[Need] = (), *, anew: bool = False
) -> Memo:
    """Ask what comes next; once nothing is left to ask, say why and show what there is.

    ``anew``: what is looked for changed, so that everything is looked for again.
    """
    if view.question is not None:
        ask(at.speech, view)
        return Memo(shown=at.memo.shown)
    is_over = view.result is not None and view.result.stage is Stage.POST
    if new_needs and view.signposted and (is_over or at.view.returning):
        # After social prescribing has ended, a new need is a new beginning (the model's level 3).
        fresh = await at.client.begin_again(view.id, turn=at.turn.id, needs=new_needs)
        ask(at.speech, fresh)
        return Memo()
    needs = new_needs if view.signposted else ()
    if view.hungry and not view.signposted:
        needs = [Need.FOOD]
    if (anew or view.place != at.view.place) and view.signposted:
        # In a new place everything is looked for again, and what is not found there is said.
        needs = needs or ([Need.FOOD] if view.hungry else [need.id for need in view.needs])
    return await give(at, view, needs=needs)


async def feed(at: CitizenTurn, view: TriageView, *, places: Sequence[str] = ()) -> Memo:
    """Show help with food at once, then ask where to look when that is not known.

    ``places`` are those of one name that was told, of which one is meant.
    """
    say(at.speech, "utter_food_first" if view.about is About.ME else "utter_food_first_them")
    asks_place = view.question is not None
    given = await at.client.give_signposts(
        view.id, turn=at.turn.id, most=2 if asks_place else 3, needs=[Need.FOOD]
    )
    show(at.speech, view, given, goes_on=asks_place)
    if places:
        say(at.speech, "utter_which_place", buttons=place_buttons(places))
    else:
        ask(at.speech, view)
    return Memo(shown=tuple(str(signpost.id) for signpost in given.signposts))


async def give(
    at: CitizenTurn, view: TriageView, *, needs: Sequence[Need] = (), most: int = 3
) -> Memo:
    """Show signposts that were not shown before, with the reason when it is the first time."""
    given = await at.client.give_signposts(view.id, turn=at.turn.id, most=most, needs=needs)
    if view.result is not None and (not view.signposted or view.result.decided_by == "person"):
        tell_result(at.speech, view, view.result)
    if view.signposted and not needs:
        # What was not found near is said once, and not with each signpost that takes a place.
        given = given.model_copy(update={"gaps": []})
    show(at.speech, view, given)
    return Memo(shown=tuple(str(signpost.id) for signpost in given.signposts) or at.memo.shown)


async def more(at: CitizenTurn) -> Memo:
    """Show others."""
    return await go_on(at, at.view)


async def put_aside(at: CitizenTurn) -> None:
    """Note that none of the signposts on view is for this person, so that none comes again."""
    for signpost in await shown(at):
        if str(signpost.id) in at.memo.shown:
            await at.client.judge(signpost.id, Verdict.NOT_FOR_ME, at.turn.text)


def puts_aside(text: str) -> bool:
    """Whether a message begins by putting aside what is on view.

    >>> puts_aside("No, I want to walk!"), puts_aside("no food"), puts_aside("I said walking")
    (True, False, True)
    """
    return re.search(said()["puts_aside"], plain_text(text)) is not None


def says_got_wrong(text: str, *, is_over: bool = False) -> bool:
    """Whether a message says that the person was got wrong, and not a signpost.

    ``is_over``: nothing is asked, so that "I'm not shy" answers no question.

    >>> says_got_wrong("You've got me all wrong"), says_got_wrong("you got the number wrong")
    (True, False)
    """
    plain, table = plain_text(text), said()
    if re.search(table["not_me_unless"], plain):
        return False
    ways = [*table["not_me"], *(table["not_me_after"] if is_over else ())]
    return any(re.search(way, plain) for way in ways)


async def judge(at: CitizenTurn) -> Memo:
    """Take "not for me" or "this is wrong"; ask which one when it is not clear."""
    do = at.pressed or (at.memo.waiting if at.memo.waiting in _VERDICTS else at.turn.intent)
    verdict = _VERDICTS[do]
    signposts = await shown(at)
    found = await meant(at, signposts)
    if found is None:
        if not signposts:
            return await go_on(at, at.view)
        say(at.speech, "utter_which_signpost", buttons=choose_signpost_buttons(do, signposts))
        return replace(at.memo, waiting=do, about={"text": at.turn.text}, misses=0)
    words = at.memo.about.get("text", "") if at.turn.is_button else at.turn.text
    await at.client.judge(found.id, verdict, words)
    say(at.speech, "utter_not_for_me" if verdict is Verdict.NOT_FOR_ME else "utter_reported")
    return await give(at, at.view, most=1)


async def tell_more(at: CitizenTurn) -> Memo:
    """Say what else is known of a signpost; ask which one when it is not clear."""
    signposts = await shown(at)
    found = await meant(at, signposts)
    if found is None:
        if not signposts:
            return await go_on(at, at.view)
        say(
            at.speech,
            "utter_which_signpost",
            buttons=choose_signpost_buttons("tell_more", signposts),
        )
        return replace(at.memo, waiting="tell_more", misses=0)
    say(at.speech, "utter_more_detail", buttons=signpost_buttons(found), detail=detail_text(found))
    return at.memo


async def follow_words(at: CitizenTurn) -> Memo | None:
    """Take what is typed of the signposts on view: another, tell me more, or one by its place."""
    plain = plain_text(at.turn.text)
    if plain in said()["none"]:
        await put_aside(at)
        return await more(at)
    if plain in said()["more"]:
        return await more(at)
    if plain in said()["tell_more"]:
        return await tell_more(at)
    if place_named(plain) is None:
        return None
    return await (judge(at) if at.memo.waiting in _VERDICTS else tell_more(at))


def place_named(plain: str) -> int | None:
    """Give the place, from 0, that a whole message names: "number 1", "the second one".

    >>> place_named("number 1"), place_named("the second one"), place_named("one of my sons")
    (0, 1, None)
    """
    words = [word for word in plain.split() if word not in _AROUND_PLACE]
    if len(words) != 1:
        return None
    return next((place for place, names in enumerate(said()["places"]) if words[0] in names), None)


async def refer(at: CitizenTurn) -> Memo:
    """Give the form by which a link worker is asked to call; no detail goes through the chat."""
    context = Context(
        needs=[need.id for need in at.view.needs],
        area=at.view.place,
        for_someone_else=at.view.about is About.THEM,
    )
    try:
        ticket = await at.client.referral_link(context)
    except ApiRefused as refusal:
        if refusal.error != "ReferralsSwitchedOff":
            raise
        tell_of_people(at.speech, at.view)
        return at.memo
    card = {"type": "form", "url": ticket.url}
    at.speech.say("utter_referral_form", custom={"card": card}, url=ticket.url)
    return at.memo


async def follow_up(at: CitizenTurn) -> Memo | None:
    """Ask whether the person got in touch; None when there is nothing to ask about."""
    signposts = await at.client.signposts(at.view.id)
    open_ones = [each for each in signposts if each.outcome is None and each.verdict is None]
    if not open_ones:
        return None
    # What was asked for first, and not what was shown first: that may be for another need.
    wanted = at.view.needs[0].title if at.view.needs else None
    first = next((each for each in open_ones if _is_for(each, wanted)), open_ones[0])
    buttons = [*follow_up_buttons(first), list_again_button()]
    if wanted is None:
        say(at.speech, "utter_follow_up", buttons=buttons, name=first.card["name"])
    else:
        say(at.speech, "utter_follow_up_need", buttons=buttons, need=wanted)
    return replace(at.memo, waiting="follow_up", about={"signpost": str(first.id)}, misses=0)


def _is_for(signpost: SignpostView, need: str | None) -> bool:
    """Whether a signpost was shown for a need, by the reason that its card gives."""
    return need is not None and need.casefold() in signpost.card["why"].casefold()


async def followed(at: CitizenTurn) -> Memo:
    """Take whether the person got in touch, and go on from there."""
    which = UUID(at.turn.entities.get("signpost") or at.memo.about["signpost"])
    said = Outcome(at.turn.entities.get("value") or _outcome(at))
    signpost = await at.client.follow_up(which, said)
    if said is Outcome.NOT_GOING:
        say(at.speech, "utter_not_going")
        return await give(at, at.view, most=1)
    if at.view.returning:
        fresh = await at.client.begin_again(at.view.id, turn=at.turn.id)
        say(at.speech, "utter_triage_welcome_back")
        ask(at.speech, fresh)
        return Memo()
    if said is Outcome.WENT:
        say(at.speech, "utter_went")
    else:
        say(at.speech, "utter_not_yet", first_step=signpost.card["first_step"])
    return Memo(shown=at.memo.shown)


def _outcome(at: CitizenTurn) -> Outcome:
    return Outcome.WENT if at.says_yes else Outcome.NOT_YET


async def shown(at: CitizenTurn) -> list[SignpostView]:
    """Give the signposts that are on view, or else all that were given and not put aside."""
    given = [each for each in await at.client.signposts(at.view.id) if each.verdict is None]
    on_view = [each for each in given if str(each.id) in at.memo.shown]
    return on_view or given


async def meant(at: CitizenTurn, signposts: list[SignpostView]) -> SignpostView | None:
    """Find the signpost that is meant: the one pressed, the one named, or the only one."""
    named = at.turn.entities.get("signpost")
    if named:
        every = await at.client.signposts(at.view.id)
        return next((each for each in every if str(each.id) == named), None)
    place = place_named(plain_text(at.turn.text))
    if place is not None and place < len(signposts):
        return signposts[place]
    text = at.turn.text.casefold()
    by_name = [each for each in signposts if each.card["name"].casefold() in text]
    if len(by_name) == 1:
        return by_name[0]
    return signposts[0] if len(signposts) == 1 else None
