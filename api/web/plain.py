"""The conversation by plain forms, for browsers without JavaScript: the same gateway, whole pages.

A message is answered with a redirect to the page, so that loading it again sends nothing twice. Who
holds the conversation stands in a cookie that scripts and other sites cannot use.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.assessments.schemas import Channel
from api.chat.endpoints import GatewayDependency
from api.chat.gateway import Gateway
from api.chat.interpreter import offered_locales
from api.chat.refusals import ConversationsAway, TokenUnknown
from api.chat.route import ChatRoute
from api.chat.schemas import Message, MessageRequest, SessionRequest, Transcript
from api.exceptions import SignpostError
from api.languages.locales import SOURCE, fitting, is_offered
from api.languages.saying import say_or_keep
from api.web.forms import FORM_COOKIE, Form, drop_cookie, form_token, is_own, keep_cookie
from api.web.pages import page
from api.web.plain_view import arrange, name_of
from api.web.plain_words import words_of
from api.web.security import NEUTRAL_PAGE, PLAIN_HEADERS

router = APIRouter(prefix="/chat/plain", include_in_schema=False, route_class=ChatRoute)

ADDRESS = "/chat/plain"
SESSION_COOKIE = "signpost-plain"
# Beside the other when the place is to stay after the browser closes.
KEPT_COOKIE = "signpost-plain-kept"
_MOST_DAYS_KEPT = 30
_DAY_S = 24 * 3600


@router.get("")
async def show_conversation(
    request: Request,
    gateway: GatewayDependency,
    invite: str | None = None,
    language: str | None = None,
) -> Response:
    """Show the conversation of this browser, or a form that starts one in a language."""
    if invite is not None:
        return _show(request, "plain_start.html", {"invite": invite, "problem": None})
    return await _show_conversation(request, gateway, language=language)


@router.post("/start")
async def start_conversation(request: Request, gateway: GatewayDependency, form: Form) -> Response:
    """Open a conversation, with an invite if the form has one."""
    invite = form.get("invite") or None
    locale = form.get("locale") or "en"
    start: dict[str, Any] = {"invite": invite, "problem": None, "locale": locale}
    if not is_own(request, form):
        return _show(request, "plain_start.html", {**start, "problem": "stale"}, status=403)
    address = request.client.host if request.client else "unknown"
    try:
        opened = await gateway.sessions.open(
            SessionRequest(channel=Channel.WEB, locale=locale, invite=invite), address=address
        )
    except (SignpostError, ValueError) as refusal:
        detail, status = _reason(refusal)
        return _show(request, "plain_start.html", {**start, "problem": detail}, status=status)
    response = _to_conversation()
    keep_cookie(request, response, SESSION_COOKIE, opened.token)
    # That the one before was to stay is no wish for this one.
    drop_cookie(response, KEPT_COOKIE)
    return response


@router.post("/language")
async def choose_language(request: Request, form: Form) -> Response:
    """Show the form that starts a conversation in another language, beside what was not sent."""
    shown: dict[str, Any] = {"invite": None, "locale": form.get("locale", SOURCE)}
    if not is_own(request, form):
        return _show(request, "plain_start.html", {**shown, "problem": "stale"}, status=403)
    unsent = {"problem": None, "draft": form.get("text", "")}
    return _show(request, "plain_start.html", {**shown, **unsent})


@router.post("/messages")
async def send_message(request: Request, gateway: GatewayDependency, form: Form) -> Response:
    """Say something, or press a button."""
    # Danger is answered whatever is wrong with the form; without a token, nothing else is.
    token = request.cookies.get(SESSION_COOKIE) if is_own(request, form) else None
    try:
        answer = await gateway.say(_message(form), token=token)
    except TokenUnknown:
        return await _show_unsent(request, gateway, form, "stale", HTTPStatus.FORBIDDEN)
    except SignpostError as refusal:
        return await _show_unsent(request, gateway, form, *_reason(refusal))
    if await _is_stored(request, gateway, answer.messages):
        response = _to_conversation()
        if token is not None and KEPT_COOKIE in request.cookies and not answer.erased:
            _keep_for_days(request, response, token)
        return response
    # Help that could not be stored is shown at once.
    return await _show_conversation(request, gateway, said=answer.messages)


@router.post("/keep")
async def keep_place(request: Request, form: Form) -> Response:
    """Keep the place in this browser after it closes, or no longer."""
    response = _to_conversation()
    token = request.cookies.get(SESSION_COOKIE)
    if not is_own(request, form) or token is None:
        return response
    if form.get("keep") == "yes":
        _keep_for_days(request, response, token)
    else:
        keep_cookie(request, response, SESSION_COOKIE, token)
        drop_cookie(response, KEPT_COOKIE)
    return response


@router.post("/leave")
async def leave(request: Request, form: Form) -> Response:
    """Forget the conversation in this browser and go to a page that tells nothing of it."""
    response = RedirectResponse(NEUTRAL_PAGE, HTTPStatus.SEE_OTHER, PLAIN_HEADERS)
    if is_own(request, form):
        for name in (SESSION_COOKIE, KEPT_COOKIE, FORM_COOKIE):
            drop_cookie(response, name)
    return response


def _keep_for_days(request: Request, response: Response, token: str) -> None:
    """Keep the place from now on, for no longer than the conversation itself is kept."""
    days = min(_MOST_DAYS_KEPT, request.app.state.settings.keep_conversations_days)
    for name, value in ((SESSION_COOKIE, token), (KEPT_COOKIE, "yes")):
        keep_cookie(request, response, name, value, seconds=days * _DAY_S)


def _message(form: Mapping[str, str]) -> MessageRequest:
    said = form.get("payload") or form.get("text", "")
    try:
        name = str(name_of(UUID(form.get("place", "")), said))
    except ValueError:
        name = None
    if form.get("payload"):
        return MessageRequest(payload=said, client_message_id=name)
    return MessageRequest(text=said, client_message_id=name)


async def _show_unsent(
    request: Request, gateway: Gateway, form: Mapping[str, str], problem: str, status: int
) -> Response:
    """Show the conversation with what was not taken and why."""
    draft = form.get("text", "")
    return await _show_conversation(request, gateway, problem=problem, draft=draft, status=status)


async def _show_conversation(
    request: Request,
    gateway: Gateway,
    *,
    said: list[Message] | None = None,
    problem: str | None = None,
    draft: str = "",
    language: str | None = None,
    status: int = 200,
) -> Response:
    held = SESSION_COOKIE in request.cookies
    shown: dict[str, Any] = {"said": said or [], "problem": problem, "draft": draft}
    shown["locale"] = language or _read_by(request)
    try:
        transcript = await _transcript(request, gateway)
    except ConversationsAway as refusal:
        # The conversation is still there: the browser keeps its place for when it can be read.
        shown["problem"], status = _reason(refusal)
        return _show(request, "plain_start.html", {**shown, "invite": None}, status=status)
    if transcript is None:
        if held and problem is None and not said:
            shown["problem"] = "gone"
        response = _show(request, "plain_start.html", {**shown, "invite": None}, status=status)
        if held:
            drop_cookie(response, SESSION_COOKIE)
            drop_cookie(response, KEPT_COOKIE)
        return response
    return _show(request, "plain.html", {**shown, "view": arrange(transcript)}, status=status)


async def _is_stored(request: Request, gateway: Gateway, said: list[Message]) -> bool:
    try:
        stored = await _transcript(request, gateway)
    except ConversationsAway:
        return False
    known = {message.id for message in stored.messages} if stored else set()
    return all(message.id in known for message in said)


async def _transcript(request: Request, gateway: Gateway) -> Transcript | None:
    token = request.cookies.get(SESSION_COOKIE)
    if token is None:
        return None
    try:
        return await gateway.sessions.transcript(token=token)
    except TokenUnknown:
        return None


def _show(
    request: Request, template: str, shown: Mapping[str, Any], *, status: int = 200
) -> HTMLResponse:
    token = form_token(request)
    settings = request.app.state.settings
    context = {"draft": "", "said": [], **shown, "form": token}
    context["max_length"] = settings.message_max_chars
    context["locales"] = offered_locales()
    context["is_kept"] = KEPT_COOKIE in request.cookies
    locale = shown["view"].locale if "view" in shown else fitting(shown.get("locale", SOURCE))
    context["words"] = words_of(locale)
    if shown["problem"]:
        context["problem"] = say_or_keep(shown["problem"], locale)
    response = page(template, context, status=status, headers=PLAIN_HEADERS)
    keep_cookie(request, response, FORM_COOKIE, token)
    return response


def _read_by(request: Request) -> str:
    """Give the first language of the browser's list that is offered, else English."""
    accepted = request.headers.get("accept-language", "")
    tags = (part.partition(";")[0].strip() for part in accepted.split(","))
    return next((tag for tag in tags if is_offered(tag)), SOURCE)


def _to_conversation() -> RedirectResponse:
    return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER, PLAIN_HEADERS)


def _reason(refusal: Exception) -> tuple[str, int]:
    if isinstance(refusal, SignpostError):
        return refusal.detail, refusal.status
    return "unreadable", HTTPStatus.UNPROCESSABLE_ENTITY
