"""Answers that can be asked for again with ``If-None-Match``, and are open to every website."""

import hashlib
from typing import Any

import orjson
from fastapi import Request, Response
from pydantic import BaseModel
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/oruk/v3"
_FRESH_S = 60
_JSON = "application/json"


def answer(request: Request, found: BaseModel | dict[str, Any]) -> Response:
    """Answer as JSON with an ETag, or 304 without a body when the caller has it already."""
    content = found.model_dump() if isinstance(found, BaseModel) else found
    body = orjson.dumps(content)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={_FRESH_S}"}
    known = request.headers.get("If-None-Match", "")
    if tag in {each.strip().removeprefix("W/") for each in known.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_JSON, headers=headers)


class OpenToEveryWebsite:
    """Lets scripts of any website read what is under ``PREFIX``, errors too, and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the header that browsers ask for; answer what they ask before they ask."""
        if scope["type"] != "http" or not _is_open(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = "ETag"
            await send(message)

        if scope["method"] == "OPTIONS":
            allowed = {
                "Access-Control-Allow-Methods": "GET, OPTIONS",
                "Access-Control-Allow-Headers": "*",
                "Access-Control-Max-Age": "86400",
            }
            await Response(status_code=204, headers=allowed)(scope, receive, send_open)
            return
        await self._app(scope, receive, send_open)


def _is_open(path: str) -> bool:
    return path == PREFIX or path.startswith(f"{PREFIX}/")
