"""Only a whole message of a closed phrase counts as a yes, a step, a don't know or a skip."""

import pytest

from actions.closed import closed_kind, reply, step


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yep, that's right",
        "ok save it please",
        "yes yes",
        "👍",
        "great",
        "yes thanks",
        "great, save it",
    ],
)
def test_a_plain_yes(text: str) -> None:
    assert reply(text) == "affirm"


@pytest.mark.parametrize("text", ["no", "Nope.", "no thanks", "never mind", "cancel", "don't"])
def test_a_plain_no_or_a_change_of_mind(text: str) -> None:
    assert reply(text) == "deny"


@pytest.mark.parametrize(
    "text",
    [
        "yeah no",
        "yes well no",
        "yes but not everywhere",
        "that's the one thing we do well",
        "we use the one from the ICB",
        "yes please but change the last one to 4",
        "great, thank you",
        "that's great, cheers",
        "Perfect thanks!",
        "good, thanks very much",
        "",
    ],
)
def test_a_yes_that_says_more_is_none(text: str) -> None:
    assert reply(text) is None


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("one up", 1),
        ("the next one up", 1),
        ("too low", 1),
        ("that's harsh", 1),
        ("no, one lower", -1),
        ("too high", -1),
        ("that's a bit generous", -1),
        ("lower", -1),
        ("worse now", 0),
        ("lower than 3", 0),
        ("we moved up the road", 0),
    ],
)
def test_a_step(text: str, by: int) -> None:
    assert step(text) == by


def test_better_and_worse_are_steps_only_from_the_last_round() -> None:
    assert (step("worse now", since=True), step("we've improved", since=True)) == (-1, 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("don't know", "dont_know"),
        ("I really don't know, sorry", "dont_know"),
        ("dunno, maybe a 3", None),
        ("staff don't know who to ask", None),
        ("not sure how sure i am", None),
        ("n/a", "not_applicable"),
        ("N/A - no posts are contracted out", "not_applicable"),
        ("doesn't apply to us, we're a charity", "not_applicable"),
        ("not relevant to us but the PCN are piloting it", None),
        ("skip this one please", "skip"),
        ("skip level meetings happen monthly", None),
        ("this one we do well", None),
    ],
)
def test_what_is_no_level_is_a_closed_phrase(text: str, kind: str | None) -> None:
    found = closed_kind(text)
    assert (found and found[0]) == kind
