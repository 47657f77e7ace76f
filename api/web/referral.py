"""The form by which a person asks for a link worker, and their copy of it."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.chat.gateway import Gateway
from api.credentials import token_hash
from api.dependencies import Now, ReadSession, SettingsDependency, WriteSession
from api.referrals import repository, service
from api.referrals.endpoints import VaultDependency
from api.referrals.form import LONGEST, Filled, read_form
from api.referrals.schemas import Context, Status
from api.referrals.words import WORDS
from api.web.pages import page

router = APIRouter(include_in_schema=False)

_MOST_FIELDS = 60
_FORM = "form"
_MOST_BYTES = 40_000
_TOO_LARGE: Mapping[str, list[str]] = {"": ["too large"]}


async def _form(request: Request) -> Mapping[str, list[str]]:
    """Read the fields of a form; of one that is larger than any real one, none is read."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > _MOST_BYTES:
        return _TOO_LARGE
    sent = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    return {field: [str(value) for value in sent.getlist(field)] for field in sent}


def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


Token = Annotated[str, Query(max_length=200)]
Given = Annotated[Mapping[str, list[str]], Depends(_form)]
GatewayDependency = Annotated[Gateway, Depends(_gateway)]


@router.get("/referral")
def show_form(session: WriteSession, now: Now, ticket: Token = "") -> HTMLResponse:
    """Show the empty form."""
    try:
        context = service.open_ticket(session, ticket, now)
    except service.FormUsedUp:
        return _ended_page(410)
    return _form_page(ticket, context, None)


@router.post("/referral")
def send_form(
    *,
    given: Given,
    session: WriteSession,
    vault: VaultDependency,
    gateway: GatewayDependency,
    now: Now,
) -> Response:
    """Take the form; whatever is wrong with it, nothing that was typed is lost.

    What is written in it is screened for danger like every other message.
    """
    if given is _TOO_LARGE:
        return _ended_page(413, why="too_large")
    ticket = next(iter(given.get("ticket", ())), "")
    try:
        context = service.open_ticket(session, ticket, now)
    except service.FormUsedUp as ended:
        written = (text for texts in given.values() for text in texts)
        care = [message.text for message in gateway.care_for(written, session, channel=_FORM)]
        return _ended_page(410, why="sent" if ended.is_sent else "ended", care=care)
    filled = read_form(given, for_someone_else=context.for_someone_else)
    care = [
        message.text for message in gateway.care_for(filled.values.values(), session, channel=_FORM)
    ]
    if filled.details is None:
        return _form_page(ticket, context, filled, care=care)
    copy = service.refer(session, ticket, filled, vault=vault, now=now)
    if care:
        return page("referral_care.html", {"care": care, "copy": copy})
    return RedirectResponse(f"/referral/copy?token={copy}&sent=1", status_code=303)


@router.get("/referral/copy")
def show_copy(
    *,
    session: ReadSession,
    settings: SettingsDependency,
    vault: VaultDependency,
    now: Now,
    token: Token = "",
    sent: bool = False,
) -> HTMLResponse:
    """Show a person their own copy, how far it is, and how to take it back."""
    referral = repository.find_by_copy(session, token_hash(token))
    if referral is None:
        return _ended_page(404)
    shown = service.view(session, referral, vault=vault, settings=settings, now=now)
    return page(
        "referral_copy.html",
        {"referral": shown, "words": WORDS, "token": token, "sent": sent, "status": Status},
    )


@router.post("/referral/withdraw")
def withdraw(given: Given, session: WriteSession, now: Now) -> Response:
    """Take a referral back, and delete the details."""
    token = next(iter(given.get("token", ())), "")
    if service.withdraw(session, token, now) is None:
        return _ended_page(404)
    return RedirectResponse(f"/referral/copy?token={token}", status_code=303)


def _ended_page(status: int, *, why: str = "ended", care: Sequence[str] = ()) -> HTMLResponse:
    return page("referral_ended.html", {"care": care, "why": why}, status=status)


def _form_page(
    ticket: str, context: Context, filled: Filled | None, *, care: Sequence[str] = ()
) -> HTMLResponse:
    shown = {
        "care": care,
        "ticket": ticket,
        "context": context,
        "words": WORDS,
        "values": filled.values if filled else dict.fromkeys((*LONGEST, "way"), ""),
        "chosen": filled.chosen if filled else set(),
        "faults": filled.faults if filled else {},
        "longest": LONGEST,
    }
    return page("referral.html", shown, status=422 if filled else 200)
