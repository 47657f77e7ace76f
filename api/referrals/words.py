"""The wording of the self-referral, read from ``words.yml``."""

from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict

from api.referrals.schemas import Need, Purpose, Status, Way


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PurposeWords(_Strict):
    """What a person agrees to; without the ``needed`` ones nothing can be done."""

    needed: bool
    text: str


class Faults(_Strict):
    """What is said beside a field that needs another look."""

    name: str
    for_name: str
    way: str
    phone: str
    phone_invalid: str
    email: str
    email_invalid: str
    address: str
    share: str
    too_long: str
    choice: str


class ReferralWords(_Strict):
    """Everything that the form, the copy and the list say."""

    version: str
    purposes: dict[Purpose, PurposeWords]
    ways: dict[Way, str]
    communication: dict[Need, str]
    statuses: dict[Status, str]
    faults: Faults

    @classmethod
    def load(cls) -> Self:
        """Read the wording that ships with the product."""
        path = Path(__file__).with_name("words.yml")
        return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


WORDS = ReferralWords.load()
