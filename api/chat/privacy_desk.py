"""Answers what a person asks about what is held: in the gateway, without the engine."""

from collections.abc import Awaitable, Iterable
from datetime import datetime
from functools import partial
from uuid import uuid4

import structlog
from sqlalchemy.orm import Session

from api.assessments.schemas import Channel
from api.chat import repository
from api.chat.engine import Engine, EngineFailed
from api.chat.refusals import ConversationsAway, TokenUnknown
from api.chat.schemas import Button, Message, MessageKind
from api.chat.transactions import Transactions
from api.chat.turn import Turn
from api.privacy import repository as privacy
from api.privacy import service
from api.privacy.answering import asks_to_erase
from api.privacy.asking import Wish, payload, pressed, wished
from api.privacy.words import WORDS

log = structlog.get_logger()

_CHOICES = {
    Wish.SHOW: (Wish.ERASE,),
    Wish.ERASE: (Wish.ERASE_NOW, Wish.LEAVE),
    Wish.FORGET: (Wish.KEEP,),
}


class PrivacyDesk:
    """Shows what is held of a conversation, erases it, or stops keeping its words."""

    def __init__(
        self, transactions: Transactions, engine: Engine, retention: service.Retention
    ) -> None:
        self._transactions = transactions
        self._engine = engine
        self._retention = retention

    def notice(self, turn: Turn) -> Message:
        """Give the notice that stands before a conversation."""
        if turn.participant is not None:
            return _message(service.notice(self._retention), [Wish.FORGET])
        lead, more = service.notice_in_two(self._retention, on_a_page=turn.channel == Channel.WEB)
        message = _message(f"{lead}\n{more}", [Wish.FORGET])
        message.card = {"type": "notice", "lead": lead, "more": more}
        return message

    @staticmethod
    def wish(turn: Turn) -> Wish | None:
        """Give what a turn asks of this desk, if anything."""
        if turn.payload is not None:
            return pressed(turn.payload)
        text = turn.text or ""
        # In an assessment "delete that" is about an answer.
        pointing = turn.state.flow != "assessment"
        if asks_to_erase(text, turn.locale, pointing=pointing):
            return Wish.ERASE
        return wished(text)

    async def answer(self, turn: Turn, wish: Wish, now: datetime) -> Message:
        """Do what is wished, and say so. Raises ``ConversationsAway``."""
        if wish is Wish.ERASE_NOW:
            return await self._erase(turn, now)
        work = partial(self._said, turn=turn, wish=wish)
        said = await self._transactions.write(work)
        if wish is Wish.FORGET:
            await self._try(self._engine.forget_words(turn.conversation))
        return _message(said, _CHOICES.get(wish, ()))

    def _said(self, session: Session, turn: Turn, wish: Wish) -> str:
        if wish is Wish.SHOW:
            conversation = repository.get_conversation_by_id(session, turn.conversation)
            if conversation is None:
                raise TokenUnknown(given=True)
            return service.what_is_held(session, conversation, self._retention)
        if wish is Wish.FORGET:
            service.keep_no_words(session, turn.conversation)
            return WORDS.forgotten
        if wish is Wish.KEEP:
            privacy.choose_keeping(session, turn.conversation, keeps_words=True)
            return WORDS.kept_again
        if wish is Wish.ERASE:
            return service.before_erasing(participant=turn.participant is not None)
        return WORDS.left

    async def _erase(self, turn: Turn, now: datetime) -> Message:
        erase = partial(service.erase, conversation=turn.conversation, now=now)
        await self._transactions.write(erase)
        log.info("privacy.erased")
        await self._try(self._transactions.overwrite_erased())
        # It stays noted as well, so that the next purge asks the engine again: on another device
        # a turn may have been under way, which the engine stores when it ends.
        await self._try(self._engine.forget(turn.conversation))
        return _message(WORDS.erased, ())

    async def overwrite_forgotten(self) -> None:
        """Let nothing that was cleared stay in the database's files, as far as it is there."""
        await self._try(self._transactions.overwrite_erased())

    @staticmethod
    async def _try(step: Awaitable[None]) -> None:
        try:
            await step
        except (EngineFailed, ConversationsAway) as failure:
            log.warning("privacy.waiting", reason=type(failure).__name__)


def _message(text: str, offered: Iterable[Wish]) -> Message:
    titles = WORDS.buttons.model_dump()
    buttons = [Button(title=titles[wish.value], payload=payload(wish)) for wish in offered]
    return Message(id=uuid4(), kind=MessageKind.NOTICE, text=text, buttons=buttons)
