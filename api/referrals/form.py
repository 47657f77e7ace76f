"""Reading the form: pure, so that each rule can be tested by itself.

A phone number is checked with Google's numbering plans; what was typed is never lost, whatever is
wrong with it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import phonenumbers

from api.referrals.schemas import Consent, Details, Need, Purpose, Way
from api.referrals.words import WORDS

Given = Mapping[str, Sequence[str]]

LONGEST = {
    "name": 80,
    "for_name": 80,
    "phone": 40,
    "email": 120,
    "address": 300,
    "best_time": 120,
    "language": 60,
    "about": 1000,
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: the details when all is well, else what is wrong, by field."""

    values: dict[str, str]
    chosen: set[str]
    details: Details | None
    consents: list[Consent]
    faults: dict[str, str]


def read_form(given: Given, *, for_someone_else: bool) -> Filled:
    """Read what was sent."""
    values = {field: _text(given, field) for field in (*LONGEST, "way")}
    communication = [value for value in given.get("communication", ()) if value]
    agreed = set(given.get("consent", ()))
    faults = dict(_faults(values, communication, agreed, for_someone_else=for_someone_else))
    details = None
    if not faults:
        filled = {field: value or None for field, value in values.items()}
        details = Details.model_validate({**filled, "communication": communication})
    consents = [
        Consent(purpose=purpose, version=WORDS.version, given=purpose in agreed)
        for purpose in Purpose
    ]
    return Filled(values, {*communication, *agreed}, details, consents, faults)


def _text(given: Given, field: str) -> str:
    text = next(iter(given.get(field, ())), "").replace("\r\n", "\n")
    return _CONTROL.sub("", text).strip()


def _faults(
    values: Mapping[str, str],
    communication: Sequence[str],
    agreed: set[str],
    *,
    for_someone_else: bool,
) -> dict[str, str]:
    said = WORDS.faults
    faults: dict[str, str] = {}
    if not values["name"]:
        faults["name"] = said.name
    if for_someone_else and not values["for_name"]:
        faults["for_name"] = said.for_name
    faults |= _faults_of_way(values)
    if odd := next((need for need in communication if need not in set(Need)), None):
        faults["communication"] = said.choice.format(seen=odd[:40])
    if Purpose.SHARE not in agreed:
        faults["share"] = said.share
    for field, longest in LONGEST.items():
        if len(values[field]) > longest:
            faults[field] = said.too_long.format(seen=len(values[field]), allowed=longest)
    return faults


def _faults_of_way(values: Mapping[str, str]) -> dict[str, str]:
    said, faults = WORDS.faults, {}
    way = values["way"]
    if way not in set(Way):
        return {"way": said.choice.format(seen=way[:40]) if way else said.way}
    if way in (Way.PHONE, Way.TEXT) and not values["phone"]:
        faults["phone"] = said.phone
    if way == Way.EMAIL and not values["email"]:
        faults["email"] = said.email
    if way == Way.LETTER and not values["address"]:
        faults["address"] = said.address
    if values["phone"] and not _can_be_called(values["phone"]):
        faults["phone"] = said.phone_invalid.format(seen=values["phone"][:40])
    if values["email"] and not _EMAIL.fullmatch(values["email"]):
        faults["email"] = said.email_invalid.format(seen=values["email"][:60])
    return faults


def _can_be_called(written: str) -> bool:
    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)
