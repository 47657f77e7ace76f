"""Forms of pages without scripts: reading them, and telling our own from another site's."""

import hmac
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response

from api.credentials import new_token
from api.exceptions import InvalidRequest

FORM_COOKIE = "signpost-form"
_MAX_FIELDS = 20


class FormUnreadable(InvalidRequest):
    """A form has more fields than any page of ours sends."""


async def _read_form(request: Request) -> Mapping[str, str]:
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MAX_FIELDS))
    except ValueError as error:
        raise FormUnreadable(f"A form here has up to {_MAX_FIELDS} fields.") from error


Form = Annotated[Mapping[str, str], Depends(_read_form)]


def form_token(request: Request) -> str:
    """Give the token that the forms of this browser carry: the one in its cookie, or a new one."""
    return request.cookies.get(FORM_COOKIE) or new_token()


def is_own(request: Request, form: Mapping[str, str]) -> bool:
    """Say whether a form was made by our page: it carries the token of the browser's cookie."""
    kept = request.cookies.get(FORM_COOKIE, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), form.get("form", "").encode())


def keep_cookie(
    request: Request, response: Response, name: str, value: str, *, seconds: int | None = None
) -> None:
    """Let the browser keep a value for the plain pages; no script sees it.

    It keeps it until it closes, or for so many seconds.
    """
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/chat/plain",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https" or _is_served_securely(request),
    )


def drop_cookie(response: Response, name: str) -> None:
    """Let the browser forget a value."""
    response.delete_cookie(name, path="/chat/plain", httponly=True, samesite="lax")


def _is_served_securely(request: Request) -> bool:
    address: str = request.app.state.settings.effective_public_url
    return address.startswith("https://")
