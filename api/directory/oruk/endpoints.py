"""The Open Referral UK v3 API: public, read-only, without a key."""

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.dependencies import ReadSession, SettingsDependency
from api.directory.oruk import service
from api.directory.oruk.answering import PREFIX, answer
from api.directory.oruk.schemas import (
    AnswerFormat,
    ApiDetails,
    OrukPage,
    PageQuery,
    PlaceQuery,
    ServiceListQuery,
    TermQuery,
)
from api.error_answers import may_answer

_PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"
_LINES = "application/x-ndjson"
Answers = dict[int | str, dict[str, Any]]
_UNCHANGED: Answers = {304: {"description": "What the caller has is what there is."}}
_LIST: Answers = {200: {"content": {_LINES: {}}}, **_UNCHANGED}

router = APIRouter(prefix=PREFIX, tags=["Open Referral UK"], responses=may_answer(422) | _UNCHANGED)


@router.get("/", response_model=ApiDetails)
def read_details(request: Request, settings: SettingsDependency) -> Response:
    """Say which standard this API follows."""
    details = ApiDetails(
        version="HSDS-UK-3.0",
        profile=_PROFILE,
        openapi_url=f"{settings.effective_public_url}/openapi.json",
    )
    return answer(request, details)


@router.get("/services", response_model=OrukPage, responses=_LIST)
def list_services(
    request: Request, session: ReadSession, query: Annotated[ServiceListQuery, Query()]
) -> Response:
    """List services by name, one page at a time."""
    if query.format is AnswerFormat.NDJSON:
        found = service.lines(request.app.state.database, query, service.services)
        return StreamingResponse(found, media_type=_LINES)
    return answer(request, service.services(session, query))


@router.get("/services/{service_id}", responses=may_answer(404))
def read_service(request: Request, service_id: uuid.UUID, session: ReadSession) -> Response:
    """Read a service with everything that belongs to it."""
    return answer(request, service.service(session, service_id))


@router.get("/service_at_locations", response_model=OrukPage, responses=_LIST)
def list_service_at_locations(
    request: Request, session: ReadSession, query: Annotated[PlaceQuery, Query()]
) -> Response:
    """List services at their locations; with a postcode the nearest come first."""
    if query.format is AnswerFormat.NDJSON:
        service.places(session, query.model_copy(update={"per_page": 1}))
        found = service.lines(request.app.state.database, query, service.places)
        return StreamingResponse(found, media_type=_LINES)
    return answer(request, service.places(session, query))


@router.get("/service_at_locations/{service_at_location_id}", responses=may_answer(404))
def read_service_at_location(
    request: Request, service_at_location_id: uuid.UUID, session: ReadSession
) -> Response:
    """Read a service at a location with everything that belongs to either."""
    return answer(request, service.place(session, service_at_location_id))


@router.get("/taxonomies", response_model=OrukPage)
def list_taxonomies(
    request: Request, session: ReadSession, query: Annotated[PageQuery, Query()]
) -> Response:
    """List taxonomies by name."""
    return answer(request, service.taxonomies(session, query))


@router.get("/taxonomies/{taxonomy_id}", responses=may_answer(404))
def read_taxonomy(request: Request, taxonomy_id: uuid.UUID, session: ReadSession) -> Response:
    """Read a taxonomy with its terms."""
    return answer(request, service.taxonomy(session, taxonomy_id))


@router.get("/taxonomy_terms", response_model=OrukPage)
def list_taxonomy_terms(
    request: Request, session: ReadSession, query: Annotated[TermQuery, Query()]
) -> Response:
    """List the terms of taxonomies by name."""
    return answer(request, service.terms(session, query))


@router.get("/taxonomy_terms/{taxonomy_term_id}", responses=may_answer(404))
def read_taxonomy_term(
    request: Request, taxonomy_term_id: uuid.UUID, session: ReadSession
) -> Response:
    """Read a term of a taxonomy."""
    return answer(request, service.term(session, taxonomy_term_id))
