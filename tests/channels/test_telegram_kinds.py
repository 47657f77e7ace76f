"""Whatever somebody sends in Telegram is answered, and nothing is kept that is not needed."""

from typing import Any

import pytest

from bot.channels.words import WORDS
from tests.api.chat.fakes import say
from tests.channels.conftest import Bench

pytestmark = pytest.mark.anyio

ANNA, GROUP = 1001, -500
FILE = {"file_id": "f", "file_unique_id": "u"}
PHOTO = {"photo": [{**FILE, "width": 1, "height": 1}]}
VOICE = {"voice": {**FILE, "duration": 3}}
DOCUMENT = {"document": FILE}
# A place in Leeds, far more exact than anybody needs to know.
LEEDS = {"latitude": 53.8072645, "longitude": -1.5711209}
PHONE = "+447700900123"

WITHOUT_WORDS: dict[str, dict[str, Any]] = {
    "photo": PHOTO,
    "voice": VOICE,
    "video": {"video_note": {**FILE, "length": 1, "duration": 1}},
    "file": DOCUMENT,
    "sticker": {
        "sticker": {
            **FILE,
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
    },
    "contact": {"contact": {"phone_number": PHONE, "first_name": "Someone"}},
    "other": {"dice": {"emoji": "🎲", "value": 3}},
    "place_unknown": {"location": {"latitude": 48.8584, "longitude": 2.2945}},
}

VIDEO = {"video": {**FILE, "width": 1, "height": 1, "duration": 1}}
WITH_WORDS: list[tuple[dict[str, Any], str]] = [
    (PHOTO, "photo_words"),
    (DOCUMENT, "file_words"),
    (VOICE, "voice_words"),
    (VIDEO, "video_words"),
]


def stored(bench: Bench) -> str:
    with bench.product.app.state.database.reading() as session:
        return "\n".join(session.connection().connection.driver_connection.iterdump())


def heard(bench: Bench) -> list[str]:
    return [turn["text"] for turn in bench.product.engine.turns if "text" in turn]


@pytest.mark.parametrize("kind", WITHOUT_WORDS)
async def test_what_has_no_words_is_answered_and_goes_no_further(relay: Bench, kind: str) -> None:
    update = relay.telegram.message(ANNA, **WITHOUT_WORDS[kind])
    await relay.telegram.wait_until_confirmed(update)
    assert relay.telegram.texts(ANNA) == [WORDS.remarks[kind]]
    assert relay.product.engine.turns == []
    assert relay.product.door.requests == []


def test_every_remark_has_its_case() -> None:
    with_words = {"edited", "place", *(remark for _, remark in WITH_WORDS)}
    assert set(WORDS.remarks) == {*WITHOUT_WORDS, *with_words}


@pytest.mark.parametrize(("content", "remark"), WITH_WORDS, ids=[name for _, name in WITH_WORDS])
async def test_the_words_with_a_picture_or_file_are_read(
    relay: Bench, content: dict[str, Any], remark: str
) -> None:
    update = relay.telegram.message(ANNA, **content, caption="my garden")
    await relay.telegram.wait_until_confirmed(update)
    assert relay.telegram.texts(ANNA)[0] == WORDS.remarks[remark]
    assert heard(relay) == ["my garden"]


async def test_an_album_is_remarked_on_once_and_its_words_are_read(relay: Bench) -> None:
    album = {**PHOTO, "media_group_id": "album-1"}
    relay.telegram.message(ANNA, **album)
    relay.telegram.message(ANNA, **album, caption="my garden")
    await relay.telegram.wait_until_confirmed(relay.telegram.message(ANNA, **album))
    assert relay.telegram.texts(ANNA).count(WORDS.remarks["photo"]) == 1
    assert WORDS.remarks["photo_words"] not in relay.telegram.texts(ANNA)
    assert heard(relay) == ["my garden"]


async def test_an_edited_message_is_read_as_a_new_one_and_that_is_said(relay: Bench) -> None:
    relay.telegram.say(ANNA, "I like gardens")
    await relay.telegram.wait_until_confirmed(relay.telegram.edit(ANNA, "I like gardening"))
    assert heard(relay) == ["I like gardens", "I like gardening"]
    assert relay.telegram.texts(ANNA)[-2:] == [WORDS.remarks["edited"], "I see."]


async def test_of_a_place_the_first_part_of_the_postcode_is_used(relay: Bench) -> None:
    update = relay.telegram.message(ANNA, location=LEEDS)
    await relay.telegram.wait_until_confirmed(update)
    assert heard(relay) == ["LS6"]
    assert relay.telegram.texts(ANNA)[0] == WORDS.remarks["place"].format(outcode="LS6")
    sent = b"".join(request.content for request in relay.product.door.requests)
    for exact in ("53.8", "1.57"):
        assert exact not in stored(relay)
        assert exact.encode() not in sent


async def test_a_place_that_is_shared_live_is_read_once(relay: Bench) -> None:
    live = {**LEEDS, "live_period": 900}
    relay.telegram.message(ANNA, location=live)
    moved = {**live, "latitude": 53.9}
    update = relay.telegram.update(
        edited_message={**relay.telegram._message(ANNA, {"location": moved}), "edit_date": 2}
    )
    await relay.telegram.wait_until_confirmed(update)
    assert heard(relay) == ["LS6"]


async def test_a_venue_is_a_place_too(relay: Bench) -> None:
    venue = {"location": LEEDS, "title": "A hall", "address": "A street"}
    update = relay.telegram.message(ANNA, venue=venue, location=LEEDS)
    await relay.telegram.wait_until_confirmed(update)
    assert heard(relay) == ["LS6"]


async def test_somebody_elses_contact_details_go_nowhere(relay: Bench) -> None:
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    before = len(relay.product.door.requests)
    update = relay.telegram.message(ANNA, **WITHOUT_WORDS["contact"])
    await relay.telegram.wait_until_confirmed(update)
    assert len(relay.product.door.requests) == before
    assert PHONE not in stored(relay)


@pytest.mark.parametrize(
    "content",
    [{"pinned_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}},
     {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}}],
)  # fmt: skip
async def test_what_telegram_itself_notes_needs_no_answer(
    relay: Bench, content: dict[str, Any]
) -> None:
    await relay.telegram.wait_until_confirmed(relay.telegram.message(ANNA, **content))
    assert relay.telegram.sent == []


async def test_a_group_is_asked_once_to_talk_in_private(relay: Bench) -> None:
    relay.telegram.say(GROUP, "hello bot")
    relay.telegram.say(GROUP, "hello again")
    await relay.telegram.wait_until_confirmed(relay.telegram.message(GROUP, **PHOTO))
    (asked,) = relay.telegram.to(GROUP)
    assert "https://t.me/ExampleSignpostBot" in asked.text
    assert asked.buttons[0]["url"] == "https://t.me/ExampleSignpostBot"
    assert relay.product.door.requests == []


async def test_danger_in_a_group_is_answered_each_time_and_not_passed_on(relay: Bench) -> None:
    relay.telegram.say(GROUP, "hello bot")
    await relay.telegram.wait_until_confirmed(relay.telegram.say(GROUP, "I want to kill myself"))
    texts = relay.telegram.texts(GROUP)
    assert len(texts) > 1
    assert any("999" in text for text in texts[1:])
    assert all(not sent.buttons for sent in relay.telegram.to(GROUP)[1:])
    assert relay.product.door.requests == []


async def test_a_group_that_takes_the_bot_in_is_told_once_each_time(relay: Bench) -> None:
    relay.telegram.update(my_chat_member=_member("left", "member"))
    relay.telegram.say(GROUP, "welcome")
    relay.telegram.update(my_chat_member=_member("member", "left"))
    update = relay.telegram.update(my_chat_member=_member("left", "member"))
    await relay.telegram.wait_until_confirmed(update)
    assert len(relay.telegram.to(GROUP)) == 2


async def test_somebody_who_blocks_and_comes_back_is_not_written_to_unasked(relay: Bench) -> None:
    for before, now in (("member", "kicked"), ("kicked", "member")):
        update = relay.telegram.update(my_chat_member=_member(before, now, chat=ANNA))
    await relay.telegram.wait_until_confirmed(update)
    assert relay.telegram.sent == []


def _member(before: str, now: str, chat: int = GROUP) -> dict[str, Any]:
    bot = {"id": 123456, "is_bot": True, "first_name": "Signpost"}
    kind = "group" if chat < 0 else "private"
    extra = {"until_date": 0}
    return {
        "chat": {"id": chat, "type": kind, "title": "G"},
        "from": {"id": ANNA, "is_bot": False, "first_name": "Person"},
        "date": 1,
        "old_chat_member": {"user": bot, "status": before, **extra},
        "new_chat_member": {"user": bot, "status": now, **extra},
    }


async def test_the_language_of_the_app_goes_along(relay: Bench) -> None:
    sender = {"id": ANNA, "is_bot": False, "first_name": "Person", "language_code": "pl"}
    relay.product.engine.otherwise = say({"text": "I see."})
    message = relay.telegram._message(ANNA, {"text": "cześć"}) | {"from": sender}
    await relay.telegram.wait_until_confirmed(relay.telegram.update(message=message))
    assert relay.product.engine.turns[-1]["metadata"]["locale"] == "pl"
