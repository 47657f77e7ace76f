"""Letting the chat on other sites' pages talk with this service, and nothing else of theirs."""

from collections.abc import Sequence

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_CHAT = ("/v1/chat/", "/readyz", "/widget/words/")


class ChatAcrossOrigins:
    """Answers browsers on ``origins`` that ask whether their page may use what the chat needs.

    The chat carries its token in a header, never in a cookie, so no page can speak as somebody who
    merely visits it.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, the chat's by way of the CORS rules."""
        is_chat = scope["type"] == "http" and scope["path"].startswith(_CHAT)
        await (self._open if is_chat else self._app)(scope, receive, send)


def allow_embedding(app: FastAPI, origins: Sequence[str]) -> None:
    """Let the chat run on pages of these origins; with none, on our own pages only."""
    if origins:
        app.add_middleware(ChatAcrossOrigins, origins=origins)
