"""What holds for every route of the chat gateway: no huge bodies, and a wait that is named."""

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any, override

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.chat.refusals import LengthMissing, RequestTooLarge, TooFast

# Five times the longest message with every character escaped. All of what is sent is screened
# before it is refused, at about 15 milliseconds for 1,000 characters, so it must have an end.
MAX_BODY_BYTES = 250_000


class ChatRoute(APIRoute):
    """Refuses a body that no message can need before it is read, and names how long to wait."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler of the route."""
        handle = super().get_route_handler()

        async def handle_with_limits(request: Request) -> Response:
            _refuse_huge(request)
            try:
                return await handle(request)
            except TooFast as error:
                raise HTTPException(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    error.detail,
                    headers={"Retry-After": str(error.seconds)},
                ) from error

        return handle_with_limits


def _refuse_huge(request: Request) -> None:
    if "transfer-encoding" in request.headers:
        raise LengthMissing
    length = int(request.headers.get("content-length", "0"))
    if length > MAX_BODY_BYTES:
        raise RequestTooLarge(seen=length, allowed=MAX_BODY_BYTES)
