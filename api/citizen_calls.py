"""The part of the client that is about citizens: triage, signposts and wellbeing."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.signposting.needs import Need
from api.triage.answers import About, Group
from api.triage.schemas import Told, TriageView


class CitizenCalls(ABC):
    """Calls of the client that concern citizens; errors are those of the client."""

    @abstractmethod
    async def _call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        query: dict[str, str] | None = None,
    ) -> Any: ...

    async def open_triage(self, conversation: str) -> TriageView:
        """Give the latest triage of a conversation, or begin the first one."""
        return await self._triage("POST", "", {"conversation_id": conversation})

    async def tell(
        self,
        triage: UUID,
        text: str,
        *,
        needs: Sequence[str] = (),
        asked: str | None = None,
        says_yes: bool | None = None,
        gives_place: bool = False,
    ) -> Told:
        """Have a message read for what it says towards the triage."""
        body = {
            "text": text,
            "needs": list(needs),
            "asked": asked,
            "says_yes": says_yes,
            "gives_place": gives_place,
        }
        return Told.model_validate(await self._call("POST", f"/v1/triage/{triage}/told", body))

    async def answer(self, triage: UUID, question: str, value: str | None) -> TriageView:
        """Give the option that was chosen, or None to pass a question over."""
        body = {"question": question, "value": value}
        return await self._triage("POST", f"/{triage}/answers", body)

    async def take_needs(self, triage: UUID, needs: Sequence[Need]) -> TriageView:
        """Give needs that were chosen; none to pass the question over."""
        return await self._triage("POST", f"/{triage}/needs", {"needs": list(needs)})

    async def take_place(self, triage: UUID, text: str | None) -> TriageView:
        """Give the place, or None; refused as ``PlaceNotKnown``."""
        return await self._triage("PUT", f"/{triage}/place", {"text": text})

    async def set_about(self, triage: UUID, about: About) -> TriageView:
        """Say who the help is for."""
        return await self._triage("PUT", f"/{triage}/about", {"about": about})

    async def step_back(self, triage: UUID, *, turn: str) -> TriageView:
        """Take the last answer back."""
        return await self._triage("POST", f"/{triage}/back", {"turn": turn})

    async def choose(self, triage: UUID, group: Group) -> TriageView:
        """Keep how the person would like to be met."""
        return await self._triage("PUT", f"/{triage}/choice", {"group": group})

    async def begin_again(
        self, triage: UUID, *, turn: str, needs: Sequence[str] = ()
    ) -> TriageView:
        """Begin a new triage in the same conversation."""
        body = {"turn": turn, "needs": list(needs)}
        return await self._triage("POST", f"/{triage}/again", body)

    async def _triage(self, method: str, path: str, body: dict[str, Any]) -> TriageView:
        return TriageView.model_validate(await self._call(method, f"/v1/triage{path}", body))
