"""Every error answers in one JSON shape: ``{"error": "NounName", "detail": "sentence"}``."""

from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api.exceptions import InvalidRequest, SignpostError, Unavailable

log = structlog.get_logger()
_SEEN_CHARS = 80


class DatabaseAway(Unavailable):
    """The database does not answer just now."""


class ErrorAnswer(BaseModel):
    """The body of every answer that is an error."""

    error: str
    detail: str


def may_answer(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document, for a route or a router, the statuses of the errors that it may answer with."""
    return {status: {"model": ErrorAnswer} for status in statuses}


def install_error_answers(app: FastAPI) -> None:
    """Map Signpost's own errors, refused requests and unknown routes to the one shape."""
    app.add_exception_handler(SignpostError, _answer_own)
    app.add_exception_handler(RequestValidationError, _answer_refused)
    app.add_exception_handler(HTTPException, _answer_http)
    for away in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(away, _answer_away)
    app.add_exception_handler(Exception, _answer_unexpected)


def _answer(status: int, error: str, detail: str) -> JSONResponse:
    return JSONResponse({"error": error, "detail": detail}, status_code=status)


def _answer_own(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, SignpostError)  # noqa: S101 -- registered for this class only
    return _answer(error.status, type(error).__name__, error.detail)


def _answer_refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this class only
    detail = "; ".join(_describe(fault) for fault in error.errors())
    return _answer(InvalidRequest.status, InvalidRequest.__name__, detail)


def _describe(fault: dict[str, Any]) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "json_invalid":
        reason = (fault.get("ctx") or {}).get("error", "it ends too early")
        return f"body: this cannot be read as JSON, from character {fault['loc'][-1]} on: {reason}"
    seen = repr(fault.get("input"))
    if len(seen) > _SEEN_CHARS:
        seen = seen[:_SEEN_CHARS] + "…"
    return f"{place}: {fault['msg']} (seen: {seen})"


def _answer_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this class only
    if error.status_code == HTTPStatus.BAD_REQUEST:
        # FastAPI says this of a body that it cannot even take apart.
        detail = "body: this cannot be read as JSON in UTF-8"
        return _answer(InvalidRequest.status, InvalidRequest.__name__, detail)
    name = HTTPStatus(error.status_code).phrase.title().replace(" ", "")
    answer = _answer(error.status_code, name, _say_http(request, error))
    answer.headers.update(error.headers or {})
    return answer


def _say_http(request: Request, error: HTTPException) -> str:
    path, detail = request.url.path, str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        return f"There is nothing at '{path[:_SEEN_CHARS]}'. What there is stands in /docs."
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        place = path[:_SEEN_CHARS]
        return f"{request.method} is not possible at '{place}'. What is possible stands in /docs."
    return detail


def _answer_away(request: Request, error: Exception) -> JSONResponse:
    # Its text would hold the values of the statement, and so a person's words.
    log.error("request.database.away", path=request.url.path, error=type(error).__name__)
    detail = "The database can't be reached just now: nothing was changed, so try again."
    return _answer(DatabaseAway.status, DatabaseAway.__name__, detail)


def _answer_unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", path=request.url.path, error=type(error).__name__)
    return _answer(500, "InternalError", "Something went wrong here; it has been noted.")
