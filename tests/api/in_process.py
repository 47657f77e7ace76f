"""A synchronous HTTP client of an application in this process: no socket, no network."""

import httpx
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI


class InProcessTransport(httpx.BaseTransport):
    """Hands each request to the application, which runs in the event loop of ``portal``."""

    def __init__(self, app: FastAPI, portal: BlockingPortal, *, raise_faults: bool) -> None:
        self._transport = httpx.ASGITransport(app=app, raise_app_exceptions=raise_faults)
        self._portal = portal

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._handle, request)

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        body = b"".join([part async for part in answer.aiter_raw()])
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)


def client_of(
    app: FastAPI, portal: BlockingPortal, *, headers: dict[str, str], raise_faults: bool = True
) -> httpx.Client:
    """Give a client of the application; ``raise_faults`` lets its own faults fail the test."""
    transport = InProcessTransport(app, portal, raise_faults=raise_faults)
    return httpx.Client(transport=transport, base_url="http://signpost", headers=headers)
