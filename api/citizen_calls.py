"""The part of the client that is about citizens: triage, signposts and wellbeing."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from api.referrals.schemas import Context, Ticket
from api.signposting.needs import Need
from api.signposting.schemas import Given, Judged, Outcome, SignpostView, Verdict
from api.triage.answers import About, Group
from api.triage.schemas import Told, TriageView
from api.wellbeing.schemas import Moment, NextWellbeing, WellbeingView


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
        only_place: bool = False,
        noted: Sequence[str] = (),
    ) -> Told:
        """Have a message read for what it says towards the triage."""
        body = {
            "text": text,
            "needs": list(needs),
            "asked": asked,
            "says_yes": says_yes,
            "gives_place": gives_place,
            "only_place": only_place,
            "noted": list(noted),
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

    async def give_signposts(
        self, triage: UUID, *, turn: str, most: int = 3, needs: Sequence[str] = ()
    ) -> Given:
        """Ask for signposts that were not given before, or for any that fit these needs."""
        body = {"triage_id": str(triage), "turn": turn, "most": most, "needs": list(needs)}
        return Given.model_validate(await self._call("POST", "/v1/signposts", body))

    async def signposts(self, triage: UUID) -> list[SignpostView]:
        """List the signposts of a triage."""
        found = await self._call("GET", "/v1/signposts", query={"triage_id": str(triage)})
        return [SignpostView.model_validate(signpost) for signpost in found]

    async def judge(self, signpost: UUID, verdict: Verdict, text: str) -> Judged:
        """Say that a signpost is not for the person, or wrong."""
        body = {"verdict": verdict, "text": text}
        return Judged.model_validate(
            await self._call("POST", f"/v1/signposts/{signpost}/verdict", body)
        )

    async def follow_up(self, signpost: UUID, outcome: Outcome) -> SignpostView:
        """Say whether the person went."""
        body = {"outcome": outcome}
        return SignpostView.model_validate(
            await self._call("POST", f"/v1/signposts/{signpost}/outcome", body)
        )

    async def referral_link(self, context: Context) -> Ticket:
        """Make a link to the form by which a person asks for a link worker's call."""
        body = context.model_dump(mode="json")
        return Ticket.model_validate(await self._call("POST", "/v1/referrals/tickets", body))

    async def wellbeing(self, triage: UUID, moment: Moment) -> WellbeingView:
        """Give the answers on wellbeing, and what to ask next."""
        found = await self._call("GET", f"/v1/wellbeing/{triage}", query={"moment": moment})
        return WellbeingView.model_validate(found)

    async def save_wellbeing(
        self, triage: UUID, moment: Moment, question: str, value: int
    ) -> NextWellbeing:
        """Keep one answer; refused as ``ValueOutsideScale`` and ``NotToBeAsked``."""
        body = {"moment": moment, "question": question, "value": value}
        return NextWellbeing.model_validate(
            await self._call("POST", f"/v1/wellbeing/{triage}/answers", body)
        )

    async def _triage(self, method: str, path: str, body: dict[str, Any]) -> TriageView:
        return TriageView.model_validate(await self._call(method, f"/v1/triage{path}", body))
