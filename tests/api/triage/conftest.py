"""A conversation of a citizen, and its triage, over the API."""

import uuid
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.chat.schemas import State
from api.database import Database
from api.models import ChatSession


class Citizen:
    """Somebody who looks for support in one conversation."""

    def __init__(self, client: httpx.Client, conversation: str) -> None:
        self.client = client
        self.conversation = conversation
        self.triage = self.open()["id"]

    @property
    def path(self) -> str:
        return f"/v1/triage/{self.triage}"

    def open(self) -> dict[str, Any]:
        body = {"conversation_id": self.conversation}
        return self._ok(self.client.post("/v1/triage", json=body))

    def read(self) -> dict[str, Any]:
        return self._ok(self.client.get(self.path))

    def tell(self, text: str, *needs: str, **more: Any) -> dict[str, Any]:
        body = {"text": text, "needs": list(needs), **more}
        return self._ok(self.client.post(f"{self.path}/told", json=body))

    def answer(self, question: str, value: str | None) -> dict[str, Any]:
        body = {"question": question, "value": value}
        return self._ok(self.client.post(f"{self.path}/answers", json=body))

    def answers(self, **values: str | None) -> dict[str, Any]:
        for question, value in values.items():
            found = self.answer(question, value)
        return found

    def place(self, text: str | None) -> dict[str, Any]:
        return self._ok(self.client.put(f"{self.path}/place", json={"text": text}))

    def _ok(self, answer: httpx.Response) -> Any:
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()


def new_conversation(database: Database) -> str:
    now = datetime.now(UTC)
    conversation = ChatSession(
        id=uuid.uuid4(),
        token_hash=uuid.uuid4().hex,
        channel="web",
        locale="en",
        state=State().model_dump(mode="json"),
        turns=0,
        created_at=now,
        last_seen_at=now,
    )
    with database.transaction() as session:
        session.add(conversation)
        return str(conversation.id)


@pytest.fixture
def citizen(client: httpx.Client, database: Database) -> Citizen:
    return Citizen(client, new_conversation(database))
