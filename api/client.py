"""The typed client by which the other processes of Signpost use its API."""

from functools import lru_cache
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import httpx
import orjson
from pydantic import BaseModel

from api.assessments.schemas import (
    AnswerInReview,
    AnswerKind,
    Confidence,
    FoundDomain,
    FoundStatement,
    Pathway,
    Position,
    Progress,
    Question,
    Saved,
)
from api.assessments.score_schemas import Scores
from api.citizen_calls import CitizenCalls
from api.config import get_settings
from api.credentials import service_key
from api.exceptions import SignpostError
from api.frameworks.schemas import Framework, FrameworkSummary
from api.handovers.schemas import HandoverInList, MadeHandover
from api.profiles.schemas import Profile
from api.rounds.schemas import Changes

_TIMEOUT_S = 10.0
# Below the 5 seconds after which the API drops an idle connection: one that is being dropped while
# it is picked up again would look like an API that is away.
_LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=50, keepalive_expiry=3.0)


class ApiUnreachable(SignpostError):
    """The API did not answer, or answered with an error of its own."""

    status = 503


class ApiRefused(SignpostError):
    """The API refused the request; ``error`` is the noun name of its answer."""

    def __init__(self, status: int, error: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.error = error


class Place(BaseModel, frozen=True):
    """Where answers of a conversation go: one participant's place in one assessment."""

    assessment: UUID
    participant: UUID

    @property
    def path(self) -> str:
        """The path of this place in the API."""
        return f"/v1/assessments/{self.assessment}/participants/{self.participant}"


class Practice(BaseModel):
    """A practice run that was just started."""

    assessment_id: UUID
    participant_id: UUID
    link: str
    position: Position


class SignpostClient(CitizenCalls):
    """Calls the API over HTTP with the service key.

    Every method raises ``ApiUnreachable`` when no answer comes or the API fails, and ``ApiRefused``
    with the API's own error name when it says no. ``transport`` replaces the network in tests.
    """

    def __init__(
        self, base_url: str, key: str, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"X-API-Key": key},
            timeout=_TIMEOUT_S,
            transport=transport or httpx.AsyncHTTPTransport(limits=_LIMITS, retries=1),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def frameworks(self) -> list[FrameworkSummary]:
        """List the frameworks that are live."""
        listed = await self._call("GET", "/v1/frameworks")
        return [FrameworkSummary.model_validate(item) for item in listed]

    async def statement_ids(self, framework: str, scope: str) -> list[str]:
        """List the ids of a scope's statements, in order."""
        found = await self.framework(framework)
        return [statement.id for statement in found.scope(scope).statements]

    async def framework(self, framework: str) -> Framework:
        """Give a framework whole, with its glossary."""
        return Framework.model_validate(await self._call("GET", f"/v1/frameworks/{framework}"))

    async def start_practice(self, conversation: str, framework: str, scope: str) -> Practice:
        """Start a practice run and link the conversation to it."""
        body = {"framework": framework, "scope": scope}
        path = f"/v1/chat/sessions/{conversation}/practice"
        return Practice.model_validate(await self._call("POST", path, body))

    async def position(self, place: Place, after: str | None = None) -> Position:
        """Say what comes next, looking on from the statement ``after``."""
        query = {"after": after} if after else None
        return Position.model_validate(
            await self._call("GET", f"{place.path}/position", query=query)
        )

    async def question(self, place: Place, statement: str) -> Question:
        """Give one statement as a question, with the answer it has so far."""
        found = await self._call("GET", f"{place.path}/questions/{statement}")
        return Question.model_validate(found)

    async def previous(self, place: Place, statement: str) -> Question:
        """Give the statement before this one; refused as ``NoPreviousStatement`` at the first."""
        found = await self._call("GET", f"{place.path}/questions/{statement}/previous")
        return Question.model_validate(found)

    async def progress(self, place: Place) -> Progress:
        """Count what is answered, by domain."""
        return Progress.model_validate(await self._call("GET", f"{place.path}/progress"))

    async def save(
        self,
        place: Place,
        statement: str,
        kind: AnswerKind,
        *,
        level: int | None = None,
        note: str | None = None,
        keep_note: bool = True,
        confidence: Confidence | None = None,
        channel: str,
        turn: str,
    ) -> Saved:
        """Save an answer; the same turn again changes nothing.

        ``keep_note`` false leaves the note of the answer before behind.
        """
        body = {
            "statement": statement,
            "kind": kind,
            "level": level,
            "note": note,
            "keep_note": keep_note,
            "confidence": confidence,
            "channel": channel,
            "turn": turn,
        }
        return Saved.model_validate(await self._call("POST", f"{place.path}/responses", body))

    async def add_note(
        self, place: Place, statement: str, note: str, *, channel: str, turn: str
    ) -> Saved:
        """Add a note to an answered statement; refused as ``NothingToNote`` when it is not."""
        body = {"statement": statement, "note": note, "channel": channel, "turn": turn}
        return Saved.model_validate(await self._call("POST", f"{place.path}/notes", body))

    async def confidence(
        self, place: Place, statement: str, confidence: Confidence, *, channel: str, turn: str
    ) -> Saved:
        """Say how sure an answer is; refused as ``NothingToRate`` when there is none."""
        body = {
            "statement": statement,
            "confidence": confidence,
            "channel": channel,
            "turn": turn,
        }
        return Saved.model_validate(await self._call("POST", f"{place.path}/confidence", body))

    async def finish(self, place: Place, *, channel: str, turn: str) -> Position:
        """Note that the person says it is finished; another answer opens it again."""
        body = {"channel": channel, "turn": turn}
        return Position.model_validate(await self._call("POST", f"{place.path}/finish", body))

    async def pathway(self, place: Place, pathway: Pathway) -> Position:
        """Ask the route, everything, or the few statements that tell most."""
        body = {"pathway": pathway}
        return Position.model_validate(await self._call("PUT", f"{place.path}/pathway", body))

    async def hand_over(
        self,
        place: Place,
        statement: str,
        role: str,
        *,
        note: str | None = None,
        channel: str,
        turn: str,
    ) -> MadeHandover:
        """Hand a statement over; refused as ``HandoverToOneself`` when that is the only one."""
        body = {
            "statement": statement,
            "role": role,
            "note": note,
            "channel": channel,
            "turn": turn,
        }
        return MadeHandover.model_validate(
            await self._call("POST", f"{place.path}/handovers", body)
        )

    async def undo_hand_over(self, place: Place, handover: UUID) -> Position:
        """Take a hand-over back; the person is asked the statement again."""
        found = await self._call("DELETE", f"{place.path}/handovers/{handover}")
        return Position.model_validate(found)

    async def handovers(self, assessment: UUID) -> list[HandoverInList]:
        """List the hand-overs of an assessment that stand."""
        found = await self._call("GET", f"/v1/assessments/{assessment}/handovers")
        return [HandoverInList.model_validate(item) for item in found]

    async def find_statements(
        self, place: Place, about: str, *, limit: int = 5
    ) -> list[FoundStatement]:
        """Find the statements that fit some words, best first; none when nothing fits."""
        query = {"about": about, "limit": str(limit)}
        found = await self._call("GET", f"{place.path}/statements", query=query)
        return [FoundStatement.model_validate(item) for item in found]

    async def find_domains(self, place: Place, about: str) -> list[FoundDomain]:
        """Find the domains that fit some words, best first; none when nothing fits."""
        found = await self._call("GET", f"{place.path}/domains", query={"about": about})
        return [FoundDomain.model_validate(item) for item in found]

    async def answers_of(self, place: Place, domain: str | None = None) -> list[AnswerInReview]:
        """List the person's answers in order, of one domain or of all."""
        query = {"domain": domain} if domain else None
        found = await self._call("GET", f"{place.path}/answers", query=query)
        return [AnswerInReview.model_validate(item) for item in found]

    async def scores(self, assessment: UUID) -> Scores:
        """Give what the answers come to, by domain, group and statement."""
        return Scores.model_validate(
            await self._call("GET", f"/v1/assessments/{assessment}/scores")
        )

    async def changes(self, assessment: UUID) -> Changes:
        """Give what moved since the last round."""
        found = await self._call("GET", f"/v1/assessments/{assessment}/changes")
        return Changes.model_validate(found)

    async def profile(self, assessment: UUID) -> Profile:
        """Give the profile along an index; refused as ``NoProfile`` without an index."""
        found = await self._call("GET", f"/v1/assessments/{assessment}/profile")
        return Profile.model_validate(found)

    async def misunderstood(
        self,
        text: str,
        *,
        intent: str | None = None,
        confidence: float | None = None,
        flow: str | None = None,
        framework: str | None = None,
        statement: str | None = None,
    ) -> None:
        """Put a redacted message that was not understood into the review queue."""
        body = {
            "text": text,
            "intent": intent,
            "confidence": confidence,
            "flow": flow,
            "framework": framework,
            "statement": statement,
        }
        await self._call("POST", "/v1/misunderstandings", body)

    async def pause(self, place: Place) -> None:
        """Note that the person stops for now."""
        await self._call("POST", f"{place.path}/pause")

    async def restart(self, place: Place, *, channel: str, turn: str) -> Position:
        """Clear every answer of this place, keeping the history."""
        body = {"channel": channel, "turn": turn}
        return Position.model_validate(await self._call("POST", f"{place.path}/restart", body))

    async def _call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        query: dict[str, str] | None = None,
    ) -> Any:
        try:
            answer = await self._http.request(method, path, json=body, params=query)
        except httpx.TransportError as error:
            raise ApiUnreachable(f"{method} {path} got no answer.") from error
        if answer.is_success:
            return orjson.loads(answer.content) if answer.content else None
        raise _refusal(method, path, answer)


def _refusal(method: str, path: str, answer: httpx.Response) -> SignpostError:
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return ApiUnreachable(f"{method} {path} answered {answer.status_code}.")
    try:
        body = answer.json()
        return ApiRefused(answer.status_code, body["error"], body["detail"])
    except (ValueError, KeyError, TypeError):
        return ApiUnreachable(f"{method} {path} answered {answer.status_code} in another shape.")


@lru_cache(maxsize=1)
def get_client() -> SignpostClient:
    """Give this process's client, made from the settings on first use."""
    settings = get_settings()
    return SignpostClient(settings.effective_api_url, service_key(settings))
