"""A conversation answers for somebody: by an invite, or in a practice run."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx
import pytest

from api.assessments.practice import start_practice
from api.config import Settings
from api.participants import service as participants
from tests.api.chat.conftest import KEY, Chat, Conversation, Start
from tests.api.example_framework import example_framework

pytestmark = pytest.mark.anyio

NINETY_DAYS = 90 * 24 * 3600
WANTED = {"framework": "village-checks", "scope": "village"}


@dataclass
class Invited:
    assessment: UUID
    participant: UUID
    invite: UUID
    token: str


def invite(chat: Chat, **settings: int) -> Invited:
    """Invite somebody to an assessment."""
    now = chat.clock()
    with chat.database.transaction() as session:
        assessment, participant = start_practice(session, example_framework(), "village", now)
        made = participants.invite(
            session, assessment.id, participant.id, settings=Settings(**settings), now=now
        )
        return Invited(assessment.id, participant.id, made.id, made.token)


async def refusal(chat: Chat, token: str) -> tuple[int, str]:
    body = {"channel": "web", "invite": token}
    answer = await chat.http.post("/v1/chat/sessions", json=body)
    assert chat.engine.turns == []
    return answer.status_code, answer.json()["error"]


async def test_an_invite_opens_the_place_of_its_participant(chat: Chat) -> None:
    invited = invite(chat)
    await chat.open(invite=invited.token)
    metadata = chat.engine.turns[0]["metadata"]
    assert metadata["assessment"] == str(invited.assessment)
    assert metadata["participant"] == str(invited.participant)


async def test_an_invite_opens_the_same_place_on_another_device(chat: Chat) -> None:
    invited = invite(chat)
    first, second = [await chat.open(invite=invited.token) for _ in range(2)]
    assert first.id != second.id
    assert {turn["metadata"]["participant"] for turn in chat.engine.turns} == {
        str(invited.participant)
    }


async def test_an_unknown_invite_is_refused(chat: Chat) -> None:
    assert await refusal(chat, "nothing") == (404, "InviteNotFound")


async def test_an_expired_invite_is_refused(chat: Chat) -> None:
    invited = invite(chat)
    chat.clock.pass_time(NINETY_DAYS)
    assert await refusal(chat, invited.token) == (410, "InviteExpired")


async def test_a_revoked_invite_is_refused(chat: Chat) -> None:
    invited = invite(chat)
    with chat.database.transaction() as session:
        participants.revoke(session, invited.invite, now=chat.clock())
    assert await refusal(chat, invited.token) == (410, "InviteRevoked")


async def test_an_invite_that_is_used_up_is_refused(chat: Chat) -> None:
    invited = invite(chat, invite_uses=1)
    await chat.open(invite=invited.token)
    chat.engine.turns.clear()
    assert await refusal(chat, invited.token) == (410, "InviteUsedUp")


async def test_a_conversation_that_is_not_kept_does_not_use_an_invite_up(chat: Chat) -> None:
    invited = invite(chat, invite_uses=1)
    chat.database.fail_transaction(1)
    assert await refusal(chat, invited.token) == (503, "ConversationsAway")
    await chat.open(invite=invited.token)


async def practise(
    chat: Chat, conversation: str, body: dict[str, str] = WANTED, key: str = KEY
) -> httpx.Response:
    return await chat.http.post(
        f"/v1/chat/sessions/{conversation}/practice", json=body, headers={"X-API-Key": key}
    )


async def test_a_practice_run_is_answered_in_the_conversation(
    chat: Chat, talk: Conversation
) -> None:
    answer = await practise(chat, talk.id)
    assert answer.status_code == 201, answer.text
    practice = answer.json()
    assert practice["position"]["question"]["statement"] == "V1a"
    await talk.say("hello")
    metadata = chat.engine.turns[-1]["metadata"]
    assert metadata["assessment"] == practice["assessment_id"]
    assert metadata["participant"] == practice["participant_id"]


async def test_a_practice_run_may_start_while_its_turn_is_answered(
    chat: Chat, talk: Conversation
) -> None:
    async def start_and_answer(_turn: dict[str, object]) -> httpx.Response:
        assert (await practise(chat, talk.id)).status_code == 201
        return httpx.Response(200, json={"messages": [{"text": "Here we go."}]})

    chat.engine.next.append(start_and_answer)
    await talk.say("let me try")
    await talk.say("3")
    assert chat.engine.turns[-1]["metadata"]["assessment"] is not None


async def test_each_practice_run_takes_the_place_of_the_last(
    chat: Chat, talk: Conversation
) -> None:
    first, second = [(await practise(chat, talk.id)).json() for _ in range(2)]
    assert first["assessment_id"] != second["assessment_id"]
    await talk.say("hello")
    assert chat.engine.turns[-1]["metadata"]["assessment"] == second["assessment_id"]


async def test_practice_needs_the_service_key(chat: Chat, talk: Conversation) -> None:
    assert (await practise(chat, talk.id, key="wrong")).status_code == 401


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({**WANTED, "framework": "nothing"}, "FrameworkNotFound"),
        ({**WANTED, "scope": "nothing"}, "ScopeNotFound"),
    ],
)
async def test_practice_needs_a_framework_and_a_scope_that_exist(
    chat: Chat, talk: Conversation, body: dict[str, str], error: str
) -> None:
    answer = await practise(chat, talk.id, body)
    assert (answer.status_code, answer.json()["error"]) == (404, error)
    await talk.say("hello")
    assert chat.engine.turns[-1]["metadata"]["assessment"] is None


async def test_practice_needs_a_conversation_that_exists(chat: Chat) -> None:
    answer = await practise(chat, str(uuid4()))
    assert (answer.status_code, answer.json()["error"]) == (404, "ConversationNotFound")


async def test_practice_can_be_switched_off(start: Start) -> None:
    chat = await start(demo=False)
    talk = await chat.open()
    answer = await practise(chat, talk.id)
    assert (answer.status_code, answer.json()["error"]) == (403, "PracticeSwitchedOff")
    assert chat.engine.turns[0]["metadata"]["demo"] is False
