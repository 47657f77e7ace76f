"""The two short transactions of a turn: receive a message, keep the answer.

Between them the engine thinks, and no transaction is open. Every function here runs inside one
transaction of its caller.
"""

import uuid
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.beside import needs_of
from api.chat.choices import chosen, numbered
from api.chat.handover import NewKey, add_key
from api.chat.incoming import Incoming
from api.chat.offers import buttons_of, is_always_taken, is_on_view, look_for, of_turn
from api.chat.refusals import PayloadNotOffered, TokenUnknown
from api.chat.schemas import Message, SessionRequest, State, TurnAnswer
from api.chat.turn import OPEN, Answered, Attempt, Outcome, Turn, TurnStatus, Underway
from api.credentials import new_token
from api.credentials import token_hash as hash_of
from api.languages.locales import offered_or_kept
from api.languages.reading import in_english
from api.languages.switching import answered, named, offered_of, without_names
from api.models import CareIncident, ChatSession, ChatTurn
from api.participants.service import redeem_invite
from api.privacy.answering import agrees, decided
from api.privacy.repository import forget_words
from api.safety.care import NOT_BY_RINGING
from api.safety.care_buttons import response_name
from api.safety.finding import Finding
from api.safety.staying import CHILD, Stay, newest, recalled
from api.triage import repository as triages
from api.triage.answers import About, AgeBand
from api.triage.service import cannot_ring

log = structlog.get_logger()


def open_conversation(
    session: Session,
    request: SessionRequest,
    *,
    token_hash: str,
    is_key: bool = False,
    notice: str | None = None,
    now: datetime,
) -> Turn:
    """Make a conversation and its opening turn; ``notice`` is the version that it begins with.

    With ``is_key`` the token is a channel's own, which may have opened another one before. Raises
    what ``redeem_invite`` raises when an invite is named that does not let anyone in.
    """
    assessment, participant = None, None
    if request.invite is not None:
        assessment, participant = redeem_invite(session, request.invite, now)
    conversation = ChatSession(
        id=uuid.uuid4(),
        token_hash=hash_of(new_token()) if is_key else token_hash,
        channel=request.channel,
        locale=offered_or_kept(request.locale),
        assessment_id=assessment,
        participant_id=participant,
        state=State().model_dump(mode="json"),
        notice=notice,
        keeps_words=True,
        turns=0,
        created_at=now,
        last_seen_at=now,
    )
    repository.add_conversation(session, conversation)
    if is_key:
        add_key(session, conversation.id, NewKey(token_hash, request.channel), now=now)
    return _add_turn(session, conversation, Incoming(None, OPEN, None), None, now)


def receive(
    session: Session,
    message: Incoming,
    *,
    redacted: str | None,
    token_hash: str,
    attempt: Attempt,
    unkept: Stay | None = None,
) -> Turn | Underway | Answered:
    """Take a message in: as a new turn, or as the turn that it already is.

    ``redacted`` is its text as it is kept and as the engine sees it; ``unkept`` is what is stayed
    with and could not be stored. Raises ``TokenUnknown`` and ``PayloadNotOffered``.
    """
    held = _hold(session, token_hash)
    stay = newest(_stay_of(held.conversation), unkept)
    received = _receive(session, held.conversation, message, redacted, attempt, unkept=unkept)
    if not isinstance(received, Turn):
        return received
    return replace(received, channel=held.channel, key=token_hash, stay=stay)


def _receive(
    session: Session,
    conversation: ChatSession,
    message: Incoming,
    redacted: str | None,
    attempt: Attempt,
    *,
    unkept: Stay | None,
) -> Turn | Underway | Answered:
    known = _known_turn(session, conversation, message)
    if known is not None:
        again = _again(conversation, known, attempt)
        if not isinstance(again, Turn):
            return again
        # Words that are not kept come along when the message is sent again.
        shown = look_for(session, conversation.id, again.payload, unkept).shown
        return replace(again, text=again.text or redacted, shown=shown)
    if message.payload is not None:
        button = look_for(session, conversation.id, message.payload, unkept)
        stay = newest(_stay_of(conversation), unkept)
        if not is_always_taken(message.payload, button.shown, stay):
            raise PayloadNotOffered
        turn = _add_turn(session, conversation, message, button.title, attempt.now)
        return replace(turn, shown=button.shown)
    replies = repository.latest_replies(session, conversation.id)
    on_view = replies if is_on_view(replies, unkept) else []
    payload = typed_payload(message.text or "", conversation, on_view)
    if payload is not None:
        message = replace(message, payload=payload)
    return _add_turn(session, conversation, message, redacted, attempt.now)


def finish(session: Session, turn: Turn, outcome: Outcome, *, now: datetime) -> TurnAnswer:
    """Store the answer to a turn, what it offers and where the conversation stands then."""
    state = outcome.state or turn.state
    outcome = of_turn(outcome, turn.response)
    repository.finish_turn(
        session,
        turn.id,
        status=outcome.status,
        replies=[
            message.model_dump(mode="json", exclude={"links"}) for message in outcome.messages
        ],
        state=state.model_dump(mode="json"),
        now=now,
    )
    if (turn.stay or outcome.stay) and _may_keep(session, turn, outcome.stay):
        stay = outcome.stay.at(turn.place_told) if outcome.stay else None
        repository.keep_stay(session, turn.conversation, _wire(stay))
    if not turn.keeps_words and outcome.status is TurnStatus.ANSWERED:
        forget_words(session, turn.conversation, but_replies_of=turn.id)
    count_incident(session, outcome.finding, turn.channel, now)
    offered = (button.payload for message in outcome.messages for button in message.buttons)
    repository.add_offers(session, turn.conversation, offered)
    if outcome.state is not None:
        repository.move_conversation(
            session, turn.conversation, state=state.model_dump(mode="json"), now=now
        )
    return TurnAnswer(messages=outcome.messages, state=state, failed=outcome.is_failure)


def keep_care(
    session: Session,
    message: Incoming,
    *,
    token_hash: str,
    finding: Finding,
    care: Callable[[Finding, Stay | None, str, str | None], list[Message]],
    place_told: Callable[[str | None, Stay | None], str | None] | None = None,
    now: datetime,
) -> TurnAnswer:
    """Store a message that was answered with care alone; the place in the conversation is kept.

    ``care`` gives the messages for a finding that is stayed with, in a locale and for a place.
    ``place_told`` reads the place where that matters. From now on the assistant stays with what was
    found. A message that was sent before is not stored again. Raises ``TokenUnknown``.
    """
    conversation = _hold(session, token_hash).conversation
    before = _stay_of(conversation)
    finding = recalled(finding, before)
    said = earlier = place = None
    if place_told is not None:
        said, earlier = place_told(message.text, before), before.place if before else None
        place = said or place_of(session, conversation.id) or earlier
    if (known := _known_turn(session, conversation, message)) is not None:
        messages = care(finding, None, conversation.locale, place)
        again = of_turn(Outcome(TurnStatus.ANSWERED, messages), _name_of(known))
        state = State.model_validate(conversation.state)
        return TurnAnswer(messages=again.messages, state=state)
    turn = _add_turn(session, conversation, message, message.text, now)
    log.info("chat.care.kept", conversation=str(conversation.id), turn=str(turn.id))
    stay = Stay.after(finding, before, needs_of(turn))
    turn = replace(turn, place=place, place_told=said or earlier)
    messages = care(finding, stay, turn.locale, place)
    outcome = Outcome(TurnStatus.ANSWERED, messages, stay=stay, finding=finding)
    return finish(session, turn, outcome, now=now)


def place_of(session: Session, conversation: uuid.UUID) -> str | None:
    """Give where the person of a conversation looks for support, if they said so."""
    told = [each.place for each in triages.of_conversation(session, conversation) if each.place]
    return told[-1] if told else None


def reach_of(session: Session, conversation: uuid.UUID) -> tuple[str, ...]:
    """Give what a triage tells of how the person can be called: a child, and not by ringing."""
    told = triages.of_conversation(session, conversation)[-1:]
    child = [CHILD for each in told if each.age == AgeBand.CHILD and each.about == About.ME]
    silent = [NOT_BY_RINGING for each in told if cannot_ring(each)]
    return (*child, *silent)


def reopen(session: Session, *, token_hash: str, attempt: Attempt) -> Turn | None:
    """Take up an opening turn that failed; None when there is none or it is under way."""
    conversation = _hold(session, token_hash).conversation
    turns = repository.list_turns(session, conversation.id)
    if not is_unopened(turns):
        return None
    again = _again(conversation, turns[0], attempt)
    return again if isinstance(again, Turn) else None


def is_unopened(turns: Collection[ChatTurn]) -> bool:
    """Say whether a conversation still waits for the assistant's first word."""
    return not any(turn.status == TurnStatus.ANSWERED for turn in turns)


def _hold(session: Session, token_hash: str) -> repository.Held:
    held = repository.hold_conversation(session, token_hash)
    if held is None:
        raise TokenUnknown(given=True)
    return held


def _known_turn(session: Session, conversation: ChatSession, message: Incoming) -> ChatTurn | None:
    if message.client_message_id is None:
        return None
    return repository.get_turn_by_client_id(session, conversation.id, message.client_message_id)


def _again(
    conversation: ChatSession, turn: ChatTurn, attempt: Attempt
) -> Turn | Underway | Answered:
    state = State.model_validate(turn.state)
    tried = turn.status == TurnStatus.FAILED and attempt.waited
    if tried or turn.status == TurnStatus.ANSWERED:
        messages = [Message.model_validate(reply) for reply in turn.replies]
        return Answered(turn.id, TurnAnswer(messages=messages, state=state, failed=tried))
    if turn.status == TurnStatus.RECEIVED and not attempt.may_take(turn):
        return Underway(turn.id)
    turn.status = TurnStatus.RECEIVED
    turn.received_at = attempt.now
    # The state is the one in which the message came first: tried again later, it still answers
    # the question that the person saw.
    return _turn(conversation, turn.id, turn.text, turn.payload, state, _name_of(turn))


def _add_turn(
    session: Session,
    conversation: ChatSession,
    message: Incoming,
    shown: str | None,
    now: datetime,
) -> Turn:
    turn = uuid.uuid4()
    repository.add_turn(
        session,
        conversation,
        turn=turn,
        client_message_id=message.client_message_id,
        text=shown if conversation.keeps_words else None,
        payload=message.payload,
        now=now,
    )
    state = State.model_validate(conversation.state)
    name = response_name(message.client_message_id or turn)
    return _turn(conversation, turn, shown, message.payload, state, name)


def _name_of(turn: ChatTurn) -> str:
    return response_name(turn.client_message_id or turn.id)


def _turn(  # noqa: PLR0917 -- what a turn has, in its order
    conversation: ChatSession,
    turn: uuid.UUID,
    text: str | None,
    payload: str | None,
    state: State,
    response: str,
) -> Turn:
    return Turn(
        id=turn,
        conversation=conversation.id,
        channel=conversation.channel,
        locale=conversation.locale,
        assessment=conversation.assessment_id,
        participant=conversation.participant_id,
        text=text,
        payload=payload,
        state=state,
        stay=_stay_of(conversation),
        kept=_stay_of(conversation),
        keeps_words=conversation.keeps_words,
        response=response,
    )


def _stay_of(conversation: ChatSession) -> Stay | None:
    return Stay.model_validate(conversation.care) if conversation.care else None


def _may_keep(session: Session, turn: Turn, stay: Stay | None) -> bool:
    """Whether a turn may say what is stayed with: it knows of no disclosure made after it came."""
    if stay is not None and stay.is_open:
        return True
    stored = repository.hold_stay(session, turn.conversation)
    now = Stay.model_validate(stored) if stored else None
    return now is None or not now.is_stayed_with or now == turn.kept


def _wire(stay: Stay | None) -> dict[str, Any] | None:
    return stay.model_dump(mode="json") if stay else None


def count_incident(session: Session, finding: Finding, channel: str, now: datetime) -> None:
    """Count a finding by its hour; nothing of the message or of the person goes with it."""
    if finding.certainty is None:
        return
    incident = CareIncident(
        id=uuid.uuid4(),
        category=finding.category,
        certainty=finding.certainty,
        channel=channel,
        hour=now.replace(minute=0, second=0, microsecond=0),
    )
    repository.add_incident(session, incident)


def typed_payload(
    text: str, conversation: ChatSession, replies: list[dict[str, Any]]
) -> str | None:
    """Give the payload of the button that a typed text stands for: by title, number, yes or no."""
    on_view = buttons_of(replies)
    button = chosen(text, on_view) or numbered(
        in_english(text, conversation.locale),
        [Message.model_validate(reply) for reply in replies],
        in_assessment=conversation.state["flow"] == "assessment",
    )
    if button is not None:
        return button.payload
    payloads = [button.payload for button in on_view]
    return decided(text, conversation.locale, payloads) or _language(
        text, conversation.locale, payloads
    )


def _language(text: str, locale: str, payloads: list[str]) -> str | None:
    """Give the payload of the language that an answer to its offer takes: by name, yes or no."""
    rest = without_names(text)
    agreed = agrees(rest, locale)
    if agreed is None and (offered := offered_of(payloads)) is not None:
        agreed = {"yes": True, "no": False}.get(in_english(rest, offered))
    if agreed is None and not rest:
        return named(text, payloads)
    return answered(agreed, payloads)
