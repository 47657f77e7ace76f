"""This product in the benchmark: the real processes with a framework of many statements."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import ascii_lowercase
from types import TracebackType
from typing import Self

import httpx
import yaml

from bot.launch.local import LocalProduct, new_invite


class Product:
    """Runs the product; ``ready_s`` is the time from the engine's start until all is ready."""

    def __init__(self, folder: Path, questions: int) -> None:
        frameworks = folder / "frameworks"
        frameworks.mkdir(parents=True)
        (frameworks / "bench.yml").write_text(
            yaml.safe_dump(long_framework(questions), sort_keys=False), encoding="utf-8"
        )
        limits = {"SIGNPOST_MESSAGE_RATE": "1000/second", "SIGNPOST_SESSION_RATE": "1000/second"}
        settings = {"SIGNPOST_FRAMEWORKS_DIR": str(frameworks), "SIGNPOST_LOG_LEVEL": "WARNING"}
        self._product = LocalProduct(folder, {**settings, **limits})
        self.ready_s = 0.0

    def __enter__(self) -> Self:
        self._product.start("api")
        self._product.start("actions")
        started = time.perf_counter()
        self._product.start("engine")
        self._product.wait_until_ready()
        self.ready_s = time.perf_counter() - started
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._product.close()

    @property
    def engine_pid(self) -> int:
        """The process id of the engine."""
        return self._product.pid("engine")

    @contextmanager
    def running(self, process: str, settings: dict[str, str]) -> Iterator[None]:
        """Run one more process, with settings of its own."""
        self._product.environment.update(settings)
        self._product.start(process)
        try:
            yield
        finally:
            self._product.stop(process)

    def new_invite(self) -> str:
        """Invite somebody to a new assessment; give the token."""
        with self._product.http() as admin:
            return str(new_invite(admin, "bench", "all", "pcn")["token"])

    def open(self, http: httpx.AsyncClient) -> "ProductConversation":
        """Begin a conversation by a new invite to a new assessment."""
        return ProductConversation(http, self._product.url, self.new_invite())


class ProductConversation:
    """One conversation through the chat gateway."""

    def __init__(self, http: httpx.AsyncClient, url: str, invite: str) -> None:
        self._http = http
        self._url = url
        self._invite = invite
        self._headers: dict[str, str] = {}

    async def begin(self) -> None:
        """Open the conversation; the assistant asks the first statement."""
        body = {"channel": "api", "invite": self._invite}
        answer = await self._http.post(f"{self._url}/v1/chat/sessions", json=body)
        opened = answer.raise_for_status().json()
        self._headers = {"Authorization": f"Bearer {opened['token']}"}

    async def answer(self, text: str) -> None:
        """Give one answer; raises unless a score was saved."""
        answer = await self._http.post(
            f"{self._url}/v1/chat/messages",
            json={"text": text, "client_message_id": str(uuid.uuid4())},
            headers=self._headers,
        )
        messages = answer.raise_for_status().json()["messages"]
        if not messages[0]["text"].startswith("Saved"):
            raise RuntimeError(f"Not saved: {messages[0]['text']}")


def long_framework(questions: int) -> dict[str, object]:
    """Make a framework of as many statements as the benchmark answers."""
    statements = [
        {"id": _statement_id(place), "text": f"Statement {place} holds", "emphasis": "holds"}
        for place in range(questions)
    ]
    names = ("Emerging", "Developing", "Maturing", "Embedded")
    group = {"id": "all", "title": "All", "statements": statements}
    return {
        "schema": 1,
        "id": "bench",
        "version": "1",
        "title": "Benchmark framework",
        "short_title": "Benchmark",
        "source": {"publisher": "Signpost", "document": "Benchmark", "status": "Made up"},
        "published": None,
        "licence": "MIT",
        "levels": [
            {"value": value, "name": name, "definition": f"Level {value}."}
            for value, name in enumerate(names, start=1)
        ],
        "scopes": [
            {
                "id": "all",
                "prefix": "B",
                "title": "All",
                "organisation_kinds": ["pcn"],
                "domains": [{"id": "all", "title": "All", "groups": [group]}],
            }
        ],
    }


def _statement_id(place: int) -> str:
    number, letter = divmod(place, len(ascii_lowercase))
    return f"B{number + 1}{ascii_lowercase[letter]}"
