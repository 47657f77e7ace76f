"""What is held about a person, and its end: on request, or when its time is over."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.config import Settings
from api.models import ChatSession, Signpost, WellbeingAnswer
from api.privacy import repository
from api.privacy.words import WORDS
from api.triage.answers import NOT_BY_RINGING, WANTS


@dataclass(frozen=True, slots=True)
class Retention:
    """How long each kind of thing is kept, from the settings."""

    citizens: timedelta
    participants: timedelta
    unkept: timedelta
    incidents: timedelta
    invites: timedelta

    @classmethod
    def from_settings(cls, settings: Settings) -> "Retention":
        """Read the periods."""
        return cls(
            citizens=timedelta(days=settings.keep_conversations_days),
            participants=timedelta(days=settings.keep_participant_conversations_days),
            unkept=timedelta(minutes=settings.keep_unkept_minutes),
            incidents=timedelta(days=settings.keep_incidents_days),
            invites=timedelta(days=settings.keep_ended_invites_days),
        )

    def limits(self, now: datetime) -> repository.Limits:
        """Give the moments before which each kind is too old."""
        return repository.Limits(
            citizens=now - self.citizens,
            participants=now - self.participants,
            unkept=now - self.unkept,
            incidents=now - self.incidents,
            invites=now - self.invites,
        )

    def of(self, *, participant: bool, keeps_words: bool = True) -> timedelta:
        """Give how long a conversation stays after its last message."""
        if not keeps_words:
            return self.unkept
        return self.participants if participant else self.citizens


def in_words(period: timedelta) -> str:
    """Write a period as people say it.

    >>> in_words(timedelta(days=30)), in_words(timedelta(days=1)), in_words(timedelta(minutes=60))
    ('30 days', '1 day', '1 hour')
    """
    minutes = int(period.total_seconds() // 60)
    said = WORDS.periods
    for size, (one, several) in ((1440, said.day), (60, said.hour), (1, said.minute)):
        if minutes >= size:
            count = minutes // size
            return one if count == 1 else several.format(count=count)
    return said.moment


def notice(retention: Retention) -> str:
    """Give the notice that stands before the conversation of somebody with an invite."""
    return WORDS.notice.participant.format(days=in_words(retention.of(participant=True)))


def notice_in_two(retention: Retention, *, on_a_page: bool) -> tuple[str, str]:
    """Give the notice of a citizen's conversation: what all should see, and what more there is.

    ``on_a_page`` is a conversation that a browser forgets when it is closed, unless one chooses
    otherwise; a messenger keeps its chats.
    """
    said = WORDS.notice.citizen
    lead = said.lead.format(days=in_words(retention.of(participant=False)))
    return lead, "\n".join([said.more, *([said.on_a_page] if on_a_page else [])])


def what_is_held(session: Session, conversation: ChatSession, retention: Retention) -> str:
    """Say what is held of a conversation, one line for each kind of thing."""
    return "\n".join(
        [
            WORDS.shown,
            "",
            *(f"• {line}" for line in _held(session, conversation, retention)),
        ]
    )


def _held(session: Session, conversation: ChatSession, retention: Retention) -> list[str]:
    ends = conversation.last_seen_at + retention.of(
        participant=conversation.participant_id is not None, keeps_words=conversation.keeps_words
    )
    day = WORDS.until.day.format(day=f"{ends:%-d %B %Y}")
    until = day if conversation.keeps_words else WORDS.until.leaving
    key = "conversation" if conversation.keeps_words else "conversation_unkept"
    line = getattr(WORDS.held, key).format(
        count=repository.count_messages(session, conversation.id),
        since=f"{conversation.created_at:%-d %B %Y}",
        until=until,
    )
    lines = [line]
    if conversation.participant_id is not None:
        count = repository.count_answers(
            session, conversation.participant_id, conversation.assessment_id
        )
        lines.append(WORDS.held.answers.format(count=count))
    lines += _held_of_support(session, conversation.id)
    if conversation.participant_id is None:
        lines.append(WORDS.held.referral)
    if conversation.notice is not None:
        lines.append(WORDS.notice_seen.format(version=conversation.notice))
    return lines


def _held_of_support(session: Session, conversation: uuid.UUID) -> list[str]:
    triages = repository.find_triages(session, conversation)
    if not triages:
        return []
    answers = sum(
        len(each.needs)
        + len([value for value in each.answers.values() if value])
        + (each.age is not None)
        + len(each.wishes.get(WANTS, ()))
        + (NOT_BY_RINGING in each.wishes)
        for each in triages
    )
    signposts = repository.count_of_triages(session, Signpost, conversation)
    areas = dict.fromkeys(each.place for each in triages if each.place)
    wellbeing = repository.count_of_triages(session, WellbeingAnswer, conversation)
    said = WORDS.held
    return [
        said.support.format(answers=answers, signposts=signposts),
        *(said.area.format(area=area) for area in areas),
        *([said.wellbeing.format(count=wellbeing)] if wellbeing else []),
    ]


def before_erasing(*, participant: bool) -> str:
    """Ask whether to erase a conversation, and say what is not erased with it."""
    return WORDS.confirm_erase if participant else f"{WORDS.held.referral}\n\n{WORDS.confirm_erase}"


def erase(session: Session, conversation: uuid.UUID, now: datetime) -> None:
    """Erase a conversation here, as the person asks; the engine's part is noted as to be erased."""
    repository.erase_misunderstood(session, conversation)
    repository.erase_conversation(session, conversation, now)


def keep_no_words(session: Session, conversation: uuid.UUID) -> None:
    """Keep a conversation without its words from now on, and drop those that wait for review."""
    repository.erase_misunderstood(session, conversation)
    repository.choose_keeping(session, conversation, keeps_words=False)
