"""Running a relay: until it is told to stop, and behind an address when it is called."""

import signal

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

HEALTH = "/healthz"
MAX_BODY_BYTES = 1_000_000


async def stop_on_signal(scope: anyio.CancelScope) -> None:
    """Cancel ``scope`` at SIGTERM or Ctrl-C."""
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            scope.cancel()
            return


async def serve(app: Starlette, *, host: str, port: int) -> None:
    """Serve an application until told to stop."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
    )
    await uvicorn.Server(config).serve()


def health() -> Route:
    """Make the route by which an operator's tools see that the relay runs."""

    async def answer(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    return Route(HEALTH, answer)


async def small_body(request: Request) -> bytes | None:
    """Read a body; None when it is larger than any update can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return body
