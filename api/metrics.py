"""Figures for Prometheus: requests by route, turns by outcome; nothing about any person.

A route is named by its template, never by its path, which holds ids and, in an invite, a token.
"""

import time
from http import HTTPStatus

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram
from prometheus_client import generate_latest as render
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REGISTRY = CollectorRegistry()
CARE = "care"
# Care is given before anybody looks up which channel a conversation is on.
UNKNOWN_CHANNEL = "unknown"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_NO_ROUTE = "none"
_KNOWN_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}

_REQUESTS = Counter(
    "signpost_requests_total",
    "Requests answered, by route template.",
    ("method", "route", "status"),
    registry=REGISTRY,
)
_REQUEST_SECONDS = Histogram(
    "signpost_request_seconds",
    "Seconds from a request to the end of its answer, by route template.",
    ("method", "route"),
    buckets=_SECONDS,
    registry=REGISTRY,
)
_TURNS = Counter(
    "signpost_turns_total",
    "Messages of people by how they were answered: answered, failed or care.",
    ("channel", "outcome"),
    registry=REGISTRY,
)
_ENGINE_SECONDS = Histogram(
    "signpost_engine_seconds",
    "Seconds that the engine took for a turn that it answered.",
    buckets=_SECONDS,
    registry=REGISTRY,
)

router = APIRouter(tags=["health"])


@router.get("/metrics", response_class=Response)
async def metrics() -> Response:
    """Give what was counted since this process started, as Prometheus reads it."""
    return Response(render(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def count_turn(channel: str, outcome: str) -> None:
    """Count a turn; ``outcome`` is one of a few fixed words."""
    _TURNS.labels(channel, outcome).inc()


def note_engine(seconds: float) -> None:
    """Note how long the engine took for a turn."""
    _ENGINE_SECONDS.observe(seconds)


class RequestMetrics:
    """ASGI middleware that counts and times every HTTP request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and note it even when answering fails."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = HTTPStatus.INTERNAL_SERVER_ERROR.value

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        began = time.perf_counter()
        try:
            await self._app(scope, receive, send_noting_status)
        finally:
            _note(scope, status, time.perf_counter() - began)


def _note(scope: Scope, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in _KNOWN_METHODS else "other"
    route = getattr(scope.get("route"), "path", _NO_ROUTE)
    _REQUESTS.labels(method, route, str(status)).inc()
    _REQUEST_SECONDS.labels(method, route).observe(seconds)
