"""The sentences about privacy, read from ``words.yml``."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CitizenNotice(_Strict):
    """The notice of a citizen's conversation: two lines that all see, and the rest."""

    lead: str
    more: str
    on_a_page: str


class NoticeWords(_Strict):
    """What is said before a conversation, to a citizen and to somebody with an invite."""

    citizen: CitizenNotice
    participant: str


class ButtonWords(_Strict):
    """The titles of the buttons."""

    forget: str
    keep: str
    show: str
    erase: str
    erase_now: str
    leave: str


class HeldWords(_Strict):
    """One line for each kind of thing that is held."""

    conversation: str
    conversation_unkept: str
    answers: str
    support: str
    area: str
    wellbeing: str
    referral: str


class PeriodWords(_Strict):
    """How a length of time is said: one of a kind, and several."""

    day: tuple[str, str]
    hour: tuple[str, str]
    minute: tuple[str, str]
    moment: str


class UntilWords(_Strict):
    """How the end of a time is said."""

    day: str
    leaving: str


class PrivacyWords(_Strict):
    """Everything that is said about privacy; ``version`` is that of the notice."""

    version: str
    notice: NoticeWords
    buttons: ButtonWords
    shown: str
    held: HeldWords
    periods: PeriodWords
    until: UntilWords
    notice_seen: str
    confirm_erase: str
    erased: str
    left: str
    forgotten: str
    kept_again: str

    @classmethod
    def load(cls) -> Self:
        """Read the sentences that ship with the product."""
        path = Path(__file__).with_name("words.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


WORDS = PrivacyWords.load()
