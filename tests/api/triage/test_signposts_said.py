"""What is said of signposts: gaps once, what is put aside never again, and what more there is."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from actions.triage_buttons import card_text, detail_text
from actions.triage_hours import day_lines
from api.chat.schemas import MessageKind
from api.database import Database
from api.models import ChatSession, ChatTurn
from api.signposting.schemas import SignpostView
from tests.api.triage.test_dialogue import Talk, signpost, talk

__all__ = ["signpost", "talk"]

FOUR_QUESTIONS = "Four questions on how life is"


def names(talk: Talk) -> list[str]:
    return [card["name"] for card in talk.cards()]


def test_that_a_gap_is_counted_is_said_once_in_a_talk(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    assert "I've counted that" in talk.say("TR21", "give_location").heard
    again = talk.say("I'd like to do some painting too", "find_support", "arts")
    assert "I found nothing near TR21" in again.heard
    assert "I've counted that" not in again.heard


def test_whoever_is_hungry_never_hears_that_a_gap_is_counted(talk: Talk) -> None:
    talk.say("there's no food in the house", "nlu_fallback")
    assert "I found nothing near TR21" in talk.say("TR21", "give_location").heard
    assert "I've counted that" not in talk.heard
    talk.say("and I'm lonely", "find_support", "loneliness")
    assert "I found nothing near TR21" in talk.heard
    assert "I've counted that" not in talk.heard


@pytest.mark.parametrize("text", ["none of these", "neither", "None of those.", "no good"])
def test_what_was_put_aside_is_never_shown_again(talk: Talk, text: str) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.say("S1", "give_location")
    first = names(talk)
    seen = set(first)
    talk.say(text, "nlu_fallback")
    assert not seen & set(names(talk))
    seen |= set(names(talk))
    for _ in range(6):
        talk.say("I'm lonely", "find_support", "loneliness")
        assert not set(first) & set(names(talk))


def test_a_no_with_the_need_said_again_puts_aside_what_is_on_view(talk: Talk) -> None:
    talk.say("I want to be more active, it's all too much", "find_support", "exercise")
    talk.say("S1", "give_location")
    first = set(names(talk))
    for text in ("no I want to walk", "no, not that, I want to walk", "I said walking"):
        talk.say(text, "find_support", "exercise")
        assert not first & set(names(talk))


def test_walking_leads_to_no_running(talk: Talk) -> None:
    talk.say("I'd like to go walking", "find_support", "exercise")
    talk.press("1 I can do it myself").press("1 Yes, that's easy").press("1 Yes, that's easy")
    talk.press("1 Nothing yet")
    talk.press("I'd rather not say")
    assert "NHS Active 10" in names(talk)
    for _ in range(4):
        assert "NHS Couch to 5K" not in names(talk)
        if "Something else" in talk.titles():
            talk.press("Something else")
    talk.say("I'd like to take up running after all", "find_support", "exercise")
    assert "NHS Couch to 5K" in names(talk)


def test_a_link_worker_is_suggested_once(talk: Talk) -> None:
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.press("I'd rather not say")
    seen = names(talk)
    while "Something else" in talk.titles():
        talk.press("Something else")
        seen += names(talk)
    assert len([name for name in seen if "link worker" in name.casefold()]) == 1


def test_the_four_questions_are_not_offered_to_somebody_hungry(talk: Talk) -> None:
    talk.say("nothing to eat, no money", "nlu_fallback")
    talk.say("S6", "give_location")
    assert "Something else" in talk.titles()
    assert FOUR_QUESTIONS not in talk.titles()


@pytest.mark.parametrize(("days", "offered"), [(0, False), (3, True)])
def test_the_four_questions_are_not_offered_right_after_danger(
    talk: Talk, database: Database, *, days: int, offered: bool
) -> None:
    told_care(talk, database, datetime.now(UTC) - timedelta(days=days))
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.press("I'd rather not say")
    assert (FOUR_QUESTIONS in talk.titles()) is offered


def test_the_four_questions_wait_while_the_assistant_stays_with_danger(
    talk: Talk, database: Database
) -> None:
    with database.transaction() as session:
        conversation = session.get_one(ChatSession, uuid.UUID(talk.conversation))
        conversation.care = {"category": "suicide"}
    talk.say("lonely, it's all too much", "find_support", "loneliness")
    talk.press("I'd rather not say")
    assert FOUR_QUESTIONS not in talk.titles()


def told_care(talk: Talk, database: Database, when: datetime) -> None:
    reply = {"id": str(uuid.uuid4()), "kind": MessageKind.NOTICE, "card": {"type": "care"}}
    with database.transaction() as session:
        session.add(
            ChatTurn(
                id=uuid.uuid4(),
                session_id=uuid.UUID(talk.conversation),
                number=1,
                status="answered",
                replies=[reply],
                received_at=when,
            )
        )


CARD = {
    "name": "Open kitchen",
    "organisation": "Example kitchens",
    "what": "Hot food.",
    "about": "Hot food. There is a play corner, and you can take a bag home.",
    "why": "You asked about food and eating.",
    "who": "Everybody",
    "expect": "You can ask first what it is like.",
    "first_step": "Go along to 1 Example Road.",
    "alert": None,
    "cost": "Free",
    "access": ["Face to face"],
    "schedule": "Next open: Tuesday 10am to 12pm",
    "all_hours": "Tuesday 10am to 12pm; Friday 6pm to 8pm",
    "openings": [[1, "10:00:00", "12:00:00", None, None], [4, "18:00:00", "20:00:00", None, None]],
    "address": "1 Example Road",
    "distance_text": "About 1 mile from the middle of S5",
    "phone": "0114 496 0000",
    "text_to": None,
    "email": "kitchen@example.org",
    "url": "https://example.org/",
    "map_url": None,
    "directions_url": "https://example.org/way",
    "checked_on": "2026-11-01",
    "is_sample": False,
    "today": 0,
}


def view(**changed: object) -> SignpostView:
    return SignpostView(
        id=uuid.uuid4(),
        triage_id=uuid.uuid4(),
        target="service:1",
        number=1,
        card={**CARD, **changed},
        verdict=None,
        outcome=None,
        given_at=datetime(2026, 11, 30, tzinfo=UTC),
    )


def test_tell_me_more_tells_what_the_card_does_not() -> None:
    more = set(detail_text(view()).split("\n"))
    assert {
        "Hot food. There is a play corner, and you can take a bag home.",
        "Run by: Example kitchens",
        "For: Everybody",
        "What it is like: You can ask first what it is like.",
        "When: Tuesday 10am to 12pm; Friday 6pm to 8pm",
        "E-mail: kitchen@example.org",
        "Directions: https://example.org/way",
        "Last checked: 1 November 2026",
    } <= more
    assert len(more - set(card_text(view()).split("\n"))) >= 5


def test_the_text_of_a_card_begins_with_what_is_needed_to_go() -> None:
    lines = card_text(view()).split("\n")
    assert lines[:2] == ["Open kitchen", "Hot food."]
    places = [
        next(n for n, line in enumerate(lines) if part in line)
        for part in (
            "You asked about",
            "First step",
            "Phone",
            "Next open",
            "Cost",
            "Website",
            "Last checked",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "is it open on sunday?",
            (
                "No, Open kitchen is not open on Sunday."
                " It's open: Tuesday 10am to 12pm; Friday 6pm to 8pm"
            ),
        ),
        ("Is it open on Fridays", "Yes, Open kitchen is open on Friday: 6pm–8pm"),
        ("is it open tomorrow", "Yes, Open kitchen is open on Tuesday: 10am–12pm"),
        (
            "are they open now",
            (
                "No, Open kitchen is not open on Monday."
                " It's open: Tuesday 10am to 12pm; Friday 6pm to 8pm"
            ),
        ),
    ],
)
def test_whether_it_is_open_on_a_day_is_answered_yes_or_no(question: str, told: str) -> None:
    assert list(day_lines(view().card, question)) == [told]


def test_a_day_is_read_from_hours_in_words_and_not_guessed_without() -> None:
    told = "Monday: open in the morning; Tuesday: open all day; Sunday: closed"
    card = view(openings=[], all_hours=told, schedule=told).card
    assert list(day_lines(card, "is it open on Sundays?")) == [
        (
            "No, Open kitchen is not open on Sunday."
            " It's open: Monday: open in the morning; Tuesday: open all day"
        )
    ]
    assert list(day_lines(card, "and on mondays?")) == [
        "Yes, Open kitchen is open on Monday: Monday: open in the morning"
    ]
    assert list(day_lines(card, "is it open on saturday?")) == []
    assert list(day_lines(view(openings=[], all_hours="Ring first").card, "open sunday?")) == []
