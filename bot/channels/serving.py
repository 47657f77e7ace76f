"""Running a relay: until it is told to stop, and behind an address when it is called."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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


class Server(uvicorn.Server):
    """A server that leaves the signals of its process to the relay."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none."""
        yield


async def serve(app: Starlette, *, host: str, port: int) -> None:
    """Serve an application until cancelled."""
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
    server = Server(config)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_stop_when_cancelled, server)
        with anyio.CancelScope(shield=True):
            await server.serve()
        tasks.cancel_scope.cancel()


async def _stop_when_cancelled(server: Server) -> None:
    try:
        await anyio.sleep_forever()
    finally:
        server.should_exit = True


def health(is_well: Callable[[], bool] = lambda: True) -> Route:
    """Make the route by which an operator's tools see that the relay runs."""

    async def answer(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok") if is_well() else PlainTextResponse("away", status_code=503)

    return Route(HEALTH, answer)


async def small_body(request: Request) -> bytes | None:
    """Read a body; None when it is larger than any update can be."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return body
