"""Which messages are about what is held, and which only sound like it."""

import pytest

from api.privacy.asking import Wish, payload, pressed, wished


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("What do you hold about me?", Wish.SHOW),
        ("what info have u got on me", Wish.SHOW),
        ("what do you actually know about me then", Wish.SHOW),
        ("can I see my data please", Wish.SHOW),
        ("I want to make a subject access request", Wish.SHOW),
        ("delete my chat", Wish.ERASE),
        ("please delete everything I told you", Wish.ERASE),
        ("can you wipe this conversation", Wish.ERASE),
        ("forget about me", Wish.ERASE),
        ("I'd like you to erase all my personal data.", Wish.ERASE),
        ("don\u2019t keep what I write", Wish.FORGET),
        ("stop recording this conversation", Wish.FORGET),
    ],
)
def test_a_right_is_heard(text: str, wish: Wish) -> None:
    assert wished(text) is wish


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "we keep good records of referrals but nobody looks at the data",
        "don't save that",
        "my GP has my records",
        "delete that answer",
        "people don't know about the service",
        "what do you know about gardening groups",
        "the data sharing agreement lets us see each other's data",
        "I can't forget about it",
        "we have removed the barrier of sharing our data between practices",
    ],
)
def test_other_messages_pass(text: str) -> None:
    assert wished(text) is None


def test_a_long_message_is_never_taken_as_a_wish() -> None:
    assert wished("delete my data " + "and so on " * 20) is None


def test_only_its_own_payloads_are_taken() -> None:
    assert pressed(payload(Wish.ERASE_NOW)) is Wish.ERASE_NOW
    assert pressed('/privacy{"do": "everything"}') is None
