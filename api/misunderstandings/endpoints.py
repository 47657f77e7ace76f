"""The review queue of messages that were not understood, over HTTP."""

import uuid

from fastapi import APIRouter
from fastapi.responses import Response

from api.dependencies import Now, ReadSession, ServiceKey, SettingsDependency, WriteSession
from api.error_answers import may_answer
from api.misunderstandings import repository, service
from api.misunderstandings.schemas import (
    MisunderstandingView,
    NewMisunderstanding,
    Review,
    ReviewStatus,
)
from api.paging import Limit, Offset, Page

_YAML = "application/yaml"

router = APIRouter(
    prefix="/v1/misunderstandings",
    tags=["review queue"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 422),
)


@router.post("", status_code=201)
def keep_misunderstanding(
    new: NewMisunderstanding, session: WriteSession, settings: SettingsDependency, now: Now
) -> MisunderstandingView:
    """Keep a redacted message that was not understood; the same again is counted up."""
    return service.view(service.keep(session, new, settings=settings, now=now))


@router.get("")
def list_misunderstandings(
    *,
    session: ReadSession,
    settings: SettingsDependency,
    now: Now,
    status: ReviewStatus | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[MisunderstandingView]:
    """List the messages that were not understood, the most frequent first."""
    since = service.oldest_kept(settings, now)
    return service.page_of(session, status, since=since, limit=limit, offset=offset)


@router.get(
    "/export",
    response_class=Response,
    responses={200: {"content": {_YAML: {"schema": {"type": "object"}}}}},
)
def export_misunderstandings(
    session: ReadSession, settings: SettingsDependency, now: Now
) -> Response:
    """Give the labelled messages as training phrases, in the format that Rasa trains from."""
    phrases = service.export(session, service.oldest_kept(settings, now))
    return Response(phrases, media_type=_YAML)


@router.patch("/{misunderstanding_id}", responses=may_answer(404))
def review_misunderstanding(
    misunderstanding_id: uuid.UUID, wanted: Review, session: WriteSession
) -> MisunderstandingView:
    """Say what a message means, or dismiss it."""
    found = repository.get_or_raise(session, misunderstanding_id)
    return service.view(service.review(found, wanted))


@router.delete("/{misunderstanding_id}", status_code=204, responses=may_answer(404))
def delete_misunderstanding(misunderstanding_id: uuid.UUID, session: WriteSession) -> None:
    """Delete a message for good."""
    repository.remove(session, repository.get_or_raise(session, misunderstanding_id))
